//! The five criteria by which the VNG chose regions for its pilot (2019).

use jiff::ToSpan;
use rustc_hash::FxHashSet;

use super::facts::{Facts, whos};
use super::{Element, Evidence, Group, Part, VngText};
use crate::message;
use crate::model::refs::{Citation, EntityId};
use crate::syntax::tree::Period;
use crate::syntax::vocabulary::{Level, MeansKind, MoneyNature};

/// An agreement that holds for so many years is one for several years.
const SEVERAL_YEARS: i64 = 2;

/// The criteria C1–C5.
pub fn elements(facts: &Facts<'_>) -> Vec<Element> {
    vec![multiple(facts), programmes(facts), coalition(facts), money(facts), firm(facts)]
}

// ------------------------------------------------------------------------------------------------------------- C1

fn multiple(facts: &Facts<'_>) -> Element {
    let own: Vec<EntityId> = facts.model.topics.iter().map(|t| t.id).filter(|id| facts.counts(*id)).collect();
    let on_agenda = facts.tables().iter().flat_map(|table| table.body.agenda.items()).map(|topic| (topic.id, topic.place));
    let mut told = FxHashSet::default();
    let places = own.iter().map(|id| (*id, facts.name_place(*id))).chain(on_agenda);
    let topics: Vec<_> = places.filter(|(id, _)| told.insert(*id)).collect();
    let across = |id: EntityId| facts.model.topic(id).is_some_and(|topic| super::sides::of_domains(topic.domains.items()).both());
    let whole = topics.len() > 1 || topics.iter().any(|(id, _)| across(*id));
    let mut evidence = Evidence::default();
    for (id, place) in topics {
        evidence.shows_if(whole, place, message!("thema `{name}`", "topic `{name}`"; name = facts.name(id)));
    }
    Element {
        code: "C1",
        group: Group::Pilot,
        name: message!("Meervoudige opgaven", "Multiple tasks"),
        about: message!(
            "Het gaat om opgaven die meer dan één domein of onderwerp raken.",
            "It concerns tasks that touch on more than one domain or topic."
        ),
        source: (VngText::Pilot, "criterium 1"),
        parts: vec![evidence.part(message!(
            "meer dan één thema, of een thema met `domein zorg, veiligheid`",
            "more than one topic, or a topic with `domein zorg, veiligheid`"
        ))],
    }
}

// ------------------------------------------------------------------------------------------------------------- C2

/// Topics, tables, functions, texts and ladders that rest on a law or another text of the library, and topics of the
/// library on an agenda.
fn programmes(facts: &Facts<'_>) -> Element {
    let mut evidence = Evidence::default();
    let model = facts.model;
    let national = |citation: &&Citation| citation.target.is_some_and(|id| !model.is_regional(id));
    let topics = model.topics.iter().map(|t| t.id).chain(model.documents.iter().map(|d| d.id)).chain(model.agreements.iter().map(|a| a.id));
    let all = topics.chain(model.bodies.iter().map(|b| b.id)).chain(model.roles.iter().map(|r| r.id));
    for id in all.filter(|id| facts.counts(*id)) {
        if let Some(citation) = model.entity(id).basis.iter().find(national) {
            evidence.shows(citation.place, message!("grondslag van `{name}`", "ground of `{name}`"; name = facts.name(id)));
        }
    }
    for ladder in model.escalations.iter().filter(|e| facts.counts(e.id)) {
        if let Some(citation) = ladder.without_prejudice.items().find(national) {
            let words = message!("wettelijke weg naast `{name}`", "statutory path beside `{name}`"; name = facts.name(ladder.id));
            evidence.shows(citation.place, words);
        }
    }
    for topic in facts.tables().iter().flat_map(|table| table.body.agenda.items()).filter(|topic| !model.is_regional(topic.id)) {
        evidence.shows(topic.place, message!("landelijk thema `{name}`", "national topic `{name}`"; name = facts.name(topic.id)));
    }
    Element {
        code: "C2",
        group: Group::Pilot,
        name: message!("Aansluiting op landelijke programma's", "Tie to national programmes"),
        about: message!(
            "De regionale doelen sluiten aan op wat landelijk is afgesproken, zoals in het interbestuurlijk programma.",
            "The regional goals tie in with what is agreed nationally, such as in the interadministrative programme."
        ),
        source: (VngText::Pilot, "criterium 2"),
        parts: vec![evidence.part(message!(
            "een thema, overleg, rol of tekst met een landelijke grondslag (`krachtens`)",
            "a topic, table, function or text with a national ground (`krachtens`)"
        ))],
    }
}

