//! `model-past-niet`: a table declares one of the three working forms of the VNG, and does something else.

use rustc_hash::FxHashMap;

use super::aansturing_zonder_gezag::loose_steering;
use super::authority::itself;
use super::besluit_zonder_bevoegdheid::is_titled;
use super::passing::is_working_paper;
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::{Fact, Statement};
use crate::model::parts::{Agreement, Body, Grant, GrantForm};
use crate::model::refs::{Act, EntityId, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice::Council;
use crate::syntax::vocabulary::{Key, PartyKind, WorkForm};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "model-past-niet",
    group: Group::Checklist,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "een overleg kiest een werkvorm van de VNG, maar doet iets wat daarbij niet past",
        "a table chooses a working form of the VNG, but does something that does not fit it",
    ),
    sources: &[
        Source::Vng(VngText::Chart, "model 1, afstemmen"),
        Source::Vng(VngText::Chart, "model 2, richting geven en sturen"),
        Source::Vng(VngText::Chart, "model 3, gezamenlijke besluitvorming"),
    ],
    check,
};

/// Something that a table does, and where.
struct Deed {
    place: Place,
    does: Message,
}

/// What tables that declare a form do.
#[derive(Default)]
struct Deeds {
    /// What binds, by the table that does it.
    binding: FxHashMap<EntityId, Vec<Deed>>,
    /// Where a table advises in a route.
    advice: FxHashMap<EntityId, Place>,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let declared: Vec<(&Body, &Statement<WorkForm>, WorkForm)> =
        ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)).filter_map(form).collect();
    if declared.is_empty() {
        return;
    }
    let deeds = deeds(ctx);
    for (body, statement, form) in declared {
        findings.extend(match form {
            WorkForm::Decide => no_decider(ctx, body, statement, &deeds),
            WorkForm::Align | WorkForm::Steer => does_more(ctx, body, statement, form, &deeds),
        });
    }
}

/// The form that a table declares; two that differ are a contradiction, which another rule tells.
fn form(body: &Body) -> Option<(&Body, &Statement<WorkForm>, WorkForm)> {
    let (statement, form) = body.work_form.given().next()?;
    body.work_form.values().all(|other| other == form).then_some((body, statement, *form))
}

// ----------------------------------------------------------------------------------------- what binds, in the whole model

fn deeds(ctx: &Context<'_>) -> Deeds {
    let mut deeds = Deeds::default();
    let model = ctx.model;
    let stands = |id: EntityId| model.is_regional(id) && model.in_force(id);
    for step in model.routes.iter().filter(|r| stands(r.id)).flat_map(|r| &r.steps).filter(|s| s.arranged) {
        match step.key {
            Key::Decide => by_whos(ctx, &mut deeds, &step.whos, step.place, &message!("besluit in een route", "decides in a route")),
            Key::Advise => advises(&mut deeds, &step.whos, step.place),
            _ => {}
        }
    }
    let documents = model.documents.iter().filter(|d| !is_working_paper(d)).map(|d| (d.id, &d.adoption));
    let agreements = model.agreements.iter().map(|a| (a.id, &a.adoption));
    for (_, adoption) in documents.chain(agreements).filter(|(id, _)| stands(*id)) {
        by_acts(ctx, &mut deeds, adoption, &message!("stelt een tekst vast", "adopts a text"));
    }
    let budgets = model.costs.iter().map(|c| (c.id, &c.budget_decision)).chain(model.means.iter().map(|m| (m.id, &m.budget_decision)));
    for (_, decision) in budgets.filter(|(id, _)| stands(*id)) {
        by_acts(ctx, &mut deeds, decision, &message!("besluit over een budget", "decides on a budget"));
    }
    for means in model.means.iter().filter(|m| stands(m.id)) {
        by_statements(ctx, &mut deeds, &means.holder, &message!("beheert een budget", "holds a budget"));
    }
    for power in model.powers.iter().filter(|p| stands(p.id)) {
        by_statements(ctx, &mut deeds, &power.holder, &message!("heeft een eigen bevoegdheid", "holds a power of its own"));
    }
    for grant in model.grants.iter().filter(|g| stands(g.id) && passes_decisions(g)) {
        by_statements(ctx, &mut deeds, &grant.to, &message!("heeft een mandaat of delegatie", "has a mandate or delegation"));
    }
    deeds
}

/// A machtiging is for factual acts, which bind nobody.
fn passes_decisions(grant: &Grant) -> bool {
    matches!(grant.form, GrantForm::Mandate | GrantForm::Delegation | GrantForm::PowerOfAttorney)
}

fn advises(deeds: &mut Deeds, whos: &[WhoRef], place: Place) {
    for who in whos {
        if let Who::Entity(id) = who.who {
            deeds.advice.entry(id).or_insert(place);
        }
    }
}

