//! What the national library knows of an article: which powers and which tables rest on it.

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::parts::Mandatable;
use crate::model::refs::{Citation, EntityId, Part, WhoRef};
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

    /// The one statutory power that cites the same article as a power of the region.
    ///
    /// The region may cite a paragraph of it, or the bare article; then every statutory power on that article must have
    /// the same limits. A citation of another paragraph, or of a part that holds more, is of no particular power.
    pub fn twin(&self, model: &Model, power: EntityId) -> Option<EntityId> {
        let cited = &model.entity(power).basis;
        let twins: Vec<EntityId> = cited.iter().flat_map(|citation| self.on(citation).filter(|id| rests_on(model, *id, citation))).collect();
        let first = *twins.first()?;
        let agree = |id: &EntityId| *id == first || (limits(model, *id).is_some() && limits(model, *id) == limits(model, first));
        twins.iter().all(agree).then_some(first)
    }

    /// The statutory powers on the article of a citation.
    fn on(&self, citation: &Citation) -> impl Iterator<Item = EntityId> {
        let key = citation.target.zip(citation.article()).map(|(law, article)| (law, Box::from(article)));
        key.and_then(|key| self.powers.get(&key)).into_iter().flatten().copied()
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

/// Whether a statutory power rests on what a citation names: the same place, a wider one, or the bare article.
fn rests_on(model: &Model, power: EntityId, citation: &Citation) -> bool {
    let bare = citation.parts.len() == 1;
    model.entity(power).basis.iter().any(|own| {
        let same_article = own.target == citation.target && own.article() == citation.article();
        same_article && (bare || begins(&citation.parts, &own.parts))
    })
}

/// What the law says on passing a power on: mandate, transfer, sub-mandate, in words that can be compared.
fn limits(model: &Model, power: EntityId) -> Option<String> {
    let power = model.power(power)?;
    let to = |whos: &[WhoRef]| whos.iter().map(|w| model.say(w.who)).collect::<Vec<_>>();
    let mandate: Vec<String> = power
        .mandatable
        .values()
        .map(|m| match m {
            Mandatable::Yes => "ja".to_owned(),
            Mandatable::OnlyTo(whos) => format!("alleen aan {:?}", to(whos)),
            Mandatable::NotTo(whos) => format!("niet aan {:?}", to(whos)),
        })
        .collect();
    let holder: Vec<String> = power.holder.items().map(|w| model.say(w.who)).collect();
    Some(format!("{holder:?} {mandate:?} {} {} {}", power.mandatable.is_absent(), power.transferable.is_absent(), power.sub_mandate.is_absent()))
}

/// Whether a place starts with the parts of another: `art. 7:1 lid 2` lies within `art. 7:1`.
pub fn begins(place: &[Part], start: &[Part]) -> bool {
    let same = |a: &Part, b: &Part| a.kind == b.kind && a.number.eq_ignore_ascii_case(&b.number);
    let number = |parts: &[Part], kind: PartKind| parts.iter().position(|p| p.kind == kind);
    number(start, PartKind::Article).is_some() && place.len() >= start.len() && place.iter().zip(start).all(|(a, b)| same(a, b))
}
