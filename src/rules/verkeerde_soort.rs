//! `verkeerde-soort`: a name that stands for another kind of thing than is wanted there.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Finding, Severity};
use crate::lang::choice;
use crate::message;
use crate::model::NameProblemKind;
use crate::model::refs::EntityId;
use crate::syntax::vocabulary::{BlockKind, Key};
use crate::text::Place;

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
        match &problem.kind {
            NameProblemKind::WrongKind { name, is, wanted, key, declared } => {
                findings.push(wrong_kind(problem.place, name, (is.word(), wanted), key.word(), *declared));
            }
            NameProblemKind::NotMeans { words, declared } => findings.push(not_means(problem.place, words, *declared)),
            _ => {}
        }
    }
    let open: FxHashSet<EntityId> = ctx.model.open_points.iter().filter(|item| item.key == Key::Basis).map(|item| item.of).collect();
    for office in ctx.model.offices.iter().filter(|o| ctx.model.is_regional(o.id) && !open.contains(&o.id) && !rests_on_law(ctx, o.id)) {
        findings.push(no_office_of_law(ctx, office.id));
    }
    for law in ctx.model.laws.iter().filter(|l| ctx.model.is_regional(l.id) && l.bwb.is_none() && l.celex.is_none()) {
        findings.push(no_number(ctx, law.id));
    }
}

fn wrong_kind(place: Place, name: &str, (is, wanted): (&str, &[BlockKind]), key: &str, declared: Place) -> Finding {
    let kinds: Vec<&str> = wanted.iter().map(|kind| kind.word()).collect();
    RULE.finding(
        place,
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
    .related(declared, message!("hier staat `{name}` beschreven", "`{name}` is declared here"; name = name))
}

/// Something after `uit` that no money can come out of.
fn not_means(place: Place, words: &str, declared: Option<Place>) -> Finding {
    let finding = RULE
        .finding(
            place,
            message!("`{words}` staat na `uit`, maar is geen `middelen`", "`{words}` stands after `uit`, but is no `middelen`"; words = words),
        )
        .label(message!("geen middelen", "no means"))
        .why(message!(
            "Na `door` staat wie betaalt, na `uit` de middelen waaruit. Zo blijkt niet uit welk budget het geld komt.",
            "After `door` stands who pays, after `uit` the means it comes out of. As it stands it does not appear which budget the money comes from."
        ))
        .remedy(message!(
            "Schrijf `door {words}` als die betaalt, of noem na `uit` een blok `middelen`.",
            "Write `door {words}` if that one pays, or name a `middelen` block after `uit`."; words = words
        ));
    match declared {
        Some(declared) => finding.related(declared, message!("hier staat `{words}` beschreven", "`{words}` is declared here"; words = words)),
        None => finding,
    }
}

/// Whether an office cites what makes it.
fn rests_on_law(ctx: &Context<'_>, id: EntityId) -> bool {
    let entity = ctx.model.entity(id);
    !entity.basis.is_empty() || entity.laid_down_in.has_items()
}

fn no_office_of_law(ctx: &Context<'_>, id: EntityId) -> Finding {
    let name = ctx.name(id);
    let mut finding = RULE
        .finding_at(
            Severity::Hint,
            ctx.at(id),
            message!("`{name}` staat beschreven als `ambt`, maar noemt geen wet", "`{name}` is declared as `ambt`, but cites no law"; name = name),
        )
        .label(message!("ambt zonder wet", "office without a law"))
        .why(message!(
            "Een `ambt` bestaat volgens de wet en heeft zijn bevoegdheden van de wet. Wie de regio zelf aanwijst, vervult een `rol`; een organisatie is een `partij`.",
            "An `ambt` exists by law and has its powers from the law. Whoever the region itself appoints fulfils a `rol`; an organisation is a `partij`."
        ))
        .remedy(message!("Noem het artikel met `krachtens`, of maak er een `rol` of `partij` van.", "Cite the article with `krachtens`, or make it a `rol` or `partij`."));
    let title = message!("noteer de wet als open punt", "note the law as an open point");
    finding.fixes.extend(ctx.add_property(id, title, "krachtens nog te regelen"));
    finding
}

fn no_number(ctx: &Context<'_>, id: EntityId) -> Finding {
    let name = ctx.name(id);
    RULE.finding_at(
        Severity::Hint,
        ctx.at(id),
        message!("`{name}` staat beschreven als `wet`, maar heeft geen nummer", "`{name}` is declared as `wet`, but has no number"; name = name),
    )
    .label(message!("wet zonder nummer", "law without a number"))
    .why(message!(
        "Een wet heeft een nummer in het Basiswettenbestand, een Europese regeling een CELEX-nummer. Een verordening, beleidsregel of reglement van de regio of een gemeente is een `document`.",
        "A law has a number in the Basiswettenbestand, a European act a CELEX number. A by-law, policy rule or regulation of the region or a municipality is a `document`."
    ))
    .remedy(message!(
        "Noem het nummer (`bwb \"BWBR…\"`), of maak er een `document` van.",
        "State the number (`bwb \"BWBR…\"`), or make it a `document`."
    ))
}
