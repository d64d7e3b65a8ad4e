//! `onvolledige-verklaring`: a block lacks a part without which it arranges nothing: a mandate that does not say to whom.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::Fact;
use crate::model::parts::{Agreement, Area, Body, Cost, DataSharing, Document, Grant, GrantForm, Means, Override, Party, Power, Region, Route};
use crate::model::refs::{EntityId, Scope, Who};
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::{Casework, Key, Status, WorkForm};

pub const RULE: Rule = Rule {
    name: "onvolledige-verklaring",
    group: Group::Text,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een verklaring mist een deel zonder welk zij niets regelt, zoals een mandaat zonder ontvanger",
        "a statement lacks a part without which it arranges nothing, such as a mandate without a recipient",
    ),
    // What the law asks differs for each block: the finding names it.
    sources: &[],
    check,
};

/// A part that a block lacks: its property, and what the block so does not say.
struct Part {
    key: Key,
    unsaid: Message,
    severity: Severity,
}

/// The law that asks for the part, and why it is needed.
struct Reason {
    sources: &'static [Source],
    why: Message,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let model = ctx.model;
    let used = used_in_steps(ctx);
    let passed = passed_on(ctx);
    let acting = tables_with_a_say(ctx);
    let taking_part = parties_that_take_part(ctx);
    let areas = areas_in_use(ctx);
    let holds = |id: EntityId| model.is_regional(id) && model.in_force(id);
    let mut report = |id: EntityId, parts: Vec<Part>, reason: fn(&Context<'_>, EntityId) -> Reason| {
        if holds(id) && !parts.is_empty() {
            findings.push(told(ctx, id, &parts, reason(ctx, id)));
        }
    };
    model.regions.iter().for_each(|region| report(region.id, region_parts(region), plain_reason));
    model.areas.iter().filter(|a| areas.contains(&a.id)).for_each(|area| report(area.id, area_parts(ctx, area), plain_reason));
    model.parties.iter().filter(|p| taking_part.contains(&p.id)).for_each(|party| report(party.id, party_parts(party), party_reason));
    model.grants.iter().for_each(|grant| report(grant.id, grant_parts(grant), grant_reason));
    model.powers.iter().filter(|p| !used.contains(&p.id)).for_each(|power| report(power.id, holder_part(ctx, power), plain_reason));
    let held = |power: &&Power| holder_part(ctx, power).is_empty();
    let passed_on = model.powers.iter().filter(|p| passed.contains(&p.id)).filter(held);
    passed_on.for_each(|power| report(power.id, nature_part(ctx, power), nature_reason));
    model.overrides.iter().for_each(|power| report(power.id, override_parts(ctx, power), plain_reason));
    model.routes.iter().for_each(|route| report(route.id, route_parts(route), plain_reason));
    model.agreements.iter().for_each(|agreement| report(agreement.id, agreement_parts(agreement), plain_reason));
    let of_houses = model.wgs_arrangements();
    model.data_sharings.iter().for_each(|sharing| report(sharing.id, sharing_parts(sharing, of_houses.contains_key(&sharing.id)), sharing_reason));
    model.means.iter().for_each(|means| report(means.id, means_parts(means), plain_reason));
    model.costs.iter().for_each(|cost| report(cost.id, cost_parts(cost), plain_reason));
    model.documents.iter().for_each(|document| report(document.id, document_parts(document), plain_reason));
    // Where no arrangement names the table, that is the gap, and it is told of persons there.
    let arranged: FxHashSet<EntityId> =
        model.data_sharings.iter().filter(|s| model.in_force(s.id)).flat_map(|s| s.at.items()).map(|at| at.id).collect();
    for body in &model.bodies {
        let hears_of_persons = body.casework.says(Casework::Traceable) && arranged.contains(&body.id);
        if hears_of_persons || acting.contains(&body.id) {
            report(body.id, body_parts(ctx, body, hears_of_persons), plain_reason);
        }
    }
}

/// The powers over which a step decides: there it is told that nobody is known to hold them.
fn used_in_steps(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    ctx.model.routes.iter().flat_map(|r| &r.steps).filter(|s| s.key == Key::Decide).flat_map(|s| &s.about).map(|power| power.id).collect()
}

