//! Activities: what is done.

use rustc_hash::FxHashSet;

use super::facts::{Facts, whos};
use super::{Element, Evidence, Group, Part, VngText};
use crate::message;
use crate::model::refs::{Act, Who};
use crate::syntax::tree::MunicipalOffice::{Clerk, Official};
use crate::syntax::vocabulary::{DocumentKind, Key, Level};
use crate::text::Place;

/// The elements A1–A4.
pub fn elements(facts: &Facts<'_>) -> Vec<Element> {
    vec![policy(facts), steering(facts), practice(facts), learning(facts)]
}

// ------------------------------------------------------------------------------------------------------------- A1

fn policy(facts: &Facts<'_>) -> Element {
    let mut goals = Evidence::default();
    for document in facts.documents(&[DocumentKind::Vision, DocumentKind::Plan, DocumentKind::Agenda]) {
        let (place, name) = (facts.name_place(document.id), facts.name(document.id));
        goals.open |= document.adoption.has_open();
        if facts.is_adopted(document) {
            goals.shows(place, message!("vastgesteld: `{name}`", "adopted: `{name}`"; name = name));
        } else {
            goals.shows_half(place, message!("`{name}`, niet gebleken dat dit is vastgesteld", "`{name}`, not shown to be adopted"; name = name));
        }
    }
    let mut commitment = Evidence::default();
    for agreement in facts.agreements().filter(|a| a.parties.items().any(|who| !facts.partners(who.who).is_empty())) {
        let words = message!("afspraken in `{name}`", "arrangements in `{name}`"; name = facts.name(agreement.id));
        commitment.shows_if(facts.is_binding(agreement), facts.name_place(agreement.id), words);
    }
    Element {
        code: "A1",
        group: Group::Activities,
        name: message!("Beleid ontwikkelen", "Developing policy"),
        about: message!(
            "Vanuit een gedeelde startsituatie zijn doelen gesteld, en wordt samen gestuurd op wat partners toezeggen.",
            "From a shared starting point goals have been set, and what partners promise is steered on together."
        ),
        source: (VngText::Chart, "checklist, activiteit 1"),
        parts: vec![
            goals.part(message!(
                "vastgestelde doelen (`document` met `soort visie`, `werkagenda` of `plan-van-aanpak`)",
                "adopted goals (`document` with `soort visie`, `werkagenda` or `plan-van-aanpak`)"
            )),
            commitment.part(message!(
                "partners die zich verbinden (`overeenkomst`, `ondertekening`)",
                "partners who commit themselves (`overeenkomst`, `ondertekening`)"
            )),
        ],
    }
}

// ------------------------------------------------------------------------------------------------------------- A2

fn steering(facts: &Facts<'_>) -> Element {
    Element {
        code: "A2",
        group: Group::Activities,
        name: message!("Tactisch sturen", "Tactical steering"),
        about: message!(
            "Het overleglandschap is in beeld en waar het kan eenvoudiger gemaakt, en de aanpak per thema hangt samen met de eigen organisaties en de subregio's.",
            "The landscape of tables is known and made simpler where it can be, and the approach to each topic is tied to the own organisations and the subregions."
        ),
        source: (VngText::Chart, "checklist, activiteit 2"),
        parts: vec![tactical_steps(facts), landscape(facts), tied_to_the_line(facts)],
    }
}

fn tactical_steps(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for step in facts.steps(&[Key::Signal, Key::Advise, Key::Prepare, Key::Schedule, Key::CarryOut]) {
        if let Some(who) = step.whos.iter().find(|who| facts.level_of(who.who) == Some(Level::Tactical)) {
            let who = facts.model.say(who.who);
            evidence.shows(step.place, message!("`{step}` door `{who}`", "`{step}` by `{who}`"; step = step.key.word(), who = who));
        }
    }
    evidence.essential(message!(
        "een tactisch overleg dat voorbereidt, adviseert of uitvoert in een `route`",
        "a tactical table that prepares, advises or carries out in a `route`"
    ))
}

fn landscape(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for body in facts.model.bodies.iter().filter(|body| facts.is_own(body.id) && facts.model.has_ended(body.id)) {
        if let Some(place) = facts.model.entity(body.id).successors.place() {
            let name = facts.name(body.id);
            evidence.shows(place, message!("`{name}` is opgegaan in een ander overleg", "`{name}` was taken up by another table"; name = name));
        }
    }
    let levels: FxHashSet<Level> = facts.tables().iter().filter_map(|table| table.level).collect();
    for table in facts.tables().iter().filter(|table| table.level.is_some()) {
        let place = table.body.level.place().unwrap_or_else(|| facts.name_place(table.body.id));
        let words = message!("niveau van `{name}`", "level of `{name}`"; name = facts.name(table.body.id));
        evidence.shows_if(levels.len() > 1, place, words);
    }
    evidence.part(message!(
        "een beeld van de overleggen per niveau (`niveau`), en van wat erin opging (`opvolger`)",
        "a view of the tables on each level (`niveau`), and of what they took up (`opvolger`)"
    ))
}

