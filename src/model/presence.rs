//! Who takes part in a table: which municipalities have a seat or are spoken for, and which organisations are there.
//!
//! A seat belongs to a municipality by its organ, official or function, or as such. Who sits `namens` others speaks for
//! them; whether he may is another question. Of a seat per area, or of a number of seats of one office, it is not said
//! which municipality has it: that is a pool. Seats that follow each other in time rotate, and count whoever has them now.

use rustc_hash::FxHashSet;

use super::Model;
use super::parts::Role;
use super::refs::{EntityId, Scope, Seat, Who};
use super::sharing::is_unnamed_group;
use crate::syntax::tree::{MunicipalOffice, Period};
use crate::syntax::vocabulary::{BlockKind, PartyKind};

/// How the municipalities take part in a table.
#[derive(Debug, Default)]
pub struct Presence {
    /// Those with a seat.
    pub seated: FxHashSet<EntityId>,
    /// Those for whom somebody sits.
    pub represented: FxHashSet<EntityId>,
    /// Seats of some of several municipalities.
    pub pools: Vec<Pool>,
    /// Whether an organ of a municipality sits there, or the municipality as such: not just officials.
    pub administrators: bool,
    /// Whether somebody sits there of whom the text doesn't say for whom, or how many.
    pub unclear: bool,
    /// Whether a function sits there of which it is not known for whom.
    pub doubtful: bool,
}

/// A number of seats for some of these municipalities.
#[derive(Debug)]
pub struct Pool {
    /// The office.
    pub office: Option<MunicipalOffice>,
    /// The municipalities that may have such a seat.
    pub candidates: Vec<EntityId>,
    /// How many seats.
    pub seats: usize,
}

impl Presence {
    /// Whether a municipality has a seat or is spoken for.
    pub fn has(&self, municipality: EntityId) -> bool {
        self.seated.contains(&municipality) || self.represented.contains(&municipality)
    }

    /// How many seats of a pool are there for the municipalities of which a municipality is one.
    pub fn pooled_seats(&self, municipality: EntityId) -> usize {
        self.pools.iter().filter(|pool| pool.candidates.contains(&municipality)).map(|pool| pool.seats).sum()
    }
}

impl Model {
    /// How the municipalities take part in a table; with or without those that only advise or listen.
    pub fn presence(&self, table: EntityId, with_advisers: bool) -> Presence {
        let mut reader = Reader { model: self, with_advisers, found: Presence::default(), visited: FxHashSet::default() };
        reader.add_seats(table);
        reader.found
    }

    /// The seats of a table that hold now, and those before and after them where seats rotate.
    fn rotating_seats(&self, id: EntityId) -> Vec<&Seat> {
        let members = self.body(id).map(|b| &b.members).or_else(|| self.party(id).map(|p| &p.members));
        let all: Vec<&Seat> = members.into_iter().flat_map(|m| m.items()).collect();
        let rotates = all.iter().any(|seat| seat.valid != Period::default() && seat.valid.holds(self.on));
        all.into_iter().filter(|seat| rotates || seat.valid.holds(self.on)).collect()
    }
}

struct Reader<'m> {
    model: &'m Model,
    with_advisers: bool,
    found: Presence,
    visited: FxHashSet<EntityId>,
}

