//! Laws of the registry: names, pages, sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use sluitend::analysis;
use sluitend::lang::Lang;
use sluitend::model::refs::say_place;
use sluitend::rules;
use sluitend::rules::source::Source;

use crate::support::{TODAY, check_on};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn names_are_unique_and_written_as_the_language_wants() {
    let mut seen = BTreeSet::new();
    for entry in rules::all() {
        let name = entry.rule.name;
        assert!(seen.insert(name), "{name} is registered twice");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        for lang in [Lang::Dutch, Lang::English] {
            assert!(!entry.rule.summary(lang).is_empty(), "{name} has no summary");
        }
    }
}

#[test]
fn no_page_is_left_without_a_rule() {
    for lang in ["nl", "en"] {
        for page in fs::read_dir(root().join("docs/rules").join(lang)).expect("pages can be listed").flatten() {
            let name = page.file_name().to_string_lossy().replace(".md", "");
            assert!(rules::find(&name).is_some(), "docs/rules/{lang}/{name}.md has no rule");
        }
    }
}

#[test]
fn every_text_that_a_rule_cites_is_in_the_library_with_that_article_and_a_link() {
    let model = analysis::read([], TODAY).model;
    for rule in rules::all().iter().map(|e| e.rule) {
        for source in rule.sources {
            let link = source.link(&model);
            assert!(link.link.is_some(), "{}: {} has no link", rule.name, link.citation);
            let (law, place) = match source {
                Source::Law(law, place) => (law, place),
                Source::Vng(text, _) => {
                    let document = model.find_in_library(text.name()).and_then(|id| model.document(id));
                    assert!(document.is_some_and(|d| model.entity(d.id).title.is_some()), "{}: the library has no {}", rule.name, text.name());
                    continue;
                }
            };
            let law = model.find_in_library(law).and_then(|id| model.law(id)).expect("the library has the law");
            let known = law.articles.iter().any(|a| say_place(&a.parts) == *place);
            assert!(known, "{}: the library has no {}", rule.name, link.citation);
        }
    }
}

/// An article that was renumbered is cited where it stood on the day of the model.
#[test]
fn sources_keep_to_the_day() {
    let cited = |source: Source, on: Date| source.link(&analysis::read([], on).model).citation;
    let permission = Source::Law("Wgr", "art. 1 lid 4");
    assert_eq!(cited(permission, date(2022, 6, 30)), "Wgr art. 1 lid 2");
    assert_eq!(cited(permission, date(2022, 7, 1)), "Wgr art. 1 lid 4");
    let contract = Source::Law("Gemeentewet", "art. 160 lid 1 onder d");
    assert_eq!(cited(contract, date(2019, 1, 1)), "Gemeentewet art. 160 lid 1 onder e");
    let link = Source::Law("Wgr", "art. 1 lid 4").link(&analysis::read([], date(2021, 6, 1)).model).link;
    assert_eq!(link.as_deref(), Some("https://wetten.overheid.nl/jci1.3:c:BWBR0003740&artikel=1&lid=2"));
    let book = Source::Law("BW", "art. 3:60").link(&analysis::read([], TODAY).model).link;
    assert_eq!(book.as_deref(), Some("https://wetten.overheid.nl/jci1.3:c:BWBR0005291&artikel=60"));
}

/// A finding on something older than a renumbering cites the article where it stood then.
#[test]
fn an_older_arrangement_is_held_to_the_article_of_its_day() {
    let text = |made: &str| {
        format!(
            "regio R {{ gemeenten Aalten, Berkelland }}
             overeenkomst C {{
               soort centrumregeling; status vastgesteld; partijen college van elke gemeente; zienswijze geen
               vaststelling door college van elke gemeente op {made}
             }}"
        )
    };
    let cited = |made: &str| {
        let analysis = check_on(&text(made), TODAY);
        let finding = analysis.findings.into_iter().find(|f| f.rule == "raad-niet-betrokken").expect("the permission is lacking");
        finding.sources.into_iter().map(|s| s.citation).collect::<Vec<_>>()
    };
    assert_eq!(cited("6 april 2021"), ["Wgr art. 1 lid 2"]);
    assert_eq!(cited("6 april 2023"), ["Wgr art. 1 lid 4"]);
}
