//! `onbekende-verwijzing`: a name that stands for nothing, an organ that doesn't exist, a set that is not clear.

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message;
use crate::model::NameProblemKind;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "onbekende-verwijzing",
    group: Group::Text,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een naam is nergens beschreven", "a name is declared nowhere"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for problem in &ctx.model.name_problems {
        let finding = match &problem.kind {
            NameProblemKind::Unknown { name, meant } => unknown(problem.place, name, meant.as_deref()),
            NameProblemKind::NoSuchOrgan { words } => no_such_organ(problem.place, words),
            NameProblemKind::NoPlace { office } => no_place(problem.place, office),
            NameProblemKind::WhichRegion => which_region(problem.place),
            NameProblemKind::NoRegion => no_region(problem.place),
            NameProblemKind::NoSuchArea { kind, meant } => no_such_area(problem.place, kind, meant.as_deref()),
            _ => continue,
        };
        findings.push(finding);
    }
}

fn unknown(place: Place, name: &str, meant: Option<&str>) -> Finding {
    let why = message!(
        "Zolang niet beschreven is wie of wat `{name}` is, is niet na te gaan of klopt wat hier staat.",
        "As long as it is not stated who or what `{name}` is, nobody can tell whether this is right."; name = name
    );
    let Some(meant) = meant else {
        return RULE
            .finding(place, message!("`{name}` is nergens beschreven", "`{name}` is declared nowhere"; name = name))
            .label(message!("onbekende naam", "unknown name"))
            .why(why)
            .remedy(message!("Beschrijf `{name}` in een eigen blok, of verbeter de naam.", "Declare `{name}` in a block of its own, or correct the name."; name = name));
    };
    RULE.finding(place, message!("`{name}` is nergens beschreven; bedoelde u `{meant}`?", "`{name}` is declared nowhere; did you mean `{meant}`?"; name = name, meant = meant))
        .label(message!("onbekende naam", "unknown name"))
        .why(why)
        .remedy(message!("Schrijf `{meant}`, of beschrijf `{name}` in een eigen blok.", "Write `{meant}`, or declare `{name}` in a block of its own."; name = name, meant = meant))
        .fix(Fix { title: message!("schrijf `{meant}`", "write `{meant}`"; meant = meant), edits: vec![Edit { place, text: meant.to_owned() }], safe: false })
}

fn no_such_organ(place: Place, words: &str) -> Finding {
    RULE.finding(place, message!("de wet kent geen `{words}`", "the law knows no `{words}`"; words = words))
        .label(message!("geen orgaan dat de wet kent", "no organ that the law knows"))
        .why(message!(
            "Een orgaan dat niet bestaat kan niets besluiten, ondertekenen of toezeggen.",
            "An organ that does not exist can decide, sign or promise nothing."
        ))
        .remedy(message!(
            "Noem het college (`college van …`), de burgemeester of de raad.",
            "Name the college (`college van …`), the mayor or the council."
        ))
}

fn no_place(place: Place, office: &str) -> Finding {
    RULE.finding(place, message!("niet blijkt van welke gemeente deze `{office}` is", "it does not appear of which municipality this `{office}` is"; office = office))
        .label(message!("van welke gemeente?", "of which municipality?"))
        .why(message!("Elke gemeente heeft een eigen orgaan met eigen bevoegdheden.", "Each municipality has an organ of its own with powers of its own."))
        .remedy(message!("Schrijf `{office} van Aalten` of `{office} van elke gemeente`.", "Write `{office} van Aalten` or `{office} van elke gemeente`."; office = office))
}

fn no_region(place: Place) -> Finding {
    RULE.finding_at(
        Severity::Hint,
        place,
        message!("niet blijkt welke gemeenten `elke gemeente` zijn: er is geen regio beschreven", "it does not appear which municipalities `elke gemeente` are: no region is declared"),
    )
    .label(message!("van welke regio?", "of which region?"))
    .why(message!(
        "Zonder regio staat `elke gemeente` voor een gemeente zonder naam. Wat voor de ene gemeente wel en voor de andere niet is geregeld, valt dan niet op.",
        "Without a region `elke gemeente` stands for one municipality without a name. What is arranged for one municipality and not for another then goes unnoticed."
    ))
    .remedy(message!("Beschrijf de regio: `regio Naam {{ gemeenten … }}`, of controleer de hele map.", "Declare the region: `regio Name {{ gemeenten … }}`, or check the whole folder."))
}

fn which_region(place: Place) -> Finding {
    RULE.finding(place, message!("niet blijkt welke regio `elke gemeente` bedoelt", "it does not appear which region `elke gemeente` means"))
        .label(message!("van welke regio?", "of which region?"))
        .why(message!(
            "Er zijn meer regio's beschreven, elk met eigen gemeenten.",
            "Several regions are declared, each with municipalities of its own."
        ))
        .remedy(message!("Schrijf `elke gemeente in` met de naam van de regio.", "Write `elke gemeente in` with the name of the region."))
}

fn no_such_area(place: Place, kind: &str, meant: Option<&str>) -> Finding {
    let finding = RULE
        .finding(place, message!("er is geen gebied beschreven met soort `{kind}`", "no area of kind `{kind}` is declared"; kind = kind))
        .label(message!("onbekend soort gebied", "unknown kind of area"))
        .why(message!(
            "`per {kind}` geeft elk gebied van die soort een zetel. Zonder zulke gebieden is niet te zeggen hoeveel zetels er zijn en voor welke gemeenten.",
            "`per {kind}` gives each area of that kind a seat. Without such areas nobody can tell how many seats there are, and for which municipalities."; kind = kind
        ));
    let Some(meant) = meant else {
        return finding.remedy(message!(
            "Beschrijf de gebieden: `gebied Naam {{ soort {kind}; gemeenten … }}`.",
            "Declare the areas: `gebied Naam {{ soort {kind}; gemeenten … }}`."; kind = kind
        ));
    };
    finding
        .remedy(message!("Schrijf `per {meant}`, of beschrijf de gebieden met soort `{kind}`.", "Write `per {meant}`, or declare the areas of kind `{kind}`."; kind = kind, meant = meant))
        .fix(Fix { title: message!("schrijf `{meant}`", "write `{meant}`"; meant = meant), edits: vec![Edit { place, text: meant.to_owned() }], safe: false })
}
