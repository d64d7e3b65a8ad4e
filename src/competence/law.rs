//! What the national library knows of an article: which powers and which tables rest on it.

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::refs::{Citation, EntityId, Part};
use crate::syntax::tree::PartKind;

/// Statutory powers and tables by the law and article that they rest on.
#[derive(Debug, Default)]
pub struct StatutoryPowers {
    powers: FxHashMap<(EntityId, Box<str>), Vec<EntityId>>,
    tables: FxHashMap<(EntityId, Box<str>), EntityId>,
}

impl StatutoryPowers {
    /// Reads the library.
    pub fn new(model: &Model) -> Self {
        let mut known = Self::default();
        for (law, article, id) in model.powers.iter().filter(|p| !model.is_regional(p.id)).flat_map(|p| keys(model, p.id)) {
            let powers: &mut Vec<EntityId> = known.powers.entry((law, article)).or_default();
            if !powers.contains(&id) {
                powers.push(id);
            }
        }
        for (law, article, id) in model.bodies.iter().filter(|b| !model.is_regional(b.id)).flat_map(|b| keys(model, b.id)) {
            known.tables.insert((law, article), id);
        }
        known
    }

    /// The one statutory power that cites the same article as a power of the region, no more precisely than it does.
    pub fn twin(&self, model: &Model, power: EntityId) -> Option<EntityId> {
        let cited = &model.entity(power).basis;
        let mut twins = cited.iter().flat_map(|citation| {
            let key = citation.target.zip(citation.article()).map(|(law, article)| (law, Box::from(article)));
            let candidates = key.and_then(|key| self.powers.get(&key)).map(Vec::as_slice).unwrap_or_default();
            candidates
                .iter()
                .copied()
                .filter(|id| model.entity(*id).basis.iter().any(|own| own.target == citation.target && begins(&citation.parts, &own.parts)))
        });
        let first = twins.next()?;
        twins.all(|other| other == first).then_some(first)
    }

    /// Whether the article only prescribes that people confer (Wvggz 8:31, Politiewet 13).
    pub fn is_ground_of_talk(&self, model: &Model, citation: &Citation) -> bool {
        self.statutory_table(citation).is_some_and(|table| model.body(table).is_some_and(|b| !b.decides.is_given()))
    }

    /// The statutory table that rests on the article of a citation.
    pub fn statutory_table(&self, citation: &Citation) -> Option<EntityId> {
        let key = (citation.target?, Box::from(citation.article()?));
        self.tables.get(&key).copied()
    }

    /// The statutory powers that rest on the article of a citation.
    pub fn powers(&self, citation: &Citation) -> &[EntityId] {
        let key = citation.target.zip(citation.article()).map(|(law, article)| (law, Box::from(article)));
        key.and_then(|key| self.powers.get(&key)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a statutory power rests on the article of a citation.
    pub fn gives_power(&self, citation: &Citation) -> bool {
        !self.powers(citation).is_empty()
    }
}

fn keys(model: &Model, id: EntityId) -> Vec<(EntityId, Box<str>, EntityId)> {
    let basis = model.entity(id).basis.iter();
    basis.filter_map(|c| Some((c.target?, Box::from(c.article()?), id))).collect()
}

/// Whether a place starts with the parts of another: `art. 7:1 lid 2` lies within `art. 7:1`.
pub fn begins(place: &[Part], start: &[Part]) -> bool {
    let same = |a: &Part, b: &Part| a.kind == b.kind && a.number.eq_ignore_ascii_case(&b.number);
    let number = |parts: &[Part], kind: PartKind| parts.iter().position(|p| p.kind == kind);
    number(start, PartKind::Article).is_some() && place.len() >= start.len() && place.iter().zip(start).all(|(a, b)| same(a, b))
}