/// The powers that a mandate or other grant in force passes on.
fn passed_on(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    ctx.model.grants.iter().filter(|g| ctx.model.in_force(g.id)).flat_map(|g| g.about.items()).map(|power| power.id).collect()
}

/// The tables that do more than exist: they declare a form of co-operation, steer, decide, or take a step in a route.
fn tables_with_a_say(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let steps = ctx.model.routes.iter().flat_map(|r| &r.steps).filter(|s| matches!(s.key, Key::Agree | Key::Decide)).flat_map(|s| &s.whos);
    let in_steps = steps.filter_map(|who| if let Who::Entity(id) = who.who { Some(id) } else { None });
    let has_form = |b: &&Body| {
        let directs = b.work_form.value().is_some_and(|form| *form != WorkForm::Align) || b.steers.has_items() || b.decides.is_given();
        directs || ctx.competence.table_can_hold(b.id)
    };
    in_steps.chain(ctx.model.bodies.iter().filter(has_form).map(|b| b.id)).collect()
}

/// Whoever sits at a table, is party to something, controls data or is bound, in a block that is in force.
fn parties_that_take_part(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let takes_part = |key: Key| matches!(key, Key::Members | Key::Parties | Key::Controllers | Key::Binds);
    ctx.model.references.iter().filter(|r| takes_part(r.key) && ctx.model.in_force(r.block)).map(|r| r.id).collect()
}

/// Areas of which something names the municipalities: `elke gemeente in …`, or a seat for each area of a kind.
fn areas_in_use(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let model = ctx.model;
    let named = model.references.iter().filter(|r| r.key != Key::Successor && r.key != Key::SafetyRegion).map(|r| r.id);
    let kinds: FxHashSet<&str> = model.bodies.iter().flat_map(|b| b.members.items()).filter_map(|seat| seat.per.as_deref()).collect();
    named.chain(kinds.into_iter().flat_map(|kind| model.areas_of_kind(kind))).collect()
}

fn region_parts(region: &Region) -> Vec<Part> {
    let unsaid = message!("welke gemeenten ertoe horen", "which municipalities belong to it");
    lacking(&region.municipalities, Key::Municipalities, Severity::Hint, unsaid).into_iter().collect()
}

/// The municipalities of a safety region follow from the municipalities themselves.
fn area_parts(ctx: &Context<'_>, area: &Area) -> Vec<Part> {
    let known = !ctx.model.municipalities_in(&Scope::In(area.id)).is_empty();
    let unsaid = message!("welke gemeenten erin liggen", "which municipalities lie in it");
    lacking(&area.municipalities, Key::Municipalities, Severity::Hint, unsaid).into_iter().filter(|_| !known).collect()
}

fn party_parts(party: &Party) -> Vec<Part> {
    lacking(&party.kinds, Key::Kind, Severity::Hint, message!("van welke soort zij is", "of what kind it is")).into_iter().collect()
}

fn party_reason(_: &Context<'_>, _: EntityId) -> Reason {
    let why = message!(
        "De wet verbindt gevolgen aan de soort: wie er aan een wettelijk overleg hoort te zitten, wie aan een Zorg- en Veiligheidshuis deelneemt en wie voor gegevens verantwoordelijk is. Zonder soort kan de controle daar niets over zeggen.",
        "The law attaches consequences to the kind: who belongs at a statutory table, who takes part in a care and safety house and who is responsible for data. Without a kind the check can say nothing about that."
    );
    Reason { sources: &[Source::Law("WGS", "art. 2.27"), Source::Law("Wvggz", "art. 8:31 lid 1")], why }
}

fn lacking<T>(fact: &Fact<T>, key: Key, severity: Severity, unsaid: Message) -> Option<Part> {
    fact.is_unstated().then_some(Part { key, unsaid, severity })
}

fn grant_parts(grant: &Grant) -> Vec<Part> {
    let parts = [
        lacking(&grant.from, Key::From, Severity::Warning, message!("wie geeft", "who gives it")),
        lacking(&grant.to, Key::To, Severity::Warning, message!("aan wie", "to whom")),
        lacking(&grant.about, Key::About, Severity::Warning, message!("waarover het gaat", "over which power")),
    ];
    parts.into_iter().flatten().collect()
}

