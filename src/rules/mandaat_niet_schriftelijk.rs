//! `mandaat-niet-schriftelijk`: a mandate that must be given in writing, and of which no written decision appears (Awb 10:5).

use super::passing::{as_written, same_service};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{Document, Grant, GrantForm};
use crate::model::refs::{Actor, Citation};
use crate::syntax::vocabulary::{BlockKind, DocumentKind, Generality};

pub const RULE: Rule = Rule {
    name: "mandaat-niet-schriftelijk",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een algemeen mandaat, of een mandaat aan een niet-ondergeschikte, zonder dat een schriftelijk besluit blijkt",
        "a general mandate, or a mandate to a non-subordinate, of which no written decision appears",
    ),
    sources: &[Source::Law("Awb", "art. 10:5 lid 2"), Source::Law("Awb", "art. 10:12")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let decision = only_mandate_decision(ctx);
    // A delegation needs a statutory provision, and that is another question.
    for grant in ctx.model.grants.iter().filter(|g| ctx.model.is_regional(g.id) && g.form != GrantForm::Delegation && !ctx.model.has_ended(g.id)) {
        if is_written(ctx, grant) {
            continue;
        }
        if let Some(need) = need(ctx, grant) {
            findings.push(told(ctx, grant, &need, decision));
        }
    }
}

// ------------------------------------------------------------------------------------------------------- in writing?

/// Whether the mandate rests on a text: laid down in it, given under it, or quoted from the decision itself.
fn is_written(ctx: &Context<'_>, grant: &Grant) -> bool {
    let entity = ctx.model.entity(grant.id);
    let laid_down = &entity.laid_down_in;
    let given_under = entity.basis.iter().chain(statements(grant).flat_map(|s| s.0));
    let quoted_from = entity.sources.iter().chain(statements(grant).flat_map(|s| s.1));
    laid_down.has_items()
        || laid_down.open().is_some()
        || given_under.into_iter().any(|citation| is_text(ctx, citation))
        || quoted_from.into_iter().any(|citation| is_decision(ctx, citation))
}

/// The grounds and sources of what the grant says of who passes what to whom.
fn statements(grant: &Grant) -> impl Iterator<Item = (&[Citation], &[Citation])> {
    fn both<T>(statement: &Statement<T>) -> (&[Citation], &[Citation]) {
        (&statement.basis, &statement.source)
    }
    let whos = grant.from.statements().iter().chain(grant.to.statements()).map(both);
    whos.chain(grant.about.statements().iter().map(both))
}

fn is_text(ctx: &Context<'_>, citation: &Citation) -> bool {
    citation.target.is_none_or(|id| matches!(ctx.model.entity(id).kind, BlockKind::Document | BlockKind::Agreement))
}

/// Whether a text can be the decision by which a mandate is given: a mandate decision or an agreement, not a vision.
fn is_decision(ctx: &Context<'_>, citation: &Citation) -> bool {
    let document = citation.target.and_then(|id| ctx.model.document(id));
    is_text(ctx, citation) && document.is_none_or(|d| d.kind.is_unstated() || is_mandate_decision(d))
}

fn is_mandate_decision(document: &Document) -> bool {
    document.kind.items().any(|kind| *kind == DocumentKind::MandateDecision)
}

/// The mandate decision of the region, where it states exactly one.
fn only_mandate_decision<'c>(ctx: &Context<'c>) -> Option<&'c str> {
    let mut decisions = ctx.model.documents.iter().filter(|d| ctx.model.is_regional(d.id) && is_mandate_decision(d) && ctx.model.text_counts(d.id));
    let only = decisions.next().filter(|_| decisions.next().is_none())?;
    Some(ctx.name(only.id))
}

// --------------------------------------------------------------------------------------------------------- must it be?

/// Why a mandate must be in writing.
enum Need {
    /// It is general, or the text does not say for which case it is.
    General(Severity),
    /// Those who receive it do not work under its giver.
    Strangers(Severity, Vec<String>),
}

