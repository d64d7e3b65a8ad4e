//! Every rule page is a test: under *Fout* the rule, and no other, fires on the marked lines; *Goed* is silent.

use std::collections::BTreeSet;

use sluitend::lang::Lang;
use sluitend::rules;

use crate::support::{TODAY, check_on, fired, told};

/// The mark of a line on which the rule must fire.
const MARK: &str = "# <--";

const DUTCH: [&str; 7] = ["Wat", "Waarom", "Bron", "Fout", "Goed", "Oplossing", "Wanneer niet"];
const ENGLISH: [&str; 7] = ["What", "Why", "Source", "Bad", "Good", "Remedy", "When not"];

/// The sections of a page by heading, in order.
fn sections(page: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        match (line.strip_prefix("## "), found.last_mut()) {
            (Some(heading), _) => found.push((heading.to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// The `sluitend` blocks of a section.
fn examples(section: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut rest = section;
    while let Some((_, after)) = rest.split_once("```sluitend\n") {
        let (block, next) = after.split_once("```").expect("an example block is closed");
        blocks.push(block.to_owned());
        rest = next;
    }
    blocks
}

fn faults_of(name: &str, page: &str, headings: [&str; 7]) -> Vec<String> {
    let mut faults = Vec::new();
    if !page.starts_with(&format!("# {name}\n")) {
        faults.push("does not start with its name".to_owned());
    }
    let sections = sections(page);
    let found: Vec<&str> = sections.iter().map(|(heading, _)| heading.as_str()).collect();
    if found != headings {
        return vec![format!("has headings {found:?}")];
    }
    for (heading, text) in &sections {
        if text.trim().is_empty() {
            faults.push(format!("says nothing under {heading}"));
        }
    }
    for (at, must_fire) in [(3, true), (4, false)] {
        let blocks = examples(&sections[at].1);
        if blocks.is_empty() {
            faults.push(format!("has no example under {}", headings[at]));
        }
        faults.extend(blocks.iter().filter_map(|block| wrong_findings(name, block, must_fire)));
    }
    faults
}

fn wrong_findings(name: &str, block: &str, must_fire: bool) -> Option<String> {
    let marked: BTreeSet<u32> = (1..).zip(block.lines()).filter(|(_, line)| line.contains(MARK)).map(|(at, _)| at).collect();
    let analysis = check_on(block, TODAY);
    let fired = fired(&analysis);
    let lines: BTreeSet<u32> = fired.iter().map(|(line, _)| *line).collect();
    let only_this = fired.iter().all(|(_, rule)| *rule == name);
    let right = only_this && lines == marked && marked.is_empty() != must_fire;
    (!right).then(|| format!("example fires wrongly (marked lines {marked:?}):\n{block}gives\n{}", told(&analysis)))
}

#[test]
fn every_page_has_its_headings_and_its_examples_hold() {
    let mut faults = String::new();
    for entry in rules::all() {
        for (lang, headings) in [(Lang::Dutch, DUTCH), (Lang::English, ENGLISH)] {
            for fault in faults_of(entry.rule.name, entry.page(lang), headings) {
                faults.push_str(&format!("docs/rules/{}/{}.md {fault}\n", lang.code(), entry.rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn both_pages_of_a_rule_show_the_same_examples() {
    for entry in rules::all() {
        assert_eq!(examples(entry.dutch_page), examples(entry.english_page), "{}", entry.rule.name);
    }
}
