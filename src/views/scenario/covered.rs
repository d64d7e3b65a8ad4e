//! `… is gedekt tot …`: whether the covers of a cost add up, and last until a day.

use jiff::civil::Date;

use super::{Answer, Judge, Line};
use crate::message;
use crate::model::parts::{Cost, Means};
use crate::model::refs::EntityId;
use crate::syntax::vocabulary::{MeansKind, MoneyNature};

impl Judge<'_> {
    pub(super) fn covered(&self, cost: EntityId, until: Option<Date>, negated: bool) -> Answer {
        let Some(cost) = self.model.cost(cost) else { return Answer { holds: false, shown: Vec::new() } };
        let mut lacks: Vec<Line> = self.shortage(cost).into_iter().collect();
        lacks.extend(until.into_iter().flat_map(|until| self.ends_before(cost, until)));
        let closed = lacks.is_empty();
        let lines = if closed { self.sum(cost).into_iter().collect() } else { lacks };
        Answer { holds: closed != negated, shown: self.steps(lines) }
    }

    fn sum(&self, cost: &Cost) -> Option<Line> {
        let coverage = self.model.coverage_with_parts(cost)?;
        let (covered, whole) = (coverage.cost.with(coverage.covered).quantity(), coverage.cost.quantity());
        let text = message!("gedekt is {covered} van {whole}", "covered is {covered} of {whole}"; covered = covered, whole = whole);
        Some((text, cost.amount.place()))
    }

    fn shortage(&self, cost: &Cost) -> Option<Line> {
        let at = Some(self.model.entity(cost.id).name_place);
        let name = self.model.name(cost.id);
        if !self.model.in_force(cost.id) {
            return Some((message!("`{name}` geldt op deze datum niet", "`{name}` is not in force on this date"; name = name), at));
        }
        let Some(coverage) = self.model.coverage_with_parts(cost) else {
            return Some((message!("niet gebleken hoeveel `{name}` bedraagt", "it does not appear how much `{name}` amounts to"; name = name), at));
        };
        if let Some(short) = coverage.shortage() {
            return Some((message!("`{name}` komt {short} tekort", "`{name}` falls short by {short}"; name = name, short = short.quantity()), at));
        }
        let is_covered = cost.cover.is_given() || self.model.parts_of(cost).any(|part| part.cover.is_given());
        (coverage.open || !is_covered).then(|| {
            (message!("niet gebleken dat `{name}` geheel is gedekt", "it does not appear that `{name}` is covered in full"; name = name), at)
        })
    }

    /// The means that stop, or are used up, before a day until which a cost or a part of it must be paid.
    fn ends_before(&self, cost: &Cost, until: Date) -> Vec<Line> {
        let draws = self.model.draws();
        let costs = std::iter::once(cost).chain(self.model.parts_of(cost));
        let drawn = costs.flat_map(|cost| {
            let needed = self.model.validity(cost.id).until.map_or(until, |end| end.min(until));
            cost.cover.values().flat_map(|cover| self.model.means_in(cover)).map(move |means| (means, needed))
        });
        let mut lines: Vec<Line> = Vec::new();
        for (means, needed) in drawn {
            let name = self.model.name(means);
            let stops = self.model.validity(means).until.filter(|end| *end < needed);
            let used_up = self.model.means_of(means).filter(|m| is_incidental(m)).and_then(|m| {
                let draws = draws.get(&means).map(Vec::as_slice).unwrap_or_default();
                self.model.used_up(m, draws).and_then(|out| out.on).filter(|day| *day < needed)
            });
            let place = Some(self.model.entity(means).name_place);
            let line = match (stops, used_up) {
                (Some(day), _) => message!("`{name}` houdt op op {day}", "`{name}` stops on {day}"; name = name, day = day),
                (None, Some(day)) => message!("`{name}` is op rond {day}", "`{name}` is used up around {day}"; name = name, day = day),
                (None, None) => continue,
            };
            lines.push((line, place));
        }
        lines
    }
}

/// Whether means are there once: stated so, or a reserve of which nothing else is stated.
fn is_incidental(means: &Means) -> bool {
    means.nature.says(MoneyNature::Incidental) || (means.nature.is_unstated() && means.kind.items().any(|kind| *kind == MeansKind::Reserve))
}
