//! `aanvaarding-ongebruikt`, `aanvaarding-onbekende-regel`: an `aanvaardt` that accepts nothing, or names no rule.
//!
//! Two rules in one file: they are the two ways in which one line can miss its aim.

use super::rule::{Group, Rule, nothing};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message;
use crate::text::Place;

pub const UNUSED: Rule = Rule {
    name: "aanvaarding-ongebruikt",
    group: Group::Text,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: ("een aanvaarding aanvaardt niets", "an acceptance accepts nothing"),
    sources: &[],
    check: nothing,
};

pub const UNKNOWN: Rule = Rule {
    name: "aanvaarding-onbekende-regel",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een aanvaarding noemt een regel die niet bestaat", "an acceptance names a rule that does not exist"),
    sources: &[],
    check: nothing,
};

/// The finding on an acceptance that matched no finding.
pub fn unused_acceptance(place: Place, rule: &str) -> Finding {
    UNUSED
        .finding(place, message!("deze aanvaarding van `{rule}` aanvaardt niets", "this acceptance of `{rule}` accepts nothing"; rule = rule))
        .label(message!("geen bevinding meer", "no finding any more"))
        .why(message!(
            "De bevinding doet zich hier niet (meer) voor. Wie de regel leest denkt dat er nog iets openstaat.",
            "The finding does not occur here (any more). A reader of this line thinks that something is still open."
        ))
        .remedy(message!("Haal de regel weg, of zet hem in het blok waar de bevinding valt.", "Remove the line, or put it in the block where the finding falls."))
        .fix(Fix { title: message!("haal de aanvaarding weg", "remove the acceptance"), edits: vec![Edit { place, text: String::new() }], safe: true })
}

/// The finding on an acceptance of a rule that doesn't exist.
pub fn unknown_rule(place: Place, rule: &str, meant: Option<&str>) -> Finding {
    let finding = match meant {
        Some(meant) => UNKNOWN
            .finding(place, message!("er is geen regel `{rule}`; bedoelde u `{meant}`?", "there is no rule `{rule}`; did you mean `{meant}`?"; rule = rule, meant = meant))
            .fix(Fix { title: message!("schrijf `{meant}`", "write `{meant}`"; meant = meant), edits: vec![Edit { place, text: meant.to_owned() }], safe: true }),
        None => UNKNOWN.finding(place, message!("er is geen regel `{rule}`", "there is no rule `{rule}`"; rule = rule)),
    };
    finding
        .label(message!("geen regel", "not a rule"))
        .why(message!("Zo wordt niets aanvaard.", "Nothing is accepted this way."))
        .remedy(message!("`sluitend rules` toont alle regels.", "`sluitend rules` lists all rules."))
}
