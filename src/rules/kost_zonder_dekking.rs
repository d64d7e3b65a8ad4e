//! `kost-zonder-dekking`: nobody pays a cost, the covers fall short of it, or they stop before it does.

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::fact::Statement;
use crate::model::money::{Amount, Resource, Totals};
use crate::model::parts::{Cost, Cover};
use crate::model::refs::EntityId;
use crate::syntax::tree::Quantity;

pub const RULE: Rule = Rule {
    name: "kost-zonder-dekking",
    group: Group::Funding,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("kosten zonder dekking, of met te weinig dekking", "a cost without cover, or with too little"),
    sources: &[
        Source::Law("Gemeentewet", "art. 189 lid 1"),
        Source::Law("Gemeentewet", "art. 189 lid 3"),
        Source::Vng(VngText::Chart, "checklist, output 4"),
    ],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let totals = ctx.model.totals();
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        if cost.cover.is_given() {
            if let Some(missing) = shortage(ctx, cost).filter(|_| !covered_above(ctx, cost, &totals)) {
                findings.push(short(ctx, cost, missing));
            }
            findings.extend(by_nobody(ctx, cost, &totals));
            stops_early(ctx, cost, &totals, findings);
        } else if cost.cover.is_lacking() && !cost.comprises.has_items() && !covered_above(ctx, cost, &totals) && !budgeted(ctx, cost, &totals) {
            findings.extend(uncovered(ctx, cost));
        }
    }
}

/// Whether a total that comprises the cost has a cover of its own, or one that is still to be arranged.
fn covered_above(ctx: &Context<'_>, cost: &Cost, totals: &Totals) -> bool {
    totals.above(cost.id).into_iter().filter_map(|id| ctx.model.cost(id)).any(|total| !total.cover.is_lacking())
}

/// Whether somebody decided on a budget for it: then it is paid out of that budget.
fn budgeted(ctx: &Context<'_>, cost: &Cost, totals: &Totals) -> bool {
    let above = totals.above(cost.id).into_iter().filter_map(|id| ctx.model.cost(id));
    std::iter::once(cost).chain(above).any(|c| !c.budget_decision.is_lacking())
}

/// What the covers fall short; a total is also covered by what covers its parts.
fn shortage(ctx: &Context<'_>, cost: &Cost) -> Option<Amount> {
    let missing = ctx.model.coverage(cost)?.shortage()?;
    if cost.comprises.has_items() { ctx.model.coverage_with_parts(cost)?.shortage() } else { Some(missing) }
}

fn uncovered(ctx: &Context<'_>, cost: &Cost) -> Option<Finding> {
    let name = ctx.name(cost.id);
    let (severity, headline) = match cost.amount.value() {
        Some(Quantity::Money(0, _) | Quantity::Hours(0, _)) => return None,
        // Whoever still has to settle the amount can't settle the cover yet.
        None if cost.amount.open().is_some() => return None,
        Some(Quantity::OpenEnded) => (
            Severity::Warning,
            message!("niet gebleken wie `{name}` betaalt, en het bedrag is onbepaald", "it does not appear who pays `{name}`, and the amount is open-ended"; name = name),
        ),
        Some(quantity) => {
            let severity = if Amount::of(*quantity).is_some_and(|a| a.resource == Resource::Hours) { Severity::Warning } else { Severity::Error };
            (
                severity,
                message!("niet gebleken wie `{name}` betaalt ({amount})", "it does not appear who pays `{name}` ({amount})"; name = name, amount = *quantity),
            )
        }
        None => (
            Severity::Hint,
            message!("niet gebleken wat `{name}` kost en wie het betaalt", "it does not appear what `{name}` costs and who pays it"; name = name),
        ),
    };
    let denied = cost.cover.first().filter(|_| cost.cover.is_absent());
    let headline = match denied {
        Some(_) => message!("de tekst zegt zelf dat `{name}` geen dekking heeft", "the text itself says that `{name}` has no cover"; name = name),
        None => headline,
    };
    let finding = RULE
        .finding_at(severity, denied.map_or(ctx.at(cost.id), |s| s.place), headline)
        .label(message!("zonder dekking", "without cover"))
        .why(message!(
            "Een gemeente kan alleen uitgeven wat de raad op de begroting heeft gezet. Zolang niet vaststaat wie wat betaalt, is niet zeker dat dit werk gedaan wordt.",
            "A municipality can spend only what its council has put on the budget. As long as it is not settled who pays what, it is not certain that this work gets done."
        ))
        .remedy(message!("Noem wie betaalt, hoeveel en waaruit: `dekking … door … uit …`.", "State who pays, how much and out of what: `dekking … door … uit …`."));
    Some(with_open_cover(ctx, cost.id, denied.map(|s| s.place), finding))
}

/// Offers to note the cover as an open point: in place of `dekking geen`, or as a new line.
fn with_open_cover(ctx: &Context<'_>, cost: EntityId, denied: Option<crate::text::Place>, mut finding: Finding) -> Finding {
    let title = message!("noteer de dekking als open punt", "note the cover as an open point");
    let open = "dekking nog te regelen";
    match denied {
        Some(place) => finding.fix(Fix { title, edits: vec![Edit { place, text: open.to_owned() }], safe: false }),
        None => {
            finding.fixes.extend(ctx.add_property(cost, title, open));
            finding
        }
    }
}

