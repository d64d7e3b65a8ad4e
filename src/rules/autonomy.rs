//! Who decides in its own right and cannot be bound by a regional arrangement, and what can bind it all the same.

use super::rule::Context;
use crate::model::refs::{Actor, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::PartyKind;

/// In what way somebody decides for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Autonomy {
    /// A judge: bound by the law alone.
    Judge,
    /// The public prosecution service: authority over prosecution (Politiewet 12), own decisions (Wvggz 5:3).
    Prosecution,
    /// A municipal council.
    Council,
    /// A private organisation of care, or its medical director.
    Private,
}

impl Autonomy {
    /// Whether accession to an agreement or a statute of its own takes more than another's wish: an organ of state.
    pub const fn is_of_state(self) -> bool {
        !matches!(self, Self::Private)
    }
}

/// In what way an actor decides for itself; `None` where it can be bound as others can.
pub fn autonomy(ctx: &Context<'_>, actor: Actor) -> Option<Autonomy> {
    match actor.office {
        Some(MunicipalOffice::Council) => return Some(Autonomy::Council),
        Some(_) => return None,
        None => {}
    }
    let kinds = |one: Actor| ctx.model.party(one.of).or_else(|| ctx.model.office(one.of)).into_iter().flat_map(|p| p.kinds.items());
    let own = kinds(actor).filter_map(|kind| of_kind(*kind)).min();
    // A function within such an organisation shares its independence; a municipal one does not.
    own.or_else(|| {
        let role = ctx.model.role(actor.of).is_some();
        let above = ctx.model.everybody_above(actor).into_iter().filter(|above| role && above.office.is_none());
        above.filter_map(|above| kinds(above).filter_map(|kind| of_kind(*kind)).min()).min()
    })
}

const fn of_kind(kind: PartyKind) -> Option<Autonomy> {
    Some(match kind {
        PartyKind::Judge => Autonomy::Judge,
        PartyKind::Prosecution => Autonomy::Prosecution,
        kind if is_private_care(kind) => Autonomy::Private,
        _ => return None,
    })
}

/// Kinds of organisations that give care or pay for it under private law.
pub const fn is_private_care(kind: PartyKind) -> bool {
    use PartyKind::{Addiction, CareOffice, CertifiedInstitution, Disability, Elderly, Insurer, MentalHealth, Shelter, WomensShelter, Youth};
    matches!(kind, MentalHealth | Addiction | Disability | Youth | Shelter | WomensShelter | Elderly | CareOffice | Insurer | CertifiedInstitution)
}

/// Everybody whom a name stands for: the members of a group beside the group itself.
pub fn everybody(ctx: &Context<'_>, who: Who) -> Vec<Actor> {
    let mut actors = ctx.model.expand(who);
    if let Who::Entity(id) = who {
        actors.extend(ctx.model.party(id).into_iter().flat_map(|_| ctx.model.expand(Who::MembersOf(id))));
    }
    actors
}
