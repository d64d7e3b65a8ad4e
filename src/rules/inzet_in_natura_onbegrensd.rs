//! `inzet-in-natura-onbegrensd`: an effort without a limit, or hours without a period.

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{Cost, Cover};
use crate::model::refs::Who;
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::MoneyNature;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "inzet-in-natura-onbegrensd",
    group: Group::Funding,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: ("inzet zonder grens, of uren zonder periode", "a contribution in kind without a limit, or hours without a period"),
    sources: &[Source::Vng(VngText::Chart, "checklist, output 4")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        let finding = if is_open_ended(ctx, cost) { open_ended(ctx, cost) } else { without_period(ctx, cost) };
        findings.extend(finding.filter(|_| !is_own_task(ctx, cost)));
    }
}

/// Whether somebody has promised an effort of which neither the cost, nor the cover, nor the means set a limit.
fn is_open_ended(ctx: &Context<'_>, cost: &Cost) -> bool {
    if cost.amount.values().any(|q| *q != Quantity::OpenEnded) || cost.amount.open().is_some() {
        return false;
    }
    let unbounded = |cover: &Cover| match cover.quantity {
        Some(quantity) => quantity == Quantity::OpenEnded,
        None => cost.amount.is_given(),
    };
    let limited = |cover: &Cover| ctx.model.means_in(cover).iter().filter_map(|id| ctx.model.means_of(*id)).any(|m| !m.amount.is_lacking());
    cost.cover.values().any(|cover| unbounded(cover) && !limited(cover))
}

/// Whether all who pay are those for whom it is paid: their own work.
fn is_own_task(ctx: &Context<'_>, cost: &Cost) -> bool {
    let payers: Vec<Who> = cost.cover.values().flat_map(|c| &c.act.by).map(|by| by.who.who).collect();
    let own = |who: &Who| matches!(who, Who::Entity(id) if ctx.model.party(*id).is_some() && cost.pays_for.items().any(|r| r.id == *id));
    !payers.is_empty() && payers.iter().all(own)
}

fn open_ended(ctx: &Context<'_>, cost: &Cost) -> Option<Finding> {
    let stated = cost.amount.first();
    let place = stated.map(|s| s.place).or_else(|| cost.cover.place())?;
    let name = ctx.name(cost.id);
    let mut finding = RULE
        .finding(place, message!("de inzet voor `{name}` heeft geen grens", "the contribution in kind to `{name}` has no limit"; name = name))
        .label(message!("zonder grens", "without a limit"))
        .why(message!(
            "Wie inzet zonder maximum toezegt, weet niet waartoe hij zich verbindt, en kan de inzet niet plannen of begroten. Zo kan de een onbeperkt werk maken voor de ander.",
            "Whoever promises a contribution without a maximum does not know what he commits himself to, and can neither plan nor budget it. One party can then make work without end for another."
        ))
        .remedy(message!("Noem een maximum, bijvoorbeeld `bedrag 40 uur per jaar`.", "State a maximum, such as `bedrag 40 uur per jaar`."));
    for (statement, _) in cost.cover.given().filter(|(s, _)| s.place != place) {
        finding = finding.related(statement.place, message!("door wie", "by whom"));
    }
    finding.fixes.extend(stated.and_then(|s| open_point(ctx, s)));
    Some(finding)
}

/// Writes `nog te regelen` in place of `onbepaald`.
fn open_point(ctx: &Context<'_>, stated: &Statement<Quantity>) -> Option<Fix> {
    const WORD: &str = "onbepaald";
    let start = stated.place.span.start + ctx.words(stated.place).find(WORD)? as u32;
    let place = Place { span: Span { start, end: start + WORD.len() as u32 }, ..stated.place };
    let title = message!("noteer het maximum als open punt", "note the maximum as an open point");
    Some(Fix { title, edits: vec![Edit { place, text: "nog te regelen".to_owned() }], safe: false })
}

/// Hours that recur or may recur, without saying in which period.
fn without_period(ctx: &Context<'_>, cost: &Cost) -> Option<Finding> {
    let ends = ctx.model.validity(cost.id).until.is_some();
    if ends || cost.nature.says(MoneyNature::Incidental) || cost.amount.open().is_some() {
        return None;
    }
    let stated = cost.amount.given().find(|(_, q)| matches!(q, Quantity::Hours(_, None))).map(|(s, q)| (s.place, *q));
    let covers = || cost.cover.given().find_map(|(s, c)| c.quantity.filter(|q| matches!(q, Quantity::Hours(_, None))).map(|q| (s.place, q)));
    let (place, hours) = stated.or_else(|| if cost.amount.is_given() { None } else { covers() })?;
    let name = ctx.name(cost.id);
    Some(
        RULE.finding(place, message!("niet gebleken over welke periode `{name}` {hours} vraagt", "it does not appear over which period `{name}` asks {hours}"; name = name, hours = hours))
            .label(message!("per welke periode?", "per which period?"))
            .why(message!(
                "Zonder periode is een aantal uren geen grens: het kan per week zijn, per jaar, of in totaal.",
                "Without a period a number of hours is no limit: it may be per week, per year, or in all."
            ))
            .remedy(message!("Schrijf bijvoorbeeld `per jaar` achter de uren, of `aard incidenteel` als zij eenmalig zijn.", "Write, say, `per jaar` behind the hours, or `aard incidenteel` if they are spent once.")),
    )
}
