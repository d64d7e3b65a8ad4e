//! The closed words that properties take: kinds of parties and agreements, levels, natures, categories of data, …

use super::keyword::Keyword;

keywords! {
    /// Kinds of parties: they carry the classes that the law distinguishes (WGS art. 2.27, Wvggz art. 8:31).
    PartyKind {
        /// Police.
        Police = "politie",
        /// Public prosecution service.
        Prosecution = "om",
        /// Child Care and Protection Board (Raad voor de Kinderbescherming).
        ChildProtectionBoard = "rvdk",
        /// Custodial Institutions Agency.
        CustodialInstitutions = "dji",
        /// Municipal health service.
        HealthService = "ggd",
        /// Probation.
        Probation = "reclassering",
        /// Domestic violence and child abuse organisation (Veilig Thuis).
        SafeAtHome = "veilig-thuis",
        /// Certified institution for youth protection.
        CertifiedInstitution = "gecertificeerde-instelling",
        /// Mental health care.
        MentalHealth = "ggz",
        /// Addiction care.
        Addiction = "verslavingszorg",
        /// Care for people with a disability.
        Disability = "gehandicaptenzorg",
        /// Youth care.
        Youth = "jeugdhulp",
        /// Shelter.
        Shelter = "maatschappelijke-opvang",
        /// Women's shelter.
        WomensShelter = "vrouwenopvang",
        /// Care for the elderly.
        Elderly = "ouderenzorg",
        /// Long-term care office.
        CareOffice = "zorgkantoor",
        /// Health insurer.
        Insurer = "zorgverzekeraar",
        /// Housing corporation.
        Housing = "woningcorporatie",
        /// Perspective of experience.
        Experience = "ervaringsperspectief",
        /// Care and safety house (Zorg- en Veiligheidshuis).
        CareAndSafetyHouse = "zorg-en-veiligheidshuis",
        /// Safety region.
        SafetyRegion = "veiligheidsregio",
        /// Executive organisation.
        Executive = "uitvoeringsorganisatie",
        /// Any other.
        Other = "overig",
        /// A group that a text names without its organisations.
        Group = "groep",
        /// The judiciary (library).
        Judge = "rechter",
        /// The state (library).
        State = "rijk",
        /// A province (library).
        Province = "provincie",
    }
}

keywords! {
    /// Kinds of documents.
    DocumentKind {
        /// Vision.
        Vision = "visie",
        /// Work agenda.
        Agenda = "werkagenda",
        /// Framework for weighing topics.
        Framework = "afwegingskader",
        /// Plan of action.
        Plan = "plan-van-aanpak",
        /// Work process.
        Process = "werkproces",
        /// Mandate decision.
        MandateDecision = "mandaatbesluit",
        /// Monitoring.
        Monitoring = "monitoring",
        /// Annex.
        Annex = "bijlage",
    }
}

keywords! {
    /// Status of a document or agreement.
    Status {
        /// Draft.
        Draft = "concept",
        /// Adopted.
        Adopted = "vastgesteld",
        /// Signed.
        Signed = "ondertekend",
        /// Terminated.
        Terminated = "opgezegd",
        /// Lapsed.
        Lapsed = "vervallen",
    }
}

keywords! {
    /// Administrative level of a table.
    Level {
        /// Of administrators.
        Administrative = "bestuurlijk",
        /// Tactical.
        Tactical = "tactisch",
        /// Executive.
        Executive = "uitvoerend",
    }
}

keywords! {
    /// The three VNG models of a table.
    WorkForm {
        /// Model 1: align.
        Align = "afstemmen",
        /// Model 2: give direction and steer.
        Steer = "richting-geven",
        /// Model 3: decide together.
        Decide = "besluiten",
    }
}

keywords! {
    /// Whether members of a table may be replaced.
    Replacement {
        /// By somebody authorised.
        Authorised = "gemachtigd",
        /// Freely.
        Free = "vrij",
    }
}

keywords! {
    /// How a table decides.
    DecisionRule {
        /// By consensus.
        Consensus = "consensus",
        /// Unanimously.
        Unanimity = "unanimiteit",
        /// By majority.
        Majority = "meerderheid",
    }
}

keywords! {
    /// How cases of persons are discussed.
    Casework {
        /// Anonymously.
        Anonymous = "anoniem",
        /// Traceable to persons.
        Traceable = "herleidbaar",
    }
}

keywords! {
    /// A domain.
    Domain {
        /// Care.
        Care = "zorg",
        /// Safety.
        Safety = "veiligheid",
        /// Criminal justice.
        Justice = "straf",
        /// Social domain of municipalities.
        Social = "sociaal",
    }
}

