//! `doorzettingsmacht-zonder-grondslag`: somebody is to break a deadlock over others, on no ground that gives him that.

use rustc_hash::FxHashSet;

use super::authority::{is_ground_of_talk, works_under};
use super::autonomy::{Autonomy, autonomy, everybody, is_private_care};
use super::passing::{cites, is_policy};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::competence::Ask;
use crate::finding::{Finding, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::parts::{Agreement, Override};
use crate::model::refs::{Actor, Citation, EntityId, Who, WhoRef};
use crate::syntax::vocabulary::{BlockKind, Domain, Key, PartyKind};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "doorzettingsmacht-zonder-grondslag",
    group: Group::Escalation,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "niet blijkt dat doorzettingsmacht berust op een wet, mandaat of afspraak die de ander bindt",
        "it does not appear that doorzettingsmacht rests on a law, mandate or agreement that binds the other",
    ),
    sources: &[
        Source::Law("Wgr", "art. 10a"),
        Source::Law("Wvggz", "art. 8:7"),
        Source::Law("Wzd", "art. 34"),
        Source::Law("Gemeentewet", "art. 172"),
    ],
    check,
};

/// What a citation is worth as the ground of a doorzettingsmacht.
enum Ground<'m> {
    /// A law, a mandate, a power that the holder has, or a text of which the contents are not known.
    Firm,
    /// An agreement, which binds those who are party to it.
    Contract(&'m Agreement),
    /// A law that only prescribes that people confer.
    Talk,
    /// A policy text.
    Policy,
    /// The duty of participants in a joint arrangement, where no arrangement appears (Wgr 10a).
    NoArrangement,
    /// The powers in a disaster or crisis, used for casework (Wvr 39).
    Disaster,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let open: FxHashSet<EntityId> = ctx.model.open_points.iter().filter(|p| matches!(p.key, Key::Basis | Key::LaidDownIn)).map(|p| p.of).collect();
    for power in ctx.model.overrides.iter().filter(|o| o.holder.has_items() && ctx.model.is_regional(o.id) && ctx.model.in_force(o.id)) {
        if open.contains(&power.id) || holds_the_power(ctx, power) || binds_own_people(ctx, power) {
            continue;
        }
        if let Some(finding) = judge(ctx, power) {
            findings.push(finding);
        }
    }
}

fn judge(ctx: &Context<'_>, power: &Override) -> Option<Finding> {
    let grounds: Vec<(&Citation, Ground<'_>)> = citations(ctx, power).into_iter().filter_map(|c| Some((c, worth(ctx, power, c)?))).collect();
    if grounds.iter().any(|(_, ground)| matches!(ground, Ground::Firm)) {
        return None;
    }
    let contracts: Vec<&Agreement> =
        grounds.iter().filter_map(|(_, g)| if let Ground::Contract(agreement) = g { Some(*agreement) } else { None }).collect();
    if !contracts.is_empty() {
        return bound_without_consent(ctx, power, &contracts);
    }
    let disaster = power.about.items().find(|about| is_for_disasters(ctx, power, about.id)).map(|about| about.place);
    Some(match (grounds.into_iter().next(), disaster) {
        (None, None) => without_ground(ctx, power),
        (None, Some(place)) => only_disaster(ctx, power, place),
        (Some((citation, Ground::Disaster)), _) => only_disaster(ctx, power, citation.place),
        (Some((citation, Ground::NoArrangement)), _) => no_arrangement(ctx, power, citation),
        (Some((citation, Ground::Talk)), _) => only_talk(ctx, power, citation),
        (Some((citation, _)), _) => only_policy(ctx, power, citation),
    })
}

/// Everything that the block cites as its ground.
fn citations<'m>(ctx: &Context<'m>, power: &'m Override) -> Vec<&'m Citation> {
    let entity = ctx.model.entity(power.id);
    let stated = power.holder.statements().iter().chain(power.binds.statements()).flat_map(|s| &s.basis);
    entity.basis.iter().chain(entity.laid_down_in.items()).chain(stated).collect()
}

fn worth<'m>(ctx: &Context<'m>, power: &Override, citation: &Citation) -> Option<Ground<'m>> {
    let Some(target) = citation.target else { return Some(Ground::Firm) };
    match ctx.model.entity(target).kind {
        BlockKind::Law if is_ground_of_talk(ctx, citation) => Some(Ground::Talk),
        BlockKind::Law if cites(ctx, std::slice::from_ref(citation), "Wgr", "10a") => arrangement_behind(ctx, power),
        BlockKind::Law if cites(ctx, std::slice::from_ref(citation), "Wvr", "39") && is_casework(ctx, power) => Some(Ground::Disaster),
        BlockKind::Agreement => ctx.model.agreement(target).map(Ground::Contract),
        BlockKind::Power if is_for_disasters(ctx, power, target) => Some(Ground::Disaster),
        BlockKind::Power => may_all_use(ctx, power, target).then_some(Ground::Firm),
        BlockKind::Override => None,
        BlockKind::Document if ctx.model.document(target).is_some_and(|d| is_policy(ctx.model, d)) => Some(Ground::Policy),
        _ => Some(Ground::Firm),
    }
}

