//! `dubbele-naam`: one name for two things.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::model::NameProblemKind;
use crate::text::Place;

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
        match &problem.kind {
            NameProblemKind::Duplicate { name, first } => findings.push(declared_twice(problem.place, name, *first)),
            NameProblemKind::Restated { name, kind } => findings.push(restated(problem.place, name, kind.word())),
            _ => {}
        }
    }
}

fn declared_twice(place: Place, name: &str, first: Place) -> Finding {
    RULE.finding(place, message!("`{name}` is al eerder beschreven", "`{name}` has been declared before"; name = name))
        .label(message!("tweede beschrijving", "second declaration"))
        .why(message!(
            "Bij één naam voor twee dingen is niet na te gaan welke van de twee een bepaling bedoelt; deze tweede beschrijving telt niet mee voor verwijzingen.",
            "With one name for two things nobody can tell which of them a provision means; references do not reach this second declaration."
        ))
        .remedy(message!("Geef een van beide een andere naam, of voeg de blokken samen.", "Give one of them another name, or join the blocks."))
        .related(first, message!("eerste beschrijving", "first declaration"))
}

/// A law, office or municipality of the library that the region declares again.
fn restated(place: Place, name: &str, kind: &str) -> Finding {
    RULE.finding_at(
        Severity::Warning,
        place,
        message!("`{kind} {name}` staat al in de landelijke bibliotheek", "`{kind} {name}` is in the national library already"; kind = kind, name = name),
    )
    .label(message!("staat al in de bibliotheek", "in the library already"))
    .why(message!(
        "Dit blok komt in de plaats van dat van de bibliotheek. Wat die ervan weet, zoals artikelen, bevoegdheden en de datum van een herindeling, telt in deze tekst dan niet meer mee.",
        "This block takes the place of that of the library. What the library knows of it, such as articles, powers and the date of a merger, then no longer counts in this text."
    ))
    .remedy(message!(
        "Haal dit blok weg: de naam is zonder te gebruiken. Is iets anders bedoeld, geef dat dan een eigen naam.",
        "Remove this block: the name can be used without it. If something else is meant, give that a name of its own."
    ))
}
