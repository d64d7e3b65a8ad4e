//! `sluitend why WHO POWER`: the chain, or why not.

use clap::ArgMatches;

use super::output::Console;
use super::{Outcome, args};
use crate::analysis::{self, Reading};
use crate::competence::{Ask, Competence};
use crate::lang::Lang;
use crate::model::refs::{EntityId, Who};
use crate::project;
use crate::render::json;
use crate::syntax::vocabulary::BlockKind;
use crate::views::why;

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let (projects, errors) = project::load(&args::paths(matches));
    for error in &errors {
        console.complain(&format!("{}: {}\n", error.path, error.message.get(lang)));
    }
    let Ok([project]) = <[_; 1]>::try_from(projects) else {
        if errors.is_empty() {
            console.complain(
                lang.pick("noem één regio: hier staan er geen, of meer dan één\n", "name one region: there is none here, or more than one\n"),
            );
        }
        return Outcome::Failed;
    };
    let Reading { sources, model, .. } = analysis::read(project.files, args::date(matches));
    let competence = Competence::new(&model);
    let asked = |name: &str| matches.get_one::<String>(name).map(String::as_str).unwrap_or_default();
    let (who, power) = match (look_up_who(&model, asked("who")), look_up_power(&model, asked("power"))) {
        (Ok(who), Ok(power)) => (who, power),
        (who, power) => {
            for problem in [who.err(), power.err()].into_iter().flatten() {
                console.complain(&format!("{}\n", problem.told(lang)));
            }
            return Outcome::Failed;
        }
    };
    let ask = Ask { amount: matches.get_one::<u64>("amount").copied(), topic: None };
    let answer = why::answer(&competence, &sources, why::Question { who, power, ask }, lang);
    let text = match asked("format") {
        "json" => json::pretty(&answer),
        _ => why::text(&answer, lang),
    };
    if let Err(outcome) = console.deliver(&text, matches, lang) {
        return outcome;
    }
    if !errors.is_empty() {
        return Outcome::Failed;
    }
    if answer.competent && answer.missing.is_empty() { Outcome::Clean } else { Outcome::Findings }
}

/// Why a question could not be understood.
enum Misunderstood {
    NotFound(String, Vec<String>),
    NotAPower(String, BlockKind),
}

impl Misunderstood {
    fn told(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotFound(name, meant), _) if meant.is_empty() => format!("`{name}` {}", lang.pick("is nergens beschreven", "is declared nowhere")),
            (Self::NotFound(name, meant), Lang::Dutch) => format!("`{name}` is nergens beschreven; bedoelde u {}?", meant.join(", ")),
            (Self::NotFound(name, meant), Lang::English) => format!("`{name}` is declared nowhere; did you mean {}?", meant.join(", ")),
            (Self::NotAPower(name, kind), Lang::Dutch) => format!("`{name}` is geen bevoegdheid maar een {kind}"),
            (Self::NotAPower(name, kind), Lang::English) => format!("`{name}` is not a power but a {kind}"),
        }
    }
}

fn look_up_power(model: &crate::model::Model, name: &str) -> Result<EntityId, Misunderstood> {
    let id = model.find(name).ok_or_else(|| Misunderstood::NotFound(name.to_owned(), similar(model, name, |kind| kind == BlockKind::Power)))?;
    match model.entity(id).kind {
        BlockKind::Power => Ok(id),
        kind => Err(Misunderstood::NotAPower(name.to_owned(), kind)),
    }
}

fn look_up_who(model: &crate::model::Model, words: &str) -> Result<Who, Misunderstood> {
    let anybody = |kind| matches!(kind, BlockKind::Party | BlockKind::Body | BlockKind::Role | BlockKind::Office | BlockKind::Municipality);
    model.who_in_words(words).ok_or_else(|| Misunderstood::NotFound(words.to_owned(), similar(model, words, anybody)))
}

/// At most three names of the wanted kind that look alike.
fn similar(model: &crate::model::Model, name: &str, wanted: impl Fn(BlockKind) -> bool) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = model
        .entities
        .iter()
        .filter(|e| wanted(e.kind))
        .map(|e| (strsim::damerau_levenshtein(&name.to_lowercase(), &e.name.to_lowercase()), &*e.name))
        .filter(|(distance, candidate)| *distance <= 3 || candidate.to_lowercase().contains(&name.to_lowercase()))
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| format!("`{name}`")).collect()
}
