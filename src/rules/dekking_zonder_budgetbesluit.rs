//! `dekking-zonder-budgetbesluit`: somebody is said to pay, but no decision of who holds the budget appears.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::{Answer, Fact, Statement};
use crate::model::money::{Resource, Totals};
use crate::model::parts::{Cost, Cover};
use crate::model::refs::{Act, Actor, EntityId, Scope, Who};
use crate::syntax::tree::MunicipalOffice::{College, Council};
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::{MeansKind, PartyKind, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "dekking-zonder-budgetbesluit",
    group: Group::Funding,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "er is een betaler genoemd, maar geen besluit van wie over het budget gaat",
        "a payer is named, but no decision of who holds the budget",
    ),
    sources: &[Source::Law("Gemeentewet", "art. 189 lid 1"), Source::Law("Gemeentewet", "art. 189 lid 3")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let model = ctx.model;
    let totals = model.totals();
    let mut groups = Groups::default();
    let holds = |id: EntityId| model.is_regional(id) && model.in_force(id);
    for means in model.means.iter().filter(|m| holds(m.id)) {
        findings.extend(by_table(ctx, means.id, &means.budget_decision));
    }
    for cost in model.costs.iter().filter(|c| holds(c.id)) {
        findings.extend(by_table(ctx, cost.id, &cost.budget_decision));
        let mut told = false;
        let paying: FxHashSet<EntityId> = cost.cover.values().flat_map(|cover| payers_and_holders(ctx, cover)).collect();
        for (statement, cover) in cost.cover.given().filter(|(_, cover)| is_money(ctx, cost, cover)) {
            let payers = payers(ctx, cover);
            let decisions = Decisions::on(ctx, cost, cover, &totals);
            let missing = decisions.missing(ctx, cover, &payers, &paying);
            if !missing.is_empty() && !told {
                told = true;
                findings.extend(for_some(ctx, cost, cover, &missing));
            } else if decisions.none() && !budgeted(ctx, cost, cover, &payers) {
                groups.note(ctx, cost.id, statement, cover, payers);
            }
        }
    }
    findings_of(ctx, groups.list, findings);
}

/// Covers that lack a decision for the same reason: the same payers, out of the same means.
struct Lacking {
    payers: Vec<Who>,
    means: Vec<EntityId>,
    municipal: bool,
    covers: Vec<(EntityId, Place)>,
}

/// The groups in order of the text, and where each is.
#[derive(Default)]
struct Groups {
    list: Vec<Lacking>,
    at: FxHashMap<(Vec<Who>, Vec<EntityId>), usize>,
}

impl Groups {
    fn note(&mut self, ctx: &Context<'_>, cost: EntityId, statement: &Statement<Cover>, cover: &Cover, payers: Vec<Who>) {
        let municipal = payers.iter().any(|who| is_municipal(*who));
        if !municipal && !payers.iter().any(|who| lacks_budget(ctx, *who)) {
            return;
        }
        let means = ctx.model.means_in(cover);
        let at = *self.at.entry((payers.clone(), means.clone())).or_insert(self.list.len());
        if at == self.list.len() {
            self.list.push(Lacking { payers, means, municipal, covers: Vec::new() });
        }
        if let Some(group) = self.list.get_mut(at) {
            group.covers.push((cost, statement.place));
        }
    }
}

// ------------------------------------------------------------------------------------------------- who and what

/// Hours and open-ended efforts are no money that a budget must hold.
fn is_money(ctx: &Context<'_>, cost: &Cost, cover: &Cover) -> bool {
    match cover.quantity {
        Some(Quantity::Money(..)) => true,
        Some(Quantity::Hours(..) | Quantity::OpenEnded) => false,
        Some(Quantity::Share(_)) | None => match cost.amount.value() {
            Some(Quantity::OpenEnded) => false,
            _ => ctx.model.cost_amount(cost).is_none_or(|amount| amount.resource == Resource::Money),
        },
    }
}

/// Who pays; where only means are named, who holds them.
fn payers(ctx: &Context<'_>, cover: &Cover) -> Vec<Who> {
    let mut payers: Vec<Who> = cover.act.by.iter().map(|by| by.who.who).collect();
    if payers.is_empty() {
        let means = ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id));
        payers = means.flat_map(|m| m.holder.items().map(|w| w.who)).collect();
    }
    payers.sort_unstable();
    payers.dedup();
    payers
}

const fn is_municipal(who: Who) -> bool {
    matches!(who, Who::Office(..) | Who::Every(_))
}

