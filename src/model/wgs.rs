//! Care and safety houses under the WGS: which arrangements are theirs, and where the law puts those who take part.
//!
//! The law holds for a care and safety house, not for every table that discusses cases. An arrangement surely falls
//! under it when it cites it, or when its table or agreement does. Where a care and safety house only sits at the table,
//! that is inferred.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Model;
use super::parts::{Body, DataSharing};
use super::refs::{Citation, EntityId, Who, WhoRef};
use super::sharing::Arrangements;
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Casework, Key, Level, PartyKind};

/// The law on care and safety houses and its decree, by their names in the library.
const LAWS: [&str; 2] = ["WGS", "Besluit-WGS"];

/// How far whom somebody works for is followed.
const DEEPEST: u8 = 4;

/// How surely an arrangement falls under the WGS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A care and safety house sits at the table.
    Inferred,
    /// The text cites the law.
    Stated,
}

/// Where WGS art. 2.27 puts somebody who takes part in a care and safety house; the nearest to a participant first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Lid 1: a public participant.
    Public,
    /// Lid 1 onder g: a municipal health service, when it acts for the college.
    HealthService,
    /// Lid 2: a private participant.
    Private,
    /// Lid 2 onder e: an institution that usually acts for the college.
    Commissioned,
    /// Lid 2 onder e only when it acts for the college, which is not usual.
    SeldomCommissioned,
    /// Not in the list, unless it acts for the college.
    NotListed,
    /// Not in the list, whatever it does for the college.
    Outside,
    /// Its kind does not tell.
    Unknown,
}

/// Who cites the WGS or its decree.
#[derive(Debug, Default)]
struct Citing {
    /// Blocks, with the parts that they cite.
    blocks: FxHashMap<EntityId, Cited>,
    /// Tables that cite it for a seat.
    seats: FxHashSet<EntityId>,
}

/// Which parts of the WGS a block cites.
#[derive(Clone, Copy, Debug, Default)]
struct Cited {
    /// What is on care and safety houses alone.
    house: bool,
    /// What is on all joint undertakings, or the whole law.
    general: bool,
    /// What is on another joint undertaking, such as an information and expertise centre.
    other: bool,
}

impl Cited {
    const fn by_a_house(self) -> bool {
        self.house || (self.general && !self.other)
    }

    const fn by_another(self) -> bool {
        self.other && !self.house
    }
}

impl Model {
    /// The arrangements of the region that fall under the WGS as those of a care and safety house, on the date of the
    /// model; one that says that no data are shared is none.
    pub fn wgs_arrangements(&self) -> FxHashMap<EntityId, Certainty> {
        let laws: Vec<EntityId> = LAWS.iter().filter_map(|name| self.find_in_library(name)).filter(|id| self.in_force(*id)).collect();
        if laws.is_empty() || self.data_sharings.is_empty() {
            return FxHashMap::default();
        }
        let Citing { blocks, seats } = self.citing(&laws);
        let of = |id: EntityId| blocks.get(&id).copied().unwrap_or_default();
        let inferred = self.at_tables_of_a_house(&laws, &seats);
        let mut found = FxHashMap::default();
        for sharing in self.arrangements().filter(|s| !of(s.id).by_another()) {
            let texts = self.entity(sharing.id).laid_down_in.items().filter_map(|c| c.target);
            let tables = sharing.at.items().map(|table| table.id).filter(|id| self.in_force(*id));
            if std::iter::once(sharing.id).chain(texts).chain(tables).any(|id| of(id).by_a_house()) {
                found.insert(sharing.id, Certainty::Stated);
            } else if inferred.contains(&sharing.id) {
                found.insert(sharing.id, Certainty::Inferred);
            }
        }
        found
    }

    /// The arrangements of the region to share data that hold on the date of the model.
    pub fn arrangements(&self) -> impl Iterator<Item = &DataSharing> {
        self.data_sharings.iter().filter(|s| self.is_regional(s.id) && self.in_force(s.id) && !s.data.is_absent())
    }

    fn citing(&self, laws: &[EntityId]) -> Citing {
        let mut citing = Citing::default();
        let citations = self.citations.iter().filter(|at| at.is_ground() && at.citation.target.is_some_and(|law| laws.contains(&law)));
        for at in citations {
            if at.key == Key::Members {
                citing.seats.insert(at.of);
                continue;
            }
            let known = citing.blocks.entry(at.of).or_default();
            match at.citation.article() {
                _ if is_on_houses(self, &at.citation) => known.house = true,
                Some(article) if !article.starts_with("1.") => known.other = true,
                _ => known.general = true,
            }
        }
        citing
    }

    /// The arrangements for a table of a care and safety house, or between it and others without naming a table.
    fn at_tables_of_a_house(&self, laws: &[EntityId], seats: &FxHashSet<EntityId>) -> FxHashSet<EntityId> {
        let among_parties = |s: &&DataSharing| !s.at.has_items() && s.parties.items().any(|who| self.is_of_a_house(who.who, 0));
        let mut found: FxHashSet<EntityId> = self.arrangements().filter(among_parties).map(|s| s.id).collect();
        let mut tables = self.bodies.iter().filter(|b| self.is_regional(b.id) && self.may_be_of_a_house(b, laws)).peekable();
        if tables.peek().is_none() {
            return found;
        }
        let arrangements = Arrangements::new(self);
        for table in tables.filter(|table| seats.contains(&table.id) || self.belongs_to_a_house(table)) {
            let everywhere = table.casework.says(Casework::Traceable);
            let covering = arrangements.covering(table.id, table.agenda.items());
            found.extend(covering.into_iter().filter(|s| everywhere || s.at.items().any(|at| at.id == table.id)).map(|s| s.id));
        }
        found
    }