/// The joint arrangement whose participants must lend their co-operation: the one that the text cites, or that makes
/// the holder. The safety region is one by law.
fn arrangement_behind<'m>(ctx: &Context<'m>, power: &Override) -> Option<Ground<'m>> {
    let joint = |citation: &Citation| ctx.model.agreement(citation.target?).filter(|a| a.is_joint_arrangement());
    if citations(ctx, power).into_iter().any(|citation| joint(citation).is_some()) {
        return None;
    }
    let holders: Vec<EntityId> = power.holder.items().flat_map(|w| ctx.model.expand(w.who)).filter(|a| a.office.is_none()).map(|a| a.of).collect();
    let made_by = |id: &EntityId| {
        let entity = ctx.model.entity(*id);
        entity.basis.iter().chain(entity.laid_down_in.items()).find_map(joint)
    };
    let of_safety_region = |id: &EntityId| ctx.model.office(*id).or_else(|| ctx.model.party(*id)).is_some_and(|p| p.is(PartyKind::SafetyRegion));
    let municipal = || power.binds.items().flat_map(|w| ctx.model.expand(w.who)).all(|a| ctx.model.municipality(a.of).is_some());
    match holders.iter().find_map(made_by) {
        Some(arrangement) => Some(Ground::Contract(arrangement)),
        None if !holders.is_empty() && holders.iter().all(of_safety_region) && municipal() => Some(Ground::Firm),
        None => Some(Ground::NoArrangement),
    }
}

/// Whether a power is that of the chair of the safety region in a disaster or crisis, used for casework.
fn is_for_disasters(ctx: &Context<'_>, power: &Override, used: EntityId) -> bool {
    let statutory = ctx.competence.statutory(used).unwrap_or(used);
    cites(ctx, &ctx.model.entity(statutory).basis, "Wvr", "39") && is_casework(ctx, power)
}

/// Whether it is about cases in care: for a ladder of escalation, a topic of care, or over who gives care.
fn is_casework(ctx: &Context<'_>, power: &Override) -> bool {
    use PartyKind::{CareAndSafetyHouse, Probation, SafeAtHome};
    let care = |domain: &Domain| matches!(domain, Domain::Care | Domain::Social);
    let topic = |id: EntityId| ctx.model.escalation(id).is_some() || ctx.model.topic(id).is_some_and(|t| t.domains.items().any(care));
    let gives_care = |kind: &PartyKind| is_private_care(*kind) || matches!(kind, CareAndSafetyHouse | Probation | SafeAtHome);
    let mut bound = power.binds.items().flat_map(|w| everybody(ctx, w.who)).filter(|a| a.office.is_none());
    power.topics.items().any(|t| topic(t.id))
        || bound.any(|a| ctx.model.party(a.of).or_else(|| ctx.model.office(a.of)).is_some_and(|p| p.kinds.items().any(gives_care)))
}

fn holds_the_power(ctx: &Context<'_>, power: &Override) -> bool {
    power.about.has_items() && power.about.items().all(|about| may_all_use(ctx, power, about.id) && !is_for_disasters(ctx, power, about.id))
}

