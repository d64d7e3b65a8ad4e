//! `gemeente-zonder-zetel`: a municipality that a table is for has no seat there, and nobody sits for it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Count, quoted};
use crate::message;
use crate::model::Model;
use crate::model::fact::Fact;
use crate::model::parts::Body;
use crate::model::presence::{Pool, Presence};
use crate::model::refs::{Act, Actor, EntityId, Ref, Scope, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::{Key, Level, WorkForm};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "gemeente-zonder-zetel",
    group: Group::Composition,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een gemeente heeft geen zetel aan een regionale tafel en is er niet vertegenwoordigd",
        "a municipality has no seat at a regional table and is not represented there",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist, outcome 3")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let (informed, areas) = (Informed::read(ctx), Areas::read(ctx));
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        if let Some(key) = table.members.key().filter(|_| table.members.has_items() && !table.members.has_open()) {
            findings.extend(at_table(ctx, table, key, (&informed, &areas)));
        }
    }
}

fn at_table(ctx: &Context<'_>, table: &Body, key: Place, (informed, areas): (&Informed, &Areas)) -> Option<Finding> {
    if table.level.says(Level::Executive) || law_says_who(ctx, table.id) {
        return None;
    }
    let binds = table.decides.is_given();
    let mut presence = ctx.model.presence(table.id, !binds);
    if presence.unclear || (!presence.administrators && !(binds && presence.seated.is_empty())) {
        return None;
    }
    presence.represented.extend(who_gave_authority(ctx, table, &presence));
    let (concerned, reason) = concerned(ctx, table, &presence, areas)?;
    let without: Vec<EntityId> = concerned.into_iter().filter(|id| !presence.has(*id) && ctx.model.in_force(*id)).collect();
    if without.iter().all(|id| sits_at_sister(ctx, table, *id)) {
        return None;
    }
    let (pooled, named): (Vec<EntityId>, Vec<EntityId>) = without.into_iter().partition(|id| presence.pooled_seats(*id) > 0);
    let doubt = presence.doubtful || table.work_form.says(WorkForm::Align);
    let severity = match (binds, reason) {
        (true, Reason::Instituted | Reason::PerArea) => Severity::Error,
        _ if doubt => Severity::Hint,
        _ => Severity::Warning,
    };
    if !named.is_empty() {
        return Some(with_reason(ctx, no_seat(ctx, table, key, &named, severity), table, reason));
    }
    let pooled: Vec<EntityId> = pooled.into_iter().filter(|id| !informed.of(table.id, *id)).collect();
    let short = shortage(ctx, table, &presence, &pooled)?;
    let severity = if short.certain { severity } else { Severity::Hint };
    Some(with_reason(ctx, too_few(ctx, table, key, &short, severity), table, reason))
}

/// Whether a municipality has its seat in another board of the same arrangement: its daily board need not hold all (Wgr 14).
fn sits_at_sister(ctx: &Context<'_>, table: &Body, municipality: EntityId) -> bool {
    let arrangements = |id: EntityId| {
        let entity = ctx.model.entity(id);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items());
        grounds.filter_map(|c| c.target).filter(|target| ctx.competence.is_arrangement_with_body(*target)).collect::<Vec<_>>()
    };
    let own = arrangements(table.id);
    let mut sisters = ctx.model.bodies.iter().filter(|b| b.id != table.id && !own.is_empty() && arrangements(b.id).iter().any(|a| own.contains(a)));
    sisters.any(|sister| ctx.model.presence(sister.id, true).has(municipality))
}

/// Whether the law itself names the municipal organs at this table; `verplichte-deelnemer-ontbreekt` tells who lacks.
fn law_says_who(ctx: &Context<'_>, table: EntityId) -> bool {
    let tables = ctx.model.entity(table).basis.iter().filter_map(|citation| ctx.competence.statutory_table(citation));
    tables.into_iter().any(|id| ctx.model.seats(id).any(|seat| matches!(seat.who, Who::Office(..) | Who::SomeOffice(_))))
}

