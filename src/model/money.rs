//! Money and hours: amounts that can be added up, what covers a cost, what a total comprises, what means give.
//!
//! An amount is the total, also where several pay it. Amounts per month, quarter or half-year count per year; amounts
//! per week, day or hour are left as they are, since nobody knows how many of those a year has. Money and hours, and
//! amounts once and per year, are never added up.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Model;
use super::fact::Answer;
use super::parts::{Cost, Cover, Means};
use super::refs::{EntityId, Who};
use crate::syntax::tree::{Period, Quantity, Term, Unit};
use crate::syntax::vocabulary::{MeansKind, MoneyNature, PartyKind};
use crate::text::Place;

/// What is paid with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Euro cents.
    Money,
    /// Hundredths of hours.
    Hours,
}

/// An amount that can be added to others of the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Money or hours.
    pub resource: Resource,
    /// Once, or per year (per week, day or hour where the text says so).
    pub per: Option<Unit>,
    /// Cents, or hundredths of hours.
    pub hundredths: u64,
}

impl Amount {
    /// The amount that a text states; a share or an open end is none.
    pub fn of(quantity: Quantity) -> Option<Self> {
        let (resource, stated, term) = match quantity {
            Quantity::Money(cents, term) => (Resource::Money, cents, term),
            Quantity::Hours(hundredths, term) => (Resource::Hours, hundredths, term),
            Quantity::Share(_) | Quantity::OpenEnded => return None,
        };
        let Some(term) = term else { return Some(Self { resource, per: None, hundredths: stated }) };
        let (per, times) = match term.unit {
            unit @ (Unit::Hour | Unit::Day | Unit::Week) => (unit, 1),
            unit => (Unit::Year, unit.per_year()),
        };
        let hundredths = stated.saturating_mul(u64::from(times)) / u64::from(term.number.max(1));
        Some(Self { resource, per: Some(per), hundredths })
    }

    /// The amount as one states it.
    pub fn quantity(self) -> Quantity {
        let term = self.per.map(|unit| Term { number: 1, unit });
        match self.resource {
            Resource::Money => Quantity::Money(self.hundredths, term),
            Resource::Hours => Quantity::Hours(self.hundredths, term),
        }
    }

    /// Whether two amounts can be added up and compared.
    pub fn is_like(self, other: Self) -> bool {
        self.resource == other.resource && self.per == other.per
    }

    /// Another number of the same kind.
    #[must_use]
    pub const fn with(self, hundredths: u64) -> Self {
        Self { hundredths, ..self }
    }

    /// The same amount per year, where the text names no period for something that recurs.
    #[must_use]
    fn recurring(self, recurs: bool) -> Self {
        if recurs && self.per.is_none() { Self { per: Some(Unit::Year), ..self } } else { self }
    }
}

/// What the covers of a cost add up to.
#[derive(Clone, Copy, Debug)]
pub struct Coverage {
    /// What it costs.
    pub cost: Amount,
    /// What its covers give, as far as they can be compared with the cost.
    pub covered: u64,
    /// Whether there is a cover whose size is not known, or that cannot be compared.
    pub open: bool,
    /// What rounding may account for.
    slack: u64,
}

impl Coverage {
    /// What the covers fall short.
    pub fn shortage(&self) -> Option<Amount> {
        let missing = self.cost.hundredths.saturating_sub(self.covered);
        (!self.open && missing > self.slack).then(|| self.cost.with(missing))
    }

    /// What the covers give beyond the cost.
    pub fn surplus(&self) -> Option<Amount> {
        let beyond = self.covered.saturating_sub(self.cost.hundredths);
        (beyond > self.slack).then(|| self.cost.with(beyond))
    }

    fn add(&mut self, other: &Self) {
        self.covered = self.covered.saturating_add(other.covered);
        self.slack = self.slack.saturating_add(other.slack);
        self.open |= other.open || !self.cost.is_like(other.cost);
    }
}

/// A cover that comes out of means.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    /// The cost.
    pub cost: EntityId,
    /// The cover.
    pub place: Place,
    /// How much, where it is known.
    pub amount: Option<Amount>,
}

/// When means will be used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunOut {
    /// After how many months.
    pub months: u32,
    /// On which day, where the text says when the draws start.
    pub on: Option<Date>,
}

