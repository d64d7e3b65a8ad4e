//! `delegans-beslist-zelf`: whoever delegated a power still uses it, or steers its use with more than policy rules
//! (Awb 10:16 and 10:17).

use rustc_hash::{FxHashMap, FxHashSet};

use super::passing::{as_written, cites, make_it_mandate, topics_decided};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::competence::Ask;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::Model;
use crate::model::fact::Fact;
use crate::model::parts::{Grant, GrantForm, Route, Step};
use crate::model::refs::{Actor, Citation, EntityId, Ref, WhoRef};
use crate::syntax::vocabulary::{Kept, Key};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "delegans-beslist-zelf",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "wie een bevoegdheid delegeerde, oefent haar toch zelf uit of stuurt met meer dan beleidsregels",
        "whoever delegated a power still uses it, or steers its use with more than policy rules",
    ),
    sources: &[Source::Law("Awb", "art. 10:16"), Source::Law("Awb", "art. 10:17"), Source::Law("Wgr", "art. 33a lid 4")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let delegations: Vec<&Grant> = ctx.model.grants.iter().filter(|g| g.form == GrantForm::Delegation && stands(ctx, g.id)).collect();
    if delegations.is_empty() {
        return;
    }
    let delegated: FxHashSet<EntityId> = delegations.iter().flat_map(|g| g.about.items()).map(|power| power.id).collect();
    let on_topic = PowersByTopic::read(ctx);
    for route in ctx.model.routes.iter().filter(|r| stands(ctx, r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::Decide && s.arranged) {
            if step.about.is_empty() {
                on_the_topic(ctx, route, step, &on_topic, findings);
            }
            for power in step.about.iter().filter(|power| delegated.contains(&power.id)) {
                decides(ctx, route, step, power, findings);
            }
        }
    }
    for grant in ctx.model.grants.iter().filter(|g| g.form != GrantForm::Delegation && stands(ctx, g.id)) {
        passes_on(ctx, grant, findings);
    }
    delegations.iter().for_each(|grant| keeps_instructions(ctx, grant, findings));
    overrides(ctx, findings);
    steers(ctx, &delegations, findings);
}

fn stands(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.is_regional(id) && ctx.model.in_force(id)
}

// ---------------------------------------------------------------------------------------------------------- deciding

/// `besluiten … over` a power by one who delegated it, and did not get it back by a mandate.
fn decides(ctx: &Context<'_>, route: &Route, step: &Step, power: &Ref, findings: &mut Findings) {
    let asks = topics_decided(ctx, route, step, power.id).into_iter().map(|topic| Ask { amount: None, topic });
    for ask in asks {
        let Some(gone) = Gone::of(ctx, &step.whos, power.id, ask) else { continue };
        let (name, who) = (ctx.name(power.id), quoted(&gone.names, 3));
        let headline = if gone.names.len() == 1 {
            message!("{who} besluit over `{power}`, maar heeft die bevoegdheid gedelegeerd", "{who} decides on `{power}`, but has delegated that power"; who = who, power = name)
        } else {
            message!("{who} besluiten over `{power}`, maar hebben die bevoegdheid gedelegeerd", "{who} decide on `{power}`, but have delegated that power"; who = who, power = name)
        };
        findings.push(told(ctx, RULE.finding(step.place, headline), &gone));
        return;
    }
}

/// Those of a set who delegated a power, by which delegation.
struct Gone<'c> {
    names: Vec<String>,
    by: &'c Grant,
}

impl<'c> Gone<'c> {
    fn of(ctx: &Context<'c>, whos: &[WhoRef], power: EntityId, ask: Ask) -> Option<Self> {
        let actors: Vec<Actor> = whos.iter().flat_map(|w| ctx.model.expand(w.who)).collect();
        let by = |actor: Actor| ctx.competence.transferred(actor, power, ask).filter(|_| !ctx.competence.is_competent(actor, power, ask));
        let gone: Vec<Actor> = actors.into_iter().filter(|actor| by(*actor).is_some()).collect();
        let grant = gone.first().and_then(|actor| by(*actor)).and_then(|id| ctx.model.grant(id))?;
        Some(Self { names: as_written(ctx, whos.iter().map(|w| w.who), &gone), by: grant })
    }
}

