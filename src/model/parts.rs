//! What a model holds: one struct for each kind of block, with its facts.

use jiff::civil::Date;

use super::articles::ArticleRange;
use super::fact::Fact;
use super::refs::{Act, Citation, EntityId, Ref, Seat, WhoRef};
use crate::syntax::tree::{Counts, Period, Quantity, Rhythm, Term};
use crate::syntax::vocabulary::{
    AgreementKind, BlockKind, Casework, DataCategory, DecisionRule, Division, DocumentKind, Domain, Extension, Generality, Kept, Key, Level,
    MeansKind, MoneyNature, PartyKind, PowerNature, Provision, Replacement, Safeguard, Status, WorkForm,
};
use crate::text::Place;

/// What every declared thing has.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its kind.
    pub kind: BlockKind,
    /// Its name as written; for a `proef` its description.
    pub name: Box<str>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// The whole block.
    pub place: Place,
    /// Its name.
    pub name_place: Place,
    /// Where a property can be added at the end of the block.
    pub insert_at: Option<Place>,
    /// Whether the national library declares it.
    pub library: bool,
    /// Its place in the list of its kind.
    pub index: u32,
    /// When it holds; the first statement counts.
    pub valid: Fact<Period>,
    /// What takes its place.
    pub successors: Fact<Vec<Ref>>,
    /// Other names.
    pub also_called: Vec<Box<str>>,
    /// `bron` of the block.
    pub sources: Vec<Citation>,
    /// `krachtens` of the block.
    pub basis: Vec<Citation>,
    /// The texts that make it.
    pub laid_down_in: Fact<Vec<Citation>>,
}

/// A region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Itself.
    pub id: EntityId,
    /// Its municipalities.
    pub municipalities: Fact<Vec<Ref>>,
}

/// An area.
#[derive(Clone, Debug)]
pub struct Area {
    /// Itself.
    pub id: EntityId,
    /// The kind of area, a free word: `subregio`, `veiligheidsregio`.
    pub kind: Option<Box<str>>,
    /// Its municipalities.
    pub municipalities: Fact<Vec<Ref>>,
}

/// A municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Itself.
    pub id: EntityId,
    /// Code of Statistics Netherlands.
    pub cbs: Option<Box<str>>,
    /// Its safety region.
    pub safety_region: Option<EntityId>,
}

/// A party, or an office of the library: somebody who takes part.
#[derive(Clone, Debug)]
pub struct Party {
    /// Itself.
    pub id: EntityId,
    /// The kinds of party.
    pub kinds: Fact<Vec<PartyKind>>,
    /// The domains.
    pub domains: Fact<Vec<Domain>>,
    /// Whom it is responsible to.
    pub works_under: Fact<Vec<WhoRef>>,
    /// The organisations of a group.
    pub members: Fact<Vec<Seat>>,
}

