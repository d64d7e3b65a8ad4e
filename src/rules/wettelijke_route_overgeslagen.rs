//! `wettelijke-route-overgeslagen`: a regional route or ladder puts its own steps before an acute statutory act, and
//! does not say that the way of the law stays open.

use rustc_hash::FxHashMap;

use super::authority::is_ground_of_talk;
use super::passing::by_number;
use super::routing::{Lane, lanes, routes};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use super::urgent::{Acute, Tie, cited, keeps_open, named_in, of_power, source, write};
use crate::competence::Ask;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message, quoted};
use crate::message;
use crate::model::fact::Fact;
use crate::model::parts::{Escalation, Override, Route, Stage, Step};
use crate::model::refs::{Citation, EntityId, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Key, PartyKind};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "wettelijke-route-overgeslagen",
    group: Group::Escalation,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een regionale route of ladder gaat vooraf aan een spoedbevoegdheid van de wet, zonder die open te laten",
        "a regional route or ladder comes before an urgent statutory power, without leaving that open",
    ),
    sources: &[
        Source::Law("Wvggz", "art. 7:1"),
        Source::Law("Wzd", "art. 29"),
        Source::Law("Wth", "art. 2"),
        Source::Law("Gemeentewet", "art. 172"),
        Source::Law("Gemeentewet", "art. 175"),
        Source::Law("Gemeentewet", "art. 176"),
    ],
    check,
};

/// What holds on the date of the model: ladders and powers on acute acts by their topics, overrides by ladder or topic.
struct Around<'m> {
    ladders: FxHashMap<EntityId, Vec<&'m Escalation>>,
    overrides: FxHashMap<EntityId, Vec<&'m Override>>,
    powers: FxHashMap<EntityId, Vec<EntityId>>,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let holds = |id: EntityId| ctx.model.is_regional(id) && ctx.model.in_force(id);
    let mut around = Around { ladders: FxHashMap::default(), overrides: FxHashMap::default(), powers: FxHashMap::default() };
    for power in ctx.model.powers.iter().filter(|p| holds(p.id) && p.topics.has_items() && !of_power(ctx, p.id).is_empty()) {
        power.topics.items().for_each(|t| around.powers.entry(t.id).or_default().push(power.id));
    }
    for ladder in ctx.model.escalations.iter().filter(|e| holds(e.id)) {
        ladder.topics.items().for_each(|t| around.ladders.entry(t.id).or_default().push(ladder));
    }
    for power in ctx.model.overrides.iter().filter(|o| holds(o.id) && !o.holder.is_absent()) {
        power.topics.items().for_each(|t| around.overrides.entry(t.id).or_default().push(power));
    }
    for ladder in ctx.model.escalations.iter().filter(|e| holds(e.id)) {
        findings.extend(on_ladder(ctx, ladder, &around));
    }
    for route in routes(ctx) {
        findings.extend(lanes(route).iter().find_map(|lane| on_route(ctx, route, lane, &around)));
    }
}

/// The laws that a text does not keep open; none where that is still to be arranged.
fn closed(ctx: &Context<'_>, stated: &Fact<Vec<Citation>>, also: &[&Citation], acts: &[Acute]) -> Vec<EntityId> {
    let mut laws: Vec<EntityId> = acts.iter().map(|acute| acute.law).collect();
    laws.sort_unstable();
    laws.dedup();
    laws.retain(|law| stated.open().is_none() && !keeps_open(ctx, stated.items().chain(also.iter().copied()), *law));
    laws
}

// ------------------------------------------------------------------------------------------------------------ ladders

/// What ties a ladder to an acute act.
struct Reason {
    acute: Acute,
    /// Where the text says so.
    place: Place,
    /// The stages that come before the act itself, where it stands on the ladder.
    held_up_by: usize,
    /// Whether the text cites it, or only names the law in a title.
    cited: bool,
}

