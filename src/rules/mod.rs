//! The rules: one file each, listed here, run by [`run`].
//!
//! A rule never recognises names: it sees kinds, relations and dates. It fires once per cause, at the place where the
//! author would mend it, and says what, why and what would close it. Its pages in `docs/rules/` are what `explain`
//! shows, and their examples are its test. How to add one: `docs/development.md`.

mod authority;
mod autonomy;
mod grounds;
mod guards;
mod passing;
mod person_names;
mod rhythm;
mod routing;
pub mod rule;
pub mod source;
mod urgent;
mod usage;

mod aansturing_zonder_gezag;
mod aanvaarding;
mod aanwijzing_onvolledig;
mod bekendmaking_te_laat;
mod besluit_zonder_bevoegdheid;
mod besluitregel_ontbreekt;
mod bijlage_ontbreekt;
mod bijzonder_mandaat_onjuist;
mod casus_in_bestuurlijk_overleg;
mod checklist_onvolledig;
mod collegebesluit_ontbreekt;
mod concept_als_geldend;
mod deelnemer_geen_partij;
mod dekking_sluit_niet;
mod dekking_zonder_budgetbesluit;
mod delegans_beslist_zelf;
mod delegatie_zonder_grondslag;
mod doorzettingsmacht_over_autonome_partij;
mod doorzettingsmacht_zonder_grondslag;
mod doorzettingsmacht_zonder_houder;
mod dpia_ontbreekt;
mod dubbele_naam;
mod escalatietrede_onvolledig;
mod evaluatie_ongedateerd;
mod geen_wgs_deelnemer;
mod gemeente_bestaat_niet_meer;
mod gemeente_zonder_zetel;
mod grondslag_verwerking_ontbreekt;
mod informatieafspraak_ontbreekt;
mod inzet_in_natura_onbegrensd;
mod kost_zonder_dekking;
mod ledengroep_zonder_organisatie;
mod looptijd_verstreken;
mod mandaat_niet_schriftelijk;
mod mandaat_uitgesloten;
mod mandaat_zonder_instemming;
mod medisch_geheim_zonder_grond;
mod model_past_niet;
mod niet_overdraagbare_bevoegdheid;
mod nog_te_regelen;
mod onbekende_verwijzing;
mod ondermandaat_zonder_toestemming;
mod ondertekenaar_onbevoegd;
mod onderwerp_dubbel_belegd;
mod onderwerp_zonder_route;
mod onvolledige_verklaring;
mod opdracht_zonder_opdrachtgever;
mod overeenkomst_niet_ondertekend;
mod overleg_toename;
mod partij_buiten_informatieafspraak;
mod partij_op_thema_zonder_zetel;
mod persoonsnaam_in_regeling;
mod politiegegevens_zonder_beslissing;
mod raad_niet_betrokken;
mod regelingvorm_past_niet;
mod rolcumulatie;
mod route_kringloop;
mod route_past_niet_in_ritme;
mod route_zonder_beslisser;
mod structureel_uit_incidenteel;
mod subsidie_zonder_grondslag;
mod syntaxis;
mod tegenstrijdige_verklaring;
mod terugkoppeling_ontbreekt;
mod uitgesloten_besluit;
mod verantwoording_ontbreekt;
mod verdeelsleutel_ontbreekt;
mod verkeerde_soort;
mod verouderde_wetsverwijzing;
mod verplichte_deelnemer_ontbreekt;
mod vertegenwoordiging_zonder_machtiging;
mod vervallen_orgaan_in_gebruik;
mod verwerkingsverantwoordelijke_onjuist;
mod wettelijk_ritme_niet_gehaald;
mod wettelijke_route_overgeslagen;
mod wgs_waarborg_ontbreekt;

use crate::finding::Finding;
pub use aanvaarding::{unknown_rule, unused_acceptance};
use rule::{Context, Findings, Rule};

/// A rule with its two pages.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The rule.
    pub rule: &'static Rule,
    /// Its Dutch page.
    pub dutch_page: &'static str,
    /// Its English page.
    pub english_page: &'static str,
}

impl Entry {
    /// Its page in a language.
    pub const fn page(&self, lang: crate::lang::Lang) -> &'static str {
        lang.pick(self.dutch_page, self.english_page)
    }
}

