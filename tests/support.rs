//! What several tests need.

use jiff::civil::{Date, date};
use sluitend::analysis::{self, Analysis};
use sluitend::text::SourceFile;

/// The date of every test that doesn't choose its own.
pub const TODAY: Date = date(2026, 1, 1);

/// Checks one text on a date.
pub fn check_on(text: &str, on: Date) -> Analysis {
    analysis::analyse([SourceFile::new("tekst.regio", text)], on)
}

/// Every finding as `line rule`, in order of place.
pub fn fired(analysis: &Analysis) -> Vec<(u32, &'static str)> {
    analysis.findings.iter().map(|f| (analysis.sources.get(f.place.file).position(f.place.span.start).line, f.rule)).collect()
}

/// The findings in words, for the message of a failing test.
pub fn told(analysis: &Analysis) -> String {
    let line = |f: &sluitend::finding::Finding| {
        let at = analysis.sources.get(f.place.file).position(f.place.span.start);
        format!("  {}:{} {} [{}] {}", at.line, at.column, f.severity.dutch(), f.rule, f.headline.dutch)
    };
    analysis.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}
