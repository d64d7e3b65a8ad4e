//! `uitgesloten-besluit`: a decision is laid with somebody of whom the same model says that it doesn't decide.

use super::passing::is_working_paper;
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::{Role, Step};
use crate::model::refs::{Act, EntityId, Who, WhoRef};
use crate::syntax::vocabulary::{Key, Status};
use jiff::civil::Date;

pub const RULE: Rule = Rule {
    name: "uitgesloten-besluit",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een besluit ligt bij wie volgens dezelfde tekst niet besluitbevoegd is",
        "a decision lies with somebody who by the same text is not competent to decide",
    ),
    sources: &[Source::Law("Awb", "art. 1:3 lid 1"), Source::Vng(VngText::Chart, "model 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for route in ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::Decide && s.arranged) {
            in_route(ctx, step, findings);
        }
    }
    adopted(ctx, findings);
    for (id, decision) in budget_decisions(ctx) {
        in_act(ctx, Claim { of: id, does: does_budget, severity: Severity::Error }, decision, |_| true, findings);
    }
    set_to_work(ctx, findings);
}

fn in_route(ctx: &Context<'_>, step: &Step, findings: &mut Findings) {
    let excluded: Vec<EntityId> = step.whos.iter().filter_map(|who| excluded(ctx, who, ctx.model.on)).collect();
    if excluded.is_empty() {
        return;
    }
    let headline = said_of(ctx, &excluded, &message!("maar krijgt hier een besluit", "yet is given a decision here"));
    let mut finding = told(ctx, RULE.finding(step.place, headline), &excluded)
        .label(message!("volgens de tekst niet besluitbevoegd", "not competent to decide by the text"))
        .remedy(message!(
            "Maak er `afspreken` of `adviseren` van, of laat de organen besluiten die bevoegd zijn.",
            "Make it `afspreken` or `adviseren`, or let the competent organs decide."
        ));
    if excluded.len() == step.whos.len() {
        let edits = vec![Edit { place: step.key_place, text: "afspreken".to_owned() }];
        finding = finding.fix(Fix { title: message!("maak er `afspreken` van", "make it `afspreken`"), edits, safe: false });
    }
    findings.push(finding);
}

/// What somebody is said to do, to which thing, and how serious that is.
#[derive(Clone, Copy)]
struct Claim {
    of: EntityId,
    does: fn(&str) -> Message,
    severity: Severity,
}

fn does_adopt(of: &str) -> Message {
    message!("maar stelt `{of}` vast", "yet adopts `{of}`"; of = of)
}

fn does_budget(of: &str) -> Message {
    message!("maar neemt het budgetbesluit over `{of}`", "yet takes the budget decision on `{of}`"; of = of)
}

fn does_institute(of: &str) -> Message {
    message!("maar stelt `{of}` in", "yet institutes `{of}`"; of = of)
}

fn does_assign(of: &str) -> Message {
    message!("maar geeft `{of}` een opdracht", "yet gives `{of}` an assignment"; of = of)
}

fn adopted(ctx: &Context<'_>, findings: &mut Findings) {
    for document in ctx.model.documents.iter().filter(|d| stands(ctx, d.id, &d.status)) {
        let severity = if document.status.says(Status::Draft) || is_working_paper(document) { Severity::Warning } else { Severity::Error };
        in_act(ctx, Claim { of: document.id, does: does_adopt, severity }, &document.adoption, |_| true, findings);
    }
    for agreement in ctx.model.agreements.iter().filter(|a| stands(ctx, a.id, &a.status)) {
        let severity = if agreement.status.says(Status::Draft) { Severity::Warning } else { Severity::Error };
        in_act(ctx, Claim { of: agreement.id, does: does_adopt, severity }, &agreement.adoption, |_| true, findings);
    }
}

fn budget_decisions<'c>(ctx: &'c Context<'_>) -> impl Iterator<Item = (EntityId, &'c Fact<Act>)> {
    let costs = ctx.model.costs.iter().map(|c| (c.id, &c.budget_decision));
    let means = ctx.model.means.iter().map(|m| (m.id, &m.budget_decision));
    costs.chain(means).filter(|(id, _)| ctx.model.is_regional(*id) && ctx.model.in_force(*id))
}

