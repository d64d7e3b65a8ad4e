//! `vertegenwoordiging-zonder-machtiging`: somebody sits on behalf of others who, as far as appears, gave him no authority.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::Model;
use crate::model::parts::{Body, Grant, Party, Role};
use crate::model::refs::{Actor, EntityId, Scope, Seat, Who, WhoRef};
use crate::model::sharing::is_unnamed_group;
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{BlockKind, Replacement, WorkForm};

pub const RULE: Rule = Rule {
    name: "vertegenwoordiging-zonder-machtiging",
    group: Group::Composition,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "iemand zit namens anderen aan tafel zonder dat een machtiging blijkt",
        "somebody sits on behalf of others, and no authorisation appears",
    ),
    sources: &[Source::Law("Awb", "art. 10:1"), Source::Law("Awb", "art. 10:12"), Source::Law("BW", "art. 3:60")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let granted = Granted::read(ctx);
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        for seat in ctx.model.seats(table.id).filter(|seat| Model::is_full_member(seat) && !rests_on_text(ctx, seat)) {
            let Some(principal) = seat.on_behalf else { continue };
            let without = without_authority(ctx, &granted, seat, principal.who);
            if let Some(severity) = severity(ctx, table, &without).filter(|_| !without.is_empty()) {
                findings.push(finding(ctx, table, seat, &names(ctx, principal.who, &without), severity));
            }
        }
        replaced(ctx, table, findings);
    }
}

/// Whether a seat cites a text that may say what the authority is: an agreement, a law, a mandate that doesn't name its
/// giver. Of a mandate that does, its reach is known.
fn rests_on_text(ctx: &Context<'_>, seat: &Seat) -> bool {
    seat.basis.is_some() && cited(ctx, seat).is_none_or(|grant| !grant.from.has_items())
}

fn cited<'c>(ctx: &Context<'c>, seat: &Seat) -> Option<&'c Grant> {
    seat.basis.as_ref().and_then(|citation| citation.target).and_then(|id| ctx.model.grant(id))
}

/// A table that decides needs the authority; one that states not to decide doesn't, unless the law makes the colleges
/// themselves confer there. For organisations outside the municipality, private law and their statutes may provide it.
fn severity(ctx: &Context<'_>, table: &Body, without: &[Actor]) -> Option<Severity> {
    let municipal = without.iter().any(|actor| actor.office.is_some() || ctx.model.municipality(actor.of).is_some());
    // A table that gives direction and steers counts on its members to speak for others, even if it says not to decide.
    let only_confers = table.decides.is_absent() && !table.work_form.says(WorkForm::Steer) && !table.work_form.says(WorkForm::Decide);
    if only_confers {
        let statutory = ctx.model.entity(table.id).basis.iter().any(|citation| ctx.competence.statutory_table(citation).is_some());
        let colleges = without.iter().any(|actor| actor.office == Some(MunicipalOffice::College));
        return (statutory && colleges).then_some(Severity::Warning);
    }
    let full = if table.decides.is_given() { Severity::Error } else { Severity::Warning };
    Some(if municipal { full } else { full.downgraded() })
}

fn names(ctx: &Context<'_>, principal: Who, without: &[Actor]) -> Vec<String> {
    if ctx.model.expand(principal).len() == without.len() {
        vec![ctx.model.say(principal)]
    } else {
        without.iter().map(|a| ctx.model.say_actor(*a)).collect()
    }
}

fn finding(ctx: &Context<'_>, table: &Body, seat: &Seat, principals: &[String], severity: Severity) -> Finding {
    let (name, whom) = (ctx.name(table.id), quoted(principals, 4));
    let sitter = ctx.model.say(seat.who);
    let sitter = seat.per.as_deref().map_or(sitter.clone(), |area| format!("{sitter} per {area}"));
    let mut finding = RULE
        .finding_at(
            severity,
            seat.place,
            message!("niet gebleken dat `{sitter}` gemachtigd is om in `{name}` op te treden namens {whom}", "it does not appear that `{sitter}` is authorised to act in `{name}` on behalf of {whom}"; sitter = sitter, name = name, whom = whom),
        )
        .label(message!("geen machtiging gebleken", "no authorisation appears"))
        .why(why(ctx, table))
        .remedy(message!(
            "Noem het mandaat of de machtiging achter de zetel (`krachtens …`), of leg haar vast met `machtiging`.",
            "Name the mandate or authorisation after the seat (`krachtens …`), or record it with `machtiging`."
        ));
    if let Some(grant) = cited(ctx, seat) {
        finding = finding.related(ctx.at(grant.id), message!("geldt nu niet, of niet voor hen", "not in force now, or not from them"));
    }
    if let Some(key) = table.decides.key().filter(|_| table.decides.is_given()) {
        finding = finding.related(key, message!("hier wordt besloten", "this table decides"));
    }
    finding
}

