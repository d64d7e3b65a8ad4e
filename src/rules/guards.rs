//! One cause, one finding: where two rules see the same thing, the sharper one speaks.

use rustc_hash::FxHashSet;

use crate::finding::Finding;

/// When the first rule fires at a place, the second keeps silent there.
const MUTES: &[(&str, &str)] = &[
    ("uitgesloten-besluit", "besluit-zonder-bevoegdheid"),
    ("uitgesloten-besluit", "dekking-zonder-budgetbesluit"),
    ("bijzonder-mandaat-onjuist", "besluit-zonder-bevoegdheid"),
    ("bijzonder-mandaat-onjuist", "mandaat-uitgesloten"),
    ("overeenkomst-niet-ondertekend", "concept-als-geldend"),
    ("regelingvorm-past-niet", "delegatie-zonder-grondslag"),
    ("medisch-geheim-zonder-grond", "grondslag-verwerking-ontbreekt"),
    ("politiegegevens-zonder-beslissing", "grondslag-verwerking-ontbreekt"),
    ("delegans-beslist-zelf", "aansturing-zonder-gezag"),
    ("gemeente-zonder-zetel", "deelnemer-geen-partij"),
    ("model-past-niet", "besluit-zonder-bevoegdheid"),
];

/// The first rule keeps silent where the others have told of every other place that it shows.
const ECHOES: &[(&str, &[&str])] = &[(
    "model-past-niet",
    &["uitgesloten-besluit", "besluit-zonder-bevoegdheid", "aansturing-zonder-gezag", "raad-niet-betrokken", "dekking-zonder-budgetbesluit"],
)];

/// Takes out the findings that a sharper one makes superfluous.
pub fn mute(findings: &mut Vec<Finding>) {
    let heard: FxHashSet<_> = findings.iter().map(|f| (f.rule, f.place)).collect();
    let told = |place, rules: &[&'static str]| rules.iter().any(|rule| heard.contains(&(*rule, place)));
    let is_echo = |f: &Finding| {
        let sharper = ECHOES.iter().find(|(echo, _)| f.rule == *echo).map(|(_, sharper)| *sharper).unwrap_or_default();
        !f.related.is_empty() && f.related.iter().all(|related| told(related.place, sharper))
    };
    findings.retain(|f| !is_echo(f));
    let heard: FxHashSet<_> = findings.iter().map(|f| (f.rule, f.place)).collect();
    findings.retain(|f| !MUTES.iter().any(|(sharp, muted)| f.rule == *muted && heard.contains(&(*sharp, f.place))));
}
