//! Output: what is written down.

use super::facts::{Facts, whos};
use super::{Element, Evidence, Group, Part, VngText};
use crate::message;
use crate::model::fact::Fact;
use crate::model::refs::{Act, EntityId};
use crate::syntax::vocabulary::{DocumentKind, Key};

/// The elements O1–O4.
pub fn elements(facts: &Facts<'_>) -> Vec<Element> {
    vec![agenda(facts), sharing(facts), bottlenecks(facts), assignments_and_money(facts)]
}

// ------------------------------------------------------------------------------------------------------------- O1

fn agenda(facts: &Facts<'_>) -> Element {
    let mut agenda = Evidence::default();
    for document in facts.documents(&[DocumentKind::Agenda]) {
        let (place, name) = (facts.name_place(document.id), facts.name(document.id));
        if facts.is_adopted(document) {
            agenda.shows(place, message!("werkagenda `{name}`", "work agenda `{name}`"; name = name));
        } else {
            let words = message!(
                "werkagenda `{name}`, niet gebleken dat die is vastgesteld",
                "work agenda `{name}`, not shown to be adopted"; name = name
            );
            agenda.shows_half(place, words);
        }
    }
    let mut mandates = Evidence::default();
    for grant in facts.model.grants.iter().filter(|grant| facts.counts(grant.id) && grant.to.has_items()) {
        let word = facts.model.entity(grant.id).kind.word();
        let words = message!("{word} `{name}`", "{word} `{name}`"; word = word, name = facts.name(grant.id));
        mandates.shows(facts.name_place(grant.id), words);
    }
    Element {
        code: "O1",
        group: Group::Output,
        name: message!("Werkagenda met mandaten", "Work agenda with mandates"),
        about: message!(
            "Er ligt een gedeelde werkagenda met doelen, en daarin staat welk mandaat wie op tactisch en uitvoerend niveau nodig heeft.",
            "There is a shared work agenda with goals, and it says which mandate those on the tactical and executive level need."
        ),
        source: (VngText::Chart, "checklist, output 1"),
        parts: vec![
            agenda.essential(message!(
                "een vastgestelde werkagenda (`document` met `soort werkagenda`)",
                "an adopted work agenda (`document` with `soort werkagenda`)"
            )),
            mandates.part(message!(
                "mandaten om haar uit te voeren (`mandaat`, `volmacht`, `machtiging`)",
                "mandates to carry it out (`mandaat`, `volmacht`, `machtiging`)"
            )),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- O2

fn sharing(facts: &Facts<'_>) -> Element {
    let (mut written, mut sides, mut conditions) = (Evidence::default(), Evidence::default(), Evidence::default());
    for sharing in facts.model.data_sharings.iter().filter(|s| facts.counts(s.id)) {
        let (place, name) = (facts.name_place(sharing.id), facts.name(sharing.id));
        let laid_down = &facts.model.entity(sharing.id).laid_down_in;
        if laid_down.has_items() {
            let place = laid_down.place().unwrap_or(place);
            written.shows(place, message!("`{name}` is vastgelegd", "`{name}` is laid down"; name = name));
        } else {
            let words = message!("`{name}`, zonder tekst waarin dit is vastgelegd", "`{name}`, without a text that lays it down"; name = name);
            written.shows_half(place, words);
        }
        let parties = facts.sides(whos(sharing.parties.items()));
        if let Some(place) = sharing.parties.place().filter(|_| sharing.parties.has_items()) {
            sides.shows_if(parties.both(), place, message!("partijen bij `{name}`", "parties to `{name}`"; name = name));
        }
        sides.open |= sharing.parties.has_open();
        let limits = sharing.retention.is_given() || sharing.safeguards.has_items();
        if let Some(place) = sharing.purpose.place().or_else(|| sharing.retention.place()).or_else(|| sharing.safeguards.place()) {
            let words = message!("doel en voorwaarden van `{name}`", "purpose and conditions of `{name}`"; name = name);
            conditions.shows_if(sharing.purpose.is_given() && limits, place, words);
        }
    }
    Element {
        code: "O2",
        group: Group::Output,
        name: message!("Afspraken over informatiedeling", "Arrangements on sharing information"),
        about: message!(
            "Ketenpartners delen een visie op het delen van informatie, en hun afspraken en voorwaarden daarover staan op schrift.",
            "The partners share a view on sharing information, and their arrangements and conditions are in writing."
        ),
        source: (VngText::Chart, "checklist, output 2"),
        parts: vec![
            written.essential(message!(
                "een schriftelijke afspraak over gegevens (`informatiedeling`, `vastgelegd in`)",
                "a written arrangement on data (`informatiedeling`, `vastgelegd in`)"
            )),
            sides.part(message!("partijen uit zorg én veiligheid daarbij (`partijen`)", "parties to it from care and safety (`partijen`)")),
            conditions.part(message!(
                "doel en voorwaarden (`doel`, `bewaartermijn`, `waarborg`)",
                "purpose and conditions (`doel`, `bewaartermijn`, `waarborg`)"
            )),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- O3

fn bottlenecks(facts: &Facts<'_>) -> Element {
    let mut signalled = Evidence::default();
    for step in facts.steps(&[Key::Signal]) {
        let who = step.whos.first().map(|who| facts.model.say(who.who)).unwrap_or_default();
        signalled.shows(step.place, message!("signalen van `{who}`", "signals from `{who}`"; who = who));
    }
    let mut overview = Evidence::default();
    for document in facts.documents(&[DocumentKind::Monitoring]) {
        let words = message!("overzicht in `{name}`", "overview in `{name}`"; name = facts.name(document.id));
        overview.shows_if(facts.is_adopted(document), facts.name_place(document.id), words);
    }
    Element {
        code: "O3",
        group: Group::Output,
        name: message!("Knelpunten en voorzieningen", "Bottlenecks and provisions"),
        about: message!(
            "Wat gemeenten, zorg en veiligheid aan knelpunten ervaren is opgehaald, en er is een overzicht van wat beschikbaar is om ze op te lossen.",
            "What municipalities, care and safety experience as bottlenecks has been collected, and there is an overview of what is available to solve them."
        ),
        source: (VngText::Chart, "checklist, output 3"),
        parts: vec![
            signalled.part(message!(
                "knelpunten die worden opgehaald (`signaleren` in een `route`)",
                "bottlenecks that are collected (`signaleren` in a `route`)"
            )),
            overview.part(message!(
                "een overzicht van knelpunten en voorzieningen (`document` met `soort monitoring`)",
                "an overview of bottlenecks and provisions (`document` with `soort monitoring`)"
            )),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- O4

fn assignments_and_money(facts: &Facts<'_>) -> Element {
    let (mut payers, mut risk) = (Evidence::default(), Evidence::default());
    for cost in facts.model.costs.iter().filter(|cost| facts.counts(cost.id)) {
        let name = facts.name(cost.id);
        payers.open |= cost.cover.has_open();
        for (statement, cover) in cost.cover.given() {
            let paid = !cover.act.by.is_empty() || !cover.act.out_of.is_empty();
            payers.shows_if(paid, statement.place, message!("dekking van `{name}`", "cover of `{name}`"; name = name));
        }
        risk.open |= cost.risk.has_open();
        if let Some(place) = cost.risk.place().filter(|_| cost.risk.has_items()) {
            risk.shows(place, message!("risico van `{name}`", "risk of `{name}`"; name = name));
        }
    }
    Element {
        code: "O4",
        group: Group::Output,
        name: message!("Opdracht en geld", "Assignments and money"),
        about: message!(
            "Wie wat betaalt en welke opdracht daarbij hoort is afgesproken, en ook wie een financieel risico draagt.",
            "Who pays what and which assignment goes with it is agreed, and who bears a financial risk as well."
        ),
        source: (VngText::Chart, "checklist, output 4"),
        parts: vec![
            payers.essential(message!("wie wat betaalt (`kosten`, `dekking … door …`)", "who pays what (`kosten`, `dekking … door …`)")),
            commissions(facts),
            risk.part(message!("wie het financiële risico draagt (`risico`)", "who bears the financial risk (`risico`)")),
        ],
    }
}

fn commissions(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    let model = facts.model;
    let bodies = model.bodies.iter().map(|b| (b.id, &b.assignment));
    let roles = model.roles.iter().map(|r| (r.id, &r.assignment));
    let all: Vec<(EntityId, &Fact<Act>)> = bodies.chain(roles).filter(|(id, _)| facts.counts(*id)).collect();
    for (id, acts) in all {
        evidence.open |= acts.has_open();
        if let Some(place) = acts.place().filter(|_| acts.is_given()) {
            let words = message!("opdracht aan `{name}`", "assignment to `{name}`"; name = facts.name(id));
            evidence.shows_if(facts.commissioned(acts, id).is_some(), place, words);
        }
    }
    for agreement in facts.agreements().filter(|a| Facts::is_on_services(a)) {
        let words = message!("dienstverlening in `{name}`", "services in `{name}`"; name = facts.name(agreement.id));
        evidence.shows_if(facts.is_binding(agreement), facts.name_place(agreement.id), words);
    }
    evidence.part(message!(
        "een opdracht door wie daartoe bevoegd is (`opdracht door …`, of een dienstverleningsovereenkomst)",
        "an assignment by who is competent to give it (`opdracht door …`, or a service agreement)"
    ))
}
