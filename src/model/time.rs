//! Time: what takes the place of what has ended, and when a term is over.

use jiff::Span;
use jiff::civil::Date;

use super::Model;
use super::refs::EntityId;
use crate::syntax::tree::{Term, Unit};

/// So many successions are followed: more than any text states, and few enough for a text that means harm.
const LONGEST_SUCCESSION: usize = 10;

impl Model {
    /// The one thing of the same kind that took the place of another and holds on a day, over several successions if
    /// need be.
    pub fn living_successor(&self, id: EntityId, on: Date) -> Option<EntityId> {
        let kind = self.entity(id).kind;
        let mut at = id;
        for _ in 0..LONGEST_SUCCESSION {
            let mut successors = self.entity(at).successors.items().map(|s| s.id);
            at = successors.next().filter(|_| successors.next().is_none())?;
            if self.in_force_on(at, on) {
                return (self.entity(at).kind == kind).then_some(at);
            }
        }
        None
    }
}

impl Term {
    /// The day on which a term that starts on a day is over.
    pub fn over(self, start: Date) -> Option<Date> {
        let number = i64::from(self.number);
        let span = match self.unit {
            Unit::Hour => Span::new().try_days(number / 24),
            Unit::Day => Span::new().try_days(number),
            Unit::Week => Span::new().try_weeks(number),
            Unit::Month => Span::new().try_months(number),
            Unit::Quarter => Span::new().try_months(number.saturating_mul(3)),
            Unit::HalfYear => Span::new().try_months(number.saturating_mul(6)),
            Unit::Year => Span::new().try_years(number),
        };
        start.checked_add(span.ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_term_is_over_after_its_last_day() {
        let over = |number, unit| Term { number, unit }.over(date(2024, 2, 29));
        assert_eq!(over(4, Unit::Year), Some(date(2028, 2, 29)));
        assert_eq!(over(1, Unit::Year), Some(date(2025, 2, 28)));
        assert_eq!(over(2, Unit::Quarter), Some(date(2024, 8, 29)));
        assert_eq!(over(48, Unit::Hour), Some(date(2024, 3, 2)));
        assert_eq!(over(u32::MAX, Unit::Year), None);
    }
}
