//! `onderwerp-zonder-route`: a topic on an agenda has no route, or a table has no connection with any other.

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::only_aligns;
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::Body;
use crate::model::refs::EntityId;
use crate::syntax::vocabulary::Level;
use crate::text::{Place, Span};

/// Other agendas that hold the same topics are shown up to this number.
const SHOWN: usize = 6;

pub const RULE: Rule = Rule {
    name: "onderwerp-zonder-route",
    group: Group::Routing,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "voor een onderwerp op een agenda is geen route beschreven, of een overleg staat los van alle andere",
        "a topic on an agenda has no route, or a table is connected with no other",
    ),
    sources: &[Source::Vng(VngText::Chart, "scenario 1, stukkenstroom")],
    check,
};

/// A topic without a route on the agenda of a table.
struct Mention {
    table: EntityId,
    agenda: Place,
    topic: EntityId,
    aligns: bool,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let tables: Vec<&Body> = ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)).collect();
    let mentions = unrouted(ctx, &tables);
    // Each topic is told once: at the first table that does more than align, or else at the first.
    let mut told_at: FxHashMap<EntityId, usize> = FxHashMap::default();
    for (at, mention) in mentions.iter().enumerate() {
        let first = told_at.entry(mention.topic).or_insert(at);
        if mentions.get(*first).is_some_and(|m| m.aligns) && !mention.aligns {
            *first = at;
        }
    }
    let mut told: Vec<&Mention> = mentions.iter().enumerate().filter(|(at, m)| told_at.get(&m.topic) == Some(at)).map(|(_, m)| m).collect();
    told.sort_by_key(|m| m.agenda);
    for agenda in told.chunk_by(|a, b| a.agenda == b.agenda) {
        if let Some(finding) = without_route(ctx, agenda, &mentions) {
            findings.push(finding);
        }
    }
    unconnected(ctx, &tables, findings);
}

fn unrouted(ctx: &Context<'_>, tables: &[&Body]) -> Vec<Mention> {
    let routed = routed(ctx);
    let mut mentions = Vec::new();
    // What an executive table treats is settled there; what a statutory table treats, the law says.
    for table in tables.iter().filter(|b| !b.level.says(Level::Executive) && !is_statutory(ctx, b.id)) {
        let aligns = only_aligns(ctx.model, table.id);
        for (statement, topics) in table.agenda.given() {
            let topics = topics.iter().filter(|t| ctx.model.is_regional(t.id) && ctx.model.in_force(t.id) && !routed.contains(&t.id));
            mentions.extend(topics.map(|t| Mention { table: table.id, agenda: statement.place, topic: t.id, aligns }));
        }
    }
    mentions
}

/// The topics of which something says where they go: a route, or a power with its holder. A ladder of escalation is for
/// cases that are stuck, not for the topic.
fn routed(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let model = ctx.model;
    let routes = model.routes.iter().filter(|r| model.in_force(r.id));
    let routes = routes.flat_map(|r| r.topics.items().chain(r.steps.iter().flat_map(|s| &s.topics)));
    let powers = model.powers.iter().filter(|p| model.in_force(p.id) && !ctx.competence.holders(p.id).is_empty()).flat_map(|p| p.topics.items());
    routes.chain(powers).map(|t| t.id).collect()
}

fn is_statutory(ctx: &Context<'_>, table: EntityId) -> bool {
    ctx.model.entity(table).basis.iter().any(|citation| ctx.competence.statutory_table(citation).is_some())
}

fn without_route(ctx: &Context<'_>, agenda: &[&Mention], mentions: &[Mention]) -> Option<Finding> {
    let first = agenda.first()?;
    let topics: FxHashSet<EntityId> = agenda.iter().map(|m| m.topic).collect();
    let names: Vec<&str> = agenda.iter().map(|m| ctx.name(m.topic)).collect();
    // A ladder at least says where a case goes that is stuck.
    let laddered = |topic: &EntityId| ctx.model.escalations.iter().any(|e| ctx.model.in_force(e.id) && e.topics.items().any(|t| t.id == *topic));
    let severity = if first.aligns || topics.iter().all(laddered) { Severity::Hint } else { Severity::Warning };
    let mut finding = RULE
        .finding_at(severity, first.agenda, message!("voor {topics} is geen route gebleken", "no route appears for {topics}"; topics = quoted(&names, 4)))
        .label(message!("besproken zonder route", "discussed without a route"))
        .why(message!(
            "`{table}` bespreekt dit, maar nergens staat wie het voorbereidt, wie erover besluit en wie er bericht van krijgt. Dan kan niemand zeggen waar het onderwerp wordt afgedaan.",
            "`{table}` discusses this, but nothing states who prepares it, who decides on it and who is told. Then nobody can say where the topic is settled."; table = ctx.name(first.table)
        ))
        .remedy(message!(
            "Beschrijf een `route` voor deze onderwerpen; een route mag voor meer onderwerpen tegelijk gelden.",
            "Describe a `route` for these topics; one route may serve several topics."
        ));
    let mut elsewhere: Vec<Place> = mentions.iter().filter(|m| topics.contains(&m.topic) && m.agenda != first.agenda).map(|m| m.agenda).collect();
    elsewhere.dedup();
    for place in elsewhere.into_iter().take(SHOWN) {
        finding = finding.related(place, message!("ook hier op de agenda", "on this agenda too"));
    }
    finding.fixes.extend(stub(ctx, first.table, &names));
    Some(finding)
}

