//! `onderwerp-dubbel-belegd`: two organs end-decide one topic, three tables of one level treat it, or two tables of
//! much the same people prepare it.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::itself;
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::Model;
use crate::model::parts::{Route, Step};
use crate::model::refs::{EntityId, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Key, Level};
use crate::text::Place;

/// From this number on, tables of one level that treat one topic are too many.
const MANY: usize = 3;

/// From this number of shared functions on, two tables that prepare one topic are much the same.
const SHARED: usize = 2;

pub const RULE: Rule = Rule {
    name: "onderwerp-dubbel-belegd",
    group: Group::Routing,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: ("een onderwerp heeft twee beslissers, of komt op te veel tafels terug", "a topic has two deciders, or comes back at too many tables"),
    sources: &[Source::Vng(VngText::Chart, "checklist, mechanisme 6")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let routes: Vec<&Route> = ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)).collect();
    two_deciders(ctx, &routes, findings);
    many_tables(ctx, &routes, findings);
    same_preparers(ctx, &routes, findings);
}

/// The steps of some kinds, each with its route and its topics.
fn steps<'r>(routes: &'r [&'r Route], keys: &'r [Key]) -> impl Iterator<Item = (&'r Route, &'r Step, Vec<EntityId>)> {
    routes.iter().flat_map(move |route| {
        route.steps.iter().filter(|s| s.arranged && keys.contains(&s.key)).map(move |step| {
            let topics =
                if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { step.topics.iter().map(|t| t.id).collect() };
            (*route, step, topics)
        })
    })
}

// ---------------------------------------------------------------------------------------------------- two deciders

/// Who decides, as far as two of them can be in each other's way: the same office of several municipalities is one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Decider {
    Office(MunicipalOffice),
    Table(EntityId),
}

/// A step that decides on a topic.
struct Claim<'r> {
    route: &'r Route,
    step: &'r Step,
    deciders: BTreeSet<Decider>,
}

fn two_deciders(ctx: &Context<'_>, routes: &[&Route], findings: &mut Findings) {
    let mut claims: FxHashMap<EntityId, Vec<Claim<'_>>> = FxHashMap::default();
    let mut told: FxHashSet<Place> = FxHashSet::default();
    for (route, step, topics) in steps(routes, &[Key::Decide]) {
        let deciders: BTreeSet<Decider> = step.whos.iter().flat_map(|w| deciders(ctx, w.who)).collect();
        for topic in topics {
            let earlier = claims.entry(topic).or_default();
            let claim = Claim { route, step, deciders: deciders.clone() };
            if let Some(rival) = earlier.iter().find(|other| conflict(other, &claim)).filter(|_| told.insert(step.place)) {
                findings.push(twice(ctx, topic, rival, &claim));
            }
            // A claim like an earlier one tells nothing new.
            if !deciders.is_empty() && !earlier.iter().any(|c| c.deciders == deciders && same_powers(c.step, step)) {
                earlier.push(claim);
            }
        }
    }
}

/// Private parties and offices of the state decide in their own affairs and leave room for others; who has no title at
/// all is told elsewhere.
fn deciders(ctx: &Context<'_>, who: Who) -> Vec<Decider> {
    match who {
        Who::Entity(id) if ctx.model.body(id).is_some() || ctx.model.role(id).is_some() => own_name(ctx, id),
        Who::Entity(_) | Who::Every(_) | Who::Unknown => Vec::new(),
        Who::Office(office, _) | Who::SomeOffice(office) => vec![Decider::Office(office)],
        Who::MembersOf(_) => ctx.model.expand(who).into_iter().filter_map(|a| a.office).map(Decider::Office).collect(),
    }
}

