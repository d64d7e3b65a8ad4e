//! What the rules on mandate and delegation share: each power that a grant passes on, and what law and text say of it.

use super::rule::Context;
use crate::finding::{Edit, Fix};
use crate::lang::{Lang, List, Message, Say};
use crate::message;
use crate::model::Model;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::{Document, Grant, GrantForm, Power, Route, Step};
use crate::model::refs::{Actor, Citation, EntityId, Ref, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice::College;
use crate::syntax::vocabulary::{DocumentKind, PartyKind, PowerNature};
use crate::text::{Place, Span};

/// One power in the `over` of a grant.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'c> {
    /// The grant.
    pub grant: &'c Grant,
    /// Where it names the power.
    pub item: Ref,
    /// The power as the region states it, unless it is the library's own.
    pub regional: Option<&'c Power>,
    /// The statutory power that it is, or rests on.
    pub statutory: Option<&'c Power>,
}

/// Every power that a grant of the region passes on, on the date of the model.
pub fn passed<'c>(ctx: &'c Context<'c>) -> impl Iterator<Item = Passed<'c>> {
    let grants = ctx.model.grants.iter().filter(|g| ctx.model.is_regional(g.id) && ctx.model.in_force(g.id));
    grants.flat_map(move |grant| {
        grant.about.items().map(move |item| Passed {
            grant,
            item: *item,
            regional: ctx.model.power(item.id).filter(|p| ctx.model.is_regional(p.id)),
            statutory: ctx.competence.statutory(item.id).and_then(|id| ctx.model.power(id)),
        })
    })
}

impl Passed<'_> {
    /// The nature of the power, from the region's text or else from the law.
    pub fn nature(&self) -> Option<PowerNature> {
        let stated = |power: Option<&Power>| power.and_then(|p| p.nature.value().copied());
        stated(self.regional).or_else(|| stated(self.statutory))
    }

    /// Whether it passes in another's name: by mandate, volmacht or machtiging.
    pub fn in_anothers_name(&self) -> bool {
        self.grant.form != GrantForm::Delegation
    }

    /// Everybody who receives it, one by one.
    pub fn recipients(&self, ctx: &Context<'_>) -> Vec<Actor> {
        self.grant.to.items().flat_map(|to| ctx.model.expand(to.who)).collect()
    }

    /// The topics on which it may be used: those of the grant, or else those of the power; `None` for every topic.
    pub fn topics(&self) -> Option<Vec<EntityId>> {
        let stated = [Some(&self.grant.topics), self.regional.map(|p| &p.topics)];
        let first = stated.into_iter().flatten().find(|topics| topics.has_items())?;
        Some(first.items().map(|topic| topic.id).collect())
    }

    /// Whether it rests on another grant that passes it in another's name, by `onder` or because its giver only received it.
    pub fn rests_on_mandate(&self, ctx: &Context<'_>) -> bool {
        let in_name = |id: EntityId| ctx.model.grant(id).is_some_and(|g| g.form != GrantForm::Delegation && g.id != self.grant.id);
        let names_parent = self.grant.under.items().any(|parent| in_name(parent.id));
        let givers = self.grant.from.items().flat_map(|from| ctx.model.expand(from.who));
        names_parent
            || givers
                .into_iter()
                .any(|giver| !is_holder(ctx, self.item.id, giver) && ctx.competence.received(giver, self.item.id).iter().any(|id| in_name(*id)))
    }

    /// A fix that takes the power out of the list, where the list holds others.
    pub fn leave_out(&self, ctx: &Context<'_>) -> Option<Fix> {
        let list = self.grant.about.values().find(|list| list.contains(&self.item))?;
        let at = list.iter().position(|item| *item == self.item)?;
        let (start, end) = match (at.checked_sub(1).and_then(|before| list.get(before)), list.get(at + 1)) {
            (Some(before), _) => (before.place.span.end, self.item.place.span.end),
            (None, Some(next)) => (self.item.place.span.start, next.place.span.start),
            (None, None) => return None,
        };
        let place = Place { file: self.item.place.file, span: Span { start, end } };
        let title = message!("haal `{power}` uit de lijst", "take `{power}` out of the list"; power = ctx.name(self.item.id));
        Some(Fix { title, edits: vec![Edit { place, text: String::new() }], safe: false })
    }
}

/// The statement that says "no", where nothing says otherwise.
pub fn refusal<T>(fact: &Fact<T>) -> Option<&Statement<T>> {
    if fact.is_absent() { fact.first() } else { None }
}

/// Whether an actor is a holder of a power, or of the class that is.
pub fn is_holder(ctx: &Context<'_>, power: EntityId, actor: Actor) -> bool {
    ctx.competence.holders(power).into_iter().any(|who| ctx.competence.is_one_of(actor, who))
}

