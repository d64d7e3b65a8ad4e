//! `route-past-niet-in-ritme`: a step has a term that is over before its table meets again, or a topic waits at a table
//! that meets less often than the one it goes to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rhythm::{is_over_before, of_table, say, say_term};
use super::routing::{lanes, routes};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Related, Severity, SourceLink};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Escalation, Route, Stage, Step};
use crate::model::refs::{Citation, EntityId, Who, WhoRef};
use crate::syntax::tree::{Rhythm, Term, Unit};
use crate::syntax::vocabulary::Key;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "route-past-niet-in-ritme",
    group: Group::Routing,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "een termijn verloopt voordat het overleg weer bijeenkomt, of een onderwerp wacht op een tafel die minder vaak vergadert",
        "a term is over before the table meets again, or a topic waits for a table that meets less often",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, stukkenstroom"), Source::Law("Wgr", "art. 35")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let routes = routes(ctx);
    let quick = Quick::new(ctx, &routes);
    for route in &routes {
        for step in route.steps.iter().filter(|s| s.arranged && meets_for(s.key)) {
            if let Some(finding) = too_short(ctx, route, step, &quick) {
                findings.push(finding);
            }
        }
    }
    for ladder in ctx.model.escalations.iter().filter(|e| ctx.model.is_regional(e.id) && ctx.model.in_force(e.id)) {
        findings.extend(ladder.stages.iter().filter_map(|stage| stage_too_short(ctx, ladder, stage)));
    }
    waiting(ctx, &routes, findings);
}

/// Steps for which a table comes together; it is told of the others, or carries them out, between its meetings.
const fn meets_for(key: Key) -> bool {
    matches!(key, Key::Advise | Key::Prepare | Key::Schedule | Key::Discuss | Key::Agree | Key::Decide | Key::Evaluate)
}

// --------------------------------------------------------------------------------------------------------- a term

/// The shortest term within which somebody who need not wait for a meeting settles a topic, by topic and route.
struct Quick(FxHashMap<EntityId, Vec<(EntityId, u64)>>);

impl Quick {
    fn new(ctx: &Context<'_>, routes: &[&Route]) -> Self {
        let mut quick: FxHashMap<EntityId, Vec<(EntityId, u64)>> = FxHashMap::default();
        for route in routes {
            for step in route.steps.iter().filter(|s| s.arranged && matches!(s.key, Key::Decide | Key::Agree)) {
                let Some(term) = term(ctx, step).filter(|term| slow(ctx, &step.whos, *term).is_empty()) else { continue };
                let topics: Vec<EntityId> =
                    if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { step.topics.iter().map(|t| t.id).collect() };
                for topic in topics {
                    quick.entry(topic).or_default().push((route.id, length(term)));
                }
            }
        }
        Self(quick)
    }

    /// Whether another route settles each topic of a step in time: an urgent track.
    fn has_urgent_track(&self, route: &Route, step: &Step, term: Term) -> bool {
        let in_time =
            |topic: EntityId| self.0.get(&topic).is_some_and(|known| known.iter().any(|(other, needs)| *other != route.id && *needs <= length(term)));
        let topics = if step.topics.is_empty() { route.topics.items().collect::<Vec<_>>() } else { step.topics.iter().collect() };
        !topics.is_empty() && topics.into_iter().all(|topic| in_time(topic.id))
    }
}

/// A term in hours, by the usual count.
const fn length(term: Term) -> u64 {
    term.number as u64 * Unit::Hour.per_year() as u64 / term.unit.per_year() as u64
}

/// The term of a step; ten working days are two weeks.
fn term(ctx: &Context<'_>, step: &Step) -> Option<Term> {
    step.within.map(|term| in_days(ctx, step.place, term))
}

fn in_days(ctx: &Context<'_>, place: Place, term: Term) -> Term {
    let working = term.unit == Unit::Day && ctx.words(place).contains("werkdagen");
    if working { Term { number: term.number.saturating_mul(7) / 5, unit: Unit::Day } } else { term }
}

