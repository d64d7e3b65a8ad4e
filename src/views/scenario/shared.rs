//! `… deelt … met …`: whether an arrangement lets data of a category flow from one to another.

use super::{Answer, Form, Judge, Line};
use crate::message;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::{Actor, EntityId};
use crate::model::sharing::Cover;
use crate::syntax::vocabulary::DataCategory;
use crate::text::Place;

/// What is asked beside who and with whom.
pub(super) struct Asked<'a> {
    pub(super) category: DataCategory,
    pub(super) topics: &'a [EntityId],
}

/// An arrangement that lets data flow, and the statement that says so.
struct Flow<'m> {
    sharing: &'m DataSharing,
    place: Place,
    grounded: bool,
}

impl Judge<'_> {
    pub(super) fn shares(&self, from: &[Actor], to: &[Actor], asked: &Asked<'_>, form: Form) -> Answer {
        let pairs: Vec<(Actor, Actor)> = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b).collect();
        let allowed = |pair: &(Actor, Actor)| self.flows(*pair, asked).into_iter().find(|flow| flow.grounded);
        if form.negated {
            let lines: Vec<Line> = pairs.iter().filter_map(|pair| allowed(pair).map(|flow| self.may_flow(*pair, asked, &flow))).collect();
            return Answer { holds: lines.is_empty(), shown: self.steps(lines) };
        }
        let lacking: Vec<Line> = pairs.iter().filter(|pair| allowed(pair).is_none()).map(|pair| self.may_not_flow(*pair, asked)).collect();
        if !lacking.is_empty() {
            return Answer { holds: false, shown: self.steps(lacking) };
        }
        let others = if form.only { self.other_sharers(from, to, asked) } else { Vec::new() };
        if others.is_empty() {
            let lines = pairs.iter().filter_map(|pair| allowed(pair).map(|flow| self.may_flow(*pair, asked, &flow)));
            return Answer { holds: !pairs.is_empty(), shown: self.steps(lines) };
        }
        Answer { holds: false, shown: self.steps(others) }
    }

    /// Who else may share these data with them.
    fn other_sharers(&self, from: &[Actor], to: &[Actor], asked: &Asked<'_>) -> Vec<Line> {
        let parties = self.model.data_sharings.iter().flat_map(|s| s.parties.items()).flat_map(|who| self.model.expand(who.who));
        let mut others: Vec<Actor> = parties.filter(|actor| !from.contains(actor) && !to.contains(actor)).collect();
        others.sort_unstable();
        others.dedup();
        let pairs = others.into_iter().flat_map(|a| to.iter().map(move |b| (a, *b)));
        pairs.filter_map(|pair| self.flows(pair, asked).into_iter().find(|f| f.grounded).map(|flow| self.may_flow(pair, asked, &flow))).collect()
    }

    /// The statements in force that let data flow from one to another.
    fn flows(&self, (from, to): (Actor, Actor), asked: &Asked<'_>) -> Vec<Flow<'_>> {
        let in_force = self.model.data_sharings.iter().filter(|s| self.model.is_regional(s.id) && self.model.in_force(s.id));
        let both = in_force.filter(|s| self.sharing_is_for(s, asked.topics) && self.are_parties(s, &[from, to]));
        both.flat_map(|sharing| {
            let basis = !self.model.entity(sharing.id).basis.is_empty();
            let stated = sharing.data.given().filter(move |(_, flow)| self.lets(flow, from, to, asked.category));
            stated.map(move |(statement, _)| Flow { sharing, place: statement.place, grounded: basis || !statement.basis.is_empty() })
        })
        .collect()
    }

    fn sharing_is_for(&self, sharing: &DataSharing, topics: &[EntityId]) -> bool {
        let stated: Vec<EntityId> = sharing.topics.items().map(|t| t.id).collect();
        topics.iter().all(|topic| sharing.at.items().any(|at| at.id == *topic) || self.reaches(&stated, *topic))
    }

    fn are_parties(&self, sharing: &DataSharing, actors: &[Actor]) -> bool {
        let cover = Cover::of_parties(self.model, sharing);
        cover.is_some_and(|cover| actors.iter().all(|actor| cover.covers(self.model, *actor)))
    }

    /// Whether a flow carries a category from one to another; without `van` or `aan` it is from and to every party.
    fn lets(&self, flow: &DataFlow, from: Actor, to: Actor, category: DataCategory) -> bool {
        let among = |list: &[crate::model::refs::WhoRef], actor: Actor| list.is_empty() || Cover::of_all(self.model, list).covers(self.model, actor);
        flow.categories.contains(&category) && among(&flow.from, from) && among(&flow.to, to)
    }

    fn may_flow(&self, (from, to): (Actor, Actor), asked: &Asked<'_>, flow: &Flow<'_>) -> Line {
        let (from, to) = (self.model.say_actor(from), self.model.say_actor(to));
        let text = message!("`{name}`: {from} deelt {data} met {to}", "`{name}`: {from} shares {data} with {to}"; name = self.model.name(flow.sharing.id), from = from, to = to, data = asked.category.word());
        (text, Some(flow.place))
    }

    fn may_not_flow(&self, pair: (Actor, Actor), asked: &Asked<'_>) -> Line {
        if let Some(flow) = self.flows(pair, asked).first() {
            let text =
                message!("`{name}` noemt daarvoor geen grondslag", "`{name}` names no legal ground for it"; name = self.model.name(flow.sharing.id));
            return (text, Some(flow.place));
        }
        let (from, to) = (self.model.say_actor(pair.0), self.model.say_actor(pair.1));
        let common = self.model.data_sharings.iter().find(|s| self.model.in_force(s.id) && self.are_parties(s, &[pair.0, pair.1]));
        match common {
            Some(sharing) => (
                message!("`{name}` laat {from} geen gegevens van deze soort ({data}) voor dit doel met {to} delen", "`{name}` does not let {from} share data of this kind ({data}) for this purpose with {to}"; name = self.model.name(sharing.id), from = from, to = to, data = asked.category.word()),
                Some(self.model.entity(sharing.id).name_place),
            ),
            None => (
                message!("geen afspraak over informatiedeling gebleken waarbij {from} en {to} beide partij zijn", "no arrangement on data sharing appears to which both {from} and {to} are party"; from = from, to = to),
                None,
            ),
        }
    }
}
