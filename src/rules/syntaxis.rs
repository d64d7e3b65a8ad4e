//! `syntaxis`: the text can't be read here.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::syntax::explain;

pub const RULE: Rule = Rule {
    name: explain::RULE,
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("de tekst kan op deze plaats niet gelezen worden", "the text cannot be read at this place"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for (file, error) in ctx.syntax_errors {
        findings.push(explain::finding(error, *file));
    }
}