/// Which total comprises which cost.
#[derive(Clone, Debug, Default)]
pub struct Totals(FxHashMap<EntityId, EntityId>);

/// Totals of totals are followed so far: deeper than any budget, and shallow enough for a text that means harm.
const DEEPEST: usize = 20;

impl Totals {
    /// The totals that comprise a cost, the nearest first.
    pub fn above(&self, cost: EntityId) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = Vec::new();
        let mut next = self.0.get(&cost);
        while let Some(&total) = next.filter(|total| **total != cost && !found.contains(total) && found.len() < DEEPEST) {
            found.push(total);
            next = self.0.get(&total);
        }
        found
    }
}

impl Model {
    /// The total of each cost that is part of one.
    pub fn totals(&self) -> Totals {
        let mut totals = FxHashMap::default();
        for total in self.costs.iter().filter(|c| self.is_regional(c.id) && self.in_force(c.id)) {
            for part in total.comprises.items() {
                totals.entry(part.id).or_insert(total.id);
            }
        }
        Totals(totals)
    }

    /// The costs that a total comprises, each once.
    pub fn parts_of<'m>(&'m self, total: &'m Cost) -> impl Iterator<Item = &'m Cost> {
        let mut seen = FxHashSet::default();
        total.comprises.items().filter(move |part| part.id != total.id && seen.insert(part.id)).filter_map(|part| self.cost(part.id))
    }

    /// What a cost amounts to; nothing where the text states two different amounts.
    pub fn cost_amount(&self, cost: &Cost) -> Option<Amount> {
        let stated = cost.amount.value()?;
        if cost.amount.values().any(|other| other != stated) {
            return None;
        }
        Some(Amount::of(*stated)?.recurring(cost.nature.says(MoneyNature::Structural)))
    }

    /// What means amount to; a budget, staff and structural means recur every year.
    pub fn means_amount(&self, means: &Means) -> Option<Amount> {
        let stated = means.amount.value()?;
        if means.amount.values().any(|other| other != stated) {
            return None;
        }
        let yearly_by_kind = means.kind.items().any(|kind| matches!(kind, MeansKind::Budget | MeansKind::Staff));
        Some(Amount::of(*stated)?.recurring(yearly_by_kind || means.nature.says(MoneyNature::Structural)))
    }

    /// What one cover of a cost gives, where it is known.
    pub fn cover_amount(&self, cost: &Cost, cover: &Cover) -> Option<Amount> {
        let whole = self.cost_amount(cost);
        match cover.quantity {
            Some(Quantity::Share(share)) => whole.map(|whole| whole.with(part(whole.hundredths, u64::from(share), 10_000))),
            Some(quantity) => {
                let stated_per = cost.amount.value().copied().and_then(Amount::of).and_then(|stated| stated.per);
                let recurs = stated_per.is_none() && cost.nature.says(MoneyNature::Structural);
                Some(Amount::of(quantity)?.recurring(recurs))
            }
            None if cost.cover.statements().len() == 1 => whole,
            None => None,
        }
    }

    /// What the covers of a cost add up to; nothing where the cost itself is not known.
    pub fn coverage(&self, cost: &Cost) -> Option<Coverage> {
        let whole = self.cost_amount(cost)?;
        let mut sum = Coverage { cost: whole, covered: 0, open: false, slack: 0 };
        for statement in cost.cover.statements() {
            let cover = match &statement.answer {
                Answer::Given(cover) => cover,
                Answer::Open(_) => {
                    sum.open = true;
                    continue;
                }
                Answer::Absent => continue,
            };
            match self.cover_amount(cost, cover).filter(|amount| amount.is_like(whole)) {
                Some(amount) => sum.covered = sum.covered.saturating_add(amount.hundredths),
                None => sum.open = true,
            }
            sum.slack += self.payers(cover) as u64;
            if matches!(cover.quantity, Some(Quantity::Share(_))) {
                // A percentage is written in tenths, so half a tenth may be lost.
                sum.slack += part(whole.hundredths, 5, 10_000);
            }
        }
        Some(sum)
    }