impl Party {
    /// Whether it is of a kind.
    pub fn is(&self, kind: PartyKind) -> bool {
        self.kinds.items().any(|k| *k == kind)
    }
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Itself.
    pub id: EntityId,
    /// Its kind.
    pub kind: Fact<Vec<DocumentKind>>,
    /// Its status.
    pub status: Fact<Status>,
    /// Its adoption.
    pub adoption: Fact<Act>,
    /// Its evaluation.
    pub evaluation: Fact<Act>,
    /// Its file.
    pub file: Fact<Box<str>>,
    /// The texts that it is an annex of.
    pub annex_of: Fact<Vec<Ref>>,
    /// Its publication.
    pub announcement: Fact<Act>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Body {
    /// Itself.
    pub id: EntityId,
    /// Its level.
    pub level: Fact<Level>,
    /// Its domains.
    pub domains: Fact<Vec<Domain>>,
    /// Its working form.
    pub work_form: Fact<WorkForm>,
    /// Whether it decides: given for `ja`, absent for `nee`.
    pub decides: Fact<()>,
    /// Who instituted it.
    pub instalment: Fact<Act>,
    /// Who gave it its assignment.
    pub assignment: Fact<Act>,
    /// Its seats.
    pub members: Fact<Vec<Seat>>,
    /// Its chair.
    pub chair: Fact<Vec<WhoRef>>,
    /// Its secretary.
    pub secretary: Fact<Vec<WhoRef>>,
    /// Whether members may be replaced.
    pub replacement: Fact<Replacement>,
    /// How it decides; a rule in free words is `None`.
    pub decision_rule: Fact<Option<DecisionRule>>,
    /// How often it meets.
    pub meets: Fact<Rhythm>,
    /// Its topics.
    pub agenda: Fact<Vec<Ref>>,
    /// Whether it discusses cases of persons.
    pub casework: Fact<Casework>,
    /// Whom it steers.
    pub steers: Fact<Vec<WhoRef>>,
    /// To whom it accounts.
    pub accountable_to: Fact<Vec<WhoRef>>,
    /// Under whom it works.
    pub works_under: Fact<Vec<WhoRef>>,
    /// On whose behalf it acts.
    pub on_behalf: Fact<Vec<WhoRef>>,
    /// Its evaluation.
    pub evaluation: Fact<Act>,
}

/// A function that a person fulfils.
#[derive(Clone, Debug)]
pub struct Role {
    /// Itself.
    pub id: EntityId,
    /// Whom it is responsible to.
    pub works_under: Fact<Vec<WhoRef>>,
    /// Its appointment.
    pub appointment: Fact<Act>,
    /// Its term.
    pub term: Fact<Term>,
    /// Its hours.
    pub extent: Fact<Quantity>,
    /// Whom it steers.
    pub steers: Fact<Vec<WhoRef>>,
    /// To whom it accounts.
    pub accountable_to: Fact<Vec<WhoRef>>,
    /// On whose behalf it acts.
    pub on_behalf: Fact<Vec<WhoRef>>,
    /// For which topics.
    pub topics: Fact<Vec<Ref>>,
    /// Its assignment.
    pub assignment: Fact<Act>,
    /// Whether it decides.
    pub decides: Fact<()>,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Itself.
    pub id: EntityId,
    /// Its domains.
    pub domains: Fact<Vec<Domain>>,
    /// Who drives it.
    pub driver: Fact<Vec<WhoRef>>,
    /// Who works on it.
    pub parties: Fact<Vec<WhoRef>>,
}

/// To whom a power may be mandated.
#[derive(Clone, Debug)]
pub enum Mandatable {
    /// To anybody.
    Yes,
    /// Only to these.
    OnlyTo(Vec<WhoRef>),
    /// Not to these.
    NotTo(Vec<WhoRef>),
}

/// A power.
#[derive(Clone, Debug)]
pub struct Power {
    /// Itself.
    pub id: EntityId,
    /// Its nature.
    pub nature: Fact<PowerNature>,
    /// Its topics; silent: every topic.
    pub topics: Fact<Vec<Ref>>,
    /// Who holds it.
    pub holder: Fact<Vec<WhoRef>>,
    /// Whether it may be mandated; absent for `nee`.
    pub mandatable: Fact<Mandatable>,
    /// Whether it may be transferred; absent for `nee`.
    pub transferable: Fact<()>,
    /// Whether sub-mandate is allowed; absent for `nee`.
    pub sub_mandate: Fact<()>,
}

/// How a power passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GrantForm {
    /// In another's name (Awb 10:1).
    Mandate,
    /// Transferred (Awb 10:13).
    Delegation,
    /// For acts of private law (Awb 10:12).
    PowerOfAttorney,
    /// For factual acts (Awb 10:12).
    Authorisation,
}

/// A mandate, delegation, power of attorney or authorisation.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Itself.
    pub id: EntityId,
    /// How the power passes.
    pub form: GrantForm,
    /// Who passes it.
    pub from: Fact<Vec<WhoRef>>,
    /// To whom.
    pub to: Fact<Vec<WhoRef>>,
    /// Which powers.
    pub about: Fact<Vec<Ref>>,
    /// The mandate that it rests on.
    pub under: Fact<Vec<Ref>>,
    /// General or for one case.
    pub generality: Fact<Vec<Generality>>,
    /// Whether sub-mandate is allowed.
    pub sub_mandate: Fact<()>,
    /// Its ceiling.
    pub ceiling: Fact<Quantity>,
    /// Its topics; silent: every topic.
    pub topics: Fact<Vec<Ref>>,
    /// Consent of who receives it and of whom he works for.
    pub consent: Fact<Act>,
    /// Its publication.
    pub announcement: Fact<Act>,
    /// What the delegator keeps.
    pub keeps: Fact<Vec<Kept>>,
    /// Permission of the councils.
    pub permission: Fact<Act>,
    /// Views of the councils.
    pub views: Fact<Act>,
    /// To whom the mandated person accounts.
    pub accountable_to: Fact<Vec<WhoRef>>,
}