/// A table or function under mandate decides in the name of its givers, so it is no other decider than they are.
fn own_name(ctx: &Context<'_>, id: EntityId) -> Vec<Decider> {
    let actor = itself(id);
    if !ctx.competence.has_title(actor, &[]) {
        return Vec::new();
    }
    let givers: BTreeSet<Decider> = ctx.competence.givers_to(actor).into_iter().filter_map(|a| a.office).map(Decider::Office).collect();
    if givers.is_empty() && !ctx.competence.table_can_hold(id) { Vec::new() } else { givers.into_iter().chain([Decider::Table(id)]).collect() }
}

fn conflict(one: &Claim<'_>, other: &Claim<'_>) -> bool {
    let both_municipal = one.deciders.iter().chain(&other.deciders).all(|d| matches!(d, Decider::Office(_)));
    // Within one route the order is clear, as when the college decides and then the council.
    let in_sequence = std::ptr::eq(one.route, other.route) && both_municipal;
    !other.deciders.is_empty() && one.deciders.is_disjoint(&other.deciders) && same_powers(one.step, other.step) && !in_sequence
}

/// Whether two steps may be about the same powers; a step without `over` is about the topic as a whole.
fn same_powers(one: &Step, other: &Step) -> bool {
    one.about.is_empty() || other.about.is_empty() || one.about.iter().any(|a| other.about.iter().any(|b| a.id == b.id))
}

fn twice(ctx: &Context<'_>, topic: EntityId, first: &Claim<'_>, second: &Claim<'_>) -> Finding {
    let say = |step: &Step| quoted(&step.whos.iter().map(|w| ctx.words(w.place)).collect::<Vec<_>>(), 2);
    let (name, one, other) = (ctx.name(topic), say(first.step), say(second.step));
    RULE.finding(second.step.place, message!("over `{name}` besluiten zowel {one} als {other}", "both {one} and {other} decide on `{name}`"; name = name, one = one, other = other))
        .label(message!("tweede beslisser", "second decider"))
        .why(message!(
            "Besluiten twee organen over hetzelfde onderwerp, dan kunnen hun uitkomsten botsen en wachten zij op elkaar. Niet gebleken is dat zij elk over een andere bevoegdheid gaan.",
            "When two organs decide on one topic, their outcomes can clash and they wait for each other. It does not appear that each is about a different power."
        ))
        .remedy(message!(
            "Kies wie besluit en laat de ander adviseren of informeren, of noem met `over` de bevoegdheid van elk.",
            "Choose who decides and let the other advise or be informed, or name each one's power with `over`."
        ))
        .related(first.step.place, message!("hier besluit een ander over hetzelfde", "here another decides on the same"))
}

// ----------------------------------------------------------------------------------------------------- many tables

fn many_tables(ctx: &Context<'_>, routes: &[&Route], findings: &mut Findings) {
    let mut tables: FxHashMap<(EntityId, Level), Vec<(EntityId, Place)>> = FxHashMap::default();
    for (topic, table, place) in treated(ctx, routes) {
        let Some(level) = ctx.model.body(table).and_then(|b| b.level.value().copied()).filter(|l| *l != Level::Executive) else { continue };
        let known = tables.entry((topic, level)).or_default();
        if ctx.model.is_regional(topic) && !known.iter().any(|(other, _)| *other == table) {
            known.push((table, place));
        }
    }
    let mut crowded: Vec<_> = tables.into_iter().filter(|(_, known)| known.len() >= MANY).collect();
    crowded.sort_unstable_by_key(|((topic, level), _)| (*topic, *level));
    // Topics that travel together past the same tables have one cause.
    let mut groups: Vec<Crowd> = Vec::new();
    let mut at: FxHashMap<(Level, Vec<EntityId>), usize> = FxHashMap::default();
    for ((topic, level), known) in crowded {
        let overlapping = overlapping(ctx.model, &known);
        if overlapping.len() < MANY {
            continue;
        }
        let mut ids: Vec<EntityId> = overlapping.iter().map(|(table, _)| *table).collect();
        ids.sort_unstable();
        let place = *at.entry((level, ids)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.topics.push(topic),
            None => groups.push(Crowd { topics: vec![topic], level, tables: overlapping }),
        }
    }
    findings.extend(groups.iter().filter_map(|group| too_many(ctx, group)));
}

