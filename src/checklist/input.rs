//! Input: what is set up.

use super::facts::{Facts, Table, whos};
use super::sides::is_staff;
use super::{Element, Evidence, Group, Part, VngText};
use crate::message;
use crate::model::Model;
use crate::model::refs::{EntityId, Who};
use crate::syntax::vocabulary::{DocumentKind, Level, PartyKind, WorkForm};
use crate::text::Place;

/// The elements I1–I5.
pub fn elements(facts: &Facts<'_>) -> Vec<Element> {
    vec![administrative(facts), network(facts), practice(facts), topics(facts), partners(facts)]
}

// ------------------------------------------------------------------------------------------------------------- I1

fn administrative(facts: &Facts<'_>) -> Element {
    let tables: Vec<&Table<'_>> = facts.at(Level::Administrative).collect();
    let mut table = Evidence::default();
    for found in in_order(&tables) {
        let name = facts.name(found.body.id);
        table.shows(facts.name_place(found.body.id), message!("bestuurlijk overleg `{name}`", "administrative table `{name}`"; name = name));
    }
    let table = table.essential(message!("een bestuurlijk overleg (`niveau bestuurlijk`)", "an administrative table (`niveau bestuurlijk`)"));
    let mut parts = vec![table, both_sides(facts, &tables)];
    parts.extend(set_up(facts, &tables));
    parts.extend(one_sided_steering(facts));
    Element {
        code: "I1",
        group: Group::Input,
        name: message!("Bestuurlijk overleg", "Administrative table"),
        about: message!(
            "Bestuurders hebben een overleg voor zorg én veiligheid ingesteld, afgestemd met de partijen die het raakt.",
            "Administrators have set up a table for care and safety, in agreement with the parties concerned."
        ),
        source: (VngText::Chart, "checklist, input 1"),
        parts,
    }
}

/// Tables on which care and safety meet come first.
fn in_order<'t, 'c>(tables: &'t [&'t Table<'c>]) -> impl Iterator<Item = &'t Table<'c>> {
    let (both, rest): (Vec<&Table<'c>>, Vec<&Table<'c>>) = tables.iter().copied().partition(|table| table.sides.both());
    both.into_iter().chain(rest)
}

fn both_sides(facts: &Facts<'_>, tables: &[&Table<'_>]) -> Part {
    let mut evidence = Evidence::default();
    for table in tables.iter().filter(|table| table.sides.may_be_both()) {
        let name = facts.name(table.body.id);
        let place = table.body.members.place().unwrap_or_else(|| facts.name_place(table.body.id));
        if table.sides.both() {
            evidence.shows(place, message!("zorg en veiligheid in `{name}`", "care and safety in `{name}`"; name = name));
        } else {
            let words = message!("van leden van `{name}` is het domein niet gezegd", "of members of `{name}` the domain is not stated"; name = name);
            evidence.shows_half(place, words);
        }
    }
    let at = tables.first().and_then(|table| table.body.members.key().or_else(|| table.body.domains.key()));
    let asks = message!("leden uit zorg én veiligheid aan één bestuurlijke tafel", "members from care and safety at one administrative table");
    evidence.part(asks).called(one_sided(), at)
}

fn one_sided() -> crate::lang::Message {
    message!("domein eenzijdig", "one domain only")
}

/// The first model of the VNG asks no formal decision to set the table up.
fn set_up(facts: &Facts<'_>, tables: &[&Table<'_>]) -> Option<Part> {
    let both = tables.iter().any(|table| table.sides.both());
    let candidates: Vec<&Table<'_>> = tables.iter().copied().filter(|table| !both || table.sides.both()).collect();
    if !candidates.is_empty() && candidates.iter().all(|table| table.body.work_form.says(WorkForm::Align)) {
        return None;
    }
    let mut evidence = Evidence::default();
    for table in candidates {
        let (body, name) = (table.body, facts.name(table.body.id));
        let acts = [&body.instalment, &body.assignment];
        evidence.open |= acts.iter().any(|act| act.has_open());
        let stated = acts.iter().find(|act| act.is_given()).and_then(|act| act.place());
        if let Some((place, firm)) = facts.set_up(body) {
            evidence.shows_if(firm, place, message!("hoe `{name}` is ingesteld", "how `{name}` was set up"; name = name));
        } else if let Some(place) = stated {
            evidence.shows_half(place, message!("`{name}` zonder bevoegde opdrachtgever", "`{name}` without a competent principal"; name = name));
        }
    }
    Some(evidence.part(message!(
        "een instelling of opdracht door bestuursorganen, of een ondertekende overeenkomst (`instelling`, `opdracht`, `vastgelegd in`)",
        "an institution or assignment by administrative organs, or a signed agreement (`instelling`, `opdracht`, `vastgelegd in`)"
    )))
}

