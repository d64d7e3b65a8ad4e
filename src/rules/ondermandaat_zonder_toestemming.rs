//! `ondermandaat-zonder-toestemming`: a sub-mandate that the mandate above it does not allow, or that goes further (Awb 10:9).

use rustc_hash::FxHashSet;

use super::passing::{as_written, is_holder};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::parts::{Grant, GrantForm};
use crate::model::refs::{Actor, EntityId, Ref};
use crate::syntax::tree::Quantity;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "ondermandaat-zonder-toestemming",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een ondermandaat dat de mandaatgever niet toestaat, of dat verder gaat dan het mandaat",
        "a sub-mandate that the giver of the mandate does not allow, or that goes further than the mandate",
    ),
    sources: &[Source::Law("Awb", "art. 10:9 lid 1"), Source::Law("Awb", "art. 10:9 lid 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let circular = circles(ctx, findings);
    let grants = ctx.model.grants.iter().filter(|g| counts(ctx, g) && g.form != GrantForm::Delegation && !circular.contains(&g.id));
    for grant in grants {
        if grant.under.has_items() {
            under(ctx, grant, findings);
        } else if grant.under.open().is_none() {
            findings_without_under(ctx, grant, findings);
        }
    }
}

fn counts(ctx: &Context<'_>, grant: &Grant) -> bool {
    ctx.model.is_regional(grant.id) && ctx.model.in_force(grant.id)
}

fn under(ctx: &Context<'_>, grant: &Grant, findings: &mut Findings) {
    let Some(key) = grant.under.key() else { return };
    let parents: Vec<&Grant> = grant.under.items().filter_map(|parent| ctx.model.grant(parent.id)).collect();
    for parent in &parents {
        if let Some(finding) = unfounded(ctx, grant, parent, key) {
            findings.push(finding);
            continue;
        }
        let amiss = [
            not_allowed(ctx, grant, parent, key),
            further_in_amount(ctx, grant, parent),
            further_in_time(ctx, grant, parent),
            further_in_topics(ctx, grant, parent),
        ];
        amiss.into_iter().flatten().for_each(|finding| findings.push(finding));
    }
    further_in_powers(ctx, grant, &parents, findings);
}

// ---------------------------------------------------------------------------------------------------------- permission

/// Resting on a grant that isn't in force, or that the giver never received.
fn unfounded(ctx: &Context<'_>, grant: &Grant, parent: &Grant, key: Place) -> Option<Finding> {
    let (name, above) = (ctx.name(grant.id), ctx.name(parent.id));
    if !ctx.model.in_force(parent.id) {
        let headline = message!(
            "`{name}` berust op `{above}`, dat op deze datum niet geldt",
            "`{name}` rests on `{above}`, which does not hold on this date"; name = name, above = above
        );
        return Some(told(ctx, RULE.finding(key, headline), parent).why(message!(
            "Wie ondermandaat verleent, oefent zijn eigen mandaat uit. Geldt dat niet, dan is er niets om door te geven.",
            "Whoever gives a sub-mandate uses his own mandate. Where that does not hold, there is nothing to pass on."
        )));
    }
    let givers: Vec<Actor> = grant.from.items().flat_map(|from| ctx.model.expand(from.who)).collect();
    let strangers: Vec<Actor> = givers.into_iter().filter(|giver| !has_part_in(ctx, *giver, parent)).collect();
    if strangers.is_empty() {
        return None;
    }
    let who = quoted(&as_written(ctx, grant.from.items().map(|from| from.who), &strangers), 3);
    let headline = message!("`{above}` is niet aan {who} verleend", "`{above}` was not given to {who}"; above = above, who = who);
    Some(told(ctx, RULE.finding(key, headline), parent).why(message!(
        "Alleen wie het mandaat kreeg, kan met toestemming ondermandaat verlenen.",
        "Only whoever received the mandate can, with permission, give a sub-mandate."
    )))
}

/// Whether somebody received a grant, gave it, or works with who received it.
fn has_part_in(ctx: &Context<'_>, actor: Actor, parent: &Grant) -> bool {
    let named = parent.to.items().chain(parent.from.items()).any(|who| ctx.model.contains(who.who, actor));
    let recipients = || parent.to.items().flat_map(|to| ctx.model.expand(to.who));
    named || recipients().any(|recipient| ctx.model.works_under(actor, recipient) || ctx.model.works_under(recipient, actor))
}

fn not_allowed(ctx: &Context<'_>, grant: &Grant, parent: &Grant, key: Place) -> Option<Finding> {
    let severity = lacks_permission(ctx, grant, parent)?;
    let (name, above) = (ctx.name(grant.id), ctx.name(parent.id));
    let headline = if parent.sub_mandate.is_absent() {
        message!("`{above}` sluit ondermandaat uit, maar `{name}` berust erop", "`{above}` excludes sub-mandate, but `{name}` rests on it"; above = above, name = name)
    } else {
        message!(
            "niet gebleken dat `{above}` het ondermandaat `{name}` toestaat",
            "it does not appear that `{above}` allows the sub-mandate `{name}`"; above = above, name = name
        )
    };
    Some(without_permission(ctx, RULE.finding_at(severity, key, headline), parent))
}

/// How serious it is that a mandate does not allow a sub-mandate; `None` where it does, or the law itself excludes it.
fn lacks_permission(ctx: &Context<'_>, grant: &Grant, parent: &Grant) -> Option<Severity> {
    let power = |id: EntityId| ctx.model.power(id).filter(|p| ctx.model.is_regional(p.id));
    if grant.about.items().any(|item| power(item.id).is_some_and(|p| p.sub_mandate.is_absent())) {
        return Some(Severity::Error);
    }
    let allowed = parent.form == GrantForm::Delegation || parent.sub_mandate.is_given() || parent.sub_mandate.open().is_some();
    let excluded = |power: EntityId| ctx.competence.statutory(power).and_then(|id| ctx.model.power(id)).is_some_and(|p| p.sub_mandate.is_absent());
    if allowed || grant.about.items().any(|power| excluded(power.id)) {
        return None; // where the law excludes it, `bijzonder-mandaat-onjuist` tells it
    }
    Some(if parent.sub_mandate.is_absent() { Severity::Error } else { Severity::Warning })
}

fn without_permission(ctx: &Context<'_>, finding: Finding, parent: &Grant) -> Finding {
    let mut finding = told(ctx, finding, parent).why(message!(
        "Ondermandaat mag alleen als de mandaatgever het toestaat. Zonder die toestemming zijn besluiten in ondermandaat onbevoegd genomen.",
        "A sub-mandate is possible only where the giver of the mandate allows it. Without that permission decisions under it are taken without power."
    ));
    finding.remedy = message!(
        "Laat de mandaatgever ondermandaat toestaan (`ondermandaat ja` bij `{above}`), of laat hem zelf mandaat verlenen.",
        "Let the giver of the mandate allow sub-mandate (`ondermandaat ja` at `{above}`), or let him give the mandate himself."; above = ctx.name(parent.id)
    );
    if parent.sub_mandate.is_unstated() {
        finding.fixes.extend(ctx.add_property(
            parent.id,
            message!("sta ondermandaat toe in het mandaat", "allow sub-mandate in the mandate"),
            "ondermandaat ja",
        ));
    }
    finding
}

/// Without `onder`, while who gives it only received the power himself.
fn findings_without_under(ctx: &Context<'_>, grant: &Grant, findings: &mut Findings) {
    let Some(key) = grant.from.key() else { return };
    for power in grant.about.items() {
        let givers = grant.from.items().flat_map(|from| ctx.model.expand(from.who));
        let received = givers
            .filter(|giver| !is_holder(ctx, power.id, *giver))
            .find_map(|giver| parent_of(ctx, grant, power.id, giver).map(|parent| (giver, parent)));
        let Some((giver, (parent, severity))) = received else { continue };
        let (who, name) = (ctx.model.say_actor(giver), ctx.name(power.id));
        let headline = message!(
            "`{who}` heeft `{name}` zelf in mandaat, en niet gebleken is dat het ondermandaat mag verlenen",
            "`{who}` holds `{name}` under a mandate, and it does not appear that it may give a sub-mandate"; who = who, name = name
        );
        findings.push(without_permission(ctx, RULE.finding_at(severity, key, headline), parent));
        return;
    }
}

/// The mandate that a giver passes on, where no grant that he received allows it.
fn parent_of<'c>(ctx: &'c Context<'_>, grant: &Grant, power: EntityId, giver: Actor) -> Option<(&'c Grant, Severity)> {
    let received = ctx.competence.received(giver, power).iter().filter(|id| **id != grant.id).filter_map(|id| ctx.model.grant(*id));
    let severities: Option<Vec<(&Grant, Severity)>> = received.map(|parent| Some((parent, lacks_permission(ctx, grant, parent)?))).collect();
    severities?.into_iter().next()
}