/// A table, or a care and safety house that works under nobody: neither has a budget of its own.
fn lacks_budget(ctx: &Context<'_>, who: Who) -> bool {
    let Who::Entity(id) = who else { return false };
    if ctx.model.body(id).is_some() {
        return !has_title(ctx, id);
    }
    ctx.model.party(id).is_some_and(|p| p.is(PartyKind::CareAndSafetyHouse) && p.works_under.is_lacking())
}

/// Whether a table can hold powers by a joint arrangement, or has been given any.
fn has_title(ctx: &Context<'_>, table: EntityId) -> bool {
    ctx.competence.table_can_hold(table) || ctx.competence.grants_to(Actor { of: table, office: None }).next().is_some()
}

/// Whether the money lies in a budget already: of a municipality whose organ holds the means, or in means that are a
/// budget; or a text that a council or college adopted lays the cover down.
fn budgeted(ctx: &Context<'_>, cost: &Cost, cover: &Cover, payers: &[Who]) -> bool {
    let means = ctx.model.means_in(cover);
    let in_budget = means.iter().filter_map(|id| ctx.model.means_of(*id)).any(|means| {
        let budget = means.kind.items().any(|kind| *kind == MeansKind::Budget) && means.holder.is_lacking();
        let holder = means.holder.items().any(|w| matches!(w.who, Who::Every(_) | Who::Office(Council | College, _)));
        let other_holder = means.holder.items().any(|w| payers.contains(&w.who) && !lacks_budget(ctx, w.who));
        budget || holder || other_holder
    });
    in_budget || std::iter::once(cost.id).chain(means).any(|id| laid_down_by_organ(ctx, id))
}

/// Whether a document or agreement that lays it down was itself decided on by a council or college.
fn laid_down_by_organ(ctx: &Context<'_>, id: EntityId) -> bool {
    let entity = ctx.model.entity(id);
    let texts = entity.laid_down_in.items().chain(&entity.basis).filter_map(|c| c.target);
    texts.into_iter().any(|text| {
        let by_organ = |fact: &Fact<Act>| fact.values().any(|act| act.by.iter().any(|by| matches!(by.who.who, Who::Office(Council | College, _))));
        ctx.model.document(text).is_some_and(|d| by_organ(&d.adoption))
            || ctx.model.agreement(text).is_some_and(|a| a.college_decision.is_given() || by_organ(&a.adoption) || a.status.says(Status::Signed))
    })
}

// ------------------------------------------------------------------------------------------------- decisions

/// The decisions on the budget for a cover: on the cost, on a total that comprises it, on its means.
#[derive(Default)]
struct Decisions {
    /// The municipalities whose council or college decided.
    municipalities: FxHashSet<EntityId>,
    /// Whether there is any other decision, or one that is still to be arranged.
    other: bool,
}

impl Decisions {
    fn on(ctx: &Context<'_>, cost: &Cost, cover: &Cover, totals: &Totals) -> Self {
        let mut found = Self::default();
        found.read(ctx, &cost.budget_decision);
        for total in totals.above(cost.id).into_iter().filter_map(|id| ctx.model.cost(id)) {
            found.read(ctx, &total.budget_decision);
        }
        for means in ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id)) {
            found.read(ctx, &means.budget_decision);
        }
        found
    }

    fn read(&mut self, ctx: &Context<'_>, fact: &Fact<Act>) {
        for statement in fact.statements() {
            match &statement.answer {
                Answer::Given(act) if act.by.is_empty() => self.other = true,
                Answer::Given(act) => act.by.iter().for_each(|by| self.add(ctx, by.who.who)),
                Answer::Open(_) => self.other = true,
                Answer::Absent => {}
            }
        }
    }

    fn add(&mut self, ctx: &Context<'_>, who: Who) {
        match who {
            Who::Office(Council | College, _) | Who::Every(_) => self.municipalities.extend(ctx.model.expand(who).into_iter().map(|a| a.of)),
            // A decision of a table has a finding of its own; any other is its own business.
            _ => self.other = true,
        }
    }

    fn none(&self) -> bool {
        self.municipalities.is_empty() && !self.other
    }

    /// The paying municipalities that did not decide where others did, and that do not hold the means themselves. One
    /// that decided alone may be a central municipality, unless it pays a share of its own beside theirs.
    fn missing(&self, ctx: &Context<'_>, cover: &Cover, payers: &[Who], paying_all: &FxHashSet<EntityId>) -> Vec<String> {
        if self.other || self.municipalities.is_empty() {
            return Vec::new();
        }
        let paying = municipalities(ctx, payers.iter().copied());
        let holding: FxHashSet<EntityId> = municipalities(ctx, holders(ctx, cover)).into_iter().collect();
        let elsewhere = |id: &EntityId| paying_all.contains(id) && !paying.contains(id) && !holding.contains(id);
        if self.municipalities.len() < 2 && !self.municipalities.iter().all(elsewhere) {
            return Vec::new();
        }
        let lacks = paying.into_iter().filter(|id| !self.municipalities.contains(id) && !holding.contains(id));
        let mut missing: Vec<String> = lacks.map(|id| ctx.name(id).to_owned()).collect();
        missing.dedup();
        missing
    }
}