fn told(ctx: &Context<'_>, finding: Finding, gone: &Gone<'_>) -> Finding {
    let recipients: Vec<String> = gone.by.to.items().map(|to| ctx.model.say(to.who)).collect();
    let mut finding = finding
        .label(message!("zelf gedelegeerd", "delegated by itself"))
        .why(message!(
            "Bij delegatie gaat de bevoegdheid over. Wie haar overdroeg, kan haar niet meer zelf uitoefenen, en ook niet aan een ander mandateren.",
            "With delegation the power passes over. Whoever transferred it can no longer use it, nor mandate it to another."
        ))
        .remedy(message!(
            "Laat {who} besluiten, trek de delegatie in, of maak er een mandaat van: dan blijft de gever zelf bevoegd.",
            "Let {who} decide, withdraw the delegation, or make it a mandate: then its giver keeps the power."; who = quoted(&recipients, 3)
        ))
        .related(ctx.at(gone.by.id), message!("hier is zij gedelegeerd", "it is delegated here"));
    finding.fixes.extend(make_it_mandate(ctx, gone.by.id));
    finding
}

/// A mandate, volmacht or machtiging of one who delegated the power: giving one is using it.
fn passes_on(ctx: &Context<'_>, grant: &Grant, findings: &mut Findings) {
    let Some(key) = grant.from.key() else { return };
    let from: Vec<WhoRef> = grant.from.items().copied().collect();
    let asks = || grant.topics.items().map(|topic| Ask { amount: None, topic: Some(topic.id) }).chain(std::iter::once(Ask::default()));
    for power in grant.about.items() {
        let Some(gone) = asks().find_map(|ask| Gone::of(ctx, &from, power.id, ask)) else { continue };
        let (name, who, kind) = (ctx.name(power.id), quoted(&gone.names, 3), ctx.model.entity(grant.id).kind.word());
        let headline = if gone.names.len() == 1 {
            message!("{who} geeft {kind} over `{power}`, maar heeft die bevoegdheid gedelegeerd", "{who} gives a {kind} over `{power}`, but has delegated that power"; who = who, kind = kind, power = name)
        } else {
            message!("{who} geven {kind} over `{power}`, maar hebben die bevoegdheid gedelegeerd", "{who} give a {kind} over `{power}`, but have delegated that power"; who = who, kind = kind, power = name)
        };
        findings.push(told(ctx, RULE.finding(key, headline), &gone));
        return;
    }
}

// ------------------------------------------------------------------------------------------------------ on a whole topic

/// The powers of the region that name topics, by topic.
struct PowersByTopic(FxHashMap<EntityId, Vec<EntityId>>);

impl PowersByTopic {
    fn read(ctx: &Context<'_>) -> Self {
        let mut powers: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
        for power in ctx.model.powers.iter().filter(|p| stands(ctx, p.id)) {
            for topic in power.topics.items() {
                powers.entry(topic.id).or_default().push(power.id);
            }
        }
        Self(powers)
    }

    /// The powers on a topic that an actor held, where it delegated every one of them.
    fn all_gone(&self, ctx: &Context<'_>, actor: Actor, topic: EntityId) -> Option<EntityId> {
        let ask = Ask { amount: None, topic: Some(topic) };
        let own = self.0.get(&topic)?.iter().filter(|power| ctx.competence.holders(**power).into_iter().any(|who| ctx.model.contains(who, actor)));
        let delegations: Option<Vec<EntityId>> = own.map(|power| ctx.competence.transferred(actor, *power, ask)).collect();
        delegations?.into_iter().next()
    }
}

