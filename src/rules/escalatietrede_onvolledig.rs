//! `escalatietrede-onvolledig`: a stage of escalation lacks its lead, occasion, term or downscaling, or the last one
//! ends with nobody who can decide.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule, add_line};
use super::source::{Source, VngText};
use crate::finding::{Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::Model;
use crate::model::parts::{Escalation, Stage};
use crate::model::refs::{Actor, EntityId, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Key, PartyKind};

pub const RULE: Rule = Rule {
    name: "escalatietrede-onvolledig",
    group: Group::Escalation,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een trede is onvolledig of dubbel genummerd, of de ladder loopt rond of eindigt zonder beslisser",
        "a stage is incomplete or its number used twice, or the ladder runs in a circle or ends without a decider",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, activiteit 3")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let concerned = Concerned::new(ctx);
    for ladder in ctx.model.escalations.iter().filter(|e| ctx.model.is_regional(e.id) && ctx.model.in_force(e.id)) {
        let elsewhere = described_elsewhere(ctx, ladder);
        for stage in &ladder.stages {
            let lacking = lacking(ladder, stage, elsewhere);
            if !lacking.is_empty() {
                findings.push(incomplete(ctx, ladder, stage, &lacking));
            }
        }
        numbering(ctx, ladder, findings);
        let loops = looping(ctx, ladder);
        let looping = loops.is_some();
        findings.extend(loops);
        if let Some(last) = last_stage(ladder).filter(|_| !looping && !concerned.holds(ladder)) {
            check_end(ctx, ladder, last, findings);
        }
    }
}

/// Whether a document, an agreement or a law describes the ladder, so that the text needs only say who leads.
fn described_elsewhere(ctx: &Context<'_>, ladder: &Escalation) -> bool {
    let entity = ctx.model.entity(ladder.id);
    entity.laid_down_in.has_items() || !entity.basis.is_empty()
}

/// What a stage does not say. A text elsewhere may say it, unless this text says it of every other stage: then this one was
/// left out.
fn lacking(ladder: &Escalation, stage: &Stage, elsewhere: bool) -> Vec<Key> {
    let others = || ladder.stages.iter().filter(|other| other.place != stage.place);
    let said_of_others = |key: Key| match key {
        _ if others().next().is_none() => false,
        Key::Occasion => others().all(|s| s.occasion.is_given()),
        Key::Term => others().all(|s| s.term.is_given()),
        Key::Downscaling => others().all(|s| s.downscaling.is_given()),
        _ => false,
    };
    let stated = [
        (Key::Lead, stage.lead.is_lacking()),
        (Key::Occasion, stage.occasion.is_lacking()),
        (Key::Term, stage.term.is_lacking()),
        (Key::Downscaling, stage.downscaling.is_lacking()),
    ];
    stated.into_iter().filter(|(key, lacks)| *lacks && (!elsewhere || *key == Key::Lead || said_of_others(*key))).map(|(key, _)| key).collect()
}

fn incomplete(ctx: &Context<'_>, ladder: &Escalation, stage: &Stage, lacking: &[Key]) -> Finding {
    let words = List(lacking.iter().map(|key| format!("`{}`", key.word())).collect::<Vec<_>>());
    let (stage_name, name) = (say(stage), ctx.name(ladder.id));
    let mut finding = RULE
        .finding(stage.key, message!("{stage} van `{name}` is onvolledig, zonder {words}", "{stage} of `{name}` is incomplete, without {words}"; stage = stage_name, name = name, words = words.clone()))
        .label(message!("trede niet volledig", "incomplete stage"))
        .why(message!(
            "Een trede leidt pas ergens toe als vaststaat wie haar leidt, wanneer zij begint, hoe lang zij duurt en wanneer een casus wordt afgeschaald. Anders blijft een casus hangen of weet niemand dat hij aan zet is.",
            "A stage leads somewhere only once it is settled who leads it, when it starts, how long it lasts and when a case comes down again. Otherwise a case lingers, or nobody knows that it is their turn."
        ))
        .remedy(message!(
            "Vul {words} aan, of verwijs met `vastgelegd in` naar de tekst die de ladder beschrijft.",
            "Add {words}, or refer with `vastgelegd in` to the text that describes the ladder."; words = words
        ));
    finding.fixes.extend(open_points(ctx, stage, lacking));
    finding
}

fn open_points(ctx: &Context<'_>, stage: &Stage, lacking: &[Key]) -> Option<Fix> {
    let properties: Vec<String> = lacking.iter().map(|key| format!("{} nog te regelen", key.word())).collect();
    let title = message!("voeg toe wat ontbreekt als open punt", "add what lacks as open points");
    Some(add_line(ctx.sources, stage.insert_at?, stage.place, title, &properties.join("; ")))
}

/// Stages that bear the same number, or numbers between which one is missing. A ladder may start at any number: a
/// region need not describe the stages that others lead.
fn numbering(ctx: &Context<'_>, ladder: &Escalation, findings: &mut Findings) {
    let mut seen: BTreeMap<u32, &Stage> = BTreeMap::new();
    for stage in &ladder.stages {
        let Some(number) = stage.number else { continue };
        match seen.get(&number) {
            Some(first) => findings.push(same_number(ctx, ladder, first, stage)),
            None => {
                seen.insert(number, stage);
            }
        }
    }
    for ((below, _), (above, stage)) in seen.iter().zip(seen.iter().skip(1)).filter(|((below, _), (above, _))| **above - **below > 1) {
        findings.push(hole(ctx, ladder, (*below, *above), stage));
    }
}

fn same_number(ctx: &Context<'_>, ladder: &Escalation, first: &Stage, second: &Stage) -> Finding {
    let (name, number) = (ctx.name(ladder.id), second.number.unwrap_or_default());
    RULE.finding(second.key, message!("`{name}` heeft twee treden met nummer {number}", "`{name}` has two stages with number {number}"; name = name, number = number))
        .label(message!("nummer al gebruikt", "number already in use"))
        .why(message!(
            "Het nummer zegt welke trede op welke volgt. Dragen er twee hetzelfde, dan is niet te zien waar een casus naartoe gaat en wat het eind van de ladder is.",
            "The number tells which stage follows which. Where two bear the same, nobody can see where a case goes and what the end of the ladder is."
        ))
        .remedy(message!("Geef elke trede een eigen nummer.", "Give each stage a number of its own."))
        .related(first.key, message!("eerste trede met dit nummer", "first stage with this number"))
}

fn hole(ctx: &Context<'_>, ladder: &Escalation, (below, above): (u32, u32), stage: &Stage) -> Finding {
    let name = ctx.name(ladder.id);
    RULE.finding_at(
        Severity::Hint,
        stage.key,
        message!("in `{name}` volgt trede {above} op trede {below}", "in `{name}` stage {above} follows stage {below}"; name = name, above = above, below = below),
    )
    .label(message!("nummer overgeslagen", "number skipped"))
    .why(message!(
        "Wie de ladder leest, zoekt de trede die ertussen hoort en weet niet of zij is vergeten of vervallen.",
        "Whoever reads the ladder looks for the stage in between, and cannot tell whether it was forgotten or dropped."
    ))
    .remedy(message!("Voeg de trede toe, of nummer de treden opnieuw.", "Add the stage, or number the stages anew."))
}

/// A stage that brings the case back to whoever led an earlier one, after others did.
fn looping(ctx: &Context<'_>, ladder: &Escalation) -> Option<Finding> {
    let mut stages: Vec<&Stage> = ladder.stages.iter().filter(|stage| stage.lead.has_items()).collect();
    stages.sort_by_key(|stage| stage.number);
    let leads = |stage: &Stage| stage.lead.items().map(|w| w.who).collect::<FxHashSet<Who>>();
    let mut last_led: FxHashMap<Vec<Who>, usize> = FxHashMap::default();
    for (at, stage) in stages.iter().enumerate() {
        let mut whos: Vec<Who> = leads(stage).into_iter().collect();
        whos.sort_unstable();
        if whos.contains(&Who::Unknown) {
            continue;
        }
        let before = last_led.insert(whos, at).filter(|before| at - before > 1);
        if let Some(first) = before.and_then(|before| stages.get(before)) {
            return Some(leads_back(ctx, ladder, first, stage));
        }
    }
    None
}

fn leads_back(ctx: &Context<'_>, ladder: &Escalation, first: &Stage, again: &Stage) -> Finding {
    let leads = List(again.lead.items().map(|w| format!("`{}`", ctx.words(w.place))).collect::<Vec<_>>());
    let (name, stage) = (ctx.name(ladder.id), say(again));
    let headline = message!("{stage} van `{name}` brengt de casus terug bij {leads}", "{stage} of `{name}` brings the case back to {leads}"; stage = stage, name = name, leads = leads);
    RULE.finding(again.lead.place().unwrap_or(again.key), headline)
        .label(message!("ladder loopt rond", "the ladder runs in a circle"))
        .why(message!(
            "Wie op een lagere trede vastliep, krijgt de casus hier terug. Zo gaat zij rond zonder dat iemand anders beslist.",
            "Whoever got stuck at a lower stage gets the case back here. So it goes round, and nobody else decides."
        ))
        .remedy(message!(
            "Laat deze trede leiden door wie meer kan beslissen dan de vorige, of beschrijf de terugweg als `afschaling`.",
            "Have this stage led by somebody who can decide more than the one before, or describe the way back as `afschaling`."
        ))
        .related(first.key, message!("ook hier geleid", "led here too"))
}

/// The stage with the highest number, or the last of the text.
fn last_stage(ladder: &Escalation) -> Option<&Stage> {
    ladder.stages.iter().max_by_key(|stage| stage.number)
}

/// The last stage must end with an organ, the public prosecutor or a judge.
fn check_end(ctx: &Context<'_>, ladder: &Escalation, last: &Stage, findings: &mut Findings) {
    let Some((statement, whos)) = last.lead.given().next() else { return };
    if last.lead.items().any(|w| ends_ladder(ctx, w.who)) {
        return;
    }
    let leads = List(whos.iter().map(|w| format!("`{}`", ctx.words(w.place))).collect::<Vec<_>>());
    let (stage, name) = (say(last), ctx.name(ladder.id));
    let headline = message!("`{name}` eindigt bij {leads}; niet gebleken dat die kan besluiten", "`{name}` ends with {leads}; it does not appear that they can decide"; name = name, leads = leads);
    findings.push(
        RULE.finding(statement.place, headline)
            .label(message!("ladder zonder eind", "ladder without an end"))
            .why(message!(
                "{stage} is de laatste. Komt men er daar niet uit, dan moet een bestuursorgaan, de officier van justitie of de rechter kunnen beslissen; niet blijkt dat wie hier staat, dat kan.",
                "{stage} is the last one. If people get stuck there, an administrative organ, the public prosecutor or a judge must be able to decide; it does not appear that whoever is named here can."; stage = stage
            ))
            .remedy(message!(
                "Laat de laatste trede eindigen bij een bestuursorgaan, zoals `burgemeester van elke gemeente`, of regel een `doorzettingsmacht` voor de ladder.",
                "Let the last stage end with an administrative organ, such as `burgemeester van elke gemeente`, or arrange a `doorzettingsmacht` for the ladder."
            )),
    );
}

/// Whether somebody at the top can decide: an organ, a prosecutor, a judge, or who acts with a title or for an organ.
fn ends_ladder(ctx: &Context<'_>, who: Who) -> bool {
    use MunicipalOffice::{College, Council, Mayor};
    match who {
        Who::Every(_) | Who::Unknown => true,
        Who::Entity(id) => {
            let kinds = ctx.model.party(id).or_else(|| ctx.model.office(id)).into_iter().flat_map(|p| p.kinds.items());
            kinds.into_iter().any(|kind| decides_by_law(*kind)) || acts_for_organ(ctx, id) || is_table_of_organs(ctx, id) || has_title(ctx, who)
        }
        _ => ctx.model.expand(who).iter().any(|actor| matches!(actor.office, Some(College | Council | Mayor))) || has_title(ctx, who),
    }
}

fn has_title(ctx: &Context<'_>, who: Who) -> bool {
    ctx.model.expand(who).into_iter().any(|actor: Actor| ctx.competence.has_title(actor, &[]))
}

const fn decides_by_law(kind: PartyKind) -> bool {
    matches!(kind, PartyKind::Prosecution | PartyKind::Judge | PartyKind::State | PartyKind::Province | PartyKind::SafetyRegion)
}

/// A table of mayors or colleges alone: each of them can decide for the own municipality.
fn is_table_of_organs(ctx: &Context<'_>, id: EntityId) -> bool {
    use MunicipalOffice::{College, Council, Mayor};
    let mut seats = ctx.model.seats(id).filter(|s| Model::is_full_member(s)).peekable();
    seats.peek().is_some() && seats.all(|s| matches!(s.who, Who::Office(College | Council | Mayor, _) | Who::SomeOffice(College | Council | Mayor)))
}

fn acts_for_organ(ctx: &Context<'_>, id: EntityId) -> bool {
    let on_behalf = ctx.model.role(id).map(|r| &r.on_behalf).or_else(|| ctx.model.body(id).map(|b| &b.on_behalf));
    on_behalf.into_iter().flat_map(|fact| fact.items()).any(|w| matches!(w.who, Who::Office(..)))
}

fn say(stage: &Stage) -> Message {
    match (stage.number, &stage.title) {
        (Some(number), Some(title)) => message!("trede {number} “{title}”", "stage {number} “{title}”"; number = number, title = &**title),
        (Some(number), None) => message!("trede {number}", "stage {number}"; number = number),
        (None, Some(title)) => message!("trede “{title}”", "stage “{title}”"; title = &**title),
        (None, None) => message!("deze trede", "this stage"),
    }
}

/// The ladders and topics for which a doorzettingsmacht is stated, with or without a holder: that rule speaks on them.
struct Concerned {
    things: FxHashSet<EntityId>,
    everything: bool,
}

impl Concerned {
    fn new(ctx: &Context<'_>) -> Self {
        let stated = || ctx.model.overrides.iter().filter(|o| ctx.model.is_regional(o.id) && ctx.model.in_force(o.id));
        Self { things: stated().flat_map(|o| o.topics.items()).map(|r| r.id).collect(), everything: stated().any(|o| !o.topics.has_items()) }
    }

    fn holds(&self, ladder: &Escalation) -> bool {
        self.everything || self.things.contains(&ladder.id) || ladder.topics.items().any(|t| self.things.contains(&t.id))
    }
}
