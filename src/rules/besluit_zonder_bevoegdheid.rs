//! `besluit-zonder-bevoegdheid`: somebody is said to decide without holding the power, by mandate or of its own.

use super::authority::is_ground_of_talk;
use super::passing::{as_written, is_holder, is_or_are, is_part_of_another, is_working_paper, topics_decided};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::competence::{Ask, Lack};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Fact;
use crate::model::parts::{Grant, Route, Step};
use crate::model::refs::{Act, Actor, Citation, EntityId, Ref, Who};
use crate::syntax::tree::MunicipalOffice::{Alderman, Clerk, Official};
use crate::syntax::vocabulary::{BlockKind, DocumentKind, Key, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "besluit-zonder-bevoegdheid",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "er wordt besloten, en niet blijkt dat wie besluit daartoe bevoegd is",
        "a decision is taken, and it does not appear that whoever takes it holds the power",
    ),
    sources: &[Source::Law("Awb", "art. 1:3"), Source::Law("Awb", "art. 10:1"), Source::Law("Awb", "art. 10:2"), Source::Law("Wgr", "art. 10 lid 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for route in ctx.model.routes.iter().filter(|r| stands(ctx, r.id)) {
        for step in route.steps.iter().filter(|s| s.key == Key::Decide && s.arranged) {
            if step.about.is_empty() { on_topic(ctx, route, step, findings) } else { over_powers(ctx, route, step, findings) }
        }
    }
    for (id, decides) in who_may_decide(ctx) {
        let Some(key) = decides.key().filter(|_| decides.is_given() && !is_titled(ctx, id, decides)) else { continue };
        findings.push(declared(ctx, id, key));
    }
    adopted_by_table(ctx, findings);
    for grant in ctx.model.grants.iter().filter(|g| stands(ctx, g.id) && !g.under.has_items() && g.under.open().is_none()) {
        passed_on(ctx, grant, findings);
    }
}

fn stands(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.is_regional(id) && ctx.model.in_force(id)
}

// ----------------------------------------------------------------------------------------------- a route, over a power

/// `besluiten … over …`: every one named must be able to use each power, for every holder.
fn over_powers(ctx: &Context<'_>, route: &Route, step: &Step, findings: &mut Findings) {
    let whos: Vec<Who> = step.whos.iter().map(|w| w.who).collect();
    for power in step.about.iter().filter(|power| ctx.model.power(power.id).is_some_and(|p| p.holder.open().is_none())) {
        let topics = topics_decided(ctx, route, step, power.id);
        let is_about = |topic: EntityId| ctx.competence.is_about(power.id, Ask { amount: None, topic: Some(topic) });
        if let Some(off_topic) = topics.iter().flatten().find(|topic| !is_about(**topic)) {
            findings.push(beside_topic(ctx, step, power, *off_topic));
        } else if let Some(gap) = gap(ctx, &whos, power.id, &topics) {
            findings.push(incompetent(ctx, step, power.id, &whos, &gap));
        }
    }
}

/// A power that is limited to other topics than the route decides on: nobody has it for this one.
fn beside_topic(ctx: &Context<'_>, step: &Step, power: &Ref, topic: EntityId) -> Finding {
    let (name, topic) = (ctx.name(power.id), ctx.name(topic));
    // An organ may hold another power on this topic; anybody else has nothing but what was passed on to him.
    let organs = step.whos.iter().all(|w| ctx.competence.decides_in_own_right(w.who));
    let severity = if organs { Severity::Warning } else { Severity::Error };
    let headline = message!("`{name}` geldt niet voor `{topic}`, waarover hier wordt besloten", "`{name}` does not hold for `{topic}`, on which a decision is taken here"; name = name, topic = topic);
    let stated = ctx.model.power(power.id).and_then(|p| p.topics.place()).unwrap_or_else(|| ctx.at(power.id));
    RULE.finding_at(severity, step.place, headline)
        .label(message!("bevoegdheid voor ander thema", "power for another topic"))
        .why(message!(
            "De tekst beperkt `{name}` tot andere thema's. Voor `{topic}` blijkt dus geen bevoegdheid, ook niet van wie haar voor die andere thema's heeft.",
            "The text limits `{name}` to other topics. So for `{topic}` no power appears, not even of whoever holds it for those other topics."; name = name, topic = topic
        ))
        .remedy(message!(
            "Noem een bevoegdheid die voor `{topic}` geldt, of voeg `{topic}` toe aan `voor` bij `{name}`.",
            "Name a power that holds for `{topic}`, or add `{topic}` to `voor` of `{name}`."; name = name, topic = topic
        ))
        .related(stated, message!("hiertoe is zij beperkt", "it is limited to these"))
}

