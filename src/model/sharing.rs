//! Who hears of persons where their cases are discussed or escalated, and which arrangement covers them.
//!
//! Personal data flow between all who sit where cases are discussed traceably, advisers and guests among them because
//! they hear what is said, and between all who act in an escalation. An arrangement in force covers a table or ladder
//! that it names under `bij`; without `bij` it covers what is for its topics, and without topics everything.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Model;
use super::fact::Fact;
use super::parts::{Agreement, Body, DataSharing, Escalation, Party};
use super::refs::{Actor, EntityId, Ref, Scope, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{BlockKind, Casework, PartyKind, SeatRole};
use crate::text::Place;

/// How far groups within groups and superiors of superiors are followed.
const DEEPEST: u8 = 4;

/// How many agreements of one party are looked at.
const AGREEMENTS_AT_MOST: usize = 8;

/// Somebody who hears of persons: by a seat, as a party to a ladder, or because he leads a stage.
#[derive(Clone, Copy, Debug)]
pub struct Hearer {
    /// Who: for a seat on another's behalf, the one who is represented.
    pub who: Who,
    /// Where it stands.
    pub place: Place,
    /// The table of which he is a member, not as adviser, listener or guest.
    pub member_of: Option<EntityId>,
    /// Whether he is a guest.
    pub guest: bool,
    /// Whether the seat itself rests on a law.
    pub by_law: bool,
}

impl Model {
    /// The tables of the region that discuss cases of persons traceably, on the date of the model.
    pub fn case_tables(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter().filter(|b| self.is_regional(b.id) && self.in_force(b.id) && b.casework.says(Casework::Traceable))
    }

    /// Everybody who hears what is said at a table; of a table that sits there, its own members.
    pub fn hearers_at(&self, table: EntityId) -> Vec<Hearer> {
        let mut found = Vec::new();
        self.hearers_into(table, None, &mut FxHashSet::default(), &mut found);
        found
    }

    fn hearers_into(&self, table: EntityId, outer: Option<Place>, visited: &mut FxHashSet<EntityId>, found: &mut Vec<Hearer>) {
        if !visited.insert(table) {
            return;
        }
        for seat in self.seats(table) {
            let place = outer.unwrap_or(seat.place);
            let who = seat.on_behalf.map_or(seat.who, |principal| principal.who);
            match self.table_in(who) {
                Some(inner) => self.hearers_into(inner, Some(place), visited, found),
                None => found.push(Hearer {
                    who,
                    place,
                    member_of: Self::is_full_member(seat).then_some(table),
                    guest: seat.role == Some(SeatRole::Guest),
                    by_law: seat.basis.as_ref().and_then(|c| c.target).is_some_and(|id| self.law(id).is_some()),
                }),
            }
        }
    }

    fn table_in(&self, who: Who) -> Option<EntityId> {
        match who {
            Who::MembersOf(id) => Some(id),
            Who::Entity(id) => self.body(id).map(|b| b.id),
            _ => None,
        }
    }

    /// Everybody who acts in an escalation: its parties and who leads a stage.
    pub fn hearers_of(&self, ladder: &Escalation) -> Vec<Hearer> {
        let mut found = Vec::new();
        for who in ladder.parties.items().chain(ladder.stages.iter().flat_map(|s| s.lead.items())) {
            match self.table_in(who.who) {
                Some(table) => self.hearers_into(table, Some(who.place), &mut FxHashSet::default(), &mut found),
                None => found.push(Hearer { who: who.who, place: who.place, member_of: None, guest: false, by_law: false }),
            }
        }
        found
    }

    /// Whether more than one organisation hears it.
    pub fn are_several(&self, hearers: &[Hearer]) -> bool {
        self.organisations(hearers.iter().map(|hearer| hearer.who)).is_none_or(|number| number > 1)
    }

    /// How many organisations these are. `None` where one of them stands for several: a care and safety house, a group
    /// without organisations, an office of one of the municipalities.
    pub fn organisations(&self, whos: impl Iterator<Item = Who>) -> Option<usize> {
        let mut organisations = FxHashSet::default();
        for who in whos {
            match who {
                Who::SomeOffice(_) => return None,
                Who::Entity(id) if self.party(id).is_some_and(|p| p.is(PartyKind::Group) || p.is(PartyKind::CareAndSafetyHouse)) => return None,
                who => organisations.extend(self.expand(who).into_iter().map(|actor| self.organisation(actor))),
            }
        }
        Some(organisations.len())
    }

    /// Who takes part in an arrangement, one by one: of a table its members, of a group its organisations.
    pub fn participants<'w>(&self, whos: impl Iterator<Item = &'w WhoRef>) -> Vec<Who> {
        let mut found = Vec::new();
        for who in whos {
            self.participants_into(who.who, 0, &mut found);
        }
        found
    }

    /// Between whom data are shared, one by one: the parties of an arrangement; where it names none, who is at its tables
    /// and ladders.
    pub fn circle_of(&self, sharing: &DataSharing) -> Vec<Who> {
        if sharing.parties.has_items() || sharing.parties.has_open() {
            return self.participants(sharing.parties.items());
        }
        let at = |id: EntityId| match self.escalation(id) {
            Some(ladder) => self.hearers_of(ladder),
            None => self.hearers_at(id).into_iter().filter(|hearer| hearer.member_of.is_some()).collect(),
        };
        let mut found = Vec::new();
        for hearer in sharing.at.items().filter(|place| self.in_force(place.id)).flat_map(|place| at(place.id)) {
            self.participants_into(hearer.who, 0, &mut found);
        }
        found
    }

    fn participants_into(&self, who: Who, depth: u8, found: &mut Vec<Who>) {
        if depth > DEEPEST {
            return;
        }
        let Some(id) = entity(who).or_else(|| self.table_in(who)) else {
            found.push(who);
            return;
        };
        if self.body(id).is_some() {
            for hearer in self.hearers_at(id).into_iter().filter(|hearer| hearer.member_of.is_some()) {
                self.participants_into(hearer.who, depth + 1, found);
            }
            return;
        }
        let organisations: Vec<Who> = self.seats(id).map(|seat| seat.who).collect();
        if organisations.is_empty() {
            found.push(Who::Entity(id));
        }
        for organisation in organisations {
            self.participants_into(organisation, depth + 1, found);
        }
    }

    /// Of some people, whoever a list does not stand for, as one writes them; `None` where it is not known for whom the
    /// list stands.
    pub fn not_among(&self, list: &Fact<Vec<WhoRef>>, whos: impl Iterator<Item = Who>) -> Option<Vec<String>> {
        let cover = Cover::of(self, list)?;
        let mut names = Vec::new();
        for who in whos {
            let without = without(self, &[&cover], who);
            names.extend(without.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
        }
        Some(names)
    }

    /// The tables or ladders in force that have taken the place of one that has ended.
    fn in_its_place(&self, id: EntityId, depth: u8) -> Vec<EntityId> {
        if depth > DEEPEST || !self.has_ended(id) {
            return if self.in_force(id) { vec![id] } else { Vec::new() };
        }
        self.entity(id).successors.items().flat_map(|successor| self.in_its_place(successor.id, depth + 1)).collect()
    }

    /// Whether more than one organisation acts in a ladder. Of a set of municipalities only the one concerned acts in a
    /// case, so all municipalities count as one.
    pub fn act_several(&self, hearers: &[Hearer]) -> bool {
        let municipal = |h: &Hearer| matches!(h.who, Who::Office(..) | Who::SomeOffice(_) | Who::Every(_));
        let (own, others): (Vec<Hearer>, Vec<Hearer>) = hearers.iter().partition(|h| municipal(h));
        self.are_several(&others) || (!own.is_empty() && !others.is_empty())
    }

    /// The organisation that an actor belongs to: for a function, that of whom it works under.
    fn organisation(&self, actor: Actor) -> EntityId {
        let superior = self.role(actor.of).and_then(|role| role.works_under.items().next());
        superior.and_then(|who| self.expand(who.who).first().copied()).map_or(actor.of, |actor| actor.of)
    }
}

/// The arrangements in force, by what they cover.
#[derive(Debug)]
pub struct Arrangements<'m> {
    model: &'m Model,
    by_place: FxHashMap<EntityId, Vec<&'m DataSharing>>,
    by_topic: FxHashMap<EntityId, Vec<&'m DataSharing>>,
    everywhere: Vec<&'m DataSharing>,
    elsewhere: FxHashMap<EntityId, &'m DataSharing>,
    without_data: FxHashSet<EntityId>,
    covers: FxHashMap<EntityId, Option<Cover>>,
}

