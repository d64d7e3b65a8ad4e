//! `raad-niet-betrokken`: colleges or mayors bind their municipality where the council must be heard or must permit it
//! (Wgr 1, Gemeentewet 160 and 169).

use jiff::civil::{Date, date};
use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Fact;
use crate::model::parts::Agreement;
use crate::model::refs::{Act, Actor, EntityId, Scope, Who};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{AgreementKind, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "raad-niet-betrokken",
    group: Group::Decisions,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een regeling, deelneming of ingrijpende overeenkomst zonder dat blijkt dat de raad is betrokken",
        "an arrangement, participation or far-reaching agreement in which it does not appear that the council took part",
    ),
    sources: &[DRAFT, VIEWS, PERMISSION, PARTICIPATION, INCISIVE],
    check,
};

const DRAFT: Source = Source::Law("Wgr", "art. 1 lid 2");
const VIEWS: Source = Source::Law("Wgr", "art. 1 lid 3");
const PERMISSION: Source = Source::Law("Wgr", "art. 1 lid 4");
const PARTICIPATION: Source = Source::Law("Gemeentewet", "art. 160 lid 2");
const INCISIVE: Source = Source::Law("Gemeentewet", "art. 169 lid 4");

/// From this day the draft of an arrangement goes to the councils for their views (Wgr 1 lid 2 and 3).
const VIEWS_SINCE: Date = date(2022, 7, 1);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for agreement in ctx.model.agreements.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.text_counts(a.id)) {
        let municipalities = Municipalities::of(ctx, agreement);
        if municipalities.bound.is_empty() {
            continue;
        }
        let found = if agreement.is_joint_arrangement() {
            joint_arrangement(ctx, agreement, &municipalities)
        } else if agreement.is(AgreementKind::Participation) {
            participation(ctx, agreement, &municipalities).map(|finding| (finding, &[PARTICIPATION][..]))
        } else if agreement.incisive.is_given() {
            incisive(ctx, agreement).map(|finding| (finding, &[INCISIVE][..]))
        } else {
            None
        };
        if let Some((mut finding, sources)) = found {
            let day = if agreement.is_joint_arrangement() { made_on(ctx, agreement).unwrap_or(ctx.model.on) } else { ctx.model.on };
            finding.sources.extend(sources.iter().map(|source| source.link_on(ctx.model, day)));
            findings.push(finding);
        }
    }
}

/// The municipalities that an agreement binds other than through their council.
struct Municipalities {
    bound: Vec<EntityId>,
    /// Whether an organ is named as party, or only the legal person.
    by_organ: bool,
    /// Whether any council is a party.
    with_council: bool,
}

impl Municipalities {
    fn of(ctx: &Context<'_>, agreement: &Agreement) -> Self {
        let actors: Vec<Actor> = agreement.parties.items().flat_map(|w| ctx.model.expand(w.who)).collect();
        let councils: FxHashSet<EntityId> = actors.iter().filter(|a| a.office == Some(MunicipalOffice::Council)).map(|a| a.of).collect();
        let is_organ = |a: &&Actor| matches!(a.office, Some(MunicipalOffice::College | MunicipalOffice::Mayor));
        let mut bound: Vec<EntityId> = actors
            .iter()
            .filter(|a| is_organ(a) || (a.office.is_none() && ctx.model.municipality(a.of).is_some()))
            .map(|a| a.of)
            .filter(|of| !councils.contains(of))
            .collect();
        bound.sort_unstable();
        bound.dedup();
        Self { by_organ: actors.iter().any(|a| is_organ(&a)), with_council: !councils.is_empty(), bound }
    }

    /// The municipalities whose council did not act, by name.
    fn without(&self, ctx: &Context<'_>, acts: &Fact<Act>) -> Vec<String> {
        let acted = |of: EntityId| {
            let council = Actor { of, office: Some(MunicipalOffice::Council) };
            acts.values().any(|act| act.by.is_empty() || act.by.iter().any(|by| ctx.model.contains(by.who.who, council)))
        };
        let without: Vec<EntityId> = self.bound.iter().copied().filter(|of| !acted(*of)).collect();
        if without.len() > 1 && without.len() == ctx.model.municipalities_in(&Scope::Region).len() {
            return vec![ctx.model.say(Who::Office(MunicipalOffice::Council, Scope::Region))];
        }
        without.into_iter().map(|of| ctx.model.say_actor(Actor { of, office: Some(MunicipalOffice::Council) })).collect()
    }
}

