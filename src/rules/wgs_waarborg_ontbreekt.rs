//! `wgs-waarborg-ontbreekt`: an arrangement of a care and safety house lacks a safeguard that the WGS asks of it.

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use super::grounds;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::DataSharing;
use crate::model::refs::EntityId;
use crate::model::wgs::Certainty;
use crate::syntax::tree::{Rhythm, Term, Unit};
use crate::syntax::vocabulary::{Key, Safeguard, SeatRole};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "wgs-waarborg-ontbreekt",
    group: Group::Data,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een afspraak van een Zorg- en Veiligheidshuis mist een waarborg die de WGS vraagt",
        "an arrangement of a care and safety house lacks a safeguard that the WGS asks for",
    ),
    sources: &[
        CONTACT,
        OFFICER,
        COMMITTEE,
        RETENTION,
        Source::Law("WGS", "art. 1.10"),
        CONFIDENTIALITY,
        ANNUAL_REPORT,
        CRITERIA,
        AUDIT,
        Source::Law("Besluit-WGS", "art. 2.21"),
    ],
    check,
};

const CONTACT: Source = Source::Law("Besluit-WGS", "art. 1.1");
const OFFICER: Source = Source::Law("WGS", "art. 1.4 lid 2");
const COMMITTEE: Source = Source::Law("WGS", "art. 1.8 lid 6");
const RETENTION: Source = Source::Law("WGS", "art. 1.8 lid 7");
const CONFIDENTIALITY: Source = Source::Law("WGS", "art. 1.11");
const ANNUAL_REPORT: Source = Source::Law("WGS", "art. 1.12");
const CRITERIA: Source = Source::Law("WGS", "art. 2.32");
const AUDIT: Source = Source::Law("Besluit-WGS", "art. 1.18");

/// The safeguards that every care and safety house needs, with where the law asks for them.
const ASKED: [(Safeguard, Source); 6] = [
    (Safeguard::Contact, CONTACT),
    (Safeguard::Officer, OFFICER),
    (Safeguard::LegalityCommittee, COMMITTEE),
    (Safeguard::Confidentiality, CONFIDENTIALITY),
    (Safeguard::AnnualReport, ANNUAL_REPORT),
    (Safeguard::Criteria, CRITERIA),
];

/// The longest time that data may be kept, in years (WGS art. 1.8 lid 7).
const YEARS_KEPT: u32 = 5;

/// Two years after the decree took effect (Besluit WGS art. 1.18).
const FIRST_AUDIT: Date = date(2027, 3, 1);

/// How often after that.
const AUDITS: Rhythm = Rhythm { times: 1, each: Term { number: 4, unit: Unit::Year }, at_least: true };

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let arrangements = ctx.model.wgs_arrangements();
    if arrangements.is_empty() {
        return;
    }
    let of_a_house: Vec<(&DataSharing, Certainty)> =
        ctx.model.arrangements().filter_map(|s| arrangements.get(&s.id).map(|certainty| (s, *certainty))).collect();
    let together = together(ctx, &of_a_house);
    for (sharing, certainty) in of_a_house {
        let known = links(ctx, sharing).filter_map(|link| together.get(&link)).fold(Known::of(sharing), |known, other| known.and(other));
        let arrangement = Arrangement { ctx, sharing, certainty };
        findings.extend(arrangement.unstated(&known));
        findings.extend(arrangement.safeguards(&known));
        findings.extend(arrangement.retention());
        findings.extend(arrangement.audit(&known));
    }
}

/// What is arranged, or still to be arranged, in one or more arrangements.
#[derive(Clone, Default)]
struct Known {
    safeguards: [bool; ASKED.len()],
    stated: bool,
    retention: bool,
    audit: bool,
}

impl Known {
    fn of(sharing: &DataSharing) -> Self {
        let open = sharing.safeguards.has_open();
        Self {
            safeguards: ASKED.map(|(asked, _)| open || sharing.safeguards.items().any(|s| *s == asked)),
            stated: !sharing.safeguards.is_unstated(),
            retention: !sharing.retention.is_unstated(),
            audit: sharing.audit.is_given() || sharing.audit.has_open(),
        }
    }

