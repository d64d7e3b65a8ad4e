//! `verantwoording-ontbreekt`: somebody decides or steers, and answers to no council, college, mayor or mandate giver.

use std::collections::{BTreeMap, BTreeSet};

use super::authority::{is_ground_of_talk, is_municipal, itself, only_aligns};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Finding, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::fact::Fact;
use crate::model::refs::{EntityId, Who, WhoRef};
use crate::syntax::vocabulary::Level;
use crate::syntax::vocabulary::PartyKind::{Other, SafetyRegion};

/// Lines of account are followed through no more tables and functions than this.
const FURTHEST: usize = 64;

/// Others whose line ends in the same place are shown up to this number.
const SHOWN: usize = 8;

pub const RULE: Rule = Rule {
    name: "verantwoording-ontbreekt",
    group: Group::Decisions,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "niet blijkt dat wie beslist of stuurt, zich verantwoordt aan een bestuursorgaan",
        "it does not appear that somebody who decides or steers answers to an administrative organ",
    ),
    sources: &[
        Source::Law("Gemeentewet", "art. 169"),
        Source::Law("Gemeentewet", "art. 180"),
        Source::Law("Awb", "art. 10:6 lid 2"),
        Source::Law("Wgr", "art. 16"),
        Source::Vng(VngText::Chart, "tips, verslag aan college en raad"),
    ],
    check,
};

/// The lines of a table or function.
struct Lines<'m> {
    accountable: &'m Fact<Vec<WhoRef>>,
    up: [&'m Fact<Vec<WhoRef>>; 2],
    has_power: bool,
}

fn lines<'m>(ctx: &Context<'m>, id: EntityId) -> Option<Lines<'m>> {
    let body = ctx.model.body(id).map(|b| Lines {
        accountable: &b.accountable_to,
        up: [&b.works_under, &b.on_behalf],
        has_power: b.decides.is_given() || b.steers.has_items(),
    });
    body.or_else(|| {
        ctx.model.role(id).map(|r| Lines {
            accountable: &r.accountable_to,
            up: [&r.works_under, &r.on_behalf],
            has_power: r.decides.is_given() || r.steers.has_items(),
        })
    })
}

/// Those whose line ends in one place.
#[derive(Default)]
struct Ending {
    from: BTreeSet<EntityId>,
    has_power: bool,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut endings: BTreeMap<EntityId, Ending> = BTreeMap::new();
    let all = ctx.model.bodies.iter().map(|b| b.id).chain(ctx.model.roles.iter().map(|r| r.id));
    for id in all.filter(|id| ctx.model.is_regional(*id) && ctx.model.in_force(*id)) {
        let Some(own) = lines(ctx, id).filter(|l| l.has_power || l.accountable.has_items()) else { continue };
        if let Some(end) = end_of_line(ctx, id) {
            let ending = endings.entry(end).or_default();
            ending.has_power |= own.has_power;
            ending.from.insert(id);
        }
    }
    for (end, ending) in &endings {
        if let Some(severity) = weight(ctx, *end, ending) {
            findings.push(no_account(ctx, *end, ending, severity));
        }
    }
}

/// Where the line of somebody ends without having reached an organ; `None` where it reaches one, or may do so.
fn end_of_line(ctx: &Context<'_>, start: EntityId) -> Option<EntityId> {
    let (mut reached, mut at) = (vec![start], 0);
    let mut end = None;
    while let Some(id) = reached.get(at).copied() {
        at += 1;
        let next = further(ctx, id)?;
        end = end.or(next.is_empty().then_some(id));
        for id in next {
            if !reached.contains(&id) {
                reached.push(id);
            }
        }
        if reached.len() > FURTHEST {
            return None;
        }
    }
    end.or_else(|| circle(ctx, start))
}

/// The last of the text among those whose lines run in a circle.
fn circle(ctx: &Context<'_>, start: EntityId) -> Option<EntityId> {
    let mut path = vec![start];
    loop {
        let next = further(ctx, *path.last()?)?.into_iter().next()?;
        if let Some(at) = path.iter().position(|id| *id == next) {
            return path.into_iter().skip(at).max();
        }
        path.push(next);
    }
}

