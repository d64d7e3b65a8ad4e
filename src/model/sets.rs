//! Sets of organs and parties, expanded over municipalities, areas and tables.

use rustc_hash::FxHashMap;

use super::Model;
use super::fact::Fact;
use super::parts::Region;
use super::refs::{Actor, EntityId, Ref, Scope, Seat, Who};
use crate::syntax;
use crate::syntax::tree::{self, WhoKind};
use crate::syntax::vocabulary::{BlockKind, SeatRole};

/// The municipalities of every set, worked out once.
#[derive(Debug, Default)]
pub struct Members {
    /// The municipality without a name that stands for `elke gemeente` where no region is declared.
    pub every: Option<EntityId>,
    region: Vec<EntityId>,
    nation: Vec<EntityId>,
    areas: FxHashMap<EntityId, Vec<EntityId>>,
}

impl Model {
    /// Works out the municipalities of every set.
    pub(super) fn set_members(&mut self) {
        let mut members = std::mem::take(&mut self.members);
        members.region = self.regions_in_force().flat_map(|r| self.existing(&r.municipalities)).collect();
        if members.region.is_empty() {
            members.region.extend(members.every);
        }
        members.nation = self.municipalities.iter().map(|m| m.id).filter(|id| Some(*id) != members.every && self.in_force(*id)).collect();
        for region in &self.regions {
            members.areas.insert(region.id, self.existing(&region.municipalities));
        }
        for area in &self.areas {
            members.areas.insert(area.id, self.existing(&area.municipalities));
        }
        for municipality in self.municipalities.iter().filter(|m| self.in_force(m.id)) {
            if let Some(area) = municipality.safety_region {
                members.areas.entry(area).or_default().push(municipality.id);
            }
        }
        self.members = members;
    }

    /// The municipalities of a list that exist on the date of the model; all of them, where none does.
    fn existing(&self, list: &Fact<Vec<Ref>>) -> Vec<EntityId> {
        let all = || list.items().map(|m| m.id);
        let existing: Vec<EntityId> = all().filter(|id| self.in_force(*id)).collect();
        if existing.is_empty() { all().collect() } else { existing }
    }

    /// The regions that hold on the date of the model: those that `elke gemeente` is about.
    pub fn regions_in_force(&self) -> impl Iterator<Item = &Region> {
        self.regions.iter().filter(|r| self.in_force(r.id))
    }

