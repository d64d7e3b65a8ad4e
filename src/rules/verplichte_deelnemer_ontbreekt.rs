//! `verplichte-deelnemer-ontbreekt`: a table that says it is the one that a law prescribes lacks somebody whom that law
//! puts at it, or a subject that the law gives it.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::{Body, Party};
use crate::model::refs::{Citation, EntityId, Ref, Scope, Seat, Who, WhoRef};
use crate::model::sharing::is_unnamed_group;
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::PartyKind;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "verplichte-deelnemer-ontbreekt",
    group: Group::Composition,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "in een wettelijk overleg ontbreekt een deelnemer of onderwerp dat de wet noemt",
        "a statutory table lacks a participant or subject that the law names",
    ),
    sources: &[Source::Law("Wvggz", "art. 8:31 lid 1"), Source::Law("Politiewet", "art. 13"), Source::Law("Wpr", "art. 3 lid 1")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        let mut seen = Vec::new();
        for citation in &ctx.model.entity(table.id).basis {
            let Some(statutory) = ctx.competence.statutory_table(citation).and_then(|id| ctx.model.body(id)) else { continue };
            if !seen.contains(&statutory.id) {
                seen.push(statutory.id);
                let mut found = Findings::default();
                seats(ctx, table, statutory, citation, &mut found);
                subjects(ctx, table, statutory, citation, &mut found);
                findings.extend(found.into_vec().into_iter().map(|mut finding| {
                    finding.sources.push(ctx.source(citation));
                    finding
                }));
            }
        }
    }
}

// -------------------------------------------------------------------------------------------------------------- seats

/// Somebody who lacks a seat: as one reads it, and as one writes it in a text.
struct Missing {
    said: String,
    written: String,
}

fn seats(ctx: &Context<'_>, table: &Body, statutory: &Body, citation: &Citation, findings: &mut Findings) {
    // Advisers, listeners and guests of the law come when they are asked.
    let required: Vec<&Seat> = ctx.model.seats(statutory.id).filter(|seat| seat.role.is_none()).collect();
    if required.is_empty() || table.members.open().is_some() {
        return;
    }
    if table.members.is_unstated() {
        findings.push(no_seats(ctx, table, &required, citation));
        return;
    }
    let seated = Seated::read(ctx, table.id);
    let missing: Vec<Missing> = required.iter().flat_map(|seat| lacking(ctx, &seated, seat.who)).collect();
    let Some(key) = table.members.key().filter(|_| !missing.is_empty()) else { return };
    // A group without organisations may be the one that is missed.
    let severity = if seated.opaque { Severity::Warning } else { Severity::Error };
    findings.push(no_seat_for(ctx, table, &missing, citation, (key, severity)));
}

fn no_seat_for(ctx: &Context<'_>, table: &Body, missing: &[Missing], citation: &Citation, (key, severity): (Place, Severity)) -> Finding {
    let said: Vec<&str> = missing.iter().map(|m| m.said.as_str()).collect();
    let (name, who, law) = (ctx.name(table.id), quoted(&said, 4), ctx.words(citation.place));
    let headline = message!("`{name}` noemt geen zetel voor {who}, hoewel {law} die deelname voorschrijft", "`{name}` names no seat for {who}, whose part {law} prescribes"; name = name, who = who.clone(), law = law);
    let mut finding = RULE
        .finding_at(severity, key, headline)
        .label(message!("wettelijke deelnemer ontbreekt", "statutory participant is missing"))
        .why(message!(
            "`{name}` beroept zich op {law}. Dat artikel noemt wie aan het overleg deelnemen; zonder hen is dit niet het overleg dat de wet voorschrijft.",
            "`{name}` relies on {law}. That article names who take part; without them this is not the table that the law prescribes."; name = name, law = law
        ))
        .remedy(message!(
            "Voeg een zetel toe voor {who}, of noem de partij aan tafel die hen vertegenwoordigt.",
            "Add a seat for {who}, or name the party at the table that represents them."; who = who
        ))
        .related(citation.place, message!("hier staat de grondslag", "the ground is stated here"));
    if let Some(last) = table.members.items().last() {
        let written: Vec<&str> = missing.iter().map(|m| m.written.as_str()).collect();
        let edits = vec![Edit { place: after(last.place), text: format!(", {}", written.join(", ")) }];
        finding = finding.fix(Fix { title: message!("voeg de zetels toe", "add the seats"), edits, safe: false });
    }
    finding
}

fn no_seats(ctx: &Context<'_>, table: &Body, required: &[&Seat], citation: &Citation) -> Finding {
    let said: Vec<String> = required.iter().map(|seat| say(ctx, seat.who)).collect();
    let (name, who, law) = (ctx.name(table.id), quoted(&said, 5), ctx.words(citation.place));
    let mut finding = RULE
        .finding_at(Severity::Warning, ctx.at(table.id), message!("`{name}` noemt geen leden, terwijl {law} zegt wie deelnemen", "`{name}` names no members, while {law} says who take part"; name = name, law = law))
        .label(message!("leden niet genoemd", "members not named"))
        .why(message!(
            "{law} noemt {who} als deelnemers. Of zij er zitten, blijkt niet.",
            "{law} names {who} as participants. Whether they sit there does not appear."; law = law, who = who
        ))
        .remedy(message!("Noem de zetels: `leden …`.", "Name the seats: `leden …`."))
        .related(citation.place, message!("hier staat de grondslag", "the ground is stated here"));
    finding.fixes.extend(ctx.add_property(
        table.id,
        message!("noteer de leden als open punt", "note the members as an open point"),
        "leden nog te regelen",
    ));
    finding
}

