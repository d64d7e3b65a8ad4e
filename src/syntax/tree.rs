//! The syntax tree: what stands in the text, with its place, before any name is looked up.

use jiff::civil::Date;

use super::vocabulary::{BlockKind, Key};
use crate::text::Span;

/// One parsed text.
#[derive(Debug, Default)]
pub struct Tree {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// `kind Name "Title" { … }`.
#[derive(Debug)]
pub struct Block {
    /// The kind; `None` where the word is no kind.
    pub kind: Option<BlockKind>,
    /// The word of the kind.
    pub kind_span: Span,
    /// The name, where one is given.
    pub name: Option<Name>,
    /// The title between quotes, where one is given.
    pub title: Option<Text>,
    /// For a `trede`: its number.
    pub number: Option<u32>,
    /// The properties, in order.
    pub properties: Vec<Property>,
    /// The whole block.
    pub span: Span,
    /// The byte after the last property, where a new one can be added; `None` without a body.
    pub insert_at: Option<u32>,
}

/// One property with its value and its sources.
#[derive(Debug)]
pub struct Property {
    /// Which property.
    pub key: Key,
    /// The keyword.
    pub key_span: Span,
    /// The value.
    pub value: Value,
    /// `krachtens …` at its end.
    pub basis: Vec<Citation>,
    /// `bron …` at its end.
    pub source: Vec<Citation>,
    /// The whole property.
    pub span: Span,
}

/// The value of a property.
#[derive(Debug)]
pub enum Value {
    /// Stated not to exist: `geen`, `nee`.
    Absent,
    /// Still to be arranged.
    Open(Box<Open>),
    /// Stated, but not in a form that can be read; the mistake has been told.
    Unreadable,
    /// One or more closed words.
    Words(Vec<Word>),
    /// One or more texts.
    Texts(Vec<Text>),
    /// One or more names.
    Names(Vec<Name>),
    /// One or more parties, organs or offices.
    Whos(Vec<Who>),
    /// Seats.
    Seats(Vec<Seat>),
    /// An act.
    Act(Box<Act>),
    /// Money or hours.
    Quantity(Quantity),
    /// A term.
    Term(Term),
    /// A rhythm.
    Rhythm(Rhythm),
    /// A period.
    Period(Period),
    /// A date.
    Date(Date),
    /// Citations.
    Citations(Vec<Citation>),
    /// A route step.
    Step(Box<Step>),
    /// A cover of a cost.
    Cover(Box<Cover>),
    /// Categories of data with direction.
    Data(Box<Data>),
    /// To whom a power may be mandated.
    Mandatable(Box<MandateLimit>),
    /// A nested stage.
    Stage(Box<Block>),
    /// What a scenario expects.
    Expectation(Box<Expectation>),
    /// An accepted finding.
    Acceptance(Box<Acceptance>),
    /// An article of a law.
    Article(Box<Article>),
    /// Numbers of articles, each one or a range.
    Numbers(Vec<Span>),
}

/// A name as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
}

/// A lower-case word as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
}

/// A text between quotes; the span excludes the quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where its words stand.
    pub span: Span,
}

/// `nog te regelen [door …] [voor …]`.
#[derive(Debug)]
pub struct Open {
    /// Who must arrange it.
    pub by: Vec<Who>,
    /// By when.
    pub before: Option<Date>,
}

/// The municipal offices; the first four are organs or parts of organs, the last two serve them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MunicipalOffice {
    /// Mayor.
    Mayor,
    /// College of mayor and aldermen.
    College,
    /// Municipal council.
    Council,
    /// Alderman: a member of the college.
    Alderman,
    /// Municipal secretary.
    Clerk,
    /// Civil servant.
    Official,
}

impl MunicipalOffice {
    /// The Dutch word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mayor => "burgemeester",
            Self::College => "college",
            Self::Council => "raad",
            Self::Alderman => "wethouder",
            Self::Clerk => "gemeentesecretaris",
            Self::Official => "ambtenaar",
        }
    }

    /// The office that a word or phrase of the text names.
    pub fn from_words(words: &str) -> Option<Self> {
        let first = words.split(char::is_whitespace).next().unwrap_or_default();
        Some(match first {
            "burgemeester" | "burgemeesters" => Self::Mayor,
            "college" | "colleges" => Self::College,
            "raad" | "raden" | "gemeenteraad" | "gemeenteraden" => Self::Council,
            "wethouder" | "wethouders" => Self::Alderman,
            "gemeentesecretaris" | "gemeentesecretarissen" => Self::Clerk,
            "ambtenaar" | "ambtenaren" => Self::Official,
            _ => return None,
        })
    }
}

