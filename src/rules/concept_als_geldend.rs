//! `concept-als-geldend`: a draft is used as if it were in force, or an annex is older than the text it belongs to.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::Document;
use crate::model::refs::{Act, CitedAt, EntityId, Who};
use crate::syntax::vocabulary::Status;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "concept-als-geldend",
    group: Group::Time,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een concept wordt gebruikt alsof het al geldt, of een bijlage is ouder dan haar hoofdtekst",
        "a draft is used as if it were in force, or an annex is older than its main text",
    ),
    sources: &[Source::Law("Awb", "art. 10:5 lid 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let resting = ctx.model.resting_on_texts();
    let texts = ctx.model.documents.iter().map(|d| d.id).chain(ctx.model.agreements.iter().map(|a| a.id));
    for id in texts.filter(|id| ctx.model.is_regional(*id) && ctx.model.text_counts(*id)) {
        let mut drafts = ctx.model.text_status(id).into_iter().flat_map(Fact::given);
        let Some((statement, _)) = drafts.find(|_| ctx.model.furthest_status(id) == Some(Status::Draft)) else { continue };
        let relying = resting.get(&id).map(Vec::as_slice).unwrap_or_default();
        if let Some(finding) = dated(ctx, id, statement).or_else(|| relied_on(ctx, id, statement, relying)) {
            findings.push(finding);
        }
    }
    for document in ctx.model.documents.iter().filter(|d| ctx.model.is_regional(d.id) && ctx.model.text_counts(d.id)) {
        if let Some(finding) = older_than_main_text(ctx, document) {
            findings.push(finding);
        }
    }
}

/// The acts that end the draft stage of a text.
fn acts(ctx: &Context<'_>, id: EntityId) -> Vec<(Place, Act)> {
    let facts = match (ctx.model.document(id), ctx.model.agreement(id)) {
        (Some(document), _) => vec![&document.adoption],
        (_, Some(agreement)) => vec![&agreement.adoption, &agreement.signature],
        _ => Vec::new(),
    };
    facts.into_iter().flat_map(Fact::given).map(|(statement, act)| (statement.place, act.clone())).collect()
}

/// A draft with a day of adoption or signature, or of taking effect, that has come.
fn dated(ctx: &Context<'_>, id: EntityId, status: &Statement<Status>) -> Option<Finding> {
    let acted = acts(ctx, id).into_iter().filter_map(|(place, act)| Some((place, act.on?))).find(|(_, on)| *on <= ctx.model.on);
    let valid = || ctx.model.entity(id).valid.given().find_map(|(s, period)| Some((s.place, period.from.filter(|from| *from <= ctx.model.on)?)));
    let (place, on) = acted.or_else(valid)?;
    let name = ctx.name(id);
    let finding = RULE
        .finding_at(Severity::Hint, status.key, message!("`{name}` heet nog concept, maar zou sinds {on} gelden", "`{name}` is called a draft, but would be in force since {on}"; name = name, on = on))
        .related(place, message!("deze dag is er al", "this day has come"))
        .why(message!(
            "Wie de tekst leest, weet niet of die geldt.",
            "Whoever reads the text cannot tell whether it is in force."
        ));
    Some(with_remedy(ctx, id, status, finding))
}

/// A draft document on which something in force rests. Of a draft agreement another rule says that it is not signed.
fn relied_on(ctx: &Context<'_>, id: EntityId, status: &Statement<Status>, relying: &[&CitedAt]) -> Option<Finding> {
    ctx.model.document(id)?;
    let mandate = relying.iter().find(|c| ctx.model.grant(c.of).is_some());
    let severity = if mandate.is_some() { Severity::Warning } else { Severity::Hint };
    let cited = mandate.or(relying.first())?;
    let (name, of) = (ctx.name(id), ctx.name(cited.of));
    let why = if mandate.is_some() {
        message!(
            "Een algemeen mandaat wordt schriftelijk verleend. Een concept is nog geen besluit; daarmee is dus nog geen mandaat verleend.",
            "A general mandate is given in writing. A draft is not a decision yet, so no mandate has been given by it."
        )
    } else {
        message!(
            "Een concept kan nog veranderen. Wat erop berust, staat zolang niet vast.",
            "A draft may still change. What rests on it is not settled until then."
        )
    };
    let finding = RULE
        .finding_at(
            severity,
            status.key,
            message!("`{of}` berust op `{name}`, en dat is nog een concept", "`{of}` rests on `{name}`, which is still a draft"; of = of, name = name),
        )
        .related(cited.citation.place, message!("hier berust iets erop", "it is relied on here"))
        .why(why);
    Some(with_remedy(ctx, id, status, finding))
}

fn with_remedy(ctx: &Context<'_>, id: EntityId, status: &Statement<Status>, finding: Finding) -> Finding {
    let signed = ctx.model.agreement(id).is_some_and(|a| a.signature.is_given());
    let reached = if signed { Status::Signed } else { Status::Adopted };
    let finding = finding.label(message!("concept of geldend?", "draft or in force?")).remedy(message!(
        "Schrijf `status {reached}` als dat zo is; laat de tekst anders eerst vaststellen.",
        "Write `status {reached}` if that is so; otherwise have the text adopted first."; reached = reached.word()
    ));
    let words = ctx.words(status.place);
    let Some(at) = words.find(Status::Draft.word()) else { return finding };
    let start = status.place.span.start + at as u32;
    let place = Place { file: status.place.file, span: Span { start, end: start + Status::Draft.word().len() as u32 } };
    let title = message!("schrijf `status {reached}`", "write `status {reached}`"; reached = reached.word());
    finding.fix(Fix { title, edits: vec![Edit { place, text: reached.word().to_owned() }], safe: false })
}

/// An annex that was adopted before its main text, by a table that the main text brings to an end.
fn older_than_main_text(ctx: &Context<'_>, annex: &Document) -> Option<Finding> {
    let (statement, on, table) = annex.adoption.given().find_map(|(statement, act)| {
        let table = act.by.iter().find_map(|by| match by.who.who {
            Who::Entity(id) => ctx.model.body(id).map(|b| b.id),
            _ => None,
        })?;
        Some((statement, act.on?, table))
    })?;
    let main = annex.annex_of.items().find(|main| {
        let main_date = ctx.model.text_date(main.id);
        main_date.is_some_and(|date| date > on && date <= ctx.model.on) && is_ended_by(ctx, table, main.id)
    })?;
    let (name, table_name, main_name) = (ctx.name(annex.id), ctx.name(table), ctx.name(main.id));
    let finding = RULE
        .finding_at(Severity::Hint, statement.place, message!("`{name}` is ouder dan `{main}`, en vastgesteld door een overleg dat daarmee eindigt", "`{name}` is older than `{main}`, and was adopted by a table that ends with it"; name = name, main = main_name))
        .label(message!("ouder dan de hoofdtekst", "older than its main text"))
        .why(message!(
            "`{table}` bestaat niet meer als de hoofdtekst geldt. Of de bijlage daarna nog geldt, en wie haar kan wijzigen, blijkt niet.",
            "`{table}` no longer exists once the main text holds. Whether the annex still holds then, and who may change it, does not appear."; table = table_name
        ))
        .remedy(message!(
            "Laat de bijlage samen met `{main}` opnieuw vaststellen.",
            "Have the annex adopted anew together with `{main}`."; main = main_name
        ))
        .related(ctx.at(table), message!("dit overleg eindigt", "this table ends"))
        .related(ctx.at(main.id), message!("de hoofdtekst", "the main text"));
    Some(finding)
}

/// Whether a table has ended by a text: on the day of that text, or as that text says.
fn is_ended_by(ctx: &Context<'_>, table: EntityId, text: EntityId) -> bool {
    let ends = ctx.model.entity(table).valid.given().find(|(_, period)| period.until.is_some());
    ends.is_some_and(|(statement, period)| {
        ctx.model.has_ended(table) && (period.until == ctx.model.text_date(text) || statement.source.iter().any(|c| c.target == Some(text)))
    })
}