/// The actors who may not use a power, or the holders for whom nobody may.
struct Gap {
    ask: Ask,
    without: Vec<Actor>,
    missing: Vec<Actor>,
}

fn gap(ctx: &Context<'_>, whos: &[Who], power: EntityId, topics: &[Option<EntityId>]) -> Option<Gap> {
    topics.iter().find_map(|topic| {
        let ask = Ask { amount: None, topic: *topic };
        let reach = ctx.competence.reach(whos, power, ask);
        // An organisation acts through the officers that the law names: police, prosecution. Of one who transferred the
        // power `delegans-beslist-zelf` tells.
        let told_elsewhere = |actor: Actor| is_class_of_holder(ctx, power, actor) || ctx.competence.transferred(actor, power, ask).is_some();
        let without: Vec<Actor> = reach.without.into_iter().filter(|actor| !told_elsewhere(*actor)).collect();
        (!without.is_empty() || !reach.missing.is_empty()).then_some(Gap { ask, without, missing: reach.missing })
    })
}

fn is_class_of_holder(ctx: &Context<'_>, power: EntityId, actor: Actor) -> bool {
    let is_party = ctx.model.party(actor.of).is_some() || ctx.model.office(actor.of).is_some();
    is_party && is_holder(ctx, power, actor)
}

fn incompetent(ctx: &Context<'_>, step: &Step, power: EntityId, whos: &[Who], gap: &Gap) -> Finding {
    let name = ctx.name(power);
    let finding = if gap.without.is_empty() {
        let holders = ctx.competence.holders(power);
        let who = quoted(&as_written(ctx, holders, &gap.missing), 4);
        RULE.finding(
            step.place,
            message!(
                "voor {who} is geen {word} voor `{power}` gebleken",
                "for {who} no {word} over `{power}` appears"; who = who, power = name, word = ctx.competence.word_for_grant(power)
            ),
        )
        .label(message!("niet voor alle houders", "not for every holder"))
    } else {
        let names = as_written(ctx, whos.iter().copied(), &gap.without);
        let headline = message!("niet gebleken dat {who} bevoegd {is} tot `{power}`", "it does not appear that {who} {is} competent for `{power}`";
            who = quoted(&names, 3), is = is_or_are(names.len()), power = name);
        RULE.finding_at(severity(ctx, power, &gap.without), step.place, headline).label(message!("bevoegdheid niet gebleken", "no power appears"))
    };
    let finding = with_ways_out(ctx, finding, power, gap).related(ctx.at(power), message!("hier staat de bevoegdheid", "the power is stated here"));
    finding.fix(to_agreement(step))
}

/// An error, unless nobody is stated to hold the power, or the holder's own staff decides, whose mandate may stand elsewhere.
fn severity(ctx: &Context<'_>, power: EntityId, without: &[Actor]) -> Severity {
    let holders = ctx.competence.holders_here(power);
    let own_staff = |actor: &Actor| matches!(actor.office, Some(Official | Alderman | Clerk)) && holders.iter().any(|holder| holder.of == actor.of);
    if holders.is_empty() || without.iter().all(own_staff) { Severity::Warning } else { Severity::Error }
}

fn with_ways_out(ctx: &Context<'_>, finding: Finding, power: EntityId, gap: &Gap) -> Finding {
    let lack = gap.without.first().and_then(|actor| ctx.competence.lack(*actor, power, gap.ask));
    let holders: Vec<String> = ctx.competence.holders(power).into_iter().map(|who| ctx.model.say(who)).collect();
    let holders =
        if holders.is_empty() { message!("een houder die nog niet genoemd is", "a holder that is not yet named") } else { quoted(&holders, 3) };
    let finding = finding
        .why(message!(
            "Een besluit wordt genomen door wie de bevoegdheid heeft, of in diens naam krachtens {word}; anders is het aantastbaar. De bevoegdheid ligt hier bij {holders}.",
            "A decision is taken by whoever holds the power, or in its name under a {word}; otherwise it can be challenged. Here the power lies with {holders}."; holders = holders.clone(), word = ctx.competence.word_for_grant(power)
        ))
        .remedy(message!(
            "Laat {holders} besluiten, verleen {word}, of maak er `afspreken` van als ieder zichzelf bindt.",
            "Let {holders} decide, give a {word}, or make it `afspreken` where each binds itself."; holders = holders, word = ctx.competence.word_for_grant(power)
        ));
    match lack {
        Some(Lack::NotInForce { grant }) => finding.related(ctx.at(grant), message!("geldt niet op deze datum", "does not hold on this date")),
        Some(Lack::OutOfReach { grant }) => finding.related(ctx.at(grant), message!("reikt niet zo ver", "does not reach this far")),
        Some(Lack::GiverLacks { grant }) => {
            finding.related(ctx.at(grant), message!("niet gebleken dat de gever haar heeft", "it does not appear that its giver holds the power"))
        }
        _ => finding,
    }
}

