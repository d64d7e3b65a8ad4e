//! When a name in a text counts: what the rules on time ask of a mention.

use jiff::civil::Date;

use super::rule::Context;
use crate::model::refs::{Mention, Seat};
use crate::syntax::vocabulary::Key;

/// Acts that are done once: without a date they may well have been done in time.
const DONE_ONCE: &[Key] = &[
    Key::Adoption,
    Key::Announcement,
    Key::Appointment,
    Key::Assignment,
    Key::BudgetDecision,
    Key::CollegeDecision,
    Key::Consent,
    Key::Dpia,
    Key::Instalment,
    Key::Permission,
    Key::Signature,
    Key::Views,
    Key::Wishes,
];

/// Where a name tells of the past, or of what takes its place.
const HISTORY: &[Key] = &[Key::Source, Key::Successor, Key::Expectation];

/// The day on which a name counts: that of its act, or else that of the model. Nothing where it is history: in a block
/// or a seat that has ended itself, or in an act without a date that may have been done in time.
pub fn counts_on(ctx: &Context<'_>, mention: &Mention) -> Option<Date> {
    let is_history = HISTORY.contains(&mention.key)
        || (mention.on.is_none() && DONE_ONCE.contains(&mention.key))
        || ctx.model.has_ended(mention.block)
        || seat_of(ctx, mention).is_some_and(|seat| !seat.valid.holds(ctx.model.on));
    (!is_history).then(|| mention.on.unwrap_or(ctx.model.on))
}

/// The seat in which a name stands.
pub fn seat_of<'m>(ctx: &'m Context<'_>, mention: &Mention) -> Option<&'m Seat> {
    let members = || ctx.model.body(mention.block).map(|b| &b.members).or_else(|| ctx.model.party(mention.block).map(|p| &p.members));
    let mut lists = (mention.key == Key::Members).then(members).flatten().into_iter().flat_map(|m| m.values());
    // The seats of a list stand in order.
    lists.find_map(|seats| {
        let at = seats.partition_point(|seat| seat.place.span.end < mention.place.span.end);
        seats.get(at).filter(|seat| seat.place.file == mention.place.file && seat.place.span.touches(mention.place.span.start))
    })
}
