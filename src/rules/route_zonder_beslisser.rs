//! `route-zonder-beslisser`: a route prepares a topic, and nobody in it can decide or agrees on it.

use rustc_hash::FxHashSet;

use super::authority::{itself, only_aligns};
use super::passing::{is_holder, is_part_of_another};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::competence::Ask;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Route, Step};
use crate::model::refs::{Actor, EntityId, Who};
use crate::syntax::vocabulary::Key;

pub const RULE: Rule = Rule {
    name: "route-zonder-beslisser",
    group: Group::Routing,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een route bereidt voor, maar niet blijkt dat iemand besluit of afspreekt",
        "a route prepares, but it does not appear that anybody decides or agrees",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, positie en mandaat")],
    check,
};

/// How a route ends without a decision.
enum End<'r> {
    /// Something is prepared and then left, at this step.
    Prepared(&'r Step),
    /// Something is carried out, at this step, that was not decided.
    CarriedOut(&'r Step),
    /// It ends in talk, at this step.
    Discussed(&'r Step),
    /// Something is prepared, and then parties carry it out.
    CarriedOutByParties(&'r Step),
    /// Several are said to decide, and none of them can.
    Powerless(Vec<&'r Step>),
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let routes: Vec<&Route> = ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)).collect();
    let decided = decided_topics(ctx, &routes);
    for route in routes {
        let topics = topics_of(route);
        if !topics.is_empty() && topics.iter().all(|topic| decided.contains(topic)) {
            continue;
        }
        if let Some(end) = loose_end(ctx, route) {
            findings.push(told(ctx, route, &end));
        }
    }
}

fn topics_of(route: &Route) -> Vec<EntityId> {
    route.topics.items().map(|t| t.id).collect()
}

fn steps<'r>(route: &'r Route, keys: &'static [Key]) -> impl Iterator<Item = &'r Step> {
    route.steps.iter().filter(move |s| s.arranged && keys.contains(&s.key))
}

/// The topics on which somebody decides who can, or on which parties agree, in whatever route.
fn decided_topics(ctx: &Context<'_>, routes: &[&Route]) -> FxHashSet<EntityId> {
    let mut decided = FxHashSet::default();
    for route in routes {
        let topics = topics_of(route);
        for step in steps(route, &[Key::Decide, Key::Agree]).filter(|s| s.key == Key::Agree || can_decide(ctx, s, &topics)) {
            if step.topics.is_empty() { decided.extend(&topics) } else { decided.extend(step.topics.iter().map(|t| t.id)) }
        }
    }
    decided
}

/// Whether somebody in a step can decide on a topic: with the powers that the step names, or else with any title.
fn can_decide(ctx: &Context<'_>, step: &Step, topics: &[EntityId]) -> bool {
    let topics: Vec<EntityId> = if step.topics.is_empty() { topics.to_vec() } else { step.topics.iter().map(|t| t.id).collect() };
    if step.about.is_empty() {
        return step.whos.iter().any(|w| ctx.competence.can_decide(w.who, &topics));
    }
    let asks: Vec<Ask> =
        if topics.is_empty() { vec![Ask::default()] } else { topics.iter().map(|topic| Ask { amount: None, topic: Some(*topic) }).collect() };
    step.about.iter().any(|power| {
        let on_topic = asks.iter().any(|ask| ctx.competence.is_about(power.id, *ask));
        on_topic && step.whos.iter().any(|w| can_use(ctx, w.who, power.id, &asks, &topics))
    })
}

fn can_use(ctx: &Context<'_>, who: Who, power: EntityId, asks: &[Ask], topics: &[EntityId]) -> bool {
    if ctx.competence.holders(power).is_empty() {
        return ctx.competence.can_decide(who, topics);
    }
    // An organisation acts through the officers that the law names: police, prosecution.
    let by_officers = matches!(who, Who::Entity(id) if ctx.model.party(id).is_some() && is_holder(ctx, power, itself(id)));
    let actors = ctx.model.expand(who);
    let competent = |actor: Actor| asks.iter().any(|ask| ctx.competence.is_competent(actor, power, *ask));
    by_officers || actors.is_empty() || actors.into_iter().any(competent)
}

fn loose_end<'r>(ctx: &Context<'_>, route: &'r Route) -> Option<End<'r>> {
    let settles = |key: Key| matches!(key, Key::Decide | Key::Agree);
    // An open point is an answer.
    if route.steps.iter().any(|s| settles(s.key) && s.open) || steps(route, &[Key::Agree]).next().is_some() {
        return None;
    }
    if nobody(route).is_some() {
        return nobody_decides(ctx, route);
    }
    let prepared = steps(route, &[Key::Prepare, Key::Schedule]).last()?;
    let topics = topics_of(route);
    let deciding: Vec<&Step> = steps(route, &[Key::Decide]).collect();
    if deciding.is_empty() {
        return end_of_talk(ctx, route, prepared);
    }
    let powerless: FxHashSet<Who> = deciding.iter().flat_map(|s| &s.whos).map(|w| w.who).collect();
    // One who decides without the power is told at his step; here the whole chain lacks a decider.
    (powerless.len() > 1 && !deciding.iter().any(|step| can_decide(ctx, step, &topics))).then_some(End::Powerless(deciding))
}

/// The step that says that nobody decides.
fn nobody(route: &Route) -> Option<&Step> {
    let decides = steps(route, &[Key::Decide]).next().is_some();
    route.steps.iter().find(|s| s.key == Key::Decide && !s.arranged && !s.open && !decides)
}

/// A route that says that nobody decides, and yet prepares something or has it carried out; an advice is a meant end.
fn nobody_decides<'r>(ctx: &Context<'_>, route: &'r Route) -> Option<End<'r>> {
    let last = steps(route, &[Key::Advise, Key::Prepare, Key::Schedule, Key::Discuss, Key::CarryOut]).last()?;
    if last.key == Key::Advise {
        return None;
    }
    if let Some(done) = steps(route, &[Key::CarryOut]).last() {
        return Some(End::CarriedOut(done));
    }
    let prepared = steps(route, &[Key::Prepare, Key::Schedule]).last()?;
    end_of_talk(ctx, route, prepared)
}

fn end_of_talk<'r>(ctx: &Context<'_>, route: &'r Route, prepared: &'r Step) -> Option<End<'r>> {
    let last = steps(route, &[Key::Advise, Key::Prepare, Key::Schedule, Key::Discuss, Key::CarryOut]).last()?;
    let all = |test: &dyn Fn(Who) -> bool| last.whos.iter().all(|w| test(w.who));
    match last.key {
        Key::Advise => None,
        Key::Discuss if all(&|who| matches!(who, Who::Entity(id) if only_aligns(ctx.model, id))) => None,
        Key::Discuss => Some(End::Discussed(last)),
        // Organs of municipalities that carry out decide for themselves.
        Key::CarryOut if all(&|who| matches!(who, Who::Office(..) | Who::Every(_))) => None,
        // So may parties, each in its own affairs.
        Key::CarryOut if all(&|who| ctx.competence.decides_in_own_right(who)) => Some(End::CarriedOutByParties(prepared)),
        Key::CarryOut => Some(End::Prepared(prepared)),
        _ => Some(End::Prepared(last)),
    }
}

