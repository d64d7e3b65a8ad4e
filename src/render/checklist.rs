//! The checklist in the terminal and as Markdown that can go into a memo.

use std::fmt::Write;

use super::terminal::{BOLD, GREEN, RED, Style, YELLOW, paint, wrapped};
use crate::checklist::State;
use crate::lang::Lang;
use crate::views::checklist::{ElementOut, ListOut, Output, ShownOut};

/// The mark of a state, which says without colour what the colour says.
const fn mark(state: State) -> &'static str {
    match state {
        State::Arranged => "✓",
        State::Partly => "~",
        State::NotShown => "✗",
    }
}

const fn colour(state: State) -> &'static str {
    match state {
        State::Arranged => GREEN,
        State::Partly => YELLOW,
        State::NotShown => RED,
    }
}

/// How many elements are in each state, in words.
fn counted(list: &ListOut, lang: Lang) -> String {
    let counts = [(list.summary.arranged, State::Arranged), (list.summary.partly, State::Partly), (list.summary.not_shown, State::NotShown)];
    counts.map(|(number, state)| format!("{number} {}", state.words(lang))).join(", ")
}

fn heading(list: &ListOut, output: &Output, lang: Lang) -> String {
    let of = list.region.as_ref().map(|region| format!(" {} {region}", lang.pick("van", "of"))).unwrap_or_default();
    let title = lang.pick("VNG-checklist zorg en veiligheid", "VNG checklist on care and safety");
    format!("{title}{of}, {} {}", lang.pick("op", "on"), output.date(lang))
}

const fn norm(lang: Lang) -> &'static str {
    lang.pick(
        "Deze lijst is een norm van de VNG en geen wet. Zij leest alleen de tekst: wat niet blijkt, kan wel geregeld zijn.",
        "This list is a norm of the VNG and not law. It reads the text alone: what is not shown may be arranged all the same.",
    )
}

fn not_asked(list: &ListOut, lang: Lang) -> Option<&'static str> {
    list.asked.is_none().then(|| {
        lang.pick(
            "De tekst kiest geen werkvorm van de VNG en beroept zich niet op haar teksten; `sluitend check` vraagt deze lijst daarom niet.",
            "The text chooses no working form of the VNG and does not rest on its texts; `sluitend check` therefore does not ask for this list.",
        )
    })
}

/// The checklists for the terminal.
pub fn text(output: &Output, style: Style) -> String {
    let lang = style.lang;
    let mut out = String::new();
    for list in &output.checklists {
        let _ = writeln!(out, "{}", paint(&heading(list, output, lang), BOLD, style));
        let _ = writeln!(out, "{}.", counted(list, lang));
        for group in &list.groups {
            let _ = writeln!(out, "\n{}", paint(group.title, BOLD, style));
            for element in &group.elements {
                write_element(&mut out, element, style);
            }
        }
        out.push('\n');
        for (text, link) in sources(list) {
            let _ = writeln!(out, "{} {text}  {}", lang.pick("bron:", "source:"), link.unwrap_or_default());
        }
        for line in [Some(norm(lang)), not_asked(list, lang)].into_iter().flatten().flat_map(|note| wrapped(note, style, 0)) {
            let _ = writeln!(out, "{line}");
        }
    }
    for file in &output.unreadable {
        let _ = writeln!(out, "{}: {}: {}", paint(lang.pick("niet gelezen", "not read"), RED, style), file.file, file.message);
    }
    out
}

const INDENT: usize = 6;

fn write_element(out: &mut String, element: &ElementOut, style: Style) {
    let lang = style.lang;
    let width = State::ALL.into_iter().map(|state| state.words(lang).len()).max().unwrap_or_default();
    let state = format!("{} {:<width$}", mark(element.shows), element.shows.words(lang));
    let _ = writeln!(out, "  {}  {:<9}  {}", paint(&state, colour(element.shows), style), element.code, element.name);
    if element.shows != State::Arranged {
        for line in wrapped(&format!("{} {}", lang.pick("Gevraagd:", "Asked:"), element.about), style, INDENT) {
            let _ = writeln!(out, "{:INDENT$}{line}", "");
        }
    }
    for shown in &element.shown {
        let _ = writeln!(out, "{:INDENT$}· {}  ({})", "", shown.text, located(shown));
    }
    for line in element.lacking.iter().flat_map(|lacking| wrapped(lacking, style, INDENT)) {
        let _ = writeln!(out, "{:INDENT$}{line}", "");
    }
}

fn located(shown: &ShownOut) -> String {
    format!("{}:{}", shown.place.file, shown.place.line)
}

/// The checklists as Markdown: a table for each group.
pub fn markdown(output: &Output, lang: Lang) -> String {
    let mut out = String::new();
    for (at, list) in output.checklists.iter().enumerate() {
        let _ = writeln!(out, "{}# {}\n", if at == 0 { "" } else { "\n" }, cell(&heading(list, output, lang)));
        let _ = writeln!(out, "{}.\n\n{}", counted(list, lang), norm(lang));
        if let Some(note) = not_asked(list, lang) {
            let _ = writeln!(out, "{note}");
        }
        for group in &list.groups {
            let _ = writeln!(out, "\n## {}\n", group.title);
            let _ = match lang {
                Lang::Dutch => {
                    writeln!(out, "| | Element, zoals de VNG het vraagt | Stand | Waaruit het blijkt | Wat ontbreekt |\n|---|---|---|---|---|")
                }
                Lang::English => writeln!(out, "| | Element, as the VNG asks it | State | What shows it | What is lacking |\n|---|---|---|---|---|"),
            };
            for element in &group.elements {
                write_row(&mut out, element, lang);
            }
        }
        let _ = writeln!(out, "\n{}:\n", lang.pick("Bronnen", "Sources"));
        for (text, link) in sources(list) {
            let _ = writeln!(out, "- {text}{}", link.map(|link| format!(", <{link}>")).unwrap_or_default());
        }
    }
    for file in &output.unreadable {
        let _ = writeln!(out, "\n{}: {}: {}", lang.pick("Niet gelezen", "Not read"), file.file, file.message);
    }
    out
}

/// The texts of the VNG that the elements come from, each once, with where to read them.
fn sources(list: &ListOut) -> Vec<(&str, Option<&str>)> {
    let mut sources: Vec<(&str, Option<&str>)> = Vec::new();
    for source in list.groups.iter().flat_map(|group| &group.elements).map(|element| &element.source) {
        if !sources.iter().any(|(known, _)| *known == source.text) {
            sources.push((&source.text, source.link.as_deref()));
        }
    }
    sources
}

fn write_row(out: &mut String, element: &ElementOut, lang: Lang) {
    let shown: Vec<String> = element.shown.iter().map(|shown| format!("{} ({})", cell(&shown.text), cell(&located(shown)))).collect();
    let _ = writeln!(
        out,
        "| {} | **{}**<br>{} | {} {} | {} | {} |",
        element.code,
        cell(&element.name),
        cell(&element.about),
        mark(element.shows),
        element.shows.words(lang),
        shown.join("<br>"),
        cell(element.lacking.as_deref().unwrap_or_default())
    );
}

/// A text that stays within one cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}
