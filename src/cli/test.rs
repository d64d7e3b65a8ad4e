//! `sluitend test PATH…`: whether what the region expects of itself holds.

use clap::ArgMatches;

use super::output::{Console, output_path};
use super::{Outcome, args};
use crate::analysis::Texts;
use crate::lang::{Count, Lang, Say};
use crate::message;
use crate::project;
use crate::render::junit;
use crate::render::scenario::{Tally, as_json, as_text};
use crate::views::scenario::{self, ScenarioOut};

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let on = args::date(matches);
    let (projects, errors) = project::load(&args::paths(matches));
    for error in &errors {
        console.complain(&format!("{}: {}\n", error.path, error.message.get(lang)));
    }
    let mut scenarios: Vec<ScenarioOut> = Vec::new();
    let mut mistakes = 0;
    for project in projects {
        let texts = Texts::parse(project.files);
        mistakes += texts.syntax_errors.len();
        scenarios.extend(scenario::run(&texts, on, lang));
    }
    if let Some(asked) = matches.get_one::<String>("only") {
        scenarios.retain(|s| s.name.to_lowercase().contains(&asked.to_lowercase()));
    }
    let tally = Tally::of(&scenarios);
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => as_json(&scenarios, lang),
        Some("junit") => junit::scenarios(&scenarios, lang),
        _ => as_text(&scenarios, matches.get_flag("grounds"), console.style(lang, output_path(matches).is_some())),
    };
    if let Err(outcome) = console.deliver(&text, matches, lang) {
        return outcome;
    }
    if mistakes > 0 {
        let count = Count { number: mistakes, dutch: ("fout in de vorm", "fouten in de vorm"), english: ("mistake of form", "mistakes of form") };
        console.complain(
            message!(
                "de tekst heeft {count}, dus de uitkomst is niet zeker; zie `sluitend check`\n",
                "the text has {count}, so the outcome is not certain; see `sluitend check`\n"; count = count.say(lang)
            )
            .get(lang),
        );
    }
    if tally.expectations() == 0 {
        console.complain(lang.pick(
            "er is geen enkele verwachting beoordeeld; zet er een in een blok `proef \"…\" { verwacht … }`\n",
            "not one expectation was judged; state one in a block `proef \"…\" { verwacht … }`\n",
        ));
    }
    outcome(&scenarios, tally, mistakes + errors.len())
}

/// Nothing judged, or not on the whole text, is no result; an expectation that does not hold is a finding.
fn outcome(scenarios: &[ScenarioOut], tally: Tally, not_read: usize) -> Outcome {
    if tally.expectations() == 0 || not_read > 0 {
        return Outcome::Failed;
    }
    if scenarios.iter().all(ScenarioOut::holds) { Outcome::Clean } else { Outcome::Findings }
}