/// The municipalities that gave the table, or somebody who sits there, a mandate or authorisation.
fn who_gave_authority(ctx: &Context<'_>, table: &Body, presence: &Presence) -> FxHashSet<EntityId> {
    let mut actors = vec![Actor { of: table.id, office: None }];
    for seat in ctx.model.seats(table.id).filter(|s| Model::is_full_member(s) && s.per.is_none()) {
        actors.extend(ctx.model.expand(seat.who));
    }
    for Pool { office, candidates, .. } in &presence.pools {
        actors.extend(candidates.iter().map(|of| Actor { of: *of, office: *office }));
    }
    actors.into_iter().flat_map(|actor| ctx.competence.givers_to(actor)).map(|giver| giver.of).collect()
}

// ------------------------------------------------------------------------------------------------- for whom a table is

/// Why a table is for municipalities that do not sit there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// Their organs instituted it or gave it its assignment, or it acts for them.
    Instituted,
    /// It has seats for each area.
    PerArea,
    /// Most of them sit there, or some of every area.
    Regional,
}

/// The municipalities that a table is for, in the order of the text.
fn concerned(ctx: &Context<'_>, table: &Body, presence: &Presence, areas: &Areas) -> Option<(Vec<EntityId>, Reason)> {
    let acts = [&table.instalment, &table.assignment];
    let mut instituted = of_whos(ctx, acts.iter().flat_map(|act| actors(act)));
    instituted.extend(of_whos(ctx, table.on_behalf.items()));
    if instituted.len() > 1 {
        return Some((in_order(ctx, instituted), Reason::Instituted));
    }
    if !presence.pools.is_empty() {
        let all = presence.pools.iter().flat_map(|pool| pool.candidates.iter().copied()).chain(presence.seated.iter().copied());
        return Some((in_order(ctx, all.collect()), Reason::PerArea));
    }
    let seated: FxHashSet<EntityId> = presence.seated.iter().copied().filter(|id| ctx.model.in_force(*id)).collect();
    if seated.len() < 2 {
        return None;
    }
    let wide = answers_to(ctx, table, &seated).or_else(|| areas.smallest(&seated))?;
    (2 * seated.len() > wide.len() || areas.all_have_somebody(&seated)).then(|| (in_order(ctx, wide), Reason::Regional))
}

fn actors(act: &Fact<Act>) -> impl Iterator<Item = &WhoRef> {
    act.values().flat_map(|act| act.by.iter().map(|by| &by.who))
}

fn of_whos<'w>(ctx: &Context<'_>, whos: impl Iterator<Item = &'w WhoRef>) -> FxHashSet<EntityId> {
    let scopes = whos.filter_map(|who| match who.who {
        Who::Office(_, scope) | Who::Every(scope) => Some(scope),
        _ => None,
    });
    scopes.flat_map(|scope| ctx.model.municipalities_in(&scope).to_vec()).collect()
}

/// To whom the table accounts or whose agreement makes it, where that holds all who sit there.
fn answers_to(ctx: &Context<'_>, table: &Body, seated: &FxHashSet<EntityId>) -> Option<FxHashSet<EntityId>> {
    let entity = ctx.model.entity(table.id);
    let agreements = entity.laid_down_in.items().chain(&entity.basis).filter_map(|c| c.target).filter_map(|id| ctx.model.agreement(id));
    let mut stated = of_whos(ctx, table.accountable_to.items());
    stated.extend(of_whos(ctx, agreements.flat_map(|a| a.parties.items())));
    stated.is_superset(seated).then_some(stated)
}

/// The areas and regions of the text.
struct Areas {
    /// The different sets of municipalities, each in order.
    sets: Vec<Vec<EntityId>>,
    /// The places of the sets that hold a municipality.
    by_municipality: FxHashMap<EntityId, Vec<usize>>,
    /// The areas of each kind of which there are several.
    of_kind: Vec<Vec<Vec<EntityId>>>,
}