/// The municipalities that pay a cover or hold the means that it comes out of.
fn payers_and_holders(ctx: &Context<'_>, cover: &Cover) -> Vec<EntityId> {
    municipalities(ctx, cover.act.by.iter().map(|by| by.who.who).chain(holders(ctx, cover)))
}

/// The municipalities in a number of sets.
fn municipalities(ctx: &Context<'_>, whos: impl Iterator<Item = Who>) -> Vec<EntityId> {
    whos.filter(|who| is_municipal(*who)).flat_map(|who| ctx.model.expand(who)).map(|actor| actor.of).collect()
}

/// Who holds the means that a cover comes out of.
fn holders<'c>(ctx: &'c Context<'_>, cover: &Cover) -> impl Iterator<Item = Who> + 'c {
    let means = ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id));
    means.flat_map(|means| means.holder.items().map(|w| w.who))
}

// ------------------------------------------------------------------------------------------------- telling

/// A decision on a budget by a table that has no power to decide.
fn by_table(ctx: &Context<'_>, of: EntityId, fact: &Fact<Act>) -> Option<Finding> {
    let (statement, act) = fact.given().find(|(_, act)| !act.by.is_empty())?;
    let table = act.by.iter().find_map(|by| match by.who.who {
        Who::Entity(id) if ctx.model.body(id).is_some() && !has_title(ctx, id) => Some(id),
        _ => None,
    })?;
    if act.by.iter().any(|by| by.who.who != Who::Entity(table)) {
        return None;
    }
    let (name, of) = (ctx.name(table), ctx.name(of));
    let headline = message!("niet gebleken dat `{name}` over het budget van `{of}` gaat", "it does not appear that `{name}` holds the budget of `{of}`"; name = name, of = of);
    let finding = RULE
        .finding(statement.place, headline)
        .label(message!("budget door een overleg", "budget set by a table"))
        .why(message!(
            "Het budgetrecht van een gemeente ligt bij de raad. Een overleg kan financiële kaders voorstellen, maar stelt geen geld beschikbaar.",
            "In a municipality the council holds the right of budget. A table can propose a financial frame, but makes no money available."
        ))
        .remedy(message!(
            "Noem het besluit van de raden of colleges, of de regeling waaraan `{name}` deze bevoegdheid ontleent.",
            "State the decision of the councils or colleges, or the arrangement that gives `{name}` this power."; name = name
        ))
        .related(ctx.at(table), message!("een overleg zonder budgetrecht", "a table without right of budget"));
    Some(finding)
}

/// A decision of some of the municipalities that pay.
fn for_some(ctx: &Context<'_>, cost: &Cost, cover: &Cover, missing: &[String]) -> Option<Finding> {
    let means = ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id)).find_map(|m| m.budget_decision.place());
    let place = cost.budget_decision.place().or(means).or_else(|| cost.cover.place())?;
    let (name, who) = (ctx.name(cost.id), quoted(missing, 4));
    let headline = message!("voor {who} is geen besluit gebleken om `{name}` te betalen", "for {who} no decision to pay `{name}` appears"; who = who, name = name);
    Some(RULE.finding(place, headline).label(message!("niet alle betalers", "not every payer")).why(why_municipal()).remedy(message!(
        "Vul het budgetbesluit aan, of noem wie niet heeft besloten niet als betaler.",
        "Complete the budget decision, or do not name as payer those who did not decide."
    )))
}

fn why_municipal() -> Message {
    message!(
        "Een gemeente kan alleen geld uitgeven dat haar raad op de begroting heeft gezet. Dat een tekst de gemeenten als betaler noemt, bindt de raden niet.",
        "A municipality can spend only money that its council has put on the budget. That a text names the municipalities as payer does not bind the councils."
    )
}

fn findings_of(ctx: &Context<'_>, groups: Vec<Lacking>, findings: &mut Findings) {
    for mut group in groups {
        group.covers.sort_unstable_by_key(|(_, place)| *place);
        let Some((&(_, place), others)) = group.covers.split_first() else { continue };
        let mut costs: Vec<&str> = group.covers.iter().map(|(cost, _)| ctx.name(*cost)).collect();
        costs.dedup();
        let (who, costs) = (said(ctx, &group.payers), quoted(&costs, 2));
        let denied = group.covers.iter().all(|(cost, _)| ctx.model.cost(*cost).is_some_and(|c| c.budget_decision.is_absent()));
        let finding = if group.municipal { municipal(place, denied, &who, &costs) } else { without_budget(place, denied, &who, &costs) };
        findings.push(with_places(ctx, finding, &group, others).fix(open_point(ctx, &group)));
    }
}

