//! `ledengroep-zonder-organisatie`: a group sits at a table or is party to an agreement, and nobody says who that is.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::Model;
use crate::model::refs::{EntityId, Who};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "ledengroep-zonder-organisatie",
    group: Group::Composition,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "een groep zit aan tafel of is partij, zonder dat een organisatie is genoemd",
        "a group sits at a table or is a party, without an organisation being named",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, input 5")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut told: FxHashSet<EntityId> = FxHashSet::default();
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        let groups = groups_at(ctx, table.id);
        if let Some(key) = table.members.key().filter(|_| !groups.is_empty()) {
            findings.push(finding(ctx, table.id, key, &groups));
            told.extend(groups);
        }
    }
    for agreement in ctx.model.agreements.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.in_force(a.id)) {
        let mut groups: Vec<EntityId> = agreement.parties.items().flat_map(|who| ctx.model.expand(who.who)).map(|actor| actor.of).collect();
        groups.retain(|id| is_unknown(ctx, *id) && !told.contains(id));
        if let Some(key) = agreement.parties.key().filter(|_| !groups.is_empty()) {
            findings.push(finding(ctx, agreement.id, key, &groups));
        }
    }
}

/// The groups that sit as full members, on no rule that says who comes; advisers and guests need not bind themselves.
fn groups_at(ctx: &Context<'_>, table: EntityId) -> Vec<EntityId> {
    let seats = ctx.model.seats(table).filter(|seat| Model::is_full_member(seat) && seat.basis.is_none());
    let groups = seats.filter_map(|seat| match seat.who {
        Who::Entity(id) if is_unknown(ctx, id) => Some(id),
        _ => None,
    });
    groups.collect()
}

/// Whether something is a group of which neither the model nor a text that it cites names the organisations.
fn is_unknown(ctx: &Context<'_>, id: EntityId) -> bool {
    let elsewhere = ctx.model.entity(id).laid_down_in.has_items();
    ctx.model.party(id).is_some_and(|party| crate::model::sharing::is_unnamed_group(party) && party.members.is_lacking()) && !elsewhere
}

fn finding(ctx: &Context<'_>, at: EntityId, key: Place, groups: &[EntityId]) -> Finding {
    let names: Vec<&str> = groups.iter().map(|id| ctx.name(*id)).collect();
    let (name, who) = (ctx.name(at), quoted(&names, 4));
    let mut finding = RULE
        .finding(key, message!("niet gebleken welke organisaties in `{name}` bedoeld zijn met {who}", "it does not appear which organisations `{name}` means by {who}"; name = name, who = who))
        .label(message!("groep zonder organisaties", "group without organisations"))
        .why(message!(
            "Een groep kan niemand afvaardigen, niets ondertekenen en nergens aan gebonden zijn. Dat kunnen alleen de organisaties die ertoe behoren.",
            "A group cannot send a representative, sign anything or be bound by anything. Only the organisations that belong to it can."
        ))
        .remedy(message!(
            "Noem per groep de organisaties (`leden …`), of leg vast hoe de groep iemand voordraagt.",
            "Name the organisations of each group (`leden …`), or lay down how it nominates somebody."
        ));
    for group in groups.iter().take(4) {
        finding = finding.related(ctx.at(*group), message!("hier staat de groep", "the group is declared here"));
    }
    let title = message!("noteer de organisaties als open punt", "note the organisations as an open point");
    let adds = groups.iter().filter_map(|group| ctx.add_property(*group, title.clone(), "leden nog te regelen"));
    let edits: Vec<_> = adds.flat_map(|fix| fix.edits).collect();
    if edits.is_empty() { finding } else { finding.fix(Fix { title, edits, safe: false }) }
}
