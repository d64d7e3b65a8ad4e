//! The results of scenario tests, for people and as JSON in the form of `docs/test.schema.json`.

use std::fmt::Write;

use serde::Serialize;

use super::json;
use super::terminal::{BOLD, GREEN, RED, Style, YELLOW, paint};
use crate::lang::{Count, Lang};
use crate::message;
use crate::views::scenario::{ExpectationOut, ScenarioOut, Verdict, dated};
use crate::views::why::Step;

/// How many expectations came to what.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tally {
    /// Scenarios.
    pub scenarios: usize,
    /// Expectations that hold.
    pub holds: usize,
    /// Expectations that don't.
    pub fails: usize,
    /// Expectations that could not be judged.
    pub unclear: usize,
}

impl Tally {
    /// Counts the results of a run.
    pub fn of(scenarios: &[ScenarioOut]) -> Self {
        let count = |verdict: Verdict| scenarios.iter().flat_map(|s| &s.expectations).filter(|e| e.verdict == verdict).count();
        Self { scenarios: scenarios.len(), holds: count(Verdict::Holds), fails: count(Verdict::Fails), unclear: count(Verdict::Unclear) }
    }

    /// How many expectations were judged, or tried to be.
    pub const fn expectations(self) -> usize {
        self.holds + self.fails + self.unclear
    }
}

/// The version of the JSON form; it goes up when a reader of the old form would break.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    language: &'static str,
    summary: Tally,
    scenarios: &'a [ScenarioOut],
}

/// The results as JSON, with a newline at its end.
pub fn as_json(scenarios: &[ScenarioOut], lang: Lang) -> String {
    json::pretty(&Output { version: VERSION, language: lang.code(), summary: Tally::of(scenarios), scenarios })
}

/// The results for people: every scenario, with what was found where an expectation does not hold, or everywhere.
pub fn as_text(scenarios: &[ScenarioOut], grounds: bool, style: Style) -> String {
    let mut out = String::new();
    for scenario in scenarios {
        let _ = writeln!(out, "{} ({})", paint(&scenario.name, BOLD, style), dated(scenario, style.lang));
        if scenario.expectations.is_empty() {
            let _ =
                writeln!(out, "  {} {}", paint("?", YELLOW, style), style.lang.pick("deze proef verwacht niets", "this scenario expects nothing"));
        }
        for expected in &scenario.expectations {
            write_expectation(&mut out, expected, grounds, style);
        }
        out.push('\n');
    }
    out + &summary(Tally::of(scenarios), style.lang)
}

fn write_expectation(out: &mut String, expected: &ExpectationOut, grounds: bool, style: Style) {
    let (mark, colour) = match expected.verdict {
        Verdict::Holds => ("✓", GREEN),
        Verdict::Fails => ("✗", RED),
        Verdict::Unclear => ("?", YELLOW),
    };
    let _ = writeln!(out, "  {} {}", paint(mark, colour, style), expected.text);
    if expected.verdict == Verdict::Holds && !grounds {
        return;
    }
    for step in &expected.shown {
        let _ = writeln!(out, "      {}", line(step));
    }
    if expected.verdict != Verdict::Holds
        && let Some(place) = &expected.place
    {
        let _ = writeln!(out, "      {} {}:{}", style.lang.pick("verwacht in", "expected in"), place.file, place.line);
    }
}

/// One line of an answer, with its place.
pub fn line(step: &Step) -> String {
    let place = step.place.as_ref().map(|p| format!("  ({}:{})", p.file, p.line)).unwrap_or_default();
    format!("{}{place}", step.text)
}

fn summary(tally: Tally, lang: Lang) -> String {
    let scenarios = Count { number: tally.scenarios, dutch: ("proef", "proeven"), english: ("scenario", "scenarios") };
    let expectations = Count { number: tally.expectations(), dutch: ("verwachting", "verwachtingen"), english: ("expectation", "expectations") };
    let holds = Count { number: tally.holds, dutch: ("komt uit", "komen uit"), english: ("holds", "hold") };
    let fails = Count { number: tally.fails, dutch: ("niet", "niet"), english: ("fails", "fail") };
    let text = message!(
        "{scenarios}, {expectations}: {holds}, {fails}, {unclear} niet te beoordelen\n",
        "{scenarios}, {expectations}: {holds}, {fails}, {unclear} could not be judged\n";
        scenarios = scenarios, expectations = expectations, holds = holds, fails = fails, unclear = tally.unclear
    );
    text.get(lang).to_owned()
}