impl<'m> Arrangements<'m> {
    /// Reads the arrangements of a model.
    pub fn new(model: &'m Model) -> Self {
        let mut known = Self {
            model,
            by_place: FxHashMap::default(),
            by_topic: FxHashMap::default(),
            everywhere: Vec::new(),
            elsewhere: FxHashMap::default(),
            without_data: FxHashSet::default(),
            covers: FxHashMap::default(),
        };
        for sharing in model.data_sharings.iter().filter(|s| model.in_force(s.id)) {
            // Who says that no data are shared arranges nothing.
            if sharing.data.is_absent() {
                known.without_data.extend(sharing.at.items().chain(sharing.topics.items()).map(|place| place.id));
                continue;
            }
            known.covers.insert(sharing.id, Cover::of_parties(model, sharing));
            for place in sharing.at.items() {
                known.by_place.entry(place.id).or_default().push(sharing);
                // Where an ended table has a successor, that the name is out of date is the one cause.
                for successor in model.in_its_place(place.id, 0).into_iter().filter(|id| *id != place.id) {
                    known.by_place.entry(successor).or_default().push(sharing);
                }
            }
            for topic in sharing.topics.items() {
                if sharing.at.has_items() {
                    known.elsewhere.entry(topic.id).or_insert(sharing);
                } else {
                    known.by_topic.entry(topic.id).or_default().push(sharing);
                }
            }
            if !sharing.at.has_items() && !sharing.topics.has_items() {
                known.everywhere.push(sharing);
            }
        }
        known
    }