fn may_all_use(ctx: &Context<'_>, power: &Override, used: EntityId) -> bool {
    let holders: Vec<Who> = power.holder.items().map(|w| w.who).collect();
    let reach = ctx.competence.reach(&holders, used, Ask::default());
    reach.without.is_empty() && !reach.chains.is_empty()
}

/// Whether everybody who is bound works under the holder anyway.
fn binds_own_people(ctx: &Context<'_>, power: &Override) -> bool {
    let holders: FxHashSet<Actor> = power.holder.items().flat_map(|w| ctx.model.expand(w.who)).collect();
    let mut bound = power.binds.items().flat_map(|w| ctx.model.expand(w.who)).peekable();
    bound.peek().is_some() && bound.all(|actor| works_under(ctx.model, actor, &holders))
}

/// Who is bound without being party to any of the agreements that it rests on.
fn bound_without_consent(ctx: &Context<'_>, power: &Override, contracts: &[&Agreement]) -> Option<Finding> {
    if contracts.iter().any(|agreement| !agreement.parties.has_items()) {
        return None;
    }
    let parties: FxHashSet<Actor> = contracts.iter().flat_map(|a| a.parties.items()).flat_map(|w| party_actors(ctx, w)).collect();
    // On judges, prosecutors and councils another rule speaks.
    let of_state = |bound: &WhoRef| everybody(ctx, bound.who).into_iter().any(|a| autonomy(ctx, a).is_some_and(Autonomy::is_of_state));
    let strangers: Vec<&WhoRef> = power.binds.items().filter(|bound| !of_state(bound) && !is_party(ctx, bound, &parties)).collect();
    let place = strangers.first()?.place;
    let who = strangers_list(ctx, &strangers);
    let (name, agreement) = (ctx.name(power.id), ctx.name(contracts.first()?.id));
    let headline = message!("`{name}` bindt {who}, maar niet gebleken is dat die partij is bij `{agreement}`", "`{name}` binds {who}, but it does not appear that they are party to `{agreement}`"; name = name, who = who.clone(), agreement = agreement);
    Some(
        RULE.finding(place, headline)
            .label(message!("geen partij bij de afspraak", "not party to the agreement"))
            .why(message!(
                "Een overeenkomst bindt wie er partij bij is. Over een ander geeft zij geen macht; daarvoor is een wettelijke bevoegdheid of de toetreding van die ander nodig.",
                "An agreement binds those who are party to it. Over anybody else it gives no power; that takes a statutory power, or that other party's accession."
            ))
            .remedy(message!("Laat {who} toetreden tot `{agreement}`, of noem een grondslag die hen bindt.", "Let {who} accede to `{agreement}`, or name a ground that binds them."; who = who, agreement = agreement))
            .related(ctx.at(contracts.first()?.id), message!("hier staan de partijen", "the parties are stated here")),
    )
}

fn strangers_list(ctx: &Context<'_>, strangers: &[&WhoRef]) -> List<String> {
    List(strangers.iter().map(|w| format!("`{}`", ctx.words(w.place))).collect())
}

/// A party and, where it is a group or a table, who belong to it.
fn party_actors(ctx: &Context<'_>, party: &WhoRef) -> Vec<Actor> {
    let mut actors = ctx.model.expand(party.who);
    if let Who::Entity(id) = party.who {
        actors.extend(ctx.model.expand(Who::MembersOf(id)));
    }
    actors
}

/// Whether somebody who is bound is party, himself or through the municipality or organisation that he belongs to.
fn is_party(ctx: &Context<'_>, bound: &WhoRef, parties: &FxHashSet<Actor>) -> bool {
    let of_class = |bound: Who| {
        matches!(bound, Who::Entity(id) if ctx.model.office(id).is_some()) && parties.iter().any(|p| ctx.competence.is_one_of(*p, bound))
    };
    let belongs = |actor: Actor| {
        // A municipal organ and its municipality count as one here; a table is no party of its own.
        parties.contains(&actor)
            || ctx.model.municipality(actor.of).is_some() && parties.iter().any(|p| p.of == actor.of)
            || ctx.model.body(actor.of).is_some()
            || works_under(ctx.model, actor, parties)
    };
    ctx.model.expand(bound.who).into_iter().all(belongs) || of_class(bound.who)
}

