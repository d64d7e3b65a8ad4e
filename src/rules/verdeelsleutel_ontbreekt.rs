//! `verdeelsleutel-ontbreekt`: several pay one amount, and nothing says how they share it.

use rustc_hash::FxHashMap;

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::message;
use crate::model::fact::Statement;
use crate::model::money::{Resource, Totals};
use crate::model::parts::{Cost, Cover};
use crate::model::refs::EntityId;
use crate::syntax::tree::Quantity;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "verdeelsleutel-ontbreekt",
    group: Group::Funding,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "meer dan één partij betaalt, en niet blijkt hoe zij de kosten delen",
        "more than one party pays, and it does not appear how they share the cost",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, output 4")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let totals = ctx.model.totals();
    let mut order: Vec<EntityId> = Vec::new();
    let mut shared: FxHashMap<EntityId, Vec<Place>> = FxHashMap::default();
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        let places = shared_covers(ctx, cost);
        if places.is_empty() || has_key(ctx, cost, &totals) {
            continue;
        }
        let root = totals.above(cost.id).last().copied().unwrap_or(cost.id);
        let covers = shared.entry(root).or_default();
        if covers.is_empty() {
            order.push(root);
        }
        covers.extend(places);
    }
    for id in order {
        if let Some(covers) = shared.get(&id) {
            findings.push(without_key(ctx, id, covers));
        }
    }
}

/// The covers in money whose payers are several: one cover by several, or several covers without an amount.
fn shared_covers(ctx: &Context<'_>, cost: &Cost) -> Vec<Place> {
    let money: Vec<(&Statement<Cover>, &Cover)> = cost.cover.given().filter(|(_, cover)| is_money(ctx, cost, cover)).collect();
    let without_amount = money.iter().filter(|(_, cover)| cover.quantity.is_none()).count();
    let is_shared = |cover: &Cover| payers(ctx, cover) > 1 || (cover.quantity.is_none() && without_amount > 1);
    money.into_iter().filter(|(_, cover)| is_shared(cover)).map(|(statement, _)| statement.place).collect()
}

fn is_money(ctx: &Context<'_>, cost: &Cost, cover: &Cover) -> bool {
    match cover.quantity {
        Some(Quantity::Money(..)) => true,
        Some(Quantity::Hours(..) | Quantity::OpenEnded) => false,
        Some(Quantity::Share(_)) | None => ctx.model.cost_amount(cost).is_none_or(|amount| amount.resource == Resource::Money),
    }
}

/// How many pay; where only means are named, how many hold them.
fn payers(ctx: &Context<'_>, cover: &Cover) -> usize {
    if !cover.act.by.is_empty() {
        return ctx.model.payers(cover);
    }
    let means = ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id));
    means.flat_map(|m| m.holder.items()).map(|w| ctx.model.payers_in(w.who)).sum()
}

/// Whether the cost or a total above it says how it is shared or that one bears the risk, says that it is not shared, leaves
/// that as an open point, or rests on a text that can say it.
fn has_key(ctx: &Context<'_>, cost: &Cost, totals: &Totals) -> bool {
    let above = totals.above(cost.id).into_iter().filter_map(|id| ctx.model.cost(id));
    std::iter::once(cost).chain(above).any(|c| {
        let entity = ctx.model.entity(c.id);
        let texts = entity.basis.iter().chain(entity.laid_down_in.items()).chain(c.cover.statements().iter().flat_map(|s| &s.basis));
        let elsewhere = texts.filter_map(|t| t.target).any(|t| ctx.model.agreement(t).is_some() || ctx.model.document(t).is_some());
        !c.division.is_unstated() || has_one_bearer(ctx, c) || elsewhere
    })
}

/// Whether the text says who bears the risk, and that is one: then he pays what the others don't. Several who bear it still
/// have to share it.
fn has_one_bearer(ctx: &Context<'_>, cost: &Cost) -> bool {
    let bearers: usize = cost.risk.items().map(|who| ctx.model.payers_in(who.who)).sum();
    !cost.risk.is_unstated() && bearers <= 1
}

fn without_key(ctx: &Context<'_>, id: EntityId, covers: &[Place]) -> Finding {
    let name = ctx.name(id);
    let mut finding = RULE
        .finding(ctx.at(id), message!("niet gebleken hoe de betalers van `{name}` de kosten delen", "it does not appear how the payers of `{name}` share the cost"; name = name))
        .label(message!("zonder verdeelsleutel", "without a key"))
        .why(message!(
            "Een bedrag dat meer partijen samen betalen, vraagt een afspraak wie welk deel betaalt en wie een tegenvaller draagt. Zonder die afspraak ontstaat het gesprek daarover pas bij de eerste rekening.",
            "An amount that several parties pay together asks for an agreement on who pays which part and who bears a setback. Without it that conversation comes only with the first bill."
        ))
        .remedy(message!(
            "Kies een sleutel: `verdeling inwonertal`, `verdeling gelijk` of een sleutel in eigen woorden.",
            "Choose a key: `verdeling inwonertal`, `verdeling gelijk`, or a key in your own words."
        ));
    for place in covers {
        finding = finding.related(*place, message!("hier betalen er meer samen", "several pay together here"));
    }
    finding.fixes.extend(ctx.add_property(
        id,
        message!("noteer de verdeling als open punt", "note the key as an open point"),
        "verdeling nog te regelen",
    ));
    finding
}
