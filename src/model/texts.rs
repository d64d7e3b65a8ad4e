//! Documents and agreements: how far they have come, from which day they date, and what rests on them.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::Model;
use super::fact::Fact;
use super::parts::Agreement;
use super::refs::{Act, CitedAt, EntityId};
use crate::syntax::vocabulary::{AgreementKind, BlockKind, Status};

impl Model {
    /// What a document or agreement says of its own status.
    pub fn text_status(&self, id: EntityId) -> Option<&Fact<Status>> {
        self.document(id).map(|d| &d.status).or_else(|| self.agreement(id).map(|a| &a.status))
    }

    /// The furthest status that a document or agreement is said to have; a later stage outweighs an earlier one.
    pub fn furthest_status(&self, id: EntityId) -> Option<Status> {
        self.text_status(id)?.values().copied().max()
    }

    /// The last day on which a document or agreement was adopted or signed, or else the day from which it holds.
    pub fn text_date(&self, id: EntityId) -> Option<Date> {
        let acts: Vec<&Fact<Act>> = match (self.document(id), self.agreement(id)) {
            (Some(document), _) => vec![&document.adoption],
            (_, Some(agreement)) => vec![&agreement.adoption, &agreement.signature],
            _ => return None,
        };
        let made = acts.into_iter().flat_map(Fact::values).filter_map(|act| act.on).max();
        made.or_else(|| self.validity(id).from)
    }

    /// Whether a text still counts: it has not ended, and is not said to be terminated or to have lapsed.
    pub fn text_counts(&self, id: EntityId) -> bool {
        !self.has_ended(id) && !matches!(self.furthest_status(id), Some(Status::Terminated | Status::Lapsed))
    }

    /// Whether an agreement is said to exist, and nothing is told of its making, its dates or its clauses: what the text
    /// leaves out may well stand in the agreement itself.
    pub fn is_only_mentioned(&self, agreement: &Agreement) -> bool {
        let acts = [&agreement.college_decision, &agreement.adoption, &agreement.signature, &agreement.announcement, &agreement.evaluation];
        let councils = [&agreement.permission, &agreement.views, &agreement.wishes];
        acts.into_iter().chain(councils).all(Fact::is_unstated)
            && agreement.status.is_unstated()
            && agreement.provides_for.is_unstated()
            && self.entity(agreement.id).valid.is_unstated()
    }

    /// What rests on each document and agreement (`vastgelegd in`, `krachtens`), as far as it is in force.
    pub fn resting_on_texts(&self) -> FxHashMap<EntityId, Vec<&CitedAt>> {
        let mut resting: FxHashMap<EntityId, Vec<&CitedAt>> = FxHashMap::default();
        for cited in self.citations.iter().filter(|c| c.is_ground() && self.in_force(c.of)) {
            let Some(text) = cited.citation.target.filter(|id| matches!(self.entity(*id).kind, BlockKind::Document | BlockKind::Agreement)) else {
                continue;
            };
            if !matches!(self.entity(cited.of).kind, BlockKind::Document | BlockKind::Agreement | BlockKind::Region | BlockKind::Area) {
                resting.entry(text).or_default().push(cited);
            }
        }
        resting
    }
}

impl Agreement {
    /// Whether it is of a kind.
    pub fn is(&self, kind: AgreementKind) -> bool {
        self.kind.items().any(|k| *k == kind)
    }

    /// Whether it is a joint arrangement of the Wgr, in any of its forms.
    pub fn is_joint_arrangement(&self) -> bool {
        use AgreementKind::{CentralMunicipality, JointOrgan, LightArrangement, OperationalBody, PublicBody};
        self.kind.items().any(|kind| matches!(kind, CentralMunicipality | PublicBody | JointOrgan | OperationalBody | LightArrangement))
    }
}
