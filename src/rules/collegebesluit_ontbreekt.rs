//! `collegebesluit-ontbreekt`: a municipality is party to an agreement, and no decision of its college to enter into it
//! appears (Gemeentewet 160 lid 1 onder d).

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::passing::by_number;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Answer;
use crate::model::parts::{Agreement, Power};
use crate::model::refs::{Act, Actor, Citation, EntityId, Scope, Who};
use crate::syntax::tree::MunicipalOffice::{self, Alderman, Clerk, College, Council, Mayor, Official};
use crate::syntax::vocabulary::{AgreementKind, PowerNature, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "collegebesluit-ontbreekt",
    group: Group::Agreements,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een gemeente is partij bij een overeenkomst, en niet blijkt dat haar college besloot die aan te gaan",
        "a municipality is party to an agreement, and it does not appear that its college decided to enter into it",
    ),
    sources: &[Source::Law("Gemeentewet", "art. 160 lid 1 onder d"), Source::Law("Gemeentewet", "art. 171 lid 1")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for agreement in ctx.model.agreements.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.text_counts(a.id)) {
        // How an arrangement was made of which the text says no more than that it exists: `raad-niet-betrokken` tells that.
        if agreement.is_joint_arrangement() && ctx.model.is_only_mentioned(agreement) {
            continue;
        }
        let bound = bound(ctx, agreement);
        let without: Vec<EntityId> = bound.iter().copied().filter(|of| !has_decided(ctx, agreement, *of)).collect();
        if !without.is_empty() {
            findings.push(missing(ctx, agreement, &without));
        } else if let Some((place, decided, signed)) = decided_afterwards(ctx, agreement, &bound) {
            findings.push(afterwards(ctx, agreement, place, decided, signed));
        }
    }
}

// ----------------------------------------------------------------------------------------------------------- who is bound

/// The municipalities for which a college must decide: it is a party itself, or the municipality as legal person is.
fn bound(ctx: &Context<'_>, agreement: &Agreement) -> Vec<EntityId> {
    let actors: Vec<Actor> = agreement.parties.items().flat_map(|w| ctx.model.stands_for(w.who)).collect();
    let by_mayor = rests_on_mayors_power(ctx, agreement);
    let by_council = adopted_by_council(ctx, agreement, &actors);
    let is_bound = |actor: &Actor| match actor.office {
        Some(College) => true,
        None => ctx.model.municipality(actor.of).is_some() && !by_mayor && !by_council.contains(&actor.of),
        _ => false,
    };
    let mut bound: Vec<EntityId> = Vec::new();
    let mut seen = FxHashSet::default();
    bound.extend(actors.iter().filter(|actor| is_bound(actor)).map(|actor| actor.of).filter(|of| seen.insert(*of)));
    bound
}

/// Whether the agreement names powers of the mayor as its ground, and none of the college or council: then he binds the
/// municipality by his own power. Representing the municipality (Gemeentewet 171) is no such power.
fn rests_on_mayors_power(ctx: &Context<'_>, agreement: &Agreement) -> bool {
    let stated = agreement.parties.statements().iter().flat_map(|s| &s.basis);
    let grounds = ctx.model.entity(agreement.id).basis.iter().chain(stated);
    let powers: Vec<&Power> = grounds.flat_map(|citation| powers_on(ctx, citation)).collect();
    let is_of = |power: &Power, offices: &[MunicipalOffice]| {
        power.holder.items().any(|w| matches!(w.who, Who::Office(office, _) if offices.contains(&office)))
    };
    let own = |power: &Power| is_of(power, &[Mayor]) && !power.nature.says(PowerNature::PrivateLaw);
    powers.iter().any(|power| own(power)) && !powers.iter().any(|power| is_of(power, &[College, Council]))
}

/// The statutory powers on the place that a citation names: on the same place, within it, or around it.
fn powers_on<'c>(ctx: &'c Context<'_>, citation: &Citation) -> Vec<&'c Power> {
    let on = |id: EntityId| {
        let own = ctx.model.entity(id).basis.iter().filter(|own| own.target == citation.target);
        own.into_iter().any(|own| own.lies_within(&citation.parts) || citation.lies_within(&own.parts))
    };
    ctx.competence.statutory_powers(citation).iter().copied().filter(|id| on(*id)).filter_map(|id| ctx.model.power(id)).collect()
}

