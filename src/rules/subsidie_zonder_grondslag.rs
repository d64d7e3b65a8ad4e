//! `subsidie-zonder-grondslag`: a subsidy that rests on no statutory rule, and on none of the exceptions either.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::Count;
use crate::message;
use crate::model::OpenItem;
use crate::model::fact::Statement;
use crate::model::parts::{Cost, Cover, Document, Means};
use crate::model::refs::{Act, Citation, EntityId, Who};
use crate::syntax::tree::{MunicipalOffice, PartKind, Period, Term, Unit};
use crate::syntax::vocabulary::{DocumentKind, Key, MeansKind, MoneyNature, PartyKind};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "subsidie-zonder-grondslag",
    group: Group::Funding,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een subsidie zonder wettelijk voorschrift, begrotingspost of andere uitzondering",
        "a subsidy without a statutory rule, budget item or other exception",
    ),
    sources: &[Source::Law("Awb", "art. 4:23 lid 1"), Source::Law("Awb", "art. 4:23 lid 3")],
    check,
};

/// The longest that a subsidy may be given by way of exception, in years (Awb 4:23 lid 3 onder d).
const INCIDENTAL: u32 = 4;
/// The longest that a subsidy may be given while its rule is being made, in years (Awb 4:23 lid 3 onder a).
const AWAITING: u32 = 1;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut draws: FxHashMap<EntityId, Vec<Draw>> = FxHashMap::default();
    for cost in ctx.model.costs.iter().filter(|c| ctx.model.is_regional(c.id) && ctx.model.in_force(c.id)) {
        for (statement, cover) in cost.cover.given() {
            for means in ctx.model.means_in(cover) {
                draws.entry(means).or_default().push(Draw { cost, statement, cover });
            }
        }
    }
    let mut grounds: FxHashMap<EntityId, Vec<(&Citation, Key)>> = FxHashMap::default();
    for cited in ctx.model.citations.iter().filter(|c| c.is_ground() && ctx.model.means_of(c.of).is_some()) {
        grounds.entry(cited.of).or_default().push((&cited.citation, cited.key));
    }
    let still_open = |item: &&OpenItem| matches!(item.key, Key::Basis | Key::LaidDownIn | Key::Kind);
    let open: FxHashSet<EntityId> = ctx.model.open_points.iter().filter(still_open).map(|item| item.of).collect();
    let holds = |id: EntityId| ctx.model.is_regional(id) && ctx.model.in_force(id) && !open.contains(&id);
    for means in ctx.model.means.iter().filter(|m| holds(m.id) && is_subsidy(m)) {
        let drawn = draws.remove(&means.id).unwrap_or_default();
        let mut cited = grounds.remove(&means.id).unwrap_or_default();
        cited.extend(drawn.iter().flat_map(|draw| &draw.statement.basis).map(|citation| (citation, Key::Basis)));
        findings.extend(judge(ctx, &Subsidy { means, cited, drawn, duration: duration(ctx, means) }));
    }
}

/// A cover of a cost that comes out of a subsidy.
struct Draw<'c> {
    cost: &'c Cost,
    statement: &'c Statement<Cover>,
    cover: &'c Cover,
}

/// Whether means are a subsidy; one that is in the budget too names its recipient there.
fn is_subsidy(means: &Means) -> bool {
    let is = |kind: MeansKind| means.kind.items().any(|k| *k == kind);
    is(MeansKind::Subsidy) && !is(MeansKind::Budget)
}

/// A subsidy with what is stated on its ground.
struct Subsidy<'c> {
    means: &'c Means,
    /// What it or a cover out of it rests on, with the property that says so.
    cited: Vec<(&'c Citation, Key)>,
    drawn: Vec<Draw<'c>>,
    duration: Duration,
}

/// How long a subsidy lasts.
#[derive(Clone, Copy)]
enum Duration {
    /// From one day to another.
    Known(Date, Date),
    /// It has no end.
    Endless,
    /// It ends, but its start is not stated.
    Unknown,
}

impl Duration {
    /// Whether it surely lasts longer than a number of years.
    fn exceeds(self, years: u32) -> bool {
        match self {
            Self::Known(from, until) => Term { number: years, unit: Unit::Year }.over(from).is_some_and(|last| last < until),
            Self::Endless | Self::Unknown => false,
        }
    }
}

fn duration(ctx: &Context<'_>, means: &Means) -> Duration {
    let Period { from, until } = ctx.model.validity(means.id);
    match (from, until) {
        (Some(from), Some(until)) => Duration::Known(from, until),
        (None, Some(_)) => Duration::Unknown,
        (_, None) => Duration::Endless,
    }
}