impl Areas {
    fn read(ctx: &Context<'_>) -> Self {
        let mut sets: BTreeSet<Vec<EntityId>> = ctx.model.regions.iter().map(|region| in_a_set(&region.municipalities)).collect();
        let mut kinds: BTreeMap<&str, Vec<Vec<EntityId>>> = BTreeMap::new();
        for area in ctx.model.areas.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.in_force(a.id)) {
            let set = in_a_set(&area.municipalities);
            if let Some(kind) = area.kind.as_deref().filter(|_| !set.is_empty()) {
                kinds.entry(kind).or_default().push(set.clone());
            }
            sets.insert(set);
        }
        let sets: Vec<Vec<EntityId>> = sets.into_iter().collect();
        let mut by_municipality: FxHashMap<EntityId, Vec<usize>> = FxHashMap::default();
        for (at, set) in sets.iter().enumerate() {
            set.iter().for_each(|id| by_municipality.entry(*id).or_default().push(at));
        }
        Self { sets, by_municipality, of_kind: kinds.into_values().filter(|areas| areas.len() > 1).collect() }
    }

    /// The smallest area or region that holds all of some municipalities.
    fn smallest(&self, seated: &FxHashSet<EntityId>) -> Option<FxHashSet<EntityId>> {
        let sets = self.by_municipality.get(seated.iter().min()?)?.iter().filter_map(|at| self.sets.get(*at));
        let holding = sets.filter(|set| set.len() >= seated.len() && seated.iter().all(|id| set.binary_search(id).is_ok()));
        holding.min_by_key(|set| set.len()).map(|set| set.iter().copied().collect())
    }

    /// Whether each area of some kind has somebody among these.
    fn all_have_somebody(&self, seated: &FxHashSet<EntityId>) -> bool {
        let mut kinds = self.of_kind.iter().filter(|areas| areas.len() <= seated.len());
        kinds.any(|areas| areas.iter().all(|area| area.iter().any(|id| seated.contains(id))))
    }
}

fn in_a_set(municipalities: &Fact<Vec<Ref>>) -> Vec<EntityId> {
    let mut set: Vec<EntityId> = municipalities.items().map(|m| m.id).collect();
    set.sort_unstable();
    set.dedup();
    set
}

fn in_order(ctx: &Context<'_>, ids: FxHashSet<EntityId>) -> Vec<EntityId> {
    let here = ctx.model.municipalities_in(&Scope::Region);
    let (mut ordered, mut seen) = (Vec::with_capacity(ids.len()), FxHashSet::default());
    ordered.extend(here.iter().copied().filter(|id| ids.contains(id) && seen.insert(*id)));
    let mut others: Vec<EntityId> = ids.into_iter().filter(|id| !seen.contains(id)).collect();
    others.sort_unstable();
    ordered.extend(others);
    ordered
}

/// The municipalities to which a route reports back on what a table discusses, or that it informs.
#[derive(Default)]
struct Informed(FxHashSet<(EntityId, EntityId)>);

impl Informed {
    fn read(ctx: &Context<'_>) -> Self {
        let mut found = Self::default();
        let mut discussing: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
        for table in &ctx.model.bodies {
            table.agenda.items().for_each(|topic| discussing.entry(topic.id).or_default().push(table.id));
        }
        for route in ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
            let mut tables: FxHashSet<EntityId> = route.steps.iter().flat_map(|s| &s.whos).filter_map(|w| table_in(ctx, w.who)).collect();
            tables.extend(route.topics.items().filter_map(|topic| discussing.get(&topic.id)).flatten());
            let told = route.steps.iter().filter(|s| matches!(s.key, Key::Inform | Key::ReportBack)).flat_map(|s| &s.whos);
            let municipalities = of_whos(ctx, told);
            found.0.extend(tables.iter().flat_map(|table| municipalities.iter().map(move |m| (*table, *m))));
        }
        found
    }

    fn of(&self, table: EntityId, municipality: EntityId) -> bool {
        self.0.contains(&(table, municipality))
    }
}