fn lacking(ctx: &Context<'_>, seated: &Seated, required: Who) -> Vec<Missing> {
    match required {
        Who::Entity(class) if !seated.has_class(ctx, class) => vec![Missing { said: say(ctx, required), written: ctx.name(class).to_owned() }],
        Who::Office(organ, _) => seated.without(ctx, organ),
        Who::SomeOffice(organ) if !seated.has_any(organ) => vec![Missing { said: organ.word().to_owned(), written: organ.word().to_owned() }],
        _ => Vec::new(),
    }
}

/// An office of the law by its title, which a reader knows.
fn say(ctx: &Context<'_>, who: Who) -> String {
    match who {
        Who::Entity(id) => ctx.model.entity(id).title.as_deref().unwrap_or_else(|| ctx.name(id)).to_owned(),
        other => ctx.model.say(other),
    }
}

/// Who sits at a table, or is represented there.
#[derive(Default)]
struct Seated {
    offices: FxHashSet<EntityId>,
    kinds: FxHashSet<PartyKind>,
    /// Municipal offices of which it is stated for which municipality they sit.
    named: FxHashSet<(MunicipalOffice, EntityId)>,
    /// Municipal offices that sit for every municipality, or for an area.
    whole: FxHashSet<MunicipalOffice>,
    /// Municipalities as such, with any of their organs.
    municipalities: FxHashSet<EntityId>,
    every_municipality: bool,
    opaque: bool,
    visited: FxHashSet<EntityId>,
}

impl Seated {
    fn read(ctx: &Context<'_>, table: EntityId) -> Self {
        let mut seated = Self::default();
        seated.add_seats(ctx, table);
        seated
    }

    fn add_seats(&mut self, ctx: &Context<'_>, table: EntityId) {
        if self.visited.insert(table) {
            for seat in ctx.model.seats(table) {
                let principal = seat.on_behalf.map(|principal| principal.who);
                self.add(ctx, in_the_place_of(seat.who, principal));
                if let Some(principal) = principal {
                    self.add(ctx, principal);
                }
            }
        }
    }

    fn add(&mut self, ctx: &Context<'_>, who: Who) {
        match who {
            Who::Office(office, scope) => match Self::named_in(ctx, &scope) {
                Some(here) => self.named.extend(here.iter().map(|of| (office, *of))),
                None => _ = self.whole.insert(office),
            },
            Who::SomeOffice(office) => _ = self.whole.insert(office),
            Who::Every(scope) => match Self::named_in(ctx, &scope) {
                Some(here) => self.municipalities.extend(here),
                None => self.every_municipality = true,
            },
            Who::MembersOf(id) => self.add_seats(ctx, id),
            Who::Entity(id) => self.add_entity(ctx, id),
            Who::Unknown => self.opaque = true,
        }
    }

    /// The municipalities that a seat names: its own, or those of an area, as far as they are known.
    fn named_in<'s>(ctx: &'s Context<'_>, scope: &'s Scope) -> Option<&'s [EntityId]> {
        let here = ctx.model.municipalities_in(scope);
        (matches!(scope, Scope::One(_) | Scope::In(_)) && !here.is_empty()).then_some(here)
    }

    fn add_entity(&mut self, ctx: &Context<'_>, id: EntityId) {
        if let Some(role) = ctx.model.role(id) {
            self.opaque |= !role.works_under.has_items() && !role.on_behalf.has_items();
            let for_whom: Vec<WhoRef> = role.works_under.items().chain(role.on_behalf.items()).copied().collect();
            if self.visited.insert(id) {
                for_whom.into_iter().for_each(|who| self.add(ctx, who.who));
            }
        } else if let Some(party) = ctx.model.party(id) {
            self.add_party(ctx, party);
        } else if let Some(office) = ctx.model.office(id) {
            self.offices.insert(id);
            self.kinds.extend(office.kinds.items());
        } else {
            self.add_seats(ctx, id);
        }
    }

    fn add_party(&mut self, ctx: &Context<'_>, party: &Party) {
        self.opaque |= is_unnamed_group(party) && party.kinds.items().all(|kind| matches!(kind, PartyKind::Group | PartyKind::Other));
        self.kinds.extend(party.kinds.items());
        self.add_seats(ctx, party.id);
    }

    /// Whether an office of the law sits there: itself, or an organisation or other office of its kind.
    fn has_class(&self, ctx: &Context<'_>, class: EntityId) -> bool {
        let kinds = ctx.model.office(class).into_iter().flat_map(|office| office.kinds.items());
        self.offices.contains(&class) || kinds.into_iter().any(|kind| self.kinds.contains(kind))
    }

    fn has_any(&self, organ: MunicipalOffice) -> bool {
        let speaks = |office: &MunicipalOffice| speaks_for(*office, organ);
        self.every_municipality
            || !self.municipalities.is_empty()
            || self.whole.iter().any(speaks)
            || self.named.iter().any(|(office, _)| speaks(office))
    }

    /// The municipalities whose organ does not sit there, where the law names that of every municipality.
    fn without(&self, ctx: &Context<'_>, organ: MunicipalOffice) -> Vec<Missing> {
        let missing = |words: String| Missing { said: words.clone(), written: words };
        if !self.has_any(organ) {
            return vec![missing(ctx.model.say(Who::Office(organ, Scope::Region)))];
        }
        if self.every_municipality || self.whole.iter().any(|office| speaks_for(*office, organ)) || ctx.model.regions_in_force().count() != 1 {
            return Vec::new();
        }
        let mut seated = self.municipalities.clone();
        seated.extend(self.named.iter().filter(|(office, _)| speaks_for(*office, organ)).map(|(_, of)| *of));
        // The region of the law is the safety region; that of the model may be wider.
        let area = |id: EntityId| ctx.model.municipality(id).and_then(|m| m.safety_region);
        let areas: FxHashSet<_> = seated.iter().map(|id| area(*id)).collect();
        let here = ctx.model.municipalities_in(&Scope::Region).iter().filter(|id| areas.contains(&area(**id)));
        here.filter(|id| !seated.contains(id)).map(|id| missing(ctx.model.say(Who::Office(organ, Scope::One(*id))))).collect()
    }
}

