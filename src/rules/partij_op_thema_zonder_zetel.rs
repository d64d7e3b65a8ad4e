//! `partij-op-thema-zonder-zetel`: a party works on a topic, and has no place at a table that treats it.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Party, Step};
use crate::model::presence::Attendance;
use crate::model::refs::{EntityId, Who, WhoRef};
use crate::syntax::vocabulary::{Key, Level, PartyKind};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "partij-op-thema-zonder-zetel",
    group: Group::Composition,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een partij werkt aan een onderwerp, maar zit niet aan de tafel die het bespreekt",
        "a party works on a topic, but has no seat at the table that treats it",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, input 5")],
    check,
};

/// A party at one of the tables where it lacks, with the topics and where its part in them is stated.
type Lacking = BTreeMap<(EntityId, EntityId), Vec<(EntityId, Place, bool)>>;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let workers = workers(ctx);
    let steered = steered(ctx);
    let tables = Tables::read(ctx);
    let mut attendances: FxHashMap<EntityId, Attendance> = FxHashMap::default();
    let mut lacking = Lacking::new();
    for (topic, parties) in &workers {
        let Some(main) = tables.main(ctx, *topic) else { continue };
        for table in tables.at(*topic) {
            attendances.entry(*table).or_insert_with(|| ctx.model.attendance(*table));
        }
        // Of a table that treats it besides, of which nobody knows who sits there, nothing follows.
        if attendances.get(&main).is_none_or(|there| there.unclear) {
            continue;
        }
        let heard: Vec<&Attendance> = tables.at(*topic).filter_map(|table| attendances.get(table)).filter(|there| !there.unclear).collect();
        for (party, place) in parties.iter().filter(|(party, _)| !steered.contains(party) && !tables.asked.contains(&(*topic, *party))) {
            if !heard.iter().any(|there| there.has(ctx.model, *party)) {
                let doubt = heard.iter().any(|there| there.doubtful || there.has_kind_of(ctx.model, *party));
                lacking.entry((main, *party)).or_default().push((*topic, *place, doubt));
            }
        }
    }
    findings.extend(lacking.into_iter().map(|((table, party), topics)| finding(ctx, table, party, &topics)));
}

// ----------------------------------------------------------------------------------------------------------- who works

/// The parties that work on each topic: its own, those that carry it out, those of its ladder of escalation.
fn workers(ctx: &Context<'_>) -> BTreeMap<EntityId, Vec<(EntityId, Place)>> {
    let mut found: BTreeMap<EntityId, Vec<(EntityId, Place)>> = BTreeMap::new();
    let mut known: FxHashSet<(EntityId, EntityId)> = FxHashSet::default();
    let mut add = |topic: EntityId, who: &WhoRef| {
        if let Who::Entity(id) = who.who
            && works_itself(ctx, id)
            && known.insert((topic, id))
        {
            found.entry(topic).or_default().push((id, who.place));
        }
    };
    let holds = |id: EntityId| ctx.model.is_regional(id) && ctx.model.in_force(id);
    for topic in ctx.model.topics.iter().filter(|t| holds(t.id)) {
        topic.parties.items().chain(topic.driver.items()).for_each(|who| add(topic.id, who));
    }
    for route in ctx.model.routes.iter().filter(|r| holds(r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::CarryOut) {
            topics_of(step, route.topics.items().map(|t| t.id)).into_iter().for_each(|topic| step.whos.iter().for_each(|who| add(topic, who)));
        }
    }
    for ladder in ctx.model.escalations.iter().filter(|e| holds(e.id)) {
        let whos: Vec<&WhoRef> = ladder.parties.items().chain(ladder.stages.iter().flat_map(|s| s.lead.items())).collect();
        ladder.topics.items().for_each(|topic| whos.iter().for_each(|who| add(topic.id, who)));
    }
    found
}

/// The topics of a step, or else those of its route.
fn topics_of(step: &Step, route: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    if step.topics.is_empty() { route.collect() } else { step.topics.iter().map(|t| t.id).collect() }
}

/// Whether somebody is an organisation of its own: not one that carries out what others decide, nor a court or the state.
fn works_itself(ctx: &Context<'_>, id: EntityId) -> bool {
    use PartyKind::{CareAndSafetyHouse, Executive, Judge, Province, SafetyRegion, State};
    let serves = |party: &Party| [CareAndSafetyHouse, Executive, Judge, Province, SafetyRegion, State].into_iter().any(|kind| party.is(kind));
    let party = ctx.model.party(id).or_else(|| ctx.model.office(id));
    party.is_some_and(|p| ctx.model.in_force(p.id) && !serves(p) && !p.works_under.has_items())
}

/// Whoever a table or function steers works for it.
fn steered(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let steers = ctx.model.bodies.iter().map(|b| &b.steers).chain(ctx.model.roles.iter().map(|r| &r.steers));
    let whos = steers.flat_map(|fact| fact.items());
    let ids = whos.filter_map(|who| match who.who {
        Who::Entity(id) => Some(id),
        _ => None,
    });
    ids.collect()
}

// ---------------------------------------------------------------------------------------------------- where it is treated