fn said(ctx: &Context<'_>, payers: &[Who]) -> Message {
    let names: Vec<String> = payers.iter().filter(|who| **who != Who::Unknown).map(|who| ctx.model.say(*who)).collect();
    quoted(&names, 4)
}

fn municipal(place: Place, denied: bool, who: &Message, costs: &Message) -> Finding {
    let headline = if denied {
        message!("volgens de tekst is er geen budgetbesluit voor wat {who} betaalt: {costs}", "the text says that there is no budget decision for what {who} pays: {costs}"; who = who, costs = costs)
    } else {
        message!("geen besluit van raad of college gebleken voor wat {who} betaalt: {costs}", "no decision of a council or college appears for what {who} pays: {costs}"; who = who, costs = costs)
    };
    RULE.finding(place, headline).label(message!("betaler zonder budgetbesluit", "payer without budget decision")).why(why_municipal()).remedy(
        message!(
            "Noem het besluit: `budgetbesluit door raad van … op …`, bij de kosten of bij de middelen.",
            "State the decision: `budgetbesluit door raad van … op …`, with the cost or with the means."
        ),
    )
}

fn without_budget(place: Place, denied: bool, who: &Message, costs: &Message) -> Finding {
    let headline = if denied {
        message!("volgens de tekst is er geen budgetbesluit voor wat {who} betaalt: {costs}", "the text says that there is no budget decision for what {who} pays: {costs}"; who = who, costs = costs)
    } else {
        message!("geen besluit over het budget gebleken voor wat {who} betaalt: {costs}", "no decision on the budget appears for what {who} pays: {costs}"; who = who, costs = costs)
    };
    RULE.finding_at(Severity::Hint, place, headline)
        .label(message!("zonder budgetbesluit", "without budget decision"))
        .why(message!(
            "Een samenwerkingsverband zonder rechtspersoonlijkheid heeft in de regel geen eigen begroting: over het geld gaat wie het beheert. Ook vrijgevallen geld is pas beschikbaar als die daarover besluit.",
            "A joint undertaking without legal personality usually has no budget of its own: whoever manages the money decides on it. Even money that comes free is available only when that one decides so."
        ))
        .remedy(message!(
            "Noem het besluit van wie over dit budget gaat met `budgetbesluit`, of zeg met `werkt onder` wie dat is.",
            "State the decision of whoever holds this budget with `budgetbesluit`, or say with `werkt onder` who that is."
        ))
}

fn with_places(ctx: &Context<'_>, mut finding: Finding, group: &Lacking, others: &[(EntityId, Place)]) -> Finding {
    for (cost, place) in others {
        finding = finding.related(*place, message!("zo ook `{cost}`", "`{cost}` alike"; cost = ctx.name(*cost)));
    }
    for means in group.means.iter().filter_map(|id| ctx.model.means_of(*id)) {
        let holders: Vec<String> = means.holder.items().map(|w| ctx.model.say(w.who)).collect();
        if let Some(place) = means.holder.place().filter(|_| !holders.is_empty()) {
            finding = finding.related(place, message!("het geld is van {who}", "the money belongs to {who}"; who = quoted(&holders, 3)));
        }
    }
    finding
}

/// Notes the decision as an open point: once with the means, where all covers come out of the same, else with each cost.
fn open_point(ctx: &Context<'_>, group: &Lacking) -> Fix {
    let councils: Vec<String> =
        group.payers.iter().filter_map(|who| scope_of(*who)).map(|scope| ctx.model.say(Who::Office(Council, scope))).collect();
    let property = if councils.is_empty() {
        "budgetbesluit nog te regelen".to_owned()
    } else {
        format!("budgetbesluit nog te regelen door {}", councils.join(", "))
    };
    let title = message!("noteer het budgetbesluit als open punt", "note the budget decision as an open point");
    let mut blocks: Vec<EntityId> = match group.means.as_slice() {
        [one] if ctx.model.is_regional(*one) => vec![*one],
        _ => group.covers.iter().map(|(cost, _)| *cost).collect(),
    };
    blocks.dedup();
    let edits: Vec<Edit> = blocks.into_iter().filter_map(|id| ctx.add_property(id, title.clone(), &property)).flat_map(|fix| fix.edits).collect();
    Fix { title, edits, safe: false }
}

const fn scope_of(who: Who) -> Option<Scope> {
    match who {
        Who::Office(_, scope) | Who::Every(scope) => Some(scope),
        _ => None,
    }
}
