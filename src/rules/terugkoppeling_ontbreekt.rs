//! `terugkoppeling-ontbreekt`: a topic is decided or advised on, and who raised it, or who has no seat at the table,
//! does not hear of the outcome.

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::itself;
use super::autonomy::everybody;
use super::routing::{Lane, lanes, routes};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::Model;
use crate::model::fact::Fact;
use crate::model::parts::{Body, Route, Step};
use crate::model::refs::{Actor, EntityId, Scope, Seat, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Key, PartyKind};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "terugkoppeling-ontbreekt",
    group: Group::Routing,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "wie een onderwerp inbracht of geen zetel heeft, krijgt geen terugkoppeling",
        "who raised a topic, or has no seat, does not hear of the outcome",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, terugkoppeling"), Source::Vng(VngText::Chart, "tips, verslag aan college en raad")],
    check,
};

/// Steps that bring a topic to those who settle it.
const RAISING: &[Key] = &[Key::Signal, Key::Advise, Key::Prepare, Key::Schedule];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let routes = routes(ctx);
    let reports = reports(ctx, &routes);
    for route in &routes {
        if let Some(finding) = lanes(route).iter().find_map(|lane| judge(ctx, route, lane, &reports)) {
            findings.push(finding);
        }
    }
}

/// Who hears of each topic, in whatever route.
fn reports(ctx: &Context<'_>, routes: &[&Route]) -> FxHashMap<EntityId, Circle> {
    let mut told: FxHashMap<EntityId, Vec<&WhoRef>> = FxHashMap::default();
    for route in routes {
        for step in route.steps.iter().filter(|s| matches!(s.key, Key::ReportBack | Key::Inform)) {
            let topics: Vec<EntityId> = if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { ids(step) };
            for topic in topics {
                told.entry(topic).or_default().extend(&step.whos);
            }
        }
    }
    told.into_iter().map(|(topic, whos)| (topic, Circle::new(ctx, whos.into_iter()))).collect()
}

fn ids(step: &Step) -> Vec<EntityId> {
    step.topics.iter().map(|t| t.id).collect()
}

/// How a topic of a route ends, who brought it there, and who hears of it.
struct Ending<'r> {
    /// The last decision, agreement or advice.
    settling: &'r Step,
    /// The steps before it.
    before: Vec<&'r Step>,
    /// Where reporting back is stated, arranged or not.
    report: Option<&'r Step>,
    /// Who settle it.
    deciders: Circle,
    /// Who carry it out.
    executors: Circle,
    /// Who are told of it, or treat it afterwards.
    told: Circle,
    /// Who hear of the topic in whatever route.
    elsewhere: Vec<&'r Circle>,
    /// Whether anybody is told at all.
    informs: bool,
}

impl Ending<'_> {
    fn told(&self) -> Vec<&Circle> {
        std::iter::once(&self.told).chain(self.elsewhere.iter().copied()).collect()
    }

    /// Who settle it as well.
    fn aware(&self) -> Vec<&Circle> {
        std::iter::once(&self.deciders).chain(self.told()).collect()
    }

    /// Who carry it out as well.
    fn know(&self) -> Vec<&Circle> {
        std::iter::once(&self.executors).chain(self.aware()).collect()
    }
}