/// The tables among some that do not meet within a term.
fn slow<'w>(ctx: &Context<'_>, whos: &'w [WhoRef], term: Term) -> Vec<(&'w WhoRef, EntityId, Rhythm)> {
    let table = |w: &'w WhoRef| {
        let Who::Entity(id) = w.who else { return None };
        Some((w, id, of_table(ctx, id)?))
    };
    whos.iter().filter_map(table).filter(|(_, _, rhythm)| is_over_before(term, *rhythm)).collect()
}

fn too_short(ctx: &Context<'_>, route: &Route, step: &Step, quick: &Quick) -> Option<Finding> {
    let term = term(ctx, step)?;
    let slow = slow(ctx, &step.whos, term);
    if slow.is_empty() || quick.has_urgent_track(route, step, term) {
        return None;
    }
    Some(explained(ctx, (step.place, step.within?), &slow, legal_term(ctx, step.basis.iter().chain(&ctx.model.entity(route.id).basis))))
}

/// The article by which a term is said to be that of a law.
fn legal_term<'c>(ctx: &Context<'_>, basis: impl IntoIterator<Item = &'c Citation>) -> Option<&'c Citation> {
    basis.into_iter().find(|citation| citation.target.is_some_and(|id| ctx.model.law(id).is_some()))
}

fn stage_too_short(ctx: &Context<'_>, ladder: &Escalation, stage: &Stage) -> Option<Finding> {
    let (statement, term) = stage.term.given().next()?;
    let leads: Vec<WhoRef> = stage.lead.items().copied().collect();
    let slow = slow(ctx, &leads, in_days(ctx, statement.place, *term));
    // Whoever leads it beside the table can act in time.
    if slow.is_empty() || slow.len() < leads.len() {
        return None;
    }
    let finding = explained(ctx, (statement.place, *term), &slow, legal_term(ctx, &statement.basis));
    Some(finding.related(ctx.at(ladder.id), message!("trede van deze ladder", "a stage of this ladder")))
}

fn explained(ctx: &Context<'_>, (place, term): (Place, Term), slow: &[(&WhoRef, EntityId, Rhythm)], legal: Option<&Citation>) -> Finding {
    let severity = if legal.is_some() { Severity::Warning } else { Severity::Hint };
    let names: Vec<&str> = slow.iter().map(|(_, id, _)| ctx.name(*id)).collect();
    let rhythm = slow.first().map(|(_, _, rhythm)| say(*rhythm)).unwrap_or_default();
    let (who, time) = (quoted(&names, 3), say_term(term));
    let headline = message!("de termijn van {time} kan verlopen voordat {who} weer vergadert", "the term of {time} can be over before {who} meets again"; time = time, who = who.clone());
    let mut finding = RULE
        .finding_at(severity, place, headline)
        .label(message!("korter dan tussen twee vergaderingen", "shorter than between two meetings"))
        .why(message!(
            "{who} vergadert {rhythm}. Wat kort na een vergadering binnenkomt, wordt dan pas na deze termijn behandeld. Niet gebleken is van een weg voor spoed.",
            "{who} meets {rhythm}. What comes in shortly after a meeting is then treated only after this term. No urgent track appears."; who = who.clone(), rhythm = rhythm
        ))
        .remedy(message!(
            "Verruim de termijn, laat {who} vaker vergaderen, of beschrijf een route voor spoed langs wie niet op een vergadering hoeft te wachten.",
            "Lengthen the term, let {who} meet more often, or describe an urgent route by way of who need not wait for a meeting."; who = who
        ));
    finding.sources = vec![legal.map_or_else(|| practice(ctx), |citation| ctx.source(citation))];
    for (_, id, _) in slow {
        finding.related.extend(meets(ctx, *id));
    }
    finding
}

