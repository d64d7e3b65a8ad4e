//! `doorzettingsmacht-zonder-houder`: the power to break a deadlock is promised, and nobody holds it.

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::Severity;
use crate::message;

pub const RULE: Rule = Rule {
    name: "doorzettingsmacht-zonder-houder",
    group: Group::Escalation,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "doorzettingsmacht is toegezegd, maar niet blijkt wie haar heeft",
        "doorzettingsmacht is promised, but it does not appear who holds it",
    ),
    sources: &[Source::Vng(VngText::Pilot, "criterium 5")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let promised = ctx.model.overrides.iter().filter(|o| o.holder.is_unstated());
    for promise in promised.filter(|o| ctx.model.is_regional(o.id) && ctx.model.in_force(o.id)) {
        let name = ctx.name(promise.id);
        let mut finding = RULE
            .finding(ctx.at(promise.id), message!("niet gebleken wie `{name}` heeft", "it does not appear who holds `{name}`"; name = name))
            .label(message!("toegezegd zonder houder", "promised without a holder"))
            .why(message!(
                "Lopen partijen vast, dan moet iemand kunnen doorzetten. Zolang niet vaststaat wie dat is, blijft het bij een belofte en staat de casus stil.",
                "When parties get stuck, somebody must be able to break the deadlock. As long as it is not settled who that is, it remains a promise and the case stands still."
            ))
            .remedy(message!(
                "Noem de houder, wie hij bindt en waarop dat berust, of schrijf `houder geen` als de regio haar bewust niet regelt.",
                "Name the holder, whom it binds and what that rests on, or write `houder geen` where the region deliberately has none."
            ));
        finding.fixes.extend(ctx.add_property(
            promise.id,
            message!("voeg de houder toe als open punt", "add the holder as an open point"),
            "houder nog te regelen",
        ));
        findings.push(finding);
    }
}