fn grant_reason(ctx: &Context<'_>, id: EntityId) -> Reason {
    let sources: &[Source] = match ctx.model.grant(id).map(|g| g.form) {
        Some(GrantForm::Delegation) => &[Source::Law("Awb", "art. 10:13")],
        Some(GrantForm::PowerOfAttorney | GrantForm::Authorisation) => &[Source::Law("Awb", "art. 10:12")],
        _ => &[Source::Law("Awb", "art. 10:1")],
    };
    let why = message!(
        "Wie in een andermans naam of in eigen naam met andermans bevoegdheid handelt, moet kunnen laten zien van wie hij die heeft, en waarvoor. Zonder dit deel kan niemand er iets op baseren.",
        "Whoever acts in another's name, or with a power that was another's, must be able to show from whom he has it, and for what. Without this part nobody can rest anything on it."
    );
    Reason { sources, why }
}

fn holder_part(ctx: &Context<'_>, power: &Power) -> Vec<Part> {
    let unknown = power.holder.is_unstated() && ctx.competence.holders(power.id).is_empty();
    if unknown {
        vec![Part { key: Key::Holder, unsaid: message!("wie haar heeft", "who holds it"), severity: Severity::Warning }]
    } else {
        Vec::new()
    }
}

/// Of a power that rests on a statutory one, the law says what it is.
fn nature_part(ctx: &Context<'_>, power: &Power) -> Vec<Part> {
    let part = lacking(&power.nature, Key::Nature, Severity::Hint, message!("van welke aard zij is", "of what nature it is"));
    part.into_iter().filter(|_| ctx.competence.statutory(power.id).is_none()).collect()
}

fn nature_reason(_: &Context<'_>, _: EntityId) -> Reason {
    let why = message!(
        "De bevoegdheid wordt doorgegeven. Voor een besluit is dat mandaat of delegatie, voor een handeling naar burgerlijk recht volmacht, voor feitelijk handelen machtiging, en een verordening mag in de regel niet in mandaat. Zonder aard is niet te zeggen of dit de goede vorm is.",
        "The power is passed on. For a decision that takes a mandate or delegation, for an act of private law a power of attorney, for a factual act an authorisation, and regulations as a rule may not be mandated. Without its nature nobody can tell whether this is the right form."
    );
    Reason { sources: &[Source::Law("Awb", "art. 10:3 lid 2"), Source::Law("Awb", "art. 10:12"), Source::Law("Awb", "art. 10:13")], why }
}

/// A promise without a holder is told by a rule of its own.
fn override_parts(ctx: &Context<'_>, power: &Override) -> Vec<Part> {
    // One over an act of the law binds whom that act reaches.
    if !power.holder.is_given() || power.about.items().any(|about| ctx.model.entity(about.id).library) {
        return Vec::new();
    }
    lacking(&power.binds, Key::Binds, Severity::Warning, message!("wie eraan gebonden is", "who is bound by it")).into_iter().collect()
}

fn route_parts(route: &Route) -> Vec<Part> {
    let named_in_steps = route.steps.iter().any(|step| !step.topics.is_empty());
    if named_in_steps {
        Vec::new()
    } else {
        lacking(&route.topics, Key::For, Severity::Warning, message!("voor welk thema", "for which topic")).into_iter().collect()
    }
}

/// A text that calls itself adopted says by whom; one that says nothing of itself promises nothing.
fn document_parts(document: &Document) -> Vec<Part> {
    let adopted = document.status.says(Status::Adopted) && document.adoption.is_unstated();
    let part = Part { key: Key::Adoption, unsaid: message!("door wie het is vastgesteld", "by whom it was adopted"), severity: Severity::Hint };
    if adopted { vec![part] } else { Vec::new() }
}

fn agreement_parts(agreement: &Agreement) -> Vec<Part> {
    let parts = [
        lacking(&agreement.kind, Key::Kind, Severity::Hint, message!("van welke soort zij is", "of what kind it is")),
        lacking(&agreement.parties, Key::Parties, Severity::Hint, message!("wie partij zijn", "who are party to it")),
    ];
    parts.into_iter().flatten().collect()
}