fn short(ctx: &Context<'_>, cost: &Cost, missing: Amount) -> Finding {
    let name = ctx.name(cost.id);
    let gap = missing.quantity();
    let headline = message!("van `{name}` is {gap} niet gedekt", "of `{name}`, {gap} is not covered"; name = name, gap = gap);
    let place = cost.amount.place().unwrap_or(ctx.at(cost.id));
    let mut finding = RULE
        .finding(place, headline)
        .label(message!("meer dan de dekking", "more than the cover"))
        .why(message!(
            "De genoemde dekking is samen lager dan de kosten. Voor het verschil heeft niemand geld toegezegd.",
            "The stated covers add up to less than the cost. Nobody has promised the difference."
        ))
        .remedy(message!(
            "Noem wie het verschil betaalt met nog een regel `dekking`, of verlaag het bedrag.",
            "State who pays the difference in another `dekking` line, or lower the amount."
        ));
    for (statement, _) in cost.cover.given() {
        finding = finding.related(statement.place, message!("telt mee als dekking", "counts as cover"));
    }
    with_open_cover(ctx, cost.id, None, finding)
}

/// A cover that says neither who pays nor out of what, nor on what it rests.
fn by_nobody(ctx: &Context<'_>, cost: &Cost, totals: &Totals) -> Option<Finding> {
    let empty = |(statement, cover): &(&Statement<Cover>, &Cover)| {
        let act = &cover.act;
        act.by.is_empty() && act.out_of.is_empty() && statement.basis.is_empty()
    };
    let (statement, cover) = cost.cover.given().find(empty).filter(|_| !budgeted(ctx, cost, totals))?;
    let name = ctx.name(cost.id);
    let headline = match cover.quantity {
        Some(quantity) => {
            message!("niet gebleken wie van `{name}` deze {amount} betaalt, en waaruit", "it does not appear who pays this {amount} of `{name}`, and out of what"; name = name, amount = quantity)
        }
        None => {
            message!("de dekking van `{name}` zegt niet wie betaalt, hoeveel of waaruit", "the cover of `{name}` does not say who pays, how much or out of what"; name = name)
        }
    };
    let finding = RULE
        .finding_at(Severity::Warning, statement.place, headline)
        .label(message!("dekking zonder betaler", "cover without a payer"))
        .why(message!(
            "Een dekking zonder betaler of middelen is een toezegging van niemand: als de rekening komt, blijkt er geen budget te zijn.",
            "A cover without a payer or means is a promise by nobody: when the bill comes, there turns out to be no budget."
        ))
        .remedy(message!(
            "Noem wie betaalt, hoeveel en waaruit: `dekking … door … uit …`.",
            "State who pays, how much and out of what: `dekking … door … uit …`."
        ));
    let title = message!("noteer de dekking als open punt", "note the cover as an open point");
    let edits = vec![Edit { place: statement.place, text: "dekking nog te regelen".to_owned() }];
    Some(finding.fix(Fix { title, edits, safe: false }))
}

/// A cost that lasts longer than the means that pay it, or that recurs while they have ended.
fn stops_early(ctx: &Context<'_>, cost: &Cost, totals: &Totals, findings: &mut Findings) {
    let last = ctx.model.validity(cost.id).until;
    // What recurs without an end is `structureel-uit-incidenteel`; what is paid once may have been paid in time.
    let recurs = ctx.model.cost_amount(cost).is_some_and(|amount| amount.per.is_some()) && !ctx.model.is_structural(cost, totals);
    let before = last.or(recurs.then_some(ctx.model.on));
    let Some(before) = before else { return };
    for (statement, cover) in cost.cover.given() {
        let means = ctx.model.means_in(cover).into_iter().filter_map(|id| ctx.model.means_of(id));
        for means in means.filter(|means| !ctx.model.are_renewed(means)) {
            let end = ctx.model.validity(means.id).until;
            let Some(end) = end.filter(|end| *end < before || (last.is_none() && *end == before)) else { continue };
            let (name, from): (&str, &str) = (ctx.name(cost.id), ctx.name(means.id));
            let headline: Message = match last {
                Some(last) => message!(
                    "`{name}` loopt tot {last}, maar `{from}` is er tot {end}",
                    "`{name}` runs until {last}, but `{from}` is there until {end}";
                    name = name, from = from, last = last, end = end
                ),
                None => message!(
                    "`{name}` loopt nog, maar `{from}` is er sinds {end} niet meer",
                    "`{name}` still runs, but `{from}` has been gone since {end}";
                    name = name, from = from, end = end
                ),
            };
            findings.push(
                RULE.finding_at(Severity::Warning, statement.place, headline)
                    .label(message!("dekking houdt eerder op", "cover stops earlier"))
                    .why(message!(
                        "Na die dag is er voor deze kosten geen geld meer aangewezen.",
                        "After that day no money is set aside for this cost."
                    ))
                    .remedy(message!(
                        "Wijs dekking aan voor de rest van de looptijd, of laat de kosten eerder eindigen.",
                        "Name cover for the rest of the term, or let the cost end earlier."
                    ))
                    .related(ctx.at(means.id), message!("eindigt op {end}", "ends on {end}"; end = end)),
            );
        }
    }
}
