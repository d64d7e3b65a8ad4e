//! `dubbele-naam`: one name for two things.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::message;
use crate::model::NameProblemKind;

pub const RULE: Rule = Rule {
    name: "dubbele-naam",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een naam is twee keer beschreven", "a name is declared twice"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for problem in &ctx.model.name_problems {
        let NameProblemKind::Duplicate { name, first } = &problem.kind else { continue };
        let finding = RULE
            .finding(problem.place, message!("`{name}` is al eerder beschreven", "`{name}` has been declared before"; name = name.as_str()))
            .label(message!("tweede beschrijving", "second declaration"))
            .why(message!(
                "Bij één naam voor twee dingen is niet na te gaan welke van de twee een bepaling bedoelt; deze tweede beschrijving telt niet mee voor verwijzingen.",
                "With one name for two things nobody can tell which of them a provision means; references do not reach this second declaration."
            ))
            .remedy(message!("Geef een van beide een andere naam, of voeg de blokken samen.", "Give one of them another name, or join the blocks."))
            .related(*first, message!("eerste beschrijving", "first declaration"));
        findings.push(finding);
    }
}