/// Said of a text that is still a draft, the council's part may yet come; of one that is only mentioned, it may have been
/// long ago.
fn at_most(ctx: &Context<'_>, agreement: &Agreement, severity: Severity) -> Severity {
    let draft = ctx.model.furthest_status(agreement.id) == Some(Status::Draft);
    if draft || ctx.model.is_only_mentioned(agreement) { Severity::Hint } else { severity }
}

// --------------------------------------------------------------------------------------------------------------- Wgr

/// What is amiss, and the articles that it rests on.
fn joint_arrangement(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> Option<(Finding, &'static [Source])> {
    let no_permission = if agreement.permission.has_open() { Vec::new() } else { municipalities.without(ctx, &agreement.permission) };
    if !no_permission.is_empty() {
        let severity = if municipalities.by_organ { Severity::Error } else { Severity::Warning };
        let severity = at_most(ctx, agreement, severity);
        let also_views = no_views(ctx, agreement, municipalities);
        let sources: &[Source] = if also_views { &[DRAFT, VIEWS, PERMISSION] } else { &[PERMISSION] };
        return Some((no_permission_of(ctx, agreement, severity, &no_permission, also_views), sources));
    }
    if let Some((place, made)) = permitted_too_late(ctx, agreement) {
        return Some((too_late(ctx, agreement, place, made), &[PERMISSION]));
    }
    no_views(ctx, agreement, municipalities).then(|| (no_views_asked(ctx, agreement), &[DRAFT, VIEWS][..]))
}

/// Whether the councils should have been asked for their views, and the text is silent on it.
fn no_views(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> bool {
    let made = made_on(ctx, agreement).unwrap_or(ctx.model.on);
    agreement.views.is_unstated() && made >= VIEWS_SINCE && !municipalities.with_council
}

/// The day on which the arrangement was made, or else takes effect.
fn made_on(ctx: &Context<'_>, agreement: &Agreement) -> Option<Date> {
    let adopted = agreement.adoption.values().chain(agreement.signature.values()).filter_map(|act| act.on).min();
    adopted.or_else(|| ctx.model.validity(agreement.id).from)
}

/// A permission that came after the arrangement was made.
fn permitted_too_late(ctx: &Context<'_>, agreement: &Agreement) -> Option<(Place, Date)> {
    let made = made_on(ctx, agreement)?;
    let late = agreement.permission.given().find(|(_, act)| act.on.is_some_and(|on| on > made))?;
    Some((late.0.place, made))
}

fn no_permission_of(ctx: &Context<'_>, agreement: &Agreement, severity: Severity, councils: &[String], also_views: bool) -> Finding {
    let name = ctx.name(agreement.id);
    let by = if councils.len() <= 3 { format!(" door {}", councils.join(", ")) } else { String::new() };
    let views = if also_views { "; zienswijze nog te regelen" } else { "" };
    let open_points = format!("toestemming nog te regelen{by}{views}");
    let place = agreement.permission.key().unwrap_or_else(|| ctx.at(agreement.id));
    let mut finding = RULE
        .finding_at(severity, place, message!("geen toestemming van {councils} voor `{name}` gebleken", "no permission of {councils} for `{name}` appears"; name = name, councils = quoted(councils, 3)))
        .label(message!("geen toestemming gebleken", "no permission appears"))
        .why(if also_views {
            message!(
                "Colleges en burgemeesters treffen een gemeenschappelijke regeling pas na toestemming van hun raad. Vooraf krijgt de raad het ontwerp, en kan hij binnen acht weken een zienswijze geven.",
                "Colleges and mayors make a joint arrangement only after permission of their council. Before that the council gets the draft, and can give its views within eight weeks."
            )
        } else {
            message!(
                "Colleges en burgemeesters treffen een gemeenschappelijke regeling pas na toestemming van hun raad.",
                "Colleges and mayors make a joint arrangement only after permission of their council."
            )
        })
        .remedy(if also_views {
            message!(
                "Leg vast: `zienswijze door raad van … op …` en `toestemming door raad van … op …`.",
                "Record: `zienswijze door raad van … op …` and `toestemming door raad van … op …`."
            )
        } else {
            message!("Leg vast: `toestemming door raad van … op …`.", "Record: `toestemming door raad van … op …`.")
        });
    finding.fixes.extend(ctx.add_property(
        agreement.id,
        message!("noteer de raad als open punt", "note the council's part as an open point"),
        &open_points,
    ));
    finding
}

fn too_late(ctx: &Context<'_>, agreement: &Agreement, place: Place, made: Date) -> Finding {
    let name = ctx.name(agreement.id);
    RULE.finding(place, message!("de toestemming voor `{name}` kwam na {made}, toen de regeling al was getroffen", "permission for `{name}` came after {made}, when the arrangement had already been made"; name = name, made = made))
        .label(message!("toestemming achteraf", "permission afterwards"))
        .why(message!(
            "Een gemeenschappelijke regeling mag pas worden getroffen als de raad toestemming heeft gegeven.",
            "A joint arrangement may be made only once the council has given permission."
        ))
        .remedy(message!(
            "Verbeter de datum, of stel de regeling opnieuw vast na de toestemming.",
            "Correct the date, or adopt the arrangement anew after the permission."
        ))
}

fn no_views_asked(ctx: &Context<'_>, agreement: &Agreement) -> Finding {
    let name = ctx.name(agreement.id);
    let mut finding = RULE
        .finding_at(at_most(ctx, agreement, Severity::Warning), ctx.at(agreement.id), message!("niet gebleken dat de raden een zienswijze op `{name}` konden geven", "it does not appear that the councils could give their views on `{name}`"; name = name))
        .label(message!("geen zienswijze gebleken", "no views appear"))
        .why(message!(
            "Het ontwerp van een regeling gaat eerst naar de raden. Zij hebben acht weken voor een zienswijze; dat staat los van de toestemming.",
            "The draft of an arrangement goes to the councils first. They have eight weeks for their views; that is apart from the permission."
        ))
        .remedy(message!(
            "Leg vast: `zienswijze door raad van … op …`, of `zienswijze geen` als de raden daarvan afzagen.",
            "Record: `zienswijze door raad van … op …`, or `zienswijze geen` if the councils waived them."
        ));
    finding.fixes.extend(ctx.add_property(
        agreement.id,
        message!("noteer de zienswijze als open punt", "note the views as an open point"),
        "zienswijze nog te regelen",
    ));
    finding
}

// ------------------------------------------------------------------------------------------------------- Gemeentewet

/// Founding or joining a private legal person (Gemeentewet 160 lid 2).
fn participation(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> Option<Finding> {
    let without = municipalities.without(ctx, &agreement.wishes);
    if without.is_empty() || agreement.wishes.has_open() {
        return None;
    }
    let name = ctx.name(agreement.id);
    let headline = message!("niet gebleken dat wensen en bedenkingen over `{name}` zijn gevraagd aan {councils}", "it does not appear that wishes and objections on `{name}` were asked of {councils}"; name = name, councils = quoted(&without, 3));
    let why = message!(
        "Een college besluit pas tot deelneming in een rechtspersoon nadat de raad een ontwerpbesluit heeft gekregen en wensen en bedenkingen kon uiten.",
        "A college decides to take part in a legal person only after the council has received a draft decision and could state its wishes and objections."
    );
    Some(wishes(
        ctx,
        agreement,
        RULE.finding_at(at_most(ctx, agreement, Severity::Error), agreement.wishes.key().unwrap_or_else(|| ctx.at(agreement.id)), headline),
        why,
    ))
}

/// An act of private law with far-reaching consequences (Gemeentewet 169 lid 4).
fn incisive(ctx: &Context<'_>, agreement: &Agreement) -> Option<Finding> {
    let heard = [&agreement.wishes, &agreement.views, &agreement.permission].into_iter().any(|fact| fact.is_given() || fact.has_open());
    let place = agreement.incisive.key().filter(|_| !heard)?;
    let name = ctx.name(agreement.id);
    let headline = message!("`{name}` is ingrijpend, maar niet gebleken is dat de raad vooraf is gehoord", "`{name}` is far-reaching, but it does not appear that the council was heard beforehand"; name = name);
    let why = message!(
        "Heeft een overeenkomst ingrijpende gevolgen voor de gemeente, dan besluit het college pas nadat de raad wensen en bedenkingen kon uiten.",
        "Where an agreement has far-reaching consequences for the municipality, the college decides only after the council could state wishes and objections."
    );
    Some(wishes(ctx, agreement, RULE.finding_at(at_most(ctx, agreement, Severity::Warning), place, headline), why))
}

fn wishes(ctx: &Context<'_>, agreement: &Agreement, finding: Finding, why: Message) -> Finding {
    let mut finding = finding
        .label(message!("raad niet gehoord", "council not heard"))
        .why(why)
        .remedy(message!("Leg vast: `wensen en bedenkingen door raad van … op …`.", "Record: `wensen en bedenkingen door raad van … op …`."));
    finding.fixes.extend(ctx.add_property(
        agreement.id,
        message!("noteer de wensen en bedenkingen als open punt", "note the wishes and objections as an open point"),
        "wensen en bedenkingen nog te regelen",
    ));
    finding
}