fn told(ctx: &Context<'_>, route: &Route, end: &End<'_>) -> Finding {
    let name = ctx.name(route.id);
    let none = nobody(route);
    let place = none.map_or_else(|| ctx.at(route.id), |step| step.place);
    let mut finding = match end {
        End::Prepared(step) if none.is_some() => {
            let headline = message!("`{name}` bereidt voor, terwijl volgens de tekst niemand besluit", "`{name}` prepares, while according to the text nobody decides"; name = name);
            RULE.finding(place, headline).label(message!("niemand besluit", "nobody decides")).related(step.place, message!("dit vraagt een besluit of een afspraak", "this calls for a decision or an agreement"))
        }
        End::CarriedOut(step) => {
            // Organs and parties may carry out what they decide for themselves.
            let for_itself = |who: Who| ctx.competence.decides_in_own_right(who) && !matches!(who, Who::Entity(id) if is_part_of_another(ctx, id));
            let severity = if step.whos.iter().all(|w| for_itself(w.who)) { Severity::Hint } else { Severity::Warning };
            let headline = message!("`{name}` voert uit, terwijl volgens de tekst niemand besluit", "`{name}` carries out, while according to the text nobody decides"; name = name);
            RULE.finding_at(severity, place, headline).label(message!("niemand besluit", "nobody decides")).related(step.place, message!("dit vraagt een besluit of een afspraak", "this calls for a decision or an agreement"))
        }
        End::Prepared(step) => RULE
            .finding(place, message!("`{name}` bereidt voor, maar niet gebleken is dat iemand besluit", "`{name}` prepares, but it does not appear that anybody decides"; name = name))
            .label(message!("voorbereid, niet besloten", "prepared, not decided"))
            .related(step.place, message!("na deze stap besluit niemand", "after this step nobody decides")),
        End::Discussed(step) if none.is_some() => RULE
            .finding_at(Severity::Hint, place, message!("`{name}` eindigt in bespreking, en volgens de tekst besluit niemand", "`{name}` ends in discussion, and according to the text nobody decides"; name = name))
            .label(message!("niemand besluit", "nobody decides"))
            .related(step.place, message!("hier wordt het alleen besproken", "here it is only discussed")),
        End::Discussed(step) => RULE
            .finding_at(Severity::Hint, place, message!("`{name}` eindigt in bespreking; niet gebleken dat iemand besluit of afspreekt", "`{name}` ends in discussion; it does not appear that anybody decides or agrees"; name = name))
            .label(message!("besproken, niet besloten", "discussed, not decided"))
            .related(step.place, message!("hier wordt het alleen besproken", "here it is only discussed")),
        End::CarriedOutByParties(step) => RULE
            .finding_at(Severity::Hint, place, message!("`{name}` bereidt voor en voert uit; niet gebleken dat iemand daartussen besluit of afspreekt", "`{name}` prepares and carries out; it does not appear that anybody decides or agrees in between"; name = name))
            .label(message!("voorbereid, niet besloten", "prepared, not decided"))
            .related(step.place, message!("hier wordt het voorbereid", "here it is prepared")),
        End::Powerless(deciding) => powerless(ctx, route, deciding),
    };
    finding = finding
        .why(message!(
            "Voorbereiden, agenderen en bespreken is nog geen besluit. Zonder een orgaan dat bevoegd is, of een afspraak die ieder uit eigen bevoegdheid nakomt, kan niemand zeggen waar het onderwerp wordt afgedaan.",
            "To prepare, schedule and discuss is not yet to decide. Without an organ that holds the power, or an agreement that each keeps by its own power, nobody can say where the topic is settled."
        ))
        .remedy(message!(
            "Voeg een stap `besluiten` toe met het bevoegde orgaan, of `afspreken` als ieder zichzelf bindt.",
            "Add a step `besluiten` with the competent organ, or `afspreken` where each binds itself."
        ));
    finding.fixes.extend(as_open_point(ctx, route, none));
    finding
}

