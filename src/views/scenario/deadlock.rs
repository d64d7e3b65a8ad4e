//! `… heeft doorzettingsmacht over …`: whether somebody can break a deadlock over others.

use super::{Answer, Form, Judge, Line};
use crate::message;
use crate::model::parts::Override;
use crate::model::refs::{Actor, EntityId, WhoRef};

impl Judge<'_> {
    pub(super) fn overrides(&self, actors: &[Actor], over: &[Actor], topics: &[EntityId], form: Form) -> Answer {
        let pairs = || actors.iter().flat_map(|actor| over.iter().map(move |bound| (*actor, *bound)));
        let held = |(actor, bound): (Actor, Actor)| self.override_of(actor, bound, topics);
        if form.negated {
            let lines: Vec<Line> = pairs().filter_map(|pair| held(pair).map(|power| self.has(pair, power))).collect();
            return Answer { holds: lines.is_empty(), shown: self.steps(lines) };
        }
        let lacking: Vec<(Actor, Actor)> = pairs().filter(|pair| held(*pair).is_none()).collect();
        if !lacking.is_empty() {
            let mut lines: Vec<Line> = lacking.into_iter().take(1).map(|pair| self.has_not(pair)).collect();
            lines.extend(self.others_over(&[], over, topics));
            return Answer { holds: false, shown: self.steps(lines) };
        }
        let others = if form.only { self.others_over(actors, over, topics) } else { Vec::new() };
        if others.is_empty() {
            let lines = pairs().filter_map(|pair| held(pair).map(|power| self.has(pair, power)));
            return Answer { holds: true, shown: self.steps(lines) };
        }
        Answer { holds: false, shown: self.steps(others) }
    }

    /// Those of the region that are in force and held by somebody. Those of the law are each over one act (to admit a
    /// patient, to carry out a care order), so they break no deadlock on a topic as such.
    fn arranged(&self) -> impl Iterator<Item = &Override> {
        self.model.overrides.iter().filter(|o| self.model.is_regional(o.id) && self.model.in_force(o.id) && o.holder.has_items())
    }

    fn override_of(&self, actor: Actor, bound: Actor, topics: &[EntityId]) -> Option<&Override> {
        let is_among = |list: Vec<&WhoRef>, actor: Actor| list.into_iter().any(|who| self.competence.is_one_of(actor, who.who));
        self.arranged().find(|power| {
            is_among(power.holder.items().collect(), actor) && is_among(power.binds.items().collect(), bound) && self.override_is_for(power, topics)
        })
    }

    fn override_is_for(&self, power: &Override, topics: &[EntityId]) -> bool {
        let stated: Vec<EntityId> = power.topics.items().map(|topic| topic.id).collect();
        topics.iter().all(|topic| self.reaches(&stated, *topic))
    }

    fn has(&self, (actor, bound): (Actor, Actor), power: &Override) -> Line {
        let (who, over, name) = (self.model.say_actor(actor), self.model.say_actor(bound), self.model.name(power.id));
        let text = message!("`{name}`: {who} heeft doorzettingsmacht over {over}", "`{name}`: {who} has doorzettingsmacht over {over}"; name = name, who = who, over = over);
        (text, Some(self.model.entity(power.id).name_place))
    }

    fn has_not(&self, (actor, bound): (Actor, Actor)) -> Line {
        let (who, over) = (self.model.say_actor(actor), self.model.say_actor(bound));
        (
            message!("niet gebleken dat {who} doorzettingsmacht heeft over {over}", "it does not appear that {who} has doorzettingsmacht over {over}"; who = who, over = over),
            None,
        )
    }

    /// Who else has it over these.
    fn others_over(&self, actors: &[Actor], over: &[Actor], topics: &[EntityId]) -> Vec<Line> {
        let mut lines = Vec::new();
        for power in self.arranged().filter(|power| self.override_is_for(power, topics)) {
            let Some(bound) = over.iter().find(|bound| power.binds.items().any(|who| self.competence.is_one_of(**bound, who.who))) else { continue };
            let holder = power.holder.items().find(|who| self.model.expand(who.who).iter().any(|holder| !actors.contains(holder)));
            lines.extend(holder.map(|who| {
                let (who, over, name) = (self.model.say(who.who), self.model.say_actor(*bound), self.model.name(power.id));
                let text = message!("wel: {who} over {over}, volgens `{name}`", "what holds: {who} over {over}, by `{name}`"; who = who, over = over, name = name);
                (text, Some(self.model.entity(power.id).name_place))
            }));
        }
        lines
    }
}
