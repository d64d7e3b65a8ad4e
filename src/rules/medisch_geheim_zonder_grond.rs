//! `medisch-geheim-zonder-grond`: data on health of somebody bound to professional secrecy go to others, and nothing lifts
//! that secrecy.

use super::grounds::{self, Judgement};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::{Citation, Who};
use crate::syntax::tree::{MunicipalOffice, PartKind};
use crate::syntax::vocabulary::{DataCategory, PartyKind};

pub const RULE: Rule = Rule {
    name: "medisch-geheim-zonder-grond",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "gegevens van een hulpverlener met beroepsgeheim gaan naar anderen, zonder toestemming of wet die dat toelaat",
        "data of a care provider bound to secrecy go to others, without consent or a law that allows it",
    ),
    sources: &[
        Source::Law("BW", "art. 7:457"),
        Source::Law("WGS", "art. 2.29 lid 2"),
        Source::Law("Wvggz", "art. 8:29"),
        Source::Law("Jeugdwet", "art. 7.3.11"),
    ],
    check,
};

/// Whose professionals are bound to secrecy towards the person they help.
const BOUND: &[PartyKind] = &[
    PartyKind::MentalHealth,
    PartyKind::Addiction,
    PartyKind::SafeAtHome,
    PartyKind::Youth,
    PartyKind::CertifiedInstitution,
    PartyKind::HealthService,
    PartyKind::Disability,
    PartyKind::Elderly,
];

/// Who receive data by Wvggz art. 8:29, beside the care providers; the college is not among them.
const IN_COMPULSORY_CARE: &[PartyKind] = &[PartyKind::Police, PartyKind::Prosecution, PartyKind::Judge];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for sharing in ctx.model.arrangements() {
        findings.extend(grounds::judged(sharing, |statement, data| {
            let cited = grounds::grounds_of(ctx.model, sharing, statement);
            // Without a ground of its own for these data the matter is that of `grondslag-verwerking-ontbreekt`.
            if !tells_of_health(data) || !grounds::are_grounded(ctx.model, &cited) {
                return Judgement::Elsewhere;
            }
            Flow::of(ctx, sharing, data).map_or(Judgement::Elsewhere, |flow| flow.report(ctx, sharing, statement, &cited).into())
        }));
    }
}

fn tells_of_health(data: &DataFlow) -> bool {
    data.categories.iter().any(|category| matches!(category, DataCategory::Health | DataCategory::Special))
}

/// Data that go from somebody bound to secrecy to others.
struct Flow {
    from: Vec<Who>,
    to: Vec<Who>,
    /// Whether the text says both from whom and to whom.
    stated_from: bool,
    stated_to: bool,
}

/// What a ground does to secrecy, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    None,
    Unclear,
    Lifts,
}

impl Flow {
    fn of(ctx: &Context<'_>, sharing: &DataSharing, data: &DataFlow) -> Option<Self> {
        let (senders, stated_from) = grounds::senders(ctx.model, sharing, data);
        let from: Vec<Who> = senders.into_iter().filter(|who| is_bound(ctx, *who)).collect();
        let (receivers, stated_to) = grounds::recipients(ctx.model, sharing, data);
        let to: Vec<Who> = receivers.into_iter().filter(|who| from.len() > 1 || !from.contains(who)).collect();
        (!from.is_empty() && !to.is_empty()).then_some(Self { from, to, stated_from, stated_to })
    }

    fn report(&self, ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, cited: &[&Citation]) -> Option<Finding> {
        let effect = cited.iter().map(|citation| self.effect(ctx, citation)).max().unwrap_or(Effect::None);
        if effect == Effect::Lifts {
            return None;
        }
        // Among care providers those who treat the same person may tell each other (BW art. 7:457 lid 2).
        let among_carers = self.to.iter().all(|who| is_bound(ctx, *who));
        let certain = self.stated_from && effect == Effect::None && !among_carers && (self.stated_to || !cites_8_29(ctx, cited));
        let severity = if certain { Severity::Error } else { Severity::Warning };
        let names: Vec<String> = self.from.iter().map(|who| ctx.model.say(*who)).collect();
        let (name, who) = (ctx.name(sharing.id), quoted(&names, 3));
        let headline = message!("niet gebleken wat in `{name}` het beroepsgeheim van {who} opheft", "it does not appear what lifts the professional secrecy of {who} in `{name}`"; name = name, who = who);
        let mut finding = RULE
            .finding_at(severity, statement.key, headline)
            .label(message!("beroepsgeheim blijft gelden", "professional secrecy still holds"))
            .why(self.why(ctx, cited))
            .remedy(message!(
                "Noem wat het delen toelaat: uitdrukkelijke toestemming (AVG art. 9 lid 2 onder a), WGS art. 2.29 of een wettelijke plicht. Of laat deze gegevens weg.",
                "Name what allows it: explicit consent (AVG art. 9 lid 2 onder a), WGS art. 2.29 or a statutory duty. Or leave these data out."
            ));
        let edits = vec![grounds::add_ground(ctx, statement, "AVG art. 9 lid 2 onder a")];
        finding.fixes.push(Fix { title: message!("met uitdrukkelijke toestemming", "with explicit consent"), edits, safe: false });
        Some(finding)
    }

