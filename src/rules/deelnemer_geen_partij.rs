//! `deelnemer-geen-partij`: a full member of a table is no party to the agreement that makes it, or a party has no seat.

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::itself;
use super::passing::{as_written, by_number};
use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::Model;
use crate::model::parts::{Agreement, Body, Party};
use crate::model::refs::{Actor, EntityId, Seat, Who};
use crate::model::sharing::is_unnamed_group;
use crate::syntax::tree::MunicipalOffice::{self, Alderman, Clerk, College, Council, Mayor, Official};
use crate::syntax::vocabulary::{Level, PartyKind, Status};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "deelnemer-geen-partij",
    group: Group::Agreements,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een lid van een overleg is geen partij bij de overeenkomst waarop het berust, of een partij heeft er geen zetel",
        "a member of a table is no party to the agreement that makes it, or a party has no seat there",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, input 5")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut tables_of: FxHashMap<EntityId, Vec<&Body>> = FxHashMap::default();
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id) && b.members.has_items()) {
        let agreements = agreements_of(ctx, table);
        for agreement in &agreements {
            tables_of.entry(agreement.id).or_default().push(table);
        }
        if let Some(finding) = members_outside(ctx, table, &agreements) {
            findings.push(finding);
        }
    }
    for agreement in &ctx.model.agreements {
        if let Some(tables) = tables_of.get(&agreement.id) {
            parties_without_seat(ctx, agreement, tables, findings);
        }
    }
}

/// The agreements that make a table: it is laid down in them, or it, its members or its institution rest on them.
fn agreements_of<'c>(ctx: &Context<'c>, table: &Body) -> Vec<&'c Agreement> {
    let entity = ctx.model.entity(table.id);
    let stated = table.members.statements().iter().flat_map(|s| &s.basis).chain(table.instalment.statements().iter().flat_map(|s| &s.basis));
    let mut agreements: Vec<&Agreement> = Vec::new();
    for target in entity.laid_down_in.items().chain(&entity.basis).chain(stated).filter_map(|citation| citation.target) {
        let counts = ctx.model.is_regional(target) && ctx.model.text_counts(target);
        let agreement = ctx.model.agreement(target).filter(|a| counts && agreements.iter().all(|other| other.id != a.id));
        agreements.extend(agreement);
    }
    agreements
}

/// Said of a text that is still a draft, its parties may yet change.
fn at_most(ctx: &Context<'_>, agreements: &[&Agreement], severity: Severity) -> Severity {
    if agreements.iter().any(|a| ctx.model.furthest_status(a.id) == Some(Status::Draft)) { Severity::Hint } else { severity }
}

// ------------------------------------------------------------------------------------------------- member, not a party

/// How somebody stands to the parties of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// A party, or bound through one.
    Party,
    /// Another organ of its municipality is a party.
    OtherOrgan,
    /// No party.
    Outsider,
    /// For whom it takes part, or who is a party, is not known.
    Unknown,
}

/// Who is party to the agreements of one table.
#[derive(Default)]
struct Parties {
    actors: FxHashSet<Actor>,
    /// The organs of a municipality that are party; `None` for the legal person.
    organs: FxHashMap<EntityId, Vec<Option<MunicipalOffice>>>,
    /// Kinds of the organisations, and of the offices of the library, that are party.
    organisations: FxHashSet<PartyKind>,
    offices: FxHashSet<PartyKind>,
    /// Whether a group without organisations, or a name that is not known, is among them.
    opaque: bool,
}

impl Parties {
    fn read(ctx: &Context<'_>, agreements: &[&Agreement]) -> Self {
        let mut parties = Self::default();
        for who in agreements.iter().flat_map(|a| a.parties.items()).map(|w| w.who) {
            parties.opaque |= is_opaque(ctx, who);
            for actor in ctx.model.stands_for(who) {
                parties.add(ctx, actor);
            }
        }
        parties
    }

    fn add(&mut self, ctx: &Context<'_>, actor: Actor) {
        self.actors.insert(actor);
        if ctx.model.municipality(actor.of).is_some() {
            self.organs.entry(actor.of).or_default().push(actor.office);
        }
        self.opaque |= ctx.model.party(actor.of).is_some_and(is_unnamed_group);
        self.organisations.extend(ctx.model.party(actor.of).into_iter().flat_map(|p| p.kinds.items()));
        self.offices.extend(ctx.model.office(actor.of).into_iter().flat_map(|p| p.kinds.items()));
    }