    fn and(mut self, other: &Self) -> Self {
        self.safeguards.iter_mut().zip(other.safeguards).for_each(|(own, other)| *own |= other);
        self.stated |= other.stated;
        self.retention |= other.retention;
        self.audit |= other.audit;
        self
    }

    fn missing(&self) -> impl Iterator<Item = (Safeguard, Source)> {
        ASKED.into_iter().zip(self.safeguards).filter(|(_, known)| !known).map(|(asked, _)| asked)
    }
}

/// What ties arrangements together: the text that they are laid down in, and their tables.
fn links<'c>(ctx: &Context<'c>, sharing: &'c DataSharing) -> impl Iterator<Item = EntityId> + use<'c> {
    let texts = ctx.model.entity(sharing.id).laid_down_in.items().filter_map(|citation| citation.target);
    sharing.at.items().map(|at| at.id).chain(texts)
}

/// A care and safety house may lay down its safeguards in one of several arrangements.
fn together(ctx: &Context<'_>, arrangements: &[(&DataSharing, Certainty)]) -> FxHashMap<EntityId, Known> {
    let mut known: FxHashMap<EntityId, Known> = FxHashMap::default();
    for (sharing, _) in arrangements {
        for link in links(ctx, sharing) {
            let entry = known.entry(link).or_default();
            *entry = std::mem::take(entry).and(&Known::of(sharing));
        }
    }
    known
}

/// Puts five years in the place of a term; `krachtens` and `bron` after it stay.
fn five_years(ctx: &Context<'_>, statement: &Statement<Term>) -> Fix {
    let words = ctx.words(statement.place);
    let end = [" krachtens ", " bron "].iter().filter_map(|tail| words.find(tail)).min().unwrap_or(words.trim_end().len());
    let place = Place { file: statement.key.file, span: Span { start: statement.key.span.end, end: statement.place.span.start + end as u32 } };
    let edits = vec![Edit { place, text: format!(" {YEARS_KEPT} jaar") }];
    Fix { title: message!("bewaar de gegevens vijf jaar", "keep the data for five years"), edits, safe: false }
}

/// An arrangement of a care and safety house.
#[derive(Clone, Copy)]
struct Arrangement<'c> {
    ctx: &'c Context<'c>,
    sharing: &'c DataSharing,
    certainty: Certainty,
}

