//! `overleg-toename`: a change that ends tables leaves more of them, or two tables are the same.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::lang::Count;
use crate::message;
use crate::model::parts::Body;
use crate::model::refs::{EntityId, Who};
use crate::syntax::vocabulary::SeatRole;

pub const RULE: Rule = Rule {
    name: "overleg-toename",
    group: Group::Burden,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "na een verandering zijn er meer overleggen dan ervoor, of twee overleggen zijn gelijk",
        "after a change there are more tables than before, or two tables are the same",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, mechanisme 6")],
    check,
};

/// So many tables are shown beside the finding.
const SHOWN: usize = 12;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let tables: Vec<&Body> = ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id)).collect();
    findings.extend(growth(ctx, &tables));
    twins(ctx, &tables, findings);
}

/// More tables that started with or after the first replacement of a table than tables that ended since.
fn growth(ctx: &Context<'_>, tables: &[&Body]) -> Option<Finding> {
    let model = ctx.model;
    let change =
        tables.iter().filter(|t| replaced_by(ctx, t.id) > 0).filter_map(|t| model.validity(t.id).until).filter(|end| *end <= model.on).min()?;
    let started_since = |id: EntityId| model.validity(id).from.is_some_and(|from| from >= change);
    // A table whose end is known already makes room of itself.
    let started: Vec<EntityId> =
        tables.iter().map(|t| t.id).filter(|id| started_since(*id) && model.in_force(*id) && model.validity(*id).until.is_none()).collect();
    let ended: Vec<EntityId> = tables.iter().map(|t| t.id).filter(|id| !started_since(*id) && ended_since(ctx, *id, change)).collect();
    // A table that the text splits on purpose counts once.
    let split: usize = ended.iter().map(|id| replaced_by(ctx, *id).saturating_sub(1)).sum();
    (started.len().saturating_sub(split) > ended.len()).then(|| more(ctx, change, &started, &ended))
}

fn ended_since(ctx: &Context<'_>, id: EntityId, change: Date) -> bool {
    ctx.model.validity(id).until.is_some_and(|end| change <= end && end <= ctx.model.on)
}

/// How many tables take the place of one.
fn replaced_by(ctx: &Context<'_>, id: EntityId) -> usize {
    ctx.model.entity(id).successors.items().filter(|s| ctx.model.body(s.id).is_some()).count()
}

fn more(ctx: &Context<'_>, change: Date, started: &[EntityId], ended: &[EntityId]) -> Finding {
    let count = |number: usize| Count { number, dutch: ("overleg", "overleggen"), english: ("table", "tables") };
    let regions: Vec<EntityId> = ctx.model.regions_in_force().map(|r| r.id).collect();
    let place = match regions.as_slice() {
        [region] if ctx.model.is_regional(*region) => ctx.at(*region),
        _ => started.iter().map(|id| ctx.at(*id)).min().unwrap_or_default(),
    };
    let headline = message!(
        "sinds {change} zijn {started} begonnen, tegenover {ended} vervallen",
        "since {change}, {started} started, against {ended} that ended";
        change = change, started = count(started.len()), ended = ended.len()
    );
    let mut finding = RULE
        .finding(place, headline)
        .label(message!("meer overleggen dan ervoor", "more tables than before"))
        .why(message!(
            "De VNG-checklist rekent erop dat samenwerking het aantal overleggen vermindert: elk overleg vraagt tijd van dezelfde mensen, en een onderwerp dat op meer tafels ligt, heeft al gauw geen eigenaar.",
            "The VNG checklist counts on co-operation to reduce the number of tables: each asks time of the same people, and a topic on several tables soon has no owner."
        ))
        .remedy(message!(
            "Voeg overleggen samen, laat er vervallen met `geldig tot`, of leg uit waarom er meer nodig zijn en aanvaard deze bevinding.",
            "Join tables, end some with `geldig tot`, or explain why more are needed and accept this finding."
        ));
    for id in started.iter().filter(|id| ctx.at(**id) != place).take(SHOWN) {
        finding = finding.related(ctx.at(*id), message!("kwam erbij", "started"));
    }
    for id in ended.iter().take(SHOWN) {
        finding = finding.related(ctx.at(*id), message!("verviel", "ended"));
    }
    finding
}

/// Who sits at a table and how, and its topics: what makes it the same as another.
type Likeness = (Vec<(Who, Option<SeatRole>, Option<Who>)>, Vec<EntityId>);

/// Two tables in force with the same members and the same topics, on the same level.
fn twins(ctx: &Context<'_>, tables: &[&Body], findings: &mut Findings) {
    let mut seen: BTreeMap<Likeness, Vec<&Body>> = BTreeMap::new();
    for table in tables.iter().filter(|t| ctx.model.in_force(t.id)) {
        let Some(likeness) = likeness(table) else { continue };
        let before = seen.entry(likeness).or_default();
        if let Some(first) = before.iter().find(|first| same_level(first, table)) {
            findings.push(twin(ctx, first.id, table.id));
        } else {
            before.push(table);
        }
    }
}

fn likeness(table: &Body) -> Option<Likeness> {
    let mut members: Vec<_> = table.members.items().map(|s| (s.who, s.role, s.on_behalf.map(|w| w.who))).collect();
    let mut topics: Vec<_> = table.agenda.items().map(|t| t.id).collect();
    members.sort_unstable();
    topics.sort_unstable();
    topics.dedup();
    (!members.is_empty() && !topics.is_empty()).then_some((members, topics))
}

fn same_level(one: &Body, other: &Body) -> bool {
    match (one.level.value(), other.level.value()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn twin(ctx: &Context<'_>, first: EntityId, second: EntityId) -> Finding {
    let (a, b) = (ctx.name(second), ctx.name(first));
    RULE.finding(
        ctx.at(second),
        message!("`{a}` heeft dezelfde leden en onderwerpen als `{b}`", "`{a}` has the same members and topics as `{b}`"; a = a, b = b),
    )
    .label(message!("zelfde leden en onderwerpen", "same members and topics"))
    .why(message!(
        "Dezelfde mensen bespreken hetzelfde aan twee tafels. Dat kost dubbel tijd, en niet is te zeggen wat aan welke tafel gebeurt.",
        "The same people discuss the same things at two tables. That takes twice the time, and nobody can tell what happens at which table."
    ))
    .remedy(message!(
        "Voeg de twee samen, of zeg waarin leden, onderwerpen of niveau verschillen.",
        "Join the two, or state in what members, topics or level they differ."
    ))
    .related(ctx.at(first), message!("hier dezelfde leden en onderwerpen", "the same members and topics here"))
}
