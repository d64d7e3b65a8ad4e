//! Findings as JSON, in the form of `docs/findings.schema.json`.

use jiff::civil::Date;
use serde::Serialize;

use super::Report;
use crate::finding::{Finding, Fix, Severity};
use crate::lang::Lang;
use crate::text::{Place, Sources};

/// The version of the form; it goes up when a reader of the old form would break.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    language: &'static str,
    date: Option<String>,
    summary: Summary,
    findings: Vec<FindingOut<'a>>,
    accepted: Vec<AcceptedOut<'a>>,
    unreadable: Vec<UnreadableOut<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    error: usize,
    warning: usize,
    hint: usize,
    accepted: usize,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    file: &'a str,
    start: PositionOut,
    end: PositionOut,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PositionOut {
    line: u32,
    column: u32,
    column_utf16: u32,
    offset: u32,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    rule: &'a str,
    severity: &'static str,
    #[serde(flatten)]
    place: PlaceOut<'a>,
    message: &'a str,
    label: &'a str,
    why: &'a str,
    remedy: &'a str,
    sources: Vec<SourceOut<'a>>,
    related: Vec<RelatedOut<'a>>,
    fixes: Vec<FixOut<'a>>,
}

#[derive(Serialize)]
struct SourceOut<'a> {
    citation: &'a str,
    link: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedOut<'a> {
    #[serde(flatten)]
    place: PlaceOut<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixOut<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct EditOut<'a> {
    #[serde(flatten)]
    place: PlaceOut<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct AcceptedOut<'a> {
    #[serde(flatten)]
    finding: FindingOut<'a>,
    reason: &'a str,
    until: String,
}

#[derive(Serialize)]
struct UnreadableOut<'a> {
    file: &'a str,
    message: &'a str,
}

/// The report as JSON, with a newline at its end.
pub fn render(report: &Report, lang: Lang, on: Option<Date>) -> String {
    let findings = report.analyses.iter().flat_map(|a| a.findings.iter().map(|f| finding(f, &a.sources, lang))).collect();
    let accepted = report.analyses.iter().flat_map(|a| {
        a.accepted.iter().map(|accepted| AcceptedOut {
            finding: finding(&accepted.finding, &a.sources, lang),
            reason: &accepted.acceptance.reason,
            until: accepted.acceptance.until.to_string(),
        })
    });
    let output = Output {
        version: VERSION,
        language: lang.code(),
        date: on.map(|date| date.to_string()),
        summary: Summary {
            files: report.files,
            error: report.count(Severity::Error),
            warning: report.count(Severity::Warning),
            hint: report.count(Severity::Hint),
            accepted: report.accepted(),
        },
        findings,
        accepted: accepted.collect(),
        unreadable: report.unreadable.iter().map(|u| UnreadableOut { file: &u.file, message: &u.message }).collect(),
    };
    pretty(&output)
}

/// Any value as indented JSON with a newline at its end.
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

fn finding<'a>(finding: &'a Finding, sources: &'a Sources, lang: Lang) -> FindingOut<'a> {
    FindingOut {
        rule: finding.rule,
        severity: finding.severity.code(),
        place: place(finding.place, sources),
        message: finding.headline.get(lang),
        label: finding.label.get(lang),
        why: finding.why.get(lang),
        remedy: finding.remedy.get(lang),
        sources: finding.sources.iter().map(|s| SourceOut { citation: &s.citation, link: s.link.as_deref() }).collect(),
        related: finding.related.iter().map(|r| RelatedOut { place: place(r.place, sources), message: r.label.get(lang) }).collect(),
        fixes: finding.fixes.iter().map(|f| fix(f, sources, lang)).collect(),
    }
}

fn fix<'a>(fix: &'a Fix, sources: &'a Sources, lang: Lang) -> FixOut<'a> {
    let edits = fix.edits.iter().map(|edit| EditOut { place: place(edit.place, sources), text: &edit.text });
    FixOut { title: fix.title.get(lang), safe: fix.safe, edits: edits.collect() }
}

fn place(place: Place, sources: &Sources) -> PlaceOut<'_> {
    let file = sources.get(place.file);
    let position = |offset: u32| {
        let at = file.position(offset);
        PositionOut { line: at.line, column: at.column, column_utf16: at.column_utf16, offset }
    };
    PlaceOut { file: file.name(), start: position(place.span.start), end: position(place.span.end) }
}