    /// The arrangements that cover a table or ladder which is for these topics.
    pub fn covering<'t>(&self, place: EntityId, topics: impl Iterator<Item = &'t Ref>) -> Vec<&'m DataSharing> {
        let mut found: Vec<&DataSharing> = self.by_place.get(&place).into_iter().flatten().copied().collect();
        for sharing in topics.filter_map(|t| self.by_topic.get(&t.id)).flatten().chain(&self.everywhere) {
            if !found.iter().any(|f| f.id == sharing.id) {
                found.push(sharing);
            }
        }
        found
    }

    /// Whether a text says of a table or ladder, or of one of these topics, that no data are shared.
    pub fn says_without_data<'t>(&self, place: EntityId, mut topics: impl Iterator<Item = &'t Ref>) -> bool {
        self.without_data.contains(&place) || topics.any(|topic| self.without_data.contains(&topic.id))
    }

    /// An arrangement on one of these topics that names other tables only.
    pub fn elsewhere<'t>(&self, mut topics: impl Iterator<Item = &'t Ref>) -> Option<&'m DataSharing> {
        topics.find_map(|topic| self.elsewhere.get(&topic.id)).copied()
    }

    /// Who hears of persons without being covered, as one writes them; nobody where the parties of an arrangement are
    /// not known.
    pub fn outside<'h>(&self, sharings: &[&DataSharing], hearers: &'h [Hearer]) -> Vec<(&'h Hearer, Vec<String>)> {
        let covers: Option<Vec<&Cover>> = sharings.iter().map(|s| self.covers.get(&s.id).and_then(Option::as_ref)).collect();
        let Some(covers) = covers.filter(|covers| !covers.is_empty()) else { return Vec::new() };
        let mut told: FxHashSet<String> = FxHashSet::default();
        let mut found = Vec::new();
        for hearer in hearers.iter().filter(|h| !h.by_law) {
            let mut names = self.names_outside(&covers, hearer);
            names.retain(|name| told.insert(name.clone()));
            if !names.is_empty() {
                found.push((hearer, names));
            }
        }
        found
    }

    fn names_outside(&self, covers: &[&Cover], hearer: &Hearer) -> Vec<String> {
        if hearer.member_of.is_some_and(|table| covers.iter().any(|c| c.tables.contains(&table))) {
            return Vec::new();
        }
        without(self.model, covers, hearer.who)
    }
}

/// Whoever of a set is not covered, as one writes them.
fn without(model: &Model, covers: &[&Cover], who: Who) -> Vec<String> {
    let covered = |actor: Actor| covers.iter().any(|c| c.holds(model, actor, 0));
    // Of an office without a place, one that is covered will do: who sits there is not stated.
    if let Who::SomeOffice(office) = who {
        let some = model.municipalities_in(&Scope::Region).iter().any(|of| covered(Actor { of: *of, office: Some(office) }));
        return if some { Vec::new() } else { vec![model.say(who)] };
    }
    let all = model.expand(who);
    let without: Vec<Actor> = all.iter().copied().filter(|actor| !covered(*actor)).collect();
    if !without.is_empty() && without.len() == all.len() {
        return vec![model.say(who)];
    }
    without.into_iter().map(|actor| model.say_actor(actor)).collect()
}

