//! The real regions: their findings are snapshots, in both languages.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use jiff::civil::{Date, date};
use sluitend::analysis::{self, Analysis};
use sluitend::finding::Severity;
use sluitend::lang::Lang;
use sluitend::text::SourceFile;

/// Checks the texts of one folder below `specs`.
fn region(folder: &str, on: Date) -> Analysis {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(folder);
    let mut names: Vec<String> =
        fs::read_dir(&root).expect("the region is there").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".regio"));
    names.sort();
    let files = names.into_iter().map(|name| {
        let text = fs::read_to_string(root.join(&name)).expect("a spec can be read");
        SourceFile::new(name, text)
    });
    analysis::analyse(files, on)
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

#[test]
fn noord_en_oost_gelderland_on_the_day_of_its_vision() {
    let analysis = region("noord-oost-gelderland", date(2023, 12, 6));
    assert_snapshot!("noord_oost_gelderland_nl", listed(&analysis, Lang::Dutch));
    assert_snapshot!("noord_oost_gelderland_en", listed(&analysis, Lang::English));
}

/// Whether a finding's rule is among those that the text must never give.
#[test]
fn what_the_vision_may_lawfully_leave_out_is_not_reported() {
    let analysis = region("noord-oost-gelderland", date(2023, 12, 6));
    let never = [
        "syntaxis",
        "verkeerde-soort",
        "dubbele-naam",
        "onbekende-verwijzing",
        "mandaat-zonder-instemming",
        "dekking-sluit-niet",
        "besluitregel-ontbreekt",
        "raad-niet-betrokken",
        "regelingvorm-past-niet",
        "aanvaarding-ongebruikt",
        "dpia-ontbreekt",
    ];
    for finding in &analysis.findings {
        assert!(!never.contains(&finding.rule), "{}: {}", finding.rule, finding.headline.dutch);
    }
}

/// The same texts in another order of files give the same findings.
#[test]
fn the_order_of_files_does_not_matter() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/noord-oost-gelderland");
    let mut files: Vec<(String, String)> = fs::read_dir(&root)
        .expect("the region is there")
        .flatten()
        .filter(|e| e.path().extension().is_some_and(|x| x == "regio"))
        .map(|e| (e.file_name().to_string_lossy().into_owned(), fs::read_to_string(e.path()).expect("a spec can be read")))
        .collect();
    let told = |files: &[(String, String)]| {
        let analysis = analysis::analyse(files.iter().map(|(n, t)| SourceFile::new(n.as_str(), t.as_str())), date(2023, 12, 6));
        let mut lines: Vec<String> = listed(&analysis, Lang::Dutch).lines().filter(|l| l.contains('[')).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    files.sort();
    let forward = told(&files);
    files.reverse();
    assert_eq!(forward, told(&files));
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