/// Topics that come back at the same tables of one level.
struct Crowd {
    topics: Vec<EntityId>,
    level: Level,
    tables: Vec<(EntityId, Place)>,
}

/// The tables that treat a topic: it is on their agenda, or they take a step that does more than pass it on.
fn treated(ctx: &Context<'_>, routes: &[&Route]) -> Vec<(EntityId, EntityId, Place)> {
    let model = ctx.model;
    let bodies = model.bodies.iter().filter(|b| model.is_regional(b.id) && model.in_force(b.id));
    let mut found: Vec<_> = bodies.flat_map(|b| b.agenda.items().map(|t| (t.id, b.id, t.place))).collect();
    for (_, step, topics) in steps(routes, &[Key::Prepare, Key::Discuss, Key::Agree, Key::Decide]) {
        for table in step.whos.iter().filter_map(|w| table(ctx, w.who)) {
            found.extend(topics.iter().map(|topic| (*topic, table, step.place)));
        }
    }
    found
}

fn table(ctx: &Context<'_>, who: Who) -> Option<EntityId> {
    match who {
        Who::Entity(id) if ctx.model.body(id).is_some() && ctx.model.is_regional(id) && ctx.model.in_force(id) => Some(id),
        _ => None,
    }
}

/// Those of some tables that are in each other's way: tables of different municipalities stand side by side.
fn overlapping(model: &Model, tables: &[(EntityId, Place)]) -> Vec<(EntityId, Place)> {
    let places: Vec<FxHashSet<EntityId>> = tables.iter().map(|(table, _)| municipalities(model, *table)).collect();
    let mut seats: FxHashMap<EntityId, usize> = FxHashMap::default();
    for municipality in places.iter().flatten() {
        *seats.entry(*municipality).or_default() += 1;
    }
    let shares = |own: &FxHashSet<EntityId>| own.is_empty() || own.iter().any(|m| seats.get(m).is_some_and(|n| *n > 1));
    let anywhere = places.iter().any(FxHashSet::is_empty);
    tables.iter().zip(&places).filter(|(_, own)| anywhere || shares(own)).map(|(table, _)| *table).collect()
}

fn municipalities(model: &Model, table: EntityId) -> FxHashSet<EntityId> {
    super::authority::members_and_principals(model, table).into_iter().map(|a| a.of).filter(|of| model.municipality(*of).is_some()).collect()
}

fn too_many(ctx: &Context<'_>, group: &Crowd) -> Option<Finding> {
    let (first, others) = group.topics.split_first()?;
    let names: Vec<&str> = group.tables.iter().map(|(table, _)| ctx.name(*table)).collect();
    let topics: Vec<&str> = group.topics.iter().map(|topic| ctx.name(*topic)).collect();
    let comes = if others.is_empty() { message!("komt", "comes") } else { message!("komen", "come") };
    let mut finding = RULE
        .finding_at(Severity::Hint, ctx.at(*first), message!("{topics} {comes} terug op {number} tafels van niveau {level}: {tables}", "{topics} {comes} back at {number} tables of level {level}: {tables}"; topics = quoted(&topics, 4), comes = comes, number = names.len(), level = group.level.word(), tables = quoted(&names, 4)))
        .label(message!("op veel tafels tegelijk", "at many tables at once"))
        .why(message!(
            "Wat op meer tafels van hetzelfde niveau wordt behandeld, kost iedereen tijd en kan overal anders uitkomen. De VNG-checklist rekent op minder overleggen.",
            "What is treated at several tables of one level costs everybody time and may come out differently at each. The VNG checklist counts on fewer meetings."
        ))
        .remedy(message!(
            "Kies de tafel die het onderwerp behandelt en laat de andere informeren.",
            "Choose the table that treats the topic and let the others be informed."
        ));
    // One step may name several tables: it is shown once.
    let mut shown = FxHashSet::default();
    for (_, place) in group.tables.iter().filter(|(_, place)| shown.insert(*place)) {
        finding = finding.related(*place, message!("hier wordt het behandeld", "it is treated here"));
    }
    for topic in others {
        finding = finding.related(ctx.at(*topic), message!("zo ook dit onderwerp", "this topic alike"));
    }
    Some(finding)
}

