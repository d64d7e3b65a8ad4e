//! `geen-wgs-deelnemer`: an arrangement of a care and safety house names a party that WGS art. 2.27 does not.

use rustc_hash::FxHashSet;

use super::grounds;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::DataSharing;
use crate::model::refs::{Actor, Citation, EntityId, Who, WhoRef};
use crate::model::wgs::{Certainty, Standing};
use crate::syntax::vocabulary::{AgreementKind, SeatRole};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "geen-wgs-deelnemer",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een Zorg- en Veiligheidshuis deelt gegevens met een partij die volgens de WGS geen deelnemer kan zijn",
        "a care and safety house shares data with a party that cannot be a participant under the WGS",
    ),
    sources: &[Source::Law("WGS", "art. 2.27"), Source::Law("WGS", "art. 2.31 lid 9"), Source::Law("Besluit-WGS", "art. 2.21")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let arrangements = ctx.model.wgs_arrangements();
    if arrangements.is_empty() {
        return;
    }
    let commissioned = commissioned(ctx);
    for sharing in ctx.model.arrangements() {
        let Some(certainty) = arrangements.get(&sharing.id) else { continue };
        for list in lists(ctx, sharing) {
            let (outside, seldom) = list.outsiders(ctx, &commissioned);
            if !outside.is_empty() {
                findings.push(not_listed(ctx, sharing, &list, &outside, *certainty));
            }
            if !seldom.is_empty() {
                findings.push(not_commissioned(ctx, sharing, &list, &seldom, *certainty));
            }
        }
    }
}

/// Who takes part, and where that stands.
struct List<'c> {
    place: Place,
    items: Vec<&'c WhoRef>,
    participants: Vec<Who>,
    /// Whether the text itself says that they act for a college.
    commissioned: bool,
}

/// The parties of an arrangement; where it names none, the members of its tables.
fn lists<'c>(ctx: &'c Context<'c>, sharing: &'c DataSharing) -> Vec<List<'c>> {
    let exempt = by_seat(ctx, sharing);
    let others = |participants: Vec<Who>| participants.into_iter().filter(|who| !exempt.contains(who)).collect();
    if sharing.parties.is_lacking() {
        let tables = sharing.at.items().filter_map(|at| ctx.model.body(at.id)).filter(|table| ctx.model.in_force(table.id));
        let members = |id: EntityId| ctx.model.hearers_at(id).into_iter().filter(|h| h.member_of.is_some()).map(|h| h.who).collect();
        let list = |id, place| List { place, items: Vec::new(), participants: others(members(id)), commissioned: false };
        return tables.filter_map(|table| Some(list(table.id, table.members.key()?))).collect();
    }
    let stated = sharing.parties.given().filter(|(statement, _)| !cites(ctx, &statement.basis, &["2.31"]));
    let list = stated.map(|(statement, whos)| List {
        place: statement.key,
        items: whos.iter().collect(),
        participants: others(ctx.model.participants(whos.iter())),
        commissioned: cites(ctx, &statement.basis, &["2.27"]),
    });
    list.collect()
}

fn cites(ctx: &Context<'_>, basis: &[Citation], articles: &[&str]) -> bool {
    basis.iter().any(|citation| grounds::law_name(ctx.model, citation) == Some("WGS") && grounds::is_one_of(citation.article(), articles))
}

/// Who sits at the tables of an arrangement as a third party (a guest, or on WGS art. 2.31), or by WGS art. 2.27.
fn by_seat(ctx: &Context<'_>, sharing: &DataSharing) -> FxHashSet<Who> {
    let seats = sharing.at.items().flat_map(|at| ctx.model.seats(at.id));
    let by_law = |basis: &Citation| cites(ctx, std::slice::from_ref(basis), &["2.27", "2.31"]);
    seats.filter(|seat| seat.role == Some(SeatRole::Guest) || seat.basis.as_ref().is_some_and(by_law)).map(|seat| seat.who).collect()
}

/// The parties that provide services to a municipality or its organs by an agreement in force, or decide in their name.
fn commissioned(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let grants = ctx.model.grants.iter().filter(|g| ctx.model.is_regional(g.id) && ctx.model.in_force(g.id));
    let mut found: FxHashSet<EntityId> = grants.flat_map(|grant| grant.to.items()).filter_map(|who| entity(who.who)).collect();
    for agreement in ctx.model.agreements.iter().filter(|a| a.is(AgreementKind::Service) && ctx.model.in_force(a.id)) {
        let parties = ctx.model.participants(agreement.parties.items());
        if parties.iter().any(|who| matches!(who, Who::Office(..) | Who::Every(_))) {
            found.extend(parties.into_iter().filter_map(entity));
        }
    }
    found
}

fn entity(who: Who) -> Option<EntityId> {
    match who {
        Who::Entity(id) => Some(id),
        _ => None,
    }
}

