//! `raad-niet-betrokken`: colleges or mayors bind their municipality where the council must be heard or must permit it
//! (Wgr 1, Gemeentewet 160 and 169).

use jiff::civil::{Date, date};
use rustc_hash::FxHashSet;

use super::passing::by_number;
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
            incisive(ctx, agreement, &municipalities).map(|finding| (finding, &[INCISIVE][..]))
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

    /// The councils that did not act in any of these ways, by name.
    fn without(&self, ctx: &Context<'_>, acts: &[&Fact<Act>]) -> Vec<String> {
        let acted = |of: EntityId| acts.iter().flat_map(|fact| fact.values()).any(|act| took_part(ctx, act, of, MunicipalOffice::Council));
        let without: Vec<EntityId> = self.bound.iter().copied().filter(|of| !acted(*of)).collect();
        councils(ctx, &without)
    }

    /// The councils that acted only after the decision of their municipality, the day of that decision, and where.
    fn afterwards(&self, ctx: &Context<'_>, acts: &[&Fact<Act>], decided: impl Fn(EntityId) -> Option<Date>) -> Option<Late> {
        let mut late: Option<(Date, Place)> = None;
        let mut without = Vec::new();
        for of in self.bound.iter().copied() {
            let (Some(decided), Some((heard, place))) = (decided(of), first_heard(ctx, acts, of)) else { continue };
            if heard > decided {
                late = late.or(Some((decided, place)));
                without.push(of);
            }
        }
        late.map(|(decided, place)| Late { councils: councils(ctx, &without), decided, place })
    }
}

/// Councils that were heard when the decision had already been taken.
struct Late {
    councils: Vec<String>,
    decided: Date,
    place: Place,
}

/// Whether an organ of a municipality took part in an act; an act without an actor is everybody's.
fn took_part(ctx: &Context<'_>, act: &Act, of: EntityId, office: MunicipalOffice) -> bool {
    let organ = Actor { of, office: Some(office) };
    act.by.is_empty() || act.by.iter().any(|by| ctx.model.contains(by.who.who, organ))
}

/// The first day on which the council of a municipality acted, and where that stands; `None` where a day is not known.
fn first_heard(ctx: &Context<'_>, acts: &[&Fact<Act>], of: EntityId) -> Option<(Date, Place)> {
    let own = acts.iter().flat_map(|fact| fact.given()).filter(|(_, act)| took_part(ctx, act, of, MunicipalOffice::Council));
    let days: Option<Vec<(Date, Place)>> = own.map(|(statement, act)| Some((act.on?, statement.place))).collect();
    days?.into_iter().min_by_key(|(on, _)| *on)
}

/// Councils as one writes them.
fn councils(ctx: &Context<'_>, of: &[EntityId]) -> Vec<String> {
    if of.len() > 1 && of.len() == ctx.model.municipalities_in(&Scope::Region).len() {
        return vec![ctx.model.say(Who::Office(MunicipalOffice::Council, Scope::Region))];
    }
    of.iter().map(|of| ctx.model.say_actor(Actor { of: *of, office: Some(MunicipalOffice::Council) })).collect()
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
    let no_permission = if agreement.permission.has_open() { Vec::new() } else { municipalities.without(ctx, &[&agreement.permission]) };
    let no_views = asks_views(ctx, agreement, municipalities) && agreement.views.is_unstated();
    if !no_permission.is_empty() {
        let severity = if municipalities.by_organ { Severity::Error } else { Severity::Warning };
        let severity = at_most(ctx, agreement, severity);
        let sources: &[Source] = if no_views { &[DRAFT, VIEWS, PERMISSION] } else { &[PERMISSION] };
        return Some((no_permission_of(ctx, agreement, severity, &no_permission, no_views), sources));
    }
    if let Some((place, made)) = permitted_too_late(ctx, agreement) {
        return Some((too_late(ctx, agreement, place, made), &[PERMISSION]));
    }
    let finding = if no_views { Some(no_views_asked(ctx, agreement)) } else { amiss_in_views(ctx, agreement, municipalities) };
    finding.map(|finding| (finding, &[DRAFT, VIEWS][..]))
}