fn table_in(ctx: &Context<'_>, who: Who) -> Option<EntityId> {
    match who {
        Who::Entity(id) | Who::MembersOf(id) => ctx.model.body(id).map(|b| b.id),
        _ => None,
    }
}

/// How far the seats per area fall short of the municipalities.
struct Shortage {
    seats: usize,
    municipalities: usize,
    /// Whether there are fewer seats than municipalities; else one office alone has fewer.
    certain: bool,
}

/// Whether the seats of a pool are too few for all its municipalities that have no other seat.
fn shortage(ctx: &Context<'_>, table: &Body, presence: &Presence, without: &[EntityId]) -> Option<Shortage> {
    let accounts = of_whos(ctx, table.accountable_to.items());
    let open: Vec<EntityId> = without.to_vec();
    let lacking = |pool: &Pool, seats: usize| {
        let waiting: Vec<&EntityId> = pool.candidates.iter().filter(|id| open.contains(id)).collect();
        (waiting.len() > seats).then(|| waiting.iter().all(|id| accounts.contains(id)))
    };
    let by_all: Vec<bool> = presence.pools.iter().filter_map(|pool| lacking(pool, seats_like(presence, pool))).collect();
    let by_office = presence.pools.iter().any(|pool| lacking(pool, pool.seats).is_some());
    if by_all.is_empty() && !by_office {
        return None;
    }
    // Who hears afterwards from a table that accounts to its council has at least that.
    let certain = by_all.iter().any(|accounted| !accounted);
    let seats = presence.pools.iter().map(|pool| pool.seats).sum();
    Some(Shortage { seats, municipalities: open.len(), certain })
}

/// All seats for the same municipalities as a pool, of whatever office.
fn seats_like(presence: &Presence, pool: &Pool) -> usize {
    presence.pools.iter().filter(|other| other.candidates == pool.candidates).map(|other| other.seats).sum()
}

// ------------------------------------------------------------------------------------------------------------- telling

fn no_seat(ctx: &Context<'_>, table: &Body, key: Place, without: &[EntityId], severity: Severity) -> Finding {
    let names: Vec<&str> = without.iter().map(|id| ctx.name(*id)).collect();
    let (name, who) = (ctx.name(table.id), quoted(&names, 4));
    let finding = RULE
        .finding_at(
            severity,
            key,
            message!("geen zetel of vertegenwoordiging in `{name}` gebleken voor {who}", "no seat or representation in `{name}` appears for {who}"; name = name, who = who.clone()),
        )
        .label(message!("niet alle gemeenten", "not all municipalities"))
        .why(why(table))
        .remedy(message!(
            "Geef {who} een zetel, zeg wie er namens hen zit (`namens …`) en waarop dat rust, of leg vast hoe zij wordt gehoord.",
            "Give {who} a seat, say who sits on their behalf (`namens …`) and on what ground, or lay down how they are heard."; who = who
        ));
    // Who only advises now becomes a member where that is stated.
    let advises = ctx.model.presence(table.id, true);
    let seats = if without.iter().any(|id| advises.has(*id)) { &[] } else { names.as_slice() };
    with_fixes(ctx, finding, table, seats)
}

fn too_few(ctx: &Context<'_>, table: &Body, key: Place, short: &Shortage, severity: Severity) -> Finding {
    let name = ctx.name(table.id);
    let seats = Count { number: short.seats, dutch: ("zetel", "zetels"), english: ("seat", "seats") };
    let municipalities = Count { number: short.municipalities, dutch: ("gemeente", "gemeenten"), english: ("municipality", "municipalities") };
    let how_many = if short.seats < short.municipalities {
        message!("{seats} voor {municipalities}", "{seats} for {municipalities}"; seats = seats, municipalities = municipalities)
    } else {
        message!("wie welke zetel heeft, is niet gezegd", "whose seat is whose is not said")
    };
    let finding = RULE
        .finding_at(
            severity,
            key,
            message!(
                "niet gebleken dat elke gemeente in `{name}` een zetel heeft of vertegenwoordigd is: {how_many}",
                "it does not appear that every municipality has a seat in `{name}` or is represented: {how_many}"; name = name, how_many = how_many
            ),
        )
        .label(message!("namens wie zitten zij er?", "for whom do they sit there?"))
        .why(why(table))
        .remedy(message!(
            "Zeg voor wie elke zetel is (`namens college van elke gemeente`) en waarop dat rust, of leg in een route vast dat aan elke gemeente wordt teruggekoppeld.",
            "Say for whom each seat is (`namens college van elke gemeente`) and on what ground, or lay down in a route that every municipality hears back."
        ));
    with_fixes(ctx, finding, table, &[])
}