/// `besluiten` without `over`, by an organ that delegated every power that the text knows on that topic.
fn on_the_topic(ctx: &Context<'_>, route: &Route, step: &Step, powers: &PowersByTopic, findings: &mut Findings) {
    let stated: Vec<EntityId> =
        if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { step.topics.iter().map(|t| t.id).collect() };
    for topic in stated {
        let actors: Vec<Actor> = step.whos.iter().flat_map(|w| ctx.model.expand(w.who)).collect();
        let gone: Vec<Actor> = actors.into_iter().filter(|actor| powers.all_gone(ctx, *actor, topic).is_some()).collect();
        let Some(by) = gone.first().and_then(|actor| powers.all_gone(ctx, *actor, topic)) else { continue };
        let names = as_written(ctx, step.whos.iter().map(|w| w.who), &gone);
        let (who, topic) = (quoted(&names, 3), ctx.name(topic));
        let headline = if names.len() == 1 {
            message!("{who} besluit over `{topic}`, maar heeft gedelegeerd wat de tekst daarover als bevoegdheid noemt", "{who} decides on `{topic}`, but has delegated what the text names as power on it"; who = who, topic = topic)
        } else {
            message!("{who} besluiten over `{topic}`, maar hebben gedelegeerd wat de tekst daarover als bevoegdheid noemt", "{who} decide on `{topic}`, but have delegated what the text names as power on it"; who = who, topic = topic)
        };
        findings.push(
            RULE.finding_at(Severity::Hint, step.place, headline)
                .label(message!("welke bevoegdheid nog?", "which power is left?"))
                .why(message!(
                    "Wie een bevoegdheid delegeerde, oefent haar niet meer zelf uit. Misschien gaat het hier om iets anders, zoals beleid; dat blijkt niet.",
                    "Whoever delegated a power no longer uses it. Perhaps this is about something else, such as policy; that does not appear."
                ))
                .remedy(message!(
                    "Noem met `over` de bevoegdheid waarom het gaat, of laat besluiten wie de gedelegeerde bevoegdheid kreeg.",
                    "Name with `over` the power it is about, or let whoever received the delegated power decide."
                ))
                .related(ctx.at(by), message!("hier is gedelegeerd", "it is delegated here")),
        );
        return;
    }
}

// ----------------------------------------------------------------------------------------------------------- steering

/// Whether law lets the delegator do more than give policy rules: the statement says so, or the general board of a
/// joint arrangement delegates to its daily board (Wgr 33a lid 4).
fn may_do_more(ctx: &Context<'_>, grant: &Grant, stated: &[Citation]) -> bool {
    let awb = ctx.model.find_in_library("Awb");
    let by_law = stated.iter().any(|citation| citation.target.is_none_or(|id| ctx.model.law(id).is_some() && Some(id) != awb));
    let mut grounds = grant.from.statements().iter().chain(grant.to.statements()).map(|s| &s.basis).chain([&ctx.model.entity(grant.id).basis]);
    by_law || grounds.any(|basis| cites(ctx, basis, "Wgr", "33a") || cites(ctx, basis, "Gemeentewet", "85"))
}

fn keeps_instructions(ctx: &Context<'_>, grant: &Grant, findings: &mut Findings) {
    for (statement, kept) in grant.keeps.given() {
        if !kept.contains(&Kept::Instructions) || may_do_more(ctx, grant, &statement.basis) {
            continue;
        }
        let headline = message!("`{name}` laat de gever aanwijzingen geven over wat hij heeft gedelegeerd", "`{name}` lets its giver give instructions on what he has delegated"; name = ctx.name(grant.id));
        let mut finding = RULE
            .finding(statement.place, headline)
            .label(message!("meer dan beleidsregels", "more than policy rules"))
            .why(only_policy_rules())
            .remedy(message!(
                "Schrap `aanwijzingen`, noem de wet die ze toelaat (zoals `krachtens Wgr art. 33a lid 4`), of maak er een mandaat van.",
                "Leave out `aanwijzingen`, name the law that allows them (such as `krachtens Wgr art. 33a lid 4`), or make it a mandate."
            ));
        finding.fixes.extend(make_it_mandate(ctx, grant.id));
        findings.push(finding);
        return;
    }
}

fn only_policy_rules() -> Message {
    message!(
        "Wie een bevoegdheid delegeert, kan over het gebruik ervan alleen nog beleidsregels geven en om inlichtingen vragen. Aanwijzingen horen bij mandaat.",
        "Whoever delegates a power can only give policy rules on its use and ask for information. Instructions belong to a mandate."
    )
}