    fn standing(&self, ctx: &Context<'_>, actor: Actor) -> Standing {
        let standing = match ctx.model.municipality(actor.of) {
            Some(_) => self.of_organ(actor),
            None => self.of_entity(ctx, actor.of),
        };
        if standing == Standing::Outsider && self.opaque { Standing::Unknown } else { standing }
    }

    /// A municipality is bound as a whole when it is a party itself; its mayor is a member of the college, its officials
    /// work for both. A college that is party does not bind the mayor in his own powers, nor a mayor the college.
    fn of_organ(&self, actor: Actor) -> Standing {
        let Some(organs) = self.organs.get(&actor.of) else { return Standing::Outsider };
        let among = |offices: &[MunicipalOffice]| organs.iter().any(|organ| organ.is_none_or(|office| offices.contains(&office)));
        let bound = match actor.office {
            None => true,
            Some(College | Alderman) => among(&[College]),
            Some(Mayor | Official | Clerk) => among(&[Mayor, College]),
            Some(Council) => among(&[Council]),
        };
        if bound { Standing::Party } else { Standing::OtherOrgan }
    }

    fn of_entity(&self, ctx: &Context<'_>, id: EntityId) -> Standing {
        let direct = self.directly(ctx, itself(id));
        if let Some(role) = ctx.model.role(id) {
            let behind = behind(ctx, role.works_under.items().chain(role.on_behalf.items()).map(|w| w.who));
            return if direct == Standing::Party { direct } else { self.of_those_behind(ctx, &behind) };
        }
        let Some(party) = ctx.model.party(id).filter(|_| direct != Standing::Party) else { return direct };
        let behind = behind(ctx, party.works_under.items().map(|w| w.who));
        if behind.iter().any(|actor| self.directly(ctx, *actor) == Standing::Party) {
            return Standing::Party;
        }
        if ctx.model.place_is_unknown(itself(id)) { Standing::Unknown } else { direct }
    }

    /// How somebody stands by himself, without those behind him.
    fn directly(&self, ctx: &Context<'_>, actor: Actor) -> Standing {
        if ctx.model.municipality(actor.of).is_some() {
            return self.of_organ(actor);
        }
        if self.actors.contains(&actor) {
            return Standing::Party;
        }
        match (ctx.model.party(actor.of), ctx.model.office(actor.of)) {
            (Some(party), _) if party.kinds.items().any(|kind| self.offices.contains(kind)) => Standing::Party,
            (Some(party), _) if party.is(PartyKind::CareAndSafetyHouse) || is_unnamed_group(party) => Standing::Unknown,
            (Some(_), _) => Standing::Outsider,
            (_, Some(office)) if office.kinds.items().any(|kind| self.organisations.contains(kind) || self.offices.contains(kind)) => Standing::Party,
            (_, Some(office)) if office.kinds.has_items() => Standing::Outsider,
            _ => Standing::Unknown,
        }
    }

    /// A function is bound as those are for whom it is fulfilled.
    fn of_those_behind(&self, ctx: &Context<'_>, behind: &[Actor]) -> Standing {
        let standings: Vec<Standing> = behind.iter().filter(|b| ctx.model.role(b.of).is_none()).map(|actor| self.directly(ctx, *actor)).collect();
        let has = |standing: Standing| standings.contains(&standing);
        if has(Standing::Party) {
            Standing::Party
        } else if standings.is_empty() || has(Standing::Unknown) {
            Standing::Unknown
        } else if has(Standing::OtherOrgan) {
            Standing::OtherOrgan
        } else {
            Standing::Outsider
        }
    }