// ------------------------------------------------------------------------------------------------------------- C3

fn coalition(facts: &Facts<'_>) -> Element {
    let (mut parties, mut term) = (Evidence::default(), Evidence::default());
    for agreement in facts.agreements().filter(|a| whos(a.parties.items()).any(|who| facts.has_municipality(who))) {
        let partners: Vec<EntityId> = whos(agreement.parties.items()).flat_map(|who| facts.partners(who)).collect();
        let Some(place) = agreement.parties.place().filter(|_| !partners.is_empty()) else { continue };
        let name = facts.name(agreement.id);
        let whole = facts.sides_of(&partners).both() && facts.is_binding(agreement);
        parties.shows_if(whole, place, message!("partijen bij `{name}`", "parties to `{name}`"; name = name));
        let entity = facts.model.entity(agreement.id);
        if let Some(place) = entity.valid.place().or_else(|| agreement.extension.place()) {
            let lasts = agreement.extension.is_given() || entity.valid.value().is_some_and(|period| lasts_several_years(*period));
            term.shows_if(lasts, place, message!("looptijd van `{name}`", "term of `{name}`"; name = name));
        }
    }
    Element {
        code: "C3",
        group: Group::Pilot,
        name: message!("Meerjarige coalitie", "Coalition for several years"),
        about: message!(
            "Partijen in de regio willen zich voor meer jaren inzetten en daarover concrete afspraken maken.",
            "Parties in the region will commit themselves for several years and make concrete arrangements on it."
        ),
        source: (VngText::Pilot, "criterium 3"),
        parts: vec![
            parties.essential(message!(
                "een bindende overeenkomst van gemeenten met zorg én veiligheid (`overeenkomst`, `partijen`)",
                "a binding agreement of municipalities with care and safety (`overeenkomst`, `partijen`)"
            )),
            term.part(message!("een looptijd van meer jaren (`geldig van … tot …`)", "a term of several years (`geldig van … tot …`)")),
        ],
    }
}

fn lasts_several_years(period: Period) -> bool {
    match (period.from, period.until) {
        (Some(from), Some(until)) => from.checked_add(SEVERAL_YEARS.years()).is_ok_and(|end| end <= until),
        (_, until) => until.is_none(),
    }
}

// ------------------------------------------------------------------------------------------------------------- C4

fn money(facts: &Facts<'_>) -> Element {
    let mut means = Evidence::default();
    for one in facts.model.means.iter().filter(|m| facts.counts(m.id)) {
        let words = message!("middelen `{name}`", "means `{name}`"; name = facts.name(one.id));
        means.shows_if(one.kind.has_items(), facts.name_place(one.id), words);
    }
    Element {
        code: "C4",
        group: Group::Pilot,
        name: message!("Geld naast de beleidsbudgetten", "Money beside the policy budgets"),
        about: message!(
            "Het geld voor de samenwerking vult de beleidsbudgetten van gemeenten niet aan en komt er niet voor in de plaats.",
            "The money for the co-operation neither supplements nor replaces the policy budgets of municipalities."
        ),
        source: (VngText::Pilot, "criterium 4"),
        parts: vec![
            means.essential(message!(
                "middelen die apart zijn genoemd (`middelen` met `soort`)",
                "means that are named apart (`middelen` with `soort`)"
            )),
            structural(facts),
        ],
    }
}

