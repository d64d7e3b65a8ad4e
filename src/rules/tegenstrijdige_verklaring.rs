//! `tegenstrijdige-verklaring`: one property is stated twice in different ways, one member holds two kinds of seat, or a
//! part of the region holds more than the region.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::Rival;
use crate::model::parts::{Area, Body};
use crate::model::refs::{EntityId, Ref, Seat, Who};
use crate::syntax::vocabulary::SeatRole;

pub const RULE: Rule = Rule {
    name: "tegenstrijdige-verklaring",
    group: Group::Agreements,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "dezelfde eigenschap staat er meer dan eens, met een andere inhoud",
        "the same property is stated more than once, with different content",
    ),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for rival in ctx.model.rivals.iter().filter(|r| !ctx.model.has_ended(r.of)) {
        findings.push(stated_differently(ctx, rival));
    }
    for body in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        seated_differently(ctx, body, findings);
    }
    beyond_the_region(ctx, findings);
}

/// A part of the region (`subregio`, or a kind of area that has seats of its own) with municipalities that are not in it.
fn beyond_the_region(ctx: &Context<'_>, findings: &mut Findings) {
    let in_region: FxHashSet<EntityId> = ctx.model.regions_in_force().flat_map(|r| r.municipalities.items()).map(|m| m.id).collect();
    let with_seats: FxHashSet<&str> = ctx.model.bodies.iter().flat_map(|b| b.members.items()).filter_map(|seat| seat.per.as_deref()).collect();
    let is_part = |area: &&Area| area.kind.as_deref().is_some_and(|kind| kind == "subregio" || with_seats.contains(kind));
    for area in ctx.model.areas.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.in_force(a.id)).filter(is_part) {
        let (inside, outside): (Vec<&Ref>, Vec<&Ref>) =
            area.municipalities.items().filter(|m| ctx.model.in_force(m.id)).partition(|m| in_region.contains(&m.id));
        if let (Some(first), false) = (outside.first(), inside.is_empty()) {
            findings.push(outside_region(ctx, area, first, &outside));
        }
    }
}

fn outside_region(ctx: &Context<'_>, area: &Area, first: &Ref, outside: &[&Ref]) -> Finding {
    let names: Vec<&str> = outside.iter().map(|m| ctx.name(m.id)).collect();
    let (area, names) = (ctx.name(area.id), quoted(&names, 4));
    let finding = RULE
        .finding(first.place, message!("{names} hoort volgens de tekst bij `{area}`, maar niet bij de regio", "by the text {names} belongs to `{area}`, but not to the region"; names = names, area = area))
        .label(message!("niet bij de regio genoemd", "not named with the region"))
        .why(message!(
            "`elke gemeente` omvat alleen de gemeenten van de regio. Wat voor elke gemeente is geregeld, geldt zo niet voor een gemeente die wel in een deel van de regio ligt.",
            "`elke gemeente` covers only the municipalities of the region. What is arranged for every municipality then does not hold for one that does lie in a part of it."
        ))
        .remedy(message!("Noem de gemeente ook bij de regio, of haal haar uit `{area}`.", "Name the municipality with the region too, or take it out of `{area}`."; area = area));
    let regions = ctx.model.regions_in_force().filter_map(|region| region.municipalities.place());
    regions.fold(finding, |finding, place| {
        finding.related(place, message!("hier staan de gemeenten van de regio", "the municipalities of the region are stated here"))
    })
}

fn stated_differently(ctx: &Context<'_>, rival: &Rival) -> Finding {
    let (name, key) = (ctx.name(rival.of), rival.key.word());
    let finding = RULE
        .finding(rival.other, message!("`{key}` van `{name}` staat er meer dan eens, en verschillend", "`{key}` of `{name}` is stated more than once, and differently"; key = key, name = name))
        .label(message!("zegt iets anders", "says something else"))
        .why(message!(
            "De lezingen kunnen niet alle tegelijk gelden. Wie de tekst toepast, weet zo niet waar hij zich aan moet houden.",
            "The readings cannot all hold at once. Whoever applies the text cannot tell which one to follow."
        ))
        .remedy(message!(
            "Kies welke lezing geldt en pas de andere plaats aan.",
            "Choose the reading that holds and change the other place."
        ));
    let elsewhere = rival.places.iter().filter(|place| **place != rival.other);
    elsewhere.fold(finding, |finding, place| finding.related(*place, message!("hier staat het ook", "it is also stated here")))
}

/// The same member with two kinds of seat at one table.
fn seated_differently(ctx: &Context<'_>, body: &Body, findings: &mut Findings) {
    let mut seated: FxHashMap<(Who, Option<Who>), &Seat> = FxHashMap::default();
    for seat in body.members.items().filter(|s| s.valid.holds(ctx.model.on) && !matches!(s.who, Who::Unknown | Who::SomeOffice(_))) {
        let first = *seated.entry((seat.who, seat.on_behalf.map(|w| w.who))).or_insert(seat);
        if first.role != seat.role {
            findings.push(two_seats(ctx, body, first, seat));
        }
    }
}

fn two_seats(ctx: &Context<'_>, body: &Body, first: &Seat, second: &Seat) -> Finding {
    let (who, table) = (ctx.model.say(second.who), ctx.name(body.id));
    let (one, other) = (said(first.role), said(second.role));
    RULE.finding(second.place, message!("`{who}` is bij `{table}` zowel {one} als {other}", "`{who}` is both {one} and {other} at `{table}`"; who = who, table = table, one = one, other = other))
        .label(message!("staat ook anders in de lijst", "also listed in another way"))
        .why(message!(
            "Een lid beslist mee; een adviseur, toehoorder of genodigde niet. Beide tegelijk kan niet.",
            "A member takes part in what the table settles; an adviser, listener or guest does not. It cannot be both."
        ))
        .remedy(message!("Kies in welke hoedanigheid deze deelnemer aan tafel zit.", "Choose in which capacity this participant sits at the table."))
        .related(first.place, message!("hier staat het ook", "it is also stated here"))
}

fn said(role: Option<SeatRole>) -> Message {
    match role {
        None => message!("lid", "a member"),
        Some(SeatRole::Adviser) => message!("adviseur", "an adviser"),
        Some(SeatRole::Listener) => message!("toehoorder", "a listener"),
        Some(SeatRole::Guest) => message!("genodigde", "a guest"),
    }
}
