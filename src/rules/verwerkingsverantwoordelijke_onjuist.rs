//! `verwerkingsverantwoordelijke-onjuist`: an arrangement names the wrong controllers, not all of them, or none.

use super::grounds;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::parts::DataSharing;
use crate::model::refs::{Who, WhoRef};
use crate::model::wgs::{Certainty, Standing};
use crate::syntax::vocabulary::{Key, PartyKind};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "verwerkingsverantwoordelijke-onjuist",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "onder de verwerkingsverantwoordelijken staat wie het niet kan zijn, of ontbreekt wie het is",
        "among the controllers stands somebody who cannot be one, or somebody who is one is left out",
    ),
    sources: &[Source::Law("WGS", "art. 1.4 lid 1"), Source::Law("WGS", "art. 2.27 lid 3"), Source::Law("AVG", "art. 26 lid 1")],
    check,
};

/// Outside a care and safety house the AVG alone speaks.
const JOINT: Source = Source::Law("AVG", "art. 26 lid 1");

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let wgs = ctx.model.wgs_arrangements();
    for sharing in ctx.model.arrangements().filter(|s| !s.controllers.has_open()) {
        let certainty = wgs.get(&sharing.id).copied();
        let finding = match sharing.controllers.key().filter(|_| sharing.controllers.has_items()) {
            None => nobody(ctx, sharing, certainty),
            Some(key) => {
                let unfit = Unfit::of(ctx, sharing, certainty);
                unfit.report(ctx, sharing, key, certainty).or_else(|| not_party(ctx, sharing, key, certainty))
            }
        };
        findings.extend(finding);
    }
}

/// Who is named and cannot be a controller, and who is one and is not named.
#[derive(Default)]
struct Unfit<'c> {
    /// Tables and care and safety houses: no legal person or organ.
    bodies: Vec<&'c WhoRef>,
    /// Not a public participant of the WGS: as one writes them, and the items of the list that name them.
    private: Vec<String>,
    private_items: Vec<&'c WhoRef>,
    /// Public participants that are not named.
    omitted: Vec<String>,
    /// Whether all of those may be no participant at all.
    in_doubt: bool,
}

impl<'c> Unfit<'c> {
    fn of(ctx: &Context<'c>, sharing: &'c DataSharing, certainty: Option<Certainty>) -> Self {
        let mut unfit = Self::default();
        for item in sharing.controllers.items() {
            if is_body(ctx, item.who, certainty) {
                unfit.bodies.push(item);
            } else if certainty.is_some() {
                let private: Vec<Who> = ctx.model.participants(std::iter::once(item)).into_iter().filter(|who| is_private(ctx, *who)).collect();
                if !private.is_empty() {
                    unfit.private.extend(private.into_iter().map(|who| ctx.model.say(who)));
                    unfit.private_items.push(item);
                }
            }
        }
        if certainty.is_some() && !sharing.parties.has_open() {
            let participants = ctx.model.circle_of(sharing);
            let of = |standing: Standing| participants.iter().copied().filter(move |who| ctx.model.standing(*who) == standing);
            let missing = |standing| ctx.model.not_among(&sharing.controllers, of(standing)).unwrap_or_default();
            unfit.omitted = missing(Standing::Public);
            unfit.in_doubt = unfit.omitted.is_empty();
            unfit.omitted.extend(missing(Standing::HealthService));
        }
        unfit
    }

    fn report(&self, ctx: &Context<'_>, sharing: &DataSharing, key: Place, certainty: Option<Certainty>) -> Option<Finding> {
        if self.bodies.is_empty() && self.private.is_empty() && self.omitted.is_empty() {
            return None;
        }
        let Some(certainty) = certainty else { return Some(self.only_bodies(ctx, sharing, key)) };
        let doubtful = self.in_doubt && self.bodies.is_empty() && self.private.is_empty();
        let severity = grounds::by_certainty(certainty, if doubtful { Severity::Warning } else { Severity::Error });
        let mut finding = RULE
            .finding_at(severity, key, self.headline(ctx, sharing))
            .label(message!("alleen publieke deelnemers, allemaal", "public participants only, all"))
            .why(message!(
                "In een Zorg- en Veiligheidshuis zijn alleen de publieke deelnemers verwerkingsverantwoordelijk, en wel samen: raad voor de kinderbescherming, Dienst Justitiële Inrichtingen, politie, openbaar ministerie, burgemeester, college en de gemeentelijke gezondheidsdienst die in opdracht van het college werkt. Partijen kunnen dat niet anders verdelen, en het verband zelf is geen rechtspersoon. De burger moet weten wie hij kan aanspreken.{inferred}",
                "In a care and safety house (ZVH) only the public participants are controllers, and they are so jointly: the child protection board, the custodial institutions agency, police, prosecution service, mayor, college, and the municipal health service that works for the college. Parties cannot divide this otherwise, and the house itself is no legal person. The citizen must know whom to turn to.{inferred}"; inferred = grounds::inferred(certainty)
            ))
            .remedy(message!(
                "Noem onder `verantwoordelijken` alle publieke deelnemers en niemand anders.",
                "Name all public participants under `verantwoordelijken`, and nobody else."
            ));
        finding.fixes.extend(self.fix(ctx, sharing));
        Some(finding)
    }

