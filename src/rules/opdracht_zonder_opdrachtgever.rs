//! `opdracht-zonder-opdrachtgever`: a table gives itself its assignment, or gets it from nobody who can give it.

use rustc_hash::FxHashSet;

use super::authority::{is_municipal, itself, members_and_principals, only_aligns};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::refs::{Act, EntityId, Who};
use crate::syntax::vocabulary::{Key, WorkForm};

/// Assignments are traced back through no more tables than this.
const FURTHEST: usize = 64;

pub const RULE: Rule = Rule {
    name: "opdracht-zonder-opdrachtgever",
    group: Group::Decisions,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een overleg geeft zichzelf zijn opdracht, of niet blijkt dat de opdrachtgever daartoe bevoegd is",
        "a table gives itself its assignment, or it does not appear that whoever gave it was competent",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, bestuurlijke opdracht")],
    check,
};

/// The acts that call a table or function to work.
struct Calling<'m> {
    id: EntityId,
    assignment: &'m Fact<Act>,
    other: (Key, &'m Fact<Act>),
}

/// Where an assignment comes from.
enum Origin {
    /// An organ, a party or somebody else who can give it, or an open point, or a text that doesn't say.
    Given,
    /// Itself.
    Itself,
    /// Nobody is named.
    Nobody,
    /// A table that has no title and no assignment of its own.
    Table(EntityId),
    /// A table whose own assignment is the gap, which is told there.
    ToldThere,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let bodies = ctx.model.bodies.iter().filter_map(|b| calling(ctx, b.id));
    let roles = ctx.model.roles.iter().filter_map(|r| calling(ctx, r.id));
    for called in bodies.chain(roles).filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        if let Some(denied) = denied(ctx, &called) {
            findings.push(no_assignment(ctx, &called, denied));
            continue;
        }
        let Some((statement, key)) = acts(&called).find_map(|(key, fact)| fact.given().next().map(|(s, _)| (s, key))) else { continue };
        let origin = origin(ctx, &called, FURTHEST);
        if let Some((headline, label)) = told(ctx, called.id, &origin, key) {
            findings.push(without_principal(ctx, &called, &origin, statement, headline, label));
        }
    }
}

fn calling<'m>(ctx: &Context<'m>, id: EntityId) -> Option<Calling<'m>> {
    let body = ctx.model.body(id).map(|b| Calling { id, assignment: &b.assignment, other: (Key::Instalment, &b.instalment) });
    body.or_else(|| ctx.model.role(id).map(|r| Calling { id, assignment: &r.assignment, other: (Key::Appointment, &r.appointment) }))
}

/// The acts that count: for a function, its appointment is told by other rules.
fn acts<'c, 'm>(called: &'c Calling<'m>) -> impl Iterator<Item = (Key, &'m Fact<Act>)> + use<'c, 'm> {
    let instalment = Some(called.other).filter(|(key, _)| *key == Key::Instalment);
    std::iter::once((Key::Assignment, called.assignment)).chain(instalment)
}

fn origin(ctx: &Context<'_>, called: &Calling<'_>, further: usize) -> Origin {
    let facts = [called.assignment, called.other.1];
    let arranged_by_law = ctx.model.entity(called.id).basis.iter().any(|c| c.target.is_none_or(|t| ctx.model.law(t).is_some()));
    let givers: Vec<Who> = facts.iter().flat_map(|f| f.values()).flat_map(|act| &act.by).map(|by| by.who.who).collect();
    let open = facts.iter().any(|f| f.open().is_some());
    if arranged_by_law
        || open
        || further == 0
        || givers.iter().any(|who| ctx.competence.can_decide(*who, &[]))
        || ctx.competence.has_title(itself(called.id), &[])
    {
        return Origin::Given;
    }
    if givers.is_empty() {
        return Origin::Nobody;
    }
    let Some(giver) = givers.iter().find_map(|who| table_behind(ctx, called.id, *who)) else { return Origin::Given };
    if giver == called.id {
        return Origin::Itself;
    }
    traced(ctx, giver, further)
}

/// Where the assignment of a table comes from that gives another its own.
fn traced(ctx: &Context<'_>, giver: EntityId, further: usize) -> Origin {
    let Some(calling) = calling(ctx, giver) else { return Origin::Given };
    if acts(&calling).all(|(_, fact)| fact.is_unstated()) && calling.other.1.is_unstated() {
        // Every member of a municipal table gives the assignment for its own organ.
        // That a table decides which is stated not to decide, is told by another rule.
        let stated = ctx.model.body(giver).is_some_and(|b| b.decides.is_absent());
        return if stated {
            Origin::ToldThere
        } else if is_municipal(ctx.model, giver) {
            Origin::Given
        } else {
            Origin::Table(giver)
        };
    }
    match origin(ctx, &calling, further - 1) {
        Origin::Given => Origin::Given,
        _ => Origin::ToldThere,
    }
}

/// The table that gives an assignment: itself, or the one on whose behalf a function gives it.
fn table_behind(ctx: &Context<'_>, called: EntityId, who: Who) -> Option<EntityId> {
    let Who::Entity(id) = who else { return None };
    if id == called || ctx.model.body(id).is_some() {
        return Some(id);
    }
    let role = ctx.model.role(id)?;
    let mut principals = role.on_behalf.items().map(|w| w.who);
    match (principals.next(), principals.next()) {
        (Some(Who::Entity(table)), None) if ctx.model.body(table).is_some() => Some(table),
        _ => None,
    }
}

