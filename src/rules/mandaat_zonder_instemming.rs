//! `mandaat-zonder-instemming`: a mandate to somebody who doesn't work under its giver, without his consent or that of
//! whom he works for (Awb 10:4).

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::Severity;
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Grant, GrantForm};
use crate::model::refs::Actor;
use crate::syntax::tree::MunicipalOffice;

pub const RULE: Rule = Rule {
    name: "mandaat-zonder-instemming",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een mandaat aan wie niet onder de mandaatgever werkt, zonder instemming",
        "a mandate to somebody who does not work under its giver, without consent",
    ),
    sources: &[Source::Law("Awb", "art. 10:4 lid 1")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    // Delegation needs no consent; authorisation and power of attorney do, alike (Awb 10:12).
    for grant in ctx.model.grants.iter().filter(|g| ctx.model.is_regional(g.id) && g.form != GrantForm::Delegation) {
        if grant.consent.open().is_some() || !ctx.model.in_force(grant.id) && ctx.model.has_ended(grant.id) {
            continue;
        }
        let lacking = lacking_consents(ctx, grant);
        let Some(to) = grant.to.key().filter(|_| !lacking.is_empty()) else { continue };
        let name = ctx.name(grant.id);
        let who = quoted(&lacking, 4);
        let mut finding = RULE
            .finding(to, message!("niet gebleken dat {who} met `{name}` heeft ingestemd", "it does not appear that {who} consented to `{name}`"; who = who, name = name))
            .label(message!("werkt niet onder de gever", "does not work under the giver"))
            .why(message!(
                "Wie niet onder verantwoordelijkheid van de gever werkt, moet zelf instemmen, en ook degene voor wie hij werkt. Zonder beide instemmingen is het mandaat niet rechtsgeldig verleend.",
                "Somebody who does not work under the giver's responsibility must consent himself, and so must whoever he works for. Without both consents the mandate is not validly given."
            ))
            .remedy(message!("Leg de instemming vast: `instemming door … op …`.", "Record the consent: `instemming door … op …`."));
        finding.fixes.extend(ctx.add_property(
            grant.id,
            message!("voeg de instemming toe", "add the consent"),
            &format!("instemming nog te regelen door {}", lacking.join(", ")),
        ));
        findings.push(finding);
    }
}

/// Who must consent and of whom it is not stated that he did, as one writes them.
fn lacking_consents(ctx: &Context<'_>, grant: &Grant) -> Vec<String> {
    let mut lacking = Vec::new();
    for to in grant.to.items() {
        for actor in ctx.model.expand(to.who) {
            let givers = ctx.competence.givers(grant, actor);
            if givers.iter().all(|giver| works_under(ctx, actor, *giver)) || provided_by_law(ctx, grant, actor) {
                continue;
            }
            let superiors = superiors(ctx, actor).into_iter().filter(|s| !givers.contains(s) || givers.len() > 1);
            for needed in std::iter::once(actor).chain(superiors) {
                let words = ctx.model.say_actor(needed);
                if !consented(ctx, grant, needed) && !lacking.contains(&words) {
                    lacking.push(words);
                }
            }
        }
    }
    lacking
}

fn consented(ctx: &Context<'_>, grant: &Grant, needed: Actor) -> bool {
    let acts = grant.consent.values();
    acts.into_iter().any(|act| act.by.iter().any(|by| ctx.model.contains(by.who.who, needed) || by.on_behalf.is_some_and(|who| ctx.model.contains(who.who, needed))))
}

/// Whether an actor works under the responsibility of a giver: its own official or member, or as the text states.
fn works_under(ctx: &Context<'_>, actor: Actor, giver: Actor) -> bool {
    use MunicipalOffice::{Alderman, Clerk, Official};
    if actor == giver || (actor.of == giver.of && matches!(actor.office, Some(Official | Clerk | Alderman))) {
        return true;
    }
    superiors(ctx, actor).into_iter().any(|s| s == giver || (s.of == giver.of && matches!(s.office, Some(Official | Clerk))))
}

/// Whom an actor works for, as the text states.
fn superiors(ctx: &Context<'_>, actor: Actor) -> Vec<Actor> {
    let stated = match (ctx.model.role(actor.of), ctx.model.party(actor.of)) {
        (Some(role), _) => Some(&role.works_under),
        (_, Some(party)) => Some(&party.works_under),
        _ => ctx.model.body(actor.of).map(|b| &b.works_under),
    };
    stated.into_iter().flat_map(|fact| fact.items()).flat_map(|who| ctx.model.expand(who.who)).collect()
}

/// Whether the law itself provides for a mandate to this one (Awb 10:4 lid 2).
fn provided_by_law(ctx: &Context<'_>, grant: &Grant, actor: Actor) -> bool {
    use crate::model::parts::Mandatable;
    grant.about.items().all(|power| {
        let statutory = ctx.competence.statutory(power.id).and_then(|id| ctx.model.power(id));
        statutory.is_some_and(|p| p.mandatable.values().any(|m| matches!(m, Mandatable::OnlyTo(whos) if whos.iter().any(|w| ctx.competence.is_one_of(actor, w.who)))))
    }) && grant.about.has_items()
}