// --------------------------------------------------------------------------------------------------- same preparers

fn same_preparers(ctx: &Context<'_>, routes: &[&Route], findings: &mut Findings) {
    let mut preparing: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    for (_, step, topics) in steps(routes, &[Key::Advise, Key::Prepare, Key::Schedule]) {
        for table in step.whos.iter().filter_map(|w| table(ctx, w.who)) {
            for topic in &topics {
                let known = preparing.entry(*topic).or_default();
                if !known.contains(&table) {
                    known.push(table);
                }
            }
        }
    }
    let mut topics: Vec<_> = preparing.into_iter().collect();
    topics.sort_unstable();
    let mut told = FxHashSet::default();
    for (topic, tables) in topics {
        for (one, other) in sharing(ctx, &tables) {
            if told.insert((one, other)) {
                findings.push(same_people(ctx, topic, one, other));
            }
        }
    }
}

/// Pairs of tables that share functions, the first of the text first.
fn sharing(ctx: &Context<'_>, tables: &[EntityId]) -> Vec<(EntityId, EntityId)> {
    let mut by_function: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    for table in tables {
        for function in functions(ctx, *table) {
            by_function.entry(function).or_default().push(*table);
        }
    }
    let mut shared: FxHashMap<(EntityId, EntityId), usize> = FxHashMap::default();
    for tables in by_function.values() {
        for pair in tables.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))) {
            *shared.entry((pair.0.min(pair.1), pair.0.max(pair.1))).or_default() += 1;
        }
    }
    let mut pairs: Vec<_> = shared.into_iter().filter(|(_, number)| *number >= SHARED).map(|(pair, _)| pair).collect();
    pairs.sort_unstable();
    pairs
}

/// The functions that a table has as full member, chair or secretary.
fn functions(ctx: &Context<'_>, table: EntityId) -> BTreeSet<EntityId> {
    let Some(body) = ctx.model.body(table) else { return BTreeSet::new() };
    let seats = ctx.model.seats(table).filter(|s| Model::is_full_member(s)).map(|s| s.who);
    let officers = body.chair.items().chain(body.secretary.items()).map(|w| w.who);
    let ids = seats.chain(officers).filter_map(|who| if let Who::Entity(id) = who { Some(id) } else { None });
    ids.filter(|id| ctx.model.role(*id).is_some()).collect()
}

fn same_people(ctx: &Context<'_>, topic: EntityId, one: EntityId, other: EntityId) -> Finding {
    let shared: Vec<&str> = functions(ctx, one).intersection(&functions(ctx, other)).map(|id| ctx.name(*id)).collect();
    let (name, first, second, people) = (ctx.name(topic), ctx.name(one), ctx.name(other), quoted(&shared, 4));
    RULE.finding_at(
        Severity::Hint,
        ctx.at(other),
        message!("`{second}` en `{first}` bereiden beide `{name}` voor, met deels dezelfde mensen", "`{second}` and `{first}` both prepare `{name}`, with partly the same people"; second = second, first = first, name = name),
    )
    .label(message!("overlapt met ander overleg", "overlaps with another table"))
    .why(message!(
        "In beide zitten {people}. Wie twee keer hetzelfde voorbereidt, verliest tijd en kan twee adviezen krijgen.",
        "{people} sit in both. Preparing the same thing twice costs time and may give two pieces of advice."; people = people
    ))
    .remedy(message!(
        "Verdeel de taken uitdrukkelijk, of voeg de twee overleggen samen.",
        "Divide the tasks expressly, or merge the two tables."
    ))
    .related(ctx.at(one), message!("hier staat `{first}`", "here is `{first}`"; first = first))
}
