//! `evaluatie-ongedateerd`: an evaluation is promised without saying when, or a joint arrangement does not provide for
//! one (Wgr 11a).

use jiff::civil::{Date, date};

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::Agreement;
use crate::model::refs::{Act, EntityId};
use crate::syntax::vocabulary::Key;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "evaluatie-ongedateerd",
    group: Group::Time,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een evaluatie is beloofd zonder te zeggen wanneer of door wie", "an evaluation is promised without saying when or by whom"),
    sources: &[Source::Law("Wgr", "art. 11a"), Source::Vng(VngText::Chart, "checklist, activiteiten 4")],
    check,
};

/// From this day arrangements had to provide for their evaluation; older ones two years later.
const IN_FORCE: Date = date(2022, 7, 1);
const FOR_OLDER_ONES: Date = date(2024, 7, 1);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let model = ctx.model;
    for agreement in model.agreements.iter().filter(|a| model.is_regional(a.id) && model.text_counts(a.id)) {
        let severity = if must_provide(ctx, agreement) { Severity::Error } else { Severity::Hint };
        undated(ctx, agreement.id, &agreement.evaluation, severity, findings);
        if severity == Severity::Error && agreement.evaluation.is_unstated() {
            findings.push(not_provided_for(ctx, agreement));
        }
    }
    for document in model.documents.iter().filter(|d| model.is_regional(d.id) && model.text_counts(d.id)) {
        undated(ctx, document.id, &document.evaluation, Severity::Hint, findings);
    }
    for body in model.bodies.iter().filter(|b| model.is_regional(b.id) && model.in_force(b.id)) {
        undated(ctx, body.id, &body.evaluation, Severity::Hint, findings);
    }
}

/// Whether the Wgr asks of an arrangement that it provides for its evaluation. One of an unknown day may be an older one.
fn must_provide(ctx: &Context<'_>, agreement: &Agreement) -> bool {
    let newer = ctx.model.text_date(agreement.id).is_some_and(|made| made >= IN_FORCE);
    agreement.is_joint_arrangement() && ctx.model.on >= if newer { IN_FORCE } else { FOR_OLDER_ONES }
}

fn undated(ctx: &Context<'_>, id: EntityId, evaluation: &Fact<Act>, severity: Severity, findings: &mut Findings) {
    let is_dated = |act: &Act| act.on.is_some() || act.every.is_some() || (act.event && !act.by.is_empty());
    let Some((statement, act)) = evaluation.given().next() else { return };
    if evaluation.values().any(is_dated) {
        // What recurs needs somebody who remembers it; on a day that has been named it may have been done already.
        if evaluation.values().all(|act| act.every.is_some() && act.on.is_none() && act.by.is_empty()) {
            findings.push(by_nobody(ctx, id, statement));
        }
        return;
    }
    let name = ctx.name(id);
    let headline = if act.event {
        message!("niet gebleken wie `{name}` evalueert, en vóór welke dag", "it does not appear who evaluates `{name}`, and before which day"; name = name)
    } else {
        message!("niet gebleken wanneer `{name}` wordt geëvalueerd", "it does not appear when `{name}` is evaluated"; name = name)
    };
    let mut finding = RULE
        .finding_at(severity, statement.place, headline)
        .label(message!("geen dag en geen ritme", "no day and no rhythm"))
        .why(why(severity))
        .remedy(message!(
            "Noem wie evalueert en wanneer, zoals `evaluatie door … elke 2 jaar`, of wie het doet en bij welke gebeurtenis.",
            "Say who evaluates and when, as in `evaluatie door … elke 2 jaar`, or who does it and on which event."
        ));
    finding.fixes.extend(as_open_point(ctx, statement, act));
    findings.push(finding);
}

/// An evaluation that recurs, and nobody is to carry it out.
fn by_nobody(ctx: &Context<'_>, id: EntityId, statement: &Statement<Act>) -> Finding {
    let name = ctx.name(id);
    RULE.finding_at(
        Severity::Hint,
        statement.place,
        message!("niet gebleken wie `{name}` evalueert", "it does not appear who evaluates `{name}`"; name = name),
    )
    .label(message!("ritme zonder uitvoerder", "a rhythm, and nobody to do it"))
    .why(why(Severity::Hint))
    .remedy(message!("Noem wie evalueert: `evaluatie door … elke …`.", "Say who evaluates: `evaluatie door … elke …`."))
}

fn why(severity: Severity) -> Message {
    if severity == Severity::Error {
        message!(
            "Een gemeenschappelijke regeling moet bepalingen over haar evaluatie bevatten. Zonder dag of ritme zegt zo'n bepaling niets.",
            "A joint arrangement must have clauses on its evaluation. Without a day or a rhythm such a clause says nothing."
        )
    } else {
        message!(
            "Een evaluatie zonder dag of eigenaar komt in de praktijk niet op de agenda.",
            "An evaluation without a day or an owner does not reach the agenda in practice."
        )
    }
}

fn not_provided_for(ctx: &Context<'_>, agreement: &Agreement) -> Finding {
    let name = ctx.name(agreement.id);
    let severity = if ctx.model.is_only_mentioned(agreement) { Severity::Hint } else { Severity::Warning };
    let mut finding = RULE
        .finding_at(severity, ctx.at(agreement.id), message!("niet gebleken of en wanneer `{name}` wordt geëvalueerd", "it does not appear whether and when `{name}` is evaluated"; name = name))
        .label(message!("geen bepaling over evaluatie", "no clause on evaluation"))
        .why(why(Severity::Error))
        .remedy(message!(
            "Neem op wie wanneer evalueert, of zeg met `evaluatie geen` dat dat niet gebeurt.",
            "State who evaluates when, or say with `evaluatie geen` that nobody does."
        ));
    finding.fixes.extend(ctx.add_property(
        agreement.id,
        message!("noteer de evaluatie als open punt", "note the evaluation as an open point"),
        "evaluatie nog te regelen",
    ));
    finding
}

/// Turns the promise into an open point, where that loses nothing of what is stated.
fn as_open_point(ctx: &Context<'_>, statement: &Statement<Act>, act: &Act) -> Option<Fix> {
    if act.event || !act.on_behalf.is_empty() || !act.out_of.is_empty() || !statement.basis.is_empty() || !statement.source.is_empty() {
        return None;
    }
    let start = statement.place.span.start + Key::Evaluation.word().len() as u32;
    let place = Place { file: statement.place.file, span: Span { start, end: start } };
    (ctx.words(statement.key) == Key::Evaluation.word()).then(|| Fix {
        title: message!("noteer de evaluatie als open punt", "note the evaluation as an open point"),
        edits: vec![Edit { place, text: " nog te regelen".to_owned() }],
        safe: false,
    })
}
