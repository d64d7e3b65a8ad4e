//! The words of the language: kinds of blocks, properties, where each may stand and which closed words it takes.
//!
//! The grammar says what a property looks like; this table says where it belongs. Messages, completion, the reference
//! and the check on closed words all read it.

pub use super::keyword::Keyword;
pub use super::words::*;

keywords! {
    /// A kind of block.
    BlockKind {
        /// A region: the municipalities that work together.
        Region = "regio",
        /// An area inside or beside a region: a subregion, a safety region.
        Area = "gebied",
        /// A municipality (library).
        Municipality = "gemeente",
        /// An organisation that takes part.
        Party = "partij",
        /// An office that the law knows, outside the municipality (library).
        Office = "ambt",
        /// A text: a vision, a work agenda, an annex.
        Document = "document",
        /// A table: people who meet.
        Body = "overleg",
        /// A function that a person fulfils.
        Role = "rol",
        /// A topic that is worked on.
        Topic = "thema",
        /// A power: what may be decided or done.
        Power = "bevoegdheid",
        /// A mandate: deciding in another's name (Awb 10:1).
        Mandate = "mandaat",
        /// A delegation: the transfer of a power (Awb 10:13).
        Delegation = "delegatie",
        /// A power of attorney for acts of private law (Awb 10:12).
        PowerOfAttorney = "volmacht",
        /// An authorisation for factual acts (Awb 10:12).
        Authorisation = "machtiging",
        /// How a topic travels between tables.
        Route = "route",
        /// A ladder of escalation.
        Escalation = "escalatie",
        /// A step of that ladder; the only block inside a block.
        Stage = "trede",
        /// The power to break a deadlock.
        Override = "doorzettingsmacht",
        /// An agreement: a covenant, a joint arrangement.
        Agreement = "overeenkomst",
        /// An arrangement to share data.
        DataSharing = "informatiedeling",
        /// Means: where money comes from.
        Means = "middelen",
        /// Costs: what is paid, by whom, from what.
        Cost = "kosten",
        /// A scenario test.
        Scenario = "proef",
        /// A law (library).
        Law = "wet",
    }
}

