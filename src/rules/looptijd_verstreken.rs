//! `looptijd-verstreken`: the term of an agreement, document, mandate or appointment is over, and it is still relied on.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::rule::{Context, Findings, Group, Rule};
use super::usage::counts_on;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Fact;
use crate::model::parts::{Agreement, Role};
use crate::model::refs::{Act, EntityId, Mention};
use crate::syntax::vocabulary::{BlockKind, Extension, Key};

pub const RULE: Rule = Rule {
    name: "looptijd-verstreken",
    group: Group::Time,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "de looptijd van een overeenkomst, document, mandaat of aanwijzing is voorbij, en er wordt nog op gesteund",
        "the term of an agreement, document, mandate or appointment is over, and it is still relied on",
    ),
    sources: &[],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let uses = Uses::read(ctx);
    let documents = ctx.model.documents.iter().map(|d| d.id);
    let agreements = ctx.model.agreements.iter().filter(|a| !is_renewed(ctx, a)).map(|a| a.id);
    for id in documents.chain(agreements) {
        let after = end_of(ctx, id).and_then(|end| uses.after(ctx, id, end, is_ground));
        findings.extend(after.map(|(end, after)| text_over(ctx, id, end, &after)));
    }
    for grant in ctx.model.grants.iter().filter(|g| ctx.model.entity(g.id).successors.open().is_none()) {
        let after = ctx.model.validity(grant.id).until.and_then(|end| uses.after(ctx, grant.id, end, rests_on_grant));
        findings.extend(after.map(|(end, after)| text_over(ctx, grant.id, end, &after)));
    }
    for role in ctx.model.roles.iter().filter(|r| ctx.model.in_force(r.id)) {
        let after = end_of_term(ctx, role).and_then(|end| uses.after(ctx, role.id, end, |_| true));
        findings.extend(after.map(|(end, after)| term_over(ctx, role, end, &after)));
    }
}

/// Where each thing of the region is named in other blocks of the region.
struct Uses<'c>(FxHashMap<EntityId, Vec<&'c Mention>>);

impl<'c> Uses<'c> {
    fn read(ctx: &'c Context<'_>) -> Self {
        let mut found: FxHashMap<EntityId, Vec<&Mention>> = FxHashMap::default();
        let regional = |m: &&Mention| ctx.model.is_regional(m.block) && ctx.model.is_regional(m.id) && m.block != m.id;
        for mention in ctx.model.references.iter().filter(regional) {
            found.entry(mention.id).or_default().push(mention);
        }
        Self(found)
    }

    /// The end, with the uses of a kind that count on or after it; nothing where there are none.
    fn after(&self, ctx: &Context<'_>, id: EntityId, end: Date, counts: impl Fn(&Mention) -> bool) -> Option<(Date, Vec<&'c Mention>)> {
        let is_late = |m: &&Mention| counts(m) && counts_on(ctx, m).is_some_and(|day| end <= day);
        let late: Vec<&Mention> = self.0.get(&id)?.iter().copied().filter(is_late).collect();
        (!late.is_empty()).then_some((end, late))
    }
}

/// Whether something rests on a text, or is for it: not an annex, nor a path that it leaves open.
fn is_ground(mention: &Mention) -> bool {
    !matches!(mention.key, Key::AnnexOf | Key::WithoutPrejudice)
}

/// Whether something rests on a mandate. A seat on it is `vertegenwoordiging-zonder-machtiging`, a sub-mandate under it
/// `ondermandaat-zonder-toestemming`, a decision by it `besluit-zonder-bevoegdheid`.
fn rests_on_grant(mention: &Mention) -> bool {
    !matches!(mention.key, Key::Members | Key::Under | Key::WithoutPrejudice)
}

/// When the term of a text is over of which it is not said what takes its place, nor that it was given up.
fn end_of(ctx: &Context<'_>, id: EntityId) -> Option<Date> {
    let entity = ctx.model.entity(id);
    let replaced = entity.successors.has_items() || entity.successors.open().is_some();
    ctx.model.validity(id).until.filter(|_| !replaced && !ctx.model.is_given_up(id))
}

