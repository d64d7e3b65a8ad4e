//! `mandaat-zonder-instemming`: a mandate to somebody who doesn't work under its giver, without his consent or that of
//! whom he works for (Awb 10:4).

use super::passing::same_service;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::Severity;
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Answer;
use crate::model::parts::{Grant, GrantForm, Mandatable, Power};
use crate::model::refs::{Act, Actor, EntityId, WhoRef};
use crate::syntax::tree::MunicipalOffice::{College, Mayor};
use crate::syntax::vocabulary::{PartyKind, Status};

pub const RULE: Rule = Rule {
    name: "mandaat-zonder-instemming",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een mandaat aan wie niet onder de mandaatgever werkt, zonder instemming",
        "a mandate to somebody who does not work under its giver, without consent",
    ),
    sources: &[Source::Law("Awb", "art. 10:4 lid 1"), Source::Law("Awb", "art. 10:12")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    // Delegation needs no consent. Volmacht and machtiging: the law speaks of subordinates only (Awb 10:12).
    for grant in ctx.model.grants.iter().filter(|g| ctx.model.is_regional(g.id) && g.form != GrantForm::Delegation && !ctx.model.has_ended(g.id)) {
        let Lacking { names, severity } = lacking_consents(ctx, grant);
        let Some(to) = grant.to.key().filter(|_| !names.is_empty()) else { continue };
        let (name, who) = (ctx.name(grant.id), quoted(&names, 4));
        let headline = if grant.consent.is_absent() {
            message!("volgens de tekst is er geen instemming van {who} met `{name}`", "the text says that {who} did not consent to `{name}`"; who = who, name = name)
        } else {
            let has = if names.len() == 1 { message!("heeft ingestemd", "consented") } else { message!("hebben ingestemd", "consented") };
            message!("niet gebleken dat {who} {has} met `{name}`", "it does not appear that {who} {has} to `{name}`"; who = who, has = has, name = name)
        };
        let mut finding = RULE
            .finding_at(severity, to, headline)
            .label(message!("werkt niet onder de gever", "does not work under the giver"))
            .why(why(grant))
            .remedy(message!("Leg de instemming vast: `instemming door … op …`.", "Record the consent: `instemming door … op …`."));
        finding.fixes.extend(ctx.add_property(
            grant.id,
            message!("voeg de instemming toe als open punt", "add the consent as an open point"),
            &format!("instemming nog te regelen door {}", names.join(", ")),
        ));
        findings.push(finding);
    }
}

fn why(grant: &Grant) -> Message {
    if grant.form == GrantForm::Mandate {
        return message!(
            "Werkt de gemandateerde niet onder verantwoordelijkheid van de mandaatgever, dan behoeft het mandaat zijn instemming en die van degene voor wie hij werkt. Zonder die instemming is aan een voorwaarde voor het mandaat niet voldaan.",
            "Where the recipient does not work under the responsibility of the giver, the mandate needs the consent of the recipient and of whoever the recipient works for. Without it a condition for the mandate is not met."
        );
    }
    message!(
        "De Awb regelt volmacht en machtiging alleen voor wie onder verantwoordelijkheid van de gever werkt. Een ander hoeft ze niet te aanvaarden; zonder zijn instemming ligt niet vast dat hij het doet.",
        "The Awb governs volmacht and machtiging only for those who work under the giver's responsibility. Somebody else need not accept them; without his consent nothing shows that he will act."
    )
}

/// Who must consent and of whom it is not stated that he did, as one writes them; and how serious that is.
struct Lacking {
    names: Vec<String>,
    severity: Severity,
}

fn lacking_consents(ctx: &Context<'_>, grant: &Grant) -> Lacking {
    let mut lacking = Lacking { names: Vec::new(), severity: Severity::Hint };
    for actor in grant.to.items().flat_map(|to| ctx.model.expand(to.who)) {
        let givers = ctx.competence.givers(grant, actor);
        let works_under_open = ctx.model.stated_superiors(actor.of).is_some_and(|superiors| superiors.open().is_some());
        let subordinate = givers.iter().all(|giver| ctx.model.works_under(actor, *giver) || same_service(ctx, actor, *giver));
        if works_under_open || subordinate || provided_by_law(ctx, grant, actor, &givers) {
            continue;
        }
        let superiors = ctx.model.superiors(actor).into_iter().filter(|s| !givers.contains(s) || givers.len() > 1);
        for needed in std::iter::once(actor).chain(superiors).filter(|needed| !has_consented(ctx, grant, actor, *needed)) {
            let words = ctx.model.say_actor(needed);
            lacking.severity = lacking.severity.max(severity(ctx, grant, actor));
            if !lacking.names.contains(&words) {
                lacking.names.push(words);
            }
        }
    }
    lacking
}

