//! Laws of the registry: names, pages, sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sluitend::analysis;
use sluitend::lang::Lang;
use sluitend::rules;
use sluitend::rules::source::Source;

use crate::support::TODAY;

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
fn every_law_that_a_rule_cites_is_in_the_library_with_that_article_and_a_link() {
    let model = analysis::read([], TODAY).model;
    for rule in rules::all().iter().map(|e| e.rule) {
        for source in rule.sources {
            let link = source.link(&model);
            assert!(link.link.is_some(), "{}: {} has no link", rule.name, link.citation);
            let Source::Law(law, place) = source else { continue };
            let law = model.find_in_library(law).and_then(|id| model.law(id)).expect("the library has the law");
            let article = place.split_whitespace().nth(1).unwrap_or_default();
            let known = law.articles.iter().any(|a| a.parts.first().is_some_and(|p| *p.number == *article));
            assert!(known, "{}: the library has no {}", rule.name, link.citation);
        }
    }
}