fn judge(ctx: &Context<'_>, route: &Route, lane: &Lane<'_>, reports: &FxHashMap<EntityId, Circle>) -> Option<Finding> {
    let is = |key: Key| lane.steps.iter().copied().filter(move |s| s.key == key);
    if is(Key::ReportBack).any(|s| s.open) || is(Key::Decide).chain(is(Key::Agree)).any(|s| s.open) {
        return None;
    }
    let at = last(&lane.steps, &[Key::Decide, Key::Agree]).or_else(|| last(&lane.steps, &[Key::Advise]))?;
    let settling = *lane.steps.get(at)?;
    let deciding = |s: &&Step| s.key == settling.key || settling.key != Key::Advise && matches!(s.key, Key::Decide | Key::Agree);
    let is_told = |(i, s): &(usize, &Step)| matches!(s.key, Key::ReportBack | Key::Inform) || *i > at && s.key != Key::CarryOut;
    let mut deciders = Circle::new(ctx, lane.steps.iter().copied().filter(deciding).flat_map(|s| &s.whos));
    deciders.houses.extend(&deciders.municipalities);
    let ending = Ending {
        settling,
        before: lane.steps.iter().copied().take(at).filter(|s| s.arranged).collect(),
        report: is(Key::ReportBack).find(|s| s.arranged).or_else(|| is(Key::ReportBack).next()),
        deciders,
        executors: Circle::new(ctx, is(Key::CarryOut).flat_map(|s| &s.whos)),
        told: Circle::new(ctx, lane.steps.iter().copied().enumerate().filter(is_told).flat_map(|(_, s)| &s.whos)),
        elsewhere: lane.topics.iter().filter_map(|topic| reports.get(topic)).collect(),
        informs: is(Key::Inform).any(|s| s.arranged),
    };
    raisers(ctx, route, &ending).or_else(|| without_seat(ctx, route, &ending))
}

fn last(steps: &[&Step], keys: &[Key]) -> Option<usize> {
    steps.iter().rposition(|s| s.arranged && keys.contains(&s.key))
}

// ---------------------------------------------------------------------------------------------------- who hears of it

/// Everybody in a set: those named, and those who sit at the tables named.
#[derive(Default)]
struct Circle {
    named: FxHashSet<Who>,
    actors: FxHashSet<Actor>,
    /// Municipalities of which any organ or official is in the set.
    municipalities: FxHashSet<EntityId>,
    /// Those of which somebody other than the council is; what a council decides, its college prepared and carries out.
    houses: FxHashSet<EntityId>,
    /// Chairs and secretaries of the tables in the set.
    officers: FxHashSet<Actor>,
    /// Those for whom functions in the set work.
    superiors: FxHashSet<Actor>,
    /// Offices of the library in the set.
    offices: Vec<EntityId>,
    /// Kinds of the organisations in the set.
    kinds: FxHashSet<PartyKind>,
}

impl Circle {
    fn new<'w>(ctx: &Context<'_>, whos: impl Iterator<Item = &'w WhoRef>) -> Self {
        let mut circle = Self::default();
        for who in whos {
            if circle.named.insert(who.who) {
                circle.add(ctx, who.who);
            }
        }
        circle
    }

    fn add(&mut self, ctx: &Context<'_>, who: Who) {
        let body = table(ctx, who);
        if let Some(body) = body {
            self.officers.extend(officers(ctx, body));
        }
        for actor in body.map_or_else(|| everybody(ctx, who), |body| attendees(ctx, body)) {
            self.add_actor(ctx, actor);
        }
        if let Who::Entity(id) = who {
            self.actors.insert(itself(id));
        }
    }

    fn add_actor(&mut self, ctx: &Context<'_>, actor: Actor) {
        if !self.actors.insert(actor) {
            return;
        }
        if ctx.model.municipality(actor.of).is_some() {
            self.municipalities.insert(actor.of);
            if actor.office != Some(MunicipalOffice::Council) {
                self.houses.insert(actor.of);
            }
        } else if ctx.model.role(actor.of).is_some() {
            self.superiors.extend(ctx.model.everybody_above(actor));
        } else if let Some(party) = ctx.model.party(actor.of) {
            self.kinds.extend(party.kinds.items());
        } else if ctx.model.office(actor.of).is_some() {
            self.offices.push(actor.of);
        }
    }

    /// Whether it is named, as such or as its members.
    fn names(&self, who: Who) -> bool {
        let as_set = match who {
            Who::Entity(id) => self.named.contains(&Who::MembersOf(id)),
            Who::MembersOf(id) => self.named.contains(&Who::Entity(id)),
            _ => false,
        };
        as_set || self.named.contains(&who)
    }

    /// Whether the chair or secretary of a table is one of the set, or the table acts for one of the set.
    fn has_line_to(&self, ctx: &Context<'_>, body: &Body) -> bool {
        let officer = officers(ctx, body).iter().any(|officer| self.officers.contains(officer) || self.actors.contains(officer));
        officer || body.on_behalf.items().chain(body.works_under.items()).any(|w| self.named.contains(&w.who))
    }

    fn hears(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        let own_house = actor.office != Some(MunicipalOffice::Council) && self.houses.contains(&actor.of);
        own_house
            || self.actors.contains(&actor)
            || self.officers.contains(&actor)
            || self.superiors.contains(&actor)
            || actor.office.is_none() && (self.serves(ctx, actor) || self.same_class(ctx, actor) || self.group_members(ctx, actor))
    }

    /// Whether somebody works under one of the set, or acts for it. An organisation under one of several colleges does
    /// not hear what the others decide.
    fn serves(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        let role = ctx.model.role(actor.of);
        let principals = role.into_iter().flat_map(|r| r.on_behalf.items()).flat_map(|w| ctx.model.expand(w.who));
        let mut above = ctx.model.everybody_above(actor).into_iter().chain(principals);
        let for_table = role.into_iter().flat_map(|r| r.topics.items()).any(|t| self.named.contains(&Who::Entity(t.id)));
        let alone = ctx.model.party(actor.of).is_none() || self.municipalities.len() <= 1;
        for_table || alone && above.any(|one| self.actors.contains(&one) || one.office.is_some() && self.houses.contains(&one.of))
    }

    /// An organisation and the office through which the law has it act.
    fn same_class(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        let as_office = ctx.model.office(actor.of).is_some_and(|office| office.kinds.items().any(|kind| self.kinds.contains(kind)));
        as_office || ctx.model.party(actor.of).is_some() && self.offices.iter().any(|office| ctx.model.is_of_class(actor, *office))
    }

    fn group_members(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        let group = ctx.model.party(actor.of).filter(|p| p.is(PartyKind::Group));
        group.is_some_and(|p| ctx.model.expand(Who::MembersOf(p.id)).iter().any(|member| self.actors.contains(member)))
    }
}

