//! `vervallen-orgaan-in-gebruik`: an arrangement in force still relies on a table, ladder, role, party or text that has
//! ended.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rule::{Context, Findings, Group, Rule};
use super::usage::counts_on;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::refs::{EntityId, Mention};
use crate::syntax::vocabulary::{BlockKind, Extension, Key};

pub const RULE: Rule = Rule {
    name: "vervallen-orgaan-in-gebruik",
    group: Group::Time,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("wat vervallen is, wordt nog gebruikt", "something that has ended is still in use"),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut found: BTreeMap<(EntityId, EntityId), Vec<&Mention>> = BTreeMap::new();
    for mention in &ctx.model.references {
        if ctx.model.is_regional(mention.block) && relies_on_ended(ctx, mention) {
            found.entry((mention.block, mention.id)).or_default().push(mention);
        }
    }
    findings_of(ctx, found, findings);
}

/// Whether a name in an arrangement that has not ended itself stands for something that had ended when it counts.
fn relies_on_ended(ctx: &Context<'_>, mention: &Mention) -> bool {
    let (end, given_up) = (end_of(ctx, mention.id), is_given_up(ctx, mention));
    mention.block != mention.id
        && (end.is_some() || given_up)
        && counts_on(ctx, mention).is_some_and(|day| given_up || end.is_some_and(|end| end <= day))
}

/// Whether a text that is stated to have lapsed or ended is still a ground of something.
fn is_given_up(ctx: &Context<'_>, mention: &Mention) -> bool {
    ctx.model.is_given_up(mention.id) && matches!(mention.key, Key::Basis | Key::LaidDownIn)
}

/// When a table, ladder, role or party ends, or a text of which it is said what took its place. Of any other text the term is
/// over: that is `looptijd-verstreken`.
fn end_of(ctx: &Context<'_>, id: EntityId) -> Option<Date> {
    use BlockKind::{Agreement, Body, Document, Escalation, Party, Role};
    let entity = ctx.model.entity(id);
    let ends = match entity.kind {
        Body | Escalation | Role | Party => true,
        Document | Agreement => entity.successors.has_items(),
        _ => false,
    };
    let tacit = ctx.model.agreement(id).is_some_and(|a| a.extension.says(Extension::Tacit));
    ctx.model.validity(id).until.filter(|_| ends && !tacit)
}

fn findings_of(ctx: &Context<'_>, found: BTreeMap<(EntityId, EntityId), Vec<&Mention>>, findings: &mut Findings) {
    for ((block, id), mentions) in found {
        let Some((first, others)) = mentions.split_first() else { continue };
        let (name, user, key) = (ctx.name(id), ctx.name(block), first.key.word());
        let (headline, until) = match end_of(ctx, id) {
            Some(end) => (
                message!(
                    "`{name}` is er sinds {end} niet meer, maar staat nog bij `{key}` van `{user}`",
                    "`{name}` ended on {end}, but still stands under `{key}` of `{user}`"; name = name, end = end, key = key, user = user
                ),
                message!("gold tot {end}", "held until {end}"; end = end),
            ),
            None => (
                message!(
                    "`{name}` heet opgezegd of vervallen, maar staat nog bij `{key}` van `{user}`",
                    "`{name}` is called terminated or lapsed, but still stands under `{key}` of `{user}`"; name = name, key = key, user = user
                ),
                message!("opgezegd of vervallen", "terminated or lapsed"),
            ),
        };
        let mut finding = RULE
            .finding(first.place, headline)
            .label(message!("vervallen", "has ended"))
            .why(message!(
                "Wie of wat niet meer bestaat, kan niets doen, ontvangen of dragen. Zo is deze bepaling leeg, terwijl zij nog geldt.",
                "Whoever or whatever no longer exists can do, receive or carry nothing. This provision is empty, though it is in force."
            ))
            .related(ctx.at(id), until);
        for mention in others {
            finding = finding.related(mention.place, message!("hier ook", "here too"));
        }
        findings.push(with_remedy(ctx, finding, block, id, &mentions));
    }
}

fn with_remedy(ctx: &Context<'_>, finding: Finding, block: EntityId, id: EntityId, mentions: &[&Mention]) -> Finding {
    let successors: Vec<&str> = ctx.model.entity(id).successors.items().map(|s| ctx.name(s.id)).collect();
    if successors.is_empty() {
        return finding.remedy(message!(
            "Noem wie of wat ervoor in de plaats is gekomen, of haal de verwijzing weg.",
            "Name who or what has taken its place, or remove the reference."
        ));
    }
    let finding = finding.remedy(message!(
        "Noem de opvolger ({successors}), of haal de verwijzing weg.",
        "Name the successor ({successors}), or remove the reference."; successors = quoted(&successors, 3)
    ));
    match ctx.model.living_successor(id, ctx.model.on).filter(|successor| *successor != block) {
        Some(successor) => {
            let name = ctx.name(successor);
            let edits = mentions.iter().map(|m| Edit { place: m.place, text: name.to_owned() }).collect();
            finding.fix(Fix { title: message!("noem de opvolger `{name}`", "name the successor `{name}`"; name = name), edits, safe: false })
        }
        None => finding,
    }
}
