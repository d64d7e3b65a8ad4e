//! The model: what the texts arrange, with names looked up and time applied.
//!
//! Facts only: it says what is stated, where, and when; what may be decided on that ground is the business of
//! [`crate::competence`], and what is amiss that of [`crate::rules`].

pub mod articles;
mod build;
pub mod fact;
mod hierarchy;
pub mod money;
mod parties;
pub mod parts;
pub mod presence;
pub mod refs;
mod resolve;
pub mod scenario;
mod sets;
pub mod sharing;
mod texts;
mod time;
pub mod wgs;

pub use build::build;

use jiff::civil::Date;

use crate::syntax::tree::Period;
use crate::syntax::vocabulary::{BlockKind, Key, Status};
use crate::text::Place;
use fact::OpenPoint;
use parts::{
    Acceptance, Agreement, Area, Body, Cost, DataSharing, Document, Entity, Escalation, Grant, Law, Means, Municipality, Override, Party, Power,
    Region, Role, Route, Topic,
};
use refs::{CitedAt, EntityId, Mention};
use scenario::Scenario;

/// Everything that one set of texts arranges, together with the national library.
#[derive(Debug, Default)]
pub struct Model {
    /// The date on which questions are asked.
    pub on: Date,
    /// Every declared thing; the library first.
    pub entities: Vec<Entity>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Areas.
    pub areas: Vec<Area>,
    /// Municipalities.
    pub municipalities: Vec<Municipality>,
    /// Parties.
    pub parties: Vec<Party>,
    /// Offices of the library.
    pub offices: Vec<Party>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Tables.
    pub bodies: Vec<Body>,
    /// Functions.
    pub roles: Vec<Role>,
    /// Topics.
    pub topics: Vec<Topic>,
    /// Powers.
    pub powers: Vec<Power>,
    /// Mandates, delegations, powers of attorney and authorisations.
    pub grants: Vec<Grant>,
    /// Routes.
    pub routes: Vec<Route>,
    /// Ladders of escalation.
    pub escalations: Vec<Escalation>,
    /// Powers to break a deadlock.
    pub overrides: Vec<Override>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Arrangements to share data.
    pub data_sharings: Vec<DataSharing>,
    /// Means.
    pub means: Vec<Means>,
    /// Costs.
    pub costs: Vec<Cost>,
    /// Laws.
    pub laws: Vec<Law>,
    /// Scenario tests, by their block.
    pub scenarios: Vec<Scenario>,
    /// Accepted findings.
    pub acceptances: Vec<Acceptance>,
    /// Everything that is still to be arranged.
    pub open_points: Vec<OpenItem>,
    /// Statements of one property that contradict each other.
    pub rivals: Vec<Rival>,
    /// What went wrong in looking names up.
    pub name_problems: Vec<NameProblem>,
    /// Every name that was looked up, in order of place within a text.
    pub references: Vec<Mention>,
    /// Every citation in the texts of the region, in order of place within a text.
    pub citations: Vec<CitedAt>,
    /// Words between quotes in the texts of the region.
    pub wordings: Vec<Wording>,
    index: resolve::Index,
    members: sets::Members,
}

/// A property that is still to be arranged.
#[derive(Clone, Debug)]
pub struct OpenItem {
    /// The block.
    pub of: EntityId,
    /// The property.
    pub key: Key,
    /// The open point.
    pub point: OpenPoint,
    /// The whole property.
    pub place: Place,
}

/// Two or more statements of one property that differ.
#[derive(Clone, Debug)]
pub struct Rival {
    /// The block.
    pub of: EntityId,
    /// The property.
    pub key: Key,
    /// The places of the statements, in order.
    pub places: Vec<Place>,
    /// The first of them that says something else than the first.
    pub other: Place,
}

/// Words between quotes: a title, or the value of a property.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// The block.
    pub of: EntityId,
    /// The property; `None` for a title.
    pub key: Option<Key>,
    /// The words, without the quotes.
    pub place: Place,
}

/// A name that could not be looked up, or not as it should.
#[derive(Clone, Debug)]
pub struct NameProblem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub kind: NameProblemKind,
}

/// What can be wrong with a name.
#[derive(Clone, Debug)]
pub enum NameProblemKind {
    /// Nothing is declared under this name.
    Unknown {
        /// The name.
        name: String,
        /// The name that was probably meant.
        meant: Option<String>,
    },
    /// The name stands for a thing of another kind.
    WrongKind {
        /// The name.
        name: String,
        /// What it is.
        is: BlockKind,
        /// What is wanted.
        wanted: &'static [BlockKind],
        /// The property in which it stands.
        key: Key,
        /// Where the thing is declared.
        declared: Place,
    },
    /// The name is declared twice.
    Duplicate {
        /// The name.
        name: String,
        /// The first declaration.
        first: Place,
    },
    /// An organ that the law doesn't know.
    NoSuchOrgan {
        /// As written.
        words: String,
    },
    /// An office without a municipality, outside a seat.
    NoPlace {
        /// The office.
        office: &'static str,
    },
    /// `elke gemeente` where the model holds several regions.
    WhichRegion,
    /// `elke gemeente` where the model holds no region; told at the first place only.
    NoRegion,
    /// `per subregio` where no area of that kind is declared.
    NoSuchArea {
        /// The kind of area.
        kind: String,
        /// The kind that was probably meant.
        meant: Option<String>,
    },
    /// Something after `uit` that no money comes out of.
    NotMeans {
        /// As written.
        words: String,
        /// Where it is declared.
        declared: Option<Place>,
    },
    /// A law, office or municipality of the library that the region declares again.
    Restated {
        /// The name.
        name: String,
        /// What it is.
        kind: BlockKind,
    },
}