keywords! {
    /// The nature of a power: it decides how the power may pass.
    PowerNature {
        /// A decision in the sense of Awb 1:3.
        Decision = "besluit",
        /// Generally binding regulations (Awb 10:3 lid 2 onder a).
        Regulation = "verordening",
        /// Approval of another organ's decision (Awb 10:3 lid 2 onder c).
        Approval = "goedkeuring",
        /// Deciding on an objection (Awb 10:3 lid 3).
        Objection = "bezwaar",
        /// An administrative fine (Awb 10:3 lid 4).
        Fine = "boete",
        /// An act of private law (Awb 10:12).
        PrivateLaw = "privaatrechtelijk",
        /// A factual act (Awb 10:12).
        Factual = "feitelijk",
    }
}

keywords! {
    /// Whether a mandate covers every case or one (Awb 10:5).
    Generality {
        /// General.
        General = "algemeen",
        /// For one case.
        Special = "bijzonder",
    }
}

keywords! {
    /// What a delegator keeps (Awb 10:16).
    Kept {
        /// Policy rules.
        PolicyRules = "beleidsregels",
        /// Information.
        Information = "inlichtingen",
        /// Instructions: beyond what Awb 10:16 leaves.
        Instructions = "aanwijzingen",
    }
}

keywords! {
    /// Kinds of agreements; the Wgr forms among them can carry public powers.
    AgreementKind {
        /// Covenant.
        Covenant = "convenant",
        /// Co-operation agreement.
        Cooperation = "samenwerkingsovereenkomst",
        /// Service agreement.
        Service = "dienstverleningsovereenkomst",
        /// Central municipality arrangement (Wgr 8 lid 4).
        CentralMunicipality = "centrumregeling",
        /// Public body (Wgr 8 lid 1).
        PublicBody = "openbaar-lichaam",
        /// Joint organ (Wgr 8 lid 2).
        JointOrgan = "gemeenschappelijk-orgaan",
        /// Operational management organisation (Wgr 8 lid 3).
        OperationalBody = "bedrijfsvoeringsorganisatie",
        /// Light joint arrangement without a body (Wgr 1).
        LightArrangement = "regeling-zonder-meer",
        /// Founding or joining a private legal person (Gemeentewet 160 lid 2).
        Participation = "deelneming",
    }
}

keywords! {
    /// What an agreement provides for (Wgr 9).
    Provision {
        /// Change.
        Change = "wijziging",
        /// Joining.
        Joining = "toetreding",
        /// Leaving.
        Leaving = "uittreding",
        /// Ending.
        Ending = "opheffing",
        /// Disputes.
        Disputes = "geschillen",
    }
}

keywords! {
    /// How an agreement is extended.
    Extension {
        /// Tacitly.
        Tacit = "stilzwijgend",
        /// Expressly.
        Express = "uitdrukkelijk",
    }
}

keywords! {
    /// Categories of personal data.
    DataCategory {
        /// Ordinary (AVG 6).
        Ordinary = "gewoon",
        /// Special (AVG 9).
        Special = "bijzonder",
        /// Health (AVG 9; BW 7:457).
        Health = "gezondheid",
        /// Criminal (AVG 10).
        Criminal = "strafrechtelijk",
        /// Police data (Wpg).
        Police = "politie",
        /// Judicial data (Wjsg).
        Judicial = "justitieel",
        /// Citizen service number.
        CitizenNumber = "bsn",
    }
}

keywords! {
    /// Safeguards that the WGS asks of a care and safety house.
    Safeguard {
        /// Point of contact (Besluit WGS 1.1).
        Contact = "contactpunt",
        /// Data protection officer.
        Officer = "fg",
        /// Advisory committee on lawfulness.
        LegalityCommittee = "rac",
        /// Confidentiality.
        Confidentiality = "geheimhouding",
        /// Annual report.
        AnnualReport = "jaarverslag",
        /// Public criteria.
        Criteria = "criteria",
        /// Logging.
        Logging = "logging",
        /// Authorisation of users.
        Authorisation = "autorisatie",
        /// Published work areas.
        WorkAreas = "gebiedsindeling",
    }
}

keywords! {
    /// Kinds of means.
    MeansKind {
        /// Reserve.
        Reserve = "reserve",
        /// Subsidy.
        Subsidy = "subsidie",
        /// Benefit from the state.
        Grant = "uitkering",
        /// Budget.
        Budget = "begroting",
        /// Staff.
        Staff = "formatie",
    }
}

keywords! {
    /// Whether money recurs.
    MoneyNature {
        /// Structural.
        Structural = "structureel",
        /// Incidental.
        Incidental = "incidenteel",
    }
}

keywords! {
    /// How a cost is shared.
    Division {
        /// By number of inhabitants.
        ByInhabitants = "inwonertal",
        /// Equally.
        Equal = "gelijk",
    }
}

keywords! {
    /// The roles that a seat can have beside full member.
    SeatRole {
        /// Adviser.
        Adviser = "adviseur",
        /// Listener.
        Listener = "toehoorder",
        /// Guest.
        Guest = "genodigde",
    }
}
