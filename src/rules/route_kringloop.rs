//! `route-kringloop`: a topic comes back to who had it before, and nothing happened to it in between.

use rustc_hash::{FxHashMap, FxHashSet};

use super::routing::{Lane, Settled, as_one, is_feedback, lanes, routes, settles};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::parts::{Route, Step};
use crate::model::refs::{EntityId, Who};
use crate::syntax::vocabulary::Key;

/// A circle that takes more rounds than this to find is no circle that anybody wrote.
const ROUNDS: usize = 64;

/// Other routes of a circle are shown up to this number.
const SHOWN: usize = 4;

pub const RULE: Rule = Rule {
    name: "route-kringloop",
    group: Group::Routing,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een onderwerp komt terug bij wie het al had, zonder dat er iets mee is gebeurd",
        "a topic comes back to who had it before, and nothing happened to it in between",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, stukkenstroom")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let routes = routes(ctx);
    let settled = Settled::new(&routes);
    for route in &routes {
        if let Some(turn) = lanes(route).iter().find_map(|lane| first_turn(route, lane, &settled)) {
            findings.push(comes_back(ctx, route, &turn));
        }
    }
    circles(ctx, &routes, &settled, findings);
}

// ------------------------------------------------------------------------------------------------- within one route

/// A step that brings the topic back to somebody.
struct Turn<'r> {
    /// Who had it before.
    who: Who,
    /// Where he had it before.
    before: &'r Step,
    /// Where it went in between.
    between: &'r Step,
    /// Where it comes back.
    back: &'r Step,
    /// Whether somebody settles it later.
    ends: bool,
}

/// What happened since the last decision, agreement or execution.
#[derive(Default)]
struct Walk<'r> {
    steps: Vec<&'r Step>,
    /// Each actor's last step of each kind, with how many steps he had taken by then.
    last: FxHashMap<(Who, Key), (usize, usize)>,
    taken: FxHashMap<Who, usize>,
    /// The last step of each kind, by anybody.
    kinds: FxHashMap<Key, usize>,
    /// The last step that worked something out that had not been worked out before.
    work: Option<usize>,
    /// The first of the steps of the same kind that run on until here.
    run: usize,
}

impl<'r> Walk<'r> {
    /// Takes a step; tells to whom the topic comes back with it, and whether it only went from hand to hand.
    fn take(&mut self, step: &'r Step) -> Option<(Who, usize, bool)> {
        let at = self.steps.len();
        if self.steps.last().is_some_and(|last| last.key != step.key) {
            self.run = at;
        }
        let whos: FxHashSet<Who> = step.whos.iter().map(|w| as_one(w.who)).filter(|who| *who != Who::Unknown).collect();
        let is_work = matches!(step.key, Key::Advise | Key::Prepare) && whos.iter().any(|who| !self.last.contains_key(&(*who, step.key)));
        let back = step.whos.iter().map(|w| as_one(w.who)).find_map(|who| self.back(who, step.key, is_work));
        if is_work {
            self.work = Some(at);
        }
        for who in whos {
            let taken = self.taken.entry(who).or_default();
            *taken += 1;
            self.last.insert((who, step.key), (at, *taken));
        }
        self.kinds.insert(step.key, at);
        self.steps.push(step);
        back
    }

    /// Whether this actor had the topic before, it went to others, and nothing new comes of it.
    fn back(&self, who: Who, key: Key, is_work: bool) -> Option<(Who, usize, bool)> {
        let to_raiser = matches!(key, Key::Discuss | Key::Schedule).then_some(Key::Signal);
        [Some(key), to_raiser].into_iter().flatten().find_map(|earlier| {
            let (before, taken) = *self.last.get(&(who, earlier))?;
            let since = self.taken.get(&who).copied().unwrap_or_default() - taken;
            let went_away = self.steps.len() - before - 1 > since;
            let seen = self.kinds.get(&key).is_some_and(|last| *last >= before);
            let worked = is_work || self.work.is_some_and(|at| at > before);
            let only_passed = self.run <= before && self.steps.last().is_some_and(|last| last.key == key) && key != Key::Signal;
            (went_away && seen && (only_passed || !worked)).then_some((who, before, only_passed))
        })
    }
}