/// Whether an agreement goes on: tacitly, or because somebody renewed it or still has to.
fn is_renewed(ctx: &Context<'_>, agreement: &Agreement) -> bool {
    let stated = &agreement.extension;
    let Some(end) = ctx.model.validity(agreement.id).until else { return true };
    let express = stated.given().find(|(_, extension)| **extension == Extension::Express);
    let by_text = express.is_some_and(|(statement, _)| {
        let texts = statement.basis.iter().chain(&statement.source).filter_map(|citation| citation.target).filter(|id| *id != agreement.id);
        texts.into_iter().any(|id| renews(ctx, id, end))
    });
    stated.says(Extension::Tacit) || stated.has_open() || by_text || renewed_by_act(ctx, agreement, end, express.is_some())
}

/// Whether a text can be the decision that renews: made by now, and not over itself.
fn renews(ctx: &Context<'_>, text: EntityId, end: Date) -> bool {
    let is_text = matches!(ctx.model.entity(text).kind, BlockKind::Document | BlockKind::Agreement);
    let made = ctx.model.text_date(text);
    is_text && ctx.model.text_counts(text) && made.is_none_or(|made| made <= ctx.model.on && made.year() + 1 >= end.year())
}

/// Whether the colleges decided or the parties signed again: after the end, or, where renewal takes a decision, in the
/// year before it.
fn renewed_by_act(ctx: &Context<'_>, agreement: &Agreement, end: Date, express: bool) -> bool {
    let acts: [&Fact<Act>; 3] = [&agreement.college_decision, &agreement.signature, &agreement.adoption];
    let dates: Vec<Date> = acts.into_iter().flat_map(Fact::values).filter_map(|act| act.on).collect();
    let year = jiff::Span::new().years(1);
    let first = dates.iter().min().and_then(|first| first.checked_add(year).ok());
    let from = if express { end.checked_sub(year).unwrap_or(end) } else { end };
    dates.iter().any(|on| from <= *on && *on <= ctx.model.on && first.is_some_and(|first| first <= *on))
}

/// When the term of a function is over since its last appointment, unless it must still be filled again.
fn end_of_term(ctx: &Context<'_>, role: &Role) -> Option<Date> {
    let open = role.appointment.has_open() || role.term.has_open() || !ctx.model.entity(role.id).successors.is_unstated();
    let term = role.term.value().filter(|term| !open && role.term.values().all(|other| other == *term))?;
    let appointed = role.appointment.values().filter_map(|act| act.on).filter(|on| *on <= ctx.model.on).max();
    let undated = || ctx.model.validity(role.id).from.filter(|_| role.appointment.values().all(|act| act.on.is_none()));
    term.over(appointed.or_else(undated)?)
}

// ------------------------------------------------------------------------------------------------------------- telling

fn text_over(ctx: &Context<'_>, id: EntityId, end: Date, uses: &[&Mention]) -> Finding {
    let name = ctx.name(id);
    let entity = ctx.model.entity(id);
    let place = entity.valid.given().last().map_or(entity.name_place, |(statement, _)| statement.place);
    let headline = if end <= ctx.model.on {
        message!("de looptijd van `{name}` is sinds {end} voorbij, en een verlenging is niet gebleken", "the term of `{name}` has been over since {end}, and no renewal appears"; name = name, end = end)
    } else {
        message!("de looptijd van `{name}` eindigt op {end}, en wat daarna komt, steunt er nog op", "the term of `{name}` ends on {end}, and what comes after still rests on it"; name = name, end = end)
    };
    let finding = RULE
        .finding(place, headline)
        .label(message!("looptijd voorbij", "term is over"))
        .why(message!(
            "Wat op een tekst steunt die niet meer geldt, heeft misschien geen grond meer: geen afspraak om na te komen, geen mandaat om mee te besluiten. Of de afspraken feitelijk zijn voortgezet, moet een mens beoordelen.",
            "Whatever rests on a text that is no longer in force may have no ground any more: no agreement to keep, no mandate to decide with. Whether the agreements were continued in fact is for a person to judge."
        ));
    let finding = with_uses(ctx, finding, uses);
    with_remedy(ctx, finding, id, uses)
}