keywords! {
    /// A property of a block.
    Key {
        /// Whom a power passes to.
        To = "aan",
        /// What sets a stage of escalation off.
        Occasion = "aanleiding",
        /// A finding that the region knows and accepts.
        Acceptance = "aanvaardt",
        /// The nature of a power, or of money.
        Nature = "aard",
        /// Appointment.
        Appointment = "aanwijzing",
        /// What ends a stage of escalation.
        Downscaling = "afschaling",
        /// An article of a law (library).
        LawArticle = "artikel",
        /// The numbers of the articles of a law (library).
        LawArticles = "artikelen",
        /// Audit.
        Audit = "audit",
        /// Where the region's own text says it.
        Source = "bron",
        /// Topics on a table's agenda.
        Agenda = "bespreekt",
        /// An amount of money or hours.
        Amount = "bedrag",
        /// Publication of a decision.
        Announcement = "bekendmaking",
        /// How long data are kept.
        Retention = "bewaartermijn",
        /// What a delegator keeps.
        Keeps = "behoudt",
        /// How a table decides.
        DecisionRule = "besluitregel",
        /// Whether a table decides.
        Decides = "besluitbevoegd",
        /// The file that holds a text.
        File = "bestand",
        /// Whom an override binds.
        Binds = "bindt",
        /// At which tables or ladders data flow.
        At = "bij",
        /// A decision of who holds the budget.
        BudgetDecision = "budgetbesluit",
        /// The law's number in the Basiswettenbestand.
        Bwb = "bwb",
        /// Whether a table discusses cases of persons.
        Casework = "casuïstiek",
        /// The number of a European act.
        Celex = "celex",
        /// The code of Statistics Netherlands.
        Cbs = "cbs",
        /// A code of a safety region.
        Code = "code",
        /// A decision of the college.
        CollegeDecision = "collegebesluit",
        /// Who pays how much from what.
        Cover = "dekking",
        /// Data protection impact assessment.
        Dpia = "dpia",
        /// Domain: care, safety, criminal justice.
        Domain = "domein",
        /// Purpose of sharing data.
        Purpose = "doel",
        /// Evaluation.
        Evaluation = "evaluatie",
        /// Categories of data that are shared.
        Data = "gegevens",
        /// The municipalities of a region or area.
        Municipalities = "gemeenten",
        /// Validity in time.
        Valid = "geldig",
        /// The date of the state of a law that was read.
        ReadOn = "gelezen",
        /// Who holds a power, an override or means.
        Holder = "houder",
        /// The text that this one is an annex of.
        AnnexOf = "hoort bij",
        /// Institution of a table.
        Instalment = "instelling",
        /// Whether an act has far-reaching consequences (Gemeentewet 169 lid 4).
        Incisive = "ingrijpend",
        /// Consent of the mandated person or of whom he works for (Awb 10:4).
        Consent = "instemming",
        /// The law or regulation that allows or asks it.
        Basis = "krachtens",
        /// Seats at a table.
        Members = "leden",
        /// Whether a power may be mandated.
        Mandatable = "mandateerbaar",
        /// The ceiling of a mandate.
        Ceiling = "maximaal",
        /// On whose behalf a role acts.
        OnBehalf = "namens",
        /// Administrative, tactical or executive.
        Level = "niveau",
        /// Whether sub-mandate is allowed.
        SubMandate = "ondermandaat",
        /// The mandate that a sub-mandate rests on.
        Under = "onder",
        /// Statutory paths that an escalation or route leaves open.
        WithoutPrejudice = "onverminderd",
        /// Another name.
        AlsoCalled = "ook genoemd",
        /// Hours of a role.
        Extent = "omvang",
        /// Parts of a total.
        Comprises = "omvat",
        /// Signature.
        Signature = "ondertekening",
        /// The date of a scenario.
        OnDate = "op",
        /// Assignment.
        Assignment = "opdracht",
        /// What takes its place.
        Successor = "opvolger",
        /// The powers that pass.
        About = "over",
        /// Whether a power may be transferred.
        Transferable = "overdraagbaar",
        /// Who takes part.
        Parties = "partijen",
        /// Who leads a stage.
        Lead = "regie",
        /// Who bears a financial risk.
        Risk = "risico",
        /// Secretary of a table.
        Secretary = "secretaris",
        /// Kind.
        Kind = "soort",
        /// Status of a text.
        Status = "status",
        /// Whom a table or role steers.
        Steers = "stuurt",
        /// Term of a role or of a stage.
        Term = "termijn",
        /// Permission of the councils (Wgr 1 lid 4).
        Permission = "toestemming",
        /// Who drives a topic.
        Driver = "trekker",
        /// Who passes a power on.
        From = "van",
        /// The text that makes it.
        LaidDownIn = "vastgelegd in",
        /// Adoption of a text.
        Adoption = "vaststelling",
        /// The safety region of a municipality (library).
        SafetyRegion = "veiligheidsregio",
        /// To whom a table or role accounts.
        AccountableTo = "verantwoording aan",
        /// Joint controllers of data.
        Controllers = "verantwoordelijken",
        /// How a cost is shared.
        Division = "verdeling",
        /// How an agreement is extended.
        Extension = "verlenging",
        /// What a scenario expects.
        Expectation = "verwacht",
        /// How often a table meets.
        Meets = "vergadert",
        /// Whether members may be replaced.
        Replacement = "vervanging",
        /// Topic, ladder or table that it is for.
        For = "voor",
        /// Chair of a table.
        Chair = "voorzitter",
        /// What an agreement provides for.
        ProvidesFor = "voorziet in",
        /// Safeguards of data sharing.
        Safeguards = "waarborg",
        /// One of the three working forms of the VNG.
        WorkForm = "werkvorm",
        /// Whom somebody is responsible to.
        WorksUnder = "werkt onder",
        /// Wishes and objections of the council (Gemeentewet 160 lid 2).
        Wishes = "wensen en bedenkingen",
        /// Views of the council (Wgr 1 lid 3).
        Views = "zienswijze",
        /// Route step: signal.
        Signal = "signaleren",
        /// Route step: advise.
        Advise = "adviseren",
        /// Route step: prepare.
        Prepare = "voorbereiden",
        /// Route step: put on the agenda.
        Schedule = "agenderen",
        /// Route step: discuss.
        Discuss = "bespreken",
        /// Route step: agree, each party through its own competence.
        Agree = "afspreken",
        /// Route step: decide.
        Decide = "besluiten",
        /// Route step: carry out.
        CarryOut = "uitvoeren",
        /// Route step: inform.
        Inform = "informeren",
        /// Route step: report back.
        ReportBack = "terugkoppelen",
        /// Route step: evaluate.
        Evaluate = "evalueren",
        /// A stage of escalation (a nested block).
        StageBlock = "trede",
    }
}

use Key as K;

/// Properties that any block may hold.
pub const COMMON: &[Key] = &[K::AlsoCalled, K::Valid, K::Successor, K::Source, K::Basis, K::LaidDownIn, K::Acceptance];

