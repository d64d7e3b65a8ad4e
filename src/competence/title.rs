//! Whether somebody has any title to decide: an arrangement, a grant, a power of its own, or members who decide together.

use rustc_hash::FxHashMap;

use super::{Ask, Competence};
use crate::model::Model;
use crate::model::parts::{Body, Grant};
use crate::model::refs::{Actor, Citation, EntityId, Seat, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::DecisionRule;

/// Powers of the region by the holder that their text names, and powers and grants by the agreement that they rest on.
#[derive(Debug, Default)]
pub struct Named {
    offices: FxHashMap<MunicipalOffice, Vec<EntityId>>,
    entities: FxHashMap<EntityId, Vec<EntityId>>,
    agreements: FxHashMap<EntityId, Vec<EntityId>>,
}

impl Named {
    /// Reads the powers of the region.
    pub fn new(model: &Model) -> Self {
        let mut named = Self::default();
        for power in model.powers.iter().filter(|p| model.is_regional(p.id) && model.in_force(p.id)) {
            for holder in power.holder.items() {
                match holder.who {
                    Who::Office(office, _) => named.offices.entry(office).or_default().push(power.id),
                    Who::Entity(id) => named.entities.entry(id).or_default().push(power.id),
                    _ => {}
                }
            }
            let bases = power.holder.statements().iter().flat_map(|s| &s.basis).filter_map(|c| c.target);
            named.rest_on(model, power.id, bases);
        }
        for grant in model.grants.iter().filter(|g| model.is_regional(g.id) && model.in_force(g.id)) {
            named.rest_on(model, grant.id, std::iter::empty());
        }
        named
    }

    fn rest_on(&mut self, model: &Model, id: EntityId, others: impl Iterator<Item = EntityId>) {
        for agreement in cited(model, id).chain(others).filter(|target| model.agreement(*target).is_some()) {
            self.agreements.entry(agreement).or_default().push(id);
        }
    }

    fn of(&self, actor: Actor) -> &[EntityId] {
        let powers = match actor.office {
            Some(office) => self.offices.get(&office),
            None => self.entities.get(&actor.of),
        };
        powers.map(Vec::as_slice).unwrap_or_default()
    }
}

impl Competence<'_> {
    /// Whether an actor has any title to decide on one of these topics; an empty list asks for no topic in particular.
    pub fn has_title(&self, actor: Actor, topics: &[EntityId]) -> bool {
        actor.office.is_none() && self.table_can_hold(actor.of) || self.has_power(actor, topics)
    }

    /// Whether an actor is stated to have a power on one of these topics: its own, passed on to it, or of all its members.
    pub fn has_power(&self, actor: Actor, topics: &[EntityId]) -> bool {
        let own = |power: &EntityId| self.is_on(*power, topics) && self.is_competent(actor, *power, Ask::default());
        let together = actor.office.is_none() && self.members_decide(actor.of, topics);
        together || self.grants_to(actor).any(|grant| self.reaches(grant, topics)) || self.named.of(actor).iter().any(own)
    }

    /// Whether a table can hold no more than what is passed on to it: its grounds are arrangements with a body of their
    /// own (Wgr 10 lid 2, 33) and statutory tables with such powers. A law that makes it otherwise may give it its own.
    pub fn holds_what_is_passed(&self, table: EntityId) -> bool {
        let entity = self.model().entity(table);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items());
        let mut deciding = grounds.filter(|citation| self.makes_decider(citation)).peekable();
        let passed = |citation: &Citation| {
            citation.target.is_some_and(|target| self.model().law(target).is_none()) || self.statutory_table(citation).is_some()
        };
        deciding.peek().is_some() && deciding.all(passed)
    }

    /// Whether a power or grant on one of these topics rests on an arrangement that makes a table, whoever it names.
    pub fn arrangement_passes(&self, table: EntityId, topics: &[EntityId]) -> bool {
        let arrangements = cited(self.model(), table).filter(|target| self.is_arrangement_with_body(*target));
        let mut resting = arrangements.filter_map(|target| self.named.agreements.get(&target)).flatten();
        resting.any(|id| match self.model().grant(*id) {
            Some(grant) => !grant.about.has_items() || self.reaches(grant, topics),
            None => self.is_on(*id, topics),
        })
    }

    /// Whether somebody is an organ, a party in its own affairs, or has a title to decide on one of these topics.
    pub fn can_decide(&self, who: Who, topics: &[EntityId]) -> bool {
        self.decides_in_own_right(who) || self.model().expand(who).into_iter().any(|actor| self.has_title(actor, topics))
    }

    /// Whether an actor received a mandate, delegation, power of attorney or authorisation that is in force.
    pub fn has_grant(&self, actor: Actor) -> bool {
        self.grants_to(actor).next().is_some()
    }

    /// Everybody who gave a grant in force to an actor.
    pub fn givers_to(&self, actor: Actor) -> Vec<Actor> {
        self.grants_to(actor).flat_map(|grant| self.givers(grant, actor)).collect()
    }

    fn reaches(&self, grant: &Grant, topics: &[EntityId]) -> bool {
        let on_topic = topics.is_empty() || !grant.topics.has_items() || grant.topics.items().any(|t| topics.contains(&t.id));
        on_topic && grant.about.items().any(|power| self.is_on(power.id, topics))
    }

    pub(super) fn is_on(&self, power: EntityId, topics: &[EntityId]) -> bool {
        let stated = self.model().power(power).map(|p| &p.topics);
        topics.is_empty() || stated.is_none_or(|stated| !stated.has_items() || stated.items().any(|t| topics.contains(&t.id)))
    }

    /// Whether the members of a table decide together: all are the same organ, or share a power of the region.
    fn members_decide(&self, table: EntityId, topics: &[EntityId]) -> bool {
        let Some(body) = self.model().body(table).filter(|body| all_must_agree(body)) else { return false };
        let seats: Vec<&Seat> = self.model().seats(body.id).filter(|s| Model::is_full_member(s)).collect();
        let Some(first) = seats.first() else { return false };
        if seats.iter().all(|seat| self.is_same_organ(seat.who, first.who)) {
            return true;
        }
        // A power that all share is among those of the member with the fewest.
        let members = seats.iter().filter_map(|seat| self.model().expand(seat.who).first().copied());
        let Some(member) = members.min_by_key(|member| self.named.of(*member).len() + self.grants_to(*member).count()) else { return false };
        let passed = self.grants_to(member).flat_map(|grant| grant.about.items()).map(|power| power.id);
        let mut shared = self.named.of(member).iter().copied().chain(passed);
        shared.any(|power| self.is_on(power, topics) && self.is_competent(Actor { of: table, office: None }, power, Ask::default()))
    }

    fn is_same_organ(&self, one: Who, other: Who) -> bool {
        match (one, other) {
            (Who::Office(a, _), Who::Office(b, _)) => a == b && self.decides_in_own_right(one),
            (Who::Every(_), Who::Every(_)) => true,
            _ => false,
        }
    }
}

/// Whether a table decides only when all agree.
pub fn all_must_agree(body: &Body) -> bool {
    body.decision_rule.values().any(|rule| matches!(rule, Some(DecisionRule::Consensus | DecisionRule::Unanimity)))
}

/// The texts that a block rests on.
fn cited(model: &Model, id: EntityId) -> impl Iterator<Item = EntityId> {
    let entity = model.entity(id);
    entity.basis.iter().chain(entity.laid_down_in.items()).filter_map(|c| c.target)
}