/// A step of a route; its keyword tells which.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which step: one of the route infinitives.
    pub key: Key,
    /// Who takes it.
    pub whos: Vec<WhoRef>,
    /// Over which powers.
    pub about: Vec<Ref>,
    /// Within which term.
    pub within: Option<Term>,
    /// For which topics.
    pub topics: Vec<Ref>,
    /// Whether it is arranged, absent or open.
    pub arranged: bool,
    /// Whether it is an open point.
    pub open: bool,
    /// The whole step.
    pub place: Place,
    /// Its keyword.
    pub key_place: Place,
    /// `krachtens …`.
    pub basis: Vec<Citation>,
    /// `bron …`.
    pub source: Vec<Citation>,
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// Itself.
    pub id: EntityId,
    /// Its topics.
    pub topics: Fact<Vec<Ref>>,
    /// Statutory paths that it leaves open.
    pub without_prejudice: Fact<Vec<Citation>>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A stage of escalation.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its number.
    pub number: Option<u32>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// Who leads it.
    pub lead: Fact<Vec<WhoRef>>,
    /// What sets it off.
    pub occasion: Fact<Box<str>>,
    /// Within which term.
    pub term: Fact<Term>,
    /// What ends it.
    pub downscaling: Fact<Box<str>>,
    /// The whole stage.
    pub place: Place,
    /// Its keyword.
    pub key: Place,
    /// Where a property can be added.
    pub insert_at: Option<Place>,
}

/// A ladder of escalation.
#[derive(Clone, Debug)]
pub struct Escalation {
    /// Itself.
    pub id: EntityId,
    /// Its topics.
    pub topics: Fact<Vec<Ref>>,
    /// Who takes part.
    pub parties: Fact<Vec<WhoRef>>,
    /// Statutory paths that it leaves open.
    pub without_prejudice: Fact<Vec<Citation>>,
    /// Its stages, in the order of the text.
    pub stages: Vec<Stage>,
}

/// The power to break a deadlock (*doorzettingsmacht*).
#[derive(Clone, Debug)]
pub struct Override {
    /// Itself.
    pub id: EntityId,
    /// Who holds it: absent for `geen`, unstated for a promise.
    pub holder: Fact<Vec<WhoRef>>,
    /// Whom it binds.
    pub binds: Fact<Vec<WhoRef>>,
    /// For which ladder or topics.
    pub topics: Fact<Vec<Ref>>,
    /// Over which powers.
    pub about: Fact<Vec<Ref>>,
}

/// An agreement.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Itself.
    pub id: EntityId,
    /// Its kind.
    pub kind: Fact<Vec<AgreementKind>>,
    /// Its status.
    pub status: Fact<Status>,
    /// Its parties.
    pub parties: Fact<Vec<WhoRef>>,
    /// The decision of the college.
    pub college_decision: Fact<Act>,
    /// Its signatures.
    pub signature: Fact<Act>,
    /// What it provides for.
    pub provides_for: Fact<Vec<Provision>>,
    /// Its evaluation.
    pub evaluation: Fact<Act>,
    /// How it is extended.
    pub extension: Fact<Extension>,
    /// Its file.
    pub file: Fact<Box<str>>,
    /// The texts that it is an annex of.
    pub annex_of: Fact<Vec<Ref>>,
    /// Permission of the councils.
    pub permission: Fact<Act>,
    /// Views of the councils.
    pub views: Fact<Act>,
    /// Wishes and objections of the councils.
    pub wishes: Fact<Act>,
    /// Whether it has far-reaching consequences.
    pub incisive: Fact<()>,
    /// Its adoption.
    pub adoption: Fact<Act>,
    /// Its publication.
    pub announcement: Fact<Act>,
}