/// The first step that brings a topic back to where it was.
fn first_turn<'r>(route: &Route, lane: &Lane<'r>, settled: &Settled) -> Option<Turn<'r>> {
    let elsewhere = !lane.topics.is_empty() && lane.topics.iter().all(|topic| settled.elsewhere(*topic, route.id));
    let last_settling = lane.steps.iter().rposition(|s| settles(s));
    let mut walk = Walk::default();
    for (at, step) in lane.steps.iter().enumerate().filter(|(_, s)| !is_feedback(s.key)) {
        if settles(step) || step.key == Key::CarryOut {
            walk = Walk::default();
            continue;
        }
        if !step.arranged {
            continue;
        }
        let ends = elsewhere || last_settling.is_some_and(|last| last > at);
        let Some((who, before, only_passed)) = walk.take(step) else { continue };
        // What others work out, or a second reading before the decision, is a step forward.
        if ends && !(only_passed && matches!(step.key, Key::Discuss | Key::Schedule)) {
            continue;
        }
        let earlier = walk.steps.get(before)?;
        // Who had it together may each treat it after that: it must have gone to others.
        let names = |step: &Step, who: Who| step.whos.iter().any(|w| as_one(w.who) == who);
        let elsewhere = |other: &&&Step| !names(other, who) && other.whos.iter().any(|w| !names(earlier, as_one(w.who)));
        let Some(between) = walk.steps.iter().skip(before + 1).find(elsewhere) else { continue };
        return Some(Turn { who, before: earlier, between, back: step, ends });
    }
    None
}

fn comes_back(ctx: &Context<'_>, route: &Route, turn: &Turn<'_>) -> Finding {
    let whos: Vec<&str> = turn.between.whos.iter().map(|w| ctx.words(w.place)).collect();
    let (name, who, others) = (ctx.name(route.id), ctx.model.say(turn.who), quoted(&whos, 2));
    let severity = if turn.ends { Severity::Hint } else { Severity::Warning };
    let headline = message!("`{name}` gaat van `{who}` naar {others} en weer terug, zonder dat er iets is veranderd", "`{name}` goes from `{who}` to {others} and back again, and nothing has changed"; name = name, who = who.clone(), others = others);
    let mut finding = RULE
        .finding_at(severity, turn.back.place, headline)
        .label(message!("terug bij `{who}`", "back with `{who}`"; who = who.clone()))
        .why(why())
        .remedy(message!(
            "Hoort `{who}` hier alleen hoe het afliep, schrijf dan `terugkoppelen`. Zeg anders wat er intussen verandert, of wie het onderwerp afdoet.",
            "If `{who}` only hears here how it ended, write `terugkoppelen`. Otherwise say what changes in between, or who settles the topic."; who = who
        ))
        .related(turn.before.place, message!("hier was het al", "it was here before"))
        .related(turn.between.place, message!("daarna gaat het hierheen", "then it goes here"));
    if turn.back.whos.len() == 1 {
        let edits = vec![Edit { place: turn.back.key_place, text: Key::ReportBack.word().to_owned() }];
        finding = finding.fix(Fix { title: message!("maak er `terugkoppelen` van", "make it `terugkoppelen`"), edits, safe: false });
    }
    finding
}

fn why() -> Message {
    message!(
        "Komt een onderwerp terug bij wie het al had, zonder dat het is uitgewerkt, afgesproken of besloten, dan kan het blijven rondgaan en doet niemand het af.",
        "When a topic comes back to who had it before, without having been worked out, agreed or decided, it can keep going round and nobody settles it."
    )
}

// ------------------------------------------------------------------------------------------------ between routes

/// A route that only takes a topic from some to others.
struct Carrier<'r> {
    route: &'r Route,
    from: FxHashSet<Who>,
    to: FxHashSet<Who>,
    last: &'r Step,
}