/// The decision as an open point: in place of `besluiten geen`, or added.
fn as_open_point(ctx: &Context<'_>, route: &Route, none: Option<&Step>) -> Option<Fix> {
    let title = message!("voeg het besluit toe als open punt", "add the decision as an open point");
    let property = "besluiten nog te regelen";
    match none {
        Some(step) if step.basis.is_empty() && step.source.is_empty() => {
            let edits = vec![Edit { place: step.place, text: property.to_owned() }];
            Some(Fix { title, edits, safe: false })
        }
        _ => ctx.add_property(route.id, title, property),
    }
}

fn powerless(ctx: &Context<'_>, route: &Route, deciding: &[&Step]) -> Finding {
    let mut names: Vec<String> = Vec::new();
    for who in deciding.iter().flat_map(|s| &s.whos) {
        let name = ctx.model.say(who.who);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (name, who) = (ctx.name(route.id), quoted(&names, 4));
    let mut finding = RULE
        .finding(ctx.at(route.id), message!("niet gebleken dat in `{name}` iemand kan besluiten, ook {who} niet", "it does not appear that anybody in `{name}` can decide, nor can {who}"; name = name, who = who))
        .label(message!("geen beslisser in de keten", "no decider in the chain"));
    for step in deciding {
        finding = finding.related(step.place, message!("hier wordt zonder titel besloten", "here somebody decides without a title"));
    }
    finding
}
