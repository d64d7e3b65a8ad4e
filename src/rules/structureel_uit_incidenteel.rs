//! `structureel-uit-incidenteel`: a cost that recurs without an end, paid out of means that do not.

use jiff::civil::Date;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Lang, Message};
use crate::message;
use crate::model::Model;
use crate::model::money::{Draw, Totals, yearly_draw};
use crate::model::parts::{Cost, Cover, Means};
use crate::model::refs::EntityId;
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::{MeansKind, MoneyNature};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "structureel-uit-incidenteel",
    group: Group::Funding,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: ("structurele kosten worden betaald uit incidentele middelen", "structural costs are paid out of incidental means"),
    sources: &[Source::Law("BBV", "art. 19 onder c"), Source::Law("BBV", "art. 19 onder d"), Source::Law("Gemeentewet", "art. 189 lid 2")],
    check,
};

/// Why means do not recur.
#[derive(Clone, Copy)]
enum Incidental {
    /// The text says so.
    Stated,
    /// They end on a day.
    Ends(Date),
    /// They have ended.
    Past(Date),
    /// A reserve, of which nothing is said.
    Reserve,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let totals = ctx.model.totals();
    let draws = ctx.model.draws();
    for means in ctx.model.means.iter().filter(|m| ctx.model.is_regional(m.id)) {
        let Some(incidental) = incidental(ctx, means) else { continue };
        let structural: Vec<&Draw> = draws.get(&means.id).into_iter().flatten().filter(|d| recurs(ctx, d.cost, &totals)).collect();
        if !structural.is_empty() {
            findings.push(drained(ctx, means, incidental, &structural));
        }
    }
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && recurs(ctx, c.id, &totals)) {
        covered_once(ctx, cost, findings);
    }
}

fn recurs(ctx: &Context<'_>, cost: EntityId, totals: &Totals) -> bool {
    ctx.model.in_force(cost) && ctx.model.cost(cost).is_some_and(|c| ctx.model.is_structural(c, totals))
}

/// Why means are incidental, if they are. A draw on a reserve is, unless the text says otherwise; an end makes them so,
/// except for a budget, which is set again every year. Of means that have ended nothing comes any more, whatever their
/// nature.
fn incidental(ctx: &Context<'_>, means: &Means) -> Option<Incidental> {
    if means.nature.says(MoneyNature::Incidental) {
        return Some(Incidental::Stated);
    }
    let end = ctx.model.validity(means.id).until;
    let successors = &ctx.model.entity(means.id).successors;
    if means.nature.open().is_some() || successors.has_items() || successors.open().is_some() {
        return None;
    }
    if let Some(end) = end.filter(|end| *end <= ctx.model.on && !ctx.model.are_renewed(means)) {
        return Some(Incidental::Past(end));
    }
    let is = |kind: MeansKind| means.kind.items().any(|k| *k == kind);
    match end {
        _ if means.nature.is_given() => None,
        Some(end) if !is(MeansKind::Budget) => Some(Incidental::Ends(end)),
        _ => is(MeansKind::Reserve).then_some(Incidental::Reserve),
    }
}

fn drained(ctx: &Context<'_>, means: &Means, incidental: Incidental, draws: &[&Draw]) -> Finding {
    let name = ctx.name(means.id);
    let (place, headline) = match incidental {
        Incidental::Stated => (
            means.nature.place().unwrap_or(ctx.at(means.id)),
            message!("structurele kosten worden betaald uit `{name}`, en dat is incidenteel", "structural costs are paid out of `{name}`, which is incidental"; name = name),
        ),
        Incidental::Ends(end) => (
            ctx.at(means.id),
            message!("structurele kosten worden betaald uit `{name}`, dat ophoudt op {end}", "structural costs are paid out of `{name}`, which stops on {end}"; name = name, end = end),
        ),
        Incidental::Past(end) => (
            ctx.at(means.id),
            message!("structurele kosten worden betaald uit `{name}`, dat er sinds {end} niet meer is", "structural costs are paid out of `{name}`, which has been gone since {end}"; name = name, end = end),
        ),
        Incidental::Reserve => (
            ctx.at(means.id),
            message!("structurele kosten worden betaald uit de reserve `{name}`", "structural costs are paid out of the reserve `{name}`"; name = name),
        ),
    };
    let mut finding = RULE
        .finding(place, headline)
        .label(if matches!(incidental, Incidental::Past(_)) {
            message!("niet meer geldig", "no longer in force")
        } else {
            message!("niet structureel", "not structural")
        })
        .why(reason(ctx, means, incidental, draws))
        .remedy(remedy(incidental));
    for draw in draws {
        finding = finding.related(draw.place, message!("`{cost}` is structureel", "`{cost}` is structural"; cost = ctx.name(draw.cost)));
    }
    if matches!(incidental, Incidental::Past(_)) {
        let title = message!("noteer het vervolg van deze middelen als open punt", "note what follows these means as an open point");
        finding.fixes.extend(ctx.add_property(means.id, title, "opvolger nog te regelen"));
    } else if means.nature.is_unstated() {
        let title = message!("noteer de aard van deze middelen als open punt", "note the nature of these means as an open point");
        finding.fixes.extend(ctx.add_property(means.id, title, "aard nog te regelen"));
    }
    finding
}