fn circles(ctx: &Context<'_>, routes: &[&Route], settled: &Settled, findings: &mut Findings) {
    let mut by_topic: FxHashMap<EntityId, Vec<Carrier<'_>>> = FxHashMap::default();
    let mut order: Vec<EntityId> = Vec::new();
    for route in routes {
        for lane in lanes(route) {
            for topic in lane.topics.iter().filter(|t| !settled.anywhere(**t)) {
                let Some(carrier) = carrier(route, &lane.steps) else { continue };
                if !by_topic.contains_key(topic) {
                    order.push(*topic);
                }
                by_topic.entry(*topic).or_default().push(carrier);
            }
        }
    }
    let mut told: FxHashSet<Vec<EntityId>> = FxHashSet::default();
    for topic in order {
        let circle = by_topic.remove(&topic).map(circle).unwrap_or_default();
        if circle.len() > 1 && told.insert(circle.iter().map(|c| c.route.id).collect()) {
            findings.extend(goes_round(ctx, topic, &circle));
        }
    }
}

/// A route that hands the topic on to its last step, where nobody settles it: it is raised, prepared, put on an agenda
/// or discussed. Advice is an end.
fn carrier<'r>(route: &'r Route, steps: &[&'r Step]) -> Option<Carrier<'r>> {
    let passing: Vec<&Step> = steps.iter().copied().filter(|s| s.arranged && !is_feedback(s.key)).collect();
    let (last, earlier) = passing.split_last()?;
    let whos = |steps: &[&Step]| -> FxHashSet<Who> {
        steps.iter().flat_map(|s| &s.whos).map(|w| as_one(w.who)).filter(|who| *who != Who::Unknown).collect()
    };
    let (from, to) = (whos(earlier), whos(std::slice::from_ref(last)));
    let carried_out = passing.iter().any(|s| s.key == Key::CarryOut);
    let hands_on = !carried_out && last.key != Key::Advise && !to.is_empty() && from.is_disjoint(&to);
    hands_on.then_some(Carrier { route, from, to, last })
}

/// The routes that hand a topic on to each other without an end: what is left when those are taken out to which nobody
/// brings it, or from which nobody takes it.
fn circle(mut carriers: Vec<Carrier<'_>>) -> Vec<Carrier<'_>> {
    for _ in 0..ROUNDS {
        let from: FxHashSet<Who> = carriers.iter().flat_map(|c| &c.from).copied().collect();
        let to: FxHashSet<Who> = carriers.iter().flat_map(|c| &c.to).copied().collect();
        let before = carriers.len();
        carriers.retain(|c| !c.from.is_disjoint(&to) && !c.to.is_disjoint(&from));
        if carriers.len() == before {
            return carriers;
        }
    }
    Vec::new()
}

fn goes_round(ctx: &Context<'_>, topic: EntityId, circle: &[Carrier<'_>]) -> Option<Finding> {
    let last = circle.last()?;
    let names: Vec<&str> = circle.iter().map(|c| ctx.name(c.route.id)).collect();
    let (name, routes) = (ctx.name(topic), quoted(&names, 3));
    let mut finding = RULE
        .finding(last.last.place, message!("`{name}` kan blijven rondgaan: {routes} brengen het weer terug", "`{name}` can keep going round: {routes} bring it back again"; name = name, routes = routes))
        .label(message!("terug bij het begin", "back at the beginning"))
        .why(why())
        .remedy(message!(
            "Is de terugweg alleen bericht over de uitkomst, schrijf dan `terugkoppelen`. Voeg anders toe wie het onderwerp afdoet.",
            "If the way back only reports the outcome, write `terugkoppelen`. Otherwise add who settles the topic."
        ));
    for other in circle.iter().take(circle.len() - 1).take(SHOWN) {
        finding = finding
            .related(other.last.place, message!("`{route}` brengt het hierheen", "`{route}` brings it here"; route = ctx.name(other.route.id)));
    }
    let edits = vec![Edit { place: last.last.key_place, text: Key::ReportBack.word().to_owned() }];
    Some(finding.fix(Fix { title: message!("maak er `terugkoppelen` van", "make it `terugkoppelen`"), edits, safe: false }))
}