fn why(ctx: &Context<'_>, table: &Body) -> Message {
    let law = ctx.model.entity(table.id).basis.iter().find(|citation| ctx.competence.statutory_table(citation).is_some());
    let law = law.map(|citation| ctx.words(citation.place)).map_or_else(Message::default, |law| {
        message!(
            " Het overleg van {law} voeren de organen die de wet noemt. Of zij een ander kunnen sturen, is onzeker; in elk geval moet dan duidelijk zijn wat hij namens hen mag.",
            " The consultation of {law} is held by the organs that the law names. Whether they may send somebody else is uncertain; it must in any case be clear what he may do for them."; law = law
        )
    });
    if table.decides.is_given() {
        return message!(
            "Wie namens een ander besluit, heeft daarvoor een mandaat of volmacht van die ander nodig. Zonder dat bindt zijn stem de vertegenwoordigde in beginsel niet.{law}",
            "Whoever decides on another's behalf needs a mandate or power of attorney from that other. Without it his vote in principle does not bind the one he represents.{law}"; law = law
        );
    }
    message!(
        "Wie namens een ander optreedt, heeft daarvoor een machtiging, mandaat of volmacht van die ander nodig. Zonder dat kan hij meepraten, maar voor de ander niets toezeggen.{law}",
        "Whoever acts on another's behalf needs an authorisation, mandate or power of attorney from that other. Without it he can join the discussion, but promise nothing for the other.{law}"; law = law
    )
}

/// Replacement by somebody authorised, where a seat belongs to a group: nobody is named who could authorise.
fn replaced(ctx: &Context<'_>, table: &Body, findings: &mut Findings) {
    let groups: Vec<&str> =
        ctx.model.seats(table.id).filter(|s| Model::is_full_member(s)).filter_map(|s| unnamed_group(ctx, s)).map(|id| ctx.name(id)).collect();
    let stated = table.replacement.given().find(|(_, replacement)| **replacement == Replacement::Authorised);
    let Some((statement, _)) = stated.filter(|_| !groups.is_empty()) else { return };
    let (name, who) = (ctx.name(table.id), quoted(&groups, 3));
    findings.push(
        RULE.finding_at(
            Severity::Hint,
            statement.key,
            message!("niet gebleken wie in `{name}` een vervanger machtigt voor {who}", "it does not appear who in `{name}` authorises a replacement for {who}"; name = name, who = who),
        )
        .label(message!("gemachtigd door wie?", "authorised by whom?"))
        .why(message!(
            "Leden laten zich gemachtigd vervangen, maar een groep zonder genoemde organisatie heeft niemand die kan machtigen.",
            "Members are replaced by somebody authorised, but a group without a named organisation has nobody who can authorise."
        ))
        .remedy(message!(
            "Noem de organisaties van de groep, of schrijf `vervanging vrij` als een machtiging niet nodig is.",
            "Name the organisations of the group, or write `vervanging vrij` if no authorisation is needed."
        )),
    );
}

fn unnamed_group(ctx: &Context<'_>, seat: &Seat) -> Option<EntityId> {
    match seat.who {
        Who::Entity(id) => ctx.model.party(id).filter(|p| is_unnamed_group(p) && p.members.is_lacking()).map(|p| p.id),
        _ => None,
    }
}

// ---------------------------------------------------------------------------------------------------------- authority

/// Who gave any mandate, power of attorney or authorisation in force, by its recipient.
#[derive(Default)]
struct Granted {
    by_thing: FxHashMap<EntityId, FxHashSet<Actor>>,
    by_office: FxHashMap<MunicipalOffice, FxHashSet<Actor>>,
}

impl Granted {
    fn read(ctx: &Context<'_>) -> Self {
        let mut granted = Self::default();
        for grant in ctx.model.grants.iter().filter(|g| ctx.model.in_force(g.id)) {
            let givers: Vec<Actor> = grant.from.items().flat_map(|from| ctx.model.expand(from.who)).collect();
            for to in grant.to.items() {
                match to.who {
                    Who::Entity(id) => granted.by_thing.entry(id).or_default().extend(&givers),
                    Who::Office(office, _) => granted.by_office.entry(office).or_default().extend(&givers),
                    _ => {}
                }
            }
        }
        granted
    }

    fn to(&self, sitter: Who) -> Option<&FxHashSet<Actor>> {
        match sitter {
            Who::Entity(id) => self.by_thing.get(&id),
            Who::Office(office, _) | Who::SomeOffice(office) => self.by_office.get(&office),
            _ => None,
        }
    }
}

