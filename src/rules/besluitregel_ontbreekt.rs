//! `besluitregel-ontbreekt`: a table that decides, without a rule on how.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::Severity;
use crate::message;

pub const RULE: Rule = Rule {
    name: "besluitregel-ontbreekt",
    group: Group::Decisions,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: ("een overleg beslist, maar niet blijkt hoe", "a table decides, but it does not appear how"),
    sources: &[Source::Law("Wgr", "art. 22 lid 1"), Source::Law("Gemeentewet", "art. 30 lid 1"), Source::Law("Wvr", "art. 11 lid 5")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for body in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        // Where a law or an arrangement under the Wgr makes the table, it gives the rule as well.
        if !body.decides.is_given() || !body.decision_rule.is_lacking() || ctx.competence.table_can_hold(body.id) {
            continue;
        }
        // The text that makes the table may hold the rule.
        let severity =
            if body.decision_rule.is_unstated() && ctx.model.entity(body.id).laid_down_in.has_items() { Severity::Hint } else { Severity::Warning };
        let Some(place) = body.decision_rule.key().or_else(|| body.decides.key()) else { continue };
        let name = ctx.name(body.id);
        let headline = if body.decision_rule.is_absent() {
            message!("`{name}` is besluitbevoegd, maar heeft volgens de tekst geen besluitregel", "`{name}` may decide, but has no decision rule according to the text"; name = name)
        } else {
            message!("`{name}` is besluitbevoegd, maar niet gebleken is hoe het beslist", "`{name}` may decide, but it does not appear how it decides"; name = name)
        };
        let mut finding = RULE
            .finding_at(severity, place, headline)
            .label(message!("geen besluitregel", "no decision rule"))
            .why(message!(
                "Zonder regel over stemmen, instemmen of aanwezigheid is niet vast te stellen of er is besloten. Wie het met de uitkomst oneens is, kan haar dan betwisten. De wet regelt dit voor de besturen die zij zelf instelt.",
                "Without a rule on votes, agreement or attendance nobody can establish whether a decision was taken. Whoever disagrees with the outcome can then contest it. The law settles this for the boards that it sets up itself."
            ))
            .remedy(message!(
                "Leg vast hoe `{name}` beslist: `besluitregel consensus`, `unanimiteit`, `meerderheid`, of in eigen woorden met het quorum.",
                "State how `{name}` decides: `besluitregel consensus`, `unanimiteit`, `meerderheid`, or in your own words with the quorum."; name = name
            ));
        if body.decision_rule.is_unstated() {
            finding.fixes.extend(ctx.add_property(
                body.id,
                message!("voeg de besluitregel toe als open punt", "add the decision rule as an open point"),
                "besluitregel nog te regelen",
            ));
        }
        findings.push(finding);
    }
}
