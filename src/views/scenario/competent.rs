//! `… is bevoegd tot …`: whether somebody may use a power, on a sound chain, for every holder.

use super::{Answer, Form, Judge, SHOWN};
use crate::competence::{Ask, Chain};
use crate::lang::Message;
use crate::message;
use crate::model::refs::{Actor, EntityId, WhoRef};
use crate::syntax::tree::Quantity;
use crate::views::why::Step;

/// What is asked beside who.
pub(super) struct Asked<'a> {
    pub(super) power: EntityId,
    pub(super) up_to: Option<Quantity>,
    pub(super) topics: &'a [EntityId],
}

impl Asked<'_> {
    /// One question for each topic.
    fn asks(&self) -> Vec<Ask> {
        let amount = self.up_to.and_then(|quantity| match quantity {
            Quantity::Money(cents, _) => Some(cents),
            _ => None,
        });
        if self.topics.is_empty() {
            return vec![Ask { amount, topic: None }];
        }
        self.topics.iter().map(|topic| Ask { amount, topic: Some(*topic) }).collect()
    }
}

impl Judge<'_> {
    pub(super) fn competent(&self, actors: &[Actor], whos: &[WhoRef], asked: &Asked<'_>, form: Form) -> Answer {
        let asks = asked.asks();
        if form.negated {
            let competent: Vec<Actor> =
                actors.iter().copied().filter(|actor| asks.iter().any(|ask| self.sound(*actor, asked.power, *ask).is_some())).collect();
            let shown = if competent.is_empty() { self.why_not(actors, asked.power, &asks) } else { self.chains_of(&competent, asked.power, &asks) };
            return Answer { holds: competent.is_empty(), shown };
        }
        let without: Vec<Actor> =
            actors.iter().copied().filter(|actor| asks.iter().any(|ask| self.sound(*actor, asked.power, *ask).is_none())).collect();
        if !without.is_empty() {
            let mut shown = self.why_not(&without, asked.power, &asks);
            shown.extend(self.who_may_instead(asked.power, &asks));
            return Answer { holds: false, shown };
        }
        let sets: Vec<_> = whos.iter().map(|who| who.who).collect();
        let missing: Vec<Actor> = asks.iter().flat_map(|ask| self.competence.reach(&sets, asked.power, *ask).missing).collect();
        if !missing.is_empty() {
            let line = message!("niet voor {missing}", "not for {missing}"; missing = self.list(&missing));
            let mut shown = vec![self.step((line, None))];
            shown.extend(self.chains_of(actors, asked.power, &asks));
            return Answer { holds: false, shown };
        }
        let others: Vec<Actor> = if form.only { self.others(actors, asked.power, &asks) } else { Vec::new() };
        if others.is_empty() {
            return Answer { holds: true, shown: self.chains_of(actors, asked.power, &asks) };
        }
        let line = message!("ook bevoegd: {others}", "competent as well: {others}"; others = self.list(&others));
        let mut shown = vec![self.step((line, None))];
        shown.extend(self.chains_of(&others, asked.power, &asks));
        Answer { holds: false, shown }
    }

    /// The first chain of an actor in which nothing is amiss.
    pub(super) fn sound(&self, actor: Actor, power: EntityId, ask: Ask) -> Option<Chain> {
        self.competence.chains(actor, power, ask).into_iter().find(|chain| chain.defects.is_empty())
    }

    /// Everybody else in the region who may use a power for one of these questions.
    fn others(&self, actors: &[Actor], power: EntityId, asks: &[Ask]) -> Vec<Actor> {
        let mut others = self.candidates(power);
        others.retain(|actor| !actors.contains(actor) && asks.iter().any(|ask| self.sound(*actor, power, *ask).is_some()));
        others
    }

    /// Everybody who could use a power: its holders, whoever received it, and tables whose members may agree on it.
    fn candidates(&self, power: EntityId) -> Vec<Actor> {
        let mut found = self.competence.holders_here(power);
        let grants = self.model.grants.iter().filter(|grant| grant.about.items().any(|about| about.id == power));
        found.extend(grants.flat_map(|grant| grant.to.items()).flat_map(|to| self.model.expand(to.who)));
        found.extend(self.model.bodies.iter().filter(|b| self.model.is_regional(b.id)).map(|b| Actor { of: b.id, office: None }));
        let mut seen = rustc_hash::FxHashSet::default();
        found.retain(|actor| seen.insert(*actor));
        found
    }

    fn chains_of(&self, actors: &[Actor], power: EntityId, asks: &[Ask]) -> Vec<Step> {
        let chains = actors.iter().filter_map(|actor| asks.iter().find_map(|ask| self.sound(*actor, power, *ask)));
        chains.take(SHOWN).flat_map(|chain| self.view.chain(&chain, power).steps).collect()
    }

    fn why_not(&self, actors: &[Actor], power: EntityId, asks: &[Ask]) -> Vec<Step> {
        let lacks = actors.iter().filter_map(|actor| {
            let lack = asks.iter().find_map(|ask| self.competence.lack(*actor, power, *ask));
            lack.map(|lack| self.view.lack(*actor, power, &lack)).or_else(|| self.unsound(*actor, power, asks))
        });
        let reasons = lacks.map(|(reason, _, places)| (reason, places.first().copied()));
        self.steps(reasons)
    }

    /// Somebody whose every chain has a defect.
    fn unsound(&self, actor: Actor, power: EntityId, asks: &[Ask]) -> Option<(Message, Message, Vec<crate::text::Place>)> {
        let chain = asks.iter().find_map(|ask| self.competence.chains(actor, power, *ask).into_iter().find(|c| !c.defects.is_empty()))?;
        let grant = chain.links.last()?.grant;
        let reason = message!("aan de keten van {actor} schort iets: zie `{grant}`", "something is amiss in the chain of {actor}: see `{grant}`"; actor = self.model.say_actor(actor), grant = self.model.name(grant));
        Some((reason, Message::default(), vec![self.model.entity(grant).name_place]))
    }

    fn who_may_instead(&self, power: EntityId, asks: &[Ask]) -> Vec<Step> {
        let may = self.others(&[], power, asks);
        if may.is_empty() {
            return vec![self.step((message!("niet gebleken dat iemand bevoegd is", "it does not appear that anybody is competent"), None))];
        }
        let line = message!("wel bevoegd: {who}", "who is competent: {who}"; who = self.list(&may));
        let mut shown = vec![self.step((line, None))];
        shown.extend(self.chains_of(&may, power, asks));
        shown
    }
}
