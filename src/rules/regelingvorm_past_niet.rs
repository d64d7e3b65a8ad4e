//! `regelingvorm-past-niet`: what a joint arrangement is made to do doesn't fit its form, or it lacks the clauses that
//! the law asks (Wgr 8, 9, 30).

use jiff::civil::{Date, date};

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, quoted};
use crate::message;
use crate::model::parts::{Agreement, GrantForm};
use crate::model::refs::{EntityId, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{AgreementKind, PowerNature, Provision, Status};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "regelingvorm-past-niet",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "de vorm van een gemeenschappelijke regeling past niet bij wat zij regelt, of verplichte bepalingen ontbreken",
        "the form of a joint arrangement does not fit what it arranges, or clauses that the law requires are missing",
    ),
    sources: &[Source::Law("Wgr", "art. 8"), Source::Law("Wgr", "art. 9"), Source::Law("Wgr", "art. 30")],
    check,
};

/// What an arrangement must provide for (Wgr 9).
const ASKED: [Provision; 4] = [Provision::Change, Provision::Joining, Provision::Leaving, Provision::Ending];

/// From this day that goes for an arrangement for a fixed time as well; for an older one, two years later.
const ALSO_FOR_A_TIME: Date = date(2022, 7, 1);
const ALSO_FOR_OLDER_ONES: Date = date(2024, 7, 1);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let model = ctx.model;
    for agreement in model.agreements.iter().filter(|a| model.is_regional(a.id) && model.text_counts(a.id) && a.is_joint_arrangement()) {
        not_only_colleges(ctx, agreement, findings);
        clauses(ctx, agreement, findings);
    }
    delegated_under_central(ctx, findings);
    regulations(ctx, findings);
}

/// An arrangement of a kind, as the thing cited.
fn arrangement<'m>(ctx: &Context<'m>, id: EntityId, kinds: &[AgreementKind]) -> Option<&'m Agreement> {
    ctx.model.agreement(id).filter(|a| ctx.model.is_regional(id) && ctx.model.text_counts(id) && kinds.iter().any(|kind| a.is(*kind)))
}

// --------------------------------------------------------------------------------------------------------- who, what

/// Only colleges make an operational management organisation (Wgr 8 lid 3).
fn not_only_colleges(ctx: &Context<'_>, agreement: &Agreement, findings: &mut Findings) {
    if !agreement.is(AgreementKind::OperationalBody) {
        return;
    }
    let is_other_organ = |w: &&WhoRef| matches!(w.who, Who::Office(office, _) if office != MunicipalOffice::College);
    let others: Vec<&WhoRef> = agreement.parties.items().filter(is_other_organ).collect();
    let Some(first) = others.first() else { return };
    let who: Vec<String> = others.iter().map(|w| ctx.model.say(w.who)).collect();
    let name = ctx.name(agreement.id);
    findings.push(
        RULE.finding(first.place, message!("deelname van {who} past niet bij bedrijfsvoeringsorganisatie `{name}`", "participation of {who} does not fit operational management organisation `{name}`"; who = quoted(&who, 3), name = name))
            .label(message!("alleen colleges", "colleges only"))
            .why(message!(
                "Een bedrijfsvoeringsorganisatie kan alleen door colleges worden ingesteld, voor uitvoering en ondersteuning.",
                "Only colleges can set up an operational management organisation, for execution and support."
            ))
            .remedy(message!(
                "Laat alleen de colleges deelnemen, of kies een openbaar lichaam.",
                "Let only the colleges take part, or choose a public body (openbaar lichaam)."
            ))
            .related(agreement.kind.key().unwrap_or(first.place), message!("de gekozen vorm", "the form chosen")),
    );
}

/// A central municipality acts in mandate (Wgr 8 lid 4): nothing is transferred to it.
fn delegated_under_central(ctx: &Context<'_>, findings: &mut Findings) {
    let delegations =
        ctx.model.grants.iter().filter(|g| g.form == GrantForm::Delegation && ctx.model.is_regional(g.id) && !ctx.model.has_ended(g.id));
    for delegation in delegations {
        let entity = ctx.model.entity(delegation.id);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items());
        let central = grounds.filter_map(|c| Some((c, arrangement(ctx, c.target?, &[AgreementKind::CentralMunicipality])?))).next();
        let Some((citation, agreement)) = central else { continue };
        let (name, arrangement_name) = (ctx.name(delegation.id), ctx.name(agreement.id));
        findings.push(
            RULE.finding(ctx.at(delegation.id), message!("`{name}` draagt bevoegdheden over, en dat kan niet in centrumregeling `{arrangement}`", "`{name}` transfers powers, which central municipality arrangement `{arrangement}` cannot do"; name = name, arrangement = arrangement_name))
                .label(message!("centrumregeling: alleen mandaat", "central municipality: mandate only"))
                .why(message!(
                    "In een centrumregeling oefenen organen of personen van één gemeente de bevoegdheden van de andere uit in mandaat. Overdracht vraagt een regeling met een eigen bestuur.",
                    "In a central municipality arrangement organs or persons of one municipality exercise the others' powers under a mandate. A transfer takes an arrangement with a board of its own."
                ))
                .remedy(message!(
                    "Maak er een `mandaat` van, of kies een vorm met een eigen bestuur.",
                    "Make it a `mandaat`, or choose a form with a board of its own."
                ))
                .related(citation.place, message!("hier berust zij erop", "it rests on it here"))
                .related(agreement.kind.key().unwrap_or(citation.place), message!("de gekozen vorm", "the form chosen")),
        );
    }
}