fn need(ctx: &Context<'_>, grant: &Grant) -> Option<Need> {
    let recipients: Vec<Actor> = grant.to.items().flat_map(|to| ctx.model.expand(to.who)).collect();
    let (subordinates, strangers): (Vec<Actor>, Vec<Actor>) = recipients.into_iter().partition(|actor| works_under_giver(ctx, grant, *actor));
    // The Awb speaks of volmacht and machtiging only where they go to a subordinate (Awb 10:12).
    let governed = grant.form == GrantForm::Mandate || !subordinates.is_empty();
    let is = |generality: Generality| grant.generality.items().any(|g| *g == generality);
    let unknown = !grant.generality.has_items();
    let absent = ctx.model.entity(grant.id).laid_down_in.is_absent();
    if !governed || grant.generality.open().is_some() {
        return None;
    }
    if is(Generality::General) {
        return Some(Need::General(severity(grant, absent)));
    }
    let strangers = if grant.form == GrantForm::Mandate { strangers } else { Vec::new() };
    if !strangers.is_empty() {
        let open = strangers.iter().all(|actor| ctx.model.place_is_unknown(*actor));
        let severity = if open { severity(grant, absent).downgraded() } else { severity(grant, absent) };
        return Some(Need::Strangers(severity, as_written(ctx, grant.to.items().map(|to| to.who), &strangers)));
    }
    // Whether it is general is not stated: most mandates are.
    (unknown && !is(Generality::Special)).then_some(Need::General(Severity::Hint))
}

/// Whether a recipient works under everybody who gives the mandate, or the text still leaves open under whom.
fn works_under_giver(ctx: &Context<'_>, grant: &Grant, actor: Actor) -> bool {
    let open = ctx.model.stated_superiors(actor.of).is_some_and(|superiors| superiors.open().is_some());
    let givers = ctx.competence.givers(grant, actor);
    open || givers.into_iter().all(|giver| ctx.model.works_under(actor, giver) || same_service(ctx, actor, giver))
}

/// An error where the text says that nothing is on paper; a warning where it is silent, a hint where it was published.
fn severity(grant: &Grant, absent: bool) -> Severity {
    if absent {
        Severity::Error
    } else if grant.announcement.is_given() {
        Severity::Hint
    } else {
        Severity::Warning
    }
}

// ------------------------------------------------------------------------------------------------------------- telling

fn told(ctx: &Context<'_>, grant: &Grant, need: &Need, decision: Option<&str>) -> Finding {
    let laid_down = &ctx.model.entity(grant.id).laid_down_in;
    let place = laid_down.key().unwrap_or_else(|| ctx.at(grant.id));
    let (name, kind) = (ctx.name(grant.id), ctx.model.entity(grant.id).kind.word());
    let (severity, headline, why) = match need {
        Need::General(severity) => (
            *severity,
            message!("niet gebleken dat {kind} `{name}` schriftelijk is verleend", "it does not appear that {kind} `{name}` was given in writing"; kind = kind, name = name),
            message!(
                "Een algemeen mandaat wordt schriftelijk verleend. Dat geldt ook voor volmacht en machtiging aan wie onder de gever werkt. Pas uit het besluit blijkt wie wat mag, en binnen welke grenzen.",
                "A general mandate is given in writing. The same goes for volmacht and machtiging to those who work under the giver. Only the decision shows who may do what, and within which limits."
            ),
        ),
        Need::Strangers(severity, whos) => (
            *severity,
            message!("niet gebleken dat `{name}` aan {who} schriftelijk is verleend", "it does not appear that `{name}` was given to {who} in writing"; name = name, who = quoted(whos, 3)),
            message!(
                "Een mandaat aan wie niet onder de mandaatgever werkt, wordt altijd schriftelijk verleend, ook als het voor een bepaald geval is.",
                "A mandate to somebody who does not work under its giver is always given in writing, also where it is for one case."
            ),
        ),
    };
    let mut finding =
        RULE.finding_at(severity, place, headline).label(message!("geen besluit genoemd", "no decision named")).why(why).remedy(message!(
            "Noem het besluit of de overeenkomst waarin het staat: `vastgelegd in …`.",
            "Name the decision or agreement that holds it: `vastgelegd in …`."
        ));
    if laid_down.is_unstated() {
        let (title, text): (Message, &str) = match decision {
            Some(decision) => (message!("vastgelegd in `{decision}`", "laid down in `{decision}`"; decision = decision), decision),
            None => (message!("noteer het besluit als open punt", "note the decision as an open point"), "nog te regelen"),
        };
        finding.fixes.extend(ctx.add_property(grant.id, title, &format!("vastgelegd in {text}")));
    }
    finding
}