/// Whether all of it, or for `some` any of it, is in one of the sets.
fn hear(ctx: &Context<'_>, circles: &[&Circle], who: Who, some: bool) -> bool {
    if who == Who::Unknown || circles.iter().any(|circle| circle.names(who)) {
        return true;
    }
    let members = match table(ctx, who) {
        // The secretary or chair who serves both tables brings the outcome along.
        Some(body) if circles.iter().any(|circle| circle.has_line_to(ctx, body)) => return true,
        Some(body) => full_members(ctx, body),
        None => ctx.model.expand(who),
    };
    let hears = |actor: &Actor| circles.iter().any(|circle| circle.hears(ctx, *actor));
    !members.is_empty() && if some { members.iter().any(hears) } else { members.iter().all(hears) }
}

fn table<'m>(ctx: &Context<'m>, who: Who) -> Option<&'m Body> {
    match who {
        Who::Entity(id) | Who::MembersOf(id) => ctx.model.body(id),
        _ => None,
    }
}

/// Everybody who sits at a table in whatever capacity, with the organisations of groups.
fn attendees(ctx: &Context<'_>, body: &Body) -> Vec<Actor> {
    seated(ctx, ctx.model.seats(body.id))
}

fn full_members(ctx: &Context<'_>, body: &Body) -> Vec<Actor> {
    seated(ctx, ctx.model.seats(body.id).filter(|s| Model::is_full_member(s)))
}

fn seated<'m>(ctx: &Context<'m>, seats: impl Iterator<Item = &'m Seat>) -> Vec<Actor> {
    seats.flat_map(|seat| everybody(ctx, seat.who)).collect()
}

fn officers(ctx: &Context<'_>, body: &Body) -> Vec<Actor> {
    body.chair.items().chain(body.secretary.items()).flat_map(|w| ctx.model.expand(w.who)).collect()
}

// ------------------------------------------------------------------------------------------------------ who raised it

