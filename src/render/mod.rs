//! How findings, the results of scenarios and views look: in the terminal, as Markdown, as JSON, as `JUnit`.

pub mod checklist;
pub mod json;
pub mod junit;
pub mod scenario;
pub mod terminal;

use crate::analysis::Analysis;
use crate::finding::Severity;

/// What one run has to show: an analysis for each model, and the files that could not be read.
#[derive(Debug, Default)]
pub struct Report {
    /// One analysis for each model, with the findings that are shown.
    pub analyses: Vec<Analysis>,
    /// Files that could not be read, with why, in the language of the report.
    pub unreadable: Vec<Unreadable>,
    /// How many texts of the user were checked.
    pub files: usize,
}

/// A file that could not be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Report {
    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.analyses.iter().flat_map(|a| &a.findings).filter(|f| f.severity == severity).count()
    }

    /// How many findings the region accepts.
    pub fn accepted(&self) -> usize {
        self.analyses.iter().map(|a| a.accepted.len()).sum()
    }
}