    fn headline(&self, ctx: &Context<'_>, sharing: &DataSharing) -> Message {
        let name = ctx.name(sharing.id);
        let mut wrong: Vec<String> = self.private.clone();
        wrong.extend(self.bodies.iter().map(|item| ctx.model.say(item.who)));
        match (wrong.is_empty(), self.omitted.is_empty()) {
            (true, _) => {
                message!("`{name}` laat {who} weg uit de verwerkingsverantwoordelijken van een Zorg- en Veiligheidshuis", "`{name}` leaves {who} out of the controllers of a care and safety house"; name = name, who = quoted(&self.omitted, 4))
            }
            (false, true) => {
                message!("`{name}` noemt als verwerkingsverantwoordelijke {who}, en dat is geen publieke deelnemer van de WGS", "`{name}` names {who} as a controller, which is no public participant of the WGS"; name = name, who = quoted(&wrong, 4))
            }
            (false, false) => {
                message!("`{name}` noemt als verwerkingsverantwoordelijke {who}, en laat {omitted} weg", "`{name}` names {who} as a controller, and leaves out {omitted}"; name = name, who = quoted(&wrong, 4), omitted = quoted(&self.omitted, 4))
            }
        }
    }

    /// Writes the list anew, when whoever must go stands in it by himself.
    fn fix(&self, ctx: &Context<'_>, sharing: &DataSharing) -> Option<Fix> {
        let gone: Vec<Who> = self.private_items.iter().chain(&self.bodies).map(|item| item.who).collect();
        let alone = self.private_items.iter().all(|item| ctx.model.participants(std::iter::once(*item)).iter().all(|who| is_private(ctx, *who)));
        let items: Vec<&WhoRef> = sharing.controllers.items().collect();
        let edit = grounds::rewrite(ctx, &items, |who| gone.contains(&who), &self.omitted).filter(|_| alone)?;
        Some(Fix { title: message!("noem de publieke deelnemers", "name the public participants"), edits: vec![edit], safe: false })
    }

    fn only_bodies(&self, ctx: &Context<'_>, sharing: &DataSharing, key: Place) -> Finding {
        let names: Vec<String> = self.bodies.iter().map(|item| ctx.model.say(item.who)).collect();
        let (name, who) = (ctx.name(sharing.id), quoted(&names, 4));
        let mut finding = RULE
            .finding_at(Severity::Warning, key, message!("`{name}` noemt als verwerkingsverantwoordelijke een overleg: {who}", "`{name}` names a table as a controller: {who}"; name = name, who = who))
            .label(message!("een overleg is geen rechtspersoon", "a table is no legal person"))
            .why(message!(
                "Verwerkingsverantwoordelijk is wie doel en middelen bepaalt: een organisatie of een bestuursorgaan. Een overleg zonder rechtspersoonlijkheid is niet aan te spreken; verantwoordelijk zijn dan wie eraan deelnemen.",
                "A controller is whoever decides on purpose and means: an organisation or an organ of government. Nobody can hold a table without legal personality to account; then those who take part are responsible."
            ))
            .remedy(message!(
                "Noem de organisaties of bestuursorganen die samen doel en middelen bepalen.",
                "Name the organisations or organs that together decide on purpose and means."
            ));
        finding.sources.push(JOINT.link(ctx.model));
        finding
    }
}

/// Whether somebody named is a table without legal personality, or under the WGS a care and safety house. A table that
/// the law lets decide, such as the board of a public body, is an organ.
fn is_body(ctx: &Context<'_>, who: Who, certainty: Option<Certainty>) -> bool {
    let Who::Entity(id) = who else { return false };
    let by_law = || ctx.model.entity(id).basis.iter().filter_map(|citation| ctx.competence.statutory_table(citation));
    let is_organ = || by_law().filter_map(|table| ctx.model.body(table)).any(|table| table.decides.is_given());
    let house = ctx.model.party(id).is_some_and(|p| p.is(PartyKind::CareAndSafetyHouse));
    (ctx.model.body(id).is_some() && !is_organ()) || (house && certainty.is_some())
}