    /// What covers a total: its own covers, and those of its parts and of their parts.
    pub fn coverage_with_parts(&self, total: &Cost) -> Option<Coverage> {
        let mut sum = self.coverage(total)?;
        let mut seen = FxHashSet::from_iter([total.id]);
        let mut left: Vec<&Cost> = self.parts_of(total).collect();
        while let Some(part) = left.pop() {
            if seen.insert(part.id) {
                if let Some(coverage) = self.coverage(part).filter(|_| !part.cover.is_unstated()) {
                    sum.add(&coverage);
                }
                left.extend(self.parts_of(part));
            }
        }
        Some(sum)
    }

    /// How many pay a cover; a group without named organisations counts as several.
    pub fn payers(&self, cover: &Cover) -> usize {
        let named: usize = cover.act.by.iter().map(|by| self.payers_in(by.who.who)).sum();
        named.max(1)
    }

    /// How many payers a set stands for. A table has no purse: what it pays, its members pay.
    pub fn payers_in(&self, who: Who) -> usize {
        match who {
            Who::Entity(id) if self.party(id).is_some_and(|p| p.is(PartyKind::Group)) => 2,
            Who::Entity(id) if self.body(id).is_some() => self.expand(Who::MembersOf(id)).len().max(1),
            _ => self.expand(who).len(),
        }
    }

    /// The means out of which a cover comes.
    pub fn means_in(&self, cover: &Cover) -> Vec<EntityId> {
        let mut found = Vec::new();
        for who in &cover.act.out_of {
            if let Who::Entity(id) = who.who
                && self.means_of(id).is_some()
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
        found
    }

    /// The covers that come out of each means. A total that repeats the covers of its parts is not counted again.
    pub fn draws(&self) -> FxHashMap<EntityId, Vec<Draw>> {
        let mut draws: FxHashMap<EntityId, Vec<Draw>> = FxHashMap::default();
        for cost in self.costs.iter().filter(|c| self.is_regional(c.id)) {
            if self.parts_of(cost).any(|part| part.cover.is_given()) {
                continue;
            }
            for (statement, cover) in cost.cover.given() {
                let means = self.means_in(cover);
                let amount = if means.len() == 1 { self.cover_amount(cost, cover) } else { None };
                for id in means {
                    draws.entry(id).or_default().push(Draw { cost: cost.id, place: statement.place, amount });
                }
            }
        }
        draws
    }

    /// Whether a cost recurs without an end: stated structural, or per period, and neither it nor a total that
    /// comprises it ends or is incidental.
    pub fn is_structural(&self, cost: &Cost, totals: &Totals) -> bool {
        let chain = std::iter::once(cost.id).chain(totals.above(cost.id));
        let ends = chain.clone().any(|id| self.validity(id).until.is_some());
        let nature = chain.filter_map(|id| self.cost(id)).find(|c| !c.nature.is_unstated()).map(|c| &c.nature);
        let recurs = match nature {
            Some(nature) => nature.says(MoneyNature::Structural),
            None => self.cost_amount(cost).is_some_and(|amount| amount.per.is_some()),
        };
        recurs && !ends
    }

    /// Whether means come back after their end: something takes their place, or still has to, or they are a budget, which
    /// is set again. Of a budget that has ended, only one of a single year is.
    pub fn are_renewed(&self, means: &Means) -> bool {
        let successors = &self.entity(means.id).successors;
        let Period { from, until } = self.validity(means.id);
        let past = until.is_some_and(|until| until <= self.on);
        let year = Term { number: 1, unit: Unit::Year };
        let of_a_year = until.is_some() && from.and_then(|from| year.over(from)).is_some_and(|next| until <= Some(next));
        let budget = means.kind.items().any(|kind| *kind == MeansKind::Budget);
        successors.has_items() || successors.open().is_some() || (budget && (!past || of_a_year))
    }

    /// When a sum that is there once will be used up by yearly draws from a day on.
    pub fn runs_out(sum: Amount, yearly: Amount, start: Option<Date>) -> Option<RunOut> {
        let comparable = sum.resource == yearly.resource && sum.per.is_none() && yearly.per == Some(Unit::Year);
        if !comparable || yearly.hundredths == 0 {
            return None;
        }
        let months = u32::try_from(part(sum.hundredths, 12, yearly.hundredths)).ok()?;
        let span = jiff::Span::new().try_months(months).ok()?;
        let on = start.and_then(|start| start.checked_add(span).ok());
        Some(RunOut { months, on })
    }

    /// When means that are there once will be used up by the draws on them; counted from the first draw, from the day that
    /// the means start, or else from the date of the model.
    pub fn used_up(&self, means: &Means, draws: &[Draw]) -> Option<RunOut> {
        let yearly = yearly_draw(draws)?;
        let first = draws.iter().filter_map(|d| self.validity(d.cost).from).min();
        let start = [self.validity(means.id).from, first].into_iter().flatten().max().unwrap_or(self.on);
        Self::runs_out(self.means_amount(means)?, yearly, Some(start))
    }

    /// What a draw takes in all: once, or per year over the whole months that its cost lasts.
    pub fn whole_draw(&self, draw: &Draw, since: Option<Date>) -> Option<Amount> {
        let amount = draw.amount?;
        let once = Amount { per: None, ..amount };
        match amount.per {
            None => Some(once),
            Some(Unit::Year) => {
                let Period { from, until } = self.validity(draw.cost);
                let months = months_between(from?.max(since.unwrap_or(Date::MIN)), until?);
                Some(once.with(part(amount.hundredths, months, 12)))
            }
            Some(_) => None,
        }
    }
}

/// What draws take together each year, where all of them are known and alike.
pub fn yearly_draw<'d>(draws: impl IntoIterator<Item = &'d Draw>) -> Option<Amount> {
    let mut sum: Option<Amount> = None;
    for draw in draws {
        let amount = draw.amount.filter(|a| a.per == Some(Unit::Year))?;
        sum = Some(match sum {
            Some(before) if before.is_like(amount) => before.with(before.hundredths.saturating_add(amount.hundredths)),
            Some(_) => return None,
            None => amount,
        });
    }
    sum
}

