//! What several rules ask of tables: for whom their members sit, what a ground of talk is, whether they are municipal.

use rustc_hash::FxHashSet;

use super::rule::Context;
use crate::model::Model;
use crate::model::refs::{Actor, Citation, EntityId, Scope, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::WorkForm;

/// A declared thing as an actor.
pub const fn itself(of: EntityId) -> Actor {
    Actor { of, office: None }
}

/// Whether a table declares that it only aligns (the first working form of the VNG).
pub fn only_aligns(model: &Model, id: EntityId) -> bool {
    model.body(id).is_some_and(|b| b.work_form.says(WorkForm::Align))
}

/// Whether what a citation names gives no power: an article that only prescribes that people confer (Wvggz 8:31), or a
/// norm of the library that is no law.
pub fn is_ground_of_talk(ctx: &Context<'_>, citation: &Citation) -> bool {
    let norm = citation.target.is_some_and(|id| ctx.model.document(id).is_some() && !ctx.model.is_regional(id));
    let table = ctx.competence.statutory_table(citation).and_then(|id| ctx.model.body(id));
    norm || table.is_some_and(|table| !table.decides.is_given())
}

/// Whether an actor works under the responsibility of somebody in a set.
pub fn works_under(model: &Model, actor: Actor, set: &FxHashSet<Actor>) -> bool {
    set.iter().any(|superior| *superior != actor && model.works_under(actor, *superior))
}

/// Everybody in whose place the full members of a table sit: themselves, and whom they sit for.
pub fn members_and_principals(model: &Model, table: EntityId) -> Vec<Actor> {
    let seats = model.seats(table).filter(|s| Model::is_full_member(s));
    let whos = seats.flat_map(|seat| std::iter::once(seat.who).chain(seat.on_behalf.map(|w| w.who)));
    whos.flat_map(|who| match who {
        // A wethouder sits for the college; which municipality sits there is not known.
        Who::SomeOffice(MunicipalOffice::Alderman) => model.expand(Who::Office(MunicipalOffice::College, Scope::Region)),
        Who::SomeOffice(office) => model.expand(Who::Office(office, Scope::Region)),
        // A group stands for its organisations.
        Who::Entity(id) if model.party(id).is_some_and(|p| p.members.has_items()) => {
            let mut group = model.expand(Who::MembersOf(id));
            group.push(itself(id));
            group
        }
        other => model.expand(other),
    })
    .collect()
}

/// Whether a table has only municipal organs or municipalities as full members.
pub fn is_municipal(model: &Model, table: EntityId) -> bool {
    let mut seats = model.seats(table).filter(|s| Model::is_full_member(s)).peekable();
    seats.peek().is_some() && seats.all(|seat| is_municipal_who(model, seat.who))
}

fn is_municipal_who(model: &Model, who: Who) -> bool {
    match who {
        Who::Office(..) | Who::SomeOffice(_) | Who::Every(_) => true,
        Who::Entity(id) => {
            let mut organisations = model.party(id).into_iter().flat_map(|p| p.members.items()).peekable();
            organisations.peek().is_some() && organisations.all(|seat| matches!(seat.who, Who::Office(..) | Who::Every(_)))
        }
        Who::MembersOf(id) => is_municipal_members(model, id),
        Who::Unknown => false,
    }
}

fn is_municipal_members(model: &Model, table: EntityId) -> bool {
    let members = model.expand(Who::MembersOf(table));
    !members.is_empty() && members.iter().all(|actor| actor.office.is_some() || model.municipality(actor.of).is_some())
}