fn is_private(ctx: &Context<'_>, who: Who) -> bool {
    !matches!(ctx.model.standing(who), Standing::Public | Standing::HealthService | Standing::Unknown)
}

/// Several organisations take part, and it is not stated who is responsible.
fn nobody(ctx: &Context<'_>, sharing: &DataSharing, certainty: Option<Certainty>) -> Option<Finding> {
    let participants = ctx.model.circle_of(sharing);
    if participants.is_empty() || !ctx.model.organisations(participants.into_iter()).is_none_or(|number| number > 1) {
        return None;
    }
    let name = ctx.name(sharing.id);
    let place = sharing.controllers.key().unwrap_or_else(|| ctx.at(sharing.id));
    let by_law = match certainty {
        None => Message::default(),
        Some(certainty) => message!(
            " In een Zorg- en Veiligheidshuis zijn dat alle publieke deelnemers samen (WGS art. 2.27 lid 3).{inferred}",
            " In a care and safety house (ZVH) those are all public participants jointly (WGS art. 2.27 lid 3).{inferred}"; inferred = grounds::inferred(certainty)
        ),
    };
    let mut finding = RULE
        .finding_at(Severity::Warning, place, message!("`{name}` zegt niet wie verwerkingsverantwoordelijk is", "`{name}` does not say who the controllers are"; name = name))
        .label(message!("geen verantwoordelijken genoemd", "no controllers named"))
        .why(message!(
            "Bepalen meer organisaties samen waarvoor en hoe gegevens worden verwerkt, dan leggen zij vast wie waarvoor verantwoordelijk is en waar de betrokkene terechtkan (AVG art. 26). Of zij dat samen bepalen, moet iemand beoordelen.{by_law}",
            "Where several organisations jointly decide why and how data are processed, they lay down who is responsible for what and whom the person concerned can turn to (AVG, GDPR, art. 26). Whether they decide jointly is for a person to judge.{by_law}"; by_law = by_law
        ))
        .remedy(message!("Noem hen: `verantwoordelijken …`.", "Name them: `verantwoordelijken …`."));
    if certainty.is_none() {
        finding.sources.push(JOINT.link(ctx.model));
    }
    if sharing.controllers.is_unstated() {
        let title = message!("noteer de verantwoordelijken als open punt", "note the controllers as an open point");
        finding.fixes.extend(ctx.add_property(sharing.id, title, &format!("{} nog te regelen", Key::Controllers.word())));
    }
    Some(finding)
}

/// Somebody is named as a controller who takes no part in the arrangement.
fn not_party(ctx: &Context<'_>, sharing: &DataSharing, key: Place, certainty: Option<Certainty>) -> Option<Finding> {
    let named = ctx.model.participants(sharing.controllers.items());
    let names = ctx.model.not_among(&sharing.parties, named.into_iter()).filter(|names| !names.is_empty())?;
    let (name, who) = (ctx.name(sharing.id), quoted(&names, 4));
    let mut finding = RULE
        .finding_at(Severity::Warning, key, message!("verwerkingsverantwoordelijk in `{name}` heet {who}, zonder partij te zijn", "`{name}` names {who} as a controller that is no party to it"; name = name, who = who.clone()))
        .label(message!("verantwoordelijk, maar geen partij", "a controller, but no party"))
        .why(message!(
            "Wie verwerkingsverantwoordelijk is, bepaalt mee waarvoor en hoe gegevens worden gedeeld. Wie geen partij is bij de afspraak, is er niet aan gebonden.",
            "A controller has a say in why and how data are shared. Whoever is no party to the arrangement is not bound by it."
        ))
        .remedy(message!(
            "Neem {who} op onder `partijen`, of noem onder `verantwoordelijken` wie dat wel zijn.",
            "Add {who} under `partijen`, or name under `verantwoordelijken` who they really are."; who = who
        ));
    if let Some(last) = sharing.parties.items().last() {
        finding = finding.related(sharing.parties.key().unwrap_or(last.place), message!("de partijen", "the parties"));
        let place = Place { file: last.place.file, span: Span { start: last.place.span.end, end: last.place.span.end } };
        let edits = vec![Edit { place, text: format!(", {}", names.join(", ")) }];
        finding.fixes.push(Fix { title: message!("maak hen partij bij de afspraak", "make them parties to the arrangement"), edits, safe: false });
    }
    if certainty.is_none() {
        finding.sources.push(JOINT.link(ctx.model));
    }
    Some(finding)
}