/// `whole * numerator / denominator`, without overflow on the way.
fn part(whole: u64, numerator: u64, denominator: u64) -> u64 {
    let exact = u128::from(whole) * u128::from(numerator) / u128::from(denominator.max(1));
    u64::try_from(exact).unwrap_or(u64::MAX)
}

/// The whole months between two days.
fn months_between(from: Date, until: Date) -> u64 {
    let count = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let months = count(until) - count(from) - i64::from(until.day() < from.day());
    u64::try_from(months).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const fn euros(number: u64, number_of: u32, unit: Unit) -> Quantity {
        Quantity::Money(number * 100, Some(Term { number: number_of, unit }))
    }

    #[test]
    fn amounts_per_month_or_quarter_count_per_year() {
        let yearly = |quantity| Amount::of(quantity).map(|a| (a.per, a.hundredths));
        assert_eq!(yearly(euros(1_000, 1, Unit::Quarter)), Some((Some(Unit::Year), 400_000)));
        assert_eq!(yearly(euros(1_000, 1, Unit::Month)), Some((Some(Unit::Year), 1_200_000)));
        assert_eq!(yearly(euros(1_000, 1, Unit::HalfYear)), Some((Some(Unit::Year), 200_000)));
        assert_eq!(yearly(euros(1_000, 2, Unit::Year)), Some((Some(Unit::Year), 50_000)));
        assert_eq!(yearly(euros(1_000, 1, Unit::Week)), Some((Some(Unit::Week), 100_000)));
        assert_eq!(yearly(Quantity::Money(100, None)), Some((None, 100)));
        assert_eq!(yearly(Quantity::OpenEnded), None);
    }

    #[test]
    fn an_amount_is_said_as_it_is_stated() {
        let amount = Amount::of(euros(66_000, 1, Unit::Year)).map(Amount::quantity);
        assert_eq!(amount, Some(euros(66_000, 1, Unit::Year)));
        let hours = Amount::of(Quantity::Hours(1_000, None)).map(Amount::quantity);
        assert_eq!(hours, Some(Quantity::Hours(1_000, None)));
    }

    #[test]
    fn only_whole_months_count() {
        assert_eq!(months_between(date(2024, 1, 1), date(2028, 1, 1)), 48);
        assert_eq!(months_between(date(2024, 1, 15), date(2024, 3, 14)), 1);
        assert_eq!(months_between(date(2024, 3, 1), date(2024, 1, 1)), 0);
    }
}