/// Whether the law asks that the councils could give their views on the draft.
fn asks_views(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> bool {
    made_on(ctx, agreement).unwrap_or(ctx.model.on) >= VIEWS_SINCE && !municipalities.with_council
}

/// Views of only some of the councils, or after the arrangement was made.
fn amiss_in_views(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> Option<Finding> {
    if !asks_views(ctx, agreement, municipalities) || !agreement.views.is_given() {
        return None;
    }
    let name = ctx.name(agreement.id);
    let without = if agreement.views.has_open() { Vec::new() } else { municipalities.without(ctx, &[&agreement.views]) };
    if let Some(key) = agreement.views.key().filter(|_| !without.is_empty()) {
        let headline = message!("niet gebleken dat {councils} een zienswijze op `{name}` {could} geven", "it does not appear that {councils} {could} give views on `{name}`";
            councils = quoted(&without, 3), name = name, could = by_number(without.len(), message!("kon", "could"), message!("konden", "could")));
        let finding = RULE.finding_at(at_most(ctx, agreement, Severity::Warning), key, headline);
        return Some(of_the_councils(ctx, agreement, finding, message!("niet van elke raad", "not of every council")));
    }
    let late = municipalities.afterwards(ctx, &[&agreement.views], |_| made_on(ctx, agreement))?;
    let headline = message!("de zienswijze op `{name}` kwam na {made}, toen de regeling al was getroffen", "the views on `{name}` came after {made}, when the arrangement had already been made"; name = name, made = late.decided);
    let finding =
        RULE.finding_at(at_most(ctx, agreement, Severity::Warning), late.place, headline).label(message!("zienswijze achteraf", "views afterwards"));
    Some(finding.why(draft_first()).remedy(message!(
        "Verbeter de datum, of geef de raden alsnog gelegenheid en stel de regeling daarna opnieuw vast.",
        "Correct the date, or give the councils the opportunity after all and then adopt the arrangement anew."
    )))
}

/// The day on which the arrangement was made: adopted or signed, or else decided on by a college, or else takes effect.
fn made_on(ctx: &Context<'_>, agreement: &Agreement) -> Option<Date> {
    let first = |acts: &[&Fact<Act>]| acts.iter().flat_map(|fact| fact.values()).filter_map(|act| act.on).min();
    let adopted = first(&[&agreement.adoption, &agreement.signature]);
    adopted.or_else(|| first(&[&agreement.college_decision])).or_else(|| ctx.model.validity(agreement.id).from)
}

/// The day on which the college of a municipality decided, or else on which the agreement was adopted or signed.
fn decided_on(ctx: &Context<'_>, agreement: &Agreement, of: EntityId) -> Option<Date> {
    let decisions = agreement.college_decision.values().filter(|act| took_part(ctx, act, of, MunicipalOffice::College));
    let made = agreement.adoption.values().chain(agreement.signature.values());
    decisions.filter_map(|act| act.on).min().or_else(|| made.filter_map(|act| act.on).min())
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
    let who = quoted(councils, 3);
    let (headline, label) = if agreement.permission.is_absent() {
        (
            message!("volgens de tekst is er geen toestemming van {councils} voor `{name}`", "the text says that there is no permission of {councils} for `{name}`"; councils = who, name = name),
            message!("geen toestemming", "no permission"),
        )
    } else {
        (
            message!("geen toestemming van {councils} voor `{name}` gebleken", "no permission of {councils} for `{name}` appears"; councils = who, name = name),
            message!("geen toestemming gebleken", "no permission appears"),
        )
    };
    let mut finding = RULE
        .finding_at(severity, place, headline)
        .label(label)
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
    let headline = message!("niet gebleken dat de raden een zienswijze op `{name}` konden geven", "it does not appear that the councils could give their views on `{name}`"; name = name);
    let finding = RULE.finding_at(at_most(ctx, agreement, Severity::Warning), ctx.at(agreement.id), headline);
    of_the_councils(ctx, agreement, finding, message!("geen zienswijze gebleken", "no views appear"))
}

fn draft_first() -> Message {
    message!(
        "Het ontwerp van een regeling gaat eerst naar de raden. Zij hebben acht weken voor een zienswijze; dat staat los van de toestemming.",
        "The draft of an arrangement goes to the councils first. They have eight weeks for their views; that is apart from the permission."
    )
}

fn of_the_councils(ctx: &Context<'_>, agreement: &Agreement, finding: Finding, label: Message) -> Finding {
    let mut finding = finding.label(label).why(draft_first()).remedy(message!(
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
    let without = municipalities.without(ctx, &[&agreement.wishes]);
    if agreement.wishes.has_open() {
        return None;
    }
    if without.is_empty() {
        return heard_afterwards(ctx, agreement, municipalities, &[&agreement.wishes], Severity::Error);
    }
    let name = ctx.name(agreement.id);
    let councils = quoted(&without, 3);
    let headline = if agreement.wishes.is_absent() {
        message!("volgens de tekst zijn over `{name}` geen wensen en bedenkingen gevraagd aan {councils}", "the text says that no wishes and objections on `{name}` were asked of {councils}"; name = name, councils = councils)
    } else {
        message!("niet gebleken dat wensen en bedenkingen over `{name}` zijn gevraagd aan {councils}", "it does not appear that wishes and objections on `{name}` were asked of {councils}"; name = name, councils = councils)
    };
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
fn incisive(ctx: &Context<'_>, agreement: &Agreement, municipalities: &Municipalities) -> Option<Finding> {
    let acts = [&agreement.wishes, &agreement.views, &agreement.permission];
    if acts.iter().any(|fact| fact.has_open()) {
        return None;
    }
    let without = municipalities.without(ctx, &acts);
    if without.is_empty() {
        return heard_afterwards(ctx, agreement, municipalities, &acts, Severity::Warning);
    }
    let name = ctx.name(agreement.id);
    let given = acts.iter().find(|fact| fact.is_given()).and_then(|fact| fact.key());
    let headline = match given {
        Some(_) => {
            message!("`{name}` is ingrijpend, maar niet gebleken is dat {councils} vooraf {was} gehoord", "`{name}` is far-reaching, but it does not appear that {councils} {was} heard beforehand"; name = name, councils = quoted(&without, 3), was = was_or_were(without.len()))
        }
        None if agreement.wishes.is_absent() => {
            message!("`{name}` is ingrijpend, maar volgens de tekst is de raad niet vooraf gehoord", "`{name}` is far-reaching, but the text says that the council was not heard beforehand"; name = name)
        }
        None => {
            message!("`{name}` is ingrijpend, maar niet gebleken is dat de raad vooraf is gehoord", "`{name}` is far-reaching, but it does not appear that the council was heard beforehand"; name = name)
        }
    };
    let place = given.or_else(|| agreement.incisive.key())?;
    Some(wishes(ctx, agreement, RULE.finding_at(at_most(ctx, agreement, Severity::Warning), place, headline), beforehand()))
}

fn beforehand() -> Message {
    message!(
        "Heeft een overeenkomst ingrijpende gevolgen voor de gemeente, dan besluit het college pas nadat de raad wensen en bedenkingen kon uiten.",
        "Where an agreement has far-reaching consequences for the municipality, the college decides only after the council could state wishes and objections."
    )
}

fn was_or_were(number: usize) -> Message {
    by_number(number, message!("is", "was"), message!("zijn", "were"))
}

/// Councils that could speak only when the decision had been taken.
fn heard_afterwards(
    ctx: &Context<'_>,
    agreement: &Agreement,
    municipalities: &Municipalities,
    acts: &[&Fact<Act>],
    severity: Severity,
) -> Option<Finding> {
    let late = municipalities.afterwards(ctx, acts, |of| decided_on(ctx, agreement, of))?;
    let name = ctx.name(agreement.id);
    let headline = message!("over `{name}` {was} {councils} pas gehoord nadat op {decided} was besloten", "on `{name}` {councils} {was} heard only after the decision of {decided}";
        name = name, was = was_or_were(late.councils.len()), councils = quoted(&late.councils, 3), decided = late.decided);
    let why = if agreement.is(AgreementKind::Participation) {
        message!(
            "Een college besluit pas tot deelneming in een rechtspersoon nadat de raad zijn wensen en bedenkingen kon uiten. Achteraf kan de raad het besluit niet meer beïnvloeden.",
            "A college decides to take part in a legal person only after the council could state its wishes and objections. Afterwards the council can no longer influence the decision."
        )
    } else {
        beforehand()
    };
    Some(
        RULE.finding_at(at_most(ctx, agreement, severity), late.place, headline)
            .label(message!("raad achteraf gehoord", "council heard afterwards"))
            .why(why)
            .remedy(message!(
                "Verbeter de datum, of neem het besluit opnieuw nu de raad is gehoord.",
                "Correct the date, or take the decision anew now that the council has been heard."
            )),
    )
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
