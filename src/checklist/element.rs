//! An element of the checklist: its parts, what shows each, and how far the whole is shown.

use rustc_hash::FxHashSet;

use super::VngText;
use crate::lang::{Lang, List, Message, Say};
use crate::text::Place;

/// So many statements are shown for one part of an element.
pub const SHOWN_AT_MOST: usize = 2;

/// The groups of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What is set up.
    Input,
    /// What is done.
    Activities,
    /// What is written down.
    Output,
    /// What it is for.
    Outcome,
    /// The criteria of the pilot.
    Pilot,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 5] = [Self::Input, Self::Activities, Self::Output, Self::Outcome, Self::Pilot];

    /// The word in machine output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Activities => "activities",
            Self::Output => "output",
            Self::Outcome => "outcome",
            Self::Pilot => "pilot",
        }
    }

    /// Its heading.
    pub const fn title(self, lang: Lang) -> &'static str {
        let (dutch, english) = match self {
            Self::Input => ("Input: wat is ingericht", "Input: what is set up"),
            Self::Activities => ("Activiteiten: wat wordt gedaan", "Activities: what is done"),
            Self::Output => ("Output: wat ligt vast", "Output: what is written down"),
            Self::Outcome => ("Outcome: waar het om gaat", "Outcome: what it is for"),
            Self::Pilot => ("Criteria van de regiopilot", "Criteria of the pilot for regions"),
        };
        lang.pick(dutch, english)
    }
}

/// How far an element is shown by the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// *Geregeld*: every part of it is shown.
    Arranged,
    /// *Gedeeltelijk*: a part of it is shown.
    Partly,
    /// *Niet gebleken*: nothing of it is shown, or not what it turns on.
    NotShown,
}

impl State {
    /// Every state, the best first.
    pub const ALL: [Self; 3] = [Self::Arranged, Self::Partly, Self::NotShown];

    /// The word in machine output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arranged => "arranged",
            Self::Partly => "partly",
            Self::NotShown => "not-shown",
        }
    }

    /// The words for people.
    pub const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Arranged => lang.pick("geregeld", "arranged"),
            Self::Partly => lang.pick("gedeeltelijk", "partly"),
            Self::NotShown => lang.pick("niet gebleken", "not shown"),
        }
    }
}

/// One element of the checklist.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its code: `I1`, `outcome 2`, `C5`.
    pub code: &'static str,
    /// Its group.
    pub group: Group,
    /// Its name, with a capital.
    pub name: Message,
    /// What the VNG means by it, in our own words.
    pub about: Message,
    /// The text of the VNG and the section.
    pub source: (VngText, &'static str),
    /// What it consists of.
    pub parts: Vec<Part>,
}

impl Element {
    /// How far it is shown.
    pub fn state(&self) -> State {
        let all = |answer: Answer| self.parts.iter().all(|part| part.answer == answer);
        if all(Answer::Shown) {
            State::Arranged
        } else if all(Answer::Lacking) || self.parts.iter().any(|part| part.essential && part.answer == Answer::Lacking) {
            State::NotShown
        } else {
            State::Partly
        }
    }

    /// The statements that show it, each once.
    pub fn shown(&self) -> Vec<&Shown> {
        let mut told = FxHashSet::default();
        self.parts.iter().flat_map(|part| &part.shown).filter(|shown| told.insert((shown.place, &shown.words))).collect()
    }

    /// What is lacking, in one sentence; `None` where it is arranged.
    pub fn lacking(&self) -> Option<Message> {
        let said = |lang: Lang| {
            let clause = |answer: Answer, words: &str| {
                let asks: Vec<&str> = self.parts.iter().filter(|part| part.answer == answer).map(|part| part.asks.get(lang)).collect();
                (!asks.is_empty()).then(|| format!("{words}: {}", List(asks).say(lang)))
            };
            let clauses = [
                clause(Answer::Lacking, lang.pick("niet gebleken", "not shown")),
                clause(Answer::Half, lang.pick("ten dele gebleken", "shown in part")),
                clause(Answer::Open, lang.pick("nog te regelen", "still to be arranged")),
            ];
            let sentence = clauses.into_iter().flatten().collect::<Vec<_>>().join("; ");
            let mut letters = sentence.chars();
            letters.next().map(|first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
        };
        Some(Message { dutch: said(Lang::Dutch)?, english: said(Lang::English)? })
    }

    /// Its parts that have a name of their own and are lacking, while the element as a whole is not.
    pub fn lacking_variants(&self) -> impl Iterator<Item = &Part> {
        let whole = self.state() == State::NotShown;
        self.parts.iter().filter(move |part| !whole && part.variant.is_some() && part.answer == Answer::Lacking)
    }
}

/// How far a part of an element is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A statement shows it.
    Shown,
    /// A statement shows something of it: a draft, a promise, half of those concerned.
    Half,
    /// It is still to be arranged.
    Open,
    /// Nothing shows it.
    Lacking,
}

impl Answer {
    /// The word in machine output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shown => "arranged",
            Self::Half => "partly",
            Self::Open => "open",
            Self::Lacking => "not-shown",
        }
    }
}

/// A part of an element.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is asked, with the words by which a text states it: "een afwegingskader (`soort afwegingskader`)".
    pub asks: Message,
    /// How far it is shown.
    pub answer: Answer,
    /// The statements that show it, at most [`SHOWN_AT_MOST`].
    pub shown: Vec<Shown>,
    /// Whether the element turns on it.
    pub essential: bool,
    /// Its own name, where it counts by itself when it is lacking.
    pub variant: Option<Message>,
    /// Where its lack is seen, where that is a place.
    pub at: Option<Place>,
}

/// A statement that shows a part of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where it stands.
    pub place: Place,
    /// A few words.
    pub words: Message,
}

/// What is found on one part of an element.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    whole: Vec<Shown>,
    half: Vec<Shown>,
    pub(super) open: bool,
}

impl Evidence {
    /// A statement that shows it.
    pub(super) fn shows(&mut self, place: Place, words: Message) {
        Self::note(&mut self.whole, place, words);
    }

    /// A statement that shows something of it.
    pub(super) fn shows_half(&mut self, place: Place, words: Message) {
        Self::note(&mut self.half, place, words);
    }

    fn note(list: &mut Vec<Shown>, place: Place, words: Message) {
        if list.len() < SHOWN_AT_MOST && list.iter().all(|shown| shown.words != words) {
            list.push(Shown { place, words });
        }
    }

    /// A statement that shows it, or else something of it.
    pub(super) fn shows_if(&mut self, whole: bool, place: Place, words: Message) {
        if whole { self.shows(place, words) } else { self.shows_half(place, words) }
    }

    pub(super) fn part(self, asks: Message) -> Part {
        let (answer, shown) = match (self.whole.is_empty(), self.half.is_empty(), self.open) {
            (false, ..) => (Answer::Shown, self.whole),
            (true, false, _) => (Answer::Half, self.half),
            (true, true, true) => (Answer::Open, Vec::new()),
            (true, true, false) => (Answer::Lacking, Vec::new()),
        };
        Part { asks, answer, shown, essential: false, variant: None, at: None }
    }

    /// A part without which there is nothing of the element.
    pub(super) fn essential(self, asks: Message) -> Part {
        Part { essential: true, ..self.part(asks) }
    }
}

impl Part {
    /// A part that counts by itself, under a name, when it is lacking.
    pub(super) fn called(mut self, name: Message, at: Option<Place>) -> Self {
        (self.variant, self.at) = (Some(name), at);
        self
    }
}