/// An error, unless the text leaves open whom the recipient works for, or who consented.
fn severity(ctx: &Context<'_>, grant: &Grant, actor: Actor) -> Severity {
    let blank = grant.consent.values().any(|act| act.by.is_empty() && act.on_behalf.is_empty());
    if grant.form != GrantForm::Mandate {
        Severity::Hint
    } else if ctx.model.place_is_unknown(actor) || blank {
        Severity::Warning
    } else {
        Severity::Error
    }
}

/// Whether somebody consented, or somebody above him; the recipient himself can't be replaced by his superior.
fn has_consented(ctx: &Context<'_>, grant: &Grant, recipient: Actor, needed: Actor) -> bool {
    let mut who = vec![needed];
    if needed != recipient {
        who.extend(ctx.model.everybody_above(needed));
    }
    who.into_iter().any(|one| states_consent(ctx, grant, one) || signed(ctx, grant, one))
}

/// Whether the text states a consent, or names it as an open point.
fn states_consent(ctx: &Context<'_>, grant: &Grant, needed: Actor) -> bool {
    grant.consent.statements().iter().any(|statement| match &statement.answer {
        Answer::Given(act) => acts(ctx, act, needed),
        Answer::Open(open) => open.by.is_empty() || names(ctx, &open.by, needed),
        Answer::Absent => false,
    })
}

fn acts(ctx: &Context<'_>, act: &Act, needed: Actor) -> bool {
    let actors = act.by.iter().flat_map(|by| std::iter::once(by.who).chain(by.on_behalf));
    actors.chain(act.on_behalf.iter().copied()).any(|who| ctx.model.contains(who.who, needed))
}

fn names(ctx: &Context<'_>, whos: &[WhoRef], needed: Actor) -> bool {
    whos.iter().any(|who| ctx.model.contains(who.who, needed))
}

/// Whether somebody consented by entering into the agreement that holds the mandate.
fn signed(ctx: &Context<'_>, grant: &Grant, needed: Actor) -> bool {
    let texts = ctx.model.entity(grant.id).laid_down_in.items().filter_map(|citation| ctx.model.agreement(citation.target?));
    texts.into_iter().any(|agreement| {
        let mut own_acts = agreement.signature.values().chain(agreement.adoption.values()).chain(agreement.college_decision.values());
        let is_party = agreement.parties.items().any(|party| ctx.model.contains(party.who, needed));
        own_acts.any(|act| acts(ctx, act, needed)) || is_party && agreement.status.says(Status::Signed)
    })
}

/// Whether the law itself provides for a mandate to this one (Awb 10:4 lid 2).
fn provided_by_law(ctx: &Context<'_>, grant: &Grant, actor: Actor, givers: &[Actor]) -> bool {
    let police_by_organ = givers.iter().all(|giver| matches!(giver.office, Some(Mayor | College))) && is_police(ctx, actor);
    let provides = |id: EntityId| {
        let statutory = ctx.competence.statutory(id).and_then(|id| ctx.model.power(id));
        statutory.is_some_and(|power| names_recipient(ctx, power, actor) || actor.office.is_none() && allows_by_article(ctx, power))
    };
    police_by_organ || grant.about.has_items() && grant.about.items().all(|power| provides(power.id))
}

/// Mayor and college may authorise an officer of the police (Gemeentewet 166, 177 lid 1).
fn is_police(ctx: &Context<'_>, actor: Actor) -> bool {
    let police = |id: EntityId| ctx.model.party(id).or_else(|| ctx.model.office(id)).is_some_and(|party| party.is(PartyKind::Police));
    police(actor.of) || ctx.model.everybody_above(actor).into_iter().any(|above| police(above.of))
}

fn names_recipient(ctx: &Context<'_>, power: &Power, actor: Actor) -> bool {
    power
        .mandatable
        .values()
        .any(|limit| matches!(limit, Mandatable::OnlyTo(whos) if whos.iter().any(|who| ctx.competence.is_one_of(actor, who.who))))
}

/// Whether the library states the article that provides for a mandate (Wmo 2.6.3 lid 2).
fn allows_by_article(ctx: &Context<'_>, power: &Power) -> bool {
    let stated = power.mandatable.given().filter(|(_, limit)| matches!(limit, Mandatable::Yes));
    stated.into_iter().any(|(statement, _)| statement.basis.iter().any(|citation| citation.target.is_some_and(|law| ctx.model.law(law).is_some())))
}