/// A joint organ and an operational management organisation get no power to make regulations (Wgr 30).
fn regulations(ctx: &Context<'_>, findings: &mut Findings) {
    const WITHOUT: [AgreementKind; 2] = [AgreementKind::JointOrgan, AgreementKind::OperationalBody];
    let model = ctx.model;
    for power in model.powers.iter().filter(|p| model.is_regional(p.id) && !model.has_ended(p.id) && p.nature.says(PowerNature::Regulation)) {
        let entity = model.entity(power.id);
        let of_holder = power.holder.statements().iter().flat_map(|s| &s.basis);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items()).chain(of_holder);
        let given = grounds.filter_map(|c| arrangement(ctx, c.target?, &WITHOUT)).next();
        if let (Some(agreement), Some(place)) = (given, power.nature.key()) {
            findings.push(no_regulations(ctx, agreement, power.id, place));
        }
    }
    for grant in model.grants.iter().filter(|g| g.form == GrantForm::Delegation && model.is_regional(g.id) && !model.has_ended(g.id)) {
        let entity = model.entity(grant.id);
        let given = entity.basis.iter().chain(entity.laid_down_in.items()).filter_map(|c| arrangement(ctx, c.target?, &WITHOUT)).next();
        let passed = grant.about.items().find(|p| model.power(p.id).is_some_and(|p| p.nature.says(PowerNature::Regulation)));
        if let (Some(agreement), Some(power)) = (given, passed) {
            findings.push(no_regulations(ctx, agreement, power.id, power.place));
        }
    }
}

fn no_regulations(ctx: &Context<'_>, agreement: &Agreement, power: EntityId, place: Place) -> Finding {
    let (name, power_name) = (ctx.name(agreement.id), ctx.name(power));
    RULE.finding(place, message!("`{power}` kan niet overgaan naar `{name}`: die vorm krijgt geen verordenende bevoegdheid", "`{power}` cannot pass to `{name}`: that form gets no power to make regulations"; power = power_name, name = name))
        .label(message!("geen verordeningen in deze vorm", "no regulations in this form"))
        .why(message!(
            "Aan een gemeenschappelijk orgaan of een bedrijfsvoeringsorganisatie kan de bevoegdheid om algemeen verbindende voorschriften vast te stellen niet worden overgedragen.",
            "The power to make generally binding regulations cannot be transferred to a joint organ or an operational management organisation."
        ))
        .remedy(message!("Laat de verordening bij de raden, of kies een openbaar lichaam.", "Leave the regulation with the councils, or choose a public body (openbaar lichaam)."))
        .related(agreement.kind.key().unwrap_or(place), message!("de gekozen vorm", "the form chosen"))
}

// ----------------------------------------------------------------------------------------------------------- clauses

/// Change, joining, leaving and ending must be provided for (Wgr 9).
fn clauses(ctx: &Context<'_>, agreement: &Agreement, findings: &mut Findings) {
    if agreement.provides_for.open().is_some() || !must_provide(ctx, agreement) {
        return;
    }
    let lacking: Vec<Provision> = ASKED.into_iter().filter(|asked| !agreement.provides_for.items().any(|p| p == asked)).collect();
    if lacking.is_empty() {
        return;
    }
    let name = ctx.name(agreement.id);
    let words: Vec<String> = lacking.iter().map(|p| p.word().to_owned()).collect();
    let stated = if agreement.provides_for.is_unstated() { Severity::Warning } else { Severity::Error };
    let draft = ctx.model.furthest_status(agreement.id) == Some(Status::Draft);
    let severity = if draft || ctx.model.is_only_mentioned(agreement) { Severity::Hint } else { stated };
    let place = agreement.provides_for.key().unwrap_or_else(|| ctx.at(agreement.id));
    let mut finding = RULE
        .finding_at(severity, place, message!("niet gebleken dat `{name}` voorziet in {clauses}", "it does not appear that `{name}` provides for {clauses}"; name = name, clauses = List(words.clone())))
        .label(message!("verplichte bepaling ontbreekt", "a mandatory clause is missing"))
        .why(message!(
            "Een gemeenschappelijke regeling moet bepalen hoe zij wordt gewijzigd en opgeheven, en hoe deelnemers toe- en uittreden.",
            "A joint arrangement must provide for its change and ending, and for joining and leaving it."
        ))
        .remedy(message!(
            "Neem de bepalingen op en noem ze bij `voorziet in`: {clauses}.",
            "Add the clauses and name them in `voorziet in`: {clauses}."; clauses = List(words.clone())
        ));
    finding.fixes.extend(with_clauses(ctx, agreement, &words));
    findings.push(finding);
}

/// Until 1 July 2022 the law asked it only of an arrangement without an end.
fn must_provide(ctx: &Context<'_>, agreement: &Agreement) -> bool {
    let since = if ctx.model.text_date(agreement.id).is_some_and(|made| made < ALSO_FOR_A_TIME) { ALSO_FOR_OLDER_ONES } else { ALSO_FOR_A_TIME };
    ctx.model.validity(agreement.id).until.is_none() || ctx.model.on >= since
}

fn with_clauses(ctx: &Context<'_>, agreement: &Agreement, words: &[String]) -> Option<Fix> {
    let Some((statement, _)) = agreement.provides_for.given().next() else {
        let stub = message!("noteer de bepalingen als open punt", "note the clauses as an open point");
        return agreement.provides_for.is_unstated().then(|| ctx.add_property(agreement.id, stub, "voorziet in nog te regelen"))?;
    };
    let after = Span { start: statement.key.span.end, end: statement.key.span.end };
    Some(Fix {
        title: message!("voeg de bepalingen toe", "add the clauses"),
        edits: vec![Edit { place: Place { file: statement.key.file, span: after }, text: format!(" {},", words.join(", ")) }],
        safe: false,
    })
}