    /// Whether a table can be one of a care and safety house: it may discuss cases, and no other law makes it.
    fn may_be_of_a_house(&self, table: &Body, laws: &[EntityId]) -> bool {
        let no_cases = table.casework.is_absent() || table.casework.says(Casework::Anonymous);
        let mut basis = self.entity(table.id).basis.iter().filter_map(|c| c.target).filter(|id| self.law(*id).is_some()).peekable();
        let by_another_law = basis.peek().is_some() && !basis.any(|law| laws.contains(&law));
        self.in_force(table.id) && !no_cases && !by_another_law && !table.level.says(Level::Administrative)
    }

    fn belongs_to_a_house(&self, table: &Body) -> bool {
        let members = self.seats(table.id).filter(|seat| Self::is_full_member(seat)).map(|seat| seat.on_behalf.map_or(seat.who, |who| who.who));
        let leaders = table.chair.items().chain(table.secretary.items()).chain(table.works_under.items()).chain(table.on_behalf.items());
        members.chain(leaders.map(|who| who.who)).any(|who| self.is_of_a_house(who, 0))
    }

    /// Whether somebody is a care and safety house or works for one.
    fn is_of_a_house(&self, who: Who, depth: u8) -> bool {
        let Who::Entity(id) = who else { return false };
        let is_house = self.party(id).is_some_and(|p| p.is(PartyKind::CareAndSafetyHouse));
        is_house || (depth < DEEPEST && self.employers(id).any(|employer| self.is_of_a_house(employer.who, depth + 1)))
    }

    /// For whom a function or party works or acts.
    fn employers(&self, id: EntityId) -> impl Iterator<Item = &WhoRef> {
        let superiors = self.stated_superiors(id).into_iter().flat_map(|superiors| superiors.items());
        superiors.chain(self.role(id).into_iter().flat_map(|role| role.on_behalf.items()))
    }

    /// The kinds of a party or office of the law; of a function those of whom it works for.
    pub fn kinds_of(&self, who: Who) -> Vec<PartyKind> {
        self.kinds_within(who, 0)
    }

    fn kinds_within(&self, who: Who, depth: u8) -> Vec<PartyKind> {
        let Who::Entity(id) = who else { return Vec::new() };
        if let Some(party) = self.party(id).or_else(|| self.office(id)) {
            return party.kinds.items().copied().collect();
        }
        let deeper = depth < DEEPEST && self.role(id).is_some();
        let employers = self.employers(id).filter(|_| deeper);
        employers.flat_map(|employer| self.kinds_within(employer.who, depth + 1)).collect()
    }

    /// Where WGS art. 2.27 puts somebody: of several kinds the one that makes it a participant counts.
    pub fn standing(&self, who: Who) -> Standing {
        match who {
            Who::Office(office, _) | Who::SomeOffice(office) => of_office(office),
            Who::Every(_) => Standing::Public,
            Who::Entity(id) if self.role(id).is_some() => self.standing_of_role(id, 0),
            Who::Entity(id) if self.party(id).is_some() || self.office(id).is_some() => {
                self.kinds_of(who).into_iter().map(of_kind).min().unwrap_or(Standing::Unknown)
            }
            Who::Entity(_) | Who::MembersOf(_) | Who::Unknown => Standing::Unknown,
        }
    }

    fn standing_of_role(&self, id: EntityId, depth: u8) -> Standing {
        let standings = self.employers(id).filter(|_| depth < DEEPEST).map(|employer| match employer.who {
            Who::Entity(next) if self.role(next).is_some() => self.standing_of_role(next, depth + 1),
            who => self.standing(who),
        });
        standings.min().unwrap_or(Standing::Unknown)
    }
}

/// Whether a citation of the WGS or its decree is of what is on care and safety houses alone.
fn is_on_houses(model: &Model, citation: &Citation) -> bool {
    let houses = if citation.target == model.find_in_library(LAWS[0]) { 24..=32 } else { 18..=22 };
    let number = citation.article().and_then(|article| article.strip_prefix("2.")).and_then(|n| n.parse::<u32>().ok());
    number.is_some_and(|number| houses.contains(&number))
}

const fn of_office(office: MunicipalOffice) -> Standing {
    match office {
        MunicipalOffice::Council => Standing::Outside,
        _ => Standing::Public,
    }
}

const fn of_kind(kind: PartyKind) -> Standing {
    use PartyKind as P;
    match kind {
        P::Police | P::Prosecution | P::ChildProtectionBoard | P::CustodialInstitutions => Standing::Public,
        P::HealthService => Standing::HealthService,
        P::Probation | P::SafeAtHome | P::CertifiedInstitution | P::MentalHealth | P::Addiction => Standing::Private,
        P::Youth | P::Shelter | P::WomensShelter => Standing::Commissioned,
        P::Disability | P::Elderly => Standing::SeldomCommissioned,
        P::Housing | P::Experience => Standing::NotListed,
        P::CareOffice | P::Insurer | P::SafetyRegion | P::Judge | P::State | P::Province => Standing::Outside,
        P::CareAndSafetyHouse | P::Executive | P::Other | P::Group => Standing::Unknown,
    }
}