    /// Who of a set does not stand as it should; an office without a place is one of those that there are.
    fn outside(&self, ctx: &Context<'_>, who: Who) -> (Standing, Vec<String>) {
        if let Who::SomeOffice(office) = who {
            let standings: Vec<Standing> = self.organs.keys().map(|of| self.of_organ(Actor { of: *of, office: Some(office) })).collect();
            let best = if standings.contains(&Standing::Party) || self.opaque {
                Standing::Party
            } else if standings.is_empty() {
                Standing::Outsider
            } else {
                Standing::OtherOrgan
            };
            return (best, vec![ctx.model.say(who)]);
        }
        let actors = ctx.model.stands_for(who).into_iter().filter(|actor| !is_named_group(ctx, actor.of));
        let judged: Vec<(Actor, Standing)> = actors.map(|actor| (actor, self.standing(ctx, actor))).collect();
        for standing in [Standing::Outsider, Standing::OtherOrgan] {
            let such: Vec<Actor> = judged.iter().filter(|(_, s)| *s == standing).map(|(actor, _)| *actor).collect();
            if !such.is_empty() {
                let all = such.len() == judged.len();
                return (standing, if all { vec![ctx.model.say(who)] } else { such.iter().map(|actor| ctx.model.say_actor(*actor)).collect() });
            }
        }
        (Standing::Party, Vec::new())
    }
}

/// Everybody for whom somebody works or acts; a table that he acts for says nothing on who is bound.
fn behind(ctx: &Context<'_>, whos: impl Iterator<Item = Who>) -> Vec<Actor> {
    let mut all: Vec<Actor> = Vec::new();
    for actor in whos.flat_map(|who| ctx.model.expand(who)) {
        all.push(actor);
        all.extend(ctx.model.everybody_above(actor));
    }
    all
}

fn is_opaque(ctx: &Context<'_>, who: Who) -> bool {
    match who {
        Who::Unknown | Who::SomeOffice(_) => true,
        Who::Entity(id) => ctx.model.party(id).is_some_and(is_unnamed_group),
        _ => false,
    }
}

/// A group whose organisations are named: they stand for it.
fn is_named_group(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.party(id).is_some_and(|party| party.members.has_items())
}

