//! What the rules on routes share: the path of each topic, and which topics are settled by which route.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::Context;
use crate::model::parts::{Route, Step};
use crate::model::refs::{EntityId, Who};
use crate::syntax::vocabulary::Key;

/// No route gives more topics than this a path of their own.
const MOST: usize = 64;

/// The steps that one topic of a route takes; every topic, where no step is limited to some.
#[derive(Debug)]
pub struct Lane<'m> {
    /// The topics.
    pub topics: Vec<EntityId>,
    /// The steps, in order.
    pub steps: Vec<&'m Step>,
}

/// The routes of the region that hold on the date of the model.
pub fn routes<'m>(ctx: &Context<'m>) -> Vec<&'m Route> {
    ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)).collect()
}

/// The topics of a route, each once.
pub fn topics(route: &Route) -> Vec<EntityId> {
    let mut seen = FxHashSet::default();
    let named = route.topics.items().chain(route.steps.iter().flat_map(|s| &s.topics));
    named.map(|t| t.id).filter(|id| seen.insert(*id)).collect()
}

/// The path of each topic: one for all of them, unless a step is for some of them only.
pub fn lanes(route: &Route) -> Vec<Lane<'_>> {
    let topics = topics(route);
    if route.steps.iter().all(|s| s.topics.is_empty()) {
        return vec![Lane { topics, steps: route.steps.iter().collect() }];
    }
    let takes = |step: &Step, topic: EntityId| step.topics.is_empty() || step.topics.iter().any(|t| t.id == topic);
    let lane = |topic: EntityId| Lane { topics: vec![topic], steps: route.steps.iter().filter(|s| takes(s, topic)).collect() };
    topics.into_iter().take(MOST).map(lane).collect()
}

/// Whether a step settles the topic, or will once it is arranged: a decision, or an agreement.
pub fn settles(step: &Step) -> bool {
    matches!(step.key, Key::Decide | Key::Agree) && (step.arranged || step.open)
}

/// Whether a step only tells how things went.
pub const fn is_feedback(key: Key) -> bool {
    matches!(key, Key::Inform | Key::ReportBack | Key::Evaluate)
}

/// Which routes settle each topic.
#[derive(Debug)]
pub struct Settled(FxHashMap<EntityId, Vec<EntityId>>);

impl Settled {
    /// Reads the routes.
    pub fn new(routes: &[&Route]) -> Self {
        let mut settled: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
        for route in routes {
            for lane in lanes(route).into_iter().filter(|lane| lane.steps.iter().any(|s| settles(s))) {
                for topic in lane.topics {
                    settled.entry(topic).or_default().push(route.id);
                }
            }
        }
        Self(settled)
    }

    /// Whether another route settles a topic.
    pub fn elsewhere(&self, topic: EntityId, route: EntityId) -> bool {
        self.0.get(&topic).is_some_and(|by| by.iter().any(|id| *id != route))
    }

    /// Whether any route settles a topic.
    pub fn anywhere(&self, topic: EntityId) -> bool {
        self.0.contains_key(&topic)
    }
}

/// A table and its members as one: `leden van X` are X.
pub const fn as_one(who: Who) -> Who {
    match who {
        Who::MembersOf(table) => Who::Entity(table),
        other => other,
    }
}
