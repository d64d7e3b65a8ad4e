//! Findings in the terminal: the only user of miette, which draws the snippet with its underlines.

use std::fmt::{self, Write};
use std::sync::Arc;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteSpanContents, NamedSource, SourceCode};

use super::Report;
use crate::analysis::Analysis;
use crate::finding::{Finding, Related, Severity};
use crate::lang::{Count, Lang, Say};
use crate::text::{FileId, Sources};

/// How the output looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether colours and links may be used.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The whole report: every finding, then the summary.
pub fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    for analysis in &report.analyses {
        let mut texts = Texts::new(&analysis.sources);
        for finding in &analysis.findings {
            write_finding(&mut out, finding, analysis, &mut texts, style);
        }
    }
    for file in &report.unreadable {
        let _ = writeln!(out, "{}: {}: {}", paint(style.lang.pick("niet gelezen", "not read"), RED, style), file.file, file.message);
    }
    if report.files > 0 {
        out.push_str(&summary(report, style.lang));
    }
    out
}

pub(super) const RED: &str = "\u{1b}[1;31m";
pub(super) const YELLOW: &str = "\u{1b}[1;33m";
pub(super) const CYAN: &str = "\u{1b}[1;36m";
pub(super) const GREEN: &str = "\u{1b}[1;32m";
pub(super) const BOLD: &str = "\u{1b}[1m";
const RESET: &str = "\u{1b}[0m";

pub(super) fn paint(words: &str, colour: &str, style: Style) -> String {
    if style.colour { format!("{colour}{words}{RESET}") } else { words.to_owned() }
}

fn severity(severity: Severity, style: Style) -> String {
    let word = style.lang.pick(severity.dutch(), severity.code());
    let colour = match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Hint => CYAN,
    };
    paint(word, colour, style)
}

fn write_finding(out: &mut String, finding: &Finding, analysis: &Analysis, texts: &mut Texts, style: Style) {
    let lang = style.lang;
    let _ = writeln!(out, "{}[{}]: {}", severity(finding.severity, style), finding.rule, paint(finding.headline.get(lang), BOLD, style));
    out.push_str(&snippet(finding, texts, style));
    let sources = &analysis.sources;
    for related in finding.related.iter().filter(|r| r.place.file != finding.place.file) {
        let _ = writeln!(out, "  {} {}: {}", lang.pick("zie ook", "see also"), located(related, sources), related.label.get(lang));
    }
    paragraph(out, lang.pick("waarom:", "why:"), finding.why.get(lang), style);
    for source in &finding.sources {
        let link = source.link.as_deref().map(|link| format!("  {link}")).unwrap_or_default();
        let _ = writeln!(out, "  {:<10} {}{link}", lang.pick("bron:", "source:"), source.citation);
    }
    paragraph(out, lang.pick("oplossing:", "remedy:"), finding.remedy.get(lang), style);
    let _ = writeln!(out, "  {:<10} sluitend explain {}\n", lang.pick("uitleg:", "more:"), finding.rule);
}

/// `file:line:column` of a related place.
fn located(related: &Related, sources: &Sources) -> String {
    let file = sources.get(related.place.file);
    let at = file.position(related.place.span.start);
    format!("{}:{}:{}", file.name(), at.line, at.column)
}

/// A heading and a text wrapped to the width of the terminal.
fn paragraph(out: &mut String, heading: &str, text: &str, style: Style) {
    if text.is_empty() {
        return;
    }
    for (at, line) in wrapped(text, style, 13).iter().enumerate() {
        let _ = writeln!(out, "  {:<10} {line}", if at == 0 { heading } else { "" });
    }
}