/// A table that steers while all its members come from one side, or work for municipalities without governing them.
/// One that states a single domain of its own, or answers to a table on which both meet, is so on purpose.
fn one_sided_steering(facts: &Facts<'_>) -> Option<Part> {
    let steering = |table: &&Table<'_>| table.body.steers.has_items() && !table.body.domains.has_items() && !answers_to_both(facts, table);
    let found = facts.tables().iter().filter(steering).find(|table| {
        let members: Vec<Who> = facts.model.seats(table.body.id).filter(|s| Model::is_full_member(s)).map(|s| s.who).collect();
        let staff = !members.is_empty() && members.iter().all(|who| is_staff(facts.model, *who));
        let officials = members.iter().any(|who| matches!(who, Who::Office(..) | Who::SomeOffice(_)));
        table.sides.only_one() || staff && officials
    })?;
    let name = facts.name(found.body.id);
    let asks = message!("sturing door zorg én veiligheid samen in `{name}`", "steering by care and safety together in `{name}`"; name = name);
    let at: Option<Place> = found.body.members.key().or_else(|| found.body.steers.key());
    Some(Evidence::default().part(asks).called(one_sided(), at))
}

fn answers_to_both(facts: &Facts<'_>, table: &Table<'_>) -> bool {
    let body = table.body;
    let lines = [&body.works_under, &body.accountable_to, &body.on_behalf].into_iter().flat_map(|fact| whos(fact.items()));
    let acts = [&body.instalment, &body.assignment].into_iter().flat_map(|acts| acts.values()).flat_map(|act| &act.by).map(|by| by.who.who);
    lines.chain(acts).filter_map(|who| facts.table(who)).any(|other| other.body.id != body.id && other.sides.both())
}

// ------------------------------------------------------------------------------------------------------------- I2

