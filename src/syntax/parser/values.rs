//! What needs no block around it: expectations, quantities, time and citations, from pairs of pest to values.

use jiff::civil::Date;

use super::{Lowering, P, Rule};
use crate::syntax::Problem;
use crate::syntax::tree::{
    Acceptance, Article, Citation, Claim, Counts, Expectation, Name, PartKind, Period, PlacePart, Quantity, Rhythm, Term, Unit, Word,
};
use crate::syntax::vocabulary::{BlockKind, Key};
use crate::text::Span;

impl Lowering<'_> {
    pub(super) fn acceptance(&mut self, parts: Vec<P>) -> Option<Acceptance> {
        let (mut rule, mut reason, mut until) = (None, None, None);
        for part in parts {
            match part.as_rule() {
                Rule::word => rule = Some(Word { span: self.span(&part) }),
                Rule::text => reason = Some(self.text(part)),
                Rule::date => until = self.date(part),
                _ => {}
            }
        }
        Some(Acceptance { rule: rule?, reason: reason?, until: until? })
    }

    pub(super) fn article(&mut self, parts: Vec<P>) -> Article {
        let mut article = Article { place: Vec::new(), about: None, counts: None, formerly: Vec::new(), valid: Period::default() };
        for part in parts {
            match part.as_rule() {
                Rule::place => article.place = self.place(part),
                Rule::text => article.about = Some(self.text(part)),
                Rule::counts => article.counts = counts(part),
                Rule::formerly => article.formerly = part.into_inner().flat_map(|p| self.place(p)).collect(),
                Rule::validity => article.valid = part.into_inner().next().map(|p| self.period(p)).unwrap_or_default(),
                _ => {}
            }
        }
        article
    }

    pub(super) fn expectation(&mut self, pair: P) -> Option<Expectation> {
        let rule = pair.as_rule();
        let (mut negated, mut only) = (false, false);
        let mut whos = Vec::new();
        let mut names = Vec::new();
        let mut topics = Vec::new();
        let (mut word, mut amount, mut until) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::negation => negated = true,
                Rule::only => only = true,
                Rule::whos => whos.push(self.whos(part)),
                Rule::name => names.push(Name { span: self.span(&part) }),
                Rule::names => topics = self.names(part),
                Rule::word => word = Some(Word { span: self.span(&part) }),
                Rule::money => amount = self.money(part),
                Rule::date => until = self.date(part),
                Rule::year => until = part.as_str().parse().ok().and_then(|year| Date::new(year, 1, 1).ok()),
                _ => {}
            }
        }
        let mut whos = whos.into_iter();
        let mut next = || whos.next().unwrap_or_default();
        let claim = match rule {
            Rule::expects_competence => Claim::Competent { whos: next(), power: *names.first()?, up_to: amount, topics },
            Rule::expects_override => Claim::Overrides { whos: next(), over: next(), topics },
            Rule::expects_decision => Claim::DecidedBy { topic: *names.first()?, whos: next() },
            Rule::expects_sharing => {
                let category = word?;
                self.check_words(Key::Data, &[category], Some(BlockKind::DataSharing))?;
                Claim::Shares { whos: next(), category, with: next(), topics }
            }
            _ => Claim::Covered { cost: *names.first()?, until },
        };
        Some(Expectation { negated, only, claim })
    }

    // ------------------------------------------------------------------------------------- quantities and time

    pub(super) fn quantity(&mut self, pair: P) -> Option<Quantity> {
        if pair.as_rule() == Rule::percentage {
            let share = hundredths(pair.into_inner().next()?.as_str())?;
            return Some(Quantity::Share(u32::try_from(share).ok()?));
        }
        let inner = pair.into_inner().next()?;
        match inner.as_rule() {
            Rule::money => self.money(inner),
            Rule::hours => {
                let (number, per) = self.number_and_period(inner)?;
                Some(Quantity::Hours(number, per))
            }
            _ => Some(Quantity::OpenEnded),
        }
    }

    pub(super) fn money(&mut self, pair: P) -> Option<Quantity> {
        let (cents, per) = self.number_and_period(pair)?;
        Some(Quantity::Money(cents, per))
    }

    pub(super) fn number_and_period(&mut self, pair: P) -> Option<(u64, Option<Term>)> {
        let span = self.span(&pair);
        let mut number = None;
        let mut per = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::decimal => number = hundredths(part.as_str()),
                Rule::per => per = self.number_of_units(part, span),
                _ => {}
            }
        }
        if number.is_none() {
            self.error(span, Problem::NumberTooLarge);
        }
        Some((number?, per))
    }

    pub(super) fn term(&mut self, pair: P) -> Option<Term> {
        let span = self.span(&pair);
        self.number_of_units(pair, span)
    }

    /// `[number] unit`; a missing number counts as one.
    pub(super) fn number_of_units(&mut self, pair: P, span: Span) -> Option<Term> {
        let mut number = 1;
        let mut unit = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => match part.as_str().parse() {
                    Ok(n) if n > 0 => number = n,
                    _ => {
                        self.error(span, Problem::NumberTooLarge);
                        return None;
                    }
                },
                Rule::unit => unit = Unit::from_words(part.as_str()),
                _ => {}
            }
        }
        Some(Term { number, unit: unit? })
    }

    pub(super) fn rhythm(&mut self, pair: P) -> Option<Rhythm> {
        let span = self.span(&pair);
        let (mut times, mut at_least) = (1, false);
        for part in pair.clone().into_inner().filter(|p| p.as_rule() == Rule::times) {
            for inner in part.into_inner() {
                match inner.as_rule() {
                    Rule::at_least => at_least = true,
                    Rule::number => times = inner.as_str().parse().unwrap_or(u32::MAX),
                    _ => {}
                }
            }
        }
        if times == 0 {
            self.error(span, Problem::Zero { key: Key::Meets });
            return None;
        }
        let each = self.number_of_units(pair, span)?;
        Some(Rhythm { times, each, at_least })
    }

    pub(super) fn date(&mut self, pair: P) -> Option<Date> {
        let span = self.span(&pair);
        let written = pair.as_str().to_owned();
        let date = pair.into_inner().next().and_then(|form| read_date(form.as_rule(), form.as_str()));
        if date.is_none() {
            self.error(span, Problem::NoSuchDay { written });
        }
        date
    }

    pub(super) fn period(&mut self, pair: P) -> Period {
        let span = self.span(&pair);
        let mut period = Period::default();
        for part in pair.into_inner() {
            let rule = part.as_rule();
            let day = part.into_inner().next().and_then(|d| self.date(d));
            match rule {
                Rule::period_from => period.from = day,
                Rule::period_through => period.until = day.and_then(|d| d.tomorrow().ok()),
                _ => period.until = day,
            }
        }
        if let (Some(from), Some(until)) = (period.from, period.until)
            && until <= from
        {
            self.error(span, Problem::EndsBeforeItStarts);
        }
        period
    }

    // -------------------------------------------------------------------------------------------------- citations

    pub(super) fn inner_citations(&self, pair: P) -> Vec<Citation> {
        pair.into_inner().flat_map(|c| self.citations(c)).collect()
    }

    /// A list of citations; a place without a name belongs to the text named before it.
    pub(super) fn citations(&self, pair: P) -> Vec<Citation> {
        let mut list: Vec<Citation> = Vec::new();
        for part in pair.into_inner() {
            let span = self.span(&part);
            if part.as_rule() == Rule::place {
                let Some(last) = list.last() else { continue };
                let mut place = self.place(part);
                if place.first().is_some_and(|p| p.kind > PartKind::Article && p.kind <= PartKind::Item) {
                    let kept = last.place.iter().take_while(|p| Some(p.kind) < place.first().map(|f| f.kind));
                    place = kept.copied().chain(place.iter().copied()).collect();
                }
                list.push(Citation { name: last.name, place, span });
            } else {
                list.extend(self.citation(part));
            }
        }
        list
    }

    pub(super) fn citation(&self, pair: P) -> Option<Citation> {
        let span = self.span(&pair);
        let mut name = None;
        let mut place = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(Name { span: self.span(&part) }),
                Rule::place => place = self.place(part),
                _ => {}
            }
        }
        Some(Citation { name: name?, place, span })
    }

    pub(super) fn place(&self, pair: P) -> Vec<PlacePart> {
        let parts = pair.into_inner().filter_map(|part| part.into_inner().next());
        parts
            .filter_map(|part| {
                let kind = match part.as_rule() {
                    Rule::article_part => PartKind::Article,
                    Rule::member_part => PartKind::Member,
                    Rule::item_part => PartKind::Item,
                    Rule::section_part => PartKind::Section,
                    Rule::page_part => PartKind::Page,
                    Rule::annex_part => PartKind::Annex,
                    Rule::chapter_part => PartKind::Chapter,
                    _ => PartKind::Division,
                };
                part.into_inner().next().map(|number| PlacePart { kind, number: self.span(&number) })
            })
            .collect()
    }
}