/// Actors in the author's words: a set by its own words where all of it is meant, else one by one.
pub fn as_written(ctx: &Context<'_>, whos: impl IntoIterator<Item = Who>, actors: &[Actor]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for who in whos {
        let members = ctx.model.expand(who);
        let meant: Vec<Actor> = members.iter().copied().filter(|member| actors.contains(member)).collect();
        if !meant.is_empty() && meant.len() == members.len() {
            names.push(ctx.model.say(who));
        } else {
            names.extend(meant.into_iter().map(|actor| ctx.model.say_actor(actor)));
        }
    }
    names
}

/// The `who` of each of a list.
pub fn whos(list: &[WhoRef]) -> Vec<Who> {
    list.iter().map(|who| who.who).collect()
}

/// Articles as they are written, or "the law" where none is cited.
pub fn articles(ctx: &Context<'_>, citations: &[Citation]) -> Message {
    let words: Vec<String> = citations.iter().map(|citation| ctx.words(citation.place).to_owned()).collect();
    if words.is_empty() {
        return message!("de wet", "the law");
    }
    let list = List(words);
    Message { dutch: list.say(Lang::Dutch), english: list.say(Lang::English) }
}

/// Whether one of these citations lies in an article of a law of the library.
pub fn cites(ctx: &Context<'_>, citations: &[Citation], law: &str, article: &str) -> bool {
    let law = ctx.model.find_in_library(law);
    law.is_some() && citations.iter().any(|citation| citation.target == law && citation.article() == Some(article))
}

/// The topics on which a power is used in a step: those of the step or else the route, as far as the power is about them.
pub fn topics_decided(ctx: &Context<'_>, route: &Route, step: &Step, power: EntityId) -> Vec<Option<EntityId>> {
    let stated: Vec<EntityId> =
        if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { step.topics.iter().map(|t| t.id).collect() };
    let own: Vec<EntityId> = ctx.model.power(power).into_iter().flat_map(|p| p.topics.items()).map(|t| t.id).collect();
    let shared: Vec<Option<EntityId>> = stated.iter().filter(|t| own.contains(t)).map(|t| Some(*t)).collect();
    match (shared.is_empty(), stated.is_empty()) {
        (false, _) => shared,
        (true, false) => stated.into_iter().map(Some).collect(),
        (true, true) => vec![None],
    }
}

/// Whether the giver of a grant and its recipient both work for the same college.
pub fn same_service(ctx: &Context<'_>, actor: Actor, giver: Actor) -> bool {
    ctx.model.everybody_above(giver).into_iter().any(|above| above.office == Some(College) && ctx.model.works_under(actor, above))
}

/// A party that isn't a legal person of its own: a care and safety house, or one that works under an organ.
pub fn is_part_of_another(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.party(id).is_some_and(|p| p.works_under.has_items() || p.is(PartyKind::CareAndSafetyHouse))
}

/// One of two wordings by number.
pub fn by_number(number: usize, one: Message, more: Message) -> Message {
    if number == 1 { one } else { more }
}

/// "is" for one, "zijn" for more.
pub fn is_or_are(number: usize) -> Message {
    if number == 1 { message!("is", "is") } else { message!("zijn", "are") }
}

/// A fix that turns a delegation or another grant into a mandate.
pub fn make_it_mandate(ctx: &Context<'_>, grant: EntityId) -> Option<Fix> {
    let entity = ctx.model.entity(grant);
    let word = entity.kind.word();
    let end = entity.place.span.start + u32::try_from(word.len()).ok()?;
    let place = Place { file: entity.place.file, span: Span { start: entity.place.span.start, end } };
    let title = message!("maak er een mandaat van", "make it a mandate");
    (ctx.words(place) == word).then(|| Fix { title, edits: vec![Edit { place, text: "mandaat".to_owned() }], safe: false })
}

/// A paper for a table's own work, of which one often says loosely that the table "adopts" it.
pub fn is_working_paper(document: &Document) -> bool {
    use DocumentKind::{Agenda, Annex, Monitoring, Process};
    document.kind.has_items() && document.kind.items().all(|kind| matches!(kind, Agenda | Annex | Monitoring | Process))
}

/// A text of policy, unless it belongs to an agreement.
pub fn is_policy(model: &Model, document: &Document) -> bool {
    use DocumentKind::{Agenda, Framework, Monitoring, Plan, Process, Vision};
    let policy = document.kind.items().any(|kind| matches!(kind, Agenda | Framework | Monitoring | Plan | Process | Vision));
    policy && !document.annex_of.items().any(|r| model.agreement(r.id).is_some())
}
