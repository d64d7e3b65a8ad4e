//! `tegenstrijdige-verklaring`: one property is stated twice in different ways, or one member holds two kinds of seat.

use rustc_hash::FxHashMap;

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Finding, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::Rival;
use crate::model::parts::Body;
use crate::model::refs::{Seat, Who};
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