/// As whom somebody sits: an official or alderman who sits for a college does not sit there for the mayor too.
fn in_the_place_of(who: Who, principal: Option<Who>) -> Who {
    use MunicipalOffice::{Alderman, Clerk, Official};
    match (who, principal) {
        (Who::Office(Alderman | Clerk | Official, scope), Some(Who::Office(organ, _))) => Who::Office(organ, scope),
        (Who::SomeOffice(Alderman | Clerk | Official), Some(Who::Office(organ, _))) => Who::SomeOffice(organ),
        _ => who,
    }
}

/// Whether an office can speak for an organ of its municipality. A mayor is a member of the college.
fn speaks_for(office: MunicipalOffice, organ: MunicipalOffice) -> bool {
    use MunicipalOffice::{Alderman, Clerk, College, Council, Mayor, Official};
    match organ {
        College => office != Council,
        Mayor => matches!(office, Mayor | Official | Clerk),
        Council | Alderman | Clerk | Official => office == organ,
    }
}

// ----------------------------------------------------------------------------------------------------------- subjects

/// Subjects of the law that lack on an agenda which takes others from it.
fn subjects(ctx: &Context<'_>, table: &Body, statutory: &Body, citation: &Citation, findings: &mut Findings) {
    let has = |id: EntityId| table.agenda.items().any(|topic| topic.id == id);
    let (present, missing): (Vec<&Ref>, Vec<&Ref>) = statutory.agenda.items().partition(|topic| has(topic.id));
    // A topic of the region that rests on the same article may be any of its subjects.
    let own = table.agenda.items().any(|topic| ctx.model.is_regional(topic.id) && rests_on(ctx, topic.id, statutory.id));
    let Some(key) = table.agenda.key().filter(|_| !present.is_empty() && !missing.is_empty() && !own) else { return };
    let said: Vec<String> = missing.iter().map(|topic| say(ctx, Who::Entity(topic.id))).collect();
    let (name, what, law) = (ctx.name(table.id), quoted(&said, 4), ctx.words(citation.place));
    let headline = message!("`{name}` noemt {what} niet als onderwerp, hoewel {law} dat verlangt", "`{name}` does not name {what} as a subject, though {law} asks for it"; name = name, what = what.clone(), law = law);
    let mut finding = RULE
        .finding_at(Severity::Hint, key, headline)
        .label(message!("wettelijk onderwerp ontbreekt", "statutory subject is missing"))
        .why(message!(
            "De agenda neemt onderwerpen van {law} over, maar niet alle. Wat niet op de agenda staat, raakt licht uit beeld.",
            "The agenda takes subjects from {law}, but not all of them. What is not on an agenda is easily lost from sight."; law = law
        ))
        .remedy(message!("Zet {what} op de agenda.", "Put {what} on the agenda."; what = what));
    if let Some(last) = table.agenda.items().last() {
        let names: Vec<&str> = missing.iter().map(|topic| ctx.name(topic.id)).collect();
        let edits = vec![Edit { place: after(last.place), text: format!(", {}", names.join(", ")) }];
        finding = finding.fix(Fix { title: message!("zet de onderwerpen op de agenda", "put the subjects on the agenda"), edits, safe: false });
    }
    findings.push(finding);
}

fn rests_on(ctx: &Context<'_>, topic: EntityId, statutory: EntityId) -> bool {
    ctx.model.entity(topic).basis.iter().any(|citation| ctx.competence.statutory_table(citation) == Some(statutory))
}

fn after(place: Place) -> Place {
    Place { file: place.file, span: Span { start: place.span.end, end: place.span.end } }
}