/// Whom the parties of an arrangement stand for.
#[derive(Debug, Default)]
pub struct Cover {
    actors: FxHashSet<Actor>,
    /// The tables of which all members are parties.
    tables: FxHashSet<EntityId>,
    /// The kinds of all parties.
    kinds: FxHashSet<PartyKind>,
    /// The kinds of which every organisation may be meant: an office of the law, a group without organisations.
    whole_kinds: FxHashSet<PartyKind>,
}

impl Cover {
    /// Whom a list of parties stands for.
    pub fn of_all<'w>(model: &Model, whos: impl IntoIterator<Item = &'w WhoRef>) -> Self {
        let mut cover = Self::default();
        for who in whos {
            cover.add(model, who.who, 0);
        }
        cover
    }

    /// Whether an actor is among them, itself or through whom it works for.
    pub fn covers(&self, model: &Model, actor: Actor) -> bool {
        self.holds(model, actor, 0)
    }

    /// Whom the parties of an arrangement stand for; nothing where it is not known who they are, or where it holds.
    pub fn of_parties(model: &Model, sharing: &DataSharing) -> Option<Self> {
        if sharing.at.open().is_some() { None } else { Self::of(model, &sharing.parties) }
    }

    /// `None` where it is not known for whom a list stands.
    fn of(model: &Model, list: &Fact<Vec<WhoRef>>) -> Option<Self> {
        if list.items().any(|who| who.who == Who::Unknown) || list.has_open() || !list.has_items() {
            return None;
        }
        Some(Self::of_all(model, list.items()))
    }

    fn add(&mut self, model: &Model, who: Who, depth: u8) {
        if depth > DEEPEST {
            return;
        }
        if let Some(table) = model.table_in(who) {
            if self.tables.insert(table) {
                for hearer in model.hearers_at(table).into_iter().filter(|h| h.member_of.is_some()) {
                    self.add(model, hearer.who, depth + 1);
                }
            }
            return;
        }
        match who {
            Who::SomeOffice(office) => self.actors.extend(model.expand(Who::Office(office, Scope::Region))),
            Who::Entity(id) => {
                self.actors.insert(Actor { of: id, office: None });
                self.add_kinds(model, id, depth);
            }
            other => self.actors.extend(model.expand(other)),
        }
    }

    fn add_kinds(&mut self, model: &Model, id: EntityId, depth: u8) {
        if let Some(office) = model.office(id) {
            self.kinds.extend(telling_kinds(office));
            self.whole_kinds.extend(telling_kinds(office));
        }
        let Some(party) = model.party(id) else { return };
        self.kinds.extend(telling_kinds(party));
        if is_unnamed_group(party) {
            self.whole_kinds.extend(telling_kinds(party));
        }
        for seat in model.seats(id) {
            self.add(model, seat.who, depth + 1);
        }
    }

    fn holds(&self, model: &Model, actor: Actor, depth: u8) -> bool {
        if depth > DEEPEST || self.actors.contains(&actor) {
            return true;
        }
        match actor.office {
            Some(office) => self.holds_office(office, actor.of),
            None => self.holds_thing(model, actor.of, depth),
        }
    }

    /// An official, clerk or alderman is covered by the organ that he works for, and every organ by its municipality.
    fn holds_office(&self, office: MunicipalOffice, of: EntityId) -> bool {
        use MunicipalOffice::{Alderman, Clerk, College, Mayor, Official};
        let has = |office| self.actors.contains(&Actor { of, office });
        has(None)
            || match office {
                Alderman => has(Some(College)),
                Official | Clerk => has(Some(College)) || has(Some(Mayor)),
                _ => false,
            }
    }

    fn holds_thing(&self, model: &Model, id: EntityId, depth: u8) -> bool {
        use MunicipalOffice::{College, Mayor};
        if let Some(party) = model.party(id) {
            return self.holds_party(model, party, depth) || self.holds_any(model, party.works_under.items(), depth);
        }
        if let Some(office) = model.office(id) {
            let mut kinds = telling_kinds(office).peekable();
            return kinds.peek().is_none() || kinds.any(|kind| self.kinds.contains(&kind));
        }
        if let Some(role) = model.role(id) {
            let known = role.works_under.has_items() || role.on_behalf.has_items();
            return !known || self.holds_any(model, role.works_under.items().chain(role.on_behalf.items()), depth);
        }
        let municipal = model.entity(id).kind == BlockKind::Municipality;
        municipal && [College, Mayor].into_iter().any(|office| self.actors.contains(&Actor { of: id, office: Some(office) }))
    }

    fn holds_any<'w>(&self, model: &Model, mut whos: impl Iterator<Item = &'w WhoRef>, depth: u8) -> bool {
        whos.any(|who| model.expand(who.who).into_iter().any(|actor| self.holds(model, actor, depth + 1)))
    }

    /// A care and safety house is the co-operation itself; a group is covered when all its organisations are.
    fn holds_party(&self, model: &Model, party: &Party, depth: u8) -> bool {
        if party.is(PartyKind::CareAndSafetyHouse) || telling_kinds(party).any(|kind| self.whole_kinds.contains(&kind)) {
            return true;
        }
        if is_unnamed_group(party) {
            return telling_kinds(party).any(|kind| self.kinds.contains(&kind));
        }
        let members: Vec<Actor> = model.seats(party.id).flat_map(|seat| model.expand(seat.who)).collect();
        !members.is_empty() && members.into_iter().all(|actor| self.holds(model, actor, depth + 1))
    }
}