/// Where each topic is treated.
#[derive(Default)]
struct Tables {
    /// The tables that discuss, agree or decide.
    treated: FxHashMap<EntityId, Vec<EntityId>>,
    /// The tables that advise or prepare besides.
    prepared: FxHashMap<EntityId, Vec<EntityId>>,
    /// Parties that have a say in a step of the route itself.
    asked: FxHashSet<(EntityId, EntityId)>,
}

impl Tables {
    fn read(ctx: &Context<'_>) -> Self {
        let mut found = Self::default();
        for table in ctx.model.bodies.iter().filter(|b| counts(ctx, b.id)) {
            for topic in table.agenda.items() {
                found.treated.entry(topic.id).or_default().push(table.id);
            }
        }
        for route in ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
            for step in &route.steps {
                found.step(ctx, step, &topics_of(step, route.topics.items().map(|t| t.id)));
            }
        }
        found
    }

    fn step(&mut self, ctx: &Context<'_>, step: &Step, topics: &[EntityId]) {
        let treats = matches!(step.key, Key::Discuss | Key::Agree | Key::Decide);
        if !treats && !matches!(step.key, Key::Advise | Key::Prepare | Key::Schedule) {
            return;
        }
        for who in &step.whos {
            // Members who act each for themselves are heard, but their table does not treat the topic.
            let (id, whole) = match who.who {
                Who::Entity(id) => (id, true),
                Who::MembersOf(id) => (id, false),
                _ => continue,
            };
            for topic in topics {
                if counts(ctx, id) {
                    let tables = if treats && whole { &mut self.treated } else { &mut self.prepared };
                    tables.entry(*topic).or_default().push(id);
                } else {
                    self.asked.insert((*topic, id));
                }
            }
        }
    }

    /// Every table where a party that sits there is heard on a topic.
    fn at(&self, topic: EntityId) -> impl Iterator<Item = &EntityId> {
        [&self.treated, &self.prepared].into_iter().filter_map(move |tables| tables.get(&topic)).flatten()
    }

    /// The table where a seat would count most: the first of administrators, or else the first.
    fn main(&self, ctx: &Context<'_>, topic: EntityId) -> Option<EntityId> {
        let tables = self.treated.get(&topic)?;
        let high = |id: &&EntityId| ctx.model.body(**id).is_some_and(|b| b.level.says(Level::Administrative));
        tables.iter().find(high).or_else(|| tables.first()).copied()
    }
}

/// Whether a table is one where a topic is settled: an executive one carries out.
fn counts(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.body(id).is_some_and(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id) && !b.level.says(Level::Executive))
}

// ------------------------------------------------------------------------------------------------------------- telling

fn finding(ctx: &Context<'_>, table: EntityId, party: EntityId, topics: &[(EntityId, Place, bool)]) -> Finding {
    let names: Vec<&str> = topics.iter().map(|(topic, ..)| ctx.name(*topic)).collect();
    let (name, who, what) = (ctx.name(table), ctx.name(party), quoted(&names, 3));
    let body = ctx.model.body(table);
    let place = body.and_then(|b| b.members.key()).unwrap_or(ctx.at(table));
    let severity = if topics.iter().all(|(.., doubt)| *doubt) { Severity::Hint } else { Severity::Warning };
    let mut finding = RULE
        .finding_at(
            severity,
            place,
            message!("`{who}` werkt aan {what}, maar heeft geen zetel in `{name}`", "`{who}` works on {what}, but has no seat in `{name}`"; who = who, what = what, name = name),
        )
        .label(message!("geen zetel voor `{who}`", "no seat for `{who}`"; who = who))
        .why(message!(
            "Wie iets moet doen, spreekt er niet over mee. Afspraken die zo ontstaan, binden deze partij niet, en of zij ze kan nakomen, blijkt pas in de uitvoering.",
            "Whoever must act has no say. Agreements made this way do not bind this party, and whether it can keep them shows only when they are carried out."
        ))
        .remedy(message!(
            "Geef `{who}` een zetel, nodig haar uit per onderwerp (`{who} als genodigde`), of zeg in de route waar zij adviseert.",
            "Give `{who}` a seat, invite it by topic (`{who} als genodigde`), or say in the route where it advises."; who = who
        ));
    for (_, place, _) in topics {
        finding = finding.related(*place, message!("hier werkt `{who}` mee", "`{who}` works on it here"; who = who));
    }
    let last = body.and_then(|b| b.members.values().next()).and_then(|seats| seats.last());
    let Some(last) = last else { return finding };
    let at = Place { file: last.place.file, span: Span { start: last.place.span.end, end: last.place.span.end } };
    let seat = |text: String| vec![Edit { place: at, text }];
    finding
        .fix(Fix { title: message!("geef `{who}` een zetel", "give `{who}` a seat"; who = who), edits: seat(format!(", {who}")), safe: false })
        .fix(Fix {
            title: message!("nodig `{who}` uit als het hierover gaat", "invite `{who}` when it is about this"; who = who),
            edits: seat(format!(", {who} als genodigde")),
            safe: false,
        })
}
