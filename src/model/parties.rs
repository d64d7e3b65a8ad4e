//! For whom somebody takes part in an agreement: a group for its organisations, a member of a table for whom it sits.

use super::Model;
use super::refs::{Actor, EntityId, Seat, Who};
use crate::syntax::tree::MunicipalOffice::{Alderman, College};

impl Model {
    /// Everybody for whom a party or a seat stands, one by one.
    pub fn stands_for(&self, who: Who) -> Vec<Actor> {
        let mut actors = Vec::new();
        self.stand_in_for(who, &mut actors, &mut Vec::new());
        actors
    }

    /// On whose behalf a seat is held, or else who holds it.
    pub fn principal(seat: &Seat) -> Who {
        seat.on_behalf.map_or(seat.who, |principal| principal.who)
    }

    /// Each group and table is opened once, however they hold each other.
    fn stand_in_for(&self, who: Who, actors: &mut Vec<Actor>, opened: &mut Vec<EntityId>) {
        match who {
            Who::MembersOf(_) => {}
            // An alderman takes part for the college.
            Who::Office(Alderman, scope) => actors.extend(self.expand(Who::Office(College, scope))),
            _ => actors.extend(self.expand(who)),
        }
        let opens = match who {
            Who::MembersOf(id) => Some(id),
            Who::Entity(id) => self.party(id).filter(|party| party.members.has_items()).map(|party| party.id),
            _ => None,
        };
        let Some(id) = opens.filter(|id| !opened.contains(id)) else { return };
        opened.push(id);
        for seat in self.seats(id).filter(|seat| Self::is_full_member(seat)) {
            self.stand_in_for(Self::principal(seat), actors, opened);
        }
    }
}
