//! `sluitend rules`: the catalogue.

use std::fmt::Write;

use clap::ArgMatches;
use serde::Serialize;

use super::Outcome;
use super::output::Console;
use crate::analysis;
use crate::lang::Lang;
use crate::render::json;
use crate::rules::{self, Entry};

#[derive(Serialize)]
struct RuleOut {
    name: &'static str,
    severity: &'static str,
    group: &'static str,
    since: &'static str,
    summary: &'static str,
    sources: Vec<SourceOut>,
}

#[derive(Serialize)]
struct SourceOut {
    citation: String,
    link: Option<String>,
}

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => as_json(lang),
        _ => as_table(lang),
    };
    console.deliver(&text, matches, lang).err().unwrap_or(Outcome::Clean)
}

fn as_json(lang: Lang) -> String {
    let model = analysis::read([], jiff::civil::Date::constant(2026, 1, 1)).model;
    let out = |entry: &Entry| RuleOut {
        name: entry.rule.name,
        severity: entry.rule.severity.code(),
        group: entry.rule.group.title(lang),
        since: entry.rule.since,
        summary: entry.rule.summary(lang),
        sources: entry.rule.sources.iter().map(|s| s.link(&model)).map(|s| SourceOut { citation: s.citation, link: s.link }).collect(),
    };
    json::pretty(&rules::all().iter().map(out).collect::<Vec<_>>())
}

fn as_table(lang: Lang) -> String {
    let mut out = String::new();
    let mut group = None;
    let width = rules::all().iter().map(|e| e.rule.name.len()).max().unwrap_or_default();
    for rule in rules::all().iter().map(|e| e.rule) {
        if group != Some(rule.group) {
            let _ = writeln!(out, "{}{}", if group.is_some() { "\n" } else { "" }, rule.group.title(lang));
            group = Some(rule.group);
        }
        let _ = writeln!(out, "  {:<width$}  {:<12}  {}", rule.name, lang.pick(rule.severity.dutch(), rule.severity.code()), rule.summary(lang));
    }
    let _ = match lang {
        Lang::Dutch => writeln!(out, "\n{} regels. `sluitend explain REGEL` geeft uitleg.", rules::all().len()),
        Lang::English => writeln!(out, "\n{} rules. `sluitend explain RULE` tells more.", rules::all().len()),
    };
    out
}