/// Route steps, in the usual order of a route.
pub const STEPS: &[Key] =
    &[K::Signal, K::Advise, K::Prepare, K::Schedule, K::Discuss, K::Agree, K::Decide, K::CarryOut, K::Inform, K::ReportBack, K::Evaluate];

/// Properties that may be stated more than once without contradicting each other.
pub const ACCUMULATING: &[Key] = &[
    K::Cover,
    K::Signature,
    K::Consent,
    K::Permission,
    K::Data,
    K::StageBlock,
    K::Expectation,
    K::Acceptance,
    K::AlsoCalled,
    K::LawArticle,
    K::LawArticles,
    K::Source,
    K::Basis,
    K::Signal,
    K::Advise,
    K::Prepare,
    K::Schedule,
    K::Discuss,
    K::Agree,
    K::Decide,
    K::CarryOut,
    K::Inform,
    K::ReportBack,
    K::Evaluate,
];

impl BlockKind {
    /// The properties of its own that a block of this kind may hold; [`COMMON`] comes on top.
    pub const fn own_keys(self) -> &'static [Key] {
        match self {
            Self::Region => &[K::Municipalities],
            Self::Area => &[K::Kind, K::Municipalities, K::Code],
            Self::Municipality => &[K::Cbs, K::SafetyRegion],
            Self::Party => &[K::Domain, K::Kind, K::WorksUnder, K::Members],
            Self::Office => &[K::Kind, K::WorksUnder],
            Self::Document => &[K::Kind, K::Status, K::Adoption, K::Evaluation, K::File, K::AnnexOf, K::Announcement],
            Self::Body => &[
                K::Level,
                K::Domain,
                K::WorkForm,
                K::Decides,
                K::Instalment,
                K::Assignment,
                K::Members,
                K::Chair,
                K::Secretary,
                K::Replacement,
                K::DecisionRule,
                K::Meets,
                K::Agenda,
                K::Casework,
                K::Steers,
                K::AccountableTo,
                K::WorksUnder,
                K::OnBehalf,
                K::Evaluation,
            ],
            Self::Role => {
                &[K::WorksUnder, K::Appointment, K::Term, K::Extent, K::Steers, K::AccountableTo, K::OnBehalf, K::For, K::Assignment, K::Decides]
            }
            Self::Topic => &[K::Domain, K::Driver, K::Parties],
            Self::Power => &[K::Nature, K::For, K::Holder, K::Mandatable, K::Transferable, K::SubMandate],
            Self::Mandate | Self::Delegation | Self::PowerOfAttorney | Self::Authorisation => &[
                K::From,
                K::To,
                K::About,
                K::Under,
                K::Kind,
                K::SubMandate,
                K::Ceiling,
                K::For,
                K::Consent,
                K::Announcement,
                K::Keeps,
                K::Permission,
                K::Views,
                K::AccountableTo,
            ],
            Self::Route => &[
                K::For,
                K::WithoutPrejudice,
                K::Signal,
                K::Advise,
                K::Prepare,
                K::Schedule,
                K::Discuss,
                K::Agree,
                K::Decide,
                K::CarryOut,
                K::Inform,
                K::ReportBack,
                K::Evaluate,
            ],
            Self::Escalation => &[K::For, K::Parties, K::WithoutPrejudice, K::StageBlock],
            Self::Stage => &[K::Lead, K::Occasion, K::Term, K::Downscaling],
            Self::Override => &[K::Holder, K::Binds, K::For, K::About],
            Self::Agreement => &[
                K::Kind,
                K::Status,
                K::Parties,
                K::CollegeDecision,
                K::Signature,
                K::ProvidesFor,
                K::Evaluation,
                K::Extension,
                K::File,
                K::AnnexOf,
                K::Permission,
                K::Views,
                K::Wishes,
                K::Incisive,
                K::Adoption,
                K::Announcement,
            ],
            Self::DataSharing => &[K::Parties, K::At, K::For, K::Purpose, K::Data, K::Controllers, K::Retention, K::Safeguards, K::Dpia, K::Audit],
            Self::Means => &[K::Kind, K::Amount, K::Nature, K::Holder, K::BudgetDecision],
            Self::Cost => &[K::For, K::Amount, K::Nature, K::Cover, K::Division, K::Risk, K::BudgetDecision, K::Comprises],
            Self::Scenario => &[K::OnDate, K::Expectation],
            Self::Law => &[K::Bwb, K::Celex, K::LawArticle, K::LawArticles, K::ReadOn],
        }
    }

    /// Whether a block of this kind may hold this property.
    pub fn allows(self, key: Key) -> bool {
        COMMON.contains(&key) || self.own_keys().contains(&key)
    }

    /// The kinds that only the national library declares.
    pub const fn library_only(self) -> bool {
        matches!(self, Self::Law | Self::Municipality | Self::Office)
    }
}