fn judge(ctx: &Context<'_>, subsidy: &Subsidy<'_>) -> Option<Finding> {
    let means = subsidy.means;
    let cited = &subsidy.cited;
    let exceptions: Vec<Exception> = cited.iter().filter_map(|(citation, _)| Exception::of(ctx, citation)).collect();
    if is_budgeted(subsidy) || cited.iter().any(|(citation, key)| is_rule(ctx, citation, *key)) {
        return None;
    }
    let stated = [(Exception::Awaiting, AWAITING), (Exception::Incidental, INCIDENTAL)];
    if let Some((_, years)) = stated.iter().find(|(exception, years)| exceptions.contains(exception) && subsidy.duration.exceeds(*years)) {
        return Some(too_long(ctx, subsidy, *years));
    }
    if !exceptions.is_empty() {
        return None;
    }
    // For so short a time it may be an exception, which the text need not say.
    let incidental = means.nature.says(MoneyNature::Incidental);
    if incidental && subsidy.duration.exceeds(INCIDENTAL) {
        return Some(too_long(ctx, subsidy, INCIDENTAL));
    }
    let short = matches!(subsidy.duration, Duration::Known(..) | Duration::Unknown) && !subsidy.duration.exceeds(INCIDENTAL);
    // What comes every year without an end is no incidental case, whatever it is called.
    let every_year = matches!(subsidy.duration, Duration::Endless) && ctx.model.means_amount(means).is_some_and(|amount| amount.per.is_some());
    if means.nature.open().is_some() || (incidental && !every_year) || (short && means.nature.is_unstated()) {
        return None;
    }
    let wrong = cited.iter().find(|(_, key)| *key != Key::LaidDownIn).map(|(citation, _)| *citation);
    Some(no_ground(ctx, subsidy, wrong))
}

// ------------------------------------------------------------------------------------------------------------- grounds

/// Whether a council or another body decided on it in a budget, or still has to.
fn is_budgeted(subsidy: &Subsidy<'_>) -> bool {
    let by_council = |act: &Act| act.by.iter().any(|by| matches!(by.who.who, Who::Office(MunicipalOffice::Council, _)));
    let own = &subsidy.means.budget_decision;
    let mut decisions = subsidy.drawn.iter().map(|draw| &draw.cost.budget_decision);
    !own.is_lacking() || decisions.any(|decision| decision.open().is_some() || decision.values().any(by_council))
}

/// The exceptions to the need of a statutory rule that a text cites.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exception {
    Awaiting,
    Incidental,
    Other,
}

impl Exception {
    fn of(ctx: &Context<'_>, citation: &Citation) -> Option<Self> {
        let third = is_awb(ctx, citation) && citation.article() == Some("4:23") && citation.part(PartKind::Member) == Some("3");
        third.then(|| match citation.part(PartKind::Item) {
            Some("a") => Self::Awaiting,
            Some("d") => Self::Incidental,
            _ => Self::Other,
        })
    }
}

fn is_awb(ctx: &Context<'_>, citation: &Citation) -> bool {
    citation.target.is_some() && citation.target == ctx.model.find_in_library("Awb")
}

/// Whether a citation may be of a statutory rule: a law other than the one that asks for it, a by-law of a council or
/// a college, a joint arrangement, a power that makes rules. A vision or a covenant is none.
fn is_rule(ctx: &Context<'_>, citation: &Citation, key: Key) -> bool {
    let Some(target) = citation.target else { return true };
    if ctx.model.law(target).is_some() {
        return !is_awb(ctx, citation);
    }
    if let Some(document) = ctx.model.document(target) {
        return may_be_rule(document, key);
    }
    if let Some(agreement) = ctx.model.agreement(target) {
        return agreement.is_joint_arrangement();
    }
    ctx.model.power(target).is_some()
}

/// A document without a kind may be a by-law. The text in which the subsidy is laid down is as a rule the grant itself,
/// unless a council adopted it.
fn may_be_rule(document: &Document, key: Key) -> bool {
    let by_council = document.adoption.values().any(|act| act.by.iter().any(|by| matches!(by.who.who, Who::Office(MunicipalOffice::Council, _))));
    let plain = document.kind.items().all(|kind| *kind == DocumentKind::Annex);
    plain && (key != Key::LaidDownIn || by_council)
}

// ------------------------------------------------------------------------------------------------------------- telling

/// Who surely gives it is an administrative organ; of any other the text leaves room for doubt.
fn severity(ctx: &Context<'_>, subsidy: &Subsidy<'_>) -> Severity {
    let payers = subsidy.drawn.iter().flat_map(|draw| draw.cover.act.by.iter().map(|by| by.who.who));
    let named: Vec<Who> = subsidy.means.holder.items().map(|w| w.who).chain(payers).collect();
    let public = |who: &Who| match who {
        Who::Office(..) | Who::Every(_) | Who::SomeOffice(_) => true,
        Who::Entity(id) => ctx
            .model
            .party(*id)
            .or_else(|| ctx.model.office(*id))
            .is_some_and(|p| [PartyKind::State, PartyKind::Province, PartyKind::SafetyRegion].into_iter().any(|kind| p.is(kind))),
        Who::MembersOf(_) | Who::Unknown => false,
    };
    let severity = if named.iter().any(public) { Severity::Error } else { Severity::Warning };
    // A single sum of which nothing else is said may be an incidental case.
    let nature = &subsidy.means.nature;
    let once = nature.is_unstated() && ctx.model.means_amount(subsidy.means).is_some_and(|amount| amount.per.is_none());
    if once || nature.says(MoneyNature::Incidental) { severity.downgraded() } else { severity }
}

