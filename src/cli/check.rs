//! `sluitend check PATH…`: what does not close.

use clap::ArgMatches;

use super::output::{Console, output_path};
use super::{Outcome, args};
use crate::analysis::{self, Analysis};
use crate::finding::Severity;
use crate::lang::Lang;
use crate::project;
use crate::render::{Report, Unreadable, json, terminal};
use crate::rules;

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let on = args::date(matches);
    let level = matches.get_one::<Severity>("level").copied();
    let (projects, errors) = project::load(&args::paths(matches));
    let mut report = Report {
        unreadable: errors.iter().map(|e| Unreadable { file: e.path.clone(), message: e.message.get(lang).to_owned() }).collect(),
        ..Report::default()
    };
    for project in projects {
        report.files += project.files.len();
        let mut analysis: Analysis = analysis::analyse(project.files, on);
        analysis.findings.retain(|f| level.is_none_or(|level| f.severity >= level));
        report.analyses.push(analysis);
    }
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => json::render(&report, lang, Some(on)),
        _ => {
            let mut text = terminal::render(&report, console.style(lang, output_path(matches).is_some()));
            if matches.get_flag("explain") {
                text.push_str(&pages(&report, lang));
            }
            text
        }
    };
    if let Err(outcome) = console.deliver(&text, matches, lang) {
        return outcome;
    }
    outcome(&report, level.unwrap_or(Severity::Warning))
}

fn outcome(report: &Report, level: Severity) -> Outcome {
    if !report.unreadable.is_empty() {
        return Outcome::Failed;
    }
    let counts = report.analyses.iter().flat_map(|a| &a.findings).any(|f| f.severity >= level);
    if counts { Outcome::Findings } else { Outcome::Clean }
}

/// The page of every rule that fired, once each, in the order of the catalogue.
fn pages(report: &Report, lang: Lang) -> String {
    let fired = |name: &str| report.analyses.iter().flat_map(|a| &a.findings).any(|f| f.rule == name);
    rules::all().iter().filter(|entry| fired(entry.rule.name)).map(|entry| format!("\n{}", entry.page(lang))).collect()
}