/// The municipality or municipalities of an office, or the legal persons themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `van Aalten`.
    Named(Name),
    /// `elke gemeente`, or `elke gemeente in Oost`.
    Every(Option<Name>),
}

/// Who: a name, an office, every municipality, the members of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// What is named.
    pub kind: WhoKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of [`Who`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoKind {
    /// A name.
    Named(Name),
    /// A municipal office; without a scope only in a seat.
    Office(MunicipalOffice, Option<Scope>),
    /// `elke gemeente`: the legal persons.
    Every(Option<Name>),
    /// `leden van Stamtafel`.
    MembersOf(Name),
    /// An organ that the law doesn't know, such as `college van burgemeester en secretaris`.
    NoSuchOrgan,
}

/// A seat at a table.
#[derive(Clone, Debug)]
pub struct Seat {
    /// How many, per unit.
    pub number: Option<u32>,
    /// Who sits there.
    pub who: Who,
    /// `per subregio`.
    pub per: Option<Word>,
    /// On whose behalf.
    pub on_behalf: Option<Who>,
    /// `als adviseur`.
    pub role: Option<Word>,
    /// The mandate or article on which the seat rests.
    pub basis: Option<Citation>,
    /// When the seat holds.
    pub valid: Option<Period>,
    /// Where it stands.
    pub span: Span,
}

/// An act: who did it, on whose behalf, when.
#[derive(Debug, Default)]
pub struct Act {
    /// By whom, each with on whose behalf.
    pub by: Vec<Actor>,
    /// Out of what (means, or a group of candidates).
    pub out_of: Vec<Who>,
    /// On whose behalf the whole act is.
    pub on_behalf: Vec<Who>,
    /// The day.
    pub on: Option<Date>,
    /// How often it recurs.
    pub every: Option<Rhythm>,
    /// The event that calls for it.
    pub event: Option<Text>,
}

/// Who acts, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// Who acts.
    pub who: Who,
    /// For whom.
    pub on_behalf: Option<Who>,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Hours.
    Hour,
    /// Days, and working days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Half years.
    HalfYear,
    /// Years.
    Year,
}

impl Unit {
    /// The unit that a Dutch word names.
    pub fn from_words(words: &str) -> Option<Self> {
        Some(match words {
            "uur" | "uren" => Self::Hour,
            "dag" | "dagen" | "werkdagen" => Self::Day,
            "week" | "weken" => Self::Week,
            "maand" | "maanden" => Self::Month,
            "kwartaal" | "kwartalen" => Self::Quarter,
            "jaar" | "jaren" => Self::Year,
            half if half.starts_with("half") => Self::HalfYear,
            _ => return None,
        })
    }

    /// How many of it go in a year; hours, days and weeks by the usual count.
    pub const fn per_year(self) -> u32 {
        match self {
            Self::Hour => 8760,
            Self::Day => 365,
            Self::Week => 52,
            Self::Month => 12,
            Self::Quarter => 4,
            Self::HalfYear => 2,
            Self::Year => 1,
        }
    }
}

/// A number of units: `8 weken`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// How many.
    pub number: u32,
    /// Of what.
    pub unit: Unit,
}

/// How often: `times` in each `span`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rhythm {
    /// How many times.
    pub times: u32,
    /// In each period of this length.
    pub each: Term,
    /// Whether it is a minimum.
    pub at_least: bool,
}

impl Rhythm {
    /// How often in a year, as a fraction in its lowest terms: `elk kwartaal` equals `4 keer per jaar`.
    pub const fn per_year(self) -> (u64, u64) {
        let (times, years) = (self.times as u64 * self.each.unit.per_year() as u64, self.each.number as u64);
        let (mut a, mut b) = (times, years);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        // A term counts at least one unit, so the divisor is at least one.
        (times / a, years / a)
    }

    /// Whether this rhythm is at least as frequent as another.
    pub const fn reaches(self, other: Self) -> bool {
        // times / (number / per_year) compared without division.
        let own = self.times as u64 * self.each.unit.per_year() as u64 * other.each.number as u64;
        let asked = other.times as u64 * other.each.unit.per_year() as u64 * self.each.number as u64;
        own >= asked
    }
}

/// Money in cents, hours, or open-ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// An amount in euro cents, once or per period.
    Money(u64, Option<Term>),
    /// Hours in hundredths, once or per period.
    Hours(u64, Option<Term>),
    /// Hundredths of a percent of the cost.
    Share(u32),
    /// `onbepaald`.
    OpenEnded,
}

/// A period; the last day is excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The day after the last.
    pub until: Option<Date>,
}