fn no_ground(ctx: &Context<'_>, subsidy: &Subsidy<'_>, wrong: Option<&Citation>) -> Finding {
    let id = subsidy.means.id;
    let name = ctx.name(id);
    let (place, headline) = match wrong {
        Some(citation) => {
            let words = ctx.words(citation.place);
            let headline = message!(
                "niet gebleken dat `{words}` het wettelijk voorschrift is waarop de subsidie `{name}` berust",
                "it does not appear that `{words}` is the statutory rule on which the subsidy `{name}` rests"; words = words, name = name
            );
            (citation.place, headline)
        }
        None => (
            ctx.at(id),
            message!("niet gebleken op welk wettelijk voorschrift de subsidie `{name}` berust", "it does not appear on which statutory rule the subsidy `{name}` rests"; name = name),
        ),
    };
    let mut finding = RULE
        .finding_at(severity(ctx, subsidy), place, headline)
        .label(message!("subsidie zonder grondslag", "subsidy without a ground"))
        .why(message!(
            "Een bestuursorgaan verstrekt alleen subsidie op grond van een wettelijk voorschrift dat regelt voor welke activiteiten dat kan. Dat hoeft niet als de begroting de ontvanger en het hoogste bedrag noemt, of in een incidenteel geval voor ten hoogste vier jaar.",
            "An administrative organ gives a subsidy only by virtue of a statutory rule that says for which activities it may. No rule is needed if the budget names the recipient and the highest amount, or in an incidental case for at most four years."
        ))
        .remedy(message!(
            "Noem de verordening of regeling (`krachtens …`), of het besluit van de raad die de post op de begroting zette (`budgetbesluit door raad van … op …`). Is het een opdracht en geen subsidie, kies dan een andere `soort`.",
            "Name the by-law or scheme (`krachtens …`), or the decision of the council that put the item on the budget (`budgetbesluit door raad van … op …`). If it is a paid assignment and no subsidy, choose another `soort`."
        ));
    finding = with_draws(ctx, finding, &subsidy.drawn);
    let title = message!("noteer de grondslag als open punt", "note the ground as an open point");
    finding.fixes.extend(ctx.add_property(id, title, "krachtens nog te regelen"));
    finding
}

fn too_long(ctx: &Context<'_>, subsidy: &Subsidy<'_>, years: u32) -> Finding {
    let id = subsidy.means.id;
    let name = ctx.name(id);
    let place: Place = ctx.model.entity(id).valid.place().unwrap_or(ctx.at(id));
    let years = Count { number: years as usize, dutch: ("jaar", "jaar"), english: ("year", "years") };
    let mut finding = RULE
        .finding(
            place,
            message!(
                "de subsidie `{name}` duurt langer dan {years}, en een wettelijk voorschrift is niet gebleken",
                "the subsidy `{name}` lasts longer than {years}, and no statutory rule appears"; name = name, years = years
            ),
        )
        .label(message!("te lang zonder voorschrift", "too long without a rule"))
        .why(message!(
            "Zonder wettelijk voorschrift mag een subsidie in een incidenteel geval ten hoogste vier jaar worden verstrekt, en in afwachting van een voorschrift ten hoogste een jaar.",
            "Without a statutory rule a subsidy may be given for at most four years in an incidental case, and for at most one year while a rule is awaited."
        ))
        .remedy(message!(
            "Noem de verordening of regeling (`krachtens …`), zet de post met ontvanger en bedrag op de begroting, of maak de looptijd korter.",
            "Name the by-law or scheme (`krachtens …`), put the item with recipient and amount on the budget, or shorten the term."
        ));
    if let Some(nature) = subsidy.means.nature.place() {
        finding = finding.related(nature, message!("heet incidenteel", "called incidental"));
    }
    finding = with_draws(ctx, finding, &subsidy.drawn);
    let title = message!("noteer de grondslag als open punt", "note the ground as an open point");
    finding.fixes.extend(ctx.add_property(id, title, "krachtens nog te regelen"));
    finding
}

fn with_draws(ctx: &Context<'_>, finding: Finding, draws: &[Draw<'_>]) -> Finding {
    draws.iter().take(4).fold(finding, |finding, draw| {
        finding.related(draw.statement.place, message!("`{cost}` wordt hieruit betaald", "`{cost}` is paid out of it"; cost = ctx.name(draw.cost.id)))
    })
}