fn network(facts: &Facts<'_>) -> Element {
    let (mut table, mut sides) = (Evidence::default(), Evidence::default());
    for found in facts.at(Level::Tactical) {
        let (place, name) = (facts.name_place(found.body.id), facts.name(found.body.id));
        table.shows(place, message!("tactisch overleg `{name}`", "tactical table `{name}`"; name = name));
        let place = found.body.members.place().unwrap_or(place);
        if found.sides.both() {
            sides.shows(place, message!("zorg en veiligheid in `{name}`", "care and safety in `{name}`"; name = name));
        } else if found.sides.unknown {
            let words = message!("van leden van `{name}` is het domein niet gezegd", "of members of `{name}` the domain is not stated"; name = name);
            sides.shows_half(place, words);
        }
    }
    let mut drivers = Evidence::default();
    for topic in facts.model.topics.iter().filter(|topic| facts.counts(topic.id)) {
        drivers.open |= topic.driver.has_open();
        if let Some(place) = topic.driver.place().filter(|_| topic.driver.has_items()) {
            drivers.shows(place, message!("trekker van `{topic}`", "driver of `{topic}`"; topic = facts.name(topic.id)));
        }
    }
    Element {
        code: "I2",
        group: Group::Input,
        name: message!("Netwerk over de domeinen heen", "Network across the domains"),
        about: message!(
            "Trekkers van thema's werken op tactisch niveau samen over de grens van zorg en veiligheid heen, in verbinding met de uitvoering.",
            "Drivers of topics work together on the tactical level across the border of care and safety, in touch with practice."
        ),
        source: (VngText::Chart, "checklist, input 2"),
        parts: vec![
            table.essential(message!("een tactisch overleg (`niveau tactisch`)", "a tactical table (`niveau tactisch`)")),
            sides.part(message!("tactische leden uit zorg én veiligheid", "tactical members from care and safety")),
            drivers.part(message!("een trekker van een thema (`trekker`)", "a driver of a topic (`trekker`)")),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- I3

fn practice(facts: &Facts<'_>) -> Element {
    let (mut table, mut sides) = (Evidence::default(), Evidence::default());
    for found in facts.at(Level::Executive) {
        let (place, name) = (facts.name_place(found.body.id), facts.name(found.body.id));
        table.shows(place, message!("uitvoerend overleg `{name}`", "executive table `{name}`"; name = name));
        let place = found.body.members.place().unwrap_or(place);
        if found.sides.both() {
            sides.shows(place, message!("zorg en veiligheid in `{name}`", "care and safety in `{name}`"; name = name));
        } else if found.sides.unknown {
            let words = message!("van leden van `{name}` is het domein niet gezegd", "of members of `{name}` the domain is not stated"; name = name);
            sides.shows_half(place, words);
        }
    }
    for house in facts.model.parties.iter().filter(|p| facts.counts(p.id) && p.is(PartyKind::CareAndSafetyHouse)) {
        table.shows_half(facts.name_place(house.id), message!("`{name}` zonder overleg", "`{name}` without a table"; name = facts.name(house.id)));
    }
    Element {
        code: "I3",
        group: Group::Input,
        name: message!("Uitvoering over de domeinen heen", "Practice across the domains"),
        about: message!(
            "Wie het werk doet bij gemeenten, zorgaanbieders en veiligheidsorganisaties heeft vormen om dat samen te doen.",
            "Those who do the work at municipalities, care providers and safety organisations have forms for doing it together."
        ),
        source: (VngText::Chart, "checklist, input 3"),
        parts: vec![
            table.essential(message!("een uitvoerend overleg (`niveau uitvoerend`)", "an executive table (`niveau uitvoerend`)")),
            sides.part(message!("uitvoerders uit zorg én veiligheid", "practitioners from care and safety")),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- I4

fn topics(facts: &Facts<'_>) -> Element {
    let mut chosen = Evidence::default();
    for table in facts.tables() {
        chosen.open |= table.body.agenda.has_open();
        if let Some(place) = table.body.agenda.place().filter(|_| table.body.agenda.has_items()) {
            chosen.shows(place, message!("de agenda van `{name}`", "the agenda of `{name}`"; name = facts.name(table.body.id)));
        }
    }
    for topic in facts.model.topics.iter().filter(|topic| facts.counts(topic.id)) {
        chosen.shows(facts.name_place(topic.id), message!("thema `{name}`", "topic `{name}`"; name = facts.name(topic.id)));
    }
    let mut framework = Evidence::default();
    for document in facts.documents(&[DocumentKind::Framework]) {
        let name = facts.name(document.id);
        let words = message!("afwegingskader `{name}`", "framework `{name}`"; name = name);
        framework.shows_if(facts.is_adopted(document), facts.name_place(document.id), words);
    }
    Element {
        code: "I4",
        group: Group::Input,
        name: message!("Thema's en afwegingskader", "Topics and the framework for choosing them"),
        about: message!(
            "Er zijn (eerste) thema's gekozen, met een gedeeld kader dat zegt waarom deze.",
            "The (first) topics have been chosen, with a shared framework that says why these."
        ),
        source: (VngText::Chart, "checklist, input 4"),
        parts: vec![
            chosen.essential(message!("gekozen thema's (`thema`, `bespreekt`)", "chosen topics (`thema`, `bespreekt`)")),
            framework.part(message!(
                "een vastgesteld afwegingskader (`document` met `soort afwegingskader`)",
                "an adopted framework for choosing (`document` with `soort afwegingskader`)"
            )),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- I5

fn partners(facts: &Facts<'_>) -> Element {
    Element {
        code: "I5",
        group: Group::Input,
        name: message!("Ketenpartners", "Partners in the chain"),
        about: message!(
            "Welke partners meedoen is bepaald, zij hebben daarmee ingestemd en staan in het plan van aanpak.",
            "Which partners take part is settled, they have agreed to it, and the plan of action names them."
        ),
        source: (VngText::Chart, "checklist, input 5"),
        parts: vec![named(facts), agreed(facts), planned(facts)],
    }
}

fn named(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    let mut whole = super::sides::Sides::default();
    let mut places: Vec<(Place, EntityId)> = Vec::new();
    for table in facts.tables() {
        let found: Vec<EntityId> = facts.model.seats(table.body.id).flat_map(|seat| facts.partners(seat.who)).collect();
        if let Some(place) = table.body.members.place().filter(|_| !found.is_empty()) {
            whole = whole | facts.sides_of(&found);
            places.push((place, table.body.id));
        }
    }
    for (place, table) in places {
        let words = message!("partners aan `{name}`", "partners at `{name}`"; name = facts.name(table));
        evidence.shows_if(whole.both(), place, words);
    }
    evidence.essential(message!("ketenpartners uit zorg én veiligheid aan tafel (`leden`)", "partners from care and safety at a table (`leden`)"))
}

fn agreed(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for agreement in facts.agreements() {
        evidence.open |= agreement.signature.has_open() || agreement.parties.has_open();
        if let Some(place) = agreement.parties.place().filter(|_| agreement.parties.items().any(|who| !facts.partners(who.who).is_empty())) {
            let words = message!("partijen bij `{name}`", "parties to `{name}`"; name = facts.name(agreement.id));
            evidence.shows_if(facts.is_binding(agreement), place, words);
        }
    }
    evidence.part(message!(
        "een ondertekende overeenkomst met ketenpartners (`overeenkomst`, `ondertekening`)",
        "a signed agreement with partners (`overeenkomst`, `ondertekening`)"
    ))
}

fn planned(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for document in facts.documents(&[DocumentKind::Plan]) {
        let words = message!("plan van aanpak `{name}`", "plan of action `{name}`"; name = facts.name(document.id));
        evidence.shows_if(facts.is_adopted(document), facts.name_place(document.id), words);
    }
    evidence.part(message!(
        "een vastgesteld plan van aanpak (`document` met `soort plan-van-aanpak`)",
        "an adopted plan of action (`document` with `soort plan-van-aanpak`)"
    ))
}
