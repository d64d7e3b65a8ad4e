//! `aansturing-zonder-gezag`: a table or function steers somebody over whom it has no authority.

use rustc_hash::FxHashSet;

use super::authority::{is_ground_of_talk, itself, members_and_principals, works_under};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::lang::List;
use crate::message;
use crate::model::Model;
use crate::model::fact::{Fact, Statement};
use crate::model::refs::{Act, Actor, Citation, EntityId, Who, WhoRef};
use crate::syntax::vocabulary::PartyKind;

pub const RULE: Rule = Rule {
    name: "aansturing-zonder-gezag",
    group: Group::Competence,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "niet blijkt waaraan een overleg of rol het gezag ontleent om een ander aan te sturen",
        "it does not appear what gives a table or role the authority to steer another",
    ),
    sources: &[
        Source::Law("Awb", "art. 10:6 lid 1"),
        Source::Law("Wgr", "art. 10a"),
        Source::Vng(VngText::Chart, "model 2, richting geven en sturen"),
    ],
    check,
};

/// A statement on whom somebody steers, with those of them whom it steers without a title.
type Loose<'m> = (&'m Statement<Vec<WhoRef>>, Vec<&'m WhoRef>);

/// Somebody who is said to steer, with everybody in whose place he may be standing.
struct Steerer<'m> {
    id: EntityId,
    steers: &'m Fact<Vec<WhoRef>>,
    side: FxHashSet<Actor>,
    members: FxHashSet<Actor>,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let bodies = ctx.model.bodies.iter().map(|b| (b.id, &b.steers));
    let roles = ctx.model.roles.iter().map(|r| (r.id, &r.steers));
    for (id, steers) in bodies.chain(roles).filter(|(id, steers)| steers.has_items() && ctx.model.is_regional(*id) && ctx.model.in_force(*id)) {
        let Some(steerer) = steerer(ctx, id, steers) else { continue };
        // Whom two statements name is told at the first.
        let mut told: FxHashSet<Who> = FxHashSet::default();
        for (statement, mut loose) in steerer.loose(ctx) {
            loose.retain(|who| told.insert(who.who));
            if loose.is_empty() {
                continue;
            }
            findings.push(without_authority(ctx, &steerer, statement, &loose));
        }
    }
}

/// What a table or function steers without a title, by statement.
pub(super) fn loose_steering<'m>(ctx: &Context<'m>, id: EntityId, steers: &'m Fact<Vec<WhoRef>>) -> Vec<Loose<'m>> {
    steerer(ctx, id, steers).map(|steerer| steerer.loose(ctx)).unwrap_or_default()
}

/// Somebody who steers without a grant, an arrangement or a law that gives it authority over all.
fn steerer<'m>(ctx: &Context<'m>, id: EntityId, steers: &'m Fact<Vec<WhoRef>>) -> Option<Steerer<'m>> {
    if ctx.competence.has_grant(itself(id)) || ctx.competence.table_can_hold(id) || is_firm(ctx, &ctx.model.entity(id).basis) {
        return None;
    }
    Some(Steerer { id, steers, side: side(ctx, id), members: members_and_principals(ctx.model, id).into_iter().collect() })
}

impl<'m> Steerer<'m> {
    fn loose(&self, ctx: &Context<'m>) -> Vec<Loose<'m>> {
        let loose = |(statement, whos): (&'m Statement<Vec<WhoRef>>, &'m Vec<WhoRef>)| -> Loose<'m> {
            (statement, whos.iter().filter(|who| !is_arranged(ctx, self, statement, who)).collect())
        };
        self.steers.given().map(loose).filter(|(_, whos)| !whos.is_empty()).collect()
    }
}

/// Whether citations hold one that can give authority: anything but a law that only prescribes talk.
fn is_firm(ctx: &Context<'_>, basis: &[Citation]) -> bool {
    basis.iter().any(|citation| !is_ground_of_talk(ctx, citation))
}

/// The steerer itself, whom it works under, whom it acts for, and in whose place its members sit.
fn side(ctx: &Context<'_>, id: EntityId) -> FxHashSet<Actor> {
    let model = ctx.model;
    let (works_under, on_behalf) = match (model.role(id), model.body(id)) {
        (Some(role), _) => (Some(&role.works_under), Some(&role.on_behalf)),
        (_, Some(body)) => (Some(&body.works_under), Some(&body.on_behalf)),
        _ => (None, None),
    };
    let mut side: FxHashSet<Actor> = members_and_principals(model, id).into_iter().collect();
    side.insert(itself(id));
    for above in [works_under, on_behalf].into_iter().flatten().flat_map(|fact| fact.items()).flat_map(|w| model.expand(w.who)) {
        side.insert(above);
        side.extend(members_and_principals(model, above.of).into_iter().filter(|_| above.office.is_none()));
    }
    side
}

fn is_arranged(ctx: &Context<'_>, steerer: &Steerer<'_>, statement: &Statement<Vec<WhoRef>>, steered: &WhoRef) -> bool {
    let names_it = |whos: &[WhoRef]| whos.iter().any(|w| w.who == steered.who);
    // Where statements differ on whom it steers, that contradiction is told by itself.
    let disputed = steerer.steers.given().any(|(_, whos)| !names_it(whos));
    let reaches = |basis: &[Citation]| is_firm(ctx, basis) && basis.iter().any(|citation| binds(ctx, citation, steered));
    let titled = steerer.steers.given().any(|(other, whos)| names_it(whos) && reaches(&other.basis));
    disputed || titled || reaches(&statement.basis) || ctx.model.expand(steered.who).into_iter().all(|actor| has_authority(ctx, steerer, actor))
}

