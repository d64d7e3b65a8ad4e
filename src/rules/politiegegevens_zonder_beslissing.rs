//! `politiegegevens-zonder-beslissing`: police data go to a joint undertaking, and no written decision or duty to supply
//! them is cited.

use super::grounds::{self, Judgement};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Fix, Severity};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::{Citation, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{DataCategory, PartyKind};

pub const RULE: Rule = Rule {
    name: "politiegegevens-zonder-beslissing",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "politiegegevens gaan naar een samenwerkingsverband zonder schriftelijke beslissing of wettelijke plicht",
        "police data go to a joint undertaking without a written decision or a statutory duty",
    ),
    sources: &[Source::Law("Wpg", "art. 20 lid 1"), Source::Law("Wpg", "art. 16 lid 1"), Source::Law("WGS", "art. 1.5")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for sharing in ctx.model.arrangements() {
        findings.extend(grounds::judged(sharing, |statement, data| {
            let cited = grounds::grounds_of(ctx.model, sharing, statement);
            // Without a ground of its own for these data the matter is that of `grondslag-verwerking-ontbreekt`.
            if !data.categories.contains(&DataCategory::Police) || !grounds::are_grounded(ctx.model, &cited) {
                return Judgement::Elsewhere;
            }
            Flow::of(ctx, sharing, data).map_or(Judgement::Elsewhere, |flow| flow.report(ctx, sharing, statement, &cited).into())
        }));
    }
}

/// Police data that go to others.
struct Flow {
    to: Vec<Who>,
    /// Whether a police organisation is among those who give them.
    from_police: bool,
    /// Whether the text says to whom.
    stated_to: bool,
}

/// Whether a ground of the Wpg is shown, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    No,
    Unclear,
    Yes,
}

impl Flow {
    /// `None` where the police gives nothing, or nobody else receives it.
    fn of(ctx: &Context<'_>, sharing: &DataSharing, data: &DataFlow) -> Option<Self> {
        let (senders, stated_from) = grounds::senders(ctx.model, sharing, data);
        let from_police = senders.iter().any(|who| is(ctx, *who, &[PartyKind::Police]));
        let (receivers, stated_to) = grounds::recipients(ctx.model, sharing, data);
        let to: Vec<Who> = receivers.into_iter().filter(|who| !is(ctx, *who, &[PartyKind::Police])).collect();
        (!to.is_empty() && (from_police || !stated_from)).then_some(Self { to, from_police, stated_to })
    }

    fn report(&self, ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, cited: &[&Citation]) -> Option<Finding> {
        let shown = cited.iter().map(|citation| self.shown(ctx, citation)).max().unwrap_or(Shown::No);
        if shown == Shown::Yes {
            return None;
        }
        let severity = if shown == Shown::No && self.from_police { Severity::Error } else { Severity::Warning };
        let name = ctx.name(sharing.id);
        let headline = message!("niet gebleken dat de politie schriftelijk heeft beslist om politiegegevens te delen in `{name}`", "it does not appear that the police decided in writing to share police data in `{name}`"; name = name);
        let mut finding = RULE
            .finding_at(severity, statement.key, headline)
            .label(message!("zonder beslissing volgens de Wpg", "without a decision under the Wpg"))
            .why(message!(
                "Politiegegevens gaan alleen naar anderen als de Wet politiegegevens dat toelaat. Voor een samenwerkingsverband is dat een schriftelijke beslissing, in overeenstemming met het bevoegd gezag, over doel, gegevens, voorwaarden en ontvangers (Wpg art. 20), of de plicht van de WGS. Aan het openbaar ministerie en de burgemeester verstrekt de politie voor hun eigen taak (Wpg art. 16).",
                "Police data go to others only where the Wpg (police data act) allows it. For a joint undertaking that takes a written decision, in agreement with the competent authority, on purpose, data, conditions and recipients (Wpg art. 20), or the duty of the WGS. To the prosecution service and the mayor the police supplies data for their own tasks (Wpg art. 16)."
            ))
            .remedy(message!(
                "Verwijs naar de beslissing met `krachtens Wpg art. 20 lid 1`, of laat de politiegegevens weg tot zij er is.",
                "Cite the decision with `krachtens Wpg art. 20 lid 1`, or leave the police data out until there is one."
            ));
        let edits = vec![grounds::add_ground(ctx, statement, "Wpg art. 20 lid 1")];
        finding.fixes.push(Fix { title: message!("verwijs naar de schriftelijke beslissing", "cite the written decision"), edits, safe: false });
        Some(finding)
    }

    /// Whether a citation shows a decision, or a law that makes one needless.
    fn shown(&self, ctx: &Context<'_>, citation: &Citation) -> Shown {
        if grounds::is_judged_elsewhere(ctx.model, citation) {
            return Shown::Yes;
        }
        let Some(law) = grounds::law_name(ctx.model, citation) else { return in_text(ctx, citation) };
        let only_to = |kinds: &[PartyKind]| self.to.iter().all(|who| is_mayor(*who) || is(ctx, *who, kinds));
        let otherwise_unclear = |shown: bool| if shown { Shown::Yes } else { Shown::Unclear };
        match (law, citation.article()) {
            ("WGS" | "Besluit-WGS" | "Wpr", _) | ("Wpg", Some("20")) => Shown::Yes,
            ("Wpg", Some("16")) if only_to(&[PartyKind::Prosecution]) => Shown::Yes,
            ("Wpg", Some("16")) => Shown::No,
            ("Wpg", Some("18" | "19")) => otherwise_unclear(self.stated_to),
            ("Wvggz", Some("8:31")) => Shown::No,
            ("Wvggz", _) => otherwise_unclear(only_to(&[PartyKind::Prosecution, PartyKind::MentalHealth, PartyKind::Addiction])),
            ("Wpg", _) => Shown::Unclear,
            _ => Shown::No,
        }
    }
}

/// A text that does not say of what kind it is may be the decision itself.
fn in_text(ctx: &Context<'_>, citation: &Citation) -> Shown {
    let document = citation.target.and_then(|id| ctx.model.document(id));
    if document.is_some_and(|d| !d.kind.has_items()) { Shown::Yes } else { Shown::Unclear }
}

fn is_mayor(who: Who) -> bool {
    matches!(who, Who::Office(MunicipalOffice::Mayor, _) | Who::SomeOffice(MunicipalOffice::Mayor))
}

fn is(ctx: &Context<'_>, who: Who, kinds: &[PartyKind]) -> bool {
    ctx.model.kinds_of(who).iter().any(|kind| kinds.contains(kind))
}
