//! `bijzonder-mandaat-onjuist`: a special statute limits who may receive the mandate, and this one is not it.

use super::passing::{Passed, articles, as_written, cites, is_holder, make_it_mandate, passed, refusal, whos};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::competence::Ask;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{GrantForm, Mandatable, Power, Step};
use crate::model::refs::{Actor, EntityId, Scope, Who, WhoRef};
use crate::syntax::vocabulary::{BlockKind, Key, PowerNature};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "bijzonder-mandaat-onjuist",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een bijzondere wet staat dit mandaat alleen aan een ander toe", "a special statute allows this mandate only to somebody else"),
    sources: &[
        Source::Law("Wvggz", "art. 7:1 lid 2"),
        Source::Law("Wzd", "art. 29 lid 7"),
        Source::Law("Wth", "art. 3"),
        Source::Law("Wmo", "art. 2.6.3"),
    ],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for one in passed(ctx).filter(Passed::in_anothers_name) {
        let found = sub_mandate(ctx, &one).or_else(|| wrong_recipient(ctx, &one)).or_else(|| without_mandate(ctx, &one));
        if let Some(finding) = found {
            findings.push(finding);
        }
    }
    for route in ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::Decide && s.arranged) {
            findings_in_step(ctx, step, findings);
        }
    }
    for power in ctx.model.powers.iter().filter(|p| ctx.model.is_regional(p.id) && ctx.model.in_force(p.id)) {
        if let Some(finding) = held_by_third_party(ctx, power) {
            findings.push(finding);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- recipients

/// How a recipient fits what the law allows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Yes,
    /// The right office, of another municipality.
    Elsewhere,
    /// Of the class, or a function of which the text does not say who fulfils it.
    Unsure,
    No,
}

fn wrong_recipient(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let power = one.statutory?;
    power.mandatable.given().find_map(|(statement, limit)| match limit {
        Mandatable::Yes => None,
        Mandatable::OnlyTo(allowed) => not_among(ctx, one, statement, allowed),
        Mandatable::NotTo(barred) => among_barred(ctx, one, power, statement, barred),
    })
}

fn not_among(ctx: &Context<'_>, one: &Passed<'_>, statement: &Statement<Mandatable>, allowed: &[WhoRef]) -> Option<Finding> {
    let fits: Vec<(Actor, Fit)> = one.recipients(ctx).into_iter().map(|actor| (actor, fit(ctx, one, actor, allowed))).collect();
    let wrong: Vec<Actor> = fits.iter().filter(|(_, fit)| *fit != Fit::Yes).map(|(actor, _)| *actor).collect();
    if wrong.is_empty() {
        return None;
    }
    let worst = fits.iter().map(|(_, fit)| *fit).max()?;
    let who = quoted(&as_written(ctx, one.grant.to.items().map(|to| to.who), &wrong), 3);
    let only: Vec<String> = whos(allowed).into_iter().map(|who| class(ctx, who)).collect();
    let (power, only) = (ctx.name(one.item.id), quoted(&only, 3));
    let headline = match worst {
        Fit::No => message!(
            "mandaat voor `{power}` kan alleen aan {only}, niet aan {who}",
            "`{power}` can be mandated only to {only}, not to {who}"; power = power, only = only.clone(), who = who
        ),
        Fit::Elsewhere => message!(
            "niet gebleken dat mandaat voor `{power}` kan aan {who}, van een andere gemeente",
            "it does not appear that `{power}` can be mandated to {who}, of another municipality"; power = power, who = who
        ),
        _ => message!(
            "mandaat voor `{power}` kan alleen aan {only}; niet gebleken dat {who} dat is",
            "`{power}` can be mandated only to {only}; it does not appear that {who} is one"; power = power, only = only.clone(), who = who
        ),
    };
    let severity = if worst == Fit::No { Severity::Error } else { Severity::Warning };
    let why = message!(
        "{articles} staat dit mandaat alleen toe aan {only}. Die bijzondere regel gaat voor de algemene regel dat mandaat mag.",
        "{articles} allows this mandate only to {only}. That special rule takes precedence over the general rule that a mandate is allowed."; articles = articles(ctx, &statement.basis), only = only.clone()
    );
    let mut finding =
        RULE.finding_at(severity, one.item.place, headline).label(message!("niet aan deze ontvanger", "not to this recipient")).why(why).remedy(
            message!(
                "Verleen het mandaat aan {only}, of laat de houder zelf besluiten.",
                "Give the mandate to {only}, or let the holder decide itself."; only = only
            ),
        );
    finding = receiver(one, finding);
    finding.fixes.extend(replace_recipient(ctx, one, allowed).or_else(|| one.leave_out(ctx)));
    Some(finding)
}

/// The class as one writes it: `wethouder`, `Hulpofficier-van-justitie`.
fn class(ctx: &Context<'_>, who: Who) -> String {
    match who {
        Who::Office(office, _) => office.word().to_owned(),
        other => ctx.model.say(other),
    }
}

fn fit(ctx: &Context<'_>, one: &Passed<'_>, actor: Actor, allowed: &[WhoRef]) -> Fit {
    if allowed.iter().any(|who| ctx.model.contains(who.who, actor)) {
        let elsewhere =
            actor.office.is_some() && ctx.competence.givers(one.grant, actor).iter().any(|giver| giver.office.is_some() && giver.of != actor.of);
        return if elsewhere { Fit::Elsewhere } else { Fit::Yes };
    }
    let Some(role) = ctx.model.role(actor.of) else {
        let of_class = allowed.iter().any(|who| ctx.competence.is_one_of(actor, who.who));
        return if of_class { Fit::Unsure } else { Fit::No };
    };
    let candidates: Vec<Who> = role.appointment.values().flat_map(|act| whos(&act.out_of)).collect();
    let chosen_from = !candidates.is_empty() && candidates.iter().all(|who| allowed.iter().any(|a| ctx.model.covers(a.who, *who)));
    match (chosen_from, role.works_under.is_given()) {
        (true, _) => Fit::Yes,
        (false, true) if candidates.is_empty() && !allowed.iter().any(|who| ctx.competence.is_one_of(actor, who.who)) => Fit::No,
        _ => Fit::Unsure,
    }
}

/// Where one recipient stands for one giver: the office that the law allows, of the same municipalities.
fn replace_recipient(ctx: &Context<'_>, one: &Passed<'_>, allowed: &[WhoRef]) -> Option<Fix> {
    let (to, from): (Vec<&WhoRef>, Vec<&WhoRef>) = (one.grant.to.items().collect(), one.grant.from.items().collect());
    let (&[to], &[from], [allowed]) = (to.as_slice(), from.as_slice(), allowed) else { return None };
    let text = match (allowed.who, from.who) {
        (Who::Office(office, Scope::Nation), Who::Office(_, scope)) => ctx.model.say(Who::Office(office, scope)),
        (Who::Entity(id), _) => ctx.name(id).to_owned(),
        _ => return None,
    };
    let title = message!("verleen het aan `{who}`", "give it to `{who}`"; who = text.clone());
    Some(Fix { title, edits: vec![Edit { place: to.place, text }], safe: false })
}

fn among_barred(ctx: &Context<'_>, one: &Passed<'_>, power: &Power, statement: &Statement<Mandatable>, barred: &[WhoRef]) -> Option<Finding> {
    if power.transferable.is_absent() {
        return None; // Gemeentewet 177 lid 2 goes with 178 lid 2: `niet-overdraagbare-bevoegdheid` tells it
    }
    let recipients = one.recipients(ctx).into_iter();
    let wrong: Vec<Actor> = recipients.filter(|actor| barred.iter().any(|who| ctx.competence.is_one_of(*actor, who.who))).collect();
    let names = as_written(ctx, one.grant.to.items().map(|to| to.who), &wrong);
    if names.is_empty() {
        return None;
    }
    let (name, who) = (ctx.name(one.item.id), quoted(&names, 3));
    let mut finding = RULE
        .finding_at(
            Severity::Warning,
            one.item.place,
            message!(
                "niet gebleken dat mandaat voor `{power}` kan aan {who}",
                "it does not appear that `{power}` can be mandated to {who}"; power = name, who = who
            ),
        )
        .label(message!("niet aan deze ontvanger", "not to this recipient"))
        .why(message!(
            "{articles} noemt deze bevoegdheid niet bij die waarvoor aan deze ontvanger mandaat kan worden verleend.",
            "{articles} does not name this power among those that can be mandated to this recipient."; articles = articles(ctx, &statement.basis)
        ))
        .remedy(message!(
            "Laat de houder van `{power}` zelf besluiten, of verleen het mandaat aan een ander.",
            "Let the holder of `{power}` decide itself, or give the mandate to another."; power = name
        ));
    finding = receiver(one, finding);
    finding.fixes.extend(one.leave_out(ctx));
    Some(finding)
}

fn receiver(one: &Passed<'_>, finding: Finding) -> Finding {
    match one.grant.to.place() {
        Some(place) => finding.related(place, message!("aan deze ontvanger", "to this recipient")),
        None => finding,
    }
}

// --------------------------------------------------------------------------------------------------------- sub-mandate

fn sub_mandate(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let statement = refusal(&one.statutory?.sub_mandate)?;
    let allowed = one.grant.sub_mandate.given().next().map(|(statement, ())| statement.place);
    let place = if one.rests_on_mandate(ctx) { one.item.place } else { allowed? };
    let power = ctx.name(one.item.id);
    let headline = message!("ondermandaat voor `{power}` is uitgesloten", "a sub-mandate over `{power}` is excluded"; power = power);
    Some(
        RULE.finding(place, headline)
            .label(message!("geen ondermandaat", "no sub-mandate"))
            .why(message!(
                "{articles} sluit ondermandaat uit: wie de bevoegdheid in mandaat heeft, oefent haar zelf uit.",
                "{articles} excludes sub-mandate: whoever holds the power under mandate exercises it personally."; articles = articles(ctx, &statement.basis)
            ))
            .remedy(message!(
                "Schrijf `ondermandaat nee`, en laat het mandaat door de houder van `{power}` zelf verlenen.",
                "Write `ondermandaat nee`, and let the holder of `{power}` give the mandate itself."; power = power
            )),
    )
}

// --------------------------------------------------------------------------------- Wmo 2.6.3: rights and duties of clients

/// Whether a power is to set the rights and duties of a client under the Wmo, which a third party does only by mandate.
fn sets_rights(ctx: &Context<'_>, power: EntityId) -> bool {
    let statutory = ctx.competence.statutory(power).and_then(|id| ctx.model.power(id));
    statutory.is_some_and(|p| p.nature.says(PowerNature::Decision) && p.mandatable.statements().iter().any(|s| cites(ctx, &s.basis, "Wmo", "2.6.3")))
}

/// Whether somebody is an organisation outside the municipalities that hold the power.
fn is_third_party(ctx: &Context<'_>, power: EntityId, actor: Actor) -> bool {
    let own = ctx.model.everybody_above(actor).into_iter().any(|above| is_statutory_holder(ctx, power, above));
    actor.office.is_none() && ctx.model.entity(actor.of).kind == BlockKind::Party && !own && !is_statutory_holder(ctx, power, actor)
}

fn is_statutory_holder(ctx: &Context<'_>, power: EntityId, actor: Actor) -> bool {
    ctx.competence.statutory(power).is_some_and(|id| is_holder(ctx, id, actor))
}

/// A machtiging or volmacht where the law asks for a mandate.
fn without_mandate(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    if one.grant.form == GrantForm::Mandate || !sets_rights(ctx, one.item.id) {
        return None;
    }
    let third: Vec<Actor> = one.recipients(ctx).into_iter().filter(|actor| is_third_party(ctx, one.item.id, *actor)).collect();
    let names = as_written(ctx, one.grant.to.items().map(|to| to.who), &third);
    if names.is_empty() {
        return None;
    }
    let mut finding = receiver(one, rights(ctx, one.item.place, one.item.id, &names));
    finding.fixes.extend(make_it_mandate(ctx, one.grant.id));
    Some(finding)
}

fn findings_in_step(ctx: &Context<'_>, step: &Step, findings: &mut Findings) {
    for power in step.about.iter().filter(|power| sets_rights(ctx, power.id)) {
        let deciders = step.whos.iter().map(|w| w.who);
        let actors = deciders.clone().flat_map(|who| ctx.model.expand(who));
        let third: Vec<Actor> =
            actors.filter(|a| is_third_party(ctx, power.id, *a) && !ctx.competence.is_competent(*a, power.id, Ask::default())).collect();
        let names = as_written(ctx, deciders, &third);
        if !names.is_empty() {
            findings.push(
                rights(ctx, step.place, power.id, &names)
                    .related(ctx.at(power.id), message!("hier staat de bevoegdheid", "the power is stated here")),
            );
        }
    }
}

fn held_by_third_party(ctx: &Context<'_>, power: &Power) -> Option<Finding> {
    let key = power.holder.key().filter(|_| sets_rights(ctx, power.id))?;
    let holders: Vec<Who> = power.holder.items().map(|w| w.who).collect();
    let third: Vec<Actor> = holders.iter().flat_map(|who| ctx.model.expand(*who)).filter(|a| is_third_party(ctx, power.id, *a)).collect();
    let names = as_written(ctx, holders, &third);
    (!names.is_empty()).then(|| rights(ctx, key, power.id, &names))
}

fn rights(ctx: &Context<'_>, place: Place, power: EntityId, names: &[String]) -> Finding {
    let who: Message = quoted(names, 3);
    let headline = message!(
        "niet gebleken dat {who} met een mandaat van het college rechten en plichten vaststelt: `{power}`",
        "it does not appear that {who} sets rights and duties under a mandate of the college: `{power}`"; who = who.clone(), power = ctx.name(power)
    );
    RULE.finding(place, headline)
        .label(message!("alleen met mandaat", "only under a mandate"))
        .why(message!(
            "Het college kan de Wmo door derden laten uitvoeren, behalve het vaststellen van rechten en plichten van de cliënt. Die vaststelling kan het wel mandateren aan een aanbieder.",
            "The college can have the Wmo carried out by third parties, except for setting the rights and duties of the client. It can mandate that to a provider."
        ))
        .remedy(message!("Verleen {who} mandaat, of laat het college besluiten.", "Give {who} a mandate, or let the college decide."; who = who))
}
