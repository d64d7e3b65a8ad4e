//! `bekendmaking-te-laat`: a decision takes effect before it is published (Awb 3:40, Wgr 26), or is published long after
//! it was taken.

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::{Agreement, Document, GrantForm};
use crate::model::refs::{Act, Actor, CitedAt, EntityId};
use crate::syntax::vocabulary::{DocumentKind, Generality, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "bekendmaking-te-laat",
    group: Group::Time,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een besluit geldt eerder dan het is bekendgemaakt, of is pas lang na de vaststelling bekendgemaakt",
        "a decision holds before it was published, or was published long after it was taken",
    ),
    sources: &[Source::Law("Awb", "art. 3:40"), Source::Law("Wgr", "art. 26")],
    check,
};

/// No law sets this term; after half a year one asks why.
const LONG: i32 = 6;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let resting = ctx.model.resting_on_texts();
    for decision in decisions(ctx) {
        let starts = starts(ctx, &decision, &resting);
        let finding = if decision.announcement.is_given() {
            before_publication(ctx, &decision, &starts).or_else(|| long_after(ctx, &decision))
        } else {
            not_published(ctx, &decision, &starts)
        };
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
}

/// Something that takes effect only when it is published.
struct Decision<'m> {
    id: EntityId,
    announcement: &'m Fact<Act>,
    /// The last day on which it was taken.
    taken: Option<Date>,
    severity: Severity,
    /// Whether the law asks for publication, so that silence on it tells something.
    asked: bool,
    /// For one case: it is made known to whom it concerns.
    special: bool,
}

fn decisions<'m>(ctx: &Context<'m>) -> impl Iterator<Item = Decision<'m>> {
    let model = ctx.model;
    let counts = |id: EntityId| model.is_regional(id) && model.text_counts(id);
    let documents = model.documents.iter().filter_map(|d| {
        let severity = weight(d)?;
        Some(Decision { severity, taken: last(&[&d.adoption]), ..plain(d.id, &d.announcement) })
    });
    // A covenant holds by its signatures, and needs no publication.
    let arrangements = model.agreements.iter().filter(|a| a.is_joint_arrangement()).map(|a| Decision {
        taken: last(&[&a.adoption, &a.college_decision, &a.signature]),
        asked: has_been_made(model.furthest_status(a.id), a),
        ..plain(a.id, &a.announcement)
    });
    let grants = model.grants.iter().map(|g| {
        // Whether giving a volmacht or machtiging is a decision in the sense of the Awb is not settled.
        let severity = if matches!(g.form, GrantForm::Mandate | GrantForm::Delegation) { Severity::Warning } else { Severity::Hint };
        Decision { severity, special: g.generality.items().any(|x| *x == Generality::Special), ..plain(g.id, &g.announcement) }
    });
    documents.chain(arrangements).chain(grants).filter(move |d| counts(d.id))
}

fn plain(id: EntityId, announcement: &Fact<Act>) -> Decision<'_> {
    Decision { id, announcement, taken: None, severity: Severity::Warning, asked: false, special: false }
}

fn last(acts: &[&Fact<Act>]) -> Option<Date> {
    acts.iter().flat_map(|fact| fact.values()).filter_map(|act| act.on).max()
}

fn has_been_made(status: Option<Status>, agreement: &Agreement) -> bool {
    status != Some(Status::Draft) && (status.is_some() || agreement.adoption.is_given() || agreement.signature.is_given())
}

/// How serious it is for a document; `None` for papers that decide nothing.
fn weight(document: &Document) -> Option<Severity> {
    use DocumentKind::{Agenda, MandateDecision, Monitoring, Process};
    let kinds: Vec<DocumentKind> = document.kind.items().copied().collect();
    if kinds.is_empty() || kinds.contains(&MandateDecision) {
        return Some(Severity::Warning);
    }
    // A vision or framework is a decision only as far as it holds policy rules.
    (!kinds.iter().all(|kind| matches!(kind, Agenda | Process | Monitoring))).then_some(Severity::Hint)
}

// ------------------------------------------------------------------------------------------------------- taking effect

/// What takes effect with a decision, from which day.
struct Start {
    of: EntityId,
    on: Date,
    place: Place,
}

/// The decision itself, and the mandates that are laid down in it and are not published by themselves.
fn starts(ctx: &Context<'_>, decision: &Decision<'_>, resting: &FxHashMap<EntityId, Vec<&CitedAt>>) -> Vec<Start> {
    let laid_down = resting.get(&decision.id).into_iter().flatten().map(|cited| cited.of);
    let grants = laid_down.filter_map(|id| ctx.model.grant(id)).filter(|g| g.announcement.is_unstated()).map(|g| g.id);
    let mut starts: Vec<Start> = Vec::new();
    for of in std::iter::once(decision.id).chain(grants) {
        if let Some(start) = start(ctx, of).filter(|start| starts.iter().all(|other| other.of != start.of)) {
            starts.push(start);
        }
    }
    starts
}

/// From when something holds; `None` where the text names a ground for an earlier day (*terugwerkende kracht*).
fn start(ctx: &Context<'_>, of: EntityId) -> Option<Start> {
    let (statement, period) = ctx.model.entity(of).valid.given().next()?;
    let on = period.from.filter(|_| statement.basis.is_empty())?;
    Some(Start { of, on, place: statement.place })
}

