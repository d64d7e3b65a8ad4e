//! `besluit-zonder-bevoegdheid`: somebody is said to decide without holding the power, by mandate or of its own.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::competence::Ask;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::parts::{Route, Step};
use crate::model::refs::{Actor, EntityId, Who, WhoRef};
use crate::syntax::vocabulary::{BlockKind, Key};

pub const RULE: Rule = Rule {
    name: "besluit-zonder-bevoegdheid",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("er wordt besloten door wie die bevoegdheid niet heeft", "a decision is taken by somebody who does not hold the power"),
    sources: &[Source::Law("Awb", "art. 1:3"), Source::Law("Awb", "art. 10:1"), Source::Law("Awb", "art. 10:2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for route in ctx.model.routes.iter().filter(|r| ctx.model.in_force(r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::Decide && s.arranged) {
            if step.about.is_empty() { on_topic(ctx, route, step, findings) } else { over_powers(ctx, step, findings) }
        }
    }
    for body in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        if let Some(key) = body.decides.key().filter(|_| body.decides.is_given() && !has_title(ctx, body.id)) {
            findings.push(declared(ctx, body.id, key));
        }
    }
    adopted_by_table(ctx, findings);
}

/// `besluiten … over …`: every one named must be able to use each power, for every holder.
fn over_powers(ctx: &Context<'_>, step: &Step, findings: &mut Findings) {
    let whos: Vec<Who> = step.whos.iter().map(|w| w.who).filter(|w| *w != Who::Unknown).collect();
    for power in step.about.iter().filter(|_| !whos.is_empty()) {
        let topic = step.topics.first().map(|t| t.id);
        let reach = ctx.competence.reach(&whos, power.id, Ask { amount: None, topic });
        if ctx.competence.holders(power.id).is_empty() && reach.chains.is_empty() && reach.without.is_empty() {
            continue;
        }
        if !reach.without.is_empty() {
            findings.push(not_competent(ctx, step, power.id, &reach.without));
        } else if !reach.missing.is_empty() {
            findings.push(partly(ctx, step, power.id, &reach.missing));
        }
    }
}

fn not_competent(ctx: &Context<'_>, step: &Step, power: EntityId, without: &[Actor]) -> Finding {
    let names: Vec<String> = without.iter().map(|a| ctx.model.say_actor(*a)).collect();
    let (who, power_name) = (quoted(&names, 3), ctx.name(power));
    let finding = RULE
        .finding(step.place, message!("niet gebleken dat {who} bevoegd is tot `{power}`", "it does not appear that {who} may exercise `{power}`"; who = who, power = power_name))
        .label(message!("besluit zonder bevoegdheid", "decides without the power"));
    with_ways_out(ctx, finding, step, power)
}

fn partly(ctx: &Context<'_>, step: &Step, power: EntityId, missing: &[Actor]) -> Finding {
    let names: Vec<String> = missing.iter().map(|a| ctx.model.say_actor(*a)).collect();
    let (who, power_name) = (quoted(&names, 4), ctx.name(power));
    let finding = RULE
        .finding(step.place, message!("voor {who} is geen mandaat voor `{power}` gebleken", "for {who} no mandate over `{power}` appears"; who = who, power = power_name))
        .label(message!("niet voor alle houders", "not for every holder"));
    with_ways_out(ctx, finding, step, power)
}

fn with_ways_out(ctx: &Context<'_>, finding: Finding, step: &Step, power: EntityId) -> Finding {
    let holders: Vec<String> = ctx.competence.holders(power).into_iter().map(|who| ctx.model.say(who)).collect();
    let holders = if holders.is_empty() { message!("een houder die nog niet genoemd is", "a holder that is not yet named") } else { quoted(&holders, 3) };
    finding
        .why(message!(
            "Een besluit bindt alleen als het genomen wordt door wie de bevoegdheid heeft, of in diens naam krachtens mandaat. De bevoegdheid ligt hier bij {holders}.",
            "A decision binds only when taken by whoever holds the power, or in its name under a mandate. Here the power lies with {holders}."; holders = holders.clone()
        ))
        .remedy(message!(
            "Laat {holders} besluiten, verleen mandaat, of maak er `afspreken` van als ieder zich zelf bindt.",
            "Let {holders} decide, give a mandate, or make it `afspreken` where each binds itself."; holders = holders
        ))
        .related(ctx.at(power), message!("hier staat de bevoegdheid", "the power is stated here"))
        .fix(to_agreement(step))
}

/// `besluiten` without a power claims to decide on the topic itself: that takes an organ, or some title on the topic.
fn on_topic(ctx: &Context<'_>, route: &Route, step: &Step, findings: &mut Findings) {
    for who in step.whos.iter().filter(|w| !ctx.competence.decides_in_own_right(w.who)) {
        let Who::Entity(id) = who.who else { continue };
        if has_title_on(ctx, id, route) {
            continue;
        }
        let name = ctx.name(id);
        let headline = message!("niet gebleken dat `{name}` hierover kan besluiten", "it does not appear that `{name}` can decide on this"; name = name);
        findings.push(
            untitled(ctx, id, RULE.finding(step.place, headline))
                .label(message!("besluit zonder bevoegdheid", "decides without the power"))
                .remedy(message!(
                    "Laat de bevoegde organen besluiten, verleen `{name}` mandaat, of maak er `afspreken` van.",
                    "Let the competent organs decide, give `{name}` a mandate, or make it `afspreken`."; name = name
                ))
                .fix(to_agreement(step)),
        );
    }
}