fn on_ladder(ctx: &Context<'_>, ladder: &Escalation, around: &Around<'_>) -> Option<Finding> {
    if ladder.stages.len() < 2 {
        return None;
    }
    let reasons = reasons(ctx, ladder, around);
    let acts: Vec<Acute> = reasons.iter().map(|r| r.acute).collect();
    let mut laws = closed(ctx, &ladder.without_prejudice, &[], &acts);
    // A title tells what it is about, not which laws the ladder must keep open.
    if ladder.without_prejudice.has_items() {
        laws.retain(|law| reasons.iter().any(|r| r.acute.law == *law && r.cited));
    }
    let told: Vec<&Reason> = reasons.iter().filter(|r| laws.contains(&r.acute.law)).collect();
    let held_up = |r: &&&Reason| ladder.stages.iter().take(r.held_up_by).any(|stage| stage.term.is_given());
    let first = told.iter().find(held_up).or_else(|| told.iter().max_by_key(|r| (r.held_up_by > 0, r.cited))).copied()?;
    let severity = match first {
        r if held_up(&&r) => Severity::Error,
        r if r.cited || ladder.without_prejudice.is_absent() => Severity::Warning,
        _ => Severity::Hint,
    };
    Some(ladder_told(ctx, ladder, first, &laws, severity))
}

fn reasons(ctx: &Context<'_>, ladder: &Escalation, around: &Around<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut note = |acts: Vec<Acute>, place: Place, held_up_by: usize, cited: bool| {
        reasons.extend(acts.into_iter().map(|acute| Reason { acute, place, held_up_by, cited }));
    };
    for (below, stage) in ladder.stages.iter().enumerate() {
        for (place, citation) in stage_grounds(stage) {
            let (acts, laws) = cited(ctx, citation).into_iter().partition(|acute: &Acute| acute.tie == Tie::Act);
            note(acts, place, below, true);
            note(laws, place, 0, true);
        }
    }
    let things = || std::iter::once(ladder.id).chain(ladder.topics.items().map(|t| t.id));
    for (thing, power) in things().flat_map(|id| around.overrides.get(&id).into_iter().flatten().map(move |power| (id, power))) {
        // An override for the ladder itself comes after all its stages; one for the topic need not.
        let below = if thing == ladder.id { ladder.stages.len() } else { 0 };
        for used in power.about.items() {
            note(of_power(ctx, used.id), used.place, below, true);
        }
        for citation in &ctx.model.entity(power.id).basis {
            note(acts_in(ctx, citation), citation.place, 0, true);
        }
    }
    for power in things().filter_map(|id| around.powers.get(&id)).flatten() {
        note(of_power(ctx, *power), ctx.at(*power), 0, true);
    }
    let led_by_mayor = ladder.stages.iter().flat_map(|s| s.lead.items()).any(|w| matches!(w.who, Who::Office(MunicipalOffice::Mayor, _)));
    for id in things() {
        let entity = ctx.model.entity(id);
        for citation in entity.basis.iter().filter(|c| !is_ground_of_talk(ctx, c)) {
            note(cited(ctx, citation), citation.place, 0, true);
        }
        let talk = entity.basis.iter().filter(|c| is_ground_of_talk(ctx, c)).flat_map(|c| cited(ctx, c));
        let titled = entity.title.iter().flat_map(|title| named_in(ctx, title));
        if led_by_mayor {
            note(talk.chain(titled).collect(), entity.name_place, 0, false);
        }
    }
    reasons
}

/// The acute acts themselves that a citation names.
fn acts_in(ctx: &Context<'_>, citation: &Citation) -> Vec<Acute> {
    cited(ctx, citation).into_iter().filter(|acute| acute.tie == Tie::Act).collect()
}

fn stage_grounds(stage: &Stage) -> impl Iterator<Item = (Place, &Citation)> {
    let lead = stage.lead.statements().iter().map(|s| (s.place, &s.basis));
    let term = stage.term.statements().iter().map(|s| (s.place, &s.basis));
    let texts = stage.occasion.statements().iter().chain(stage.downscaling.statements()).map(|s| (s.place, &s.basis));
    lead.chain(term).chain(texts).flat_map(|(place, basis)| basis.iter().map(move |citation| (place, citation)))
}

fn ladder_told(ctx: &Context<'_>, ladder: &Escalation, reason: &Reason, laws: &[EntityId], severity: Severity) -> Finding {
    let (name, ways) = (ctx.name(ladder.id), ways(ctx, laws));
    let place = ladder.without_prejudice.place().unwrap_or_else(|| ctx.at(ladder.id));
    let headline = match severity {
        Severity::Error => {
            message!("`{name}` laat {ways} wachten op eerdere treden", "`{name}` makes {ways} wait for earlier stages"; name = name, ways = ways)
        }
        _ if ladder.without_prejudice.is_absent() => {
            message!("volgens de tekst laat `{name}` geen wettelijke weg open, ook {ways} niet", "the text says that `{name}` leaves no statutory way open, nor {ways}"; name = name, ways = ways)
        }
        _ => message!("niet gebleken dat `{name}` {ways} openlaat", "it does not appear that `{name}` leaves {ways} open"; name = name, ways = ways),
    };
    let mut finding = RULE
        .finding_at(severity, place, headline)
        .label(message!("wettelijke weg niet opengelaten", "way of the law not left open"))
        .why(why())
        .remedy(remedy(ctx, laws))
        .related(reason.place, message!("hier komt die wet in beeld", "that law comes in here"));
    finding.sources.extend(laws.iter().filter_map(|law| source(ctx, *law)));
    finding.fixes.extend(open_up(ctx, ladder.id, &ladder.without_prejudice, laws));
    finding
}

