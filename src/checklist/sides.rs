//! Whether somebody stands on the side of care or of safety.

use std::ops::BitOr;

use crate::model::Model;
use crate::model::parts::{Body, Party, Role};
use crate::model::refs::{EntityId, Seat, Who};
use crate::syntax::tree::MunicipalOffice::{self, Alderman, Clerk, College, Council, Mayor, Official};
use crate::syntax::vocabulary::{Domain, PartyKind};

/// How far groups within groups, and functions of functions, are followed.
const DEEPEST: u8 = 2;

/// The sides on which somebody stands: care and social domain, or safety and criminal justice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Care or the social domain.
    pub care: bool,
    /// Safety or criminal justice.
    pub safety: bool,
    /// Whether it is not known of somebody among them.
    pub unknown: bool,
}

impl Sides {
    const CARE: Self = Self { care: true, safety: false, unknown: false };
    const SAFETY: Self = Self { care: false, safety: true, unknown: false };
    const BOTH: Self = Self { care: true, safety: true, unknown: false };
    const NEITHER: Self = Self { care: false, safety: false, unknown: false };
    const UNKNOWN: Self = Self { care: false, safety: false, unknown: true };

    /// Whether care and safety are both there.
    pub const fn both(self) -> bool {
        self.care && self.safety
    }

    /// Whether only one of the two can be there.
    pub const fn only_one(self) -> bool {
        self.care != self.safety && !self.unknown
    }

    /// Whether both may be there.
    pub const fn may_be_both(self) -> bool {
        self.both() || self.unknown
    }
}

impl BitOr for Sides {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { care: self.care || other.care, safety: self.safety || other.safety, unknown: self.unknown || other.unknown }
    }
}

fn together(all: impl Iterator<Item = Sides>) -> Sides {
    all.fold(Sides::NEITHER, Sides::bitor)
}

/// The side that a domain is on.
pub fn of_domains<'d>(domains: impl Iterator<Item = &'d Domain>) -> Sides {
    together(domains.map(|domain| match domain {
        Domain::Care | Domain::Social => Sides::CARE,
        Domain::Safety | Domain::Justice => Sides::SAFETY,
    }))
}

/// The side of a set of people.
pub fn of_whos(model: &Model, whos: impl Iterator<Item = Who>) -> Sides {
    together(whos.map(|who| of_who(model, who, 0)))
}

/// The sides of a table: what it states where that is one side alone, else those of its full members.
pub fn of_table(model: &Model, body: &Body) -> Sides {
    table(model, body, 0)
}

fn table(model: &Model, body: &Body, depth: u8) -> Sides {
    let stated = of_domains(body.domains.items());
    let mut seats = model.seats(body.id).filter(|seat| Model::is_full_member(seat)).peekable();
    if stated.only_one() || seats.peek().is_none() { stated } else { together(seats.map(|seat| of_seat(model, seat, depth))) }
}

/// Of an official or function it counts for whom it sits.
fn of_seat(model: &Model, seat: &Seat, depth: u8) -> Sides {
    let own = of_who(model, seat.who, depth);
    match seat.on_behalf {
        Some(principal) if own.unknown => of_who(model, principal.who, depth),
        _ => own,
    }
}

fn of_who(model: &Model, who: Who, depth: u8) -> Sides {
    if depth > DEEPEST {
        return Sides::UNKNOWN;
    }
    match who {
        Who::Office(office, _) | Who::SomeOffice(office) => of_office(office),
        Who::Every(_) => Sides::BOTH,
        Who::MembersOf(id) => match model.body(id) {
            Some(body) => table(model, body, depth + 1),
            None => of_entity(model, id, depth + 1),
        },
        Who::Entity(id) => of_entity(model, id, depth),
        Who::Unknown => Sides::UNKNOWN,
    }
}

/// The mayor stands for public order, the alderman for care; of a college or an official it is not stated who comes.
const fn of_office(office: MunicipalOffice) -> Sides {
    match office {
        Mayor => Sides::SAFETY,
        Alderman => Sides::CARE,
        College => Sides::BOTH,
        Council => Sides::NEITHER,
        Clerk | Official => Sides::UNKNOWN,
    }
}

fn of_entity(model: &Model, id: EntityId, depth: u8) -> Sides {
    if let Some(party) = model.party(id).or_else(|| model.office(id)) {
        return of_party(model, party, depth);
    }
    if let Some(body) = model.body(id) {
        return table(model, body, depth + 1);
    }
    match model.role(id) {
        Some(role) => of_role(model, role, depth),
        None => Sides::BOTH,
    }
}

fn of_party(model: &Model, party: &Party, depth: u8) -> Sides {
    if party.domains.has_items() {
        return of_domains(party.domains.items());
    }
    let kinds = together(party.kinds.items().filter_map(|kind| of_kind(*kind)));
    let members = together(model.seats(party.id).map(|seat| of_seat(model, seat, depth + 1)));
    let told = party.kinds.items().any(|kind| of_kind(*kind).is_some()) || members != Sides::NEITHER;
    if told { kinds | members } else { Sides::UNKNOWN }
}

/// The side of a kind of party; `None` for kinds that tell nothing.
const fn of_kind(kind: PartyKind) -> Option<Sides> {
    use PartyKind::{
        Addiction, CareAndSafetyHouse, CareOffice, CertifiedInstitution, ChildProtectionBoard, CustodialInstitutions, Disability, Elderly, Executive,
        Experience, Group, HealthService, Housing, Insurer, Judge, MentalHealth, Other, Police, Probation, Prosecution, Province, SafeAtHome,
        SafetyRegion, Shelter, State, WomensShelter, Youth,
    };
    match kind {
        Police | Prosecution | CustodialInstitutions | Probation | SafetyRegion | Judge => Some(Sides::SAFETY),
        HealthService | SafeAtHome | CertifiedInstitution | MentalHealth | Addiction | Disability | Youth | Shelter | WomensShelter | Elderly
        | CareOffice | Insurer | Housing => Some(Sides::CARE),
        CareAndSafetyHouse | ChildProtectionBoard => Some(Sides::BOTH),
        Experience | State | Province => Some(Sides::NEITHER),
        Executive | Other | Group => None,
    }
}

/// A function stands where those stand for whom it acts.
fn of_role(model: &Model, role: &Role, depth: u8) -> Sides {
    let mut whos = role.works_under.items().chain(role.on_behalf.items()).map(|w| w.who).peekable();
    if whos.peek().is_none() { Sides::UNKNOWN } else { together(whos.map(|who| of_who(model, who, depth + 1))) }
}

/// Whether somebody works for a municipality without governing it: an official, a function, a service of its own.
pub fn is_staff(model: &Model, who: Who) -> bool {
    use PartyKind::{CareAndSafetyHouse, Executive, HealthService, SafetyRegion};
    match who {
        Who::Office(office, _) | Who::SomeOffice(office) => matches!(office, Clerk | Official),
        Who::Entity(id) => {
            let party = model.party(id).or_else(|| model.office(id));
            let service = |p: &Party| p.kinds.items().any(|kind| matches!(kind, HealthService | SafetyRegion | Executive | CareAndSafetyHouse));
            model.role(id).is_some() || party.is_some_and(service)
        }
        _ => false,
    }
}
