//! Outcome: what it is for, as far as a text can show it.

use super::facts::{Facts, Table, whos};
use super::{Element, Evidence, Group, Part, VngText};
use crate::message;
use crate::model::Model;
use crate::model::parts::{Route, Step};
use crate::model::refs::{EntityId, Who};
use crate::syntax::tree::MunicipalOffice::{Council, Official};
use crate::syntax::vocabulary::{DocumentKind, Key, Level};

/// The outcomes 1–3.
pub fn elements(facts: &Facts<'_>) -> Vec<Element> {
    vec![interplay(facts), coherence(facts), network(facts)]
}

// ------------------------------------------------------------------------------------------------------ outcome 1

/// The route on which most of policy, practice and knowledge meet.
fn interplay(facts: &Facts<'_>) -> Element {
    let best = facts.routes().max_by_key(|route| {
        let found = [practice(facts, route), policy(facts, route), knowledge(route)];
        (found.iter().flatten().count(), std::cmp::Reverse(route.id))
    });
    let (mut done, mut decided, mut learnt) = (Evidence::default(), Evidence::default(), Evidence::default());
    if let Some(route) = best {
        let name = facts.name(route.id);
        if let Some(step) = practice(facts, route) {
            done.shows(step.place, message!("praktijk in `{name}`", "practice in `{name}`"; name = name));
        }
        if let Some(step) = policy(facts, route) {
            decided.shows(step.place, message!("besluit in `{name}`", "decision in `{name}`"; name = name));
        }
        if let Some(step) = knowledge(route) {
            learnt.shows(step.place, message!("terugkoppeling in `{name}`", "feedback in `{name}`"; name = name));
        }
    }
    Element {
        code: "outcome 1",
        group: Group::Outcome,
        name: message!("Beleid, praktijk en kennis in samenspel", "Policy, practice and knowledge in interplay"),
        about: message!(
            "Wat in de praktijk speelt bereikt wie besluit, en wat is besloten komt terug, zodat lokale vragen sneller en beter worden opgepakt.",
            "What happens in practice reaches those who decide, and what was decided comes back, so that local questions are taken up sooner and better."
        ),
        source: (VngText::Chart, "checklist, outcome 1"),
        parts: vec![
            done.part(message!("een route waarin de praktijk signaleert of uitvoert", "a route in which practice signals or carries out")),
            decided.part(message!(
                "een besluit in die route door wie daartoe bevoegd is (`besluiten`)",
                "a decision in that route by who is competent (`besluiten`)"
            )),
            learnt.part(message!("wat daarna terugkomt (`terugkoppelen`, `evalueren`)", "what comes back afterwards (`terugkoppelen`, `evalueren`)")),
        ],
    }
}

fn step_of<'r>(route: &'r Route, keys: &[Key], fits: impl Fn(&Step) -> bool) -> Option<&'r Step> {
    route.steps.iter().find(|step| step.arranged && keys.contains(&step.key) && fits(step))
}

fn practice<'r>(facts: &Facts<'_>, route: &'r Route) -> Option<&'r Step> {
    let near = |who: Who| match who {
        Who::Office(office, _) => office == Official,
        Who::Entity(id) => facts.level_of(who) != Some(Level::Administrative) && facts.model.municipality(id).is_none(),
        Who::MembersOf(_) => facts.level_of(who) != Some(Level::Administrative),
        _ => false,
    };
    step_of(route, &[Key::Signal, Key::CarryOut], |step| whos(step.whos.iter()).any(near))
}

fn policy<'r>(facts: &Facts<'_>, route: &'r Route) -> Option<&'r Step> {
    step_of(route, &[Key::Decide], |step| whos(step.whos.iter()).any(|who| facts.competence.can_decide(who, &[])))
}

fn knowledge(route: &Route) -> Option<&Step> {
    step_of(route, &[Key::ReportBack, Key::Evaluate], |_| true)
}

// ------------------------------------------------------------------------------------------------------ outcome 2

fn coherence(facts: &Facts<'_>) -> Element {
    Element {
        code: "outcome 2",
        group: Group::Outcome,
        name: message!("Ambities van gemeente en regio in samenhang", "Ambitions of municipality and region in coherence"),
        about: message!(
            "Iedere gemeente heeft haar ambities bezien in samenhang met de programma's van de regio.",
            "Every municipality has weighed its ambitions in coherence with the programmes of the region."
        ),
        source: (VngText::Chart, "checklist, outcome 2"),
        parts: vec![adopted_everywhere(facts), councils(facts)],
    }
}

fn adopted_everywhere(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for document in facts.documents(&[DocumentKind::Vision, DocumentKind::Agenda, DocumentKind::Plan, DocumentKind::Framework]) {
        evidence.open |= document.adoption.has_open();
        let (reached, all) = facts.reach(document.adoption.values().flat_map(|act| &act.by).map(|by| by.who.who));
        if let Some(place) = document.adoption.place().filter(|_| reached > 0) {
            let name = facts.name(document.id);
            let words = message!(
                "`{name}`, vastgesteld in {reached} van {all} gemeenten",
                "`{name}`, adopted in {reached} of {all} municipalities"; name = name, reached = reached, all = all
            );
            evidence.shows_if(reached == all, place, words);
        }
    }
    evidence.part(message!(
        "een visie, werkagenda of plan, vastgesteld door organen van elke gemeente (`vaststelling`)",
        "a vision, work agenda or plan, adopted by organs of every municipality (`vaststelling`)"
    ))
}

