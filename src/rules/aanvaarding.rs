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
    summary: ("bij een aanvaarding hoort geen bevinding", "an acceptance has no finding to accept"),
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
        .finding(
            place,
            message!("bij deze aanvaarding van `{rule}` hoort geen bevinding", "this acceptance of `{rule}` has no finding to accept"; rule = rule),
        )
        .label(message!("hier is geen bevinding", "no finding here"))
        .why(message!(
            "In dit blok is die bevinding er niet (meer). Wie de aanvaarding leest, denkt dat er nog iets openstaat.",
            "In this block there is no such finding (any more). A reader of the acceptance thinks that something is still open."
        ))
        .remedy(message!(
            "Haal de aanvaarding weg, of zet haar in het blok waar de bevinding staat; in het blok `regio` geldt zij voor de hele tekst.",
            "Remove the acceptance, or put it in the block where the finding stands; in the `regio` block it holds for the whole text."
        ))
        .fix(Fix {
            title: message!("haal de aanvaarding weg", "remove the acceptance"),
            edits: vec![Edit { place, text: String::new() }],
            safe: true,
        })
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
        .why(message!(
            "Een aanvaarding werkt alleen voor de regel die zij noemt. Zo wordt niets aanvaard.",
            "An acceptance works only for the rule that it names. As it stands nothing is accepted."
        ))
        .remedy(message!(
            "Neem de naam over zoals de bevinding hem noemt. `sluitend rules` toont alle regels.",
            "Copy the name as the finding shows it. `sluitend rules` lists all rules."
        ))
}