/// Officials or functions of municipalities at a tactical table, or seats per subregion.
fn tied_to_the_line(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for table in facts.at(Level::Tactical) {
        for seat in facts.model.seats(table.body.id) {
            let function = |who: Who| match who {
                Who::Office(Official | Clerk, _) | Who::SomeOffice(Official | Clerk) => true,
                Who::Entity(id) => facts.model.role(id).is_some_and(|r| whos(r.works_under.items()).any(|who| facts.has_municipality(who))),
                _ => false,
            };
            let municipal = seat.on_behalf.is_some_and(|who| facts.has_municipality(who.who));
            if seat.per.is_some() || municipal || function(seat.who) {
                let name = facts.name(table.body.id);
                evidence.shows(seat.place, message!("gemeenten of subregio's in `{name}`", "municipalities or subregions in `{name}`"; name = name));
            }
        }
    }
    evidence.part(message!("ambtenaren of zetels `per subregio` aan een tactisch overleg", "officials or seats `per subregio` at a tactical table"))
}

// ------------------------------------------------------------------------------------------------------------- A3

fn practice(facts: &Facts<'_>) -> Element {
    let mut cases = Evidence::default();
    for table in facts.tables().iter().filter(|table| table.body.casework.is_given() || table.level == Some(Level::Executive)) {
        let place = table.body.casework.place().unwrap_or_else(|| facts.name_place(table.body.id));
        cases.shows(place, message!("casussen in `{name}`", "cases in `{name}`"; name = facts.name(table.body.id)));
    }
    let mut carried = Evidence::default();
    for step in facts.steps(&[Key::CarryOut]) {
        let who = step.whos.first().map(|who| facts.model.say(who.who)).unwrap_or_default();
        carried.shows(step.place, message!("uitvoering door `{who}`", "carried out by `{who}`"; who = who));
    }
    Element {
        code: "A3",
        group: Group::Activities,
        name: message!("Uitvoeren en opschalen", "Carrying out and escalating"),
        about: message!(
            "Partijen bespreken samen casussen, hebben samen bepaald hoe wordt opgeschaald, voeren de werkagenda uit en hebben afspraken over het werk.",
            "The parties discuss cases together, have settled together how to escalate, carry out the work agenda and have arrangements on the work."
        ),
        source: (VngText::Chart, "checklist, activiteit 3"),
        parts: vec![
            cases.part(message!("een casusoverleg (`casuïstiek`)", "a table that discusses cases (`casuïstiek`)")),
            escalation(facts),
            carried.part(message!("uitvoering in een route (`uitvoeren`)", "carrying out in a route (`uitvoeren`)")),
            working_arrangements(facts),
        ],
    }
}

fn escalation(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for ladder in facts.model.escalations.iter().filter(|e| facts.counts(e.id)) {
        let led = ladder.stages.last().is_some_and(|stage| stage.lead.has_items());
        evidence.open |= ladder.stages.iter().any(|stage| stage.lead.has_open());
        let words = message!("escalatie `{name}`", "escalation `{name}`"; name = facts.name(ladder.id));
        evidence.shows_if(led && ladder.stages.len() > 1, facts.name_place(ladder.id), words);
    }
    evidence.part(message!(
        "een escalatiemodel met treden en een `regie` bovenaan (`escalatie`)",
        "a ladder of escalation with stages and a `regie` at the top (`escalatie`)"
    ))
}

fn working_arrangements(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for document in facts.documents(&[DocumentKind::Process]) {
        let words = message!("werkproces `{name}`", "work process `{name}`"; name = facts.name(document.id));
        evidence.shows_if(facts.is_adopted(document), facts.name_place(document.id), words);
    }
    for agreement in facts.agreements() {
        let words = message!("afspraken in `{name}`", "arrangements in `{name}`"; name = facts.name(agreement.id));
        evidence.shows_if(facts.is_binding(agreement), facts.name_place(agreement.id), words);
    }
    evidence.part(message!(
        "afspraken over het werk (`document` met `soort werkproces`, of een ondertekende `overeenkomst`)",
        "arrangements on the work (`document` with `soort werkproces`, or a signed `overeenkomst`)"
    ))
}

// ------------------------------------------------------------------------------------------------------------- A4

