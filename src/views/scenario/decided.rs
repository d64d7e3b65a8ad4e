//! `… wordt besloten door …`: who decides on a topic, by a route and in competence.

use super::{Answer, Form, Judge, Line, one};
use crate::competence::Ask;
use crate::message;
use crate::model::parts::Step;
use crate::model::refs::{Actor, EntityId};
use crate::syntax::vocabulary::Key;

impl Judge<'_> {
    pub(super) fn decided(&self, topic: EntityId, actors: &[Actor], form: Form) -> Answer {
        let steps = self.deciding_steps(topic);
        let deciders: Vec<(Actor, &Step)> = steps.iter().flat_map(|step| self.deciders(step, topic)).collect();
        let of = |actor: &Actor| deciders.iter().find(|(decider, _)| decider == actor);
        if form.negated {
            let lines: Vec<Line> = actors.iter().filter_map(of).map(|(actor, step)| self.decides(*actor, step)).collect();
            return Answer { holds: lines.is_empty(), shown: self.steps(lines) };
        }
        let without: Vec<Actor> = actors.iter().copied().filter(|actor| of(actor).is_none()).collect();
        if !without.is_empty() {
            let mut lines = vec![self.does_not_decide(&without, topic, &steps)];
            lines.extend(deciders.iter().map(|(actor, step)| self.decides(*actor, step)));
            return Answer { holds: false, shown: self.steps(lines) };
        }
        let others: Vec<Line> =
            deciders.iter().filter(|(actor, _)| form.only && !actors.contains(actor)).map(|(actor, step)| self.decides(*actor, step)).collect();
        let holds = others.is_empty();
        let lines = if holds { actors.iter().filter_map(of).map(|(actor, step)| self.decides(*actor, step)).collect() } else { others };
        Answer { holds, shown: self.steps(lines) }
    }

    /// The steps in force that decide on a topic.
    fn deciding_steps(&self, topic: EntityId) -> Vec<&Step> {
        let routes = self.model.routes.iter().filter(|r| self.model.is_regional(r.id) && self.model.in_force(r.id));
        let on_topic = routes.flat_map(|route| {
            let whole = route.topics.items().any(|t| t.id == topic);
            route.steps.iter().filter(move |step| if step.topics.is_empty() { whole } else { step.topics.iter().any(|t| t.id == topic) })
        });
        on_topic.filter(|step| step.key == Key::Decide && step.arranged).collect()
    }

    /// Who of a step can decide on a topic.
    fn deciders<'s>(&self, step: &'s Step, topic: EntityId) -> Vec<(Actor, &'s Step)> {
        let ask = Ask { amount: None, topic: Some(topic) };
        let may = |actor: Actor| {
            if step.about.is_empty() {
                return self.competence.can_decide(one(actor), &[topic]);
            }
            step.about.iter().all(|power| self.sound(actor, power.id, ask).is_some())
        };
        let named = step.whos.iter().flat_map(|who| self.model.expand(who.who));
        named.filter(|actor| may(*actor)).map(|actor| (actor, step)).collect()
    }

    fn decides(&self, actor: Actor, step: &Step) -> Line {
        (message!("{who} besluit", "{who} decides"; who = self.model.say_actor(actor)), Some(step.place))
    }

    fn does_not_decide(&self, actors: &[Actor], topic: EntityId, steps: &[&Step]) -> Line {
        let (who, about) = (self.list(actors), self.model.name(topic));
        let named = steps.iter().find(|step| step.whos.iter().any(|w| actors.iter().any(|actor| self.model.contains(w.who, *actor))));
        match named {
            Some(step) => (
                message!("{who} staat in de route, maar niet gebleken is van een bevoegdheid om over `{about}` te besluiten", "{who} stands in the route, but no power to decide on `{about}` appears"; who = who, about = about),
                Some(step.place),
            ),
            None if steps.is_empty() => {
                (message!("geen route laat iemand over `{about}` besluiten", "no route lets anybody decide on `{about}`"; about = about), None)
            }
            None => (
                message!("geen route laat {who} over `{about}` besluiten", "no route lets {who} decide on `{about}`"; who = who, about = about),
                None,
            ),
        }
    }
}
