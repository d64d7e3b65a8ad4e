//! References whose names have been looked up: parties, organs, sets, citations, acts.

use jiff::civil::Date;

use crate::syntax::tree::{MunicipalOffice, PartKind, Period, Rhythm};
use crate::syntax::vocabulary::{Key, SeatRole};
use crate::text::Place;

/// The number of a declared thing within a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A name in a text and the thing that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ref {
    /// The thing.
    pub id: EntityId,
    /// Where the name stands.
    pub place: Place,
}

/// A name that was looked up, and where in the text it does its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The thing.
    pub id: EntityId,
    /// Where the name stands.
    pub place: Place,
    /// The block in which it stands.
    pub block: EntityId,
    /// The property in which it stands; `bron` for a source that ends another property.
    pub key: Key,
    /// The day of the act in which it stands.
    pub on: Option<Date>,
}

/// Which municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// One municipality.
    One(EntityId),
    /// Every municipality of a region or area.
    In(EntityId),
    /// Every municipality of the region of the model.
    Region,
    /// Every municipality of the Netherlands: what the library means by `elke gemeente`.
    Nation,
}

/// A party, an organ, an office or a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// A declared thing: a party, a table, a role, an office of the library, a municipality as legal person.
    Entity(EntityId),
    /// A municipal office in one or more municipalities.
    Office(MunicipalOffice, Scope),
    /// A municipal office without a place: one of the region or area, in a seat.
    SomeOffice(MunicipalOffice),
    /// Every municipality, as legal persons.
    Every(Scope),
    /// The members of a table.
    MembersOf(EntityId),
    /// Something that could not be looked up; the finding on that has been made.
    Unknown,
}

/// A [`Who`] with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhoRef {
    /// Who.
    pub who: Who,
    /// Where it stands.
    pub place: Place,
}

/// One holder or one actor: an office of one municipality, or a declared thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Actor {
    /// The municipality, or the thing itself.
    pub of: EntityId,
    /// The office; `None` for the thing itself.
    pub office: Option<MunicipalOffice>,
}

/// A seat at a table.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who sits there.
    pub who: Who,
    /// How many per unit.
    pub number: Option<u32>,
    /// The kind of area that each has this seat: `subregio`.
    pub per: Option<Box<str>>,
    /// Where that kind stands.
    pub per_place: Option<Place>,
    /// On whose behalf.
    pub on_behalf: Option<WhoRef>,
    /// Adviser, listener or guest; `None` for a full member.
    pub role: Option<SeatRole>,
    /// The mandate or article that the seat rests on.
    pub basis: Option<Citation>,
    /// When the seat holds.
    pub valid: Period,
    /// Where it stands.
    pub place: Place,
}

/// A citation whose text has been looked up.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The law, document or agreement; `None` where its name is unknown.
    pub target: Option<EntityId>,
    /// The place in it.
    pub parts: Box<[Part]>,
    /// Where the citation stands.
    pub place: Place,
}

/// One part of a place in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Part {
    /// Article, paragraph, item, …
    pub kind: PartKind,
    /// Its number or letter.
    pub number: Box<str>,
}

/// Whether a place lies within another, or is the same.
pub fn lies_within(place: &[Part], wide: &[Part]) -> bool {
    place.len() >= wide.len() && place.iter().zip(wide).all(|(a, b)| a.kind == b.kind && a.number.eq_ignore_ascii_case(&b.number))
}

/// A place as one writes it: `art. 1 lid 4 onder b`.
pub fn say_place(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("{} {}", part.kind.word(), part.number)).collect();
    parts.join(" ")
}

impl Citation {
    /// The number of its part of a kind.
    pub fn part(&self, kind: PartKind) -> Option<&str> {
        self.parts.iter().find(|p| p.kind == kind).map(|p| &*p.number)
    }

    /// Whether the place cited lies within another place, or is that place: `art. 7:1 lid 2` lies within `art. 7:1`.
    pub fn lies_within(&self, wide: &[Part]) -> bool {
        lies_within(&self.parts, wide)
    }

    /// The article.
    pub fn article(&self) -> Option<&str> {
        self.part(PartKind::Article)
    }
}

/// A citation in a text of the region, with where it stands.
#[derive(Clone, Debug)]
pub struct CitedAt {
    /// The citation.
    pub citation: Citation,
    /// The block.
    pub of: EntityId,
    /// The property in which it stands; `bron` for a source that ends another property.
    pub key: Key,
    /// The day of the act in which it stands.
    pub on: Option<Date>,
}

impl CitedAt {
    /// Whether the block or the property rests on what is cited.
    pub fn is_ground(&self) -> bool {
        !matches!(self.key, Key::Source | Key::WithoutPrejudice)
    }
}

/// An act: who did it, on whose behalf, when.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// By whom, each with on whose behalf.
    pub by: Vec<ActBy>,
    /// Out of which means, or which candidates.
    pub out_of: Vec<WhoRef>,
    /// On whose behalf the whole act is.
    pub on_behalf: Vec<WhoRef>,
    /// The day.
    pub on: Option<Date>,
    /// How often it recurs.
    pub every: Option<Rhythm>,
    /// Whether an event calls for it.
    pub event: bool,
}

/// Who acts, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct ActBy {
    /// Who acts.
    pub who: WhoRef,
    /// For whom.
    pub on_behalf: Option<WhoRef>,
}
