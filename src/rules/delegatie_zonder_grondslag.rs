//! `delegatie-zonder-grondslag`: a transfer of power without a statutory provision, or to a subordinate (Awb 10:14, 10:15).

use super::passing::{as_written, cites, make_it_mandate, whos};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Grant, GrantForm, Power};
use crate::model::refs::{Actor, Citation, EntityId};
use crate::syntax::tree::MunicipalOffice::{Alderman, College, Council, Mayor};
use crate::syntax::tree::PartKind;
use crate::syntax::vocabulary::BlockKind;

pub const RULE: Rule = Rule {
    name: "delegatie-zonder-grondslag",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een delegatie zonder wettelijk voorschrift, of aan een ondergeschikte",
        "a delegation without a statutory provision, or to a subordinate",
    ),
    sources: &[Source::Law("Awb", "art. 10:14"), Source::Law("Awb", "art. 10:15"), Source::Law("Wgr", "art. 8 lid 4"), Source::Law("Wgr", "art. 30")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let delegations = ctx.model.grants.iter().filter(|g| g.form == GrantForm::Delegation && ctx.model.is_regional(g.id) && ctx.model.in_force(g.id));
    for grant in delegations {
        if let Some(finding) = to_subordinate(ctx, grant).or_else(|| without_basis(ctx, grant)) {
            findings.push(finding);
        }
    }
}

/// To somebody who works under its giver: he can only receive a mandate.
fn to_subordinate(ctx: &Context<'_>, grant: &Grant) -> Option<Finding> {
    let is_subordinate = |actor: Actor| {
        let givers = ctx.competence.givers(grant, actor);
        actor.office != Some(Alderman) && givers.into_iter().any(|giver| giver != actor && answers_to(ctx, actor, giver))
    };
    let recipients = grant.to.items().flat_map(|to| ctx.model.expand(to.who));
    let subordinates: Vec<Actor> = recipients.filter(|actor| is_subordinate(*actor)).collect();
    let names = as_written(ctx, grant.to.items().map(|to| to.who), &subordinates);
    let key = grant.to.key().filter(|_| !names.is_empty())?;
    let (name, who) = (ctx.name(grant.id), quoted(&names, 3));
    let mut finding = RULE
        .finding(key, message!(
            "`{name}` draagt een bevoegdheid over aan een ondergeschikte: {who}",
            "`{name}` transfers a power to a subordinate: {who}"; name = name, who = who.clone()
        ))
        .label(message!("werkt onder de gever", "works under the giver"))
        .why(message!(
            "Bij delegatie gaat ook de verantwoordelijkheid over, en dat kan niet naar een ondergeschikte. Een ondergeschikte besluit in naam van de gever: dat is mandaat.",
            "With delegation the responsibility passes over too, and it cannot pass to a subordinate. A subordinate decides in the giver's name: that is a mandate."
        ))
        .remedy(message!("Maak er een mandaat aan {who} van.", "Make it a mandate to {who}."; who = who));
    finding.fixes.extend(make_it_mandate(ctx, grant.id));
    Some(finding)
}

/// Whether somebody works under an executive organ; a council has no staff of that kind.
fn answers_to(ctx: &Context<'_>, actor: Actor, giver: Actor) -> bool {
    matches!(giver.office, None | Some(Mayor | College)) && ctx.model.works_under(actor, giver)
}

fn without_basis(ctx: &Context<'_>, grant: &Grant) -> Option<Finding> {
    let entity = ctx.model.entity(grant.id);
    if entity.laid_down_in.open().is_some() || stays_where_it_is(ctx, grant) || has_basis(ctx, grant) {
        return None;
    }
    let called_transferable =
        grant.about.has_items() && grant.about.items().all(|power| ctx.model.power(power.id).is_some_and(|p| p.transferable.is_given()));
    let severity = if called_transferable { Severity::Warning } else { Severity::Error };
    let name = ctx.name(grant.id);
    let mut finding = RULE
        .finding_at(severity, ctx.at(grant.id), message!(
            "geen wettelijke grondslag gebleken voor de delegatie `{name}`",
            "no statutory basis appears for the delegation `{name}`"; name = name
        ))
        .label(message!("geen wettelijk voorschrift", "no statutory provision"))
        .why(message!(
            "Een bevoegdheid gaat alleen over als een wettelijk voorschrift daarin voorziet: een artikel van een wet of een verordening, of de Wgr voor een gemeenschappelijke regeling met een eigen bestuur. Een convenant of mandaatbesluit is dat niet, en een centrumregeling geeft alleen mandaat.",
            "A power passes over only where a statutory provision provides for it: an article of a law or by-law, or the Wgr for a joint arrangement with a board of its own. A covenant or mandate decision is none, and a central municipality arrangement gives a mandate only."
        ))
        .remedy(message!("Noem het artikel met `krachtens`, of maak er een mandaat van.", "Name the article with `krachtens`, or make it a mandate."));
    for citation in allowed_by(ctx, grant).chain(entity.laid_down_in.items()) {
        finding = finding.related(
            citation.place,
            message!("dit is geen wettelijk voorschrift dat delegatie toelaat", "this is no statutory provision that allows delegation"),
        );
    }
    finding.fixes.extend(make_it_mandate(ctx, grant.id));
    Some(finding)
}

