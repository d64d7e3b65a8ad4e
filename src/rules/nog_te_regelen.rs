//! `nog-te-regelen`: an open point, and one whose date has passed.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::message;

pub const RULE: Rule = Rule {
    name: "nog-te-regelen",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een punt staat nog open; na de genoemde datum is het een fout", "a point is still open; after its date it is an error"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for item in &ctx.model.open_points {
        let (name, key) = (ctx.name(item.of), item.key.word());
        let overdue = item.point.before.filter(|before| *before <= ctx.model.on);
        let finding = match overdue {
            Some(before) => RULE
                .finding(item.place, message!("`{key}` van `{name}` had op {before} geregeld moeten zijn", "`{key}` of `{name}` should have been arranged by {before}"; key = key, name = name, before = before))
                .why(message!("De regio heeft hiervoor zelf een datum gesteld, en die is voorbij.", "The region itself set a date for this, and it has passed.")),
            None => RULE
                .finding_at(Severity::Hint, item.place, message!("`{key}` van `{name}` is nog te regelen", "`{key}` of `{name}` is still to be arranged"; key = key, name = name))
                .why(message!("De regio noemt dit zelf als open punt.", "The region itself names this as an open point.")),
        };
        findings.push(finding.label(message!("open punt", "open point")).remedy(message!(
            "Vul in wat geregeld is, of spreek een nieuwe datum af.",
            "State what has been arranged, or agree on a new date."
        )));
    }
}
