//! Terms, rhythms and amounts in both languages.

use super::tree::{Quantity, Rhythm, Term, Unit};
use crate::lang::{Lang, Say, decimal, euros};

impl Say for Unit {
    fn say(&self, lang: Lang) -> String {
        one_unit(*self, lang).to_owned()
    }
}

impl Say for Term {
    fn say(&self, lang: Lang) -> String {
        let unit = if self.number == 1 { one_unit(self.unit, lang) } else { units(self.unit, lang) };
        format!("{} {unit}", self.number)
    }
}

impl Say for Rhythm {
    fn say(&self, lang: Lang) -> String {
        let least = if self.at_least { lang.pick("minimaal ", "at least ") } else { "" };
        let times = lang.pick("keer", if self.times == 1 { "time" } else { "times" });
        let each = if self.each.number == 1 { one_unit(self.each.unit, lang).to_owned() } else { self.each.say(lang) };
        format!("{least}{} {times} per {each}", self.times)
    }
}

impl Say for Quantity {
    fn say(&self, lang: Lang) -> String {
        let per = |term: &Option<Term>| match term {
            Some(term) if term.number == 1 => format!(" per {}", one_unit(term.unit, lang)),
            Some(term) => format!(" per {}", term.say(lang)),
            None => String::new(),
        };
        match self {
            Self::Money(cents, term) => format!("{}{}", euros(*cents, lang), per(term)),
            Self::Hours(hundredths, term) => format!("{} {}{}", decimal(*hundredths, lang), lang.pick("uur", "hours"), per(term)),
            Self::Share(hundredths) => format!("{}%", decimal(u64::from(*hundredths), lang)),
            Self::OpenEnded => lang.pick("onbepaald", "open-ended").to_owned(),
        }
    }
}

const fn one_unit(unit: Unit, lang: Lang) -> &'static str {
    let (dutch, english) = match unit {
        Unit::Hour => ("uur", "hour"),
        Unit::Day => ("dag", "day"),
        Unit::Week => ("week", "week"),
        Unit::Month => ("maand", "month"),
        Unit::Quarter => ("kwartaal", "quarter"),
        Unit::HalfYear => ("halfjaar", "half-year"),
        Unit::Year => ("jaar", "year"),
    };
    lang.pick(dutch, english)
}

const fn units(unit: Unit, lang: Lang) -> &'static str {
    let (dutch, english) = match unit {
        Unit::Hour => ("uur", "hours"),
        Unit::Day => ("dagen", "days"),
        Unit::Week => ("weken", "weeks"),
        Unit::Month => ("maanden", "months"),
        Unit::Quarter => ("kwartalen", "quarters"),
        Unit::HalfYear => ("halve jaren", "half-years"),
        Unit::Year => ("jaar", "years"),
    };
    lang.pick(dutch, english)
}
