//! What several tests need.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The files of one text, name and contents, in order of name.
pub type Files = Vec<(String, String)>;

/// The texts in a folder below `specs`.
pub fn spec(folder: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(&root).expect("the text is there").flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "regio"));
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("a text can be read"))).collect()
}

/// Texts as the checker takes them.
pub fn sources(files: &[(String, String)]) -> impl Iterator<Item = SourceFile> {
    files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str()))
}

/// Checks several files together on a date.
pub fn check_files(files: &[(String, String)], on: Date) -> Analysis {
    analysis::analyse(sources(files), on)
}