/// Councils that adopt, are accounted to, or are told.
fn councils(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    let council = |who: &Who| matches!(who, Who::Office(Council, _));
    let model = facts.model;
    let accounts = model.bodies.iter().map(|b| (b.id, &b.accountable_to)).chain(model.roles.iter().map(|r| (r.id, &r.accountable_to)));
    for (id, accountable) in accounts.filter(|(id, _)| facts.counts(*id)) {
        let (reached, all) = facts.reach(whos(accountable.items()).filter(council));
        if let Some(place) = accountable.place().filter(|_| reached > 0) {
            let words = message!("verantwoording van `{name}` aan de raad", "`{name}` answers to the council"; name = facts.name(id));
            evidence.shows_if(reached == all, place, words);
        }
    }
    for step in facts.steps(&[Key::ReportBack, Key::Inform, Key::Decide]) {
        let (reached, all) = facts.reach(whos(step.whos.iter()).filter(council));
        if reached > 0 {
            let words = message!("de raad in een stap `{step}`", "the council in a step `{step}`"; step = step.key.word());
            evidence.shows_if(reached == all, step.place, words);
        }
    }
    for document in facts.model.documents.iter().filter(|d| facts.counts(d.id)) {
        let (reached, all) = facts.reach(document.adoption.values().flat_map(|act| &act.by).map(|by| by.who.who).filter(council));
        if let Some(place) = document.adoption.place().filter(|_| reached > 0) {
            let words = message!("`{name}`, vastgesteld door de raad", "`{name}`, adopted by the council"; name = facts.name(document.id));
            evidence.shows_if(reached == all, place, words);
        }
    }
    evidence.part(message!(
        "de raad van elke gemeente, die het hoort of vaststelt (`verantwoording aan`, `informeren`)",
        "the council of every municipality, which is told or adopts (`verantwoording aan`, `informeren`)"
    ))
}

// ------------------------------------------------------------------------------------------------------ outcome 3

fn network(facts: &Facts<'_>) -> Element {
    Element {
        code: "outcome 3",
        group: Group::Outcome,
        name: message!("Iedere gemeente in het regionale netwerk", "Every municipality in the regional network"),
        about: message!(
            "Iedere gemeente hoort bij een regionaal netwerk met zorg- en veiligheidspartners, dat op drie niveaus formeel is georganiseerd.",
            "Every municipality belongs to a regional network with partners in care and safety, which is formally organised on three levels."
        ),
        source: (VngText::Chart, "checklist, outcome 3"),
        parts: vec![every_municipality(facts), care_and_safety(facts), three_levels(facts)],
    }
}

fn every_municipality(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for table in facts.at(Level::Administrative) {
        let seats = facts.model.seats(table.body.id).filter(|seat| Model::is_full_member(seat));
        let (reached, all) = facts.reach(seats.flat_map(|seat| std::iter::once(seat.who).chain(seat.on_behalf.map(|who| who.who))));
        if let Some(place) = table.body.members.place().filter(|_| reached > 0) {
            let name = facts.name(table.body.id);
            let words = message!(
                "{reached} van {all} gemeenten aan `{name}`",
                "{reached} of {all} municipalities at `{name}`"; reached = reached, all = all, name = name
            );
            evidence.shows_if(reached == all, place, words);
        }
    }
    evidence.part(message!(
        "elke gemeente aan of vertegenwoordigd in een bestuurlijk overleg (`leden`, `namens`)",
        "every municipality at or represented at an administrative table (`leden`, `namens`)"
    ))
}

fn care_and_safety(facts: &Facts<'_>) -> Part {
    let mut found: Vec<(crate::text::Place, EntityId)> = Vec::new();
    for table in facts.tables() {
        for seat in facts.model.seats(table.body.id) {
            found.extend(facts.partners(seat.who).into_iter().map(|partner| (seat.place, partner)));
        }
    }
    let partners: Vec<EntityId> = found.iter().map(|(_, partner)| *partner).collect();
    let both = facts.sides_of(&partners).both();
    let mut evidence = Evidence::default();
    for (place, partner) in found {
        let sides = facts.sides_of(&[partner]);
        if sides.care || sides.safety {
            evidence.shows_if(both, place, message!("`{name}` aan tafel", "`{name}` at a table"; name = facts.name(partner)));
        }
    }
    evidence.part(message!("regionale partners uit zorg én veiligheid (`leden`)", "regional partners from care and safety (`leden`)"))
}

fn three_levels(facts: &Facts<'_>) -> Part {
    let levels = [Level::Administrative, Level::Tactical, Level::Executive];
    let is_formal = |table: &&Table<'_>| facts.set_up(table.body).is_some_and(|(_, firm)| firm);
    let formal: Vec<&Table<'_>> = levels.iter().filter_map(|level| facts.at(*level).find(is_formal)).collect();
    let mut evidence = Evidence::default();
    for table in &formal {
        let level = table.level.map(Level::word).unwrap_or_default();
        let name = facts.name(table.body.id);
        let words =
            message!("`{name}`, {level} en ingesteld of vastgelegd", "`{name}`, {level}, and set up or laid down"; name = name, level = level);
        evidence.shows_if(formal.len() == levels.len(), facts.name_place(table.body.id), words);
    }
    evidence.part(message!(
        "op elk niveau een overleg dat is ingesteld of vastgelegd (`instelling`, `opdracht`, `vastgelegd in`)",
        "on each level a table that was instituted or laid down (`instelling`, `opdracht`, `vastgelegd in`)"
    ))
}
