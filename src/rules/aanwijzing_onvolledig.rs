//! `aanwijzing-onvolledig`: an appointment is announced, but not who appoints, or for how long or in whose service.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::Role;
use crate::model::refs::{Act, EntityId, Who};
use crate::syntax::vocabulary::Key;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "aanwijzing-onvolledig",
    group: Group::Composition,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "een aanwijzing zegt niet wie aanwijst, of niet voor hoe lang of in wiens dienst",
        "an appointment does not say who appoints, or not for how long or in whose service",
    ),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let serving = serving(ctx);
    let in_use = in_use(ctx);
    for role in ctx.model.roles.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id) && !is_arranged_elsewhere(ctx, r)) {
        let Some((statement, act)) = role.appointment.given().next() else {
            // Who works under somebody is appointed there.
            if role.appointment.is_lacking() && role.works_under.is_lacking() && in_use.contains(&role.id) {
                findings.push(not_appointed(ctx, role));
            }
            continue;
        };
        let by = role.appointment.values().any(|act| !act.by.is_empty());
        // Who is chosen from holders of an office serves as long as he holds that.
        let from_office = role.appointment.values().any(|act| !act.out_of.is_empty());
        let ends = from_office || !role.term.is_lacking() || !role.works_under.is_lacking() || !serving.contains(&role.id);
        if !by || !ends {
            findings.push(finding(ctx, role, (statement, act), (by, ends)));
        }
    }
}

/// The roles that chair a table or are its secretary.
fn serving(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let tables = ctx.model.bodies.iter().filter(|b| ctx.model.in_force(b.id));
    let whos = tables.flat_map(|b| b.chair.items().chain(b.secretary.items()));
    let ids = whos.filter_map(|who| match who.who {
        Who::Entity(id) => Some(id),
        _ => None,
    });
    ids.collect()
}

/// The roles that have a say: they chair a table, steer, drive a topic, lead a stage, or use another's power.
fn in_use(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let model = ctx.model;
    let chairs = model.bodies.iter().filter(|b| model.in_force(b.id)).flat_map(|b| b.chair.items());
    let drivers = model.topics.iter().flat_map(|t| t.driver.items());
    let leads = model.escalations.iter().flat_map(|e| &e.stages).flat_map(|s| s.lead.items());
    let received = model.grants.iter().flat_map(|g| g.to.items());
    let named = chairs.chain(drivers).chain(leads).chain(received).filter_map(|who| match who.who {
        Who::Entity(id) => Some(id),
        _ => None,
    });
    named.chain(model.roles.iter().filter(|r| r.steers.has_items()).map(|r| r.id)).collect()
}

/// A role on which others depend, of which nothing says how it is filled.
fn not_appointed(ctx: &Context<'_>, role: &Role) -> Finding {
    let name = ctx.name(role.id);
    let headline = if role.appointment.is_absent() {
        message!("volgens de tekst wijst niemand `{name}` aan", "by its own text nobody appoints `{name}`"; name = name)
    } else {
        message!("niet gebleken wie `{name}` aanwijst", "it does not appear who appoints `{name}`"; name = name)
    };
    let place = role.appointment.key().unwrap_or(ctx.at(role.id));
    let mut finding = explained(RULE.finding(place, headline).label(message!("wie wijst aan?", "who appoints?")))
        .remedy(message!("Noem wie aanwijst: `aanwijzing door …`.", "Name who appoints: `aanwijzing door …`."));
    if role.appointment.is_unstated() {
        let title = message!("noteer de aanwijzing als open punt", "note the appointment as an open point");
        finding.fixes.extend(ctx.add_property(role.id, title, "aanwijzing nog te regelen"));
    }
    finding
}

fn explained(finding: Finding) -> Finding {
    finding.why(message!(
        "Een functie kan pas worden vervuld en beëindigd als vaststaat wie erover gaat. Anders is ook niet duidelijk aan wie de functionaris verantwoording aflegt.",
        "A role can only be filled and ended when it is settled who decides on it. Otherwise it is not clear either to whom its holder accounts."
    ))
}

/// Whether a law, agreement or statutes that the text cites may say the rest.
fn is_arranged_elsewhere(ctx: &Context<'_>, role: &Role) -> bool {
    let entity = ctx.model.entity(role.id);
    !entity.basis.is_empty() || entity.laid_down_in.has_items() || role.appointment.statements().iter().any(|s| !s.basis.is_empty())
}

fn finding(ctx: &Context<'_>, role: &Role, (statement, act): (&Statement<Act>, &Act), (by, ends): (bool, bool)) -> Finding {
    let mut lacking = Vec::new();
    if !by {
        lacking.push(message!("wie aanwijst", "who appoints"));
    }
    if !ends {
        lacking.push(message!("voor hoe lang of in wiens dienst", "for how long or in whose service"));
    }
    let (name, what) = (ctx.name(role.id), List(lacking));
    let headline =
        message!("de aanwijzing van `{name}` zegt niet {what}", "the appointment of `{name}` does not say {what}"; name = name, what = what);
    let label = message!("aanwijzing onvolledig", "appointment is incomplete");
    let mut finding = explained(RULE.finding(statement.key, headline).label(label)).remedy(remedy(by, ends));
    finding.fixes.extend(fix(ctx, role, (statement, act), by));
    finding
}

fn remedy(by: bool, ends: bool) -> Message {
    match (by, ends) {
        (false, true) => message!("Noem wie aanwijst: `aanwijzing door …`.", "Name who appoints: `aanwijzing door …`."),
        (true, _) => {
            message!("Noem een `termijn`, of onder wie de functionaris `werkt`.", "Name a `termijn`, or under whom the holder works (`werkt onder`).")
        }
        (false, false) => message!(
            "Noem wie aanwijst (`aanwijzing door …`), en een `termijn` of onder wie de functionaris `werkt`.",
            "Name who appoints (`aanwijzing door …`), and a `termijn` or under whom the holder works (`werkt onder`)."
        ),
    }
}

/// Notes as an open point what lacks.
fn fix(ctx: &Context<'_>, role: &Role, (statement, act): (&Statement<Act>, &Act), by: bool) -> Option<Fix> {
    if by {
        let property = format!("{} nog te regelen", Key::Term.word());
        return ctx.add_property(role.id, message!("noteer de termijn als open punt", "note the term as an open point"), &property);
    }
    let bare = act.on.is_none() && act.out_of.is_empty() && act.on_behalf.is_empty() && act.every.is_none() && !act.event;
    let place = Place { file: statement.key.file, span: Span { start: statement.key.span.end, end: statement.key.span.end } };
    let edits = vec![Edit { place, text: " nog te regelen".to_owned() }];
    (bare && role.appointment.statements().len() == 1).then(|| Fix {
        title: message!("noteer de aanwijzing als open punt", "note the appointment as an open point"),
        edits,
        safe: false,
    })
}
