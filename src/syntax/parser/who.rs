//! Who does what: names, offices, seats, acts and steps, from pairs of pest to values.

use super::{Lowering, P, Rule};
use crate::syntax::Problem;
use crate::syntax::form::Form;
use crate::syntax::tree::{Act, Actor, Cover, Data, MandateLimit, MunicipalOffice, Name, Scope, Seat, Step, Text, Value, Who, WhoKind, Word};
use crate::syntax::vocabulary::{BlockKind, Key, SeatRole};

impl Lowering<'_> {
    pub(super) fn text(&self, pair: P) -> Text {
        let span = self.span(&pair);
        Text { span: pair.into_inner().next().map_or(span, |inner| self.span(&inner)) }
    }

    pub(super) fn words(&self, pair: P) -> Vec<Word> {
        match pair.as_rule() {
            Rule::word => vec![Word { span: self.span(&pair) }],
            _ => pair.into_inner().map(|word| Word { span: self.span(&word) }).collect(),
        }
    }

    pub(super) fn names(&self, pair: P) -> Vec<Name> {
        pair.into_inner().map(|name| Name { span: self.span(&name) }).collect()
    }

    pub(super) fn whos(&self, pair: P) -> Vec<Who> {
        pair.into_inner().map(|who| self.who(who)).collect()
    }

    pub(super) fn who(&self, pair: P) -> Who {
        let span = self.span(&pair);
        let kind = pair.into_inner().next().map_or(WhoKind::NoSuchOrgan, |inner| match inner.as_rule() {
            Rule::name => WhoKind::Named(Name { span: self.span(&inner) }),
            Rule::every => WhoKind::Every(self.only_name(inner)),
            Rule::members_of => WhoKind::MembersOf(self.only_name(inner).unwrap_or(Name { span })),
            Rule::office => self.office(inner),
            _ => WhoKind::NoSuchOrgan,
        });
        Who { kind, span }
    }

    pub(super) fn only_name(&self, pair: P) -> Option<Name> {
        pair.into_inner().next().map(|name| Name { span: self.span(&name) })
    }

    pub(super) fn office(&self, pair: P) -> WhoKind {
        let mut office = None;
        let mut scope = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::office_word => office = MunicipalOffice::from_words(part.as_str()),
                Rule::every => scope = Some(Scope::Every(self.only_name(part))),
                Rule::name => scope = Some(Scope::Named(Name { span: self.span(&part) })),
                _ => {}
            }
        }
        office.map_or(WhoKind::NoSuchOrgan, |office| WhoKind::Office(office, scope))
    }

    pub(super) fn seat(&mut self, pair: P) -> Seat {
        let span = self.span(&pair);
        let mut seat = Seat {
            number: None,
            who: Who { kind: WhoKind::NoSuchOrgan, span },
            per: None,
            on_behalf: None,
            role: None,
            basis: None,
            valid: None,
            span,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => seat.number = self.number_of_seats(&part),
                Rule::who => seat.who = self.who(part),
                Rule::seat_per => seat.per = part.into_inner().next().map(|w| Word { span: self.span(&w) }),
                Rule::seat_for => seat.on_behalf = part.into_inner().next().map(|w| self.who(w)),
                Rule::seat_as => seat.role = part.into_inner().next().and_then(|w| self.seat_role(&w)),
                Rule::seat_basis => seat.basis = part.into_inner().next().and_then(|c| self.citation(c)),
                Rule::validity => seat.valid = part.into_inner().next().map(|p| self.period(p)),
                _ => {}
            }
        }
        seat
    }

    pub(super) fn number_of_seats(&mut self, pair: &P) -> Option<u32> {
        let number = pair.as_str().parse().ok()?;
        if number == 0 {
            self.error(self.span(pair), Problem::Zero { key: Key::Members });
        }
        (number > 0).then_some(number)
    }

    pub(super) fn seat_role(&mut self, pair: &P) -> Option<Word> {
        let span = self.span(pair);
        if SeatRole::WORDS.contains(&pair.as_str()) {
            return Some(Word { span });
        }
        self.error(span, Problem::UnknownWord { word: pair.as_str().to_owned(), key: Key::Members, allowed: SeatRole::WORDS });
        None
    }

    pub(super) fn act(&mut self, parts: Vec<P>) -> Act {
        let mut act = Act::default();
        for part in parts {
            match part.as_rule() {
                Rule::act_by => act.by = part.into_inner().map(|actor| self.actor(actor)).collect(),
                Rule::act_out_of => act.out_of = part.into_inner().flat_map(|w| self.whos(w)).collect(),
                Rule::act_on_behalf => act.on_behalf = part.into_inner().flat_map(|w| self.whos(w)).collect(),
                Rule::on_day => act.on = part.into_inner().next().and_then(|d| self.date(d)),
                Rule::rhythm => act.every = self.rhythm(part),
                Rule::act_event => act.event = part.into_inner().next().map(|t| self.text(t)),
                _ => {}
            }
        }
        act
    }

    pub(super) fn actor(&self, pair: P) -> Actor {
        let whole = self.span(&pair);
        let mut actor = Actor { who: Who { kind: WhoKind::NoSuchOrgan, span: whole }, on_behalf: None };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::who => actor.who = self.who(part),
                Rule::actor_for => actor.on_behalf = part.into_inner().next().map(|w| self.who(w)),
                _ => {}
            }
        }
        actor
    }

    pub(super) fn cover(&mut self, parts: Vec<P>) -> Cover {
        let (amounts, clauses): (Vec<_>, Vec<_>) = parts.into_iter().partition(|p| matches!(p.as_rule(), Rule::quantity | Rule::percentage));
        Cover { quantity: amounts.into_iter().next().and_then(|p| self.quantity(p)), act: self.act(clauses) }
    }

    pub(super) fn step(&mut self, parts: Vec<P>) -> Step {
        let mut step = Step { whos: Vec::new(), about: Vec::new(), within: None, topics: Vec::new() };
        for part in parts {
            match part.as_rule() {
                Rule::whos => step.whos = self.whos(part),
                Rule::step_about => step.about = part.into_inner().flat_map(|n| self.names(n)).collect(),
                Rule::step_topic => step.topics = part.into_inner().flat_map(|n| self.names(n)).collect(),
                Rule::step_within => step.within = part.into_inner().next().and_then(|t| self.term(t)),
                _ => {}
            }
        }
        step
    }

    pub(super) fn data(&mut self, parts: Vec<P>, kind: Option<BlockKind>) -> Option<Data> {
        let mut data = Data { categories: Vec::new(), from: Vec::new(), to: Vec::new() };
        for part in parts {
            match part.as_rule() {
                Rule::words => data.categories = self.words(part),
                Rule::data_from => data.from = part.into_inner().flat_map(|w| self.whos(w)).collect(),
                Rule::data_to => data.to = part.into_inner().flat_map(|w| self.whos(w)).collect(),
                _ => {}
            }
        }
        self.check_words(Key::Data, &data.categories, kind)?;
        Some(data)
    }

    pub(super) fn mandatable(&mut self, pair: P, kind: Option<BlockKind>) -> Option<Value> {
        Some(match pair.as_rule() {
            Rule::word => return self.value(Key::Mandatable, Form::Words, vec![pair], kind),
            rule => {
                let whos = pair.into_inner().flat_map(|w| self.whos(w)).collect();
                Value::Mandatable(Box::new(MandateLimit { only: rule == Rule::only_to, whos }))
            }
        })
    }
}