/// Practice that asks for papers to fit the meetings.
fn practice(ctx: &Context<'_>) -> SourceLink {
    Source::Vng(VngText::Chart, "scenario 1, stukkenstroom").link(ctx.model)
}

/// Where the rhythm of a table is stated.
fn meets(ctx: &Context<'_>, id: EntityId) -> Option<Related> {
    let place = ctx.model.body(id)?.meets.place()?;
    Some(Related { place, label: message!("hier staat het ritme", "the rhythm is stated here") })
}

// -------------------------------------------------------------------------------------------------------- waiting

/// A table that prepares for another which meets more often, each pair once.
fn waiting(ctx: &Context<'_>, routes: &[&Route], findings: &mut Findings) {
    let mut told: FxHashSet<(EntityId, EntityId)> = FxHashSet::default();
    for route in routes {
        for lane in lanes(route) {
            let mut before: Option<&Step> = None;
            for step in lane.steps.iter().copied().filter(|s| s.arranged && meets_for(s.key)) {
                let tables = tables(ctx, step);
                if tables.is_empty() {
                    continue;
                }
                if let Some(earlier) = before.filter(|_| treats(step.key)) {
                    for pair in slower(ctx, earlier, step) {
                        if told.insert((pair.0.0, pair.1.0)) {
                            findings.push(waits(ctx, route, earlier, pair));
                        }
                    }
                }
                before = Some(step);
            }
        }
    }
}

const fn treats(key: Key) -> bool {
    matches!(key, Key::Discuss | Key::Agree | Key::Decide)
}

fn tables(ctx: &Context<'_>, step: &Step) -> Vec<(EntityId, Rhythm)> {
    let table = |w: &WhoRef| {
        let Who::Entity(id) = w.who else { return None };
        Some((id, of_table(ctx, id)?))
    };
    step.whos.iter().filter_map(table).collect()
}

type Pair = ((EntityId, Rhythm), (EntityId, Rhythm));

/// Each table of the earlier step that meets less often than one of the next. Who treats it together with a table that
/// keeps up need not wait for the other.
fn slower(ctx: &Context<'_>, earlier: &Step, next: &Step) -> Vec<Pair> {
    let (first, second) = (tables(ctx, earlier), tables(ctx, next));
    let behind = |one: &(EntityId, Rhythm)| second.iter().copied().find(|other| other.0 != one.0 && !one.1.reaches(other.1));
    let pairs: Vec<Pair> = first.iter().filter_map(|one| Some((*one, behind(one)?))).collect();
    if pairs.len() == earlier.whos.len() { pairs } else { Vec::new() }
}

fn waits(ctx: &Context<'_>, route: &Route, step: &Step, (first, second): Pair) -> Finding {
    let (one, other) = (ctx.name(first.0), ctx.name(second.0));
    let mut finding = RULE
        .finding(step.place, message!("`{one}` gaat in deze route vooraf aan `{other}`, maar vergadert minder vaak", "`{one}` comes before `{other}` in this route, but meets less often"; one = one, other = other))
        .label(message!("wacht op minder vaak overleg", "waits for a rarer meeting"))
        .why(message!(
            "`{one}` vergadert {rhythm}, `{other}` {faster}. Onderwerpen voor `{other}` blijven dan liggen tot `{one}` bijeenkomt.",
            "`{one}` meets {rhythm}, `{other}` {faster}. Topics for `{other}` then lie waiting until `{one}` meets."; one = one, other = other, rhythm = say(first.1), faster = say(second.1)
        ))
        .remedy(message!(
            "Stem de ritmes op elkaar af, draai de volgorde om, of laat spoed buiten `{one}` om gaan.",
            "Align the rhythms, reverse the order, or let urgent matters pass `{one}` by."; one = one
        ))
        .related(ctx.at(route.id), message!("in deze route", "in this route"));
    finding.sources = vec![practice(ctx)];
    finding.related.extend([first.0, second.0].into_iter().filter_map(|id| meets(ctx, id)));
    finding
}