    fn why(&self, ctx: &Context<'_>, cited: &[&Citation]) -> Message {
        let others: Vec<String> = self.to.iter().filter(|who| !is_in_8_29(ctx, **who)).map(|who| ctx.model.say(*who)).collect();
        let not_named = if cites_8_29(ctx, cited) && !others.is_empty() {
            message!(
                " Wvggz art. 8:29 laat uitwisseling zonder toestemming toe, maar noemt {others} niet.",
                " Wvggz art. 8:29 allows exchange without consent, but does not name {others}."; others = quoted(&others, 3)
            )
        } else {
            Message::default()
        };
        message!(
            "Een grondslag van de AVG heft het beroepsgeheim niet op: een hulpverlener geeft alleen iets door met toestemming van de betrokkene, of als een wet dat voorschrijft of toelaat. Ook in een Zorg- en Veiligheidshuis is uitdrukkelijke toestemming de regel (WGS art. 2.29 lid 2).{not_named}",
            "A legal ground of the AVG (GDPR) does not lift professional secrecy: a care provider passes something on only with the consent of the person concerned, or where a law prescribes or allows it. In a care and safety house (ZVH) too explicit consent is the rule (WGS art. 2.29 lid 2).{not_named}"; not_named = not_named
        )
    }

    /// What a citation does to the secrecy of care providers.
    fn effect(&self, ctx: &Context<'_>, citation: &Citation) -> Effect {
        if grounds::is_judged_elsewhere(ctx.model, citation) {
            return Effect::Lifts;
        }
        // An agreement or document may hold how consent is asked.
        let Some(law) = grounds::law_name(ctx.model, citation) else { return Effect::Unclear };
        let (article, of) = (citation.article(), |articles: &[&str]| grounds::is_one_of(citation.article(), articles));
        let whether = |lifts: bool| if lifts { Effect::Lifts } else { Effect::None };
        match law {
            "AVG" => of_avg(citation),
            "UAVG" => whether(of(&["22"]) && ["a", "c"].iter().any(|item| grounds::has_part(citation, PartKind::Item, item))),
            "WGS" if article.is_none() || of(&["2.29"]) => Effect::Lifts,
            "WGS" | "Besluit-WGS" | "Wet-BIG" => Effect::Unclear,
            "Wvggz" if of(&["8:29"]) => whether(self.to.iter().all(|who| is_in_8_29(ctx, *who))),
            "Wvggz" => whether(!of(&["8:31", "8:34"])),
            "Wzd" | "Wfz" | "Wpr" => Effect::Lifts,
            "Wmo" => whether(article.is_none() || of(&["4.*", "5.*"])),
            "Jeugdwet" => whether(article.is_none() || of(&["4.*", "7.*"])),
            "BW" if of(&["1:240", "7:457", "7:458", "7:459"]) => Effect::Lifts,
            "BW" if article.is_none() => Effect::Unclear,
            "Awb"
            | "BBV"
            | "BW"
            | "Gemeentewet"
            | "Leerplichtwet"
            | "Opiumwet"
            | "Participatiewet"
            | "Politiewet"
            | "RO"
            | "Wet-schuldhulpverlening"
            | "Wgr"
            | "Wjsg"
            | "Wpg"
            | "Wth"
            | "Wvr" => Effect::None,
            _ => Effect::Unclear,
        }
    }
}

/// Consent and vital interests; a statutory duty that is not named; a paragraph that holds consent among others.
fn of_avg(citation: &Citation) -> Effect {
    let item = |letter: &str| grounds::has_part(citation, PartKind::Item, letter);
    let no_item = citation.part(PartKind::Item).is_none();
    match citation.article() {
        Some("6") if item("a") || item("d") => Effect::Lifts,
        Some("9") if item("a") || item("c") => Effect::Lifts,
        Some("6") if item("c") => Effect::Unclear,
        Some("9") if no_item => Effect::Unclear,
        _ => Effect::None,
    }
}

fn is_bound(ctx: &Context<'_>, who: Who) -> bool {
    ctx.model.kinds_of(who).iter().any(|kind| BOUND.contains(kind))
}

fn is_in_8_29(ctx: &Context<'_>, who: Who) -> bool {
    let mayor = matches!(who, Who::Office(MunicipalOffice::Mayor, _) | Who::SomeOffice(MunicipalOffice::Mayor));
    let carer = |kind: &PartyKind| matches!(kind, PartyKind::MentalHealth | PartyKind::Addiction | PartyKind::Disability | PartyKind::Elderly);
    mayor || ctx.model.kinds_of(who).iter().any(|kind| IN_COMPULSORY_CARE.contains(kind) || carer(kind))
}

fn cites_8_29(ctx: &Context<'_>, cited: &[&Citation]) -> bool {
    cited.iter().any(|citation| grounds::law_name(ctx.model, citation) == Some("Wvggz") && citation.article() == Some("8:29"))
}
