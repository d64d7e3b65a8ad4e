//! Who works under whom: as the text states it, and as the law has it for the offices of a municipality.

use super::Model;
use super::fact::Fact;
use super::refs::{Actor, EntityId, WhoRef};
use crate::syntax::tree::MunicipalOffice::{Alderman, Clerk, College, Council, Official};
use crate::syntax::vocabulary::{BlockKind, PartyKind};

impl Model {
    /// What the text says on whom somebody works for; `None` for an organ, which works for nobody.
    pub fn stated_superiors(&self, id: EntityId) -> Option<&Fact<Vec<WhoRef>>> {
        let party = || self.party(id).or_else(|| self.office(id)).map(|p| &p.works_under);
        self.role(id).map(|r| &r.works_under).or_else(party).or_else(|| self.body(id).map(|b| &b.works_under))
    }

    /// Whom an actor works for in the first line.
    pub fn superiors(&self, actor: Actor) -> Vec<Actor> {
        match actor.office {
            Some(Official | Clerk | Alderman) => vec![Actor { of: actor.of, office: Some(College) }],
            Some(_) => Vec::new(),
            None => self.stated_superiors(actor.of).into_iter().flat_map(Fact::items).flat_map(|who| self.expand(who.who)).collect(),
        }
    }

    /// Everybody above an actor, the nearest first.
    pub fn everybody_above(&self, actor: Actor) -> Vec<Actor> {
        let mut above = self.superiors(actor);
        let mut next = 0;
        while let Some(superior) = above.get(next).copied() {
            for higher in self.superiors(superior) {
                if higher != actor && !above.contains(&higher) {
                    above.push(higher);
                }
            }
            next += 1;
        }
        above
    }

    /// Whether an actor works under the responsibility of another: its own official or member, or as the text states.
    ///
    /// The staff of a municipality works for its college and its mayor alike.
    pub fn works_under(&self, actor: Actor, superior: Actor) -> bool {
        let same_staff = |one: Actor| {
            one.of == superior.of
                && self.entity(one.of).kind == BlockKind::Municipality
                && one.office != Some(Council)
                && superior.office != Some(Council)
        };
        let own_staff = matches!(actor.office, Some(Official | Clerk | Alderman)) && actor.of == superior.of;
        actor == superior || own_staff || self.everybody_above(actor).into_iter().any(|above| above == superior || same_staff(above))
    }

    /// Whether somebody surely works for another, while the text does not say for whom: a role, an executive organisation.
    pub fn place_is_unknown(&self, actor: Actor) -> bool {
        use PartyKind::{CareAndSafetyHouse, Executive};
        let part_of_another = self.role(actor.of).is_some() || self.party(actor.of).is_some_and(|p| p.is(CareAndSafetyHouse) || p.is(Executive));
        part_of_another && self.stated_superiors(actor.of).is_some_and(Fact::is_unstated)
    }

    /// Whether somebody belongs to the class that an office of the library stands for, himself or through whom he works for.
    pub fn is_of_class(&self, actor: Actor, class: EntityId) -> bool {
        let Some(class) = self.office(class) else { return false };
        let kinds = |id: EntityId| self.party(id).or_else(|| self.office(id)).into_iter().flat_map(|p| p.kinds.items());
        let belongs = |one: Actor| one.of == class.id || kinds(one.of).any(|kind| class.is(*kind));
        belongs(actor) || self.everybody_above(actor).into_iter().any(belongs)
    }
}