fn to_agreement(step: &Step) -> Fix {
    let edits = vec![Edit { place: step.key_place, text: "afspreken".to_owned() }];
    Fix { title: message!("maak er `afspreken` van", "make it `afspreken`"), edits, safe: false }
}

// ----------------------------------------------------------------------------------------------- a route, on its topic

/// `besluiten` without a power claims to decide on the topic itself: that takes an organ, or some title on the topic.
fn on_topic(ctx: &Context<'_>, route: &Route, step: &Step, findings: &mut Findings) {
    let topics: Vec<EntityId> =
        if step.topics.is_empty() { route.topics.items().map(|t| t.id).collect() } else { step.topics.iter().map(|t| t.id).collect() };
    let untitled: Vec<Who> = step.whos.iter().map(|w| w.who).filter(|who| lacks_title(ctx, *who, &topics)).collect();
    if untitled.is_empty() {
        findings.extend(nothing_passed(ctx, route, step, &topics));
        return;
    }
    let names: Vec<String> = untitled.iter().map(|who| ctx.model.say(*who)).collect();
    let severity = if untitled.iter().any(|who| is_table_or_role(ctx, *who)) { Severity::Error } else { Severity::Warning };
    let who = quoted(&names, 3);
    let headline = message!("niet gebleken dat {who} hierover kan besluiten", "it does not appear that {who} can decide on this"; who = who.clone());
    let mut finding = untitled.iter().fold(RULE.finding_at(severity, step.place, headline), |finding, who| declared_here(ctx, *who, finding));
    finding = finding.label(message!("bevoegdheid niet gebleken", "no power appears")).why(why(ctx, &untitled)).remedy(message!(
        "Laat de bevoegde organen besluiten, verleen {who} mandaat, of maak er `afspreken` van.",
        "Let the competent organs decide, give {who} a mandate, or make it `afspreken`."; who = who
    ));
    if untitled.len() == step.whos.len() {
        finding = finding.fix(to_agreement(step));
    }
    findings.push(finding);
}

/// A board under an arrangement can hold powers; which ones, and whether any is on this topic, must appear from somewhere.
fn nothing_passed(ctx: &Context<'_>, route: &Route, step: &Step, topics: &[EntityId]) -> Option<Finding> {
    let cites = |basis: &[Citation]| basis.iter().any(|citation| !is_ground_of_talk(ctx, citation));
    if cites(&step.basis) || cites(&ctx.model.entity(route.id).basis) {
        return None;
    }
    let boards: Vec<EntityId> = step.whos.iter().filter_map(|w| board_without_power(ctx, w.who, topics)).collect();
    let names: Vec<&str> = boards.iter().map(|id| ctx.name(*id)).collect();
    if names.is_empty() {
        return None;
    }
    let who = quoted(&names, 3);
    let finding = RULE
        .finding_at(
            Severity::Warning,
            step.place,
            message!(
                "niet gebleken dat aan {who} een bevoegdheid is overgedragen om hierover te besluiten",
                "it does not appear that a power to decide on this was passed on to {who}"; who = who
            ),
        )
        .label(message!("welk artikel van de regeling?", "which article of the arrangement?"))
        .why(message!(
            "Een gemeenschappelijke regeling noemt het belang waarvoor zij is getroffen en de bevoegdheden die overgaan. Binnen die grenzen besluit haar bestuur; al het andere blijft bij raad, college of burgemeester. Voor een bestuurscommissie geldt hetzelfde.",
            "A joint arrangement states the interest for which it is made and the powers that pass. Within those limits its board decides; everything else stays with council, college or mayor. The same holds for an administrative committee."
        ))
        .remedy(message!(
            "Noem het artikel achter de stap (`krachtens …`), of beschrijf de overdracht als `delegatie` of als `bevoegdheid` met deze houder.",
            "Name the article after the step (`krachtens …`), or describe the transfer as a `delegatie` or as a `bevoegdheid` with this holder."
        ));
    Some(boards.into_iter().fold(finding, |finding, id| declared_here(ctx, Who::Entity(id), finding)))
}

