//! Who may decide what, on the date of the model, up to which amount, on what chain.
//!
//! An actor may use a power as its own (by law or a valid arrangement), in another's name (mandate, sub-mandate, power
//! of attorney, authorisation) or because it was transferred (delegation). A table holds no public power of its own: it
//! decides by mandate, because an arrangement under the Wgr gives it the power, or when every member holds the power
//! and the rule is that all agree. Sources: Awb titel 10.1; Wgr art. 8, 10, 30; design of the language, "Meaning".

mod chain;
mod lack;
mod law;
mod title;

pub use chain::{Chain, Defect, Link, Title};
pub use lack::Lack;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::Model;
use crate::model::parts::{Grant, GrantForm};
use crate::model::refs::{Actor, Citation, EntityId, Scope, Seat, Who};
use crate::syntax::tree::Quantity;
use crate::syntax::vocabulary::{AgreementKind, BlockKind, Status};

/// No region passes a power on through more hands than this; a text that says so is a hostile one.
const LONGEST_CHAIN: usize = 32;

/// What is asked beside who and which power.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ask {
    /// The amount at stake, in cents.
    pub amount: Option<u64>,
    /// The topic.
    pub topic: Option<EntityId>,
}

/// What a set of actors may do with a power.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// One chain for each holder whose power is used.
    pub chains: Vec<Chain>,
    /// The actors who may not use it for anybody.
    pub without: Vec<Actor>,
    /// The holders in the region for whom nobody of the set may use it, where it is used in another's name.
    pub missing: Vec<Actor>,
}

impl Reach {
    /// Whether every actor may use the power, for every holder.
    pub fn is_whole(&self) -> bool {
        self.without.is_empty() && self.missing.is_empty() && !self.chains.is_empty()
    }
}

/// Answers questions of competence on one model.
#[derive(Debug)]
pub struct Competence<'m> {
    model: &'m Model,
    /// Grants in force by power and recipient.
    received: FxHashMap<(EntityId, Actor), Vec<EntityId>>,
    /// Grants in force by recipient.
    by_recipient: FxHashMap<Actor, Vec<EntityId>>,
    /// Delegations in force by power and giver.
    transferred: FxHashMap<(EntityId, Actor), Vec<EntityId>>,
    /// Powers of the region by whom they name as holder.
    named: title::Named,
    statutory: law::StatutoryPowers,
}