/// To which tables and functions somebody answers; `None` where he answers to an organ, by the text or by law.
fn further(ctx: &Context<'_>, id: EntityId) -> Option<Vec<EntityId>> {
    let own = lines(ctx, id)?;
    let law = |target| ctx.model.law(target).is_some();
    let by_law = ctx.model.entity(id).basis.iter().any(|c| c.target.is_none_or(law) && !is_ground_of_talk(ctx, c));
    let open = own.accountable.open().is_some() || own.up.iter().any(|fact| fact.open().is_some());
    // The members of a municipal table answer to their own councils; a mandated person informs who gave the mandate.
    let implied = ctx.competence.has_grant(itself(id)) || ctx.competence.table_can_hold(id) || is_municipal(ctx.model, id) || is_appointed(ctx, id);
    if by_law || open || implied {
        return None;
    }
    let mut next = Vec::new();
    for who in own.accountable.items().chain(own.up.iter().flat_map(|fact| fact.items())) {
        match who.who {
            Who::Entity(id) if lines(ctx, id).is_some() => next.push(id),
            // A care provider, the police or the prosecution service is nobody to whom a table answers for public power.
            Who::Entity(id) if ctx.model.party(id).is_some_and(|p| p.kinds.has_items() && !p.is(SafetyRegion) && !p.is(Other)) => {}
            _ => return None,
        }
    }
    Some(next)
}

/// Whether an organ or organisation appointed the holder of a function, who can then be called to account.
fn is_appointed(ctx: &Context<'_>, id: EntityId) -> bool {
    let by = ctx.model.role(id).into_iter().flat_map(|r| r.appointment.values()).flat_map(|act| &act.by);
    by.into_iter().any(|by| !matches!(by.who.who, Who::MembersOf(_)) && ctx.competence.decides_in_own_right(by.who.who))
}

/// A table to which a support structure answers must pass that on, unless it only aligns.
fn weight(ctx: &Context<'_>, end: EntityId, ending: &Ending) -> Option<Severity> {
    if ending.has_power {
        return Some(Severity::Warning);
    }
    let administrative = ctx.model.body(end).is_some_and(|b| b.level.says(Level::Administrative));
    let supported = ending.from.iter().any(|id| *id != end);
    (administrative && supported && !only_aligns(ctx.model, end)).then_some(Severity::Hint)
}

fn no_account(ctx: &Context<'_>, end: EntityId, ending: &Ending, severity: Severity) -> Finding {
    let name = ctx.name(end);
    let stated = lines(ctx, end).and_then(|l| l.accountable.key());
    let others: Vec<EntityId> = ending.from.iter().copied().filter(|id| *id != end).collect();
    let headline = if lines(ctx, end).is_some_and(|l| l.accountable.is_absent()) {
        message!("`{name}` legt volgens de tekst aan niemand verantwoording af", "according to the text `{name}` answers to nobody"; name = name)
    } else {
        message!("niet gebleken dat `{name}` zich verantwoordt aan een bestuursorgaan", "it does not appear that `{name}` answers to an administrative organ"; name = name)
    };
    let mut finding = RULE
        .finding_at(severity, stated.unwrap_or_else(|| ctx.at(end)), headline)
        .label(message!("lijn van verantwoording eindigt hier", "line of account ends here"))
        .remedy(message!(
            "Leg vast aan wie `{name}` zich verantwoordt, zoals `verantwoording aan raad van elke gemeente`.",
            "State to whom `{name}` answers, such as `verantwoording aan raad van elke gemeente`."; name = name
        ));
    if others.is_empty() {
        finding = finding.why(message!(
            "Wie beslist of stuurt, hoort door een raad, college, burgemeester of mandaatgever te kunnen worden aangesproken. College en burgemeester leggen verantwoording af aan hun raad, ook over wat zij samen met anderen laten sturen.",
            "Whoever decides or steers should be answerable to a council, college, mayor or mandate giver. College and mayor answer to their council, also for what they have steered together with others."
        ));
    } else {
        let names: Vec<&str> = others.iter().map(|id| ctx.name(*id)).collect();
        finding = finding.why(message!(
            "De verantwoording van {who} loopt via `{name}`, en daar eindigt de lijn. Niet blijkt dat zij een raad, college, burgemeester of mandaatgever bereikt die kan bijsturen of erover kan worden aangesproken.",
            "The account of {who} runs by way of `{name}`, and there the line ends. It does not appear that it reaches a council, college, mayor or mandate giver who can correct it or be called to account for it."; who = quoted(&names, 3), name = name
        ));
    }
    for id in others.into_iter().take(SHOWN) {
        let place = lines(ctx, id).and_then(|l| l.accountable.place()).unwrap_or_else(|| ctx.at(id));
        finding = finding.related(place, message!("deze lijn eindigt in `{name}`", "this line ends in `{name}`"; name = name));
    }
    if stated.is_none() {
        finding.fixes.extend(ctx.add_property(
            end,
            message!("voeg de verantwoording toe als open punt", "add the accounting as an open point"),
            "verantwoording aan nog te regelen",
        ));
    }
    finding
}