fn learning(facts: &Facts<'_>) -> Element {
    Element {
        code: "A4",
        group: Group::Activities,
        name: message!("Leren van de praktijk (leercyclus)", "Learning from practice (leercyclus)"),
        about: message!(
            "Op elk niveau wordt op gezette tijden samen teruggekeken en bijgestuurd, ook met wie de praktijk uit eigen ervaring kent.",
            "On every level the parties look back and adjust together at set times, also with those who know practice from experience."
        ),
        source: (VngText::Chart, "checklist, activiteit 4"),
        parts: vec![cycle(facts), on_every_level(facts), experience(facts)],
    }
}

/// Every evaluation that the region states, with what is evaluated.
fn evaluations<'c>(facts: &'c Facts<'_>) -> impl Iterator<Item = (Place, &'c str, &'c Act, Option<Level>)> {
    let model = facts.model;
    let documents = model.documents.iter().map(|d| (d.id, &d.evaluation));
    let agreements = model.agreements.iter().map(|a| (a.id, &a.evaluation));
    let bodies = model.bodies.iter().map(|b| (b.id, &b.evaluation));
    let all = documents.chain(agreements).chain(bodies).filter(|(id, _)| facts.counts(*id));
    all.flat_map(move |(id, acts)| acts.given().map(move |(statement, act)| (statement.place, facts.name(id), act, facts.level_of(Who::Entity(id)))))
}

fn cycle(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for (place, name, act, _) in evaluations(facts) {
        let words = message!("evaluatie van `{name}`", "evaluation of `{name}`"; name = name);
        evidence.shows_if(act.every.is_some() || act.on.is_some(), place, words);
    }
    for step in facts.steps(&[Key::Evaluate]) {
        evidence.shows_half(step.place, message!("evaluatie in een route, zonder ritme", "evaluation in a route, without a rhythm"));
    }
    evidence.open |= facts.model.open_points.iter().any(|open| open.key == Key::Evaluation && facts.counts(open.of));
    evidence.essential(message!(
        "een evaluatie met een ritme of een dag (`evaluatie … elke 2 jaar`)",
        "an evaluation with a rhythm or a day (`evaluatie … elke 2 jaar`)"
    ))
}

/// The levels that look back or hear how it went.
fn on_every_level(facts: &Facts<'_>) -> Part {
    let mut found: Vec<(Place, Level)> = Vec::new();
    let level_of = |who: Who| facts.level_of(who).or_else(|| facts.has_municipality(who).then_some(Level::Administrative));
    for (place, _, act, own) in evaluations(facts) {
        let by = act.by.iter().filter_map(|by| level_of(by.who.who));
        found.extend(own.into_iter().chain(by).map(|level| (place, level)));
    }
    for step in facts.steps(&[Key::Evaluate, Key::ReportBack]) {
        found.extend(step.whos.iter().filter_map(|who| level_of(who.who)).map(|level| (step.place, level)));
    }
    let levels: FxHashSet<Level> = found.iter().map(|(_, level)| *level).collect();
    let mut evidence = Evidence::default();
    let mut told = FxHashSet::default();
    for (place, level) in found.into_iter().filter(|(_, level)| told.insert(*level)) {
        let words = message!("terugblik op niveau {level}", "a look back on the level {level}"; level = level.word());
        evidence.shows_if(levels.len() > 2, place, words);
    }
    evidence.part(message!(
        "een terugblik op alle drie de niveaus (`evaluatie`, of de stappen `evalueren` en `terugkoppelen`)",
        "a look back on all three levels (`evaluatie`, or the steps `evalueren` and `terugkoppelen`)"
    ))
}

fn experience(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for table in facts.tables() {
        for seat in facts.model.seats(table.body.id) {
            if facts.has_experience(seat.who) || seat.on_behalf.is_some_and(|who| facts.has_experience(who.who)) {
                let name = facts.name(table.body.id);
                evidence.shows(seat.place, message!("ervaringsperspectief in `{name}`", "the perspective of experience in `{name}`"; name = name));
            }
        }
    }
    let topics = facts.model.topics.iter().filter(|t| facts.counts(t.id)).map(|t| (t.id, &t.parties));
    let agreements = facts.agreements().map(|a| (a.id, &a.parties));
    for (id, who) in topics.chain(agreements).flat_map(|(id, parties)| parties.items().map(move |who| (id, who))) {
        if facts.has_experience(who.who) {
            let name = facts.name(id);
            evidence.shows(who.place, message!("ervaringsperspectief bij `{name}`", "the perspective of experience in `{name}`"; name = name));
        }
    }
    evidence
        .part(message!(
            "het ervaringsperspectief (een `partij` met `soort ervaringsperspectief` aan tafel)",
            "the perspective of experience (a `partij` with `soort ervaringsperspectief` at a table)"
        ))
        .called(message!("ervaringsperspectief", "perspective of experience"), None)
}
