//! Why somebody may not use a power, and the nearest thing that would make it hold.

use super::{Ask, Competence};
use crate::lang::Message;
use crate::message;
use crate::model::parts::Mandatable;
use crate::model::refs::{Actor, EntityId, Who};
use crate::syntax::vocabulary::PowerNature;

/// The nearest reason why an actor may not use a power.
#[derive(Clone, Debug)]
pub enum Lack {
    /// Nobody is stated to hold the power.
    NoHolder,
    /// The actor held it, but transferred it.
    Transferred {
        /// By this delegation.
        by: EntityId,
    },
    /// The power is limited to other topics.
    OtherTopics,
    /// The text names a table as holder, but no arrangement gives it the power.
    TableHoldsNone,
    /// A grant is there, but doesn't hold on this date.
    NotInForce {
        /// The grant.
        grant: EntityId,
    },
    /// A grant is there, but its ceiling or topics don't reach this far.
    OutOfReach {
        /// The grant.
        grant: EntityId,
    },
    /// A grant is there, but who gives it doesn't hold the power.
    GiverLacks {
        /// The grant.
        grant: EntityId,
    },
    /// The power may be mandated only to others, or not to this one, or not at all.
    MayNotBeMandated {
        /// To whom it may go; empty: to nobody, or to anybody but this one.
        only_to: Vec<Who>,
    },
    /// A mandate of the holders would do; for an act of private law a volmacht, for a factual act a machtiging.
    NeedsMandate {
        /// The holders.
        from: Vec<Who>,
    },
}

impl Competence<'_> {
    /// Why an actor may not use a power; `None` when it may.
    pub fn lack(&self, actor: Actor, power: EntityId, ask: Ask) -> Option<Lack> {
        if self.is_competent(actor, power, ask) {
            return None;
        }
        let holders = self.holders(power);
        if holders.is_empty() {
            return Some(Lack::NoHolder);
        }
        if !self.is_about(power, ask) {
            return Some(Lack::OtherTopics);
        }
        if let Some(by) = self.transferred(actor, power, ask) {
            return Some(Lack::Transferred { by });
        }
        if holders.iter().any(|who| self.model().contains(*who, actor)) {
            return Some(Lack::TableHoldsNone);
        }
        Some(self.grant_that_falls_short(actor, power, ask).unwrap_or_else(|| self.needed(actor, power, holders)))
    }

    fn grant_that_falls_short(&self, actor: Actor, power: EntityId, ask: Ask) -> Option<Lack> {
        let model = self.model();
        let mut to_actor =
            model.grants.iter().filter(|g| g.about.items().any(|p| p.id == power) && g.to.items().any(|to| model.contains(to.who, actor)));
        let grant = to_actor.next()?;
        Some(if !model.in_force(grant.id) {
            Lack::NotInForce { grant: grant.id }
        } else if Self::fits(grant, ask) {
            Lack::GiverLacks { grant: grant.id }
        } else {
            Lack::OutOfReach { grant: grant.id }
        })
    }

    fn needed(&self, actor: Actor, power: EntityId, from: Vec<Who>) -> Lack {
        if self.may_be_mandated_to(power, actor) {
            return Lack::NeedsMandate { from };
        }
        let only_to = self.mandate_limits(power).into_iter().filter_map(|limit| match limit {
            Mandatable::OnlyTo(whos) => Some(whos.iter().map(|w| w.who)),
            _ => None,
        });
        Lack::MayNotBeMandated { only_to: only_to.flatten().collect() }
    }

    /// What the region's text and the law say on mandating a power.
    pub fn mandate_limits(&self, power: EntityId) -> Vec<&Mandatable> {
        let powers = [Some(power), self.statutory(power).filter(|twin| *twin != power)];
        powers.into_iter().flatten().filter_map(|id| self.model().power(id)).flat_map(|p| p.mandatable.values()).collect()
    }

    /// Whether a power is stated not to be mandated at all, by the region's text or the law.
    pub fn is_stated_not_mandatable(&self, power: EntityId) -> bool {
        let powers = [Some(power), self.statutory(power)];
        powers.into_iter().flatten().filter_map(|id| self.model().power(id)).any(|p| p.mandatable.is_absent())
    }

    /// The nature of a power, from the region's text or else from the law.
    pub fn nature(&self, power: EntityId) -> Option<PowerNature> {
        let powers = [Some(power), self.statutory(power)];
        powers.into_iter().flatten().filter_map(|id| self.model().power(id)).find_map(|p| p.nature.value().copied())
    }

    /// By what another uses a power in its holder's name: a mandate for decisions (Awb 10:1), a volmacht for acts of
    /// private law and a machtiging for factual acts (Awb 10:12).
    pub fn word_for_grant(&self, power: EntityId) -> Message {
        match self.nature(power) {
            Some(PowerNature::PrivateLaw) => message!("volmacht", "volmacht"),
            Some(PowerNature::Factual) => message!("machtiging", "machtiging"),
            _ => message!("mandaat", "mandate"),
        }
    }

    /// Whether nothing in the region's text or the law keeps a power from being mandated to an actor.
    pub fn may_be_mandated_to(&self, power: EntityId, actor: Actor) -> bool {
        !self.is_stated_not_mandatable(power)
            && self.mandate_limits(power).into_iter().all(|limit| match limit {
                Mandatable::Yes => true,
                Mandatable::OnlyTo(whos) => whos.iter().any(|w| self.is_one_of(actor, w.who)),
                Mandatable::NotTo(whos) => !whos.iter().any(|w| self.is_one_of(actor, w.who)),
            })
    }

    /// Whether an actor is in a set, or of the class that an office of the library stands for (police, …).
    pub fn is_one_of(&self, actor: Actor, who: Who) -> bool {
        self.model().contains(who, actor) || matches!(who, Who::Entity(class) if self.model().is_of_class(actor, class))
    }
}