impl Reader<'_> {
    fn add_seats(&mut self, id: EntityId) {
        if !self.visited.insert(id) {
            return;
        }
        for seat in self.model.rotating_seats(id) {
            if self.with_advisers || Model::is_full_member(seat) {
                self.add(seat);
                if let Some(principal) = seat.on_behalf {
                    self.speak_for(principal.who);
                }
            }
        }
    }

    fn add(&mut self, seat: &Seat) {
        match (seat.who, seat.per.as_deref()) {
            (Who::SomeOffice(office) | Who::Office(office, _), Some(area)) => self.per_area(seat, office, area),
            (Who::SomeOffice(office), None) => self.some(seat, office),
            (who, _) => self.seat_of(who),
        }
    }

    fn seat_of(&mut self, who: Who) {
        let municipalities = |scope: &Scope| self.model.municipalities_in(scope).to_vec();
        match who {
            Who::Office(office, scope) => {
                self.found.administrators |= is_administrator(office);
                self.found.seated.extend(municipalities(&scope));
            }
            Who::Every(scope) => {
                self.found.administrators = true;
                self.found.seated.extend(municipalities(&scope));
            }
            Who::MembersOf(id) => self.add_seats(id),
            Who::Entity(id) => self.add_entity(id),
            Who::SomeOffice(_) | Who::Unknown => self.found.unclear = true,
        }
    }

    fn add_entity(&mut self, id: EntityId) {
        if let Some(role) = self.model.role(id) {
            self.add_role(role);
        } else if let Some(party) = self.model.party(id) {
            let nobody_known = is_unnamed_group(party) && party.kinds.items().all(|kind| matches!(kind, PartyKind::Group | PartyKind::Other));
            self.found.unclear |= nobody_known || party.members.open().is_some();
            self.add_seats(id);
        } else if self.model.body(id).is_some() {
            self.speak_for(Who::Entity(id));
        }
    }

    /// A function sits for whom it works under or acts for, or else for whoever it was chosen from.
    fn add_role(&mut self, role: &Role) {
        if !self.visited.insert(role.id) {
            return;
        }
        let bosses: Vec<Who> = role.works_under.items().chain(role.on_behalf.items()).map(|w| w.who).collect();
        for boss in &bosses {
            match boss {
                Who::Office(_, Scope::One(_)) | Who::Every(Scope::One(_)) => self.seat_of(*boss),
                other => self.speak_for(*other),
            }
        }
        let candidates = role.appointment.values().flat_map(|act| &act.out_of).map(|w| w.who);
        for who in candidates.filter(|_| bosses.is_empty()) {
            if let Who::Office(office, scope) = who {
                self.pool(Some(office), self.model.municipalities_in(&scope).to_vec(), 1);
            }
        }
        self.found.doubtful |= bosses.is_empty() && role.appointment.values().all(|act| act.out_of.is_empty());
    }

    /// Somebody who is named after `namens`, or sits there as a whole.
    fn speak_for(&mut self, who: Who) {
        match who {
            Who::Office(_, scope) | Who::Every(scope) => self.found.represented.extend(self.model.municipalities_in(&scope)),
            Who::SomeOffice(_) => self.found.represented.extend(self.model.municipalities_in(&Scope::Region)),
            Who::Entity(id) | Who::MembersOf(id) if self.model.body(id).is_some() || self.model.party(id).is_some() => self.speak_for_members(id),
            Who::Unknown => self.found.unclear = true,
            Who::Entity(_) | Who::MembersOf(_) => {}
        }
    }

    fn speak_for_members(&mut self, id: EntityId) {
        if self.visited.contains(&id) {
            return;
        }
        let mut inner = Reader { model: self.model, with_advisers: true, found: Presence::default(), visited: std::mem::take(&mut self.visited) };
        inner.add_seats(id);
        self.visited = inner.visited;
        let silent = self.model.body(id).is_some_and(|body| body.members.is_unstated());
        self.found.unclear |= silent || inner.found.unclear;
        self.found.represented.extend(inner.found.seated);
        self.found.represented.extend(inner.found.represented);
        self.found.represented.extend(inner.found.pools.into_iter().flat_map(|pool| pool.candidates));
    }

    fn per_area(&mut self, seat: &Seat, office: MunicipalOffice, kind: &str) {
        self.found.administrators |= is_administrator(office);
        if kind == BlockKind::Municipality.word() {
            self.found.seated.extend(self.model.municipalities_in(&Scope::Region));
            return;
        }
        let areas: Vec<EntityId> = self.model.areas_of_kind(kind).filter(|id| self.model.in_force(*id)).collect();
        self.found.unclear |= areas.is_empty();
        for area in areas {
            let candidates = self.model.municipalities_in(&Scope::In(area)).to_vec();
            self.pool_of(seat, Some(office), candidates, seat.number.unwrap_or(1));
        }
    }

    /// A number of seats of an office without a place; without a number nobody knows how many.
    fn some(&mut self, seat: &Seat, office: MunicipalOffice) {
        self.found.administrators |= is_administrator(office);
        match seat.number {
            Some(number) => self.pool_of(seat, Some(office), self.model.municipalities_in(&Scope::Region).to_vec(), number),
            None => self.found.unclear |= seat.on_behalf.is_none(),
        }
    }

    /// Seats that cite a text or mandate rest on an arrangement of who sits there for whom.
    fn pool_of(&mut self, seat: &Seat, office: Option<MunicipalOffice>, candidates: Vec<EntityId>, seats: u32) {
        if seat.basis.is_some() {
            self.found.represented.extend(candidates);
        } else {
            self.pool(office, candidates, seats as usize);
        }
    }

    fn pool(&mut self, office: Option<MunicipalOffice>, candidates: Vec<EntityId>, seats: usize) {
        match candidates.as_slice() {
            [only] => _ = self.found.seated.insert(*only),
            _ => self.found.pools.push(Pool { office, candidates, seats }),
        }
    }
}