fn why(table: &Body) -> crate::lang::Message {
    if table.decides.is_given() {
        return message!(
            "Dit overleg besluit. Een gemeente die er niet zit en er niemand heeft gemachtigd, is aan dat besluit in beginsel niet gebonden, en heeft er niet over meegesproken.",
            "This table decides. A municipality that does not sit there and has authorised nobody is in principle not bound by the decision, and had no say in it."
        );
    }
    message!(
        "Bij een regionale tafel hoort dat elke gemeente er een zetel heeft of weet wie haar vertegenwoordigt. Anders hoort zij pas achteraf wat er is afgesproken, en voelt zij zich er niet aan gehouden. Dit is een norm van de VNG, geen wet.",
        "At a regional table, every municipality should have a seat or know who represents it. Otherwise it hears only afterwards what was agreed, and does not feel bound. This is a norm of the VNG, not a law."
    )
}

fn with_reason(ctx: &Context<'_>, finding: Finding, table: &Body, reason: Reason) -> Finding {
    let finding = match table.decides.key().filter(|_| table.decides.is_given()) {
        Some(key) => finding.related(key, message!("hier wordt besloten", "this table decides")),
        None => finding,
    };
    let instituted = [table.instalment.place(), table.assignment.place(), table.on_behalf.place()].into_iter().flatten().next();
    match (reason, instituted, ctx.model.regions.as_slice()) {
        (Reason::Instituted, Some(place), _) => finding.related(place, message!("hiervoor staan ook zij", "they stand behind it too")),
        (_, _, [region]) if ctx.model.is_regional(region.id) => {
            let place = region.municipalities.place().unwrap_or(ctx.at(region.id));
            finding.related(place, message!("de gemeenten van de regio", "the municipalities of the region"))
        }
        _ => finding,
    }
}

/// Seats for those who are named, in the office that all others have; and the rest of the seats as an open point.
fn with_fixes(ctx: &Context<'_>, mut finding: Finding, table: &Body, names: &[&str]) -> Finding {
    let last = table.members.values().next().and_then(|seats| seats.last());
    if let Some(last) = last.filter(|_| !names.is_empty()) {
        let office = one_office(ctx, table);
        let seats: String = names.iter().map(|name| office.map_or(format!(", {name}"), |office| format!(", {} van {name}", office.word()))).collect();
        let place = Place { file: last.place.file, span: Span { start: last.place.span.end, end: last.place.span.end } };
        let title = message!("geef hun een zetel", "give them a seat");
        finding = finding.fix(Fix { title, edits: vec![Edit { place, text: seats }], safe: false });
    }
    let title = message!("noteer de overige zetels als open punt", "note the other seats as an open point");
    finding.fixes.extend(ctx.add_property(table.id, title, "leden nog te regelen"));
    finding
}

fn one_office(ctx: &Context<'_>, table: &Body) -> Option<MunicipalOffice> {
    let offices: FxHashSet<MunicipalOffice> = ctx
        .model
        .seats(table.id)
        .filter_map(|seat| match seat.who {
            Who::Office(office, _) => Some(office),
            _ => None,
        })
        .collect();
    let mut offices = offices.into_iter();
    offices.next().filter(|_| offices.next().is_none())
}
