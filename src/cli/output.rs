//! Where results and complaints go: the terminal, a pipe, a file.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use clap::ArgMatches;

use super::Outcome;
use crate::lang::Lang;
use crate::project;
use crate::render::terminal::Style;

/// Standard output and error, with colour only where the reader wants it.
#[derive(Debug)]
pub struct Console {
    colour: ColorChoice,
}

impl Console {
    /// Looks at the terminal and at `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    pub fn new() -> Self {
        Self { colour: AutoStream::choice(&std::io::stdout()) }
    }

    /// The style of text for this console; a file never gets colours.
    pub fn style(&self, lang: Lang, to_file: bool) -> Style {
        let width = if std::io::stdout().is_terminal() { terminal_width() } else { 100 };
        Style { lang, colour: self.colour != ColorChoice::Never && !to_file, width }
    }

    /// Prints a result; a reader that has gone away is no mistake.
    pub fn print(&self, text: &str) {
        let _ = AutoStream::new(std::io::stdout().lock(), self.colour).write_all(text.as_bytes());
    }

    /// Prints a complaint.
    pub fn complain(&self, text: &str) {
        let _ = AutoStream::new(std::io::stderr().lock(), self.colour).write_all(text.as_bytes());
    }

    /// Delivers a result: to `--output`, or printed.
    pub fn deliver(&self, text: &str, matches: &ArgMatches, lang: Lang) -> Result<(), Outcome> {
        let Some(path) = output_path(matches) else {
            self.print(text);
            return Ok(());
        };
        project::write_atomically(path, text).map_err(|error| {
            self.complain(&format!("{}: {}: {error}\n", lang.pick("kon niet schrijven", "could not write"), path.display()));
            Outcome::Failed
        })
    }
}

/// The file that `--output` names.
pub fn output_path(matches: &ArgMatches) -> Option<&Path> {
    matches.get_one::<std::path::PathBuf>("output").map(std::path::PathBuf::as_path)
}

fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}