fn told(ctx: &Context<'_>, id: EntityId, origin: &Origin, key: Key) -> Option<(Message, Message)> {
    let (name, instalment) = (ctx.name(id), key == Key::Instalment);
    Some(match origin {
        Origin::Given | Origin::ToldThere => return None,
        Origin::Itself => (
            if instalment {
                message!("`{name}` stelt zichzelf in", "`{name}` institutes itself"; name = name)
            } else {
                message!("`{name}` geeft zichzelf zijn opdracht", "`{name}` gives itself its assignment"; name = name)
            },
            message!("opdracht aan zichzelf", "assignment to itself"),
        ),
        Origin::Nobody => (
            if instalment {
                message!("niet gebleken wie `{name}` instelde", "it does not appear who instituted `{name}`"; name = name)
            } else {
                message!("niet gebleken wie `{name}` zijn opdracht gaf", "it does not appear who gave `{name}` its assignment"; name = name)
            },
            message!("geen opdrachtgever genoemd", "no principal named"),
        ),
        Origin::Table(giver) => (
            if instalment {
                message!("niet gebleken dat `{giver}` het overleg `{name}` kan instellen", "it does not appear that `{giver}` can institute `{name}`"; giver = ctx.name(*giver), name = name)
            } else {
                message!("niet gebleken dat `{giver}` aan `{name}` een opdracht kan geven", "it does not appear that `{giver}` can give `{name}` its assignment"; giver = ctx.name(*giver), name = name)
            },
            message!("opdracht zonder bevoegde gever", "assignment without a competent giver"),
        ),
    })
}

fn without_principal(
    ctx: &Context<'_>,
    called: &Calling<'_>,
    origin: &Origin,
    statement: &Statement<Act>,
    headline: Message,
    label: Message,
) -> Finding {
    let own_organs = matches!(origin, Origin::Itself) && is_municipal(ctx.model, called.id);
    let light = only_aligns(ctx.model, called.id) || is_private(ctx, called.id) || own_organs || matches!(origin, Origin::Nobody);
    let severity = if light { Severity::Hint } else { Severity::Warning };
    let mut finding = RULE
        .finding_at(severity, statement.place, headline)
        .label(label)
        .why(message!(
            "Een overleg dat zijn opdracht ontleent aan zichzelf of aan een overleg zonder opdracht, heeft niemand die de opdracht kan wijzigen of beëindigen en aan wie het de uitkomst voorlegt. De VNG vraagt een gezamenlijke bestuurlijke opdracht die ergens in de regio is vastgesteld.",
            "A table that takes its assignment from itself, or from a table without one, has nobody who can change or end the assignment and to whom it presents the outcome. The VNG asks for a joint administrative assignment that has been adopted somewhere in the region."
        ))
        .remedy(message!(
            "Laat de opdracht vaststellen door wie bevoegd is, zoals {organs}.",
            "Have the assignment adopted by whoever is competent, such as {organs}."; organs = organs()
        ));
    if let Origin::Table(giver) = origin {
        finding = finding.related(ctx.at(*giver), message!("dit overleg heeft zelf geen opdracht", "this table has no assignment itself"));
    }
    finding
}

/// Where the text says that a table which gives direction has no assignment, and no law gives it one.
fn denied<'m>(ctx: &Context<'m>, called: &Calling<'m>) -> Option<&'m Statement<Act>> {
    let body = ctx.model.body(called.id)?;
    let directs = body.work_form.says(WorkForm::Steer) || body.work_form.says(WorkForm::Decide) || body.steers.has_items() || body.decides.is_given();
    let by_law = ctx.model.entity(called.id).basis.iter().any(|c| c.target.is_none_or(|t| ctx.model.law(t).is_some()));
    let titled = by_law || ctx.competence.table_can_hold(called.id);
    called.assignment.first().filter(|_| directs && !titled && called.assignment.is_absent())
}

fn no_assignment(ctx: &Context<'_>, called: &Calling<'_>, denied: &Statement<Act>) -> Finding {
    let instituted = called.other.1.values().flat_map(|act| &act.by).any(|by| ctx.competence.can_decide(by.who.who, &[]));
    let severity = if instituted { Severity::Hint } else { Severity::Warning };
    let name = ctx.name(called.id);
    let headline = message!("`{name}` geeft richting, maar heeft volgens de tekst geen opdracht", "`{name}` gives direction, but has no assignment according to the text"; name = name);
    RULE.finding_at(severity, denied.place, headline)
        .label(message!("richting zonder opdracht", "direction without an assignment"))
        .why(message!(
            "Wie anderen richting geeft of stuurt, doet dat namens iemand. Zonder opdracht is niet te zeggen waartoe het overleg er is, wie het kan bijsturen en wanneer het klaar is. De VNG vraagt een gezamenlijke bestuurlijke opdracht die ergens in de regio is vastgesteld.",
            "Whoever directs or steers others does so for somebody. Without an assignment nobody can say what the table is for, who can correct it and when it is done. The VNG asks for a joint administrative assignment that has been adopted somewhere in the region."
        ))
        .remedy(message!(
            "Laat de opdracht vaststellen door wie bevoegd is, zoals {organs}, of laat het overleg alleen afstemmen.",
            "Have the assignment adopted by whoever is competent, such as {organs}, or let the table only align."; organs = organs()
        ))
}

fn organs() -> List<&'static str> {
    List(vec!["`college van elke gemeente`", "`burgemeester van elke gemeente`"])
}

/// A network of private parties needs no assignment by public organs.
fn is_private(ctx: &Context<'_>, id: EntityId) -> bool {
    let members: FxHashSet<_> = members_and_principals(ctx.model, id).into_iter().collect();
    !members.is_empty() && members.iter().all(|actor| ctx.model.party(actor.of).is_some())
}