/// The kinds that tell something: not that it is a group, or any other.
fn telling_kinds(party: &Party) -> impl Iterator<Item = PartyKind> {
    party.kinds.items().copied().filter(|kind| !matches!(kind, PartyKind::Group | PartyKind::Other))
}

/// Whether a text names a group without its organisations.
pub fn is_unnamed_group(party: &Party) -> bool {
    party.is(PartyKind::Group) && !party.members.has_items()
}

/// Agreements that may hold an arrangement which the model doesn't show.
#[derive(Debug)]
pub struct Backgrounds<'m> {
    model: &'m Model,
    steered: FxHashMap<EntityId, EntityId>,
    party_to: FxHashMap<EntityId, Vec<&'m Agreement>>,
}

impl<'m> Backgrounds<'m> {
    /// Reads the agreements in force of a model.
    pub fn new(model: &'m Model) -> Self {
        let mut known = Self { model, steered: FxHashMap::default(), party_to: FxHashMap::default() };
        let facts = model.bodies.iter().map(|b| &b.steers).chain(model.roles.iter().map(|r| &r.steers));
        for statement in facts.flat_map(|fact| fact.given()) {
            let agreement = statement.0.basis.iter().filter_map(|c| c.target).find(|id| known.is_in_force(*id));
            let whos = statement.1.iter().filter_map(|who| entity(who.who));
            known.steered.extend(agreement.into_iter().flat_map(|agreement| whos.clone().map(move |who| (who, agreement))));
        }
        for agreement in model.agreements.iter().filter(|a| model.in_force(a.id)) {
            for party in agreement.parties.items().filter_map(|who| entity(who.who)) {
                known.party_to.entry(party).or_default().push(agreement);
            }
        }
        known
    }

    fn is_in_force(&self, id: EntityId) -> bool {
        self.model.agreement(id).is_some() && self.model.in_force(id)
    }

    /// The agreement that may hold the arrangement for a table or ladder: the one that makes it, that an organisation at
    /// it works under, or to which all organisations at it are parties.
    pub fn behind(&self, id: EntityId, hearers: &[Hearer]) -> Option<EntityId> {
        let block = self.model.entity(id);
        let cited = block.laid_down_in.items().chain(&block.basis).filter_map(|c| c.target).find(|id| self.is_in_force(*id));
        let parties: Vec<EntityId> = hearers.iter().filter_map(|h| entity(h.who)).filter(|id| self.model.party(*id).is_some()).collect();
        cited.or_else(|| parties.iter().find_map(|party| self.steered.get(party)).copied()).or_else(|| self.common(&parties))
    }

    fn common(&self, parties: &[EntityId]) -> Option<EntityId> {
        let candidates = self.party_to.get(parties.first()?)?;
        let all = |agreement: &&&Agreement| parties.iter().all(|party| agreement.parties.items().any(|who| who.who == Who::Entity(*party)));
        candidates.iter().take(AGREEMENTS_AT_MOST).find(all).map(|agreement| agreement.id)
    }
}

fn entity(who: Who) -> Option<EntityId> {
    match who {
        Who::Entity(id) => Some(id),
        _ => None,
    }
}