fn raisers(ctx: &Context<'_>, route: &Route, ending: &Ending<'_>) -> Option<Finding> {
    let raised = |keys: &[Key]| -> Vec<&WhoRef> { ending.before.iter().filter(|s| keys.contains(&s.key)).flat_map(|s| &s.whos).collect() };
    let signalled = raised(&[Key::Signal]);
    let first = if signalled.is_empty() { raised(RAISING) } else { signalled };
    let (told, aware, know) = (ending.told(), ending.aware(), ending.know());
    if ending.report.is_some_and(|report| report.arranged) {
        let heard = |w: &&WhoRef| hear(ctx, &know, w.who, true);
        return (!first.is_empty() && !first.iter().any(heard)).then(|| not_to_raiser(ctx, route, ending, &first));
    }
    if ending.informs && first.iter().any(|w| hear(ctx, &told, w.who, true)) {
        return None;
    }
    let mut involved = raised(RAISING);
    involved.extend(raised(&[Key::Discuss]));
    let unheard: Vec<&WhoRef> = involved.into_iter().filter(|w| !hear(ctx, &aware, w.who, false)).collect();
    (!unheard.is_empty()).then(|| nobody_reports(ctx, route, ending, &unheard))
}

fn names(ctx: &Context<'_>, whos: &[&WhoRef]) -> Message {
    let mut names: Vec<&str> = Vec::new();
    for word in whos.iter().map(|w| ctx.words(w.place)) {
        if !names.contains(&word) {
            names.push(word);
        }
    }
    quoted(&names, 3)
}

fn nobody_reports(ctx: &Context<'_>, route: &Route, ending: &Ending<'_>, unheard: &[&WhoRef]) -> Finding {
    let (name, who) = (ctx.name(route.id), names(ctx, unheard));
    let (place, headline) = match ending.report {
        Some(denied) => (
            denied.place,
            message!("`{name}` kent uitdrukkelijk geen terugkoppeling aan {who}", "`{name}` expressly has no reporting back to {who}"; name = name, who = who.clone()),
        ),
        None => (
            ctx.at(route.id),
            message!("niet gebleken dat `{name}` terugkoppelt aan {who}", "it does not appear that `{name}` reports back to {who}"; name = name, who = who.clone()),
        ),
    };
    let mut finding = explained(RULE.finding(place, headline), ending)
        .label(message!("geen terugkoppeling", "no reporting back"))
        .remedy(message!("Voeg een stap toe: `terugkoppelen` met {who}.", "Add a step: `terugkoppelen` with {who}."; who = who));
    if ending.report.is_none() {
        finding.fixes.extend(open_point(ctx, route));
    }
    finding
}

fn not_to_raiser(ctx: &Context<'_>, route: &Route, ending: &Ending<'_>, raisers: &[&WhoRef]) -> Finding {
    let (name, who) = (ctx.name(route.id), names(ctx, raisers));
    let place = ending.report.map_or_else(|| ctx.at(route.id), |report| report.place);
    let headline = message!("de terugkoppeling van `{name}` gaat niet naar {who}, van wie het onderwerp kwam", "the reporting back of `{name}` does not go to {who}, who raised the topic"; name = name, who = who.clone());
    let mut finding = explained(RULE.finding(place, headline), ending)
        .label(message!("niet aan wie het inbracht", "not to who raised it"))
        .remedy(message!("Koppel ook terug aan {who}.", "Report back to {who} as well."; who = who));
    for raiser in raisers.iter().take(3) {
        finding = finding.related(raiser.place, message!("hiervandaan kwam het", "it came from here"));
    }
    let words: Vec<&str> = raisers.iter().map(|w| ctx.words(w.place)).collect();
    finding.fixes.extend(ending.report.and_then(|report| report_to(report, &words.join(", "))));
    finding
}

fn explained(finding: Finding, ending: &Ending<'_>) -> Finding {
    finding
        .why(message!(
            "Wie een onderwerp inbrengt of voorbereidt en niet hoort wat ermee gebeurt, kan er niet naar handelen en brengt het later opnieuw in. De VNG vraagt om terugkoppeling, ook aan wie niet aan tafel zit. Geen wet schrijft haar voor.",
            "Whoever raises or prepares a topic and does not hear what became of it cannot act on it, and will raise it again. The VNG asks for reporting back, also to those who have no seat. No law prescribes it."
        ))
        .related(ending.settling.place, message!("hier valt de uitkomst", "the outcome falls here"))
}

// ------------------------------------------------------------------------------------------------- who has no seat

