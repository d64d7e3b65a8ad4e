//! `niet-overdraagbare-bevoegdheid`: a power that stays where the law or the text put it is given away.

use super::passing::{Passed, articles, as_written, make_it_mandate, passed, refusal, whos};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{Grant, Mandatable, Power};
use crate::model::refs::{Actor, EntityId, Who};

pub const RULE: Rule = Rule {
    name: "niet-overdraagbare-bevoegdheid",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een bevoegdheid die niet overdraagbaar is, wordt overgedragen", "a power that cannot be transferred is transferred"),
    sources: &[
        Source::Law("Gemeentewet", "art. 178 lid 2"),
        Source::Law("Gemeentewet", "art. 177 lid 2"),
        Source::Law("Gemeentewet", "art. 156 lid 2"),
        Source::Law("Wgr", "art. 30"),
    ],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for one in passed(ctx) {
        let found = if one.in_anothers_name() { to_police(ctx, &one) } else { delegated(ctx, &one) };
        if let Some(finding) = found {
            findings.push(finding);
        }
    }
    for power in ctx.model.powers.iter().filter(|p| ctx.model.is_regional(p.id) && ctx.model.in_force(p.id)) {
        if let Some(finding) = moved(ctx, power) {
            findings.push(finding);
        }
    }
}

/// Transferred by delegation, though law or text says that it can't be.
fn delegated(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let by_law = one.statutory.and_then(|p| refusal(&p.transferable));
    let by_text = one.regional.and_then(|p| refusal(&p.transferable));
    if by_law.is_none() && by_text.is_none() || provided_elsewhere(ctx, one.grant) {
        return None;
    }
    let why = match (by_law, by_text) {
        (Some(statement), _) => told_by_law(ctx, statement),
        _ => message!(
            "De tekst spreekt zichzelf tegen: de bevoegdheid heet niet overdraagbaar en wordt toch gedelegeerd.",
            "The text contradicts itself: the power is called not transferable and yet is delegated."
        ),
    };
    let power = ctx.name(one.item.id);
    let mut finding = told(
        ctx,
        RULE.finding(
            one.item.place,
            message!(
                "`{power}` is niet overdraagbaar, maar wordt gedelegeerd",
                "`{power}` is not transferable, yet is delegated"; power = power
            ),
        ),
        one.item.id,
        why,
    );
    if let Some(statement) = by_text {
        finding = finding.related(statement.place, message!("hier is overdracht uitgesloten", "a transfer is excluded here"));
    }
    finding.fixes.extend(one.leave_out(ctx).or_else(|| make_it_mandate(ctx, one.grant.id)));
    Some(finding)
}

/// A law may itself give the power to the recipient: the chair of the safety region under Wvr 39.
fn provided_elsewhere(ctx: &Context<'_>, grant: &Grant) -> bool {
    let entity = ctx.model.entity(grant.id);
    let cited = entity.basis.iter().chain(entity.laid_down_in.items());
    let recipients: Vec<Who> = grant.to.items().map(|to| to.who).collect();
    let gives = |power: &Power, article: Option<&str>, law: Option<EntityId>| {
        let rests = ctx.model.entity(power.id).basis.iter().any(|own| own.target == law && own.article() == article);
        rests && recipients.iter().all(|who| power.holder.items().any(|holder| ctx.model.covers(holder.who, *who)))
    };
    let statutory = || ctx.model.powers.iter().filter(|p| !ctx.model.is_regional(p.id));
    cited.into_iter().any(|citation| citation.article().is_some() && statutory().any(|power| gives(power, citation.article(), citation.target)))
}

/// The police can't be authorised to use the powers of public order (Gemeentewet 177 lid 2).
fn to_police(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let power = one.statutory.filter(|p| p.transferable.is_absent())?;
    let recipients = one.recipients(ctx);
    let (statement, barred) = power.mandatable.given().find_map(|(statement, limit)| {
        let Mandatable::NotTo(classes) = limit else { return None };
        let barred = recipients.iter().copied().filter(|actor| classes.iter().any(|who| ctx.competence.is_one_of(*actor, who.who)));
        let barred: Vec<Actor> = barred.collect();
        (!barred.is_empty()).then_some((statement, barred))
    })?;
    let who = quoted(&as_written(ctx, one.grant.to.items().map(|to| to.who), &barred), 3);
    let headline = message!(
        "`{power}` kan niet aan {who} worden opgedragen",
        "`{power}` cannot be entrusted to {who}"; power = ctx.name(one.item.id), who = who
    );
    let why = message!(
        "{articles} staat niet toe dat deze ontvanger deze bevoegdheid in naam van de burgemeester uitoefent. Feitelijk optreden onder zijn gezag kan wel.",
        "{articles} does not allow this recipient to exercise this power in the mayor's name. Factual action under his authority is possible."; articles = articles(ctx, &statement.basis)
    );
    let mut finding = told(ctx, RULE.finding(one.item.place, headline), one.item.id, why);
    if let Some(place) = one.grant.to.place() {
        finding = finding.related(place, message!("aan deze ontvanger", "to this recipient"));
    }
    finding.fixes.extend(one.leave_out(ctx));
    Some(finding)
}

/// Stated to lie with a table or organisation, while the law leaves it with an organ and excludes a transfer.
fn moved(ctx: &Context<'_>, power: &Power) -> Option<Finding> {
    let statutory = ctx.competence.statutory(power.id).and_then(|id| ctx.model.power(id))?;
    let statement = refusal(&statutory.transferable)?;
    let key = power.holder.key()?;
    let lawful = |who: Who| statutory.holder.items().any(|holder| ctx.model.covers(holder.who, who) || is_of(ctx, who, holder.who));
    let others: Vec<String> =
        power.holder.items().map(|w| w.who).filter(|who| matches!(who, Who::Entity(_)) && !lawful(*who)).map(|who| ctx.model.say(who)).collect();
    if others.is_empty() {
        return None;
    }
    let (name, who) = (ctx.name(power.id), quoted(&others, 3));
    let headline = message!(
        "`{power}` is niet overdraagbaar, maar ligt hier bij {who}",
        "`{power}` is not transferable, yet lies with {who} here"; power = name, who = who
    );
    let by: Vec<String> = whos_of(statutory).into_iter().map(|who| ctx.model.say(who)).collect();
    let why = message!(
        "De wet geeft deze bevoegdheid aan {by}. {rest}", "The law gives this power to {by}. {rest}";
        by = quoted(&by, 3), rest = told_by_law(ctx, statement)
    );
    Some(told(ctx, RULE.finding(key, headline), power.id, why))
}

fn whos_of(power: &Power) -> Vec<Who> {
    power.holder.values().flat_map(|list| whos(list)).collect()
}

fn is_of(ctx: &Context<'_>, who: Who, class: Who) -> bool {
    let members = ctx.model.expand(who);
    !members.is_empty() && members.into_iter().all(|actor| ctx.competence.is_one_of(actor, class))
}

fn told_by_law(ctx: &Context<'_>, statement: &Statement<()>) -> Message {
    message!("Overdracht is uitgesloten volgens {articles}.", "A transfer is excluded by {articles}."; articles = articles(ctx, &statement.basis))
}

fn told(ctx: &Context<'_>, finding: Finding, power: EntityId, why: Message) -> Finding {
    finding.label(message!("niet overdraagbaar", "not transferable")).why(why).remedy(message!(
        "Laat `{power}` bij de houder; adviseren of voorbereiden kan een ander wel.",
        "Leave `{power}` with its holder; another may advise or prepare."; power = ctx.name(power)
    ))
}
