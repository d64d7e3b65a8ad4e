//! What several rules ask of tables and functions: what title they have to decide, and whom somebody works under.

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::Context;
use crate::competence::Ask;
use crate::model::Model;
use crate::model::fact::Fact;
use crate::model::refs::{Actor, Citation, EntityId, Scope, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{DecisionRule, WorkForm};

/// Lines of subordination are followed no further than this.
const STEPS_UP: usize = 16;

/// The titles to decide of everybody, worked out once for a rule.
pub struct Titles<'c> {
    ctx: &'c Context<'c>,
    grants: FxHashMap<Actor, Vec<EntityId>>,
    powers: OnceCell<FxHashMap<Actor, Vec<EntityId>>>,
}

impl<'c> Titles<'c> {
    /// Reads the grants in force.
    pub fn new(ctx: &'c Context<'c>) -> Self {
        let model = ctx.model;
        let mut titles = Self { ctx, grants: FxHashMap::default(), powers: OnceCell::new() };
        for grant in model.grants.iter().filter(|g| model.in_force(g.id)) {
            for to in grant.to.items().flat_map(|to| model.expand(to.who)) {
                titles.grants.entry(to).or_default().push(grant.id);
            }
        }
        titles
    }

    /// The powers of the region by their holders; read when first asked for.
    fn powers(&self) -> &FxHashMap<Actor, Vec<EntityId>> {
        self.powers.get_or_init(|| {
            let mut powers: FxHashMap<Actor, Vec<EntityId>> = FxHashMap::default();
            for power in self.ctx.model.powers.iter().filter(|p| self.ctx.model.is_regional(p.id)) {
                for holder in self.ctx.competence.holders_here(power.id) {
                    powers.entry(holder).or_default().push(power.id);
                }
            }
            powers
        })
    }

    /// Whether an actor received a mandate, delegation, power of attorney or authorisation.
    pub fn received(&self, actor: Actor) -> bool {
        self.grants.contains_key(&actor)
    }

    /// Everybody who gave a grant to an actor.
    pub fn givers(&self, actor: Actor) -> Vec<Actor> {
        let granted = self.grants.get(&actor).into_iter().flatten().filter_map(|id| self.ctx.model.grant(*id));
        granted.flat_map(|grant| self.ctx.competence.givers(grant, actor)).collect()
    }

    /// Whether an actor has some title to decide: an arrangement under the Wgr or a law, a grant, or a power.
    pub fn has(&self, actor: Actor) -> bool {
        self.ctx.competence.table_can_hold(actor.of) || self.received(actor) || self.exercises(actor, |_| true)
    }

    /// The same, on these topics: a title over powers for other topics doesn't count.
    pub fn has_on(&self, actor: Actor, topics: &[EntityId]) -> bool {
        let model = self.ctx.model;
        let on_topic = |power: EntityId| {
            let own = model.power(power).map(|p| &p.topics);
            own.is_none_or(|own| !own.has_items() || own.items().any(|t| topics.contains(&t.id)))
        };
        let granted = self.grants.get(&actor).into_iter().flatten().filter_map(|id| model.grant(*id));
        self.ctx.competence.table_can_hold(actor.of)
            || granted.into_iter().any(|grant| grant.about.items().any(|p| on_topic(p.id)))
            || self.exercises(actor, on_topic)
    }

    /// Whether somebody is an organ, a party in its own affairs, or has some title to decide.
    pub fn can_decide(&self, who: Who) -> bool {
        self.ctx.competence.decides_in_own_right(who) || self.ctx.model.expand(who).into_iter().any(|actor| self.has(actor))
    }

    /// The same, with a title on these topics.
    pub fn can_decide_on(&self, who: Who, topics: &[EntityId]) -> bool {
        self.ctx.competence.decides_in_own_right(who) || self.ctx.model.expand(who).into_iter().any(|actor| self.has_on(actor, topics))
    }

    /// Whether an actor may use a power of the region itself, or a table through all its members together.
    fn exercises(&self, actor: Actor, wanted: impl Fn(EntityId) -> bool) -> bool {
        let model = self.ctx.model;
        // What all members hold together, the first of them holds.
        let first_member = || model.seats(actor.of).find(|s| Model::is_full_member(s)).and_then(|s| model.expand(s.who).into_iter().next());
        let together = model
            .body(actor.of)
            .is_some_and(|b| b.decision_rule.values().any(|rule| matches!(rule, Some(DecisionRule::Consensus | DecisionRule::Unanimity))));
        let holder = if together { first_member() } else { None };
        let powers = self.powers();
        let powers = powers.get(&actor).into_iter().chain(holder.and_then(|holder| powers.get(&holder))).flatten();
        powers.into_iter().any(|power| wanted(*power) && self.ctx.competence.is_competent(actor, *power, Ask::default()))
    }
}