    /// The municipalities of a scope, in the order of the text.
    ///
    /// Without a region in the model, `elke gemeente` stands for one municipality without a name.
    pub fn municipalities_in<'m>(&'m self, scope: &'m Scope) -> &'m [EntityId] {
        match scope {
            Scope::One(id) => std::slice::from_ref(id),
            Scope::Region => &self.members.region,
            Scope::Nation => &self.members.nation,
            Scope::In(id) => self.members.areas.get(id).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The areas of a kind (`subregio`) that the region declares and that hold on the date of the model.
    pub fn areas_of_kind<'m>(&'m self, kind: &'m str) -> impl Iterator<Item = EntityId> + 'm {
        self.areas.iter().filter(move |a| a.kind.as_deref() == Some(kind) && self.is_regional(a.id) && self.in_force(a.id)).map(|a| a.id)
    }

    /// Every single organ, office or party that a [`Who`] stands for.
    ///
    /// A set of the library gives every municipality of the Netherlands; ask [`Model::contains`] where that will do.
    pub fn expand(&self, who: Who) -> Vec<Actor> {
        let mut actors = Vec::new();
        self.expand_into(who, &mut actors, 0);
        actors
    }

    fn expand_into(&self, who: Who, actors: &mut Vec<Actor>, depth: u8) {
        match who {
            Who::Entity(id) => actors.push(Actor { of: id, office: None }),
            Who::Office(office, scope) => actors.extend(self.municipalities_in(&scope).iter().map(|of| Actor { of: *of, office: Some(office) })),
            Who::Every(scope) => actors.extend(self.municipalities_in(&scope).iter().map(|of| Actor { of: *of, office: None })),
            Who::MembersOf(id) if depth < 4 => {
                for seat in self.seats(id).filter(|s| s.role.is_none()) {
                    self.expand_into(seat.who, actors, depth + 1);
                }
            }
            Who::SomeOffice(_) | Who::MembersOf(_) | Who::Unknown => {}
        }
    }

    /// The seats of a table, or the organisations of a group, that hold on the date of the model.
    pub fn seats(&self, id: EntityId) -> impl Iterator<Item = &Seat> {
        let members = self.body(id).map(|b| &b.members).or_else(|| self.party(id).map(|p| &p.members));
        members.into_iter().flat_map(|m| m.items()).filter(|seat| seat.valid.holds(self.on))
    }

    /// Whether a set holds an actor. A set of the library holds every municipality of the Netherlands.
    pub fn contains(&self, who: Who, actor: Actor) -> bool {
        match who {
            Who::Entity(id) => actor == Actor { of: id, office: None },
            Who::Office(office, scope) => actor.office == Some(office) && self.scope_holds(scope, actor.of),
            Who::Every(scope) => actor.office.is_none() && self.entity(actor.of).kind == BlockKind::Municipality && self.scope_holds(scope, actor.of),
            Who::MembersOf(_) => self.expand(who).contains(&actor),
            Who::SomeOffice(_) | Who::Unknown => false,
        }
    }

    fn scope_holds(&self, scope: Scope, municipality: EntityId) -> bool {
        match scope {
            Scope::One(id) => id == municipality,
            Scope::Nation => self.entity(municipality).kind == BlockKind::Municipality,
            Scope::Region | Scope::In(_) => self.municipalities_in(&scope).contains(&municipality),
        }
    }

    /// Whether the first set surely holds every member of the second.
    pub fn covers(&self, wide: Who, narrow: Who) -> bool {
        if wide == narrow {
            return true;
        }
        match (wide, narrow) {
            (Who::Office(a, Scope::Nation), Who::Office(b, _)) => a == b,
            (Who::Every(Scope::Nation), Who::Every(_)) => true,
            _ => {
                let members = self.expand(narrow);
                !members.is_empty() && members.into_iter().all(|actor| self.contains(wide, actor))
            }
        }
    }

    /// Whether a seat makes its holder take part in what the table settles: not an adviser, listener or guest.
    pub fn is_full_member(seat: &Seat) -> bool {
        !matches!(seat.role, Some(SeatRole::Adviser | SeatRole::Listener | SeatRole::Guest))
    }

    /// An actor as one writes it: `college van Aalten`, `Stamtafel`.
    pub fn say_actor(&self, actor: Actor) -> String {
        match actor.office {
            Some(office) => format!("{} van {}", office.word(), self.name(actor.of)),
            None => self.name(actor.of).to_owned(),
        }
    }

    /// A set as one writes it: `college van elke gemeente`.
    pub fn say(&self, who: Who) -> String {
        let scope = |scope: Scope| match scope {
            Scope::One(id) => self.name(id).to_owned(),
            Scope::In(id) => format!("elke gemeente in {}", self.name(id)),
            Scope::Region | Scope::Nation => "elke gemeente".to_owned(),
        };
        match who {
            Who::Entity(id) => self.name(id).to_owned(),
            Who::Office(office, place) => format!("{} van {}", office.word(), scope(place)),
            Who::SomeOffice(office) => office.word().to_owned(),
            Who::Every(Scope::One(id)) => self.name(id).to_owned(),
            Who::Every(place) => scope(place),
            Who::MembersOf(id) => format!("leden van {}", self.name(id)),
            Who::Unknown => "…".to_owned(),
        }
    }

    /// Who is meant by words outside a text, such as `college van Aalten` on the command line.
    pub fn who_in_words(&self, words: &str) -> Option<Who> {
        let parsed = syntax::parse_who(words)?;
        let name = |name: tree::Name| self.find(&words[name.span.range()]);
        let scope = |scope: tree::Scope| match scope {
            tree::Scope::Named(municipality) => name(municipality).map(Scope::One),
            tree::Scope::Every(Some(area)) => name(area).map(Scope::In),
            tree::Scope::Every(None) => Some(Scope::Region),
        };
        match parsed.kind {
            WhoKind::Named(named) => name(named).map(|id| if self.municipality(id).is_some() { Who::Every(Scope::One(id)) } else { Who::Entity(id) }),
            WhoKind::Office(office, place) => {
                place.map_or(Some(Who::Office(office, Scope::Region)), |place| scope(place).map(|s| Who::Office(office, s)))
            }
            WhoKind::Every(area) => scope(tree::Scope::Every(area)).map(Who::Every),
            WhoKind::MembersOf(table) => name(table).map(Who::MembersOf),
            WhoKind::NoSuchOrgan => None,
        }
    }
}