/// Municipalities for which others sit at the table that settles the topic, and that do not hear of it.
fn without_seat(ctx: &Context<'_>, route: &Route, ending: &Ending<'_>) -> Option<Finding> {
    let tables: Vec<&Body> = ending.settling.whos.iter().filter_map(|w| table(ctx, w.who)).collect();
    let represented: FxHashSet<EntityId> = tables.iter().flat_map(|body| represented(ctx, body)).collect();
    let know = ending.know();
    let mut missed: Vec<EntityId> = represented.into_iter().filter(|of| !know.iter().any(|circle| circle.municipalities.contains(of))).collect();
    missed.sort_unstable();
    let table = tables.first().filter(|_| !missed.is_empty())?;
    let (name, table_name) = (ctx.name(route.id), ctx.name(table.id));
    let place = ending.report.map_or_else(|| ctx.at(route.id), |report| report.place);
    let headline = message!("niet gebleken dat de uitkomst van `{name}` gemeenten zonder zetel in `{table}` bereikt", "it does not appear that the outcome of `{name}` reaches municipalities without a seat in `{table}`"; name = name, table = table_name);
    let mut finding = explained(RULE.finding(place, headline), ending)
        .label(message!("gemeenten zonder zetel", "municipalities without a seat"))
        .related(ctx.at(table.id), message!("hier zitten enkelen voor allen", "some sit here for all"))
        .remedy(message!(
            "Koppel ook terug aan de andere gemeenten, zoals `terugkoppelen college van elke gemeente`.",
            "Report back to the other municipalities as well, such as `terugkoppelen college van elke gemeente`."
        ));
    finding.fixes.extend(match ending.report {
        Some(report) => report_to(report, &ctx.model.say(Who::Office(MunicipalOffice::College, Scope::Region))),
        None => open_point(ctx, route),
    });
    Some(finding)
}

/// Adds somebody to those to whom a step reports.
fn report_to(report: &Step, words: &str) -> Option<Fix> {
    let last = report.whos.last()?.place;
    let place = Place { file: last.file, span: Span { start: last.span.end, end: last.span.end } };
    let title = message!("koppel ook terug aan {words}", "report back to {words} as well"; words = words);
    Some(Fix { title, edits: vec![Edit { place, text: format!(", {words}") }], safe: false })
}

fn open_point(ctx: &Context<'_>, route: &Route) -> Option<Fix> {
    let title = message!("voeg de terugkoppeling toe als open punt", "add the reporting back as an open point");
    ctx.add_property(route.id, title, "terugkoppelen nog te regelen")
}

/// The municipalities for which the seats of a table stand, where there are fewer seats than municipalities.
fn represented(ctx: &Context<'_>, body: &Body) -> Vec<EntityId> {
    ctx.model.seats(body.id).filter(|s| Model::is_full_member(s)).flat_map(|seat| represented_by(ctx, seat)).collect()
}

fn represented_by(ctx: &Context<'_>, seat: &Seat) -> Vec<EntityId> {
    let number = seat.number.unwrap_or(1) as usize;
    let is_municipal = |of: &EntityId| ctx.model.municipality(*of).is_some();
    let of = |who: Who| -> Vec<EntityId> { ctx.model.expand(who).into_iter().map(|a| a.of).filter(is_municipal).collect() };
    let behind = seat.on_behalf.map(|w| of(w.who)).unwrap_or_default();
    match (seat.who, seat.per.as_deref()) {
        (_, Some(kind)) => {
            let areas: Vec<&Fact<_>> = ctx.model.areas_of_kind(kind).filter_map(|id| ctx.model.area(id)).map(|a| &a.municipalities).collect();
            areas.into_iter().filter(|area| area.items().count() > number).flat_map(|area| area.items().map(|m| m.id)).collect()
        }
        (Who::SomeOffice(_), None) => {
            let all = if behind.is_empty() { ctx.model.municipalities_in(&Scope::Region).to_vec() } else { behind };
            if all.len() > number { all } else { Vec::new() }
        }
        (who, None) => {
            let own = of(who);
            if own.is_empty() || behind.len() <= own.len() { Vec::new() } else { behind }
        }
    }
}
