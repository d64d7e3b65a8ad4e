//! `verkeerde-soort`: a name that stands for another kind of thing than is wanted there.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::Severity;
use crate::lang::choice;
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
        let (name, is, key) = (name.as_str(), is.word(), key.word());
        let finding = RULE
            .finding(
                problem.place,
                message!("`{name}` staat beschreven als `{is}`, maar bij `{key}` hoort {kinds}", "`{name}` is declared as `{is}`, but `{key}` takes {kinds}";
                    name = name, is = is, key = key, kinds = choice(&kinds, 5)),
            )
            .label(message!("dit is `{is}`", "this is `{is}`"; is = is))
            .why(message!(
                "Zo is niet te zeggen wat hier bedoeld is. De naam telt bij `{key}` niet mee.",
                "As it stands nobody can tell what is meant here. The name does not count under `{key}`."; key = key
            ))
            .remedy(message!(
                "Verbeter de naam, of noem iets dat beschreven staat als {kinds}.",
                "Correct the name, or name something that is declared as {kinds}."; kinds = choice(&kinds, 12)
            ))
            .related(*declared, message!("hier staat `{name}` beschreven", "`{name}` is declared here"; name = name));
        findings.push(finding);
    }
}