impl Model {
    /// A declared thing.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// Its name.
    pub fn name(&self, id: EntityId) -> &str {
        &self.entity(id).name
    }

    /// The thing with this name, as a text of the region would look it up.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        self.index.find(name, false)
    }

    /// The thing of the library with this name.
    pub fn find_in_library(&self, name: &str) -> Option<EntityId> {
        self.index.find(name, true)
    }

    /// Whether a thing holds on the date of the model.
    pub fn in_force(&self, id: EntityId) -> bool {
        self.in_force_on(id, self.on)
    }

    /// Whether a thing holds on a date.
    pub fn in_force_on(&self, id: EntityId, on: Date) -> bool {
        self.validity(id).holds(on) && !self.is_given_up(id)
    }

    /// Whether a text is stated to have lapsed or to be terminated, and nowhere stated otherwise.
    pub fn is_given_up(&self, id: EntityId) -> bool {
        let ended = |status: &Status| matches!(status, Status::Lapsed | Status::Terminated);
        self.text_status(id).is_some_and(|status| status.is_given() && status.values().all(ended))
    }

    /// When a thing holds: the period that is stated, or those that follow each other as far as they have begun. Of
    /// periods that contradict each other the first counts.
    pub fn validity(&self, id: EntityId) -> Period {
        let stated = &self.entity(id).valid;
        let first = stated.value().copied().unwrap_or_default();
        if stated.statements().len() < 2 {
            return first;
        }
        let mut periods: Vec<Period> = stated.values().copied().collect();
        periods.sort_by_key(|period| period.from);
        if !periods.windows(2).all(|pair| pair[0].is_followed_by(pair[1])) {
            return first;
        }
        let joined = periods.into_iter().reduce(|period, next| match next.from {
            from if from == period.until => Period { from: period.from, until: next.until },
            Some(from) if from <= self.on => next,
            _ => period,
        });
        joined.unwrap_or(first)
    }

    /// Whether a thing has ended on the date of the model.
    pub fn has_ended(&self, id: EntityId) -> bool {
        self.is_given_up(id) || self.validity(id).until.is_some_and(|until| until <= self.on)
    }

    /// Whether the region (not the library) declares a thing.
    pub fn is_regional(&self, id: EntityId) -> bool {
        !self.entity(id).library
    }
}

/// Typed access to the things of one kind by their number.
macro_rules! access {
    ($($(#[$doc:meta])* $method:ident: $kind:pat => $list:ident, $part:ty;)+) => {
        impl Model {
            $($(#[$doc])*
            pub fn $method(&self, id: EntityId) -> Option<&$part> {
                let entity = self.entity(id);
                matches!(entity.kind, $kind).then(|| &self.$list[entity.index as usize])
            })+
        }
    };
}

access! {
    /// The region with this number, if it is one.
    region: BlockKind::Region => regions, Region;
    /// The area with this number, if it is one.
    area: BlockKind::Area => areas, Area;
    /// The municipality with this number, if it is one.
    municipality: BlockKind::Municipality => municipalities, Municipality;
    /// The party of a region with this number, if it is one.
    party: BlockKind::Party => parties, Party;
    /// The office of the library with this number, if it is one.
    office: BlockKind::Office => offices, Party;
    /// The document with this number, if it is one.
    document: BlockKind::Document => documents, Document;
    /// The table with this number, if it is one.
    body: BlockKind::Body => bodies, Body;
    /// The function with this number, if it is one.
    role: BlockKind::Role => roles, Role;
    /// The topic with this number, if it is one.
    topic: BlockKind::Topic => topics, Topic;
    /// The power with this number, if it is one.
    power: BlockKind::Power => powers, Power;
    /// The mandate, delegation, power of attorney or authorisation with this number, if it is one.
    grant: BlockKind::Mandate | BlockKind::Delegation | BlockKind::PowerOfAttorney | BlockKind::Authorisation => grants, Grant;
    /// The route with this number, if it is one.
    route: BlockKind::Route => routes, Route;
    /// The ladder of escalation with this number, if it is one.
    escalation: BlockKind::Escalation => escalations, Escalation;
    /// The power to break a deadlock with this number, if it is one.
    override_power: BlockKind::Override => overrides, Override;
    /// The agreement with this number, if it is one.
    agreement: BlockKind::Agreement => agreements, Agreement;
    /// The arrangement to share data with this number, if it is one.
    data_sharing: BlockKind::DataSharing => data_sharings, DataSharing;
    /// The means with this number, if they are.
    means_of: BlockKind::Means => means, Means;
    /// The costs with this number, if they are.
    cost: BlockKind::Cost => costs, Cost;
    /// The law with this number, if it is one.
    law: BlockKind::Law => laws, Law;
}
