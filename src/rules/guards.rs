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
];

/// Takes out the findings that a sharper one makes superfluous.
pub fn mute(findings: &mut Vec<Finding>) {
    let heard: FxHashSet<_> = findings.iter().map(|f| (f.rule, f.place)).collect();
    findings.retain(|f| !MUTES.iter().any(|(sharp, muted)| f.rule == *muted && heard.contains(&(*sharp, f.place))));
}
