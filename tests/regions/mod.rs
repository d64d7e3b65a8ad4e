//! The real regions: their findings are snapshots, in both languages.

use insta::assert_snapshot;
use jiff::civil::{Date, date};
use sluitend::analysis::{Analysis, Texts};
use sluitend::finding::Severity;
use sluitend::lang::Lang;
use sluitend::model::refs::Who;
use sluitend::syntax::vocabulary::BlockKind;
use sluitend::views::scenario;

use crate::support::{check_files, sources, spec};

/// Checks the texts of one folder below `specs`.
fn region(folder: &str, on: Date) -> Analysis {
    check_files(&spec(folder), on)
}

/// One line a finding: place, severity, rule, headline, and the places it involves.
fn listed(analysis: &Analysis, lang: Lang) -> String {
    let at = |place: sluitend::text::Place| {
        let file = analysis.sources.get(place.file);
        format!("{}:{}", file.name(), file.position(place.span.start).line)
    };
    let line = |f: &sluitend::finding::Finding| {
        let severity = lang.pick(f.severity.dutch(), f.severity.code());
        let related: Vec<String> = f.related.iter().map(|r| at(r.place)).collect();
        let related = if related.is_empty() { String::new() } else { format!("\n    zie {}", related.join(", ")) };
        format!("{} {severity} [{}]\n    {}{related}", at(f.place), f.rule, f.headline.get(lang))
    };
    analysis.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The regions, each on the day that its texts describe.
const REGIONS: [(&str, Date); 5] = [
    ("noord-oost-gelderland", date(2023, 12, 6)),
    ("gelderland-midden", date(2022, 12, 31)),
    ("noord-holland-noord", date(2020, 9, 7)),
    ("noord-holland-noord", date(2026, 1, 1)),
    ("zaanstreek-waterland", date(2020, 9, 7)),
];

/// Rules that fire on a slip of the pen, or on an answer that our own texts don't give.
const NEVER_ANYWHERE: [&str; 8] = [
    "syntaxis",
    "verkeerde-soort",
    "dubbele-naam",
    "onbekende-verwijzing",
    "gemeente-bestaat-niet-meer",
    "aanvaarding-ongebruikt",
    "nog-te-regelen",
    "dekking-sluit-niet",
];

/// Asserts that none of these rules, nor any slip, is told of a region.
fn assert_never(folder: &str, on: Date, rules: &[&str]) {
    let analysis = region(folder, on);
    for finding in &analysis.findings {
        let never = NEVER_ANYWHERE.contains(&finding.rule) || rules.contains(&finding.rule);
        assert!(!never, "{folder} on {on}: {}: {}", finding.rule, finding.headline.dutch);
    }
}

// ------------------------------------------------------------------------------------------- Noord- en Oost-Gelderland

#[test]
fn noord_en_oost_gelderland_on_the_day_of_its_vision() {
    let analysis = region("noord-oost-gelderland", date(2023, 12, 6));
    assert_snapshot!("noord_oost_gelderland_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("noord_oost_gelderland_en", listed(&analysis, Lang::English));
}

#[test]
fn what_the_vision_may_lawfully_leave_out_is_not_reported() {
    let never = ["mandaat-zonder-instemming", "besluitregel-ontbreekt", "raad-niet-betrokken", "regelingvorm-past-niet", "dpia-ontbreekt"];
    assert_never("noord-oost-gelderland", date(2023, 12, 6), &never);
}

// --------------------------------------------------------------------------------------------------- Gelderland-Midden

#[test]
fn gelderland_midden_at_the_end_of_its_project() {
    let analysis = region("gelderland-midden", date(2022, 12, 31));
    assert_snapshot!("gelderland_midden_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("gelderland_midden_en", listed(&analysis, Lang::English));
}

/// Its board made means available, all parties sit at the table, and nothing is promised that is not kept.
#[test]
fn what_the_page_of_gelderland_midden_settles_is_not_reported() {
    let never = [
        "kost-zonder-dekking",
        "dekking-zonder-budgetbesluit",
        "structureel-uit-incidenteel",
        "doorzettingsmacht-zonder-houder",
        "informatieafspraak-ontbreekt",
        "casus-in-bestuurlijk-overleg",
        "gemeente-zonder-zetel",
        "partij-op-thema-zonder-zetel",
        "besluitregel-ontbreekt",
        "uitgesloten-besluit",
        "opdracht-zonder-opdrachtgever",
        "verantwoording-ontbreekt",
    ];
    assert_never("gelderland-midden", date(2022, 12, 31), &never);
    // A summary of a project contradicts no law.
    let analysis = region("gelderland-midden", date(2022, 12, 31));
    let errors: Vec<_> = analysis.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// The table keeps its name for as long as it has not grown, and is known by both.
#[test]
fn a_table_that_will_be_renamed_is_known_by_both_names() {
    let model = region("gelderland-midden", date(2022, 12, 31)).model;
    let old = model.find("Overleg-Verward-Gedrag").expect("the old name");
    assert_eq!(model.find("Overleg-Zorg-en-Veiligheid"), Some(old));
}

// ------------------------------------------------------------------------------------------------- Noord-Holland Noord

#[test]
fn noord_holland_noord_on_the_day_of_the_webinar() {
    let analysis = region("noord-holland-noord", date(2020, 9, 7));
    assert_snapshot!("noord_holland_noord_2020_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("noord_holland_noord_2020_en", listed(&analysis, Lang::English));
}

#[test]
fn noord_holland_noord_since_its_municipalities_merged() {
    let analysis = region("noord-holland-noord", date(2026, 1, 1));
    assert_snapshot!("noord_holland_noord_2026_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("noord_holland_noord_2026_en", listed(&analysis, Lang::English));
}

/// An advisory committee needs no mandate, promises no doorzettingsmacht and is no register of data.
#[test]
fn what_an_advisory_committee_may_leave_out_is_not_reported() {
    let never = [
        "doorzettingsmacht-zonder-houder",
        "informatieafspraak-ontbreekt",
        "casus-in-bestuurlijk-overleg",
        "besluitregel-ontbreekt",
        "besluit-zonder-bevoegdheid",
        "uitgesloten-besluit",
        "raad-niet-betrokken",
        "verplichte-deelnemer-ontbreekt",
        "vervallen-orgaan-in-gebruik",
    ];
    assert_never("noord-holland-noord", date(2020, 9, 7), &never);
    let now: Vec<&str> = never.into_iter().chain(["partij-op-thema-zonder-zetel"]).collect();
    assert_never("noord-holland-noord", date(2026, 1, 1), &now);
}

/// One text, two days: 17 municipalities and no seat for mental health care, 16 and a seat.
#[test]
fn a_region_is_what_it_is_on_the_day() {
    let seated = |on: Date| {
        let model = region("noord-holland-noord", on).model;
        let count = |words: &str| model.expand(model.who_in_words(words).expect("somebody")).len();
        let (committee, care) = (model.find("Commissie").expect("a table"), model.find("GGZ").expect("a party"));
        let sits = model.seats(committee).any(|seat| seat.who == Who::Entity(care));
        (count("college van elke gemeente"), model.areas_of_kind("subregio").count(), sits)
    };
    assert_eq!(seated(date(2020, 9, 7)), (17, 3, false));
    assert_eq!(seated(date(2021, 12, 31)), (17, 3, false));
    assert_eq!(seated(date(2022, 1, 1)), (16, 3, true));
    assert_eq!(seated(date(2026, 1, 1)), (16, 3, true));
}

// ------------------------------------------------------------------------------------------------ Zaanstreek-Waterland

#[test]
fn zaanstreek_waterland_on_the_day_of_the_webinar() {
    let analysis = region("zaanstreek-waterland", date(2020, 9, 7));
    assert_snapshot!("zaanstreek_waterland_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("zaanstreek_waterland_en", listed(&analysis, Lang::English));
}

/// A work plan of two parties is no seat, a project called AVE is no ladder, and the neighbouring region is another.
#[test]
fn what_the_answers_of_zaanstreek_waterland_only_mention_is_not_reported() {
    let never = [
        "partij-op-thema-zonder-zetel",
        "escalatietrede-onvolledig",
        "doorzettingsmacht-zonder-houder",
        "besluit-zonder-bevoegdheid",
        "casus-in-bestuurlijk-overleg",
        "raad-niet-betrokken",
        "kost-zonder-dekking",
    ];
    assert_never("zaanstreek-waterland", date(2020, 9, 7), &never);
    // The sharing of data is inferred from the work, not stated.
    let analysis = region("zaanstreek-waterland", date(2020, 9, 7));
    let errors: Vec<_> = analysis.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

// -------------------------------------------------------------------------------------------------------- All of them

/// The same texts in another order of files give the same findings.
#[test]
fn the_order_of_files_does_not_matter() {
    for (folder, on) in REGIONS {
        let mut files = spec(folder);
        let told = |files: &[(String, String)]| {
            let analysis = check_files(files, on);
            let mut lines: Vec<String> = listed(&analysis, Lang::Dutch).lines().filter(|l| l.contains('[')).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let forward = told(&files);
        files.reverse();
        assert_eq!(forward, told(&files), "{folder}");
    }
}

/// Every region has scenario tests, and every block of it but the region's own texts says where it comes from.
#[test]
fn every_region_cites_its_texts_and_has_scenario_tests() {
    for (folder, on) in REGIONS {
        let model = region(folder, on).model;
        assert!(model.scenarios.len() >= 3, "{folder} has few scenario tests");
        let uncited: Vec<&str> = model
            .entities
            .iter()
            .filter(|e| !e.library && e.sources.is_empty() && !matches!(e.kind, BlockKind::Scenario | BlockKind::Document | BlockKind::Route))
            .map(|e| &*e.name)
            .collect();
        // Known from general knowledge, and marked so in the text.
        let known: &[&str] = if folder == "gelderland-midden" { &["Regeling-VGGM"] } else { &[] };
        let uncited: Vec<&str> = uncited.into_iter().filter(|name| !known.contains(name)).collect();
        assert!(uncited.is_empty(), "{folder}: {uncited:?}");
    }
}

/// What a region expects of its own text holds.
#[test]
fn the_scenarios_of_every_region_hold() {
    for (folder, on) in REGIONS {
        for scenario in scenario::run(&Texts::parse(sources(&spec(folder))), on, Lang::Dutch) {
            assert!(scenario.holds(), "{folder}: {scenario:#?}");
        }
    }
}

/// The national library has no mistakes of its own: checked as if it were a region's text, no name is unknown.
#[test]
fn the_library_refers_only_to_what_it_declares() {
    let analysis = region("landelijk", date(2026, 1, 1));
    let errors: Vec<_> = analysis
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error && matches!(f.rule, "syntaxis" | "onbekende-verwijzing" | "verkeerde-soort" | "dubbele-naam"))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
