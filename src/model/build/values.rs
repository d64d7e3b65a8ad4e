//! Facts and values: statements with their answers, names looked up, and what is noted on the way.

use rustc_hash::FxHashSet;

use crate::model::fact::{Answer, Fact, OpenPoint, Statement};
use crate::model::refs::{Act, ActBy, Citation, CitedAt, EntityId, Mention, Part, Ref, Scope, Seat, Who, WhoRef};
use crate::model::resolve::{SUGGESTED_AT_MOST, wanted};
use crate::model::{Model, NameProblem, NameProblemKind, OpenItem, Rival, Wording};
use crate::syntax::explain::nearest;
use crate::syntax::tree::{self, Block, Name, PlacePart, Property, Value, WhoKind};
use crate::syntax::vocabulary::{ACCUMULATING, BlockKind, Key, Keyword, SeatRole};
use crate::text::{Place, Span};

use super::{Builder, Within};

impl<'s> Builder<'s> {
    // ---------------------------------------------------------------------------------------------------- facts

    /// Reads every statement of a property.
    pub(super) fn fact<T>(&mut self, block: &Block, key: Key, mut read: impl FnMut(&mut Self, &Value) -> Option<T>) -> Fact<T> {
        let mut statements = Vec::new();
        for property in block.properties.iter().filter(|p| p.key == key) {
            self.enter_property(property);
            let answer = match &property.value {
                Value::Absent => Some(Answer::Absent),
                Value::Open(open) => Some(Answer::Open(self.open_point(open))),
                Value::Unreadable => Some(Answer::Open(OpenPoint::default())),
                value => read(self, value).map(Answer::Given),
            };
            if let Some(answer) = answer {
                statements.push(Statement {
                    answer,
                    place: self.place(property.span),
                    key: self.place(property.key_span),
                    basis: self.citation_list(&property.basis),
                    source: self.source_list(property),
                });
            }
        }
        statements.into_iter().collect()
    }

    /// Notes which property is being read, for the names in it.
    pub(super) fn enter_property(&mut self, property: &Property) {
        self.within.key = property.key;
        self.within.on = match &property.value {
            Value::Act(act) => act.on,
            Value::Cover(cover) => cover.act.on,
            _ => None,
        };
    }

    pub(super) fn open_point(&mut self, open: &tree::Open) -> OpenPoint {
        OpenPoint { by: self.who_list(&open.by, Key::Assignment), before: open.before }
    }

    pub(super) fn flag(&mut self, block: &Block, key: Key) -> Fact<()> {
        self.fact(block, key, |_, value| matches!(value, Value::Words(_)).then_some(()))
    }

