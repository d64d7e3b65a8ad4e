//! What the rules on rhythm share: how long one waits for the next meeting, and how that is said.

use super::rule::Context;
use crate::lang::{Lang, Message};
use crate::model::parts::Body;
use crate::model::refs::EntityId;
use crate::syntax::tree::{Rhythm, Term, Unit};

/// A term that falls short by less than one part in this many is about as long: 12 weeks is about a quarter.
const ABOUT: u64 = 10;

/// How often a table of the region meets, where the text says so.
pub fn of_table(ctx: &Context<'_>, id: EntityId) -> Option<Rhythm> {
    ctx.model.body(id).and_then(stated)
}

/// How often a table meets; where statements differ, the most often.
pub fn stated(body: &Body) -> Option<Rhythm> {
    body.meets.values().copied().reduce(|best, next| if best.reaches(next) { best } else { next })
}

/// Whether a term is over before the next meeting can be held, when meetings are spread evenly.
pub const fn is_over_before(term: Term, rhythm: Rhythm) -> bool {
    let time = term.number as u64 * rhythm.each.unit.per_year() as u64 * rhythm.times as u64;
    let between = rhythm.each.number as u64 * term.unit.per_year() as u64;
    time * (ABOUT + 1) < between * ABOUT
}

/// A term in the words of a language.
pub fn say_term(term: Term) -> Message {
    let (one, more) = match term.unit {
        Unit::Hour => (("uur", "hour"), ("uur", "hours")),
        Unit::Day => (("dag", "day"), ("dagen", "days")),
        Unit::Week => (("week", "week"), ("weken", "weeks")),
        Unit::Month => (("maand", "month"), ("maanden", "months")),
        Unit::Quarter => (("kwartaal", "quarter"), ("kwartalen", "quarters")),
        Unit::HalfYear => (("half jaar", "half year"), ("halve jaren", "half years")),
        Unit::Year => (("jaar", "year"), ("jaar", "years")),
    };
    let word = if term.number == 1 { one } else { more };
    Message { dutch: format!("{} {}", term.number, word.0), english: format!("{} {}", term.number, word.1) }
}

/// A rhythm in the words of a language: `4 keer per jaar`.
pub fn say(rhythm: Rhythm) -> Message {
    let period = |lang: Lang| {
        let word = say_term(rhythm.each).get(lang).to_owned();
        if rhythm.each.number == 1 { word.trim_start_matches("1 ").to_owned() } else { word }
    };
    let (least, at_least) = if rhythm.at_least { ("minimaal ", "at least ") } else { ("", "") };
    let english = match rhythm.times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    let (dutch_period, english_period) = (period(Lang::Dutch), period(Lang::English));
    let every = if rhythm.each.number == 1 { format!("a {english_period}") } else { format!("every {english_period}") };
    Message { dutch: format!("{least}{} keer per {dutch_period}", rhythm.times), english: format!("{at_least}{english} {every}") }
}
