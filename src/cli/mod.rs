//! The command line: one file a subcommand.
//!
//! `--format`, `--output`, `--lang` and `--op` mean the same in every command. Exit codes: 0 clean, 1 findings (or the
//! answer is no), 2 could not run.

mod args;
mod check;
mod checklist;
mod explain;
mod new;
mod output;
mod rules;
mod test;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::lang::Lang;
use output::Console;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report.
    Clean,
    /// There are findings, or the answer is no.
    Findings,
    /// The run could not be done, or not whole.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::from(0),
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// Runs the program with its arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = args::language(&arguments);
    let matches = match args::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return args::refuse(&error, lang),
    };
    let console = Console::new();
    match matches.subcommand() {
        Some(("check", m)) => check::run(m, lang, &console),
        Some(("checklist", m)) => checklist::run(m, lang, &console),
        Some(("rules", m)) => rules::run(m, lang, &console),
        Some(("explain", m)) => explain::run(m, lang, &console),
        Some(("why", m)) => why::run(m, lang, &console),
        Some(("test", m)) => test::run(m, lang, &console),
        Some(("new", m)) => new::run(m, lang, &console),
        _ => Outcome::Failed,
    }
}

/// The language of the environment: the first locale variable that is set decides; Dutch where none says English.
fn language_of_environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    if set.is_some_and(|locale| locale.to_lowercase().starts_with("en")) { Lang::English } else { Lang::Dutch }
}