impl Period {
    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether another period starts on or after the day that this one ends: a renewal, not a rival.
    pub fn is_followed_by(self, other: Self) -> bool {
        self.until.zip(other.from).is_some_and(|(until, from)| until <= from)
    }
}

/// A text and a place in it.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The law or document.
    pub name: Name,
    /// The place in it, where one is given.
    pub place: Vec<PlacePart>,
    /// Where the citation stands.
    pub span: Span,
}

/// One part of a place: `art. 10:4`, `lid 1`.
#[derive(Clone, Copy, Debug)]
pub struct PlacePart {
    /// Which kind of part.
    pub kind: PartKind,
    /// Its number or letter, as written.
    pub number: Span,
}

/// Kinds of parts of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartKind {
    /// Article.
    Article,
    /// Paragraph of an article.
    Member,
    /// Item of a paragraph.
    Item,
    /// Section.
    Section,
    /// Page.
    Page,
    /// Annex.
    Annex,
    /// Chapter.
    Chapter,
    /// Division of a law.
    Division,
}

impl PartKind {
    /// The word before the number, as one usually writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Article => "art.",
            Self::Member => "lid",
            Self::Item => "onder",
            Self::Section => "§",
            Self::Page => "p.",
            Self::Annex => "bijlage",
            Self::Chapter => "hoofdstuk",
            Self::Division => "afdeling",
        }
    }
}

/// A route step.
#[derive(Debug)]
pub struct Step {
    /// Who does it.
    pub whos: Vec<Who>,
    /// Over which powers.
    pub about: Vec<Name>,
    /// Within which term.
    pub within: Option<Term>,
    /// For which topics.
    pub topics: Vec<Name>,
}

/// A cover of a cost.
#[derive(Debug)]
pub struct Cover {
    /// How much, where stated.
    pub quantity: Option<Quantity>,
    /// By whom, out of what.
    pub act: Act,
}

/// Categories of data, from whom to whom.
#[derive(Debug)]
pub struct Data {
    /// The categories.
    pub categories: Vec<Word>,
    /// From whom; empty: from every party.
    pub from: Vec<Who>,
    /// To whom; empty: to every party.
    pub to: Vec<Who>,
}

/// `alleen aan …`, `niet aan …`.
#[derive(Debug)]
pub struct MandateLimit {
    /// Whether the list says to whom it may go, or to whom it may not.
    pub only: bool,
    /// The list.
    pub whos: Vec<Who>,
}

/// `aanvaardt <rule> omdat "…" tot <date>`.
#[derive(Debug)]
pub struct Acceptance {
    /// The rule.
    pub rule: Word,
    /// The reason.
    pub reason: Text,
    /// The day on which the finding returns.
    pub until: Date,
}

/// An article of a law, in the library.
#[derive(Debug)]
pub struct Article {
    /// The place.
    pub place: Vec<PlacePart>,
    /// What it is about.
    pub about: Option<Text>,
    /// How many paragraphs or items it has.
    pub counts: Option<Counts>,
    /// Where it stood before.
    pub formerly: Vec<PlacePart>,
    /// When it holds.
    pub valid: Period,
}

/// How many parts an article or a paragraph has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Which parts: paragraphs or items.
    pub of: PartKind,
    /// How many; 0 for an article without paragraphs.
    pub number: u32,
}

/// What a scenario expects.
#[derive(Debug)]
pub struct Expectation {
    /// Whether the contrary is expected.
    pub negated: bool,
    /// Whether these and nobody else.
    pub only: bool,
    /// The statement.
    pub claim: Claim,
}

/// The statements that a scenario can make.
#[derive(Debug)]
pub enum Claim {
    /// Somebody may use a power, up to an amount, for topics.
    Competent {
        /// Who.
        whos: Vec<Who>,
        /// Which power.
        power: Name,
        /// Up to how much.
        up_to: Option<Quantity>,
        /// For which topics.
        topics: Vec<Name>,
    },
    /// Somebody can break a deadlock over others.
    Overrides {
        /// Who.
        whos: Vec<Who>,
        /// Over whom.
        over: Vec<Who>,
        /// For which ladder or topics.
        topics: Vec<Name>,
    },
    /// A topic is decided by somebody.
    DecidedBy {
        /// The topic.
        topic: Name,
        /// By whom.
        whos: Vec<Who>,
    },
    /// Data may flow.
    Shares {
        /// From whom.
        whos: Vec<Who>,
        /// Which category.
        category: Word,
        /// To whom.
        with: Vec<Who>,
        /// For which topics.
        topics: Vec<Name>,
    },
    /// A cost is covered until a day.
    Covered {
        /// The cost.
        cost: Name,
        /// Until when.
        until: Option<Date>,
    },
}