/// Of those on whose behalf a seat is taken: who is another than the one that the sitter belongs to, and gave no authority.
fn without_authority(ctx: &Context<'_>, granted: &Granted, seat: &Seat, principal: Who) -> Vec<Actor> {
    let of_each = seat.per.as_deref() == Some(BlockKind::Municipality.word());
    if of_each || seat.who == Who::Unknown || principal == seat.who {
        return Vec::new();
    }
    let cited = cited(ctx, seat).filter(|grant| ctx.model.in_force(grant.id));
    let gave = |actor: &Actor| {
        let there = cited.is_some_and(|grant| grant.from.items().any(|from| ctx.model.contains(from.who, *actor)));
        there || granted.to(seat.who).is_some_and(|givers| givers.contains(actor))
    };
    let principals = match principal {
        Who::SomeOffice(office) => Who::Office(office, Scope::Region),
        other => other,
    };
    let all = ctx.model.expand(principals);
    // Of a function whose employer is not stated, the one organisation that it sits for may well be its own.
    if all.len() < 2 && matches!(seat.who, Who::Entity(id) if ctx.model.role(id).is_some_and(|role| engaged_by(role).next().is_none())) {
        return Vec::new();
    }
    let sitters: FxHashSet<Actor> = if seat.per.is_some() { FxHashSet::default() } else { ctx.model.expand(seat.who).into_iter().collect() };
    all.into_iter().filter(|p| !gave(p) && !is_own(ctx, &sitters, *p)).collect()
}

/// Whether one of those who sit belongs to a principal: its own member, official or function.
fn is_own(ctx: &Context<'_>, sitters: &FxHashSet<Actor>, principal: Actor) -> bool {
    if sitters.contains(&principal) {
        return true;
    }
    let offices = own_offices(principal.office).iter();
    let mut own = offices.map(|office| Actor { of: principal.of, office: Some(*office) });
    own.any(|actor| sitters.contains(&actor)) || sitters.iter().filter(|s| s.office.is_none()).any(|sitter| serves(ctx, sitter.of, principal))
}

/// The offices that act for an organ of their own municipality, or for the municipality itself.
const fn own_offices(principal: Option<MunicipalOffice>) -> &'static [MunicipalOffice] {
    use MunicipalOffice::{Alderman, Clerk, College, Mayor, Official};
    match principal {
        None => &[Mayor, College, Alderman, Clerk, Official],
        Some(College) => &[Mayor, Alderman, Clerk, Official],
        Some(Mayor) => &[Clerk, Official],
        Some(_) => &[],
    }
}

/// Whether a function, organisation or table works for a principal, or is of the same kind as its office.
fn serves(ctx: &Context<'_>, id: EntityId, principal: Actor) -> bool {
    let model = ctx.model;
    if let Some(role) = model.role(id) {
        return works_for(model, engaged_by(role), principal);
    }
    if let Some(party) = model.party(id).or_else(|| model.office(id)) {
        return works_for(model, party.works_under.items(), principal) || of_one_kind(model, party, principal);
    }
    if let Some(body) = model.body(id) {
        let member = model.seats(id).any(|seat| model.contains(seat.who, principal));
        return member || works_for(model, body.works_under.items().chain(body.on_behalf.items()), principal);
    }
    // A municipality as such acts through its organs.
    model.entity(id).kind == BlockKind::Municipality && principal.of == id
}

/// Whom a function works under, acts for, or is appointed by.
fn engaged_by(role: &Role) -> impl Iterator<Item = &WhoRef> {
    let appointed = role.appointment.values().flat_map(|act| act.by.iter().map(|by| &by.who));
    role.works_under.items().chain(role.on_behalf.items()).chain(appointed)
}

fn works_for<'w>(model: &Model, mut superiors: impl Iterator<Item = &'w WhoRef>, principal: Actor) -> bool {
    superiors.any(|who| model.contains(who.who, principal) || is_official_of(model, who.who, principal))
}

fn is_official_of(model: &Model, superior: Who, principal: Actor) -> bool {
    model.expand(superior).into_iter().any(|s| s.of == principal.of && s.office.is_some_and(|office| own_offices(principal.office).contains(&office)))
}

fn of_one_kind(model: &Model, party: &Party, principal: Actor) -> bool {
    let other = model.office(principal.of).or_else(|| model.party(principal.of));
    other.filter(|_| principal.office.is_none()).is_some_and(|other| {
        (model.office(other.id).is_some() || model.office(party.id).is_some()) && other.kinds.items().any(|kind| party.is(*kind))
    })
}