fn by_whos(ctx: &Context<'_>, deeds: &mut Deeds, whos: &[WhoRef], place: Place, does: &Message) {
    for who in whos {
        if let Who::Entity(id) = who.who
            && ctx.model.body(id).is_some_and(|b| b.work_form.is_given())
        {
            deeds.binding.entry(id).or_default().push(Deed { place, does: does.clone() });
        }
    }
}

fn by_statements(ctx: &Context<'_>, deeds: &mut Deeds, fact: &Fact<Vec<WhoRef>>, does: &Message) {
    for (statement, whos) in fact.given() {
        by_whos(ctx, deeds, whos, statement.place, does);
    }
}

fn by_acts(ctx: &Context<'_>, deeds: &mut Deeds, acts: &Fact<Act>, does: &Message) {
    for (statement, act) in acts.given() {
        let by: Vec<WhoRef> = act.by.iter().map(|by| by.who).collect();
        by_whos(ctx, deeds, &by, statement.place, does);
    }
}

// ------------------------------------------------------------------------------------------- models 1 and 2: too much

fn does_more(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>, form: WorkForm, deeds: &Deeds) -> Option<Finding> {
    let bound: Vec<&Deed> = deeds.binding.get(&body.id).into_iter().flatten().collect();
    let steering = steering(ctx, body, form, deeds);
    let decides = body.decides.key().filter(|_| body.decides.is_given());
    let called = decides.map(|_| message!("heet besluitbevoegd", "is called competent to decide"));
    let mut does: Vec<Message> = called.into_iter().collect();
    for deed in bound.iter().copied().chain(&steering) {
        if !does.contains(&deed.does) {
            does.push(deed.does.clone());
        }
    }
    if does.is_empty() {
        return None;
    }
    let powerless = decides.is_some() && !is_titled(ctx, body.id, &body.decides);
    let severity = if powerless { Severity::Error } else { RULE.severity };
    let name = ctx.name(body.id);
    let does = List(does);
    let headline = message!("`{name}` {form}, maar {does}", "`{name}` {form}, but {does}"; name = name, form = said(form), does = does);
    let mut finding = RULE
        .finding_at(severity, decides.unwrap_or(statement.key), headline)
        .label(message!("past niet bij de werkvorm", "does not fit the working form"))
        .why(why(form, powerless))
        .remedy(message!(
            "Kies de `werkvorm` die past bij wat `{name}` doet, of laat de bevoegde organen besluiten en sturen.",
            "Choose the `werkvorm` that fits what `{name}` does, or let the competent organs decide and steer."; name = name
        ));
    if decides.is_some() {
        finding = finding.related(statement.place, message!("hier staat de werkvorm", "the working form is stated here"));
    }
    finding = bound.iter().fold(finding, |finding, deed| finding.related(deed.place, deed.does.clone()));
    finding = steering.iter().fold(finding, |finding, deed| finding.related(deed.place, deed.does.clone()));
    finding.fixes.extend(fitting_form(ctx, body, statement, form, decides.is_none() && bound.is_empty(), deeds));
    Some(finding)
}

fn said(form: WorkForm) -> Message {
    match form {
        WorkForm::Align => message!("stemt volgens `werkvorm` alleen af", "by its `werkvorm` only aligns"),
        WorkForm::Steer => message!("geeft volgens `werkvorm` alleen richting", "by its `werkvorm` only gives direction"),
        WorkForm::Decide => message!("besluit volgens `werkvorm`", "by its `werkvorm` decides"),
    }
}

fn why(form: WorkForm, powerless: bool) -> Message {
    let why = if form == WorkForm::Align {
        message!(
            "In het eerste model van de VNG stemmen partijen af en beslist ieder voor zich; wie meer wil, kiest een ander model en regelt wat daarbij hoort.",
            "In the first model of the VNG parties align and each decides for itself; who wants more chooses another model and arranges what goes with it."
        )
    } else {
        message!(
            "In het tweede model van de VNG geeft een stuurgroep richting aan beleid. Wat zij afspreekt heeft geen rechtskracht; de uitwerking en het besluit liggen bij anderen.",
            "In the second model of the VNG a steering group gives direction to policy. What it agrees has no legal force; elaboration and decision lie with others."
        )
    };
    if powerless {
        message!("{why} Ook is niet gebleken waaraan het overleg een bevoegdheid ontleent.", "{why} Nor does it appear what gives the table a power."; why = why)
    } else {
        why
    }
}