/// Categories of data, from whom to whom; an empty list means every party.
#[derive(Clone, Debug)]
pub struct DataFlow {
    /// The categories.
    pub categories: Vec<DataCategory>,
    /// From whom.
    pub from: Vec<WhoRef>,
    /// To whom.
    pub to: Vec<WhoRef>,
}

/// An arrangement to share data.
#[derive(Clone, Debug)]
pub struct DataSharing {
    /// Itself.
    pub id: EntityId,
    /// Who takes part.
    pub parties: Fact<Vec<WhoRef>>,
    /// At which tables or ladders.
    pub at: Fact<Vec<Ref>>,
    /// For which topics.
    pub topics: Fact<Vec<Ref>>,
    /// The purpose.
    pub purpose: Fact<Box<str>>,
    /// The data.
    pub data: Fact<DataFlow>,
    /// The joint controllers.
    pub controllers: Fact<Vec<WhoRef>>,
    /// How long data are kept.
    pub retention: Fact<Term>,
    /// Safeguards.
    pub safeguards: Fact<Vec<Safeguard>>,
    /// Impact assessment.
    pub dpia: Fact<Act>,
    /// Audit.
    pub audit: Fact<Act>,
}

/// Means.
#[derive(Clone, Debug)]
pub struct Means {
    /// Itself.
    pub id: EntityId,
    /// Its kind.
    pub kind: Fact<Vec<MeansKind>>,
    /// How much.
    pub amount: Fact<Quantity>,
    /// Whether it recurs.
    pub nature: Fact<MoneyNature>,
    /// Who holds it.
    pub holder: Fact<Vec<WhoRef>>,
    /// The decision of who holds the budget.
    pub budget_decision: Fact<Act>,
}

/// A cover of a cost.
#[derive(Clone, Debug)]
pub struct Cover {
    /// How much, where stated.
    pub quantity: Option<Quantity>,
    /// By whom, out of which means.
    pub act: Act,
}

/// Costs.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Itself.
    pub id: EntityId,
    /// What it pays for.
    pub pays_for: Fact<Vec<Ref>>,
    /// How much.
    pub amount: Fact<Quantity>,
    /// Whether it recurs.
    pub nature: Fact<MoneyNature>,
    /// Its covers.
    pub cover: Fact<Cover>,
    /// How it is shared; a key in free words is `None`.
    pub division: Fact<Option<Division>>,
    /// Who bears the risk.
    pub risk: Fact<Vec<WhoRef>>,
    /// The decision of who holds the budget.
    pub budget_decision: Fact<Act>,
    /// Its parts.
    pub comprises: Fact<Vec<Ref>>,
}

/// A law.
#[derive(Clone, Debug)]
pub struct Law {
    /// Itself.
    pub id: EntityId,
    /// Its number in the Basiswettenbestand.
    pub bwb: Option<Box<str>>,
    /// Its CELEX number.
    pub celex: Option<Box<str>>,
    /// The date of the state that was read.
    pub read_on: Option<Date>,
    /// Its articles, as far as rules and powers use them.
    pub articles: Vec<LawArticle>,
    /// The numbers of its articles, for the chapters that were read.
    pub numbers: Vec<ArticleRange>,
}

/// An article of a law.
#[derive(Clone, Debug)]
pub struct LawArticle {
    /// Where it stands.
    pub parts: Box<[super::refs::Part]>,
    /// What it is about.
    pub about: Option<Box<str>>,
    /// How many paragraphs or items it has.
    pub counts: Option<Counts>,
    /// Where it stood before.
    pub formerly: Box<[super::refs::Part]>,
    /// When it stands there.
    pub valid: Period,
}

/// An accepted finding.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The block that holds it.
    pub holder: EntityId,
    /// The rule.
    pub rule: Box<str>,
    /// The rule's name in the text.
    pub rule_place: Place,
    /// The reason.
    pub reason: Box<str>,
    /// The day on which the finding returns.
    pub until: Date,
    /// The whole property.
    pub place: Place,
}