fn remedy(incidental: Incidental) -> Message {
    match incidental {
        Incidental::Past(_) => message!(
            "Noem de middelen die ervoor in de plaats kwamen (`opvolger`), of de nieuwe looptijd (nog een regel `geldig van … tot …`).",
            "Name the means that took their place (`opvolger`), or the new term (another line `geldig van … tot …`)."
        ),
        _ => message!(
            "Zoek structurele dekking, of geef de kosten een einddatum (`geldig … tot …`). Is de onttrekking als structureel verantwoord, schrijf dan `aard structureel` bij deze middelen.",
            "Find structural cover, or give the costs an end (`geldig … tot …`). If the draw is accounted for as structural, write `aard structureel` with these means."
        ),
    }
}

/// The reason, with the moment at which the means are used up where that can be worked out.
fn reason(ctx: &Context<'_>, means: &Means, incidental: Incidental, draws: &[&Draw]) -> Message {
    let balance = message!(
        "Een begroting hoort structureel in evenwicht te zijn: lasten die elk jaar terugkomen vragen baten die elk jaar terugkomen.",
        "A budget should balance structurally: expenses that recur every year ask for income that recurs every year."
    );
    let reserve = message!(
        "Een onttrekking aan een reserve is in beginsel incidenteel, tenzij zij als structureel is verantwoord.",
        "A draw on a reserve is in principle incidental, unless it is accounted for as structural."
    );
    let mut parts = vec![balance];
    if matches!(incidental, Incidental::Reserve) {
        parts.push(reserve);
    }
    parts.extend(used_up(ctx, means, draws));
    let said = |lang: Lang| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(" ");
    Message { dutch: said(Lang::Dutch), english: said(Lang::English) }
}

fn used_up(ctx: &Context<'_>, means: &Means, draws: &[&Draw]) -> Option<Message> {
    let yearly = yearly_draw(draws.iter().copied())?;
    let sum = ctx.model.means_amount(means)?;
    let first = draws.iter().filter_map(|d| ctx.model.validity(d.cost).from).min();
    let start = ctx.model.validity(means.id).from.map(|from| first.map_or(from, |first| first.max(from)));
    let out = Model::runs_out(sum, yearly, start)?;
    let (sum, yearly, after) = (sum.quantity(), yearly.quantity(), duration(out.months));
    Some(match out.on {
        Some(day) => message!(
            "Bij {yearly} is de {sum} op na {after}, rond {day}.",
            "At {yearly}, the {sum} is used up after {after}, around {day}.";
            yearly = yearly, sum = sum, after = after, day = day
        ),
        None => {
            message!("Bij {yearly} is de {sum} op na {after}.", "At {yearly}, the {sum} is used up after {after}."; yearly = yearly, sum = sum, after = after)
        }
    })
}

fn duration(months: u32) -> Message {
    let (years, rest) = (months / 12, months % 12);
    let months = if rest == 1 { message!("1 maand", "1 month") } else { message!("{rest} maanden", "{rest} months"; rest = rest) };
    match (years, rest) {
        (0, _) => months,
        (1, 0) => message!("1 jaar", "1 year"),
        (_, 0) => message!("{years} jaar", "{years} years"; years = years),
        (1, _) => message!("1 jaar en {months}", "1 year and {months}"; months = months),
        _ => message!("{years} jaar en {months}", "{years} years and {months}"; years = years, months = months),
    }
}

/// A cover of one time for a cost of every year, unless it comes out of means of which more is known.
fn covered_once(ctx: &Context<'_>, cost: &Cost, findings: &mut Findings) {
    let Some(whole) = ctx.model.cost_amount(cost).filter(|a| a.per.is_some()) else { return };
    for (statement, cover) in cost.cover.given() {
        let Some(once) = ctx.model.cover_amount(cost, cover).filter(|a| a.per.is_none()) else { continue };
        if !ctx.model.means_in(cover).is_empty() {
            continue;
        }
        let name = ctx.name(cost.id);
        let (amount, whole) = (once.quantity(), whole.quantity());
        let mut finding = RULE
            .finding(
                statement.place,
                message!(
                    "`{name}` kost {whole}, maar deze dekking van {amount} is eenmalig",
                    "`{name}` costs {whole}, but this cover of {amount} is there once";
                    name = name, whole = whole, amount = amount
                ),
            )
            .label(message!("eenmalige dekking", "cover once only"))
            .why(message!(
                "Een bedrag zonder `per jaar` is een bedrag ineens. Lasten die elk jaar terugkomen vragen baten die elk jaar terugkomen.",
                "An amount without `per jaar` is a single sum. Expenses that recur every year ask for income that recurs every year."
            ))
            .remedy(message!(
                "Schrijf `per jaar` als het bedrag elk jaar komt, of zoek dekking voor de volgende jaren.",
                "Write `per jaar` if the amount comes every year, or find cover for the years after."
            ));
        finding.fixes.extend(per_year(ctx, statement.place, cover));
        findings.push(finding);
    }
}

/// Adds `per jaar` behind the amount of a cover.
fn per_year(ctx: &Context<'_>, place: Place, cover: &Cover) -> Option<Fix> {
    let Some(Quantity::Money(..) | Quantity::Hours(..)) = cover.quantity else { return None };
    let words = ctx.words(place);
    let clause = [" door ", " uit ", " op ", " namens ", " krachtens ", " bron "].iter().filter_map(|word| words.find(word)).min();
    let at = place.span.start + clause.unwrap_or(words.len()) as u32;
    let place = Place { span: Span { start: at, end: at }, ..place };
    Some(Fix {
        title: message!("maak er een bedrag per jaar van", "make it an amount per year"),
        edits: vec![Edit { place, text: " per jaar".to_owned() }],
        safe: false,
    })
}