/// The municipalities whose council made the arrangement itself (Wgr 1 lid 1).
fn adopted_by_council(ctx: &Context<'_>, agreement: &Agreement, actors: &[Actor]) -> FxHashSet<EntityId> {
    let acts: Vec<&Act> = agreement.adoption.values().filter(|_| agreement.is_joint_arrangement()).collect();
    let adopted = |of: EntityId| acts.iter().any(|act| act.by.iter().any(|by| ctx.model.contains(by.who.who, organ(of, Council))));
    actors.iter().map(|actor| actor.of).filter(|of| adopted(*of)).collect()
}

const fn organ(of: EntityId, office: MunicipalOffice) -> Actor {
    Actor { of, office: Some(office) }
}

// ----------------------------------------------------------------------------------------------------------- who decided

/// Whether a decision of the college appears, or stands open: the decision itself, the adoption of the text, a decision
/// in its name, or a text of the college that the agreement or a signature rests on.
fn has_decided(ctx: &Context<'_>, agreement: &Agreement, of: EntityId) -> bool {
    let decided = agreement.college_decision.statements().iter().any(|statement| match &statement.answer {
        Answer::Given(act) => act.by.is_empty() || is_by(ctx, act, of),
        Answer::Open(open) => open.by.is_empty() || open.by.iter().any(|w| is_for(ctx, w.who, of)),
        Answer::Absent => false,
    });
    let signed = || agreement.signature.values().any(|act| act.by.iter().any(|by| ctx.model.contains(by.who.who, organ(of, College))));
    let entity = ctx.model.entity(agreement.id);
    let signatures = agreement.signature.statements().iter().flat_map(|s| &s.basis);
    let mut grounds = entity.basis.iter().chain(entity.laid_down_in.items()).chain(signatures);
    decided || agreement.adoption.values().any(|act| is_by(ctx, act, of)) || signed() || grounds.any(|citation| shows_decision(ctx, citation, of))
}

/// Whether an act is of a college, or of somebody who can act in its name.
fn is_by(ctx: &Context<'_>, act: &Act, of: EntityId) -> bool {
    let actors = act.by.iter().flat_map(|by| std::iter::once(by.who).chain(by.on_behalf)).chain(act.on_behalf.iter().copied());
    actors.into_iter().any(|w| is_for(ctx, w.who, of))
}

/// Whether somebody is the college, the municipality, its own staff or alderman, or holds a mandate of the college.
fn is_for(ctx: &Context<'_>, who: Who, of: EntityId) -> bool {
    let own = [Some(College), Some(Alderman), Some(Official), Some(Clerk), None];
    if own.iter().any(|office| ctx.model.contains(who, Actor { of, office: *office })) {
        return true;
    }
    let holds_mandate = |actor: Actor| ctx.competence.givers_to(actor).contains(&organ(of, College));
    matches!(who, Who::Entity(_) | Who::Office(Mayor, _)) && ctx.model.expand(who).into_iter().any(holds_mandate)
}

/// Whether a ground is a text that the college adopted, or a mandate or volmacht that it gave.
fn shows_decision(ctx: &Context<'_>, citation: &Citation, of: EntityId) -> bool {
    let Some(target) = citation.target else { return false };
    let adopted = ctx.model.document(target).is_some_and(|d| d.adoption.values().any(|act| is_by(ctx, act, of)));
    let givers = ctx.model.grant(target).into_iter().flat_map(|grant| grant.from.items());
    adopted || givers.into_iter().any(|from| ctx.model.contains(from.who, organ(of, College)))
}

// -------------------------------------------------------------------------------------------------------------- telling

/// An error for an act of private law; a hint for what is still a draft, or of which nothing shows that it was concluded.
fn severity(ctx: &Context<'_>, agreement: &Agreement) -> Severity {
    let status = ctx.model.furthest_status(agreement.id);
    let concluded = agreement.signature.is_given() || agreement.adoption.is_given() || ctx.model.entity(agreement.id).valid.is_given();
    match status {
        Some(Status::Draft) => Severity::Hint,
        None if !concluded && !agreement.college_decision.is_absent() => Severity::Hint,
        _ if agreement.is(AgreementKind::Service) || agreement.is(AgreementKind::Participation) => Severity::Error,
        _ => Severity::Warning,
    }
}