/// How long a care and safety house keeps data is asked by the WGS, and told with its other safeguards.
fn sharing_parts(sharing: &DataSharing, of_house: bool) -> Vec<Part> {
    let retention =
        || lacking(&sharing.retention, Key::Retention, Severity::Warning, message!("hoe lang gegevens worden bewaard", "how long data are kept"));
    let parts = [
        lacking(&sharing.parties, Key::Parties, Severity::Warning, message!("wie meedoen", "who take part")),
        lacking(&sharing.purpose, Key::Purpose, Severity::Warning, message!("met welk doel", "for what purpose")),
        // What is not shared is not kept.
        if of_house || sharing.data.is_absent() { None } else { retention() },
    ];
    parts.into_iter().flatten().collect()
}

fn sharing_reason(_: &Context<'_>, _: EntityId) -> Reason {
    let why = message!(
        "Persoonsgegevens mogen alleen voor een vooraf bepaald doel worden verwerkt en niet langer worden bewaard dan daarvoor nodig is. Wie meedoen, moet daarbij vaststaan.",
        "Personal data may be processed only for a purpose set beforehand, and kept no longer than it needs. Who takes part must be settled with it."
    );
    Reason { sources: &[Source::Law("AVG", "art. 5 lid 1")], why }
}

/// Whoever decided on a budget goes about it.
fn means_parts(means: &Means) -> Vec<Part> {
    if !means.budget_decision.is_unstated() {
        return Vec::new();
    }
    lacking(&means.holder, Key::Holder, Severity::Hint, message!("wie erover gaat", "who decides on them")).into_iter().collect()
}

/// A cost that is covered in money; of another one a rule of its own tells that it lacks cover.
fn cost_parts(cost: &Cost) -> Vec<Part> {
    let measured = cost.cover.values().any(|cover| matches!(cover.quantity, Some(Quantity::Money(..) | Quantity::Share(_))));
    let total = cost.comprises.has_items();
    if measured || total {
        lacking(&cost.amount, Key::Amount, Severity::Hint, message!("hoeveel het kost", "what it costs")).into_iter().collect()
    } else {
        Vec::new()
    }
}

fn body_parts(ctx: &Context<'_>, body: &Body, hears_of_persons: bool) -> Vec<Part> {
    let entity = ctx.model.entity(body.id);
    // A law or arrangement may say who takes part, but not who hears of persons, or who sits on this board.
    let must_be_known = hears_of_persons || ctx.competence.table_can_hold(body.id);
    let elsewhere = !must_be_known && (!entity.basis.is_empty() || body.works_under.has_items());
    let parts = [
        if elsewhere { None } else { lacking(&body.members, Key::Members, Severity::Hint, message!("wie eraan deelnemen", "who take part in it")) },
        if hears_of_persons {
            None
        } else {
            lacking(&body.level, Key::Level, Severity::Hint, message!("op welk niveau het is", "at what level it is"))
        },
    ];
    parts.into_iter().flatten().collect()
}

fn plain_reason(_: &Context<'_>, _: EntityId) -> Reason {
    let why = message!(
        "Zonder dit deel valt uit de tekst niet af te leiden wat er is geregeld, en kan de controle er niets over zeggen.",
        "Without this part it does not follow from the text what is arranged, and the check can say nothing about it."
    );
    Reason { sources: &[], why }
}

fn told(ctx: &Context<'_>, id: EntityId, parts: &[Part], reason: Reason) -> Finding {
    let severity = parts.iter().map(|p| p.severity).max().unwrap_or(RULE.severity);
    let unsaid = List(parts.iter().map(|p| p.unsaid.clone()).collect());
    let words = List(parts.iter().map(|p| format!("`{} …`", p.key.word())).collect());
    let name = ctx.name(id);
    let mut finding = RULE
        .finding_at(severity, ctx.at(id), message!("`{name}` zegt niet {unsaid}", "`{name}` does not say {unsaid}"; name = name, unsaid = unsaid))
        .label(message!("onvolledig", "incomplete"))
        .why(reason.why)
        .remedy(message!("Voeg toe: {words}. Staat het nog niet vast, noteer het dan als `nog te regelen`.", "Add {words}. If it is not settled yet, note it as `nog te regelen`."; words = words));
    finding.sources = reason.sources.iter().map(|source| source.link(ctx.model)).collect();
    if let Some(part) = parts.first() {
        let title = message!("noteer `{word}` als open punt", "note `{word}` as an open point"; word = part.key.word());
        finding.fixes.extend(ctx.add_property(id, title, &format!("{} nog te regelen", part.key.word())));
    }
    finding
}
