//! `dpia-ontbreekt`: sensitive data are shared without an assessment of the effects on the persons concerned.

use jiff::civil::Date;

use super::grounds;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::parts::DataSharing;
use crate::model::wgs::Certainty;
use crate::syntax::vocabulary::{DataCategory, Key};

pub const RULE: Rule = Rule {
    name: "dpia-ontbreekt",
    group: Group::Data,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "gevoelige gegevens worden gedeeld zonder gegevensbeschermingseffectbeoordeling",
        "sensitive data are shared without a data protection impact assessment",
    ),
    sources: &[Source::Law("AVG", "art. 35")],
    check,
};

/// Up to this many organisations the sharing is likely to be small.
const SMALL: usize = 2;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let wgs = ctx.model.wgs_arrangements();
    for sharing in ctx.model.arrangements() {
        let of_a_house = wgs.get(&sharing.id) == Some(&Certainty::Stated);
        let sensitive = sensitive(sharing);
        if !(sensitive.is_empty() && !of_a_house) && is_lacking(ctx, sharing) {
            findings.extend(report(ctx, sharing, &sensitive, of_a_house));
        }
    }
}

/// The sensitive categories that are shared, each once.
fn sensitive(sharing: &DataSharing) -> Vec<DataCategory> {
    let mut found = Vec::new();
    for category in sharing.data.values().flat_map(|data| &data.categories).filter(|c| grounds::is_sensitive(**c)) {
        if !found.contains(category) {
            found.push(*category);
        }
    }
    found
}

/// Whether no assessment has been made; one that is still to be arranged is told elsewhere.
fn is_lacking(ctx: &Context<'_>, sharing: &DataSharing) -> bool {
    // An arrangement that is itself still to be made need not have one yet.
    let open = sharing.dpia.has_open() || sharing.data.open().is_some();
    !open && !sharing.dpia.values().any(|act| act.on.is_none_or(|on| on <= ctx.model.on))
}

/// The first day on which one is planned.
fn planned(sharing: &DataSharing) -> Option<Date> {
    sharing.dpia.values().filter_map(|act| act.on).min()
}

fn report(ctx: &Context<'_>, sharing: &DataSharing, sensitive: &[DataCategory], of_a_house: bool) -> Option<Finding> {
    let participants = ctx.model.circle_of(sharing);
    let known = !participants.is_empty() && !sharing.parties.has_open();
    let organisations = ctx.model.organisations(participants.into_iter()).filter(|_| known);
    if organisations.is_some_and(|number| number < SMALL) {
        return None;
    }
    let severity = if !of_a_house && organisations == Some(SMALL) { Severity::Hint } else { Severity::Warning };
    let place = sharing.dpia.key().unwrap_or_else(|| ctx.at(sharing.id));
    let mut finding = RULE
        .finding_at(severity, place, headline(ctx, sharing, sensitive))
        .label(message!("gevoelige gegevens, geen dpia", "sensitive data, no assessment"))
        .why(message!(
            "Wie op grote schaal bijzondere of strafrechtelijke gegevens verwerkt, beoordeelt vóór hij begint wat dat voor de betrokkenen betekent. Blijft het risico hoog, dan raadpleegt hij vooraf de toezichthouder. Of de schaal groot is, moet iemand beoordelen.",
            "Whoever processes special or criminal data on a large scale assesses, before beginning, what that means for the persons concerned. If the risk stays high, the supervisor is consulted beforehand. Whether the scale is large is for a person to judge."
        ))
        .remedy(message!("Leg vast wie de beoordeling deed en wanneer: `dpia door … op …`.", "Record who made the assessment and when: `dpia door … op …`."));
    if sharing.dpia.is_unstated() {
        let title = message!("noteer de dpia als open punt", "note the assessment as an open point");
        finding.fixes.extend(ctx.add_property(sharing.id, title, &format!("{} nog te regelen", Key::Dpia.word())));
    }
    Some(finding)
}

fn headline(ctx: &Context<'_>, sharing: &DataSharing, sensitive: &[DataCategory]) -> Message {
    let name = ctx.name(sharing.id);
    if let Some(on) = planned(sharing) {
        return message!("de dpia voor `{name}` staat pas voor {on}, terwijl er al gegevens worden gedeeld", "the assessment for `{name}` is due on {on} only, while data are shared already"; name = name, on = on);
    }
    if sensitive.is_empty() {
        return message!("niet gebleken dat voor `{name}`, van een Zorg- en Veiligheidshuis, een dpia is gedaan", "it does not appear that an impact assessment was made for `{name}`, of a care and safety house"; name = name);
    }
    let what = List(sensitive.iter().map(|category| category.word()).collect::<Vec<_>>());
    message!("niet gebleken dat voor het delen van gevoelige gegevens ({what}) in `{name}` een dpia is gedaan", "it does not appear that an impact assessment was made for sharing sensitive data ({what}) in `{name}`"; name = name, what = what)
}