/// Whether an office decides or answers for its municipality.
const fn is_administrator(office: MunicipalOffice) -> bool {
    !matches!(office, MunicipalOffice::Clerk | MunicipalOffice::Official)
}

/// Which organisations are at a table, in whatever quality.
#[derive(Debug, Default)]
pub struct Attendance {
    present: FxHashSet<EntityId>,
    /// The kinds of which somebody sits there for all: a group without organisations, an office of the law.
    classes: FxHashSet<PartyKind>,
    /// The kinds of those who sit there.
    kinds: FxHashSet<PartyKind>,
    /// Whether a group sits there that may hold anybody.
    pub unclear: bool,
    /// Whether a function sits there of which it is not known for whom.
    pub doubtful: bool,
}

impl Attendance {
    /// Whether an organisation, or one of the organisations of a group, is there or is spoken for.
    pub fn has(&self, model: &Model, id: EntityId) -> bool {
        let party = model.party(id).or_else(|| model.office(id));
        let of_class = party.is_some_and(|p| p.kinds.items().any(|kind| self.classes.contains(kind)));
        let members = party.into_iter().flat_map(|p| p.members.items());
        let member = members.into_iter().any(|seat| matches!(seat.who, Who::Entity(member) if self.present.contains(&member)));
        // An office of the law, or a group without organisations, stands for all of its kind.
        let class = model.office(id).is_some() || party.is_some_and(is_unnamed_group);
        self.present.contains(&id) || of_class || member || (class && self.has_kind_of(model, id))
    }

    /// Whether somebody of the same kind is there.
    pub fn has_kind_of(&self, model: &Model, id: EntityId) -> bool {
        let party = model.party(id).or_else(|| model.office(id));
        party.is_some_and(|p| p.kinds.items().any(|kind| !matches!(kind, PartyKind::Group | PartyKind::Other) && self.kinds.contains(kind)))
    }
}

impl Model {
    /// Which organisations are at a table.
    pub fn attendance(&self, table: EntityId) -> Attendance {
        let mut found = Attendance::default();
        found.read(self, table, &mut FxHashSet::default());
        found
    }
}

impl Attendance {
    fn read(&mut self, model: &Model, id: EntityId, visited: &mut FxHashSet<EntityId>) {
        if !visited.insert(id) {
            return;
        }
        let members = model.body(id).map(|b| &b.members).or_else(|| model.party(id).map(|p| &p.members));
        self.unclear |= members.is_some_and(|m| m.has_open() || (m.is_unstated() && model.body(id).is_some()));
        for seat in model.seats(id) {
            for who in std::iter::once(seat.who).chain(seat.on_behalf.map(|principal| principal.who)) {
                self.read_who(model, who, visited);
            }
        }
    }

    fn read_who(&mut self, model: &Model, who: Who, visited: &mut FxHashSet<EntityId>) {
        let id = match who {
            Who::Entity(id) | Who::MembersOf(id) => id,
            Who::Unknown => {
                self.unclear = true;
                return;
            }
            _ => return,
        };
        self.present.insert(id);
        if let Some(role) = model.role(id) {
            let bosses: Vec<Who> = role.works_under.items().chain(role.on_behalf.items()).map(|w| w.who).collect();
            self.doubtful |= bosses.is_empty();
            if visited.insert(id) {
                bosses.into_iter().for_each(|boss| self.read_who(model, boss, visited));
            }
        } else if let Some(party) = model.party(id) {
            self.kinds.extend(party.kinds.items());
            if is_unnamed_group(party) {
                let kinds = party.kinds.items().copied().filter(|kind| !matches!(kind, PartyKind::Group | PartyKind::Other));
                let before = self.classes.len();
                self.classes.extend(kinds);
                self.unclear |= self.classes.len() == before && party.kinds.items().all(|kind| matches!(kind, PartyKind::Group | PartyKind::Other));
            }
            self.read(model, id, visited);
        } else if let Some(office) = model.office(id) {
            self.kinds.extend(office.kinds.items());
            self.classes.extend(office.kinds.items());
        } else {
            self.read(model, id, visited);
        }
    }
}