// ------------------------------------------------------------------------------------------------------ going further

fn further_in_powers(ctx: &Context<'_>, grant: &Grant, parents: &[&Grant], findings: &mut Findings) {
    let passed: FxHashSet<EntityId> =
        parents.iter().flat_map(|p| p.about.items()).flat_map(|power| [Some(power.id), ctx.competence.statutory(power.id)]).flatten().collect();
    let open = parents.iter().any(|parent| !parent.about.has_items());
    let within = |power: &Ref| open || passed.contains(&power.id) || ctx.competence.statutory(power.id).is_some_and(|id| passed.contains(&id));
    for power in grant.about.items().filter(|power| !within(power)) {
        let Some(parent) = parents.first() else { return };
        let headline = message!("`{power}` valt buiten `{above}`, waarop `{name}` berust", "`{power}` lies outside `{above}`, on which `{name}` rests";
            power = ctx.name(power.id), above = ctx.name(parent.id), name = ctx.name(grant.id));
        findings.push(further(ctx, power.place, headline, parent));
    }
}

fn further_in_amount(ctx: &Context<'_>, grant: &Grant, parent: &Grant) -> Option<Finding> {
    let limit = parent.ceiling.value()?;
    let (statement, _) = grant.ceiling.given().find(|(_, own)| exceeds(own, limit))?;
    Some(further(ctx, statement.place, goes_further(ctx, grant, parent, &message!("het bedrag", "the amount")), parent))
}