impl Arrangement<'_> {
    fn name(self) -> String {
        self.ctx.name(self.sharing.id).to_owned()
    }

    fn finding(self, severity: Severity, place: Place, headline: Message, sources: &[Source]) -> Finding {
        let mut finding = RULE.finding_at(grounds::by_certainty(self.certainty, severity), place, headline);
        finding.sources = sources.iter().map(|source| source.link(self.ctx.model)).collect();
        finding
    }

    fn why(self) -> Message {
        message!(
            "Wie in een Zorg- en Veiligheidshuis over burgers deelt wat anders gescheiden blijft, doet dat onder vaste waarborgen: een contactpunt, een functionaris voor gegevensbescherming, een rechtmatigheidsadviescommissie, geheimhouding (ook van derden die aanschuiven), een jaarverslag, openbare criteria, een bewaartermijn van ten hoogste vijf jaar en een audit.{inferred}",
            "Whoever shares in a care and safety house (ZVH) what otherwise stays apart does so under fixed safeguards: a point of contact, a data protection officer, a committee on lawfulness, confidentiality (also of third parties that join), an annual report, public criteria, a retention period of five years at most, and an audit.{inferred}"; inferred = grounds::inferred(self.certainty)
        )
    }

    /// The audit is overdue where none has been arranged by its date.
    fn audit_severity(self) -> Severity {
        let began_later = self.ctx.model.validity(self.sharing.id).from.is_some_and(|from| from > FIRST_AUDIT);
        if self.ctx.model.on >= FIRST_AUDIT && !began_later { Severity::Error } else { Severity::Warning }
    }

    /// What the arrangement says nothing of. One that is itself still to be made need not say it yet.
    fn unstated(self, known: &Known) -> Option<Finding> {
        if self.sharing.data.open().is_some() {
            return None;
        }
        let mut missing: Vec<&str> = Vec::new();
        let (mut sources, mut keys, mut severity) = (Vec::new(), Vec::new(), Severity::Warning);
        if !known.stated && known.missing().next().is_some() {
            keys.push(Key::Safeguards);
            missing.extend(known.missing().map(|(safeguard, _)| safeguard.word()));
            sources.extend(known.missing().map(|(_, source)| source));
        }
        if !known.retention {
            keys.push(Key::Retention);
            missing.push(Key::Retention.word());
            sources.push(RETENTION);
        }
        if self.sharing.audit.is_unstated() && !known.audit {
            keys.push(Key::Audit);
            missing.push(Key::Audit.word());
            sources.push(AUDIT);
            severity = self.audit_severity();
        }
        if keys.is_empty() {
            return None;
        }
        let missing = List(missing);
        let headline = message!("`{name}` regelt niet wat de WGS van een Zorg- en Veiligheidshuis vraagt: {missing}", "`{name}` does not arrange what the WGS asks of a care and safety house: {missing}"; name = self.name(), missing = missing);
        let finding = self.finding(severity, self.ctx.at(self.sharing.id), headline, &sources);
        let mut finding = self
            .with_thirds(finding, known)
            .label(message!("waarborgen ontbreken", "safeguards are missing"))
            .why(self.why())
            .remedy(message!(
                "Leg de waarborgen vast: `waarborg contactpunt, fg, …`, `bewaartermijn …` en `audit …`. Staan zij in een convenant, geef ze dan hier weer.",
                "Record the safeguards: `waarborg contactpunt, fg, …`, `bewaartermijn …` and `audit …`. If they stand in a covenant, state them here."
            ));
        let properties: Vec<String> = keys.into_iter().map(|key| format!("{} nog te regelen", key.word())).collect();
        let title = message!("noteer wat ontbreekt als open punt", "note what is missing as an open point");
        finding.fixes.extend(self.ctx.add_property(self.sharing.id, title, &properties.join("; ")));
        Some(finding)
    }

    /// What stands under `waarborg` does not hold all that is asked.
    fn safeguards(self, known: &Known) -> Option<Finding> {
        let statement = self.sharing.safeguards.first()?;
        let (words, sources): (Vec<&str>, Vec<Source>) = known.missing().map(|(safeguard, source)| (safeguard.word(), source)).unzip();
        if words.is_empty() {
            return None;
        }
        let missing = List(words.clone());
        let headline = message!("onder `waarborg` van `{name}` ontbreekt: {missing}", "what is missing under `waarborg` of `{name}`: {missing}"; name = self.name(), missing = missing);
        let finding = self.finding(Severity::Warning, statement.key, headline, &sources);
        let mut finding = self
            .with_thirds(finding, known)
            .label(message!("niet alle waarborgen", "not all safeguards"))
            .why(self.why())
            .remedy(message!("Regel de ontbrekende waarborgen en noem ze hier.", "Arrange the missing safeguards and name them here."));
        finding.fixes.extend(self.add_words(statement, &words));
        Some(finding)
    }

    fn add_words<T>(self, statement: &Statement<T>, words: &[&str]) -> Option<Fix> {
        if !self.sharing.safeguards.is_given() {
            return None;
        }
        let after_key = Place { file: statement.key.file, span: Span { start: statement.key.span.end, end: statement.place.span.end } };
        let gap = self.ctx.words(after_key).find(|c: char| !c.is_whitespace())? as u32;
        let start = statement.key.span.end + gap;
        let edit = Edit { place: Place { file: statement.key.file, span: Span { start, end: start } }, text: format!("{}, ", words.join(", ")) };
        Some(Fix { title: message!("noem de ontbrekende waarborgen", "name the missing safeguards"), edits: vec![edit], safe: false })
    }

    /// Third parties at the table must be bound to confidentiality too.
    fn with_thirds(self, finding: Finding, known: &Known) -> Finding {
        if !known.missing().any(|(safeguard, _)| safeguard == Safeguard::Confidentiality) {
            return finding;
        }
        let seats = self.sharing.at.items().flat_map(|at| self.ctx.model.seats(at.id));
        let thirds = seats.filter(|seat| seat.role == Some(SeatRole::Guest));
        thirds.take(3).fold(finding, |finding, seat| {
            finding.related(seat.place, message!("derde: tekent voor geheimhouding", "third party: signs for confidentiality"))
        })
    }

    /// Data are kept longer than the law allows, or without end.
    fn retention(self) -> Option<Finding> {
        let too_long = |term: &Term| u64::from(term.number) > u64::from(YEARS_KEPT) * u64::from(term.unit.per_year());
        let stated = self.sharing.retention.given().find(|(_, term)| too_long(term)).map(|(statement, _)| statement);
        let endless = || self.sharing.retention.first().filter(|_| self.sharing.retention.is_absent());
        let place = stated.or_else(endless)?.key;
        let headline = message!("`{name}` bewaart gegevens langer dan de vijf jaar die de WGS toestaat", "`{name}` keeps data longer than the five years that the WGS allows"; name = self.name());
        let mut finding = self.finding(Severity::Error, place, headline, &[RETENTION]);
        finding.fixes.extend(stated.map(|statement| five_years(self.ctx, statement)));
        let finding = finding
            .label(message!("ten hoogste 5 jaar", "5 years at most"))
            .why(message!(
                "In een Zorg- en Veiligheidshuis worden gegevens vernietigd zodra zij niet meer nodig zijn, en in elk geval na vijf jaar.{inferred}",
                "In a care and safety house (ZVH) data are destroyed as soon as they are no longer needed, and after five years in any case.{inferred}"; inferred = grounds::inferred(self.certainty)
            ))
            .remedy(message!("Bewaar de gegevens niet langer dan vijf jaar: `bewaartermijn 5 jaar`.", "Keep the data no longer than five years: `bewaartermijn 5 jaar`."));
        Some(finding)
    }

    /// There is no audit, it comes too late, or too seldom.
    fn audit(self, known: &Known) -> Option<Finding> {
        let audit = &self.sharing.audit;
        let key = audit.key()?;
        let first = audit.values().filter_map(|act| act.on).min();
        let late = |on: Date| on > self.ctx.model.on && on > self.ctx.model.validity(self.sharing.id).from.unwrap_or(FIRST_AUDIT).max(FIRST_AUDIT);
        let mut severity = self.audit_severity();
        let headline = if audit.is_absent() && !known.audit {
            message!("`{name}` kent geen audit, terwijl de eerste er voor 1 maart 2027 moet zijn", "`{name}` has no audit, while the first must be there by 1 March 2027"; name = self.name())
        } else if first.is_some_and(late) {
            message!("de eerste audit van `{name}` komt na 1 maart 2027", "the first audit of `{name}` comes after 1 March 2027"; name = self.name())
        } else if audit.values().filter_map(|act| act.every).any(|every| !every.reaches(AUDITS)) {
            severity = Severity::Warning;
            message!("de audit van `{name}` komt minder dan eens in de vier jaar", "the audit of `{name}` comes less than once every four years"; name = self.name())
        } else {
            return None;
        };
        let finding = self.finding(severity, key, headline, &[AUDIT]);
        let finding = finding
            .label(message!("audit te laat of te zelden", "audit too late or too seldom"))
            .why(message!(
                "De verwerking in een Zorg- en Veiligheidshuis wordt binnen twee jaar na de inwerkingtreding van de wet onderzocht, en daarna elke vier jaar. Een onafhankelijke blik laat zien of de waarborgen werken.{inferred}",
                "The processing in a care and safety house (ZVH) is audited within two years after the law took effect, and every four years after that. An independent look shows whether the safeguards work.{inferred}"; inferred = grounds::inferred(self.certainty)
            ))
            .remedy(message!(
                "Laat de eerste audit voor 1 maart 2027 doen en daarna elke vier jaar: `audit elke 4 jaar`.",
                "Have the first audit done by 1 March 2027 and one every four years after that: `audit elke 4 jaar`."
            ));
        Some(finding)
    }
}