/// Steering that the form doesn't hold. Steering on a ground that the statement itself names is a mixed form, chosen on
/// purpose; steering without any title is told by another rule, unless the text leaves the table with advice alone.
fn steering(ctx: &Context<'_>, body: &Body, form: WorkForm, deeds: &Deeds) -> Vec<Deed> {
    let loose: Vec<Place> = loose_steering(ctx, body.id, &body.steers).into_iter().map(|(statement, _)| statement.place).collect();
    let mut found = Vec::new();
    for (statement, whos) in body.steers.given() {
        let parties: Vec<EntityId> = whos.iter().filter_map(|who| party(ctx, who)).collect();
        if loose.contains(&statement.place) {
            if let (Some(executive), Some(advice)) = (parties.iter().find(|id| is_executive(ctx, **id)), advice(body, deeds)) {
                let does = message!(
                    "is zonder mandaat stuurgroep van `{whom}`",
                    "is the steering group of `{whom}` without a mandate"; whom = ctx.name(*executive)
                );
                found.extend([Deed { place: statement.place, does: does.clone() }, Deed { place: advice, does }]);
            }
        } else if form == WorkForm::Align && statement.basis.is_empty() && !parties.is_empty() {
            let names = List(parties.iter().map(|id| format!("`{}`", ctx.name(*id))).collect::<Vec<_>>());
            found.push(Deed { place: statement.place, does: message!("stuurt {whom}", "steers {whom}"; whom = names) });
        }
    }
    found
}

fn party(ctx: &Context<'_>, who: &WhoRef) -> Option<EntityId> {
    match who.who {
        Who::Entity(id) => ctx.model.party(id).map(|party| party.id),
        _ => None,
    }
}

fn is_executive(ctx: &Context<'_>, id: EntityId) -> bool {
    use PartyKind::{CareAndSafetyHouse, Executive, SafeAtHome};
    ctx.model.party(id).is_some_and(|p| p.is(CareAndSafetyHouse) || p.is(Executive) || p.is(SafeAtHome))
}

/// Where the text leaves a table with advice alone: it is said not to decide, or advises in a route.
fn advice(body: &Body, deeds: &Deeds) -> Option<Place> {
    let refused = body.decides.key().filter(|_| body.decides.is_absent());
    refused.or_else(|| deeds.advice.get(&body.id).copied())
}

/// A fix to the form that fits, where that closes it.
fn fitting_form(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>, form: WorkForm, only_steers: bool, deeds: &Deeds) -> Option<Fix> {
    let loose = !loose_steering(ctx, body.id, &body.steers).is_empty();
    let fits = if only_steers {
        (form == WorkForm::Align && !loose).then_some(WorkForm::Steer)
    } else {
        let titled = is_titled(ctx, body.id, &body.decides);
        (titled && no_decider(ctx, body, statement, deeds).is_none()).then_some(WorkForm::Decide)
    };
    let (old, new) = (form.word(), fits?.word());
    let text = ctx.words(statement.place).replacen(old, new, 1);
    let title = message!("maak er `werkvorm {form}` van", "make it `werkvorm {form}`"; form = new);
    Some(Fix { title, edits: vec![Edit { place: statement.place, text }], safe: false })
}

// ------------------------------------------------------------------------------------------------ model 3: too little

fn no_decider(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>, deeds: &Deeds) -> Option<Finding> {
    if body.decides.is_absent() {
        return Some(says_no(ctx, body, statement));
    }
    if body.decides.has_open() {
        return None;
    }
    if !is_titled(ctx, body.id, &body.decides) && !is_titled(ctx, body.id, &body.work_form) {
        // That `besluitbevoegd ja` lacks a title is told there.
        return (!body.decides.is_given()).then(|| untitled(ctx, body, statement, deeds));
    }
    without_councils(ctx, body, statement)
}

fn says_no(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>) -> Finding {
    let name = ctx.name(body.id);
    let headline = message!(
        "`{name}` besluit volgens `werkvorm`, maar heet niet besluitbevoegd",
        "`{name}` decides by its `werkvorm`, but is called not competent to decide"; name = name
    );
    let finding = third_model(RULE.finding(statement.key, headline)).remedy(message!(
        "Kies `werkvorm richting-geven` of `afstemmen`, of regel de bevoegdheid en schrijf `besluitbevoegd ja`.",
        "Choose `werkvorm richting-geven` or `afstemmen`, or arrange the power and write `besluitbevoegd ja`."
    ));
    let text = ctx.words(statement.place).replacen(WorkForm::Decide.word(), WorkForm::Steer.word(), 1);
    let title = message!("maak er `werkvorm richting-geven` van", "make it `werkvorm richting-geven`");
    let place = body.decides.key().unwrap_or(statement.key);
    finding.related(place, message!("hier staat dat het niet besluit", "here it is said not to decide")).fix(Fix {
        title,
        edits: vec![Edit { place: statement.place, text }],
        safe: false,
    })
}