/// The lines of a text that is wrapped to the width of the terminal, after an indent.
pub(super) fn wrapped(text: &str, style: Style, indent: usize) -> Vec<String> {
    let width = style.width.clamp(40, 120) - indent;
    let mut line = String::new();
    let mut lines = Vec::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + word.chars().count() + 1 > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// How many findings of each severity, in words.
pub fn summary(report: &Report, lang: Lang) -> String {
    let counts = [
        (report.count(Severity::Error), ("fout", "fouten"), ("error", "errors")),
        (report.count(Severity::Warning), ("waarschuwing", "waarschuwingen"), ("warning", "warnings")),
        (report.count(Severity::Hint), ("aanwijzing", "aanwijzingen"), ("hint", "hints")),
    ];
    let said: Vec<String> =
        counts.iter().filter(|(n, ..)| *n > 0).map(|&(number, dutch, english)| Count { number, dutch, english }.say(lang)).collect();
    let files = Count { number: report.files, dutch: ("bestand", "bestanden"), english: ("file", "files") }.say(lang);
    let mut line = match (said.is_empty(), lang) {
        (true, Lang::Dutch) => format!("Geen bevindingen in {files}."),
        (true, Lang::English) => format!("No findings in {files}."),
        (false, _) => format!("{} in {files}.", crate::lang::List(said).say(lang)),
    };
    match (report.accepted(), lang) {
        (0, _) => {}
        (n, Lang::Dutch) => line.push_str(&format!(" {n} aanvaard.")),
        (n, Lang::English) => line.push_str(&format!(" {n} accepted.")),
    }
    line.push('\n');
    line
}

/// The texts of one analysis, each made ready for miette once.
struct Texts<'s> {
    sources: &'s Sources,
    ready: Vec<Option<Arc<NamedSource<Shared>>>>,
}

impl<'s> Texts<'s> {
    fn new(sources: &'s Sources) -> Self {
        Self { sources, ready: vec![None; sources.iter().count()] }
    }

    fn get(&mut self, id: FileId) -> Arc<NamedSource<Shared>> {
        let file = self.sources.get(id);
        let slot = &mut self.ready[id.0 as usize];
        Arc::clone(slot.get_or_insert_with(|| Arc::new(NamedSource::new(file.name(), Shared(file.shared_text())))))
    }
}

/// A text that is shared, not copied, with every snippet.
#[derive(Debug)]
struct Shared(Arc<str>);

impl SourceCode for Shared {
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn miette::SpanContents<'a> + 'a>, miette::MietteError> {
        // Whole lines: without lines of context miette would show the words of the span alone.
        let text = &*self.0;
        let start = text[..span.offset()].rfind('\n').map_or(0, |at| at + 1);
        let last = (span.offset() + span.len()).min(text.len());
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
        let before = &text[..start];
        let column = text[start..span.offset()].chars().count();
        let lines = text[start..end].lines().count();
        let data = &text.as_bytes()[start..end];
        Ok(Box::new(MietteSpanContents::new(data, (start, end - start).into(), before.matches('\n').count(), column, lines)))
    }
}

/// One finding as miette wants it: a text and labels, nothing else.
#[derive(Debug)]
struct Snippet {
    source: Arc<NamedSource<Shared>>,
    labels: Vec<LabeledSpan>,
}

impl fmt::Display for Snippet {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet {}

impl Diagnostic for Snippet {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

fn snippet(finding: &Finding, texts: &mut Texts, style: Style) -> String {
    let label = |text: &str, place: crate::text::Place, primary: bool| {
        let span = (place.span.start as usize, (place.span.end - place.span.start) as usize);
        let text = (!text.is_empty()).then(|| text.to_owned());
        if primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
    };
    let mut labels = vec![label(finding.label.get(style.lang), finding.place, true)];
    let near = finding.related.iter().filter(|r| r.place.file == finding.place.file && r.place != finding.place);
    labels.extend(near.map(|r| label(r.label.get(style.lang), r.place, false)));
    let theme = if style.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width.max(40)).with_links(false).with_context_lines(0);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &Snippet { source: texts.get(finding.place.file), labels }).is_err() {
        return String::new();
    }
    // miette starts with a line for its own headline, which is empty here.
    let body = drawn.trim_start_matches('\n');
    body.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
}