fn without_ground(ctx: &Context<'_>, power: &Override) -> Finding {
    let name = ctx.name(power.id);
    let headline = message!("niet gebleken waarop de doorzettingsmacht `{name}` berust", "it does not appear what the doorzettingsmacht `{name}` rests on"; name = name);
    let mut finding = explained(RULE.finding(ctx.at(power.id), headline).label(message!("geen grondslag", "no ground")));
    finding.fixes.extend(ctx.add_property(
        power.id,
        message!("voeg de grondslag toe als open punt", "add the ground as an open point"),
        "krachtens nog te regelen",
    ));
    finding
}

fn only_talk(ctx: &Context<'_>, power: &Override, citation: &Citation) -> Finding {
    let (name, cited) = (ctx.name(power.id), ctx.words(citation.place));
    let headline = message!("`{cited}` schrijft overleg voor en geeft geen doorzettingsmacht", "`{cited}` prescribes consultation and gives no doorzettingsmacht"; cited = cited);
    explained(RULE.finding(citation.place, headline).label(message!("alleen grond voor overleg", "a ground for talking only")))
        .related(ctx.at(power.id), here(name))
}

fn only_disaster(ctx: &Context<'_>, power: &Override, place: Place) -> Finding {
    let name = ctx.name(power.id);
    let headline = message!("`{name}` gaat over casuïstiek in de zorg; de bevoegdheden bij een ramp of crisis zijn daar niet voor", "`{name}` is about cases in care; the powers in a disaster or crisis are not meant for that"; name = name);
    let mut finding =
        explained(RULE.finding_at(Severity::Warning, place, headline).label(message!("alleen bij ramp of crisis", "in a disaster or crisis only")));
    finding.sources.push(Source::Law("Wvr", "art. 39").link(ctx.model));
    finding.related(ctx.at(power.id), here(name))
}

fn no_arrangement(ctx: &Context<'_>, power: &Override, citation: &Citation) -> Finding {
    let (name, cited) = (ctx.name(power.id), ctx.words(citation.place));
    let outsider = power.binds.items().flat_map(|w| ctx.model.expand(w.who)).any(|a| ctx.model.municipality(a.of).is_none());
    let severity = if outsider { Severity::Error } else { Severity::Warning };
    let headline = message!("`{cited}` bindt alleen deelnemers aan een gemeenschappelijke regeling, en van zo'n regeling blijkt bij `{name}` niet", "`{cited}` binds only participants in a joint arrangement, and no such arrangement appears for `{name}`"; cited = cited, name = name);
    let mut finding =
        explained(RULE.finding_at(severity, citation.place, headline).label(message!("geen regeling gebleken", "no arrangement appears")));
    finding.sources.push(Source::Law("Wgr", "art. 10a").link(ctx.model));
    finding.related(ctx.at(power.id), here(name))
}

fn only_policy(ctx: &Context<'_>, power: &Override, citation: &Citation) -> Finding {
    let (name, cited) = (ctx.name(power.id), ctx.words(citation.place));
    let headline = message!("niet gebleken dat `{cited}` anderen kan binden aan `{name}`", "it does not appear that `{cited}` can bind others to `{name}`"; cited = cited, name = name);
    explained(RULE.finding_at(Severity::Warning, citation.place, headline).label(message!("beleid bindt geen ander", "policy binds nobody else")))
        .related(ctx.at(power.id), here(name))
}

fn here(name: &str) -> Message {
    message!("hier staat `{name}`", "`{name}` is declared here"; name = name)
}

fn explained(finding: Finding) -> Finding {
    finding
        .why(message!(
            "Wie anderen tegen hun wil kan laten handelen, heeft daarvoor een titel nodig: een wettelijke bevoegdheid, een gemeenschappelijke regeling, een mandaat, of een overeenkomst waarbij zij zelf partij zijn. Zonder titel kan iedereen weigeren.",
            "Whoever can make others act against their will needs a title for it: a statutory power, a joint arrangement, a mandate, or an agreement to which they are party themselves. Without a title anybody can refuse."
        ))
        .remedy(message!(
            "Noem de grondslag met `krachtens`, of maak er een afspraak van om het vraagstuk hogerop te bespreken.",
            "Name the ground with `krachtens`, or make it an agreement to discuss the matter at a higher level."
        ))
}