impl<'m> Competence<'m> {
    /// Prepares the answers for a model.
    pub fn new(model: &'m Model) -> Self {
        let mut received: FxHashMap<_, Vec<EntityId>> = FxHashMap::default();
        let mut by_recipient: FxHashMap<_, Vec<EntityId>> = FxHashMap::default();
        let mut transferred: FxHashMap<_, Vec<EntityId>> = FxHashMap::default();
        for grant in model.grants.iter().filter(|g| model.in_force(g.id)) {
            for to in grant.to.items().flat_map(|to| model.expand(to.who)) {
                let grants = by_recipient.entry(to).or_default();
                if grants.last() != Some(&grant.id) {
                    grants.push(grant.id);
                }
            }
            for power in grant.about.items() {
                for to in grant.to.items().flat_map(|to| model.expand(to.who)) {
                    received.entry((power.id, to)).or_default().push(grant.id);
                }
                if grant.form == GrantForm::Delegation {
                    for from in grant.from.items().flat_map(|from| model.expand(from.who)) {
                        transferred.entry((power.id, from)).or_default().push(grant.id);
                    }
                }
            }
        }
        let (named, statutory) = (title::Named::new(model), law::StatutoryPowers::new(model));
        Self { model, received, by_recipient, transferred, named, statutory }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The statutory power that a power of the region rests on: it cites the same article. The power itself when the
    /// library declares it.
    pub fn statutory(&self, power: EntityId) -> Option<EntityId> {
        if self.model.entity(power).library { Some(power) } else { self.statutory.twin(self.model, power) }
    }

    /// The holders of a power, from the region's text or else from the law that it cites.
    pub fn holders(&self, power: EntityId) -> Vec<Who> {
        let stated = |id: EntityId| -> Vec<Who> {
            self.model.power(id).map(|p| p.holder.items().map(|w| w.who).filter(|w| *w != Who::Unknown).collect()).unwrap_or_default()
        };
        let own = stated(power);
        if own.is_empty() { self.statutory(power).map(stated).unwrap_or_default() } else { own }
    }

    /// The holders of a power within the region, one by one.
    pub fn holders_here(&self, power: EntityId) -> Vec<Actor> {
        let here = |scope| if scope == Scope::Nation { Scope::Region } else { scope };
        let local = self.holders(power).into_iter().map(|who| match who {
            Who::Office(office, scope) => Who::Office(office, here(scope)),
            Who::Every(scope) => Who::Every(here(scope)),
            other => other,
        });
        local.flat_map(|who| self.model.expand(who)).collect()
    }

    /// The delegation by which an actor no longer holds a power. One that is limited to topics or an amount takes away
    /// only what lies within those limits.
    pub fn transferred(&self, actor: Actor, power: EntityId, ask: Ask) -> Option<EntityId> {
        let delegations = self.transferred.get(&(power, actor)).into_iter().flatten().filter_map(|id| self.model.grant(*id));
        delegations.into_iter().find(|grant| self.takes_away(grant, power, ask)).map(|grant| grant.id)
    }

    fn takes_away(&self, grant: &Grant, power: EntityId, ask: Ask) -> bool {
        let within = |topic: EntityId| grant.topics.items().any(|t| t.id == topic);
        let own: Vec<EntityId> = self.model.power(power).into_iter().flat_map(|p| p.topics.items()).map(|t| t.id).collect();
        let all_of_it = !own.is_empty() && own.iter().all(|topic| within(*topic));
        let on_topic = !grant.topics.has_items() || all_of_it || ask.topic.is_some_and(within);
        let in_amount = match (ask.amount, grant.ceiling.value()) {
            (Some(amount), Some(Quantity::Money(ceiling, _))) => amount <= *ceiling,
            (None, Some(Quantity::Money(..))) => false,
            _ => true,
        };
        on_topic && in_amount
    }

    /// The grants in force over a power to an actor.
    pub fn received(&self, actor: Actor, power: EntityId) -> &[EntityId] {
        self.received.get(&(power, actor)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every ground on which an actor may use a power: one chain for each holder in whose place it acts.
    pub fn chains(&self, actor: Actor, power: EntityId, ask: Ask) -> Vec<Chain> {
        let mut found = BTreeMap::new();
        if !self.is_about(power, ask) {
            return Vec::new();
        }
        self.reach_into(actor, power, ask, None, &mut Vec::new(), &mut found);
        if found.is_empty() {
            self.together(actor.of, power, ask, &mut found);
        }
        found.into_values().collect()
    }

    /// Whether an actor may use a power at all.
    pub fn is_competent(&self, actor: Actor, power: EntityId, ask: Ask) -> bool {
        !self.chains(actor, power, ask).is_empty()
    }

    /// What a set of actors may do with a power, and what is lacking.
    pub fn reach(&self, whos: &[Who], power: EntityId, ask: Ask) -> Reach {
        let mut reach = Reach::default();
        let mut in_anothers_name = false;
        for actor in whos.iter().flat_map(|who| self.model.expand(*who)) {
            let chains = self.chains(actor, power, ask);
            if chains.is_empty() {
                reach.without.push(actor);
            }
            // Its own staff stands for one municipality only; whoever acts for another's holder acts for all of them.
            in_anothers_name |= chains.iter().any(|c| c.principal.of != actor.of);
            reach.chains.extend(chains);
        }
        if in_anothers_name {
            let covered: Vec<Actor> = reach.chains.iter().map(|c| c.principal).collect();
            reach.missing = self.holders_here(power).into_iter().filter(|h| !covered.contains(h)).collect();
        }
        reach
    }

    /// Whether a power reaches the topic that is asked about: one that names topics is limited to them.
    pub fn is_about(&self, power: EntityId, ask: Ask) -> bool {
        let topic = ask.topic.filter(|topic| self.model.topic(*topic).is_some());
        topic.is_none_or(|topic| self.is_on(power, &[topic]))
    }

    /// Whether an actor has a power to give by a grant of his; his own delegation takes it from him only afterwards.
    pub fn can_give(&self, grant: &Grant, giver: Actor, power: EntityId) -> bool {
        let mut found = BTreeMap::new();
        self.giver_chains(giver, power, Ask::default(), grant, &mut vec![grant.id], &mut found);
        !found.is_empty()
    }

    /// Whether an actor holds a power as its own.
    pub fn holds(&self, actor: Actor, power: EntityId) -> bool {
        self.holds_for(actor, power, Ask::default())
    }

    fn holds_for(&self, actor: Actor, power: EntityId, ask: Ask) -> bool {
        // The organs of a municipality that was merged are no more.
        let exists = self.model.municipality(actor.of).is_none() || self.model.in_force(actor.of);
        exists && self.is_holder(actor, power) && self.transferred(actor, power, ask).is_none()
    }

    /// Who gives a grant to an actor: where sets of several municipalities stand on both sides, each gives to its own.
    pub fn givers(&self, grant: &Grant, actor: Actor) -> Vec<Actor> {
        let mut givers: Vec<Actor> = grant.from.items().flat_map(|from| self.model.expand(from.who)).collect();
        let in_set = |who: Who| matches!(who, Who::Office(_, scope) if !matches!(scope, Scope::One(_))) && self.model.contains(who, actor);
        if grant.to.items().any(|to| in_set(to.who)) && givers.iter().any(|giver| giver.of == actor.of) {
            givers.retain(|giver| giver.of == actor.of);
        }
        givers
    }

    fn is_holder(&self, actor: Actor, power: EntityId) -> bool {
        let named = self.holders(power).into_iter().any(|who| self.model.contains(who, actor));
        named && (self.model.body(actor.of).is_none() || self.table_can_hold(actor.of) || self.power_rests_on_arrangement(power))
    }

    /// Whether a table can hold powers: an arrangement under the Wgr makes it, or a law that doesn't leave it at talk.
    pub fn table_can_hold(&self, table: EntityId) -> bool {
        let entity = self.model.entity(table);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items());
        grounds.into_iter().any(|citation| self.makes_decider(citation))
    }

    /// Whether a text can make a table or function able to decide: an arrangement with a body of its own under the Wgr
    /// that is more than a draft, or an article of law that neither leaves it at talk nor gives its power to others.
    pub fn makes_decider(&self, citation: &Citation) -> bool {
        match citation.target {
            Some(target) if self.model.law(target).is_some() => match self.statutory_table(citation).and_then(|id| self.model.body(id)) {
                Some(table) => table.decides.is_given(),
                None => !self.statutory.gives_power(citation),
            },
            Some(target) => self.is_arrangement_with_body(target) && self.model.furthest_status(target) != Some(Status::Draft),
            None => false,
        }
    }

    fn power_rests_on_arrangement(&self, power: EntityId) -> bool {
        let entity = self.model.entity(power);
        let holder_basis = self.model.power(power).into_iter().flat_map(|p| p.holder.statements()).flat_map(|s| &s.basis);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items()).chain(holder_basis);
        grounds.filter_map(|c| c.target).any(|target| self.is_arrangement_with_body(target))
    }

    /// Whether an agreement is a joint arrangement of the Wgr with a body of its own (art. 8 lid 1–3).
    pub fn is_arrangement_with_body(&self, agreement: EntityId) -> bool {
        use AgreementKind::{JointOrgan, OperationalBody, PublicBody};
        let kinds = self.model.agreement(agreement).into_iter().flat_map(|a| a.kind.items());
        kinds.into_iter().any(|kind| matches!(kind, PublicBody | JointOrgan | OperationalBody))
    }

    /// Collects the chains by which an actor may use a power. A sub-mandate that names the grants it rests on (`under`)
    /// reaches no further than those.
    fn reach_into(
        &self,
        actor: Actor,
        power: EntityId,
        ask: Ask,
        under: Option<&Grant>,
        visited: &mut Vec<EntityId>,
        found: &mut BTreeMap<Actor, Chain>,
    ) {
        if self.holds_for(actor, power, ask) {
            found.entry(actor).or_insert_with(|| Chain::own(actor));
        }
        if self.has_passed_on(actor, power, ask, visited) {
            return;
        }
        let received = self.received(actor, power);
        let named = |id: &EntityId| under.is_some_and(|grant| grant.under.items().any(|parent| parent.id == *id));
        let any_named = received.iter().any(named);
        for &id in received.iter().filter(|id| !any_named || named(id)) {
            let Some(grant) = self.model.grant(id).filter(|g| !visited.contains(&id) && visited.len() < LONGEST_CHAIN && Self::fits(g, ask)) else {
                continue;
            };
            visited.push(id);
            for giver in self.givers(grant, actor) {
                let mut before = BTreeMap::new();
                self.giver_chains(giver, power, ask, grant, visited, &mut before);
                for (principal, chain) in before {
                    let chain = self.extended(chain, grant, power, (giver, actor));
                    found.entry(principal).or_insert(chain);
                }
            }
            visited.pop();
        }
    }

    /// Whether an actor transferred a power that he received (Awb 10:17); in the chain of his own delegation he still gives it.
    fn has_passed_on(&self, actor: Actor, power: EntityId, ask: Ask, visited: &[EntityId]) -> bool {
        let gives_now = visited.last().and_then(|id| self.model.grant(*id)).is_some_and(|grant| grant.form == GrantForm::Delegation);
        self.transferred(actor, power, ask).is_some() && !gives_now
    }

    /// A delegator holds the power until he transfers it, so his own delegation counts as from a holder.
    fn giver_chains(&self, giver: Actor, power: EntityId, ask: Ask, grant: &Grant, visited: &mut Vec<EntityId>, found: &mut BTreeMap<Actor, Chain>) {
        if grant.form == GrantForm::Delegation && self.is_holder(giver, power) {
            found.insert(giver, Chain::own(giver));
        } else {
            self.reach_into(giver, power, ask, Some(grant), visited, found);
        }
    }

    fn extended(&self, mut chain: Chain, grant: &Grant, power: EntityId, (from, to): (Actor, Actor)) -> Chain {
        if let Some(last) = chain.links.last() {
            let transferred = self.model.grant(last.grant).is_some_and(|g| g.form == GrantForm::Delegation);
            let allowed = self.model.grant(last.grant).is_some_and(|g| g.sub_mandate.is_given()) && !self.forbids_sub_mandate(power);
            if !transferred && !allowed {
                chain.defects.push(Defect::SubMandateNotAllowed { under: last.grant, grant: grant.id });
            }
        }
        if grant.form != GrantForm::Delegation && !self.may_be_mandated_to(power, to) {
            chain.defects.push(Defect::MayNotBeMandated { grant: grant.id });
        }
        chain.links.push(Link { grant: grant.id, from, to });
        chain
    }

    /// Whether the region's text or the law says that a power may not be mandated further.
    pub fn forbids_sub_mandate(&self, power: EntityId) -> bool {
        let powers = [Some(power), self.statutory(power)];
        powers.into_iter().flatten().filter_map(|id| self.model.power(id)).any(|p| p.sub_mandate.is_absent())
    }

    fn fits(grant: &Grant, ask: Ask) -> bool {
        let amount_fits = match (ask.amount, grant.ceiling.value()) {
            (Some(amount), Some(Quantity::Money(ceiling, _))) => amount <= *ceiling,
            _ => true,
        };
        let topic_fits = match ask.topic {
            Some(topic) if grant.topics.has_items() => grant.topics.items().any(|t| t.id == topic),
            _ => true,
        };
        amount_fits && topic_fits
    }

    /// A table decides when every full member holds the power and the rule is that all agree.
    fn together(&self, table: EntityId, power: EntityId, ask: Ask, found: &mut BTreeMap<Actor, Chain>) {
        let Some(body) = self.model.body(table) else { return };
        let all_agree = title::all_must_agree(body);
        let seats: Vec<&Seat> = self.model.seats(table).filter(|s| Model::is_full_member(s)).collect();
        if !all_agree || seats.is_empty() {
            return;
        }
        let mut principals = BTreeMap::new();
        for seat in seats {
            let actors = self.model.expand(seat.who);
            if actors.is_empty() {
                return;
            }
            for actor in actors.into_iter().filter(|a| a.of != table) {
                let mut own = BTreeMap::new();
                self.reach_into(actor, power, ask, None, &mut Vec::new(), &mut own);
                if own.is_empty() {
                    return;
                }
                principals.extend(own);
            }
        }
        found.extend(
            principals.into_keys().map(|p| (p, Chain { principal: p, title: Title::AllMembers(table), links: Vec::new(), defects: Vec::new() })),
        );
    }

    /// Whether somebody is an organ that the law itself gives powers, or a party that decides its own affairs.
    pub fn decides_in_own_right(&self, who: Who) -> bool {
        use crate::syntax::tree::MunicipalOffice::{College, Council, Mayor};
        match who {
            Who::Office(office, _) => matches!(office, Mayor | College | Council),
            Who::Every(_) => true,
            Who::Entity(id) => match self.model.entity(id).kind {
                BlockKind::Party | BlockKind::Office | BlockKind::Municipality => true,
                BlockKind::Body => self.table_can_hold(id),
                _ => false,
            },
            Who::SomeOffice(_) | Who::MembersOf(_) | Who::Unknown => true,
        }
    }

    /// The grants in force to an actor, over whatever power.
    pub fn grants_to(&self, actor: Actor) -> impl Iterator<Item = &'m Grant> {
        self.by_recipient.get(&actor).into_iter().flatten().filter_map(|id| self.model.grant(*id))
    }
}

impl Competence<'_> {
    /// The statutory table that rests on the article of a citation, such as the periodic consultation of Wvggz 8:31.
    pub fn statutory_table(&self, citation: &Citation) -> Option<EntityId> {
        self.statutory.statutory_table(citation)
    }

    /// The statutory powers that rest on the article of a citation.
    pub fn statutory_powers(&self, citation: &Citation) -> &[EntityId] {
        self.statutory.powers(citation)
    }

    /// Whether a statutory power rests on the article of a citation.
    pub fn gives_power(&self, citation: &Citation) -> bool {
        self.statutory.gives_power(citation)
    }
}