/// Whether one amount surely exceeds another: of the same kind, over the same period.
fn exceeds(own: &Quantity, limit: &Quantity) -> bool {
    match (own, limit) {
        (Quantity::Money(own, a), Quantity::Money(limit, b)) | (Quantity::Hours(own, a), Quantity::Hours(limit, b)) => a == b && own > limit,
        (Quantity::OpenEnded, Quantity::Money(..) | Quantity::Hours(..)) => true,
        _ => false,
    }
}

fn further_in_time(ctx: &Context<'_>, grant: &Grant, parent: &Grant) -> Option<Finding> {
    let (own, limit) = (ctx.model.validity(grant.id), ctx.model.validity(parent.id));
    let starts_before = own.from.zip(limit.from).is_some_and(|(own, limit)| own < limit);
    let ends_after = own.until.zip(limit.until).is_some_and(|(own, limit)| own > limit);
    let place = ctx.model.entity(grant.id).valid.place().filter(|_| starts_before || ends_after)?;
    Some(further(ctx, place, goes_further(ctx, grant, parent, &message!("de tijd", "time")), parent))
}

fn further_in_topics(ctx: &Context<'_>, grant: &Grant, parent: &Grant) -> Option<Finding> {
    let limit: Vec<EntityId> = parent.topics.items().map(|topic| topic.id).collect();
    let wider = grant.topics.items().find(|topic| !limit.is_empty() && !limit.contains(&topic.id))?;
    Some(further(ctx, wider.place, goes_further(ctx, grant, parent, &message!("de onderwerpen", "topics")), parent))
}

