//! What counts for the checklist of one region: its tables with their level and side, its texts, its partners.

use rustc_hash::{FxHashMap, FxHashSet};

use super::sides::{self, Sides};
use crate::competence::Competence;
use crate::model::Model;
use crate::model::fact::Fact;
use crate::model::parts::{Agreement, Body, Document, Party, Route, Step};
use crate::model::refs::{Act, Actor, EntityId, Scope, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice::{Alderman, College, Council, Mayor};
use crate::syntax::vocabulary::{AgreementKind, BlockKind, Casework, DocumentKind, Key, Level, PartyKind, Status};
use crate::text::Place;

/// So many organisations of one set are looked at: more than any table seats.
const PARTNERS_AT_MOST: usize = 200;

/// A table in force, with its level and the sides of its members.
#[derive(Clone, Copy, Debug)]
pub struct Table<'c> {
    /// The table.
    pub body: &'c Body,
    /// Its level, as stated or as who sits there shows.
    pub level: Option<Level>,
    /// The sides of its members.
    pub sides: Sides,
}

/// The model as the checklist of one region sees it.
#[derive(Debug)]
pub struct Facts<'c> {
    /// The model.
    pub model: &'c Model,
    /// Who may decide what.
    pub competence: &'c Competence<'c>,
    /// The region.
    region: Option<EntityId>,
    /// The blocks of other regions.
    elsewhere: FxHashSet<EntityId>,
    tables: Vec<Table<'c>>,
    /// Where each table stands among them.
    at: FxHashMap<EntityId, usize>,
}

impl<'c> Facts<'c> {
    /// What counts for a region.
    pub fn new(model: &'c Model, competence: &'c Competence<'c>, region: Option<EntityId>, elsewhere: FxHashSet<EntityId>) -> Self {
        let mut facts = Self { model, competence, region, elsewhere, tables: Vec::new(), at: FxHashMap::default() };
        facts.tables = model
            .bodies
            .iter()
            .filter(|body| facts.counts(body.id))
            .map(|body| Table { body, level: level(model, body), sides: sides::of_table(model, body) })
            .collect();
        facts.at = facts.tables.iter().enumerate().map(|(at, table)| (table.body.id, at)).collect();
        facts
    }

    /// Whether something of the region itself is in force.
    pub fn counts(&self, id: EntityId) -> bool {
        self.model.is_regional(id) && self.model.in_force(id) && !self.elsewhere.contains(&id)
    }

    /// Whether something is of the region, in force or not.
    pub fn is_own(&self, id: EntityId) -> bool {
        self.model.is_regional(id) && !self.elsewhere.contains(&id)
    }

    /// Where the name of something stands.
    pub fn name_place(&self, id: EntityId) -> Place {
        self.model.entity(id).name_place
    }

