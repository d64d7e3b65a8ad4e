//! Scenario tests: whether what a `proef` expects holds on its date, and on what ground, or what holds instead.

mod competent;
mod covered;
mod deadlock;
mod decided;
mod shared;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::why::{PlaceOut, Step, View};
use crate::analysis::Texts;
use crate::competence::Competence;
use crate::lang::{Lang, Message, Say};
use crate::message;
use crate::model::Model;
use crate::model::refs::{Actor, EntityId, Who, WhoRef};
use crate::model::scenario::{Claim, Expectation, Scenario};
use crate::text::Place;

/// What one scenario came to.
#[derive(Debug, Serialize)]
pub struct ScenarioOut {
    /// What it says it shows.
    pub name: String,
    /// The date on which its expectations were judged, as `2026-01-31`.
    pub date: String,
    /// Where it stands.
    pub place: Option<PlaceOut>,
    /// Its expectations, in order.
    pub expectations: Vec<ExpectationOut>,
}

/// What one expectation came to.
#[derive(Debug, Serialize)]
pub struct ExpectationOut {
    /// As written.
    pub text: String,
    /// Where it stands.
    pub place: Option<PlaceOut>,
    /// Whether it holds.
    pub verdict: Verdict,
    /// On what ground it holds, or why not and what holds instead.
    pub shown: Vec<Step>,
}

/// Whether an expectation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It could not be judged: a name or a form in it is unknown.
    Unclear,
}

impl ScenarioOut {
    /// Whether it expects something and all of it holds.
    pub fn holds(&self) -> bool {
        !self.expectations.is_empty() && self.expectations.iter().all(|e| e.verdict == Verdict::Holds)
    }
}

/// Runs every scenario of the region; one without a date of its own is judged on the date of the run.
pub fn run(texts: &Texts, on: Date, lang: Lang) -> Vec<ScenarioOut> {
    let model = texts.model(on);
    let mut by_date: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, scenario) in model.scenarios.iter().enumerate().filter(|(_, s)| model.is_regional(s.id)) {
        by_date.entry(scenario.on.unwrap_or(on)).or_default().push(at);
    }
    let mut judged: Vec<(usize, ScenarioOut)> = Vec::new();
    for (date, scenarios) in by_date {
        let dated = texts.model(date);
        let competence = Competence::new(&dated);
        let judge = Judge { view: View::new(&competence, &texts.sources, lang), competence: &competence, model: &dated };
        // The blocks are the same on every date, so their order is too.
        judged.extend(scenarios.into_iter().filter_map(|at| Some((at, judge.scenario(dated.scenarios.get(at)?)))));
    }
    judged.sort_by_key(|(at, _)| *at);
    judged.into_iter().map(|(_, scenario)| scenario).collect()
}

/// A line of an answer: what holds or lacks, and where that is stated.
type Line = (Message, Option<Place>);

/// What a claim came to: whether it holds, and the lines that show it.
struct Answer {
    holds: bool,
    shown: Vec<Step>,
}

/// How many lines of one kind are shown.
const SHOWN: usize = 4;

struct Judge<'j> {
    view: View<'j>,
    competence: &'j Competence<'j>,
    model: &'j Model,
}