fn declared(ctx: &Context<'_>, id: EntityId, key: crate::text::Place) -> Finding {
    let name = ctx.name(id);
    let headline = message!("`{name}` heet besluitbevoegd, maar niet gebleken is waaraan het dat ontleent", "`{name}` is called competent to decide, but no ground for that appears"; name = name);
    untitled(ctx, id, RULE.finding(key, headline))
        .label(message!("zonder titel", "without a title"))
        .remedy(message!(
            "Noem het mandaat, de delegatie of de gemeenschappelijke regeling, of schrijf `besluitbevoegd nee`.",
            "Name the mandate, the delegation or the joint arrangement, or write `besluitbevoegd nee`."
        ))
}

/// A text that a table adopts as if it were an organ.
fn adopted_by_table(ctx: &Context<'_>, findings: &mut Findings) {
    let documents = ctx.model.documents.iter().map(|d| (d.id, &d.adoption));
    let agreements = ctx.model.agreements.iter().map(|a| (a.id, &a.adoption));
    for (id, adoption) in documents.chain(agreements).filter(|(id, _)| ctx.model.is_regional(*id)) {
        for (statement, act) in adoption.given() {
            for table in act.by.iter().filter_map(|by| untitled_table(ctx, &by.who)) {
                let (name, text) = (ctx.name(table), ctx.name(id));
                let headline = message!("niet gebleken dat `{name}` bevoegd is `{text}` vast te stellen", "it does not appear that `{name}` may adopt `{text}`"; name = name, text = text);
                findings.push(
                    untitled(ctx, table, RULE.finding_at(Severity::Warning, statement.place, headline))
                        .label(message!("vastgesteld door een overleg", "adopted by a table"))
                        .remedy(message!(
                            "Laat de colleges en burgemeesters vaststellen, na advies van `{name}`.",
                            "Let the colleges and mayors adopt it, on the advice of `{name}`."; name = name
                        )),
                );
            }
        }
    }
}

fn untitled_table(ctx: &Context<'_>, who: &WhoRef) -> Option<EntityId> {
    match who.who {
        Who::Entity(id) if ctx.model.body(id).is_some() && !has_title(ctx, id) => Some(id),
        _ => None,
    }
}

fn untitled(ctx: &Context<'_>, id: EntityId, finding: Finding) -> Finding {
    let why: Message = if ctx.model.entity(id).kind == BlockKind::Body {
        message!(
            "Een overleg is geen bestuursorgaan. Het kan besluiten met een mandaat, krachtens een regeling onder de Wgr, of als alle leden zelf bevoegd zijn en instemmen.",
            "A table is not an administrative organ. It can decide with a mandate, under a Wgr arrangement, or when all members hold the power themselves and agree."
        )
    } else {
        message!(
            "Wie geen bestuursorgaan is, besluit alleen in naam van een orgaan dat daartoe mandaat of machtiging gaf.",
            "Whoever is not an administrative organ decides only in the name of an organ that gave a mandate or authorisation."
        )
    };
    finding.why(why).related(ctx.at(id), message!("hier staat het beschreven", "it is declared here"))
}

/// Whether somebody has any title to decide: an arrangement, or a grant in force.
fn has_title(ctx: &Context<'_>, id: EntityId) -> bool {
    let actor = Actor { of: id, office: None };
    ctx.competence.table_can_hold(id)
        || ctx.competence.grants_to(actor).next().is_some()
        || ctx.model.powers.iter().any(|p| ctx.model.is_regional(p.id) && ctx.competence.is_competent(actor, p.id, Ask::default()))
}

/// The same, on the topics of a route: a grant over powers for other topics doesn't count.
fn has_title_on(ctx: &Context<'_>, id: EntityId, route: &Route) -> bool {
    let actor = Actor { of: id, office: None };
    let on_topic = |power: EntityId| {
        let topics = ctx.model.power(power).map(|p| &p.topics);
        topics.is_none_or(|topics| !topics.has_items() || topics.items().any(|t| route.topics.items().any(|r| r.id == t.id)))
    };
    ctx.competence.table_can_hold(id)
        || ctx.competence.grants_to(actor).any(|g| g.about.items().any(|p| on_topic(p.id)))
        || ctx.model.powers.iter().any(|p| ctx.model.is_regional(p.id) && on_topic(p.id) && ctx.competence.is_competent(actor, p.id, Ask::default()))
}

fn to_agreement(step: &Step) -> Fix {
    Fix {
        title: message!("maak er `afspreken` van", "make it `afspreken`"),
        edits: vec![Edit { place: step.key_place, text: "afspreken".to_owned() }],
        safe: false,
    }
}