fn goes_further(ctx: &Context<'_>, grant: &Grant, parent: &Grant, what: &Message) -> Message {
    message!(
        "`{name}` gaat in {what} verder dan `{above}`",
        "`{name}` goes further than `{above}` in {what}"; name = ctx.name(grant.id), what = what, above = ctx.name(parent.id)
    )
}

fn further(ctx: &Context<'_>, place: Place, headline: Message, parent: &Grant) -> Finding {
    told(ctx, RULE.finding(place, headline), parent)
        .label(message!("verder dan het mandaat", "further than the mandate"))
        .why(message!(
            "Niemand geeft in ondermandaat meer door dan hij zelf in mandaat heeft.",
            "Nobody passes on by sub-mandate more than he has under his own mandate."
        ))
        .remedy(message!(
            "Beperk het ondermandaat tot wat het mandaat omvat, of verruim het mandaat.",
            "Limit the sub-mandate to what the mandate covers, or widen the mandate."
        ))
}

fn told(ctx: &Context<'_>, finding: Finding, parent: &Grant) -> Finding {
    finding
        .label(message!("ondermandaat zonder grond", "sub-mandate without a ground"))
        .remedy(message!("Noem bij `onder` het mandaat waarop dit berust.", "Name the mandate that this one rests on at `onder`."))
        .related(ctx.at(parent.id), message!("dit mandaat", "this mandate"))
}

// -------------------------------------------------------------------------------------------------------------- circles

/// Reports each circle of `onder` once, at the first mandate of it; gives every mandate in a circle.
fn circles(ctx: &Context<'_>, findings: &mut Findings) -> FxHashSet<EntityId> {
    let mut done: FxHashSet<EntityId> = FxHashSet::default();
    let mut circular = FxHashSet::default();
    for grant in ctx.model.grants.iter().filter(|g| counts(ctx, g)) {
        let (mut path, mut on_path) = (vec![grant.id], FxHashSet::from_iter([grant.id]));
        while let Some(next) = path.last().and_then(|id| above(ctx, *id)).filter(|next| !done.contains(next)) {
            if !on_path.insert(next) {
                let circle: Vec<EntityId> = path.iter().copied().skip_while(|id| *id != next).collect();
                circle_of(ctx, &circle).into_iter().for_each(|finding| findings.push(finding));
                circular.extend(circle);
                break;
            }
            path.push(next);
        }
        done.extend(path);
    }
    circular
}

/// The mandate that one rests on; a circle runs over the first of them.
fn above(ctx: &Context<'_>, id: EntityId) -> Option<EntityId> {
    ctx.model.grant(id)?.under.items().next().map(|parent| parent.id)
}

fn circle_of(ctx: &Context<'_>, circle: &[EntityId]) -> Option<Finding> {
    let first = circle.iter().min()?;
    let key = ctx.model.grant(*first)?.under.key()?;
    let names: Vec<&str> = circle.iter().map(|id| ctx.name(*id)).collect();
    let headline = message!("deze mandaten berusten op elkaar: {names}", "these mandates rest on one another: {names}"; names = quoted(&names, 4));
    let finding = RULE
        .finding(key, headline)
        .label(message!("berust op zichzelf", "rests on itself"))
        .why(message!(
            "Een keten van mandaten begint bij wie de bevoegdheid heeft. Een kring begint nergens, en geeft dus niemand iets.",
            "A chain of mandates begins with the holder of the power. A circle begins nowhere, and so gives nobody anything."
        ))
        .remedy(message!(
            "Noem het mandaat van de houder waarop deze mandaten berusten.",
            "Name the mandate of the holder on which these mandates rest."
        ));
    let others = circle.iter().filter(|id| *id != first).map(|id| ctx.at(*id));
    Some(others.fold(finding, |finding, place| finding.related(place, message!("en deze", "and this one"))))
}