fn board_without_power(ctx: &Context<'_>, who: Who, topics: &[EntityId]) -> Option<EntityId> {
    let Who::Entity(id) = who else { return None };
    let board = ctx.model.body(id).is_some() && ctx.competence.holds_what_is_passed(id);
    let powerless = board && !ctx.competence.has_power(Actor { of: id, office: None }, topics) && !ctx.competence.arrangement_passes(id, topics);
    powerless.then_some(id)
}

fn lacks_title(ctx: &Context<'_>, who: Who, topics: &[EntityId]) -> bool {
    let may_decide = match who {
        Who::Entity(id) => ctx.competence.decides_in_own_right(who) && !is_part_of_another(ctx, id),
        Who::Office(office, _) => !matches!(office, Official | Alderman | Clerk),
        _ => true,
    };
    let actors = ctx.model.expand(who);
    !may_decide && !actors.is_empty() && !actors.into_iter().all(|actor| ctx.competence.has_title(actor, topics))
}

fn is_table_or_role(ctx: &Context<'_>, who: Who) -> bool {
    matches!(who, Who::Entity(id) if matches!(ctx.model.entity(id).kind, BlockKind::Body | BlockKind::Role))
}

fn declared_here(ctx: &Context<'_>, who: Who, finding: Finding) -> Finding {
    match who {
        Who::Entity(id) => finding.related(ctx.at(id), message!("hier staat het beschreven", "it is declared here")),
        _ => finding,
    }
}

fn why(ctx: &Context<'_>, whos: &[Who]) -> Message {
    if whos.iter().any(|who| matches!(who, Who::Entity(id) if ctx.model.body(*id).is_some())) {
        return message!(
            "Een overleg is op zichzelf geen bestuursorgaan. Het kan besluiten met een mandaat, krachtens een gemeenschappelijke regeling met een eigen bestuur, of als alle leden zelf bevoegd zijn en instemmen.",
            "A table is not by itself an administrative organ. It can decide with a mandate, under a joint arrangement with a board of its own, or when all members hold the power themselves and agree."
        );
    }
    message!(
        "Wie geen bestuursorgaan is, besluit alleen in naam van een orgaan dat daartoe mandaat gaf.",
        "Whoever is not an administrative organ decides only in the name of an organ that gave a mandate for it."
    )
}

// ------------------------------------------------------------------------------------------- said to decide, or deciding

fn who_may_decide<'c>(ctx: &'c Context<'_>) -> impl Iterator<Item = (EntityId, &'c Fact<()>)> {
    let bodies = ctx.model.bodies.iter().map(|b| (b.id, &b.decides));
    let roles = ctx.model.roles.iter().map(|r| (r.id, &r.decides));
    bodies.chain(roles).filter(|(id, _)| stands(ctx, *id))
}

/// Whether a claim to decide has a title: one that the model shows, one that the statement cites, or one still open.
pub(super) fn is_titled<T>(ctx: &Context<'_>, id: EntityId, decides: &Fact<T>) -> bool {
    let gives = |target: EntityId| {
        let mandate_decision = ctx.model.document(target).is_some_and(|d| d.kind.items().any(|kind| *kind == DocumentKind::MandateDecision));
        mandate_decision || ctx.model.grant(target).is_some() || ctx.model.power(target).is_some()
    };
    let entity = ctx.model.entity(id);
    let mut cited = decides.statements().iter().flat_map(|s| &s.basis).chain(&entity.basis).chain(entity.laid_down_in.items());
    entity.laid_down_in.open().is_some()
        || cited.any(|citation| citation.target.is_none_or(gives) || ctx.competence.makes_decider(citation))
        || ctx.competence.has_title(Actor { of: id, office: None }, &[])
}

fn declared(ctx: &Context<'_>, id: EntityId, key: Place) -> Finding {
    let headline = message!(
        "`{name}` heet besluitbevoegd, maar niet gebleken is waaraan het dat ontleent",
        "`{name}` is called competent to decide, but no ground for that appears"; name = ctx.name(id)
    );
    RULE.finding(key, headline).label(message!("zonder titel", "without a title")).why(why(ctx, &[Who::Entity(id)])).remedy(message!(
        "Noem het mandaat, de delegatie of de gemeenschappelijke regeling, of schrijf `besluitbevoegd nee`.",
        "Name the mandate, the delegation or the joint arrangement, or write `besluitbevoegd nee`."
    ))
}