/// `telt 4 leden`, `telt 3 onderdelen`, `zonder leden`.
fn counts(pair: P) -> Option<Counts> {
    let mut parts = pair.into_inner();
    let first = parts.next()?;
    if first.as_rule() == Rule::no_members {
        return Some(Counts { of: PartKind::Member, number: 0 });
    }
    let of = if parts.next()?.as_str().starts_with("onderde") { PartKind::Item } else { PartKind::Member };
    Some(Counts { of, number: first.as_str().parse().ok()? })
}

/// An amount in euro alone, as the language writes it, in cents.
pub fn parse_euros(written: &str) -> Option<u64> {
    let plain = written.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if plain && !written.is_empty() { hundredths(written) } else { None }
}

/// `2.800,50` in hundredths; `None` when it doesn't fit.
fn hundredths(written: &str) -> Option<u64> {
    let (whole, cents) = written.split_once(',').unwrap_or((written, ""));
    let whole: u64 = whole.replace('.', "").parse().ok()?;
    let digits: String = cents.chars().filter(char::is_ascii_digit).collect();
    let cents: u64 = if digits.is_empty() { 0 } else { format!("{digits:0<2}").parse().ok()? };
    whole.checked_mul(100)?.checked_add(cents)
}

fn read_date(form: Rule, written: &str) -> Option<Date> {
    let parts: Vec<&str> = match form {
        Rule::long_date => written.split_whitespace().collect(),
        _ => written.split('-').collect(),
    };
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = match form {
        Rule::iso_date => (*a, b.parse().ok()?, *c),
        Rule::short_date => (*c, b.parse().ok()?, *a),
        _ => (*c, crate::lang::month_number(b)?, *a),
    };
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}