// ------------------------------------------------------------------------------------------------------------- routes

fn on_route(ctx: &Context<'_>, route: &Route, lane: &Lane<'_>, around: &Around<'_>) -> Option<Finding> {
    let ladders: Vec<&Escalation> = lane.topics.iter().filter_map(|t| around.ladders.get(t)).flatten().copied().collect();
    let also: Vec<&Citation> = ladders.iter().flat_map(|ladder| ladder.without_prejudice.items()).collect();
    let topics: Vec<Acute> = lane.topics.iter().flat_map(|t| &ctx.model.entity(*t).basis).flat_map(|c| acts_in(ctx, c)).collect();
    lane.steps.iter().enumerate().filter(|(_, s)| s.arranged && matches!(s.key, Key::Decide | Key::Agree | Key::CarryOut)).find_map(|(at, step)| {
        let mut acts: Vec<Acute> = step.about.iter().flat_map(|power| of_power(ctx, power.id)).collect();
        acts.extend(step.basis.iter().flat_map(|c| acts_in(ctx, c)));
        if step.about.is_empty() && step.key == Key::Decide {
            acts.extend(&topics);
            // Who decides on a topic uses the power that he holds for it.
            let powers = lane.topics.iter().filter_map(|t| around.powers.get(t)).flatten();
            let uses = |power: &EntityId| {
                step.whos.iter().flat_map(|w| ctx.model.expand(w.who)).any(|actor| ctx.competence.is_competent(actor, *power, Ask::default()))
            };
            acts.extend(powers.filter(|power| uses(power)).flat_map(|power| of_power(ctx, *power)));
        }
        let laws = closed(ctx, &route.without_prejudice, &also, &acts);
        let before: Vec<&Step> = lane.steps.iter().take(at).copied().filter(|earlier| is_internal(ctx, earlier, step)).collect();
        let agreed = step.key == Key::Agree && is_internal(ctx, step, step);
        (!laws.is_empty() && (!before.is_empty() || agreed)).then(|| route_told(ctx, route, step, &before, &laws))
    })
}

/// Whether a step is one of the region's own that the law does not ask for: a table, a function or a house treats the
/// case first. What the staff of the decider prepares, or police, prosecution and care providers contribute, is not.
fn is_internal(ctx: &Context<'_>, step: &Step, act: &Step) -> bool {
    let treats = matches!(step.key, Key::Prepare | Key::Schedule | Key::Discuss | Key::Agree | Key::Decide);
    let advises = step.key == Key::Advise && step.whos.iter().any(|w| is_table(ctx, w.who));
    step.arranged && (treats || advises) && step.whos.iter().any(|w| is_of_region(ctx, w, act))
}

fn is_table(ctx: &Context<'_>, who: Who) -> bool {
    matches!(who, Who::Entity(id) | Who::MembersOf(id) if ctx.model.body(id).is_some())
}

fn is_of_region(ctx: &Context<'_>, who: &WhoRef, act: &Step) -> bool {
    match who.who {
        Who::Entity(id) | Who::MembersOf(id) if ctx.model.body(id).is_some() => {
            !ctx.model.entity(id).basis.iter().any(|citation| ctx.competence.statutory_table(citation).is_some())
        }
        Who::Entity(id) if ctx.model.role(id).is_some() => !is_staff(ctx, id, act),
        Who::Entity(id) => ctx.model.party(id).is_some_and(|p| p.is(PartyKind::CareAndSafetyHouse) || p.is(PartyKind::Executive)),
        Who::Office(office, _) => matches!(office, MunicipalOffice::College | MunicipalOffice::Council) && !act.whos.iter().any(|w| w.who == who.who),
        _ => false,
    }
}