fn with_uses(ctx: &Context<'_>, finding: Finding, uses: &[&Mention]) -> Finding {
    uses.iter().fold(finding, |finding, one| {
        let name = ctx.name(one.block);
        finding.related(one.place, message!("`{name}` steunt hier op", "`{name}` rests on it here"; name = name))
    })
}

fn with_remedy(ctx: &Context<'_>, finding: Finding, id: EntityId, uses: &[&Mention]) -> Finding {
    let successors: Vec<&str> = ctx.model.entity(id).successors.items().map(|s| ctx.name(s.id)).collect();
    if let Some(successor) = ctx.model.living_successor(id, ctx.model.on) {
        let name = ctx.name(successor);
        let edits = uses.iter().map(|one| Edit { place: one.place, text: name.to_owned() }).collect();
        return finding
            .remedy(message!("Noem de opvolger ({successors}).", "Name the successor ({successors})."; successors = quoted(&successors, 3)))
            .fix(Fix { title: message!("noem de opvolger `{name}`", "name the successor `{name}`"; name = name), edits, safe: false });
    }
    let (property, remedy): (&str, Message) = if ctx.model.agreement(id).is_some() {
        (
            "verlenging nog te regelen",
            message!(
                "Verleng de overeenkomst en noem de nieuwe looptijd (nog een regel `geldig van … tot …`), zeg dat zij stilzwijgend doorloopt (`verlenging stilzwijgend`), of noem wat ervoor in de plaats komt (`opvolger`).",
                "Renew the agreement and state the new term (another line `geldig van … tot …`), say that it goes on tacitly (`verlenging stilzwijgend`), or name what takes its place (`opvolger`)."
            ),
        )
    } else {
        (
            "opvolger nog te regelen",
            message!(
                "Stel opnieuw vast en noem de nieuwe looptijd (nog een regel `geldig van … tot …`), of noem wat ervoor in de plaats komt (`opvolger`).",
                "Adopt it again and state the new term (another line `geldig van … tot …`), or name what takes its place (`opvolger`)."
            ),
        )
    };
    let mut finding = finding.remedy(remedy);
    let title = message!("noteer het vervolg als open punt", "note what comes next as an open point");
    finding.fixes.extend(ctx.add_property(id, title, property));
    finding
}

fn term_over(ctx: &Context<'_>, role: &Role, end: Date, uses: &[&Mention]) -> Finding {
    let name = ctx.name(role.id);
    let place = role.term.place().unwrap_or(ctx.at(role.id));
    let headline = message!("de termijn van `{name}` liep tot {end}, en een nieuwe aanwijzing is niet gebleken", "the term of `{name}` ran until {end}, and no new appointment appears"; name = name, end = end);
    let mut finding = RULE.finding(place, headline).label(message!("termijn voorbij", "term is over")).why(message!(
        "Wie na zijn termijn doorgaat zonder nieuwe aanwijzing, handelt misschien zonder titel. De tekst rekent wel nog op deze functie.",
        "Whoever goes on after his term without a new appointment may act without a title. The text still counts on this function."
    ));
    if let Some((statement, _)) = role.appointment.given().max_by_key(|(_, act)| act.on) {
        finding = finding.related(statement.place, message!("de laatste aanwijzing", "the last appointment"));
    }
    for one in uses {
        finding =
            finding.related(one.place, message!("`{user}` rekent op deze functie", "`{user}` counts on this function"; user = ctx.name(one.block)));
    }
    finding = finding.remedy(message!(
        "Noem de nieuwe aanwijzing (`aanwijzing door … op …`), of geef de rol een einddatum (`geldig tot …`).",
        "State the new appointment (`aanwijzing door … op …`), or give the role an end (`geldig tot …`)."
    ));
    let title = message!("noteer de nieuwe aanwijzing als open punt", "note the new appointment as an open point");
    finding.fixes.extend(ctx.add_property(role.id, title, "aanwijzing nog te regelen"));
    finding
}