fn untitled(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>, deeds: &Deeds) -> Finding {
    let name = ctx.name(body.id);
    let headline = message!(
        "`{name}` besluit volgens `werkvorm`, maar niet gebleken is waaraan het die bevoegdheid ontleent",
        "`{name}` decides by its `werkvorm`, but it does not appear what gives it that power"; name = name
    );
    let finding = third_model(RULE.finding_at(Severity::Error, statement.key, headline)).remedy(message!(
        "Noem het mandaat aan `{name}` of de gemeenschappelijke regeling waarin het is vastgelegd, of kies `werkvorm richting-geven`.",
        "Name the mandate to `{name}` or the joint arrangement that lays it down, or choose `werkvorm richting-geven`."; name = name
    ));
    deeds.binding.get(&body.id).into_iter().flatten().fold(finding, |finding, deed| finding.related(deed.place, deed.does.clone()))
}

fn third_model(finding: Finding) -> Finding {
    finding.label(message!("model 3 zonder titel", "model 3 without a title")).why(message!(
        "In het derde model van de VNG besluiten gemeenten samen en zijn zij gebonden. Daarvoor staan zij zelf een stuk bevoegdheid af: met een gemeenschappelijke regeling of een mandaat, waarmee colleges en raden hebben ingestemd.",
        "In the third model of the VNG municipalities decide together and are bound. For that they give up a piece of their own power: by a joint arrangement or a mandate, to which colleges and councils have agreed."
    ))
}

/// A table that decides by mandate alone, of which no council is said to have heard. Of a joint arrangement another rule
/// tells.
fn without_councils(ctx: &Context<'_>, body: &Body, statement: &Statement<WorkForm>) -> Option<Finding> {
    let grants: Vec<&Grant> = ctx.competence.grants_to(itself(body.id)).filter(|g| passes_decisions(g)).collect();
    if grants.is_empty() || ctx.competence.table_can_hold(body.id) || grants.iter().any(|grant| knows_council(ctx, grant)) || heard(ctx, body) {
        return None;
    }
    let name = ctx.name(body.id);
    let headline = message!(
        "`{name}` besluit volgens `werkvorm`, maar niet gebleken is dat de raden daarmee hebben ingestemd",
        "`{name}` decides by its `werkvorm`, but it does not appear that the councils agreed to that"; name = name
    );
    let mut finding = RULE
        .finding(statement.key, headline)
        .label(message!("raden niet gebleken", "councils do not appear"))
        .why(message!(
            "Of de wet bij een mandaat van colleges toestemming van de raden vraagt, hangt van de vorm af. De VNG raadt die bij haar derde model in elk geval aan: gemeenten zijn gebonden, en tegenvallers komen voor hun rekening.",
            "Whether the law asks permission of the councils for a mandate by colleges depends on its form. The VNG advises it for its third model in any case: municipalities are bound, and setbacks are for their account."
        ))
        .remedy(message!(
            "Leg vast dat de raden hebben ingestemd: `toestemming door raad van elke gemeente op …` bij het mandaat.",
            "Record that the councils agreed: `toestemming door raad van elke gemeente op …` with the mandate."
        ));
    for grant in &grants {
        finding = finding.related(ctx.at(grant.id), message!("hier staat het mandaat", "the mandate is stated here"));
    }
    let title = message!("noteer de toestemming als open punt", "note the permission as an open point");
    if let [grant] = grants.as_slice() {
        finding.fixes.extend(ctx.add_property(grant.id, title, "toestemming nog te regelen"));
    }
    Some(finding)
}

/// Whether a mandate comes from councils, or says anything of them, or rests on a text that does.
fn knows_council(ctx: &Context<'_>, grant: &Grant) -> bool {
    let from = grant.from.items().any(|who| matches!(who.who, Who::Office(Council, _)));
    let stated = !grant.permission.is_unstated() || !grant.views.is_unstated();
    from || stated || texts_know_council(ctx, grant.id)
}

fn heard(ctx: &Context<'_>, body: &Body) -> bool {
    acted_by_council(&body.instalment) || acted_by_council(&body.assignment) || texts_know_council(ctx, body.id)
}

fn texts_know_council(ctx: &Context<'_>, id: EntityId) -> bool {
    let entity = ctx.model.entity(id);
    let mut texts = entity.laid_down_in.items().chain(&entity.basis).filter_map(|c| c.target);
    texts.any(|text| {
        let agreement = ctx.model.agreement(text);
        let stated = |a: &Agreement| [&a.permission, &a.views, &a.wishes].into_iter().any(|act| !act.is_unstated());
        agreement.is_some_and(stated) || ctx.model.document(text).is_some_and(|d| acted_by_council(&d.adoption))
    })
}

fn acted_by_council(acts: &Fact<Act>) -> bool {
    acts.values().flat_map(|act| &act.by).any(|by| matches!(by.who.who, Who::Office(Council, _)))
}