/// A route for the topics, after the block of the table, with its decision as an open point.
fn stub(ctx: &Context<'_>, table: EntityId, topics: &[&str]) -> Option<Fix> {
    let name = format!("Route-{}", ctx.name(table));
    let block = ctx.model.entity(table).place;
    let place = Place { file: block.file, span: Span { start: block.span.end, end: block.span.end } };
    let text = format!("\n\nroute {name} {{\n  voor          {}\n  besluiten     nog te regelen\n}}", topics.join(", "));
    let title = message!("begin een route voor deze onderwerpen", "start a route for these topics");
    ctx.model.find(&name).is_none().then(|| Fix { title, edits: vec![Edit { place, text }], safe: false })
}

/// Tables that state no relation and that no other block names, while other tables are connected.
fn unconnected(ctx: &Context<'_>, tables: &[&Body], findings: &mut Findings) {
    let loose: FxHashSet<EntityId> = tables.iter().filter(|b| states_no_relation(ctx, b)).map(|b| b.id).collect();
    if loose.is_empty() {
        return;
    }
    let outside = |id: EntityId, at: Place| {
        let block = ctx.model.entity(id).place;
        at.file != block.file || at.span.start < block.span.start || at.span.end > block.span.end
    };
    let named: FxHashSet<EntityId> = ctx.model.references.iter().filter(|r| loose.contains(&r.id) && outside(r.id, r.place)).map(|r| r.id).collect();
    let connected = tables.iter().any(|b| !loose.contains(&b.id) || named.contains(&b.id));
    for table in tables.iter().filter(|b| connected && loose.contains(&b.id) && !named.contains(&b.id)) {
        findings.push(loose_table(ctx, table.id));
    }
}

fn states_no_relation(ctx: &Context<'_>, body: &Body) -> bool {
    let entity = ctx.model.entity(body.id);
    let people = [&body.chair, &body.secretary, &body.steers, &body.accountable_to, &body.works_under, &body.on_behalf];
    let acts = [&body.instalment, &body.assignment, &body.evaluation];
    people.iter().all(|fact| fact.is_unstated())
        && acts.iter().all(|fact| fact.is_unstated())
        && body.members.is_unstated()
        && body.agenda.is_unstated()
        && body.casework.is_unstated()
        && entity.basis.is_empty()
        && entity.laid_down_in.is_unstated()
        && entity.successors.is_unstated()
}

fn loose_table(ctx: &Context<'_>, table: EntityId) -> Finding {
    let name = ctx.name(table);
    let mut finding = RULE
        .finding_at(Severity::Hint, ctx.at(table), message!("`{name}` staat los van alle andere overleggen", "`{name}` is connected with no other table"; name = name))
        .label(message!("geen enkele verbinding", "no connection at all"))
        .why(message!(
            "Geen lid, onderwerp, route, sturing of verantwoording verbindt dit overleg met de rest. Wat daar besproken wordt, bereikt dan niemand anders, en omgekeerd.",
            "No member, topic, route, steering or accounting connects this table with the rest. What is discussed there then reaches nobody else, nor the other way round."
        ))
        .remedy(message!(
            "Zeg wie er zitten, wat zij bespreken en langs welke route dat verder gaat, of laat het overleg weg.",
            "State who sits there, what they discuss and by which route that travels on, or leave the table out."
        ));
    finding.fixes.extend(ctx.add_property(
        table,
        message!("voeg de leden toe als open punt", "add the members as an open point"),
        "leden nog te regelen",
    ));
    finding
}