/// Costs that recur are not paid out of means that end, which would stand in for a budget.
fn structural(facts: &Facts<'_>) -> Part {
    let totals = facts.model.totals();
    let recurs = |id: EntityId| facts.model.cost(id).is_some_and(|cost| facts.counts(id) && facts.model.is_structural(cost, &totals));
    let ends = |id: EntityId| {
        facts.model.means_of(id).is_some_and(|means| {
            let temporary = means.kind.items().any(|kind| matches!(kind, MeansKind::Reserve | MeansKind::Subsidy | MeansKind::Grant));
            means.nature.says(MoneyNature::Incidental) || temporary && !means.nature.says(MoneyNature::Structural)
        })
    };
    let draws = facts.model.draws();
    let stand_in: FxHashSet<EntityId> =
        draws.iter().filter(|(means, _)| ends(**means)).flat_map(|(_, draws)| draws).map(|draw| draw.cost).filter(|id| recurs(*id)).collect();
    let mut evidence = Evidence::default();
    for cost in facts.model.costs.iter().filter(|cost| facts.counts(cost.id) && cost.cover.is_given()) {
        if let Some(place) = cost.cover.place().filter(|_| stand_in.is_empty()) {
            evidence.shows(place, message!("dekking van `{name}`", "cover of `{name}`"; name = facts.name(cost.id)));
        }
    }
    evidence.part(message!(
        "dekking van structurele kosten uit structurele middelen (`dekking … uit …`)",
        "cover of structural costs out of structural means (`dekking … uit …`)"
    ))
}

// ------------------------------------------------------------------------------------------------------------- C5

fn firm(facts: &Facts<'_>) -> Element {
    let mut integral = Evidence::default();
    for table in facts.at(Level::Administrative).filter(|table| table.sides.may_be_both()) {
        let place = table.body.agenda.place().unwrap_or_else(|| facts.name_place(table.body.id));
        let name = facts.name(table.body.id);
        let words = message!("zorg en veiligheid op de agenda van `{name}`", "care and safety on the agenda of `{name}`"; name = name);
        integral.shows_if(table.sides.both() && table.body.agenda.has_items(), place, words);
    }
    Element {
        code: "C5",
        group: Group::Pilot,
        name: message!("Bestuurlijke tafel met doorzettingsmacht", "Administrative table with doorzettingsmacht"),
        about: message!(
            "De aansturing is robuust: één bestuurlijke tafel bespreekt zorg en veiligheid samen, en iemand kan doorzetten als partijen vastlopen.",
            "The steering is robust: one administrative table discusses care and safety together, and somebody can break a deadlock between parties."
        ),
        source: (VngText::Pilot, "criterium 5"),
        parts: vec![
            doorzettingsmacht(facts),
            integral.part(message!(
                "een bestuurlijke tafel die zorg en veiligheid samen bespreekt (`leden`, `bespreekt`)",
                "an administrative table that discusses care and safety together (`leden`, `bespreekt`)"
            )),
        ],
    }
}

fn doorzettingsmacht(facts: &Facts<'_>) -> Part {
    let mut evidence = Evidence::default();
    for power in facts.model.overrides.iter().filter(|o| facts.counts(o.id)) {
        let (place, name) = (power.holder.place().unwrap_or_else(|| facts.name_place(power.id)), facts.name(power.id));
        evidence.open |= power.holder.has_open();
        if power.holder.has_items() {
            evidence.shows(place, message!("houder van `{name}`", "holder of `{name}`"; name = name));
        } else if power.holder.is_absent() {
            evidence.shows_half(place, message!("`{name}`: bewust niet geregeld", "`{name}`: deliberately not arranged"; name = name));
        } else if power.holder.is_unstated() {
            evidence.shows_half(place, message!("`{name}`: toegezegd, zonder houder", "`{name}`: promised, without a holder"; name = name));
        }
    }
    evidence.essential(message!(
        "doorzettingsmacht met een houder (`doorzettingsmacht`, `houder`)",
        "doorzettingsmacht with a holder (`doorzettingsmacht`, `houder`)"
    ))
}
