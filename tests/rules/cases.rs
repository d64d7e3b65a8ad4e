//! Cases beside the pages, among them the false alarms that each rule could give.
//!
//! `tests/rules/cases/<rule>/<case>.regio` says in its first line what it shows. A line on which something must be found
//! ends in `# <-- rule`; everything found must be marked. `# op <date>` in the second line sets the date.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use sluitend::rules;

use crate::support::{TODAY, check_on, fired, told};

fn cases() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/cases");
    let mut found = Vec::new();
    for rule in fs::read_dir(root).expect("cases can be listed").flatten() {
        let name = rule.file_name().to_string_lossy().into_owned();
        for case in fs::read_dir(rule.path()).expect("cases can be listed").flatten() {
            found.push((name.clone(), case.path()));
        }
    }
    found.sort();
    found
}

fn date_of(text: &str) -> Date {
    let stated = text.lines().nth(1).and_then(|line| line.strip_prefix("# op "));
    stated.map_or(TODAY, |date| date.trim().parse().expect("`# op` is followed by a date such as 2024-03-01"))
}

fn marked(text: &str) -> Vec<(u32, String)> {
    let mut marks = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        if let Some((_, rules)) = line.split_once("# <-- ") {
            marks.extend(rules.split(',').map(|rule| (at, rule.trim().to_owned())));
        }
    }
    marks
}

#[test]
fn every_case_gives_exactly_the_findings_that_it_marks() {
    let mut faults = String::new();
    for (rule, path) in cases() {
        let text = fs::read_to_string(&path).expect("a case can be read");
        let analysis = check_on(&text, date_of(&text));
        let mut found: Vec<(u32, String)> = fired(&analysis).into_iter().map(|(line, rule)| (line, rule.to_owned())).collect();
        found.sort();
        found.dedup();
        let mut expected = marked(&text);
        expected.sort();
        if found != expected {
            faults.push_str(&format!(
                "{rule}/{}:\nexpected {expected:?}\nfound\n{}\n\n",
                path.file_name().unwrap_or_default().display(),
                told(&analysis)
            ));
        }
        assert!(text.starts_with("# "), "{} says what it shows in its first line", path.display());
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_rule_has_two_cases_of_its_own() {
    let cases = cases();
    for name in cases.iter().map(|(name, _)| name) {
        assert!(rules::find(name).is_some(), "tests/rules/cases/{name} is no rule");
    }
    let lacking: Vec<&str> =
        rules::all().iter().map(|e| e.rule.name).filter(|name| cases.iter().filter(|(rule, _)| rule == name).count() < 2).collect();
    assert!(lacking.is_empty(), "fewer than two cases: {lacking:?}");
}