/// Whether a function works for the municipality or organisation that takes the step.
fn is_staff(ctx: &Context<'_>, role: EntityId, act: &Step) -> bool {
    let own: Vec<_> = act.whos.iter().flat_map(|w| ctx.model.expand(w.who)).collect();
    let role = super::authority::itself(role);
    own.contains(&role) || own.iter().any(|superior| ctx.model.works_under(role, *superior))
}

fn route_told(ctx: &Context<'_>, route: &Route, act: &Step, before: &[&Step], laws: &[EntityId]) -> Finding {
    let waits = before.iter().any(|s| s.within.is_some() || matches!(s.key, Key::Agree | Key::Decide));
    let severity = if waits { Severity::Error } else { Severity::Warning };
    let mut words: Vec<&str> = Vec::new();
    for word in before.iter().flat_map(|s| &s.whos).map(|w| ctx.words(w.place)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let (name, ways) = (ctx.name(route.id), ways(ctx, laws));
    let headline = if before.is_empty() {
        message!("`{name}` maakt van {ways} een afspraak, terwijl de wet er een eigen weg voor heeft", "`{name}` makes an agreement of {ways}, though the law has a way of its own for it"; name = name, ways = ways)
    } else if waits {
        message!("`{name}` laat {ways} wachten op {who}", "`{name}` makes {ways} wait for {who}"; name = name, ways = ways, who = quoted(&words, 2))
    } else {
        message!("in `{name}` {goes} {who} vooraf aan {ways}, en niet gebleken is dat de wettelijke weg openblijft", "in `{name}` {who} {goes} before {ways}, and it does not appear that the way of the law stays open"; name = name, who = quoted(&words, 2), ways = ways,
            goes = by_number(words.len(), message!("gaat", "comes"), message!("gaan", "come")))
    };
    let mut finding = RULE
        .finding_at(severity, act.place, headline)
        .label(message!("wettelijke weg niet opengelaten", "way of the law not left open"))
        .why(why())
        .remedy(remedy(ctx, laws));
    for step in before.iter().take(3) {
        finding = finding.related(step.place, message!("dit gaat eraan vooraf", "this comes before it"));
    }
    finding.sources.extend(laws.iter().filter_map(|law| source(ctx, *law)));
    finding.fixes.extend(open_up(ctx, route.id, &route.without_prejudice, laws));
    finding
}

// ------------------------------------------------------------------------------------------------------------ telling

fn why() -> Message {
    message!(
        "Voor acute situaties geeft de wet zelf de weg: wie bevoegd is, beslist zodra aan de voorwaarden is voldaan. Een regionale stap mag daaraan voorafgaan, maar die beslissing niet ophouden. Dat hoort in de tekst te staan, want wie haar in een crisis leest, volgt de treden.",
        "For acute situations the law itself gives the way: whoever holds the power decides as soon as the conditions are met. A regional step may come before that, but must not hold the decision up. The text should say so, because whoever reads it in a crisis follows the steps."
    )
}

/// Articles on the acute acts of some laws.
fn articles(ctx: &Context<'_>, laws: &[EntityId]) -> Vec<String> {
    laws.iter().filter_map(|law| write(ctx, *law)).collect()
}

fn ways(ctx: &Context<'_>, laws: &[EntityId]) -> Message {
    let names = List(laws.iter().map(|law| message!("de {law}", "the {law}"; law = ctx.name(*law))).collect());
    message!("de spoedweg van {laws}", "the urgent way of {laws}"; laws = names)
}

fn remedy(ctx: &Context<'_>, laws: &[EntityId]) -> Message {
    let articles = articles(ctx, laws).join(", ");
    message!(
        "Schrijf erbij dat de wettelijke weg altijd openstaat: `onverminderd {articles}`.",
        "Add that the way of the law is always open: `onverminderd {articles}`."; articles = articles
    )
}

fn open_up(ctx: &Context<'_>, id: EntityId, stated: &Fact<Vec<Citation>>, laws: &[EntityId]) -> Option<Fix> {
    let articles = articles(ctx, laws).join(", ");
    let title = message!("laat de wettelijke weg open", "leave the way of the law open");
    if stated.is_unstated() {
        return ctx.add_property(id, title, &format!("onverminderd {articles}"));
    }
    let last = stated.items().last()?.place;
    let end = Span { start: last.span.end, end: last.span.end };
    let edits = vec![Edit { place: Place { file: last.file, span: end }, text: format!(", {articles}") }];
    Some(Fix { title, edits, safe: false })
}
