//! Scenario tests: what a region expects of its own text. What holds is judged in [`crate::views::scenario`].

use jiff::civil::Date;

use super::refs::{EntityId, WhoRef};
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::DataCategory;
use crate::text::Place;

/// A scenario test (`proef`).
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Itself; its name is what it says it shows.
    pub id: EntityId,
    /// Its own date; without one the date of the run counts.
    pub on: Option<Date>,
    /// What it expects, in the order of the text.
    pub expectations: Vec<Expectation>,
}

/// One `verwacht`.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The whole property.
    pub place: Place,
    /// Whether the contrary is expected (`niet`, `geen`).
    pub negated: bool,
    /// Whether these and nobody else are expected (`alleen`).
    pub only: bool,
    /// What must hold; nothing where a name or a form could not be read, which is told as a mistake of its own.
    pub claim: Option<Claim>,
}

/// The statements that a scenario can make.
#[derive(Clone, Debug)]
pub enum Claim {
    /// Somebody may use a power, up to an amount, for topics.
    Competent {
        /// Who.
        whos: Vec<WhoRef>,
        /// Which power.
        power: EntityId,
        /// Up to how much.
        up_to: Option<Quantity>,
        /// For which topics.
        topics: Vec<EntityId>,
    },
    /// Somebody can break a deadlock over others.
    Overrides {
        /// Who.
        whos: Vec<WhoRef>,
        /// Over whom.
        over: Vec<WhoRef>,
        /// For which ladders or topics.
        topics: Vec<EntityId>,
    },
    /// A topic is decided by somebody.
    DecidedBy {
        /// The topic.
        topic: EntityId,
        /// By whom.
        whos: Vec<WhoRef>,
    },
    /// Data may flow.
    Shares {
        /// From whom.
        whos: Vec<WhoRef>,
        /// Which category.
        category: DataCategory,
        /// To whom.
        with: Vec<WhoRef>,
        /// For which topics or ladders.
        topics: Vec<EntityId>,
    },
    /// A cost is covered, until a day.
    Covered {
        /// The cost.
        cost: EntityId,
        /// Until when.
        until: Option<Date>,
    },
}