    /// The name of something.
    pub fn name(&self, id: EntityId) -> &'c str {
        self.model.name(id)
    }

    // ------------------------------------------------------------------------------------------------- tables

    /// The tables in force.
    pub fn tables(&self) -> &[Table<'c>] {
        &self.tables
    }

    /// The tables on a level.
    pub fn at(&self, level: Level) -> impl Iterator<Item = &Table<'c>> {
        self.tables.iter().filter(move |table| table.level == Some(level))
    }

    /// The table in force that somebody is, or of whose members is spoken.
    pub fn table(&self, who: Who) -> Option<&Table<'c>> {
        match who {
            Who::Entity(id) | Who::MembersOf(id) => self.tables.get(*self.at.get(&id)?),
            _ => None,
        }
    }

    /// The level of a table that somebody is, or of whose members is spoken.
    pub fn level_of(&self, who: Who) -> Option<Level> {
        self.table(who)?.level
    }

    /// Where a table was set up: instituted or commissioned by another, laid down in a text, or asked by law; and whether
    /// that text is more than a draft.
    pub fn set_up(&self, body: &Body) -> Option<(Place, bool)> {
        let entity = self.model.entity(body.id);
        let act = [&body.instalment, &body.assignment].into_iter().find_map(|acts| self.commissioned(acts, body.id));
        let by_law = |id: EntityId| self.model.law(id).is_some();
        let law = entity.basis.iter().find(|citation| citation.target.is_none_or(by_law)).map(|citation| citation.place);
        let texts: Vec<(Place, bool)> =
            entity.laid_down_in.items().chain(&entity.basis).filter_map(|c| Some((c.place, self.is_firm(c.target)?))).collect();
        let firm = texts.iter().find(|(_, firm)| *firm).map(|(place, _)| *place);
        act.or(law).or(firm).map(|place| (place, true)).or_else(|| texts.first().copied())
    }

    /// Whether a text of the region binds; `None` for a norm or a power, which set nothing up.
    fn is_firm(&self, text: Option<EntityId>) -> Option<bool> {
        let Some(id) = text else { return Some(true) };
        let document = self.model.document(id).filter(|document| self.model.is_regional(document.id));
        self.model.agreement(id).map(|agreement| self.is_binding(agreement)).or_else(|| document.map(|document| self.is_adopted(document)))
    }

    /// Where somebody else who can decide did an act.
    pub fn commissioned(&self, acts: &Fact<Act>, of: EntityId) -> Option<Place> {
        let competent = |act: &Act| act.by.iter().any(|by| by.who.who != Who::Entity(of) && self.competence.can_decide(by.who.who, &[]));
        acts.given().find(|(_, act)| competent(act)).map(|(statement, _)| statement.place)
    }

    // ------------------------------------------------------------------------------------------------- texts

    /// The documents of one of these kinds.
    pub fn documents<'k>(&'k self, kinds: &'k [DocumentKind]) -> impl Iterator<Item = &'c Document> + use<'c, 'k> {
        let all = self.model.documents.iter().filter(|document| self.counts(document.id));
        all.filter(move |document| document.kind.items().any(|kind| kinds.contains(kind)))
    }

    /// Whether a document is more than a draft.
    pub fn is_adopted(&self, document: &Document) -> bool {
        match self.model.furthest_status(document.id) {
            Some(status) => status > Status::Draft,
            None => document.adoption.is_given(),
        }
    }

    /// The agreements in force.
    pub fn agreements(&self) -> impl Iterator<Item = &'c Agreement> + use<'c, '_> {
        self.model.agreements.iter().filter(|agreement| self.counts(agreement.id))
    }

    /// Whether an agreement binds its parties: signed, or a joint arrangement that was adopted.
    pub fn is_binding(&self, agreement: &Agreement) -> bool {
        let status = self.model.furthest_status(agreement.id);
        let adopted = agreement.is_joint_arrangement() && (status == Some(Status::Adopted) || agreement.adoption.is_given());
        status == Some(Status::Signed) || adopted || agreement.signature.is_given() && status != Some(Status::Draft)
    }

    /// Whether an agreement is one on delivering something.
    pub fn is_on_services(agreement: &Agreement) -> bool {
        agreement.is(AgreementKind::Service)
    }

    // ------------------------------------------------------------------------------------------------- routes

    /// The routes in force.
    pub fn routes(&self) -> impl Iterator<Item = &'c Route> + use<'c, '_> {
        self.model.routes.iter().filter(|route| self.counts(route.id))
    }

    /// The steps of one of these kinds that are arranged.
    pub fn steps<'k>(&'k self, keys: &'k [Key]) -> impl Iterator<Item = &'c Step> + use<'c, 'k> {
        self.routes().flat_map(|route| &route.steps).filter(move |step| step.arranged && keys.contains(&step.key))
    }

    // ------------------------------------------------------------------------------------------------- who

    /// The organisations beside the municipalities that a set stands for, as parties or offices of the law.
    pub fn partners(&self, who: Who) -> Vec<EntityId> {
        let (mut found, mut seen) = (Vec::new(), FxHashSet::default());
        for actor in self.model.expand(who) {
            self.partners_into(actor.of, &mut found, &mut seen);
        }
        found
    }

    fn partners_into(&self, id: EntityId, found: &mut Vec<EntityId>, seen: &mut FxHashSet<EntityId>) {
        let is_party = self.model.party(id).is_some() || self.model.office(id).is_some();
        if !is_party || !seen.insert(id) || seen.len() > PARTNERS_AT_MOST {
            return;
        }
        let members: Vec<Actor> = self.model.seats(id).flat_map(|seat| self.model.expand(seat.who)).collect();
        let municipal = !members.is_empty() && members.iter().all(|actor| self.is_municipal(*actor));
        if !municipal {
            found.push(id);
        }
        for member in members {
            self.partners_into(member.of, found, seen);
        }
    }

    fn is_municipal(&self, actor: Actor) -> bool {
        self.model.entity(actor.of).kind == BlockKind::Municipality
    }

    /// Whether a set holds a municipality or one of its organs.
    pub fn has_municipality(&self, who: Who) -> bool {
        matches!(who, Who::SomeOffice(_)) || self.municipalities(who).next().is_some()
    }

    /// The municipalities of which a set holds the legal person or an organ; of a group, those of its members.
    fn municipalities(&self, who: Who) -> impl Iterator<Item = EntityId> {
        let actors = self.model.expand(who).into_iter().flat_map(|actor| {
            let members = self.model.party(actor.of).is_some().then_some(Who::MembersOf(actor.of));
            std::iter::once(actor).chain(members.into_iter().flat_map(|who| self.model.expand(who)))
        });
        let municipal: Vec<EntityId> = actors.filter(|actor| self.is_municipal(*actor)).map(|actor| actor.of).collect();
        municipal.into_iter()
    }

    /// How many municipalities of the region are among those of a set, and how many the region has.
    pub fn reach(&self, whos: impl Iterator<Item = Who>) -> (usize, usize) {
        let scope = self.region.map_or(Scope::Region, Scope::In);
        let all: FxHashSet<EntityId> = self.model.municipalities_in(&scope).iter().copied().collect();
        let mut reached = FxHashSet::default();
        for who in whos {
            if reached.len() == all.len() {
                break;
            }
            reached.extend(self.municipalities(who).filter(|id| all.contains(id)));
        }
        (reached.len(), all.len())
    }

    /// The sides of a set of people.
    pub fn sides(&self, whos: impl Iterator<Item = Who>) -> Sides {
        sides::of_whos(self.model, whos)
    }

    /// The sides of the organisations in a set.
    pub fn sides_of(&self, ids: &[EntityId]) -> Sides {
        self.sides(ids.iter().map(|id| Who::Entity(*id)))
    }

    /// Whether somebody brings in the perspective of experience: himself, or those for whom he acts.
    pub fn has_experience(&self, who: Who) -> bool {
        let is = |party: &Party| party.is(PartyKind::Experience);
        let party = |id: EntityId| self.model.party(id).is_some_and(is);
        let for_whom = |id: EntityId| {
            let role = self.model.role(id);
            role.into_iter().flat_map(|r| r.works_under.items().chain(r.on_behalf.items())).any(|w| matches!(w.who, Who::Entity(id) if party(id)))
        };
        self.partners(who).into_iter().any(party) || matches!(who, Who::Entity(id) if for_whom(id))
    }
}

/// The level of a table: as stated; else executive where cases of persons are discussed, administrative where
/// administrators sit.
fn level(model: &Model, body: &Body) -> Option<Level> {
    if !body.level.is_unstated() {
        return body.level.value().copied();
    }
    let governs = |who: Who| {
        matches!(who, Who::Office(Mayor | Alderman | College | Council, _) | Who::SomeOffice(Mayor | Alderman | College | Council) | Who::Every(_))
    };
    if body.casework.says(Casework::Traceable) {
        return Some(Level::Executive);
    }
    model.seats(body.id).any(|seat| Model::is_full_member(seat) && governs(seat.who)).then_some(Level::Administrative)
}

/// Everybody in a list.
pub fn whos<'w>(list: impl Iterator<Item = &'w WhoRef>) -> impl Iterator<Item = Who> {
    list.map(|who| who.who)
}