fn before_publication(ctx: &Context<'_>, decision: &Decision<'_>, starts: &[Start]) -> Option<Finding> {
    let (statement, published) = decision.announcement.given().find_map(|(statement, act)| {
        let published = act.on.filter(|on| starts.iter().any(|start| start.on < *on && !published_in_time(ctx, decision, act, start.on)))?;
        Some((statement, published))
    })?;
    let early: Vec<&Start> = starts.iter().filter(|start| start.on < published).collect();
    let first = early.iter().min_by_key(|start| start.on)?;
    let name = ctx.name(decision.id);
    let headline = if first.of == decision.id {
        message!("`{name}` geldt al van {from}, maar is pas op {published} bekendgemaakt", "`{name}` holds from {from}, but was published only on {published}"; name = name, from = first.on, published = published)
    } else {
        message!("`{part}` geldt al van {from}, maar `{name}` is pas op {published} bekendgemaakt", "`{part}` holds from {from}, but `{name}` was published only on {published}"; part = ctx.name(first.of), from = first.on, name = name, published = published)
    };
    let finding = told(statement, decision.severity, headline);
    Some(early.iter().take(4).fold(finding, |finding, start| finding.related(start.place, message!("geldt van deze dag", "holds from this day"))))
}

/// Whether another act had published it by then: for everybody, or by the same organs.
fn published_in_time(ctx: &Context<'_>, decision: &Decision<'_>, late: &Act, start: Date) -> bool {
    let organs = |act: &Act| -> Vec<Actor> { act.by.iter().flat_map(|by| ctx.model.expand(by.who.who)).collect() };
    let late = organs(late);
    decision.announcement.values().filter(|act| act.on.is_some_and(|on| on <= start)).any(|act| {
        let own = organs(act);
        own.is_empty() || late.iter().all(|actor| own.contains(actor))
    })
}

fn told(statement: &Statement<Act>, severity: Severity, headline: Message) -> Finding {
    RULE.finding_at(severity, statement.place, headline).label(message!("bekendgemaakt na inwerkingtreding", "published after taking effect")).why(why()).remedy(
        message!(
            "Laat het ingaan op of na de dag van bekendmaking. Is terugwerkende kracht bedoeld en toegestaan, noem dan de bepaling: `geldig van … krachtens …`.",
            "Have it take effect on or after the day of publication. Where retroactive effect is meant and allowed, name the provision: `geldig van … krachtens …`."
        ),
    )
}

fn why() -> Message {
    message!(
        "Een besluit treedt niet in werking voordat het is bekendgemaakt. Wat in de tussentijd op grond ervan is besloten, is aantastbaar.",
        "A decision does not take effect before it is published. What was decided on its ground in the meantime can be challenged."
    )
}

// ---------------------------------------------------------------------------------------------------------- not, or late

/// In force, and stated not to be published; or a joint arrangement of which no publication appears.
fn not_published(ctx: &Context<'_>, decision: &Decision<'_>, starts: &[Start]) -> Option<Finding> {
    let begun = starts.iter().filter(|start| start.on <= ctx.model.on).min_by_key(|start| start.on)?;
    let name = ctx.name(decision.id);
    let silent = decision.announcement.is_unstated() && decision.asked && begun.of == decision.id;
    let absent = decision.announcement.is_absent() && !decision.special;
    if !silent && !absent {
        return None;
    }
    let headline = message!("`{name}` geldt van {from}, maar een bekendmaking is niet gebleken", "`{name}` holds from {from}, but no publication appears"; name = name, from = begun.on);
    let (severity, place) = if absent { (decision.severity, decision.announcement.key()) } else { (decision.severity.downgraded(), None) };
    let mut finding = RULE
        .finding_at(severity, place.unwrap_or_else(|| ctx.at(decision.id)), headline)
        .label(message!("bekendmaking niet gebleken", "no publication appears"))
        .why(why())
        .remedy(message!("Leg vast wanneer het is bekendgemaakt: `bekendmaking op …`.", "Record when it was published: `bekendmaking op …`."))
        .related(begun.place, message!("geldt van deze dag", "holds from this day"));
    if silent {
        finding.fixes.extend(ctx.add_property(
            decision.id,
            message!("noteer de bekendmaking als open punt", "note the publication as an open point"),
            "bekendmaking nog te regelen",
        ));
    }
    Some(finding)
}

fn long_after(ctx: &Context<'_>, decision: &Decision<'_>) -> Option<Finding> {
    let taken = decision.taken?;
    let limit = taken.checked_add(LONG.months()).ok()?;
    let (statement, published) = decision.announcement.given().find_map(|(statement, act)| Some((statement, act.on?)))?;
    if published <= limit {
        return None;
    }
    let name = quoted(&[ctx.name(decision.id)], 1);
    let headline = message!("{name} is van {taken}, maar pas op {published} bekendgemaakt", "{name} is of {taken}, but was published only on {published}"; name = name, taken = taken, published = published);
    Some(
        RULE.finding_at(Severity::Hint, statement.place, headline)
            .label(message!("meer dan een half jaar later", "more than half a year later"))
            .why(message!(
                "Tot de bekendmaking heeft een besluit geen werking. De wet noemt hier geen termijn, maar na een half jaar is de vraag of het besluit nog past.",
                "Until it is published a decision has no effect. The law names no term here, but after half a year the question is whether the decision still fits."
            ))
            .remedy(message!("Verbeter de datum, of stel het besluit opnieuw vast als het niet meer past.", "Correct the date, or take the decision anew where it no longer fits.")),
    )
}