fn missing(ctx: &Context<'_>, agreement: &Agreement, without: &[EntityId]) -> Finding {
    let all = without.len() > 1 && without.len() == ctx.model.municipalities_in(&Scope::Region).len();
    let colleges: Vec<String> = if all {
        vec![ctx.model.say(Who::Office(College, Scope::Region))]
    } else {
        without.iter().map(|of| ctx.model.say_actor(organ(*of, College))).collect()
    };
    let place = agreement.college_decision.key().unwrap_or_else(|| ctx.at(agreement.id));
    let (name, who) = (ctx.name(agreement.id), quoted(&colleges, 3));
    let decided = by_number(colleges.len(), message!("besloot", "decided"), message!("besloten", "decided"));
    let mut finding = RULE
        .finding_at(severity(ctx, agreement), place, message!("niet gebleken dat {who} {decided} `{name}` aan te gaan", "it does not appear that {who} {decided} to enter into `{name}`"; who = who, decided = decided, name = name))
        .label(message!("geen collegebesluit gebleken", "no decision of the college appears"))
        .why(why(agreement))
        .remedy(message!("Leg het besluit vast: `collegebesluit door college van … op …`.", "Record the decision: `collegebesluit door college van … op …`."));
    if let Some(parties) = agreement.parties.place() {
        finding = finding.related(parties, message!("hier is de gemeente partij", "the municipality is a party here"));
    }
    if !agreement.college_decision.is_absent() {
        let by = if colleges.len() <= 3 { format!(" door {}", colleges.join(", ")) } else { String::new() };
        finding.fixes.extend(ctx.add_property(
            agreement.id,
            message!("noteer het collegebesluit als open punt", "note the decision of the college as an open point"),
            &format!("collegebesluit nog te regelen{by}"),
        ));
    }
    finding
}

fn why(agreement: &Agreement) -> Message {
    if agreement.is_joint_arrangement() {
        return message!(
            "Een college treft een gemeenschappelijke regeling zelf, voor zijn eigen bevoegdheden. Zonder zijn besluit neemt het er niet aan deel.",
            "A college makes a joint arrangement itself, for its own powers. Without its decision it does not take part in it."
        );
    }
    message!(
        "Het college besluit of de gemeente een overeenkomst aangaat; de burgemeester ondertekent haar. Een handtekening zonder besluit laat open of de gemeente dit wil.",
        "The college decides whether the municipality enters into an agreement; the mayor signs it. A signature without a decision leaves open whether the municipality wants it."
    )
}

/// A decision that came only after the municipality signed: where it stands, and both days.
fn decided_afterwards(ctx: &Context<'_>, agreement: &Agreement, bound: &[EntityId]) -> Option<(Place, Date, Date)> {
    bound.iter().find_map(|of| {
        let own = agreement.college_decision.given().filter(|(_, act)| act.by.is_empty() || is_by(ctx, act, *of));
        let days: Option<Vec<(Place, Date)>> = own.map(|(statement, act)| Some((statement.place, act.on?))).collect();
        let (place, decided) = days?.into_iter().min_by_key(|(_, on)| *on)?;
        let signers = agreement.signature.values().filter(|act| signs_for(ctx, act, *of));
        let signed = signers.filter_map(|act| act.on).min()?;
        (decided > signed).then_some((place, decided, signed))
    })
}

fn signs_for(ctx: &Context<'_>, act: &Act, of: EntityId) -> bool {
    let mut whos = act.by.iter().flat_map(|by| std::iter::once(by.who).chain(by.on_behalf)).chain(act.on_behalf.iter().copied());
    let organs = [None, Some(Mayor), Some(College), Some(Alderman), Some(Official), Some(Clerk)];
    whos.any(|w| organs.iter().any(|office| ctx.model.contains(w.who, Actor { of, office: *office })))
}

fn afterwards(ctx: &Context<'_>, agreement: &Agreement, place: Place, decided: Date, signed: Date) -> Finding {
    let name = ctx.name(agreement.id);
    RULE.finding_at(Severity::Hint, place, message!("het college besloot pas op {decided} tot `{name}`, na de ondertekening op {signed}", "the college decided on `{name}` only on {decided}, after the signature of {signed}"; decided = decided, name = name, signed = signed))
        .label(message!("besluit na ondertekening", "decision after signature"))
        .why(message!(
            "Het college besluit, en daarna vertegenwoordigt de burgemeester de gemeente bij de ondertekening. Andersom bindt de handtekening pas als het college haar bekrachtigt.",
            "The college decides, and then the mayor represents the municipality in signing. The other way round the signature binds only once the college confirms it."
        ))
        .remedy(message!("Verbeter de datum, of leg de bekrachtiging vast.", "Correct the date, or record the confirmation."))
}