/// Tables and functions that are instituted or given an assignment by another; a table's own functions are its own affair.
fn set_to_work(ctx: &Context<'_>, findings: &mut Findings) {
    for body in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        let other = |by: EntityId| by != body.id;
        in_act(ctx, Claim { of: body.id, does: does_institute, severity: Severity::Warning }, &body.instalment, other, findings);
        in_act(ctx, Claim { of: body.id, does: does_assign, severity: Severity::Warning }, &body.assignment, other, findings);
    }
    for role in ctx.model.roles.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
        let other = |by: EntityId| by != role.id && !serves(ctx, role, by);
        in_act(ctx, Claim { of: role.id, does: does_assign, severity: Severity::Warning }, &role.assignment, other, findings);
    }
}

fn serves(ctx: &Context<'_>, role: &Role, table: EntityId) -> bool {
    let named = |fact: &Fact<Vec<WhoRef>>, id: EntityId| fact.items().any(|who| who.who == Who::Entity(id));
    let officer = ctx.model.body(table).is_some_and(|b| named(&b.chair, role.id) || named(&b.secretary, role.id));
    officer || named(&role.on_behalf, table) || role.topics.items().any(|of| of.id == table)
}

fn in_act(ctx: &Context<'_>, claim: Claim, fact: &Fact<Act>, counts: impl Fn(EntityId) -> bool, findings: &mut Findings) {
    for (statement, act) in fact.given() {
        let on = act.on.unwrap_or(ctx.model.on);
        let by: Vec<EntityId> = act.by.iter().filter_map(|by| excluded(ctx, &by.who, on)).filter(|id| counts(*id)).collect();
        if !by.is_empty() {
            findings.push(claimed(ctx, claim, statement, &by));
        }
    }
}

fn claimed(ctx: &Context<'_>, claim: Claim, statement: &Statement<Act>, by: &[EntityId]) -> Finding {
    let headline = said_of(ctx, by, &(claim.does)(ctx.name(claim.of)));
    told(ctx, RULE.finding_at(claim.severity, statement.place, headline), by)
        .label(message!("door wie niet besluit", "by who does not decide"))
        .remedy(message!(
            "Noem het bestuursorgaan dat hierover besluit, en laat de tafel adviseren of afspreken.",
            "Name the organ that decides on this, and let the table advise or agree."
        ))
}

/// "X is not competent to decide, yet …"; of several, the first speaks and all are shown.
fn said_of(ctx: &Context<'_>, ids: &[EntityId], yet: &Message) -> Message {
    match ids {
        [one] => {
            message!("`{name}` heet niet besluitbevoegd, {yet}", "`{name}` is called not competent to decide, {yet}"; name = ctx.name(*one), yet = yet)
        }
        more => {
            let names: Vec<&str> = more.iter().map(|id| ctx.name(*id)).collect();
            message!(
                "elk van {names} heet niet besluitbevoegd, {yet}",
                "each of {names} is called not competent to decide, {yet}"; names = quoted(&names, 3), yet = yet
            )
        }
    }
}

fn told(ctx: &Context<'_>, finding: Finding, excluded: &[EntityId]) -> Finding {
    let finding = finding.why(message!(
        "De tekst spreekt zichzelf tegen: bij wie niet besluitbevoegd heet, ligt een besluit. Wat deelnemers aan tafel afspreken, bindt elk van hen krachtens de eigen bevoegdheid; dat is een afspraak.",
        "The text contradicts itself: a decision lies with somebody who is called not competent to decide. What participants agree at a table binds each by its own power; that is an agreement."
    ));
    let places = excluded.iter().filter_map(|id| decides(ctx, *id)?.key());
    places.fold(finding, |finding, place| finding.related(place, message!("hier staat dat het niet besluit", "here it is said not to decide")))
}

/// Somebody in force who is stated not to decide.
fn excluded(ctx: &Context<'_>, who: &WhoRef, on: Date) -> Option<EntityId> {
    let Who::Entity(id) = who.who else { return None };
    let stated = ctx.model.is_regional(id) && ctx.model.in_force_on(id, on) && decides(ctx, id)?.is_absent();
    stated.then_some(id)
}

fn decides<'c>(ctx: &'c Context<'_>, id: EntityId) -> Option<&'c Fact<()>> {
    ctx.model.body(id).map(|b| &b.decides).or_else(|| ctx.model.role(id).map(|r| &r.decides))
}

fn stands(ctx: &Context<'_>, id: EntityId, status: &Fact<Status>) -> bool {
    ctx.model.is_regional(id) && ctx.model.in_force(id) && !status.says(Status::Lapsed) && !status.says(Status::Terminated)
}