/// A declared thing as an actor.
pub const fn itself(of: EntityId) -> Actor {
    Actor { of, office: None }
}

/// Whether a table declares that it only aligns (the first working form of the VNG).
pub fn only_aligns(model: &Model, id: EntityId) -> bool {
    model.body(id).is_some_and(|b| b.work_form.says(WorkForm::Align))
}

/// Whether the article of a citation only prescribes that people confer (Wvggz 8:31): no ground for any power.
pub fn is_ground_of_talk(ctx: &Context<'_>, citation: &Citation) -> bool {
    let table = ctx.competence.statutory_table(citation).and_then(|id| ctx.model.body(id));
    table.is_some_and(|table| !table.decides.is_given())
}

/// Whom an actor works under: as the text states, or as a municipal office implies.
pub fn superiors(model: &Model, actor: Actor) -> Vec<Actor> {
    use MunicipalOffice::{Alderman, Clerk, College, Mayor, Official};
    let stated: Option<&Fact<Vec<WhoRef>>> = (model.party(actor.of).map(|p| &p.works_under))
        .or_else(|| model.office(actor.of).map(|o| &o.works_under))
        .or_else(|| model.role(actor.of).map(|r| &r.works_under))
        .or_else(|| model.body(actor.of).map(|b| &b.works_under));
    let mut above: Vec<Actor> = stated.into_iter().flat_map(|fact| fact.items()).flat_map(|who| model.expand(who.who)).collect();
    let implied: &[MunicipalOffice] = match actor.office {
        Some(Official) => &[College, Mayor, Clerk],
        Some(Clerk | Alderman) => &[College],
        _ => &[],
    };
    above.extend(implied.iter().map(|office| Actor { of: actor.of, office: Some(*office) }));
    above
}

/// Whether somebody whom an actor works under, directly or further up, is in a set.
pub fn works_under(model: &Model, actor: Actor, set: &FxHashSet<Actor>) -> bool {
    let mut layer = superiors(model, actor);
    let mut seen = FxHashSet::default();
    for _ in 0..STEPS_UP {
        if layer.iter().any(|above| set.contains(above)) {
            return true;
        }
        layer.retain(|above| seen.insert(*above));
        layer = layer.into_iter().flat_map(|above| superiors(model, above)).collect();
    }
    false
}

/// Everybody in whose place the full members of a table sit: themselves, and whom they sit for.
pub fn members_and_principals(model: &Model, table: EntityId) -> Vec<Actor> {
    let seats = model.seats(table).filter(|s| Model::is_full_member(s));
    let whos = seats.flat_map(|seat| std::iter::once(seat.who).chain(seat.on_behalf.map(|w| w.who)));
    whos.flat_map(|who| match who {
        // A wethouder sits for the college; which municipality sits there is not known.
        Who::SomeOffice(MunicipalOffice::Alderman) => model.expand(Who::Office(MunicipalOffice::College, Scope::Region)),
        Who::SomeOffice(office) => model.expand(Who::Office(office, Scope::Region)),
        // A group stands for its organisations.
        Who::Entity(id) if model.party(id).is_some_and(|p| p.members.has_items()) => {
            let mut group = model.expand(Who::MembersOf(id));
            group.push(itself(id));
            group
        }
        other => model.expand(other),
    })
    .collect()
}

/// Whether a table has only municipal organs or municipalities as full members.
pub fn is_municipal(model: &Model, table: EntityId) -> bool {
    let mut seats = model.seats(table).filter(|s| Model::is_full_member(s)).peekable();
    seats.peek().is_some() && seats.all(|seat| is_municipal_who(model, seat.who))
}

fn is_municipal_who(model: &Model, who: Who) -> bool {
    match who {
        Who::Office(..) | Who::SomeOffice(_) | Who::Every(_) => true,
        Who::Entity(id) => {
            let mut organisations = model.party(id).into_iter().flat_map(|p| p.members.items()).peekable();
            organisations.peek().is_some() && organisations.all(|seat| matches!(seat.who, Who::Office(..) | Who::Every(_)))
        }
        Who::MembersOf(id) => is_municipal_members(model, id),
        Who::Unknown => false,
    }
}

fn is_municipal_members(model: &Model, table: EntityId) -> bool {
    let members = model.expand(Who::MembersOf(table));
    !members.is_empty() && members.iter().all(|actor| actor.office.is_some() || model.municipality(actor.of).is_some())
}
