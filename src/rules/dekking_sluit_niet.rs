//! `dekking-sluit-niet`: covers beyond the cost, a total that is not the sum of its parts, means that are drawn twice.

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message;
use crate::model::fact::Statement;
use crate::model::money::{Amount, Draw};
use crate::model::parts::{Cost, Means};
use crate::syntax::tree::Quantity;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "dekking-sluit-niet",
    group: Group::Funding,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("bedragen sluiten niet op elkaar aan", "amounts do not add up"),
    sources: &[Source::Law("Gemeentewet", "art. 189 lid 2"), Source::Vng(VngText::Chart, "checklist, output 4")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        findings.extend(beyond_cost(ctx, cost));
        findings.extend(other_than_parts(ctx, cost));
    }
    let draws = ctx.model.draws();
    for means in ctx.model.means.iter().filter(|m| ctx.model.is_regional(m.id) && ctx.model.in_force(m.id)) {
        if let Some(draws) = draws.get(&means.id) {
            findings.extend(drawn_twice(ctx, means, draws));
        }
    }
}

/// More cover than cost.
fn beyond_cost(ctx: &Context<'_>, cost: &Cost) -> Option<Finding> {
    let coverage = ctx.model.coverage(cost)?;
    let (whole, beyond) = (coverage.cost.quantity(), coverage.surplus()?.quantity());
    let name = ctx.name(cost.id);
    let headline = message!(
        "de dekking van `{name}` is {beyond} hoger dan de kosten ({whole})",
        "the cover of `{name}` is {beyond} more than its cost ({whole})";
        name = name, beyond = beyond, whole = whole
    );
    let mut finding = RULE
        .finding(cost.amount.place()?, headline)
        .label(message!("lager dan de dekking", "less than the cover"))
        .why(message!(
            "Kosten en dekking horen gelijk te zijn. Nu is niet te zeggen welke bijdrage te hoog is, of dat er kosten ontbreken.",
            "Cost and cover should be equal. As it stands nobody can tell which contribution is too high, or which cost is missing."
        ))
        .remedy(message!("Verbeter het bedrag of de dekking.", "Correct the amount or the cover."));
    for (statement, _) in cost.cover.given() {
        finding = finding.related(statement.place, message!("telt mee als dekking", "counts as cover"));
    }
    Some(finding)
}

/// A total that differs from the sum of its parts. Parts in another measure (hours beside money, once beside yearly)
/// don't count; where a part is not known, only a sum that is already too high is wrong.
fn other_than_parts(ctx: &Context<'_>, total: &Cost) -> Option<Finding> {
    let whole = ctx.model.cost_amount(total)?;
    let (mut sum, mut slack, mut all_known) = (0_u64, 0, true);
    let mut counted: Vec<Place> = Vec::new();
    for part in ctx.model.parts_of(total) {
        let amount = ctx.model.cost_amount(part).filter(|_| ctx.model.in_force(part.id));
        match amount {
            Some(amount) if amount.is_like(whole) => {
                sum = sum.saturating_add(amount.hundredths);
                slack += 1;
                counted.extend(part.amount.place());
            }
            // Hours are no part of a sum of money, nor the other way round.
            Some(amount) if amount.resource != whole.resource => {}
            _ => all_known = false,
        }
    }
    let too_high = sum > whole.hundredths.saturating_add(slack);
    let too_low = all_known && whole.hundredths > sum.saturating_add(slack);
    if counted.is_empty() || !(too_high || too_low) {
        return None;
    }
    let name = ctx.name(total.id);
    let parts = whole.with(sum).quantity();
    let stated = total.amount.first()?;
    let headline = message!(
        "`{name}` is {whole}, maar de onderdelen zijn samen {parts}",
        "`{name}` is {whole}, but its parts add up to {parts}";
        name = name, whole = whole.quantity(), parts = parts
    );
    let mut finding = RULE
        .finding(stated.place, headline)
        .label(message!("niet de som van de onderdelen", "not the sum of the parts"))
        .why(message!(
            "Wie op het totaal begroot, begroot iets anders dan wie de onderdelen optelt.",
            "Whoever budgets by the total budgets something else than whoever adds up the parts."
        ))
        .remedy(message!(
            "Verbeter het totaal of een onderdeel, of noem het onderdeel dat ontbreekt bij `omvat`.",
            "Correct the total or a part, or name the part that is missing under `omvat`."
        ));
    for place in counted {
        finding = finding.related(place, message!("onderdeel", "part"));
    }
    finding.fixes.extend(if all_known { set_total(ctx, stated, whole.with(sum)) } else { None });
    Some(finding)
}

/// Writes the sum in place of the stated total.
fn set_total(ctx: &Context<'_>, stated: &Statement<Quantity>, sum: Amount) -> Option<Fix> {
    use crate::lang::{Lang, Say};
    let value = Span { start: stated.key.span.end, end: stated.place.span.end };
    let words = ctx.words(Place { span: value, ..stated.place });
    let tail = [" krachtens ", " bron "].iter().filter_map(|word| words.find(word)).min().unwrap_or(words.len());
    let start = words.len() - words.trim_start().len();
    let end = words.get(..tail)?.trim_end().len();
    let place = Place { span: Span { start: value.start + start as u32, end: value.start + end as u32 }, ..stated.place };
    let sum = sum.quantity();
    let text = sum.say(Lang::Dutch);
    Some(Fix { title: message!("schrijf {sum}", "write {sum}"; sum = sum), edits: vec![Edit { place, text }], safe: false })
}

/// Draws on means that together ask more than there is.
fn drawn_twice(ctx: &Context<'_>, means: &Means, draws: &[Draw]) -> Option<Finding> {
    let there = ctx.model.means_amount(means)?;
    let since = ctx.model.validity(means.id).from;
    let amount_of =
        |draw: &Draw| if there.per.is_none() { ctx.model.whole_draw(draw, since) } else { draw.amount.filter(|_| ctx.model.in_force(draw.cost)) };
    let counted: Vec<(&Draw, Amount)> = draws.iter().filter_map(|d| amount_of(d).filter(|a| a.is_like(there)).map(|a| (d, a))).collect();
    let asked = counted.iter().fold(0_u64, |sum, (_, amount)| sum.saturating_add(amount.hundredths));
    let slack = counted.len() as u64;
    if asked <= there.hundredths.saturating_add(slack) {
        return None;
    }
    let name = ctx.name(means.id);
    let headline = message!(
        "uit `{name}` wordt {asked} betaald, maar er is {there}",
        "{asked} is paid out of `{name}`, but there is {there}";
        name = name, asked = there.with(asked).quantity(), there = there.quantity()
    );
    let mut finding = RULE
        .finding(means.amount.place()?, headline)
        .label(message!("minder dan eruit betaald wordt", "less than is paid out of it"))
        .why(message!(
            "Hetzelfde geld kan maar één keer worden uitgegeven. Zo is een deel van deze kosten niet gedekt.",
            "The same money can be spent only once. As it stands part of these costs is not covered."
        ))
        .remedy(message!(
            "Verlaag een dekking, zoek een andere bron, of verbeter het bedrag van deze middelen.",
            "Lower a cover, find another source, or correct the amount of these means."
        ));
    for (draw, amount) in counted {
        finding = finding.related(draw.place, message!("hier {amount}", "{amount} here"; amount = amount.quantity()));
    }
    Some(finding)
}