/// A doorzettingsmacht over the delegated power, held by whoever delegated it.
fn overrides(ctx: &Context<'_>, findings: &mut Findings) {
    for held in ctx.model.overrides.iter().filter(|o| stands(ctx, o.id)) {
        for (statement, holders) in held.holder.given() {
            let gone = held.about.items().find_map(|power| Some((power, Gone::of(ctx, holders, power.id, Ask::default())?)));
            let Some((power, gone)) = gone else { continue };
            let grounds: Vec<Citation> = statement.basis.iter().chain(&ctx.model.entity(held.id).basis).cloned().collect();
            if may_do_more(ctx, gone.by, &grounds) {
                continue;
            }
            let headline = message!("`{name}` geeft {who} het laatste woord over `{power}`, een bevoegdheid die is gedelegeerd", "`{name}` gives {who} the last word on `{power}`, a power that was delegated"; name = ctx.name(held.id), who = quoted(&gone.names, 3), power = ctx.name(power.id));
            findings.push(told(ctx, RULE.finding(statement.place, headline), &gone).why(only_policy_rules()));
            break;
        }
    }
}

/// A table or function that delegated a power and steers whoever received it; or a table of those who delegated it.
fn steers(ctx: &Context<'_>, delegations: &[&Grant], findings: &mut Findings) {
    let mut received: FxHashMap<EntityId, Vec<&Grant>> = FxHashMap::default();
    for grant in delegations {
        for to in grant.to.items().flat_map(|to| ctx.model.expand(to.who)).filter(|to| to.office.is_none()) {
            received.entry(to.of).or_default().push(grant);
        }
    }
    let bodies = ctx.model.bodies.iter().map(|b| (b.id, &b.steers));
    let roles = ctx.model.roles.iter().map(|r| (r.id, &r.steers));
    for (id, steers) in bodies.chain(roles).filter(|(id, _)| stands(ctx, *id)) {
        if let Some(finding) = steers_recipient(ctx, id, steers, &received) {
            findings.push(finding);
        }
    }
}

fn steers_recipient(ctx: &Context<'_>, id: EntityId, steers: &Fact<Vec<WhoRef>>, received: &FxHashMap<EntityId, Vec<&Grant>>) -> Option<Finding> {
    for (statement, whos) in steers.given() {
        let steered = whos.iter().flat_map(|w| ctx.model.expand(w.who));
        let delegations = steered.filter_map(|actor| received.get(&actor.of)).flatten();
        let own = delegations.into_iter().find(|grant| gave(ctx, id, grant) && !may_do_more(ctx, grant, &statement.basis));
        if let Some(grant) = own {
            return Some(steering(ctx, id, grant, statement.place));
        }
    }
    None
}

/// Whether somebody gave a delegation: itself, or every full member of a table gave it.
fn gave(ctx: &Context<'_>, id: EntityId, grant: &Grant) -> bool {
    let givers: Vec<Actor> = grant.from.items().flat_map(|from| ctx.model.expand(from.who)).collect();
    let itself = Actor { of: id, office: None };
    let mut members = ctx.model.seats(id).filter(|s| Model::is_full_member(s)).map(|seat| ctx.model.stands_for(Model::principal(seat))).peekable();
    let is_giver = |actors: Vec<Actor>| !actors.is_empty() && actors.iter().all(|actor| givers.contains(actor));
    givers.contains(&itself) || ctx.model.body(id).is_some() && members.peek().is_some() && members.all(is_giver)
}

fn steering(ctx: &Context<'_>, id: EntityId, grant: &Grant, place: Place) -> Finding {
    let recipients: Vec<String> = grant.to.items().map(|to| ctx.model.say(to.who)).collect();
    let headline = message!("`{name}` stuurt {who}, aan wie de bevoegdheid is gedelegeerd", "`{name}` steers {who}, to whom the power was delegated"; name = ctx.name(id), who = quoted(&recipients, 3));
    RULE.finding_at(Severity::Warning, place, headline)
        .label(message!("stuurt na delegatie", "steers after delegation"))
        .why(only_policy_rules())
        .remedy(message!(
            "Beperk het sturen tot beleidsregels en inlichtingen (`behoudt`), noem de wet die meer toelaat, of maak er een mandaat van.",
            "Limit the steering to policy rules and information (`behoudt`), name the law that allows more, or make it a mandate."
        ))
        .related(ctx.at(grant.id), message!("hier is gedelegeerd", "it is delegated here"))
}