/// A text that a table adopts as if it were an organ.
fn adopted_by_table(ctx: &Context<'_>, findings: &mut Findings) {
    let documents = ctx.model.documents.iter().filter(|d| !is_working_paper(d)).map(|d| (d.id, &d.adoption, &d.status));
    let agreements = ctx.model.agreements.iter().map(|a| (a.id, &a.adoption, &a.status));
    for (id, adoption, _) in documents.chain(agreements).filter(|(id, _, status)| stands(ctx, *id) && !status.says(Status::Lapsed)) {
        by_tables(ctx, adoption, findings, |place, name| {
            let headline = message!(
                "niet gebleken dat `{name}` bevoegd is `{text}` vast te stellen",
                "it does not appear that `{name}` may adopt `{text}`"; name = name, text = ctx.name(id)
            );
            RULE.finding_at(Severity::Warning, place, headline).label(message!("vastgesteld door een overleg", "adopted by a table")).remedy(message!(
                "Laat de bevoegde organen vaststellen, na advies van `{name}`.", "Let the competent organs adopt it, on the advice of `{name}`."; name = name
            ))
        });
    }
}

fn by_tables(ctx: &Context<'_>, acts: &Fact<Act>, findings: &mut Findings, tell: impl Fn(Place, &str) -> Finding) {
    for (statement, act) in acts.given() {
        let tables = act.by.iter().filter_map(|by| match by.who.who {
            Who::Entity(id) if ctx.model.body(id).is_some() && !ctx.competence.has_title(Actor { of: id, office: None }, &[]) => Some(id),
            _ => None,
        });
        for table in tables {
            let finding = tell(statement.place, ctx.name(table)).why(why(ctx, &[Who::Entity(table)]));
            findings.push(declared_here(ctx, Who::Entity(table), finding));
        }
    }
}

// ----------------------------------------------------------------------------------------------------- passing it on

/// A power passed on by who doesn't hold it: giving a mandate is itself a decision. A sub-mandate that names the mandate
/// above it is for `ondermandaat-zonder-toestemming`.
fn passed_on(ctx: &Context<'_>, grant: &Grant, findings: &mut Findings) {
    let Some(key) = grant.from.key() else { return };
    let givers: Vec<Actor> = grant.from.items().flat_map(|from| ctx.model.expand(from.who)).collect();
    for power in grant.about.items().filter(|power| !ctx.competence.holders(power.id).is_empty()) {
        // Of one who transferred the power before, `delegans-beslist-zelf` tells.
        let told_elsewhere = |giver: Actor| ctx.competence.transferred(giver, power.id, Ask::default()).is_some();
        let without: Vec<Actor> =
            givers.iter().copied().filter(|giver| !told_elsewhere(*giver) && !may_pass_on(ctx, grant, power.id, *giver)).collect();
        let names = as_written(ctx, grant.from.items().map(|from| from.who), &without);
        if names.is_empty() {
            continue;
        }
        let has = if names.len() == 1 { message!("heeft", "has") } else { message!("hebben", "have") };
        let headline = message!(
            "niet gebleken dat {who} de bevoegdheid `{power}` {has} die hier wordt doorgegeven",
            "it does not appear that {who} {has} the power `{power}` that is passed on here"; who = quoted(&names, 3), power = ctx.name(power.id), has = has
        );
        let finding = RULE
            .finding_at(severity(ctx, power.id, &without), key, headline)
            .label(message!("eigen bevoegdheid niet gebleken", "no power of its own appears"));
        let gap = Gap { ask: Ask::default(), without, missing: Vec::new() };
        let finding =
            with_ways_out(ctx, finding, power.id, &gap).related(ctx.at(power.id), message!("hier staat de bevoegdheid", "the power is stated here"));
        findings.push(finding.remedy(message!(
            "Laat de houder van de bevoegdheid haar doorgeven, of noem het mandaat waarop dit berust met `onder`.",
            "Let the holder pass the power on, or name the mandate that this rests on with `onder`."
        )));
    }
}

fn may_pass_on(ctx: &Context<'_>, grant: &Grant, power: EntityId, giver: Actor) -> bool {
    is_holder(ctx, power, giver) || ctx.competence.is_competent(giver, power, Ask::default()) || ctx.competence.can_give(grant, giver, power)
}