    pub(super) fn closed<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<K> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => words.first().and_then(|w| K::from_word(me.words(w.span))),
            _ => None,
        })
    }

    pub(super) fn closed_list<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<Vec<K>> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => Some(words.iter().filter_map(|w| K::from_word(me.words(w.span))).collect()),
            _ => None,
        })
    }

    /// A closed word, or free words between quotes, which count as stated but not known.
    pub(super) fn closed_or_free<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<Option<K>> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => words.first().map(|w| K::from_word(me.words(w.span))),
            Value::Texts(_) => Some(None),
            _ => None,
        })
    }

    pub(super) fn text(&mut self, block: &Block, key: Key) -> Fact<Box<str>> {
        self.fact(block, key, |me, value| match value {
            Value::Texts(texts) => texts.first().map(|t| me.words(t.span).into()),
            _ => None,
        })
    }

    pub(super) fn quantity(&mut self, block: &Block, key: Key) -> Fact<tree::Quantity> {
        self.fact(block, key, |_, value| match value {
            Value::Quantity(quantity) => Some(*quantity),
            _ => None,
        })
    }

    pub(super) fn term(&mut self, block: &Block, key: Key) -> Fact<tree::Term> {
        self.fact(block, key, |_, value| match value {
            Value::Term(term) => Some(*term),
            _ => None,
        })
    }

    pub(super) fn names(&mut self, block: &Block, key: Key) -> Fact<Vec<Ref>> {
        self.fact(block, key, |me, value| match value {
            Value::Names(names) => Some(me.name_list(names, key)),
            _ => None,
        })
    }

    pub(super) fn whos(&mut self, block: &Block, key: Key) -> Fact<Vec<WhoRef>> {
        self.fact(block, key, |me, value| match value {
            Value::Whos(whos) => Some(me.who_list(whos, key)),
            _ => None,
        })
    }

    pub(super) fn seats(&mut self, block: &Block, key: Key) -> Fact<Vec<Seat>> {
        self.fact(block, key, |me, value| match value {
            Value::Seats(seats) => Some(seats.iter().map(|seat| me.seat(seat)).collect()),
            _ => None,
        })
    }

    pub(super) fn act(&mut self, block: &Block, key: Key) -> Fact<Act> {
        self.fact(block, key, |me, value| match value {
            Value::Act(act) if me.is_still_to_come(act, key) => {
                me.acted(act, key);
                None
            }
            Value::Act(act) => Some(me.acted(act, key)),
            Value::Words(_) => Some(Act::default()),
            _ => None,
        })
    }

    /// Whether an act that something in force needs has not been done yet on the date of the model.
    pub(super) fn is_still_to_come(&self, act: &tree::Act, key: Key) -> bool {
        let needed = matches!(key, Key::Consent | Key::Signature | Key::CollegeDecision);
        needed && self.in_force && act.on.is_some_and(|on| on > self.model.on)
    }

    pub(super) fn citations(&mut self, block: &Block, key: Key) -> Fact<Vec<Citation>> {
        self.fact(block, key, |me, value| match value {
            Value::Citations(list) => Some(me.citation_list(list)),
            _ => None,
        })
    }

    // --------------------------------------------------------------------------------------------------- values

    pub(super) fn acted(&mut self, act: &tree::Act, key: Key) -> Act {
        let by = act
            .by
            .iter()
            .map(|actor| ActBy { who: self.who(&actor.who, key, false), on_behalf: actor.on_behalf.map(|who| self.who(&who, Key::OnBehalf, false)) });
        let by = by.collect();
        let out_of = if key == Key::Cover { self.means_list(&act.out_of) } else { self.who_list(&act.out_of, key) };
        Act { by, out_of, on_behalf: self.who_list(&act.on_behalf, Key::OnBehalf), on: act.on, every: act.every, event: act.event.is_some() }
    }

    pub(super) fn seat(&mut self, seat: &tree::Seat) -> Seat {
        Seat {
            who: self.who(&seat.who, Key::Members, true).who,
            number: seat.number,
            per: seat.per.map(|w| self.words(w.span).into()),
            per_place: seat.per.map(|w| self.place(w.span)),
            on_behalf: seat.on_behalf.map(|who| self.who(&who, Key::OnBehalf, true)),
            role: seat.role.and_then(|w| SeatRole::from_word(self.words(w.span))),
            basis: seat.basis.as_ref().map(|c| self.citation(c)),
            valid: seat.valid.unwrap_or_default(),
            place: self.place(seat.span),
        }
    }

    /// What stands after `bron` at the end of a property.
    pub(super) fn source_list(&mut self, property: &Property) -> Vec<Citation> {
        self.within.key = Key::Source;
        let sources = self.citation_list(&property.source);
        self.enter_property(property);
        sources
    }

    pub(super) fn citation_list(&mut self, list: &[tree::Citation]) -> Vec<Citation> {
        list.iter().map(|citation| self.citation(citation)).collect()
    }

    pub(super) fn citation(&mut self, citation: &tree::Citation) -> Citation {
        let target = self.look_up(citation.name, wanted(None, Key::Basis), Key::Basis);
        let citation = Citation { target, parts: self.parts(&citation.place), place: self.place(citation.span) };
        if !self.library {
            let Within { block, key, on } = self.within;
            self.model.citations.push(CitedAt { citation: citation.clone(), of: block, key, on });
        }
        citation
    }

    pub(super) fn parts(&self, place: &[PlacePart]) -> Box<[Part]> {
        place.iter().map(|part| Part { kind: part.kind, number: self.words(part.number).into() }).collect()
    }

    pub(super) fn name_list(&mut self, names: &[Name], key: Key) -> Vec<Ref> {
        let kinds = wanted(self.kind, key);
        let mut refs = Vec::with_capacity(names.len());
        for name in names {
            if let Some(id) = self.look_up(*name, kinds, key) {
                refs.push(Ref { id, place: self.place(name.span) });
            }
        }
        refs
    }

    pub(super) fn who_list(&mut self, whos: &[tree::Who], key: Key) -> Vec<WhoRef> {
        whos.iter().map(|who| self.who(who, key, false)).collect()
    }

    pub(super) fn who(&mut self, who: &tree::Who, key: Key, in_seat: bool) -> WhoRef {
        let kinds = wanted(self.kind, key);
        let found = match who.kind {
            WhoKind::Named(name) => match self.look_up(name, kinds, key) {
                Some(id) if self.model.entity(id).kind == BlockKind::Municipality => Who::Every(Scope::One(id)),
                Some(id) => Who::Entity(id),
                None => Who::Unknown,
            },
            WhoKind::Office(office, Some(scope)) => self.scope(scope, who.span).map_or(Who::Unknown, |scope| Who::Office(office, scope)),
            WhoKind::Office(office, None) if in_seat => Who::SomeOffice(office),
            WhoKind::Office(office, None) => {
                self.problem(who.span, NameProblemKind::NoPlace { office: office.word() });
                Who::Unknown
            }
            WhoKind::Every(area) => self.scope(tree::Scope::Every(area), who.span).map_or(Who::Unknown, Who::Every),
            WhoKind::MembersOf(name) => self.look_up(name, &[BlockKind::Body, BlockKind::Party], key).map_or(Who::Unknown, Who::MembersOf),
            WhoKind::NoSuchOrgan => {
                let words = self.words(who.span).to_owned();
                self.problem(who.span, NameProblemKind::NoSuchOrgan { words });
                Who::Unknown
            }
        };
        WhoRef { who: found, place: self.place(who.span) }
    }

    /// What a cover comes out of: means, by their name.
    fn means_list(&mut self, whos: &[tree::Who]) -> Vec<WhoRef> {
        let mut means = Vec::with_capacity(whos.len());
        for who in whos {
            let found = match who.kind {
                WhoKind::Named(name) => self.look_up(name, &[], Key::Cover),
                _ => None,
            };
            let is_means = found.is_some_and(|id| self.model.entity(id).kind == BlockKind::Means);
            if !is_means && (found.is_some() || !matches!(who.kind, WhoKind::Named(_))) {
                let words = self.words(who.span).to_owned();
                let declared = found.map(|id| self.model.entity(id).name_place);
                self.problem(who.span, NameProblemKind::NotMeans { words, declared });
            }
            means.push(WhoRef { who: found.filter(|_| is_means).map_or(Who::Unknown, Who::Entity), place: self.place(who.span) });
        }
        means
    }

    pub(super) fn scope(&mut self, scope: tree::Scope, span: Span) -> Option<Scope> {
        match scope {
            tree::Scope::Named(name) => self.look_up(name, &[BlockKind::Municipality], Key::Municipalities).map(Scope::One),
            tree::Scope::Every(Some(area)) => self.look_up(area, &[BlockKind::Area, BlockKind::Region], Key::Municipalities).map(Scope::In),
            tree::Scope::Every(None) if self.library => Some(Scope::Nation),
            tree::Scope::Every(None) => {
                match self.regions {
                    0 if !std::mem::replace(&mut self.no_region_told, true) => self.problem(span, NameProblemKind::NoRegion),
                    0 | 1 => {}
                    _ => self.problem(span, NameProblemKind::WhichRegion),
                }
                Some(Scope::Region)
            }
        }
    }

    /// The thing that a name stands for, when it is of a kind that is wanted here; an empty list wants any kind.
    pub(super) fn look_up(&mut self, name: Name, kinds: &'static [BlockKind], key: Key) -> Option<EntityId> {
        let written = self.words(name.span);
        let Some(id) = self.model.index.find(written, self.library) else {
            if !self.library {
                let Model { index, entities, .. } = &mut self.model;
                let fits = |id: EntityId| kinds.is_empty() || entities.get(id.0 as usize).is_some_and(|e| kinds.contains(&e.kind));
                let meant = index.suggestion(written, fits);
                self.problem(name.span, NameProblemKind::Unknown { name: written.to_owned(), meant });
            }
            return None;
        };
        let Within { block, key: property, on } = self.within;
        self.model.references.push(Mention { id, place: self.place(name.span), block, key: property, on });
        let entity = self.model.entity(id);
        if kinds.is_empty() || kinds.contains(&entity.kind) {
            return Some(id);
        }
        let kind = NameProblemKind::WrongKind { name: written.to_owned(), is: entity.kind, wanted: kinds, key, declared: entity.name_place };
        self.problem(name.span, kind);
        None
    }

    // ---------------------------------------------------------------------------------------------------- notes

    /// Notes every text between quotes in a block.
    pub(super) fn note_wordings(&mut self, of: EntityId, block: &Block) {
        let (file, wordings) = (self.file, &mut self.model.wordings);
        let mut note = |key: Option<Key>, text: &tree::Text| wordings.push(Wording { of, key, place: Place { file, span: text.span } });
        block.title.iter().for_each(|title| note(None, title));
        for property in &block.properties {
            match &property.value {
                Value::Texts(texts) => texts.iter().for_each(|text| note(Some(property.key), text)),
                Value::Act(act) => act.event.iter().for_each(|text| note(Some(property.key), text)),
                Value::Cover(cover) => cover.act.event.iter().for_each(|text| note(Some(property.key), text)),
                _ => {}
            }
        }
        for property in &block.properties {
            if let Value::Stage(stage) = &property.value {
                self.note_wordings(of, stage);
            }
        }
    }

    /// Notes a law, office or municipality that the library declares too. A region may date a municipality anew, which
    /// merges after the day on which the library was read.
    pub(super) fn note_restated(&mut self, block: &Block, name: &str, span: Span) {
        let Some(kind) = block.kind.filter(|kind| kind.library_only()) else { return };
        let dated = block.properties.iter().any(|p| matches!(p.key, Key::Valid | Key::Successor));
        let twin = self.model.index.find(name, true).filter(|id| self.model.entity(*id).kind == kind);
        if twin.is_some() && !(kind == BlockKind::Municipality && dated) {
            self.problem(span, NameProblemKind::Restated { name: name.to_owned(), kind });
        }
    }

    /// Notes the seats `per` a kind of area that the region does not declare.
    pub(super) fn note_unknown_areas(&mut self) {
        let model = &self.model;
        let mut kinds: FxHashSet<&str> = model.areas.iter().filter(|a| model.is_regional(a.id)).filter_map(|a| a.kind.as_deref()).collect();
        kinds.extend([BlockKind::Municipality.word(), BlockKind::Region.word()]);
        let mut sorted: Vec<&str> = kinds.iter().copied().collect();
        sorted.sort_unstable();
        let lists = model.bodies.iter().map(|b| (b.id, &b.members)).chain(model.parties.iter().map(|p| (p.id, &p.members)));
        let mut found = Vec::new();
        for seat in lists.filter(|(id, _)| model.is_regional(*id)).flat_map(|(_, members)| members.items()) {
            let Some((kind, place)) = seat.per.as_deref().zip(seat.per_place).filter(|(kind, _)| !kinds.contains(kind)) else { continue };
            let meant = if found.len() < SUGGESTED_AT_MOST { nearest(kind, sorted.iter().copied()).map(str::to_owned) } else { None };
            found.push(NameProblem { place, kind: NameProblemKind::NoSuchArea { kind: kind.to_owned(), meant } });
        }
        self.model.name_problems.extend(found);
    }

    pub(super) fn note_open_points(&mut self, id: EntityId, block: &Block) {
        for property in &block.properties {
            if let Value::Open(open) = &property.value {
                let point = OpenPoint { by: Vec::new(), before: open.before };
                let item = OpenItem { of: id, key: property.key, point, place: self.place(property.span) };
                self.model.open_points.push(item);
            }
        }
    }

    /// Notes the properties that are stated more than once in different words.
    pub(super) fn note_rivals(&mut self, id: EntityId, block: &Block) {
        let mut seen: Vec<Key> = Vec::new();
        for property in &block.properties {
            if ACCUMULATING.contains(&property.key) || seen.contains(&property.key) {
                continue;
            }
            seen.push(property.key);
            // An open point or an unreadable line states nothing that another statement could contradict.
            let stated = |p: &&Property| p.key == property.key && !matches!(p.value, Value::Open(_) | Value::Unreadable);
            let mut same_key = block.properties.iter().filter(stated);
            let Some(first) = same_key.next() else { continue };
            let first_in_words = self.value_in_words(first);
            let rest: Vec<&Property> = same_key.collect();
            let other = rest.iter().find(|p| self.value_in_words(p) != first_in_words && !self.are_separate_acts(first, p));
            if let Some(other) = other {
                let places = std::iter::once(first).chain(rest.iter().copied()).map(|p| self.place(p.span)).collect();
                self.model.rivals.push(Rival { of: id, key: property.key, places, other: self.place(other.span) });
            }
        }
    }

    /// Whether two statements of one property are two acts that stand beside each other: of organs that each act for
    /// themselves, or an act that comes back at another time. One appoints and assigns, so there only the same organ of
    /// different municipalities acts for itself.
    pub(super) fn are_separate_acts(&self, first: &Property, second: &Property) -> bool {
        if let (Value::Period(one), Value::Period(other)) = (&first.value, &second.value) {
            return one.is_followed_by(*other) || other.is_followed_by(*one);
        }
        let (Value::Act(one), Value::Act(other)) = (&first.value, &second.value) else { return false };
        if matches!(first.key, Key::Appointment | Key::CollegeDecision | Key::Adoption) && self.is_again(one, other) {
            return true;
        }
        let recurs = matches!(first.key, Key::BudgetDecision | Key::Evaluation | Key::Audit | Key::Dpia | Key::Announcement);
        if recurs && one.on.is_some() && other.on.is_some() && one.on != other.on {
            return true;
        }
        let (Some(one), Some(other)) = (self.organs_of(one), self.organs_of(other)) else { return false };
        let same_office = |a: &(tree::MunicipalOffice, &str)| other.iter().any(|b| a.0 == b.0);
        let overlaps = |a: &(tree::MunicipalOffice, &str)| other.iter().any(|b| a.0 == b.0 && (a.1 == b.1 || a.1.is_empty() || b.1.is_empty()));
        let one_actor = matches!(first.key, Key::Appointment | Key::Assignment);
        !one.iter().any(overlaps) && (!one_actor || one.iter().all(same_office))
    }

    /// Whether one act repeats another by the same actors after a year or more: somebody is appointed again, a text is
    /// adopted or entered into again.
    fn is_again(&self, one: &tree::Act, other: &tree::Act) -> bool {
        let months = |on: jiff::civil::Date| i32::from(on.year()) * 12 + i32::from(on.month());
        let apart = one.on.zip(other.on).is_some_and(|(a, b)| (months(a) - months(b)).abs() >= 12);
        let actors = |act: &tree::Act| act.by.iter().map(|by| self.words(by.who.span)).collect::<Vec<_>>();
        apart && !one.by.is_empty() && actors(one) == actors(other)
    }

    /// Who act, when all are organs of municipalities; without a name for those of every municipality.
    pub(super) fn organs_of(&self, act: &tree::Act) -> Option<Vec<(tree::MunicipalOffice, &'s str)>> {
        let organ = |who: &tree::Who| match who.kind {
            WhoKind::Office(office, Some(tree::Scope::Named(name) | tree::Scope::Every(Some(name)))) => Some((office, self.words(name.span))),
            WhoKind::Office(office, Some(tree::Scope::Every(None))) => Some((office, "")),
            _ => None,
        };
        let organs: Option<Vec<_>> = act.by.iter().map(|by| organ(&by.who)).collect();
        organs.filter(|organs| !organs.is_empty())
    }

    /// What a property says, in a form that can be compared: an amount, rhythm, term or day by its worth, all else by its
    /// words without sources, the items of a list in order of the alphabet.
    pub(super) fn value_in_words(&self, property: &Property) -> Vec<String> {
        match &property.value {
            Value::Quantity(quantity) => return vec![format!("{quantity:?}")],
            Value::Term(term) => return vec![format!("{term:?}")],
            Value::Period(period) => return vec![format!("{period:?}")],
            Value::Rhythm(rhythm) => return vec![format!("{:?} {}", rhythm.per_year(), rhythm.at_least)],
            Value::Act(act) if !act.by.is_empty() => return self.act_in_words(act),
            _ => {}
        }
        let start = property.key_span.end;
        let sources = property.basis.iter().chain(&property.source).map(|c| c.span.start).min();
        let words = self.words(Span { start, end: sources.unwrap_or(property.span.end) });
        let without = |words: &str, tail: &str| words.strip_suffix(tail).map_or(words, str::trim_end).to_owned();
        let words = without(&without(words.trim_end(), "krachtens"), "bron");
        let mut items: Vec<String> = words.split(',').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        items.sort_unstable();
        items
    }

    pub(super) fn act_in_words(&self, act: &tree::Act) -> Vec<String> {
        let spans = act.by.iter().map(|by| by.who.span).chain(act.out_of.iter().chain(&act.on_behalf).map(|who| who.span));
        let mut words: Vec<String> = spans.map(|span| self.words(span).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        words.extend(act.by.iter().filter_map(|by| by.on_behalf).map(|who| self.words(who.span).to_owned()));
        words.sort_unstable();
        words.push(format!("{:?} {:?}", act.on, act.every.map(tree::Rhythm::per_year)));
        words
    }
}
