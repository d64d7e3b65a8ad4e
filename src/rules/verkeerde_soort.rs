//! `verkeerde-soort`: a name that stands for another kind of thing than is wanted there.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::lang::quoted;
use crate::message;
use crate::model::NameProblemKind;

pub const RULE: Rule = Rule {
    name: "verkeerde-soort",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een naam staat voor iets anders dan hier gevraagd wordt", "a name stands for another kind of thing than is wanted"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for problem in &ctx.model.name_problems {
        let NameProblemKind::WrongKind { name, is, wanted, key, declared } = &problem.kind else { continue };
        let kinds: Vec<&str> = wanted.iter().map(|kind| kind.word()).collect();
        let finding = RULE
            .finding(
                problem.place,
                message!("`{name}` is een {is}, maar bij `{key}` hoort {kinds}", "`{name}` is a {is}, but `{key}` wants {kinds}";
                    name = name.as_str(), is = is.word(), key = key.word(), kinds = either(&kinds)),
            )
            .label(message!("dit is een {is}", "this is a {is}"; is = is.word()))
            .why(message!("Wat hier staat kan deze plaats in de tekst niet vervullen.", "What stands here cannot fill this place in the text."))
            .remedy(message!("Noem hier {kinds}, of verbeter de naam.", "Name {kinds} here, or correct the name."; kinds = either(&kinds)))
            .related(*declared, message!("hier staat `{name}` beschreven als {is}", "here `{name}` is declared as {is}"; name = name.as_str(), is = is.word()));
        findings.push(finding);
    }
}

fn either(kinds: &[&str]) -> crate::lang::Message {
    if let [one] = kinds {
        return message!("een `{one}`", "a `{one}`"; one = *one);
    }
    let kinds = quoted(kinds, 12);
    message!("een van {kinds}", "one of {kinds}"; kinds = kinds)
}