/// The kinds that a party of a region may have; the last three of [`PartyKind`] are offices of the library.
const REGIONAL_PARTY_KINDS: &[&str] = PartyKind::WORDS.split_at(PartyKind::WORDS.len() - 3).0;

const YES_NO: &[&str] = &["ja", "nee"];

/// The closed words that a property takes in a block of this kind; `None` where its value is free or of another form.
///
/// `geen` and `nee` are taken everywhere, as the statement that there is none.
pub const fn closed_words(kind: BlockKind, key: Key) -> Option<&'static [&'static str]> {
    use BlockKind as B;
    Some(match (kind, key) {
        (B::Party, K::Kind) => REGIONAL_PARTY_KINDS,
        (B::Office, K::Kind) => PartyKind::WORDS,
        (B::Document, K::Kind) => DocumentKind::WORDS,
        (B::Mandate | B::Delegation | B::PowerOfAttorney | B::Authorisation, K::Kind) => Generality::WORDS,
        (B::Agreement, K::Kind) => AgreementKind::WORDS,
        (B::Means, K::Kind) => MeansKind::WORDS,
        (B::Document | B::Agreement, K::Status) => Status::WORDS,
        (B::Power, K::Nature) => PowerNature::WORDS,
        (B::Cost | B::Means, K::Nature) => MoneyNature::WORDS,
        (_, K::Level) => Level::WORDS,
        (_, K::WorkForm) => WorkForm::WORDS,
        (_, K::Decides | K::SubMandate | K::Transferable | K::Incisive | K::Mandatable) => YES_NO,
        (_, K::Replacement) => Replacement::WORDS,
        (_, K::DecisionRule) => DecisionRule::WORDS,
        (_, K::Casework) => Casework::WORDS,
        (_, K::Domain) => Domain::WORDS,
        (_, K::Keeps) => Kept::WORDS,
        (_, K::ProvidesFor) => Provision::WORDS,
        (_, K::Extension) => Extension::WORDS,
        (_, K::Data) => DataCategory::WORDS,
        (_, K::Safeguards) => Safeguard::WORDS,
        (_, K::Division) => Division::WORDS,
        _ => return None,
    })
}

/// English words that engineers are tempted to write, with the Dutch keyword.
pub const ENGLISH: &[(&str, &str)] = &[
    ("region", "regio"),
    ("area", "gebied"),
    ("municipality", "gemeente"),
    ("party", "partij"),
    ("body", "overleg"),
    ("table", "overleg"),
    ("meeting", "overleg"),
    ("role", "rol"),
    ("topic", "thema"),
    ("theme", "thema"),
    ("power", "bevoegdheid"),
    ("mandate", "mandaat"),
    ("delegation", "delegatie"),
    ("escalation", "escalatie"),
    ("agreement", "overeenkomst"),
    ("contract", "overeenkomst"),
    ("cost", "kosten"),
    ("costs", "kosten"),
    ("funds", "middelen"),
    ("means", "middelen"),
    ("test", "proef"),
    ("scenario", "proef"),
    ("law", "wet"),
    ("members", "leden"),
    ("member", "leden"),
    ("chair", "voorzitter"),
    ("secretary", "secretaris"),
    ("kind", "soort"),
    ("type", "soort"),
    ("level", "niveau"),
    ("source", "bron"),
    ("valid", "geldig"),
    ("amount", "bedrag"),
    ("holder", "houder"),
    ("for", "voor"),
    ("from", "van"),
    ("to", "aan"),
    ("about", "over"),
    ("over", "over"),
    ("parties", "partijen"),
    ("municipalities", "gemeenten"),
    ("domain", "domein"),
    ("purpose", "doel"),
    ("data", "gegevens"),
    ("decide", "besluiten"),
    ("signal", "signaleren"),
    ("advise", "adviseren"),
    ("prepare", "voorbereiden"),
    ("discuss", "bespreken"),
    ("inform", "informeren"),
    ("stage", "trede"),
    ("step", "trede"),
    ("expect", "verwacht"),
    ("accepts", "aanvaardt"),
    ("under", "onder"),
    ("steers", "stuurt"),
    ("binds", "bindt"),
    ("cover", "dekking"),
    ("risk", "risico"),
];
