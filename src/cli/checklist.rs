//! `sluitend checklist PATH…`: which elements of the VNG checklist a region shows.

use clap::ArgMatches;

use super::output::{Console, output_path};
use super::{Outcome, args};
use crate::analysis::{self, Reading};
use crate::lang::Lang;
use crate::project;
use crate::render::{checklist, json};
use crate::views::checklist::{Output, UnreadableOut};

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let on = args::date(matches);
    let (projects, errors) = project::load(&args::paths(matches));
    let mut output = Output::new(lang, on);
    output.unreadable = errors.iter().map(|e| UnreadableOut { file: e.path.clone(), message: e.message.get(lang).to_owned() }).collect();
    for project in projects {
        let Reading { sources, model, .. } = analysis::read(project.files, on);
        output.add(&model, &sources, lang);
    }
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => json::pretty(&output),
        Some("markdown") => checklist::markdown(&output, lang),
        _ => checklist::text(&output, console.style(lang, output_path(matches).is_some())),
    };
    if let Err(outcome) = console.deliver(&text, matches, lang) {
        return outcome;
    }
    if !output.unreadable.is_empty() {
        return Outcome::Failed;
    }
    if output.has_gaps() { Outcome::Findings } else { Outcome::Clean }
}