impl Judge<'_> {
    fn scenario(&self, scenario: &Scenario) -> ScenarioOut {
        let entity = self.model.entity(scenario.id);
        ScenarioOut {
            name: entity.name.to_string(),
            date: self.model.on.to_string(),
            place: self.view.place(entity.name_place),
            expectations: scenario.expectations.iter().map(|expected| self.expectation(expected)).collect(),
        }
    }

    fn expectation(&self, expected: &Expectation) -> ExpectationOut {
        let words = self.view.sources.words(expected.place).trim().trim_start_matches("verwacht").split_whitespace();
        let answer = match &expected.claim {
            None => Err(message!(
                "een naam of een deel van deze verwachting is onbekend; zie `sluitend check`",
                "a name or a part of this expectation is unknown; see `sluitend check`"
            )),
            Some(_) if expected.negated && expected.only => Err(message!(
                "`alleen` en `niet` samen zeggen niet wat er voor anderen geldt; schrijf twee verwachtingen",
                "`alleen` and `niet` together don't say what holds for others; write two expectations"
            )),
            Some(claim) => self.claim(claim, expected.negated, expected.only),
        };
        let (verdict, shown) = match answer {
            Ok(Answer { holds: true, shown }) => (Verdict::Holds, shown),
            Ok(Answer { holds: false, shown }) => (Verdict::Fails, shown),
            Err(why) => (Verdict::Unclear, vec![self.step((why, None))]),
        };
        ExpectationOut { text: words.collect::<Vec<_>>().join(" "), place: self.view.place(expected.place), verdict, shown }
    }

    fn claim(&self, claim: &Claim, negated: bool, only: bool) -> Result<Answer, Message> {
        match claim {
            Claim::Competent { whos, power, up_to, topics } => {
                let asked = competent::Asked { power: *power, up_to: *up_to, topics };
                Ok(self.competent(&self.actors(whos)?, whos, &asked, Form { negated, only }))
            }
            Claim::Overrides { whos, over, topics } => Ok(self.overrides(&self.actors(whos)?, &self.actors(over)?, topics, Form { negated, only })),
            Claim::DecidedBy { topic, whos } => Ok(self.decided(*topic, &self.actors(whos)?, Form { negated, only })),
            Claim::Shares { whos, category, with, topics } => {
                let asked = shared::Asked { category: *category, topics };
                Ok(self.shares(&self.actors(whos)?, &self.actors(with)?, &asked, Form { negated, only }))
            }
            Claim::Covered { cost, until } => Ok(self.covered(*cost, *until, negated)),
        }
    }

    /// Every single actor meant; a set without members can show nothing.
    fn actors(&self, whos: &[WhoRef]) -> Result<Vec<Actor>, Message> {
        let mut all: Vec<Actor> = Vec::new();
        for who in whos {
            let members = self.model.expand(who.who);
            if members.is_empty() {
                return Err(
                    message!("`{who}` heeft op deze datum geen bekende leden", "`{who}` has no known members on this date"; who = self.model.say(who.who)),
                );
            }
            for actor in members {
                if !all.contains(&actor) {
                    all.push(actor);
                }
            }
        }
        Ok(all)
    }

    fn step(&self, (text, place): Line) -> Step {
        Step { text: text.get(self.view.lang).to_owned(), place: place.and_then(|p| self.view.place(p)) }
    }

    fn steps(&self, lines: impl IntoIterator<Item = Line>) -> Vec<Step> {
        lines.into_iter().take(SHOWN).map(|line| self.step(line)).collect()
    }

    /// Actors as a list in words, of a long one the first few.
    fn list(&self, actors: &[Actor]) -> Message {
        let names: Vec<String> = actors.iter().map(|actor| self.model.say_actor(*actor)).collect();
        crate::lang::quoted(&names, SHOWN)
    }

    /// Whether what an arrangement is for reaches a topic or ladder that is asked for; an arrangement for nothing in
    /// particular reaches everything, and a ladder reaches its topics.
    fn reaches(&self, stated: &[EntityId], asked: EntityId) -> bool {
        let topics_of = |ladder: EntityId| self.model.escalation(ladder).into_iter().flat_map(|e| e.topics.items()).map(|t| t.id);
        stated.is_empty() || stated.iter().any(|one| *one == asked || topics_of(*one).any(|t| t == asked) || topics_of(asked).any(|t| t == *one))
    }
}

/// How a claim is made.
#[derive(Clone, Copy)]
struct Form {
    negated: bool,
    only: bool,
}

/// One actor as a set of one.
fn one(actor: Actor) -> Who {
    use crate::model::refs::Scope;
    match actor.office {
        Some(office) => Who::Office(office, Scope::One(actor.of)),
        None => Who::Entity(actor.of),
    }
}

/// The date of a scenario in words, for its heading.
pub fn dated(scenario: &ScenarioOut, lang: Lang) -> String {
    scenario.date.parse::<Date>().map(|date| date.say(lang)).unwrap_or_default()
}