/// Whether no basis could help, because no power in it can be transferred: `niet-overdraagbare-bevoegdheid` tells it.
fn stays_where_it_is(ctx: &Context<'_>, grant: &Grant) -> bool {
    let refused = |power: EntityId| {
        let powers = [Some(power), ctx.competence.statutory(power)];
        powers.into_iter().flatten().filter_map(|id| ctx.model.power(id)).any(|p| p.transferable.is_absent())
    };
    grant.about.has_items() && grant.about.items().all(|power| refused(power.id))
}

fn has_basis(ctx: &Context<'_>, grant: &Grant) -> bool {
    let provided = |power: EntityId| {
        let powers = [ctx.model.power(power), ctx.competence.statutory(power).and_then(|id| ctx.model.power(id))];
        powers.into_iter().flatten().any(|p| allows_transfer(ctx, p))
    };
    let laid_down = ctx.model.entity(grant.id).laid_down_in.items().any(|citation| is_basis(ctx, citation) && !is_document(ctx, citation));
    laid_down
        || allowed_by(ctx, grant).any(|citation| is_basis(ctx, citation))
        || grant.about.has_items() && grant.about.items().all(|power| provided(power.id))
        || by_law_itself(ctx, grant)
}

fn is_document(ctx: &Context<'_>, citation: &Citation) -> bool {
    citation.target.is_some_and(|target| ctx.model.document(target).is_some())
}

/// What the delegation says to rest on, with `krachtens`.
fn allowed_by<'c>(ctx: &'c Context<'_>, grant: &'c Grant) -> impl Iterator<Item = &'c Citation> {
    let statements = grant.from.statements().iter().chain(grant.to.statements()).flat_map(|s| &s.basis);
    let about = grant.about.statements().iter().flat_map(|s| &s.basis);
    ctx.model.entity(grant.id).basis.iter().chain(statements).chain(about)
}

/// Whether a text can allow a delegation: a law other than the one that asks for it, or an arrangement with a board.
fn is_basis(ctx: &Context<'_>, citation: &Citation) -> bool {
    let Some(target) = citation.target else { return true };
    let asks_for_it = cites(ctx, std::slice::from_ref(citation), "Wgr", "8") && citation.part(PartKind::Member) == Some("4")
        || ctx.model.find_in_library("Awb") == Some(target);
    match ctx.model.entity(target).kind {
        // The Wgr lets a power pass to the board of an arrangement, so there must be one.
        BlockKind::Law if ctx.model.find_in_library("Wgr") == Some(target) => !asks_for_it && has_arrangement_with_board(ctx),
        BlockKind::Law => !asks_for_it,
        BlockKind::Agreement => ctx.competence.is_arrangement_with_body(target),
        // A document of which the kind is not stated may be a by-law.
        BlockKind::Document => ctx.model.document(target).is_some_and(|d| d.kind.is_unstated()),
        BlockKind::Power => ctx.model.entity(target).basis.iter().any(|own| own.target.is_some_and(|law| ctx.model.law(law).is_some())),
        _ => false,
    }
}

fn has_arrangement_with_board(ctx: &Context<'_>) -> bool {
    ctx.model.agreements.iter().any(|a| ctx.model.is_regional(a.id) && ctx.competence.is_arrangement_with_body(a.id))
}

fn allows_transfer(ctx: &Context<'_>, power: &Power) -> bool {
    power.transferable.given().any(|(statement, ())| statement.basis.iter().any(|citation| is_basis(ctx, citation)))
}

/// Council to its own college, or to a body that an arrangement or a law makes able to hold powers (Gemeentewet 156, 165; Wgr 30, 33a).
fn by_law_itself(ctx: &Context<'_>, grant: &Grant) -> bool {
    let recipients: Vec<Actor> = grant.to.values().flat_map(|list| whos(list)).flat_map(|who| ctx.model.expand(who)).collect();
    let allowed = |actor: &Actor| {
        let from_own_council = actor.office == Some(College)
            && ctx.competence.givers(grant, *actor).iter().all(|giver| giver.office == Some(Council) && giver.of == actor.of);
        from_own_council || actor.office.is_none() && ctx.competence.table_can_hold(actor.of)
    };
    !recipients.is_empty() && recipients.iter().all(allowed)
}