/// Whether a ground reaches who is steered: an agreement binds its parties, and who works under them.
fn binds(ctx: &Context<'_>, citation: &Citation, steered: &WhoRef) -> bool {
    let Some(agreement) = citation.target.and_then(|id| ctx.model.agreement(id)).filter(|a| a.parties.has_items()) else { return true };
    let parties: FxHashSet<Actor> = agreement.parties.items().flat_map(|w| ctx.model.expand(w.who)).collect();
    ctx.model.expand(steered.who).into_iter().all(|actor| {
        // A house or executive organisation is what such agreements are about; a table or role is no party of its own.
        let executive = ctx.model.party(actor.of).is_none_or(|p| p.is(PartyKind::CareAndSafetyHouse) || p.is(PartyKind::Executive));
        executive || parties.iter().any(|p| p.of == actor.of) || works_under(ctx.model, actor, &parties)
    })
}

fn has_authority(ctx: &Context<'_>, steerer: &Steerer<'_>, steered: Actor) -> bool {
    works_under(ctx.model, steered, &steerer.side)
        || commissioners(ctx, steered).iter().any(|c| steerer.side.contains(c))
        || is_table_of_subordinates(ctx, steerer, steered)
        || answers_to(ctx, steerer, steered)
        || is_party_to_its_agreement(ctx, steerer, steered)
}

/// The organs and others with a title who instituted, commissioned or appointed somebody.
fn commissioners(ctx: &Context<'_>, steered: Actor) -> Vec<Actor> {
    let acts: Vec<&Fact<Act>> = match (ctx.model.body(steered.of), ctx.model.role(steered.of)) {
        (Some(body), _) => vec![&body.instalment, &body.assignment],
        (_, Some(role)) => vec![&role.appointment, &role.assignment],
        _ => Vec::new(),
    };
    let by = acts.into_iter().flat_map(|act| act.values()).flat_map(|act| &act.by).map(|by| by.who.who);
    by.filter(|who| ctx.competence.can_decide(*who, &[])).flat_map(|who| ctx.model.expand(who)).collect()
}

/// Whether every member of a table works under somebody on the side of the steerer, as the officials of its colleges do.
fn is_table_of_subordinates(ctx: &Context<'_>, steerer: &Steerer<'_>, steered: Actor) -> bool {
    let seats = ctx.model.seats(steered.of).filter(|s| steered.office.is_none() && ctx.model.body(steered.of).is_some() && Model::is_full_member(s));
    let mut members = seats.flat_map(|s| ctx.model.expand(s.who)).peekable();
    members.peek().is_some() && members.all(|member| works_under(ctx.model, member, &steerer.side))
}

/// Whether a table or function chose to account to the steerer, as a support structure does.
fn answers_to(ctx: &Context<'_>, steerer: &Steerer<'_>, steered: Actor) -> bool {
    let lines = match (ctx.model.body(steered.of), ctx.model.role(steered.of)) {
        (Some(body), _) => [&body.accountable_to, &body.on_behalf],
        (_, Some(role)) => [&role.accountable_to, &role.on_behalf],
        _ => return false,
    };
    lines.into_iter().flat_map(|fact| fact.items()).any(|w| w.who == Who::Entity(steerer.id))
}

/// Whether somebody is party to an agreement that makes the steerer.
fn is_party_to_its_agreement(ctx: &Context<'_>, steerer: &Steerer<'_>, steered: Actor) -> bool {
    let agreements = ctx.model.entity(steerer.id).laid_down_in.items().filter_map(|c| ctx.model.agreement(c.target?));
    agreements.into_iter().flat_map(|a| a.parties.items()).any(|party| ctx.model.contains(party.who, steered))
}

fn without_authority(ctx: &Context<'_>, steerer: &Steerer<'_>, statement: &Statement<Vec<WhoRef>>, loose: &[&WhoRef]) -> Finding {
    let among_equals = loose.iter().all(|w| ctx.model.expand(w.who).iter().all(|actor| steerer.members.contains(actor)));
    let severity = if among_equals { Severity::Hint } else { Severity::Warning };
    let whom = List(loose.iter().map(|w| format!("`{}`", ctx.words(w.place))).collect::<Vec<_>>());
    let name = ctx.name(steerer.id);
    RULE.finding_at(severity, statement.place, message!("niet gebleken waaraan `{name}` het gezag over {whom} ontleent", "it does not appear what gives `{name}` authority over {whom}"; name = name, whom = whom))
        .label(message!("stuurt zonder titel", "steers without a title"))
        .why(message!(
            "Sturen vraagt een titel: ondergeschiktheid, een mandaat, een overeenkomst of een gemeenschappelijke regeling. Zonder zo'n titel is sturen niet meer dan vragen, en mag de ander nee zeggen.",
            "Steering takes a title: subordination, a mandate, an agreement or a joint arrangement. Without such a title, steering is no more than asking, and the other may say no."
        ))
        .remedy(message!(
            "Noem de titel, zoals `stuurt … krachtens` een overeenkomst, of schrijf onder wie de ander werkt; of laat `{name}` verzoeken en afspreken.",
            "Name the title, such as `stuurt … krachtens` an agreement, or state under whom the other works; or let `{name}` ask and agree."; name = name
        ))
}
