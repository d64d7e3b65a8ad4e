//! Scenario tests: their names are looked up, so that a slip is told even before the test is run.

use super::Builder;
use crate::model::refs::{EntityId, Who, WhoRef};
use crate::model::scenario::{Claim, Expectation, Scenario};
use crate::syntax::tree::{self, Block, Name, Value};
use crate::syntax::vocabulary::{BlockKind, DataCategory, Key};

const KEY: Key = Key::Expectation;

impl Builder<'_> {
    pub(super) fn scenario(&mut self, id: EntityId, block: &Block) -> Scenario {
        let mut scenario = Scenario { id, on: None, expectations: Vec::new() };
        for property in &block.properties {
            self.enter_property(property);
            match &property.value {
                Value::Date(date) => scenario.on = Some(*date),
                Value::Expectation(expected) => scenario.expectations.push(Expectation {
                    place: self.place(property.span),
                    negated: expected.negated,
                    only: expected.only,
                    claim: self.claim(&expected.claim),
                }),
                _ if property.key == KEY => {
                    scenario.expectations.push(Expectation { place: self.place(property.span), negated: false, only: false, claim: None });
                }
                _ => {}
            }
        }
        scenario
    }

    /// A claim with its names looked up; every name is looked up, also after the first that is unknown.
    fn claim(&mut self, claim: &tree::Claim) -> Option<Claim> {
        match claim {
            tree::Claim::Competent { whos, power, up_to, topics } => {
                let (power, whos, topics) = (self.look_up(*power, &[BlockKind::Power], KEY), self.known(whos), self.subjects(topics));
                Some(Claim::Competent { whos: whos?, power: power?, up_to: *up_to, topics: topics? })
            }
            tree::Claim::Overrides { whos, over, topics } => {
                let (whos, over, topics) = (self.known(whos), self.known(over), self.subjects(topics));
                Some(Claim::Overrides { whos: whos?, over: over?, topics: topics? })
            }
            tree::Claim::DecidedBy { topic, whos } => {
                let (topic, whos) = (self.look_up(*topic, &[BlockKind::Topic], KEY), self.known(whos));
                Some(Claim::DecidedBy { topic: topic?, whos: whos? })
            }
            tree::Claim::Shares { whos, category, with, topics } => {
                let category = DataCategory::from_word(self.words(category.span));
                let (whos, with, topics) = (self.known(whos), self.known(with), self.subjects(topics));
                Some(Claim::Shares { whos: whos?, category: category?, with: with?, topics: topics? })
            }
            tree::Claim::Covered { cost, until } => Some(Claim::Covered { cost: self.look_up(*cost, &[BlockKind::Cost], KEY)?, until: *until }),
        }
    }

    fn known(&mut self, whos: &[tree::Who]) -> Option<Vec<WhoRef>> {
        let whos = self.who_list(whos, KEY);
        whos.iter().all(|who| who.who != Who::Unknown).then_some(whos)
    }

    fn subjects(&mut self, names: &[Name]) -> Option<Vec<EntityId>> {
        let found: Vec<Option<EntityId>> = names.iter().map(|name| self.look_up(*name, &[BlockKind::Topic, BlockKind::Escalation], KEY)).collect();
        found.into_iter().collect()
    }
}