fn members_outside(ctx: &Context<'_>, table: &Body, agreements: &[&Agreement]) -> Option<Finding> {
    let known = |a: &&Agreement| a.parties.has_items() && !a.parties.has_open();
    if agreements.is_empty() || !agreements.iter().all(known) {
        return None;
    }
    let parties = Parties::read(ctx, agreements);
    // A joint arrangement is made by public organs; others at its tables cannot simply join it.
    let joint = agreements.iter().all(|a| a.is_joint_arrangement());
    let mut first: Option<Place> = None;
    let (mut names, mut severity) = (Vec::new(), Severity::Hint);
    // A seat that rests on a mandate or article of its own is not explained by this agreement.
    for seat in ctx.model.seats(table.id).filter(|seat| Model::is_full_member(seat) && seat.basis.is_none()) {
        let Some((standing, whos)) = outside(ctx, &parties, seat).filter(|_| !joint || is_municipal(ctx, seat)) else { continue };
        first = first.or(Some(seat.place));
        severity = severity.max(if standing == Standing::Outsider { Severity::Warning } else { Severity::Hint });
        names.extend(whos.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
    }
    Some(not_a_party(ctx, table, agreements, &names, at_most(ctx, agreements, severity), first?))
}

fn is_municipal(ctx: &Context<'_>, seat: &Seat) -> bool {
    let who = Model::principal(seat);
    matches!(who, Who::SomeOffice(_)) || ctx.model.stands_for(who).iter().any(|actor| ctx.model.municipality(actor.of).is_some())
}

/// How a seat falls outside the parties: neither for whom it is held nor who holds it is a party.
fn outside(ctx: &Context<'_>, parties: &Parties, seat: &Seat) -> Option<(Standing, Vec<String>)> {
    let principal = parties.outside(ctx, Model::principal(seat));
    let is_outside = |standing: Standing| matches!(standing, Standing::Outsider | Standing::OtherOrgan);
    let holder = || parties.outside(ctx, seat.who).0;
    (is_outside(principal.0) && (seat.on_behalf.is_none() || is_outside(holder()))).then_some(principal)
}

fn not_a_party(ctx: &Context<'_>, table: &Body, agreements: &[&Agreement], names: &[String], severity: Severity, place: Place) -> Finding {
    let texts: Vec<&str> = agreements.iter().map(|a| ctx.name(a.id)).collect();
    let (table, who, texts) = (ctx.name(table.id), quoted(names, 3), quoted(&texts, 2));
    let headline = if names.len() == 1 {
        message!("niet gebleken dat {who}, lid van `{table}`, partij is bij {texts}", "it does not appear that {who}, member of `{table}`, is party to {texts}"; who = who.clone(), table = table, texts = texts.clone())
    } else {
        message!("niet gebleken dat {who}, leden van `{table}`, partij zijn bij {texts}", "it does not appear that {who}, members of `{table}`, are party to {texts}"; who = who.clone(), table = table, texts = texts.clone())
    };
    let mut finding = RULE
        .finding_at(severity, place, headline)
        .label(message!("lid, maar geen partij", "member, but no party"))
        .why(message!(
            "`{table}` berust op {texts}. Een overeenkomst bindt wie haar sluit; wie alleen aan tafel zit, is aan de afspraken niet gebonden. Een ander orgaan van dezelfde gemeente bindt alleen zichzelf.",
            "`{table}` rests on {texts}. An agreement binds those who enter into it; whoever only sits at the table is not bound by what was agreed. Another organ of the same municipality binds only itself."; table = table, texts = texts.clone()
        ))
        .remedy(message!(
            "Laat {who} partij worden bij {texts}, of geef de zetel een andere rol, zoals `als adviseur`.",
            "Have {who} become party to {texts}, or give the seat another role, such as `als adviseur`."; who = who, texts = texts
        ));
    for agreement in agreements.iter().take(2) {
        finding = finding
            .related(agreement.parties.place().unwrap_or_else(|| ctx.at(agreement.id)), message!("dit zijn de partijen", "these are the parties"));
    }
    finding.fixes.extend(as_party(ctx, agreements, names));
    finding
}

/// Adds the members to the parties, where each can be named as one.
fn as_party(ctx: &Context<'_>, agreements: &[&Agreement], names: &[String]) -> Option<Fix> {
    let [agreement] = agreements else { return None };
    let last = agreement.parties.items().last()?;
    let nameable = names.iter().all(|name| name.contains(" van ") || ctx.model.find(name).is_some());
    let place = Place { file: last.place.file, span: Span { start: last.place.span.end, end: last.place.span.end } };
    let title = message!("voeg toe aan de partijen van `{name}`", "add to the parties of `{name}`"; name = ctx.name(agreement.id));
    nameable.then(|| Fix { title, edits: vec![Edit { place, text: format!(", {}", names.join(", ")) }], safe: false })
}

// ----------------------------------------------------------------------------------------------------- party, no seat

/// Who sits at the tables of an agreement, in whatever role.
#[derive(Default)]
struct Seated {
    actors: FxHashSet<Actor>,
    municipalities: FxHashSet<EntityId>,
    kinds: FxHashSet<PartyKind>,
    /// One of the municipalities sits there, and which is not known.
    some_municipality: bool,
    /// Somebody sits there of whom it is not known for whom.
    opaque: bool,
}

impl Seated {
    fn read(ctx: &Context<'_>, tables: &[&Body]) -> Self {
        let mut seated = Self::default();
        for table in tables {
            let seats = ctx.model.seats(table.id).flat_map(|seat| std::iter::once(seat.who).chain(seat.on_behalf.map(|w| w.who)));
            for who in seats.chain(table.chair.items().map(|w| w.who)) {
                seated.add(ctx, who);
            }
        }
        seated
    }

    fn add(&mut self, ctx: &Context<'_>, who: Who) {
        self.some_municipality |= matches!(who, Who::SomeOffice(_));
        self.opaque |= who == Who::Unknown;
        for actor in ctx.model.stands_for(who).into_iter().chain(ctx.model.expand(who)) {
            let unnamed = ctx.model.party(actor.of).is_some_and(is_unnamed_group);
            let role = ctx.model.role(actor.of);
            let for_whom = role.into_iter().flat_map(|r| r.works_under.items().chain(r.on_behalf.items())).map(|w| w.who);
            let above = behind(ctx, for_whom);
            self.opaque |= unnamed || ctx.model.body(actor.of).is_some() || role.is_some() && above.is_empty();
            for one in std::iter::once(actor).chain(above).chain(ctx.model.everybody_above(actor)) {
                self.opaque |= one != actor && ctx.model.body(one.of).is_some();
                self.actors.insert(one);
                self.municipalities.extend(ctx.model.municipality(one.of).map(|m| m.id));
                self.kinds.extend(ctx.model.office(one.of).into_iter().flat_map(|o| o.kinds.items()));
            }
        }
    }

    fn has(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        if ctx.model.municipality(actor.of).is_some() {
            return self.some_municipality || self.municipalities.contains(&actor.of);
        }
        // A house or executive organisation is what such an agreement is about.
        let subject = |p: &Party| p.is(PartyKind::CareAndSafetyHouse) || p.is(PartyKind::Executive) || is_unnamed_group(p) || p.members.has_items();
        let by_office = |p: &Party| p.kinds.items().any(|kind| self.kinds.contains(kind));
        let office_of_seated = || {
            let kinds: FxHashSet<PartyKind> = ctx.model.office(actor.of).into_iter().flat_map(|o| o.kinds.items()).copied().collect();
            self.actors.iter().any(|a| ctx.model.party(a.of).is_some_and(|p| p.kinds.items().any(|kind| kinds.contains(kind))))
        };
        self.actors.contains(&actor)
            || ctx.model.party(actor.of).is_some_and(|p| subject(p) || by_office(p))
            || ctx.model.role(actor.of).is_some()
            || ctx.model.body(actor.of).is_some()
            || ctx.model.office(actor.of).is_some() && (by_kind(ctx, actor.of, &self.kinds) || office_of_seated())
            || ctx.model.everybody_above(actor).iter().any(|above| self.actors.contains(above))
    }
}

fn by_kind(ctx: &Context<'_>, office: EntityId, kinds: &FxHashSet<PartyKind>) -> bool {
    ctx.model.office(office).is_some_and(|o| !o.kinds.has_items() || o.kinds.items().any(|kind| kinds.contains(kind)))
}

fn parties_without_seat(ctx: &Context<'_>, agreement: &Agreement, tables: &[&Body], findings: &mut Findings) {
    // Whoever works out or carries out need not all be there; who gives direction does.
    let Some(table) = tables.iter().find(|t| !t.level.is_given() || t.level.says(Level::Administrative)) else { return };
    let seated = Seated::read(ctx, tables);
    if seated.opaque || tables.iter().any(|t| t.members.has_open()) || agreement.parties.has_open() {
        return;
    }
    let (mut municipal, mut others) = (Vec::new(), Vec::new());
    for party in agreement.parties.items() {
        let without: Vec<Actor> = ctx.model.stands_for(party.who).into_iter().filter(|actor| !seated.has(ctx, *actor)).collect();
        let is_municipal = without.first().is_some_and(|actor| ctx.model.municipality(actor.of).is_some());
        let list = if is_municipal { &mut municipal } else { &mut others };
        list.extend(as_written(ctx, [party.who], &without).into_iter().filter(|name| !list.contains(name)).collect::<Vec<_>>());
    }
    if let Some(key) = table.members.key().filter(|_| !municipal.is_empty()) {
        findings.push(no_seat(ctx, agreement, table, key, &municipal));
    }
    if let Some(key) = agreement.parties.key().filter(|_| !others.is_empty()) {
        findings.push(no_seat(ctx, agreement, table, key, &others));
    }
}

fn no_seat(ctx: &Context<'_>, agreement: &Agreement, table: &Body, place: Place, names: &[String]) -> Finding {
    let (who, text, table_name) = (quoted(names, 3), ctx.name(agreement.id), ctx.name(table.id));
    let has = by_number(names.len(), message!("heeft", "has"), message!("hebben", "have"));
    let headline = message!("niet gebleken dat {who}, partij bij `{text}`, een zetel {has} aan `{table}`", "it does not appear that {who}, party to `{text}`, {has} a seat at `{table}`"; who = who.clone(), text = text, has = has, table = table_name);
    let related = if Some(place) == table.members.key() { agreement.parties.place() } else { table.members.place() };
    let mut finding = RULE
        .finding_at(Severity::Hint, place, headline)
        .label(message!("partij, maar geen zetel", "party, but no seat"))
        .why(message!(
            "Wie partij is, is gebonden aan wat hier wordt afgesproken. Zonder zetel, en zonder dat een ander namens hem zit, heeft hij er geen stem in.",
            "Whoever is a party is bound by what is agreed here. Without a seat, and without anybody sitting on its behalf, it has no say in it."
        ))
        .remedy(message!(
            "Geef {who} een zetel, of zeg bij een andere zetel met `namens` dat zij ook voor {who} is.",
            "Give {who} a seat, or say with `namens` that another seat is for {who} too."; who = who
        ));
    if let Some(related) = related {
        finding = finding.related(related, message!("hier staan de anderen", "the others are stated here"));
    }
    finding
}
