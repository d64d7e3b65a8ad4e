//! `nog-te-regelen`: an open point, and one whose date has passed.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::message;
use crate::syntax::vocabulary::Key;

pub const RULE: Rule = Rule {
    name: "nog-te-regelen",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een punt staat nog open; na de genoemde datum is het een fout", "a point is still open; after its date it is an error"),
    sources: &[],
    check,
};

/// What comes after the end of a text is open also when it has ended.
const AFTERWARDS: &[Key] = &[Key::Extension, Key::Successor];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for item in ctx.model.open_points.iter().filter(|item| !ctx.model.has_ended(item.of) || AFTERWARDS.contains(&item.key)) {
        let (name, key) = (ctx.name(item.of), item.key.word());
        let finding = match item.point.before {
            Some(before) if before <= ctx.model.on => RULE
                .finding(
                    item.place,
                    message!("`{key}` van `{name}` zou vóór {before} zijn geregeld, en dat is niet gebleken", "`{key}` of `{name}` was to be arranged before {before}, and it does not appear that it was"; key = key, name = name, before = before),
                )
                .label(message!("datum verstreken", "date has passed"))
                .why(message!("De regio heeft zich hiervoor zelf een datum gesteld, en die is verstreken.", "The region set itself a date for this, and that date has passed."))
                .remedy(message!("Vul in wat geregeld is, of spreek een nieuwe datum af.", "State what has been arranged, or agree on a new date.")),
            Some(before) => RULE
                .finding_at(
                    Severity::Hint,
                    item.place,
                    message!("`{key}` van `{name}` is nog te regelen, vóór {before}", "`{key}` of `{name}` is still to be arranged, before {before}"; key = key, name = name, before = before),
                )
                .label(message!("open punt", "open point"))
                .why(message!("De regio noemt dit zelf als open punt. Vanaf de genoemde datum is het een fout.", "The region itself names this as an open point. From the stated date on it is an error."))
                .remedy(message!("Vul in wat geregeld is zodra het er is.", "State what has been arranged as soon as it is.")),
            None => RULE
                .finding_at(Severity::Hint, item.place, message!("`{key}` van `{name}` is nog te regelen", "`{key}` of `{name}` is still to be arranged"; key = key, name = name))
                .label(message!("open punt zonder datum", "open point without a date"))
                .why(message!("De regio noemt dit zelf als open punt. Zonder datum blijft het zo.", "The region itself names this as an open point. Without a date it stays one."))
                .remedy(message!(
                    "Vul in wat geregeld is, of noem wie het regelt en wanneer: `nog te regelen door … voor …`.",
                    "State what has been arranged, or who will do so and when: `nog te regelen door … voor …`."
                )),
        };
        findings.push(finding);
    }
}
