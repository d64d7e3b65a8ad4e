//! Damaged and hostile texts: whatever is cut, doubled or swapped, the checker answers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use sluitend::analysis;
use sluitend::syntax::parse;
use sluitend::text::SourceFile;

use super::reading::shipped_texts;
use crate::support::TODAY;

/// Checks a text and asserts what holds of every text: no panic, findings in order, places inside the text.
fn survives(text: &str) {
    let analysis = catch_unwind(AssertUnwindSafe(|| analysis::analyse([SourceFile::new("t.regio", text)], TODAY)));
    let analysis = analysis.unwrap_or_else(|_| panic!("panicked on {text:?}"));
    assert!(analysis.findings.is_sorted_by_key(|f| f.place));
    for finding in &analysis.findings {
        for place in finding.related.iter().map(|r| r.place).chain([finding.place]) {
            let words = analysis.sources.get(place.file).text().get(place.span.range());
            assert!(words.is_some(), "{} points outside the text", finding.rule);
        }
        assert!(!finding.headline.dutch.is_empty() && !finding.headline.english.is_empty());
    }
}

/// The texts of regions, and of the templates the one with the most in it: the others say much the same.
fn regional() -> Vec<(std::path::PathBuf, String)> {
    let lies_in = |path: &std::path::Path, folder: &str| path.components().any(|c| c.as_os_str() == folder);
    let wanted =
        |path: &std::path::Path| !lies_in(path, "landelijk") && (!lies_in(path, "modellen") || lies_in(path, "model-3-gemeenschappelijke-regeling"));
    shipped_texts().into_iter().filter(|(path, _)| wanted(path)).collect()
}

/// Whether a line says nothing to the checker; the templates explain themselves at length.
fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

#[test]
fn every_prefix_of_every_spec_is_checked() {
    for (_, text) in regional() {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            at += line.len();
            if !is_remark(line) {
                survives(text[..at].trim_end_matches('\n'));
            }
        }
    }
}

/// Every second line deleted, doubled, or swapped with the next, in turn.
#[test]
fn every_spec_with_one_line_damaged_is_checked() {
    for (_, text) in regional() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let damaged = (0..lines.len()).filter(|at| !is_remark(lines[*at])).step_by(2);
        for (turn, at) in damaged.enumerate() {
            let (before, line) = (lines[..at].concat(), lines[at]);
            let after = |from: usize| lines.get(from..).unwrap_or_default().concat();
            survives(&match (turn % 3, lines.get(at + 1)) {
                (0, _) => format!("{before}{}", after(at + 1)),
                (1, Some(next)) => format!("{before}{next}{line}{}", after(at + 2)),
                _ => format!("{before}{line}{line}{}", after(at + 1)),
            });
        }
    }
}

/// The library itself, cut at each line, is at least parsed.
#[test]
fn every_prefix_of_the_library_is_parsed() {
    for (_, text) in shipped_texts() {
        for (at, _) in text.match_indices('\n').step_by(7) {
            parse(&text[..at]);
        }
    }
}

#[test]
fn hostile_texts_are_answered() {
    let hostile = [
        format!("regio X {}", "{".repeat(100_000)),
        "{\n".repeat(100_000),
        "}".repeat(100_000),
        "escalatie E { ".to_owned() + &"trede 1 { ".repeat(100_000),
        "overleg X {\n".repeat(20_000),
        format!("overleg X {{ leden {} }}", "A, ".repeat(200_000)),
        format!("overleg X {{ leden {} }}", "a".repeat(1_000_000)),
        format!("document D {{ doel {} }}", "„".repeat(300_000)),
        format!("document D {{ doel {} }}", "\"".repeat(300_001)),
        format!("document D {{ bron {} }}", "V art. ".repeat(100_000)),
        "\0".repeat(100_000),
        "\u{feff}".repeat(10_000),
        "\u{301}\u{202e}ﬀ🛡".repeat(20_000),
        "\r".repeat(100_000),
        format!("kosten K {{ bedrag {} euro }}", "9".repeat(100_000)),
        format!("rol R {{ termijn {} jaar }}", "9".repeat(40)),
        format!("overleg O {{ leden {} A }}", "9".repeat(40)),
        "mandaat A { van A; aan A; over A; onder A }".to_owned(),
        "overleg O { leden leden van O; besluitregel consensus }\nroute R { besluiten O over P }\nbevoegdheid P { houder leden van O }".to_owned(),
        "regio R { gemeenten R }\ngebied G { gemeenten G }".to_owned(),
        "kosten A { omvat B }\nkosten B { omvat A }".to_owned(),
        "overleg A { werkt onder B; verantwoording aan B }\noverleg B { werkt onder A; verantwoording aan A }".to_owned(),
        "bevoegdheid P { houder college van Aalten; aard besluit }\nmandaat M { van college van Aalten; aan N; over P; onder M2 }\nmandaat M2 { van N; aan N; over P; onder M; ondermandaat ja }\nrol N".to_owned(),
        "overleg A { opvolger B; geldig tot 1-1-2020 }\noverleg B { opvolger A; geldig tot 1-1-2020 }\noverleg C { leden A, B }".to_owned(),
    ];
    for text in hostile {
        survives(&text);
    }
}

/// Words of the language in any order: closer to a real text than random bytes.
fn word() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "overleg",
        "rol",
        "mandaat",
        "route",
        "kosten",
        "escalatie",
        "trede",
        "leden",
        "van",
        "aan",
        "over",
        "door",
        "uit",
        "namens",
        "op",
        "bron",
        "krachtens",
        "elke gemeente",
        "burgemeester",
        "college",
        "geldig",
        "tot",
        "1",
        "4 keer per jaar",
        "66.000 euro",
        "40%",
        "6 december 2023",
        "{",
        "}",
        "\n",
        ";",
        ",",
        "\"",
        "“",
        "Awb art. 10:4 lid 1",
        "A",
        "B",
        "Stamtafel",
        "nog te regelen",
        "geen",
        "ja",
        "nee",
        "#",
        "elk kwartaal",
        "besluiten",
        "soort",
        "groep",
        "houder",
        "dekking",
        "voor",
        "é",
        "🛡",
        "\u{0}",
        "'s-",
        "aanvaardt",
        "verwacht",
        "alleen",
        "is bevoegd tot",
    ]);
    prop_oneof![9 => fixed.prop_map(str::to_owned), 1 => "\\PC{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(words in prop::collection::vec(word(), 0..120)) {
        survives(&words.join(" "));
    }

    #[test]
    fn no_bytes_make_it_panic(text in "\\PC{0,200}") {
        survives(&text);
    }

    /// What is read lies inside the text, and blocks and properties follow each other.
    #[test]
    fn places_are_ordered_and_nested(words in prop::collection::vec(word(), 0..80)) {
        let text = words.join(" ");
        let (tree, errors) = parse(&text);
        prop_assert!(errors.is_sorted_by_key(|e| e.span));
        for block in &tree.blocks {
            prop_assert!(text.get(block.span.range()).is_some());
            let mut last = block.span.start;
            for property in &block.properties {
                prop_assert!(last <= property.span.start && property.span.end <= block.span.end);
                last = property.span.end;
            }
        }
    }
}