impl List<'_> {
    /// Who surely is no participant, and who is one only if it acts for a college.
    fn outsiders(&self, ctx: &Context<'_>, commissioned: &FxHashSet<EntityId>) -> (Vec<Who>, Vec<Who>) {
        let (mut outside, mut seldom) = (Vec::new(), Vec::new());
        for who in &self.participants {
            let for_college = || self.commissioned || acts_for_college(ctx, *who, commissioned);
            match ctx.model.standing(*who) {
                Standing::Outside => outside.push(*who),
                Standing::NotListed if !for_college() => outside.push(*who),
                Standing::SeldomCommissioned if !for_college() => seldom.push(*who),
                _ => {}
            }
        }
        (outside, seldom)
    }
}

fn acts_for_college(ctx: &Context<'_>, who: Who, commissioned: &FxHashSet<EntityId>) -> bool {
    let Who::Entity(id) = who else { return false };
    let above = ctx.model.everybody_above(Actor { of: id, office: None });
    commissioned.contains(&id) || above.iter().any(|actor| actor.office.is_some() || commissioned.contains(&actor.of))
}

fn names(ctx: &Context<'_>, whos: &[Who]) -> Vec<String> {
    let mut names: Vec<String> = whos.iter().map(|who| ctx.model.say(*who)).collect();
    names.dedup();
    names
}

fn not_listed(ctx: &Context<'_>, sharing: &DataSharing, list: &List<'_>, outside: &[Who], certainty: Certainty) -> Finding {
    let (name, who) = (ctx.name(sharing.id), quoted(&names(ctx, outside), 4));
    let headline = message!("de WGS noemt {who} niet als deelnemer aan een Zorg- en Veiligheidshuis, en toch deelt `{name}` daarmee gegevens", "the WGS does not name {who} as a participant in a care and safety house, yet `{name}` shares data there"; name = name, who = who.clone());
    let mut finding = RULE
        .finding_at(grounds::by_certainty(certainty, Severity::Error), list.place, headline)
        .label(message!("niet in WGS art. 2.27", "not in WGS art. 2.27"))
        .why(message!(
            "De wet zegt wie aan een Zorg- en Veiligheidshuis deelneemt; anderen kunnen er alleen bij algemene maatregel van bestuur bij komen. Wie er niet bij staat, krijgt van deze wet geen grondslag om mee te delen in de gegevens, en kan hooguit incidenteel als derde aanschuiven.{inferred}",
            "The law says who takes part in a care and safety house (ZVH); others can be added by order in council only. Whoever is not in the list gets no ground from this law to share in the data, and can at most join now and then as a third party.{inferred}"; inferred = grounds::inferred(certainty)
        ))
        .remedy(message!(
            "Laat {who} weg uit de afspraak. Vraagt een enkele casus erom, dan kan een derde daarvoor aanschuiven, na een getekende geheimhoudingsverklaring.",
            "Leave {who} out of the arrangement. Where a single case calls for it, a third party can join for that case, after signing a statement of confidentiality."; who = who
        ));
    let direct = outside.iter().all(|who| list.items.iter().any(|item| item.who == *who));
    let edit = grounds::rewrite(ctx, &list.items, |who| outside.contains(&who), &[]).filter(|_| direct);
    finding.fixes.extend(edit.map(|edit| Fix {
        title: message!("haal hen weg uit de partijen", "take them out of the parties"),
        edits: vec![edit],
        safe: false,
    }));
    finding
}

fn not_commissioned(ctx: &Context<'_>, sharing: &DataSharing, list: &List<'_>, seldom: &[Who], certainty: Certainty) -> Finding {
    let (name, who) = (ctx.name(sharing.id), quoted(&names(ctx, seldom), 4));
    let headline = message!("niet gebleken dat {who} in opdracht van een college deelneemt aan `{name}`", "it does not appear that {who} takes part in `{name}` on behalf of a college"; name = name, who = who);
    RULE.finding_at(grounds::by_certainty(certainty, Severity::Warning), list.place, headline)
        .label(message!("alleen in opdracht van een college", "only when acting for a college"))
        .why(message!(
            "Een instelling voor gehandicapten- of ouderenzorg neemt alleen deel aan een Zorg- en Veiligheidshuis als zij in opdracht van het college werkt, voor taken van onder meer de Wmo of de Jeugdwet. Zorg op grond van de Wlz of de Zvw telt daarvoor naar de tekst van de wet niet mee; die lezing is onzeker.{inferred}",
            "An institution for the disabled or the elderly takes part in a care and safety house (ZVH) only when it works for the college, on tasks of the Wmo or the Jeugdwet among others. Care under the Wlz or the Zvw does not count by the text of the law; that reading is uncertain (onzeker).{inferred}"; inferred = grounds::inferred(certainty)
        ))
        .remedy(message!(
            "Zeg waaruit de opdracht blijkt, met een `overeenkomst` van de soort `dienstverleningsovereenkomst`, of laat de partij weg.",
            "Say what shows the assignment, with an `overeenkomst` of the kind `dienstverleningsovereenkomst`, or leave the party out."
        ))
}
