//! Scenario tests: every form of `verwacht`, judged as its line in `tests/scenarios/*.regio` says.

use std::fs;
use std::path::{Path, PathBuf};

use sluitend::analysis::Texts;
use sluitend::lang::Lang;
use sluitend::text::SourceFile;
use sluitend::views::scenario::{self, ScenarioOut, Verdict};

use crate::support::TODAY;

fn texts() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut found: Vec<PathBuf> = fs::read_dir(root).expect("scenarios can be listed").flatten().map(|e| e.path()).collect();
    found.sort();
    found
}

fn run(text: &str, lang: Lang) -> Vec<ScenarioOut> {
    scenario::run(&Texts::parse([SourceFile::new("tekst.regio", text)]), TODAY, lang)
}

/// The verdict that a line says.
fn marked(line: &str) -> Option<Verdict> {
    match line.rsplit_once('#')?.1.trim() {
        "komt uit" => Some(Verdict::Holds),
        "komt niet uit" => Some(Verdict::Fails),
        "niet te beoordelen" => Some(Verdict::Unclear),
        _ => None,
    }
}

#[test]
fn every_expectation_comes_to_what_its_line_says() {
    let mut faults = String::new();
    for path in texts() {
        let text = fs::read_to_string(&path).expect("a scenario can be read");
        let marks: Vec<(u32, Verdict)> = (1..).zip(text.lines()).filter_map(|(at, line)| Some((at, marked(line)?))).collect();
        let outcome = run(&text, Lang::Dutch);
        let judged: Vec<_> = outcome.iter().flat_map(|s| &s.expectations).collect();
        assert_eq!(judged.len(), marks.len(), "{}", path.display());
        for (expected, (line, verdict)) in judged.iter().zip(marks) {
            let at = expected.place.as_ref().map(|p| p.line);
            if at != Some(line) || expected.verdict != verdict {
                faults.push_str(&format!("{}:{line} should be {verdict:?}: {expected:#?}\n", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What does not hold says why; what holds says on what ground, in both languages.
#[test]
fn every_verdict_shows_something() {
    for path in texts() {
        let text = fs::read_to_string(&path).expect("a scenario can be read");
        for lang in [Lang::Dutch, Lang::English] {
            for expected in run(&text, lang).iter().flat_map(|s| &s.expectations).filter(|e| e.verdict != Verdict::Holds) {
                assert!(!expected.shown.is_empty() && expected.shown.iter().all(|s| !s.text.is_empty()), "{}: {expected:#?}", path.display());
            }
        }
    }
}

/// A scenario's own date counts before the date of the run.
#[test]
fn a_scenario_has_its_own_date() {
    let text = "regio R { gemeenten Aalten }\nmiddelen M { soort begroting; bedrag 5 euro; houder raad van Aalten }\n\
        kosten K { bedrag 5 euro; dekking 5 euro door Aalten uit M; geldig van 1 januari 2025 }\n\
        proef \"toen\" { op 1 januari 2024; verwacht K is gedekt }\nproef \"nu\" { verwacht K is gedekt }\n";
    let verdicts: Vec<(String, Verdict)> = run(text, Lang::Dutch).iter().map(|s| (s.date.clone(), s.expectations[0].verdict)).collect();
    assert_eq!(verdicts, [("2024-01-01".to_owned(), Verdict::Fails), ("2026-01-01".to_owned(), Verdict::Holds)]);
}

/// What the reference gives as an example holds.
#[test]
fn the_scenarios_of_the_reference_hold() {
    let reference = include_str!("../docs/taal.md");
    let mut blocks =
        reference.split("```sluitend\n").skip(1).filter_map(|rest| rest.split("```").next()).filter(|b| b.contains("proef \"")).peekable();
    assert!(blocks.peek().is_some(), "the reference has a scenario");
    for block in blocks {
        for scenario in run(block, Lang::Dutch) {
            assert!(scenario.holds(), "{scenario:#?}");
        }
    }
}