macro_rules! registry {
    ($($rule:path, $name:literal;)+) => {
        &[$(Entry {
            rule: &$rule,
            dutch_page: include_str!(concat!("../../docs/rules/nl/", $name, ".md")),
            english_page: include_str!(concat!("../../docs/rules/en/", $name, ".md")),
        }),+]
    };
}

/// Every rule, in the order of the catalogue; a rule that is not here does not exist.
const ALL: &[Entry] = registry! {
    // Text and names
    syntaxis::RULE, "syntaxis";
    onbekende_verwijzing::RULE, "onbekende-verwijzing";
    verkeerde_soort::RULE, "verkeerde-soort";
    dubbele_naam::RULE, "dubbele-naam";
    onvolledige_verklaring::RULE, "onvolledige-verklaring";
    nog_te_regelen::RULE, "nog-te-regelen";
    aanvaarding::UNUSED, "aanvaarding-ongebruikt";
    aanvaarding::UNKNOWN, "aanvaarding-onbekende-regel";
    // Competence and mandate
    besluit_zonder_bevoegdheid::RULE, "besluit-zonder-bevoegdheid";
    uitgesloten_besluit::RULE, "uitgesloten-besluit";
    mandaat_zonder_instemming::RULE, "mandaat-zonder-instemming";
    mandaat_niet_schriftelijk::RULE, "mandaat-niet-schriftelijk";
    delegans_beslist_zelf::RULE, "delegans-beslist-zelf";
    aansturing_zonder_gezag::RULE, "aansturing-zonder-gezag";
    // Decision-making
    besluitregel_ontbreekt::RULE, "besluitregel-ontbreekt";
    verantwoording_ontbreekt::RULE, "verantwoording-ontbreekt";
    opdracht_zonder_opdrachtgever::RULE, "opdracht-zonder-opdrachtgever";
    raad_niet_betrokken::RULE, "raad-niet-betrokken";
    // Routing
    onderwerp_zonder_route::RULE, "onderwerp-zonder-route";
    route_zonder_beslisser::RULE, "route-zonder-beslisser";
    route_kringloop::RULE, "route-kringloop";
    onderwerp_dubbel_belegd::RULE, "onderwerp-dubbel-belegd";
    terugkoppeling_ontbreekt::RULE, "terugkoppeling-ontbreekt";
    route_past_niet_in_ritme::RULE, "route-past-niet-in-ritme";
    // Escalation and doorzettingsmacht
    doorzettingsmacht_zonder_houder::RULE, "doorzettingsmacht-zonder-houder";
    doorzettingsmacht_zonder_grondslag::RULE, "doorzettingsmacht-zonder-grondslag";
    doorzettingsmacht_over_autonome_partij::RULE, "doorzettingsmacht-over-autonome-partij";
    escalatietrede_onvolledig::RULE, "escalatietrede-onvolledig";
    wettelijke_route_overgeslagen::RULE, "wettelijke-route-overgeslagen";
    // Data sharing
    informatieafspraak_ontbreekt::RULE, "informatieafspraak-ontbreekt";
    partij_buiten_informatieafspraak::RULE, "partij-buiten-informatieafspraak";
    grondslag_verwerking_ontbreekt::RULE, "grondslag-verwerking-ontbreekt";
    geen_wgs_deelnemer::RULE, "geen-wgs-deelnemer";
    verwerkingsverantwoordelijke_onjuist::RULE, "verwerkingsverantwoordelijke-onjuist";
    medisch_geheim_zonder_grond::RULE, "medisch-geheim-zonder-grond";
    politiegegevens_zonder_beslissing::RULE, "politiegegevens-zonder-beslissing";
    dpia_ontbreekt::RULE, "dpia-ontbreekt";
    wgs_waarborg_ontbreekt::RULE, "wgs-waarborg-ontbreekt";
    casus_in_bestuurlijk_overleg::RULE, "casus-in-bestuurlijk-overleg";
    // Funding
    kost_zonder_dekking::RULE, "kost-zonder-dekking";
    structureel_uit_incidenteel::RULE, "structureel-uit-incidenteel";
    dekking_sluit_niet::RULE, "dekking-sluit-niet";
    dekking_zonder_budgetbesluit::RULE, "dekking-zonder-budgetbesluit";
    inzet_in_natura_onbegrensd::RULE, "inzet-in-natura-onbegrensd";
    verdeelsleutel_ontbreekt::RULE, "verdeelsleutel-ontbreekt";
    subsidie_zonder_grondslag::RULE, "subsidie-zonder-grondslag";
    // Composition and representation
    verplichte_deelnemer_ontbreekt::RULE, "verplichte-deelnemer-ontbreekt";
    gemeente_zonder_zetel::RULE, "gemeente-zonder-zetel";
    vertegenwoordiging_zonder_machtiging::RULE, "vertegenwoordiging-zonder-machtiging";
    partij_op_thema_zonder_zetel::RULE, "partij-op-thema-zonder-zetel";
    ledengroep_zonder_organisatie::RULE, "ledengroep-zonder-organisatie";
    rolcumulatie::RULE, "rolcumulatie";
    aanwijzing_onvolledig::RULE, "aanwijzing-onvolledig";
    // Agreements and signing
    overeenkomst_niet_ondertekend::RULE, "overeenkomst-niet-ondertekend";
    bijlage_ontbreekt::RULE, "bijlage-ontbreekt";
    ondertekenaar_onbevoegd::RULE, "ondertekenaar-onbevoegd";
    collegebesluit_ontbreekt::RULE, "collegebesluit-ontbreekt";
    deelnemer_geen_partij::RULE, "deelnemer-geen-partij";
    tegenstrijdige_verklaring::RULE, "tegenstrijdige-verklaring";
    // Validity in time
    vervallen_orgaan_in_gebruik::RULE, "vervallen-orgaan-in-gebruik";
    gemeente_bestaat_niet_meer::RULE, "gemeente-bestaat-niet-meer";
    verouderde_wetsverwijzing::RULE, "verouderde-wetsverwijzing";
    looptijd_verstreken::RULE, "looptijd-verstreken";
    evaluatie_ongedateerd::RULE, "evaluatie-ongedateerd";
    bekendmaking_te_laat::RULE, "bekendmaking-te-laat";
    persoonsnaam_in_regeling::RULE, "persoonsnaam-in-regeling";
    concept_als_geldend::RULE, "concept-als-geldend";
    // Administrative burden
    wettelijk_ritme_niet_gehaald::RULE, "wettelijk-ritme-niet-gehaald";
    overleg_toename::RULE, "overleg-toename";
    regelingvorm_past_niet::RULE, "regelingvorm-past-niet";
    mandaat_uitgesloten::RULE, "mandaat-uitgesloten";
    ondermandaat_zonder_toestemming::RULE, "ondermandaat-zonder-toestemming";
    delegatie_zonder_grondslag::RULE, "delegatie-zonder-grondslag";
    bijzonder_mandaat_onjuist::RULE, "bijzonder-mandaat-onjuist";
    niet_overdraagbare_bevoegdheid::RULE, "niet-overdraagbare-bevoegdheid";
    // Safeguarding and checklist
    checklist_onvolledig::RULE, "checklist-onvolledig";
    model_past_niet::RULE, "model-past-niet";
};

/// Every rule, in the order of the catalogue.
pub const fn all() -> &'static [Entry] {
    ALL
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.rule.name == name)
}

/// Runs every rule; the findings come in order of place, each with the sources of its rule.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    let mut all = Vec::new();
    for entry in ALL {
        let mut findings = Findings::default();
        (entry.rule.check)(context, &mut findings);
        let links: Vec<_> = entry.rule.sources.iter().map(|s| s.link(context.model)).collect();
        all.extend(findings.into_vec().into_iter().map(|mut finding| {
            // A finding that rests on one of several articles names that one itself.
            if finding.sources.is_empty() {
                finding.sources.clone_from(&links);
            }
            finding
        }));
    }
    guards::mute(&mut all);
    all.sort_by(|a, b| (a.place, a.rule, &a.headline.dutch).cmp(&(b.place, b.rule, &b.headline.dutch)));
    all.dedup();
    all
}
