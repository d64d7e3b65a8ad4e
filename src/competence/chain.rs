//! The ground of an answer: from the holder of a power to who uses it.

use crate::model::refs::{Actor, EntityId};

/// How an actor comes to use a power.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The holder whose power is used.
    pub principal: Actor,
    /// Why the first of the chain holds it.
    pub title: Title,
    /// The grants from the holder to the actor, in order.
    pub links: Vec<Link>,
    /// What is amiss in the chain.
    pub defects: Vec<Defect>,
}

/// Why the first of a chain holds a power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// By law, or by the arrangement that gives it.
    Own,
    /// Every member of this table holds it, and all agree.
    AllMembers(EntityId),
}

/// One grant in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The grant.
    pub grant: EntityId,
    /// Who passes the power.
    pub from: Actor,
    /// To whom.
    pub to: Actor,
}

/// What can be amiss in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// A sub-mandate under a mandate that doesn't allow it (Awb 10:9).
    SubMandateNotAllowed {
        /// The mandate that doesn't allow it.
        under: EntityId,
        /// The sub-mandate.
        grant: EntityId,
    },
    /// A mandate that the law or the region's text keeps from who received it (Awb 10:3).
    MayNotBeMandated {
        /// The mandate.
        grant: EntityId,
    },
}

impl Chain {
    /// The chain of a holder itself.
    pub const fn own(holder: Actor) -> Self {
        Self { principal: holder, title: Title::Own, links: Vec::new(), defects: Vec::new() }
    }
}
