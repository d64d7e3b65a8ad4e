//! The four answers: arranged, stated not to exist, not stated, still to be arranged.

use jiff::civil::Date;

use super::refs::{Citation, WhoRef};
use crate::text::Place;

/// What a text says of one property: every statement of it, in order.
#[derive(Clone, Debug)]
pub struct Fact<T>(Vec<Statement<T>>);

/// One statement of a property.
#[derive(Clone, Debug)]
pub struct Statement<T> {
    /// What it says.
    pub answer: Answer<T>,
    /// The whole property.
    pub place: Place,
    /// Its keyword.
    pub key: Place,
    /// `krachtens …`.
    pub basis: Vec<Citation>,
    /// `bron …`.
    pub source: Vec<Citation>,
}

/// The answer of one statement; silence is the absence of statements.
#[derive(Clone, Debug)]
pub enum Answer<T> {
    /// Arranged.
    Given(T),
    /// Stated not to exist.
    Absent,
    /// Still to be arranged.
    Open(OpenPoint),
}

/// An open point with its owner and date.
#[derive(Clone, Debug, Default)]
pub struct OpenPoint {
    /// Who must arrange it.
    pub by: Vec<WhoRef>,
    /// By when.
    pub before: Option<Date>,
}

impl<T> Default for Fact<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<Statement<T>> for Fact<T> {
    fn from_iter<I: IntoIterator<Item = Statement<T>>>(statements: I) -> Self {
        Self(statements.into_iter().collect())
    }
}

impl<T> Fact<T> {
    /// Every statement, in order.
    pub fn statements(&self) -> &[Statement<T>] {
        &self.0
    }

    /// The statements that arrange something, with their values.
    pub fn given(&self) -> impl Iterator<Item = (&Statement<T>, &T)> {
        self.0.iter().filter_map(|s| match &s.answer {
            Answer::Given(value) => Some((s, value)),
            _ => None,
        })
    }

    /// The values that are arranged.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.given().map(|(_, value)| value)
    }

    /// The first value that is arranged.
    pub fn value(&self) -> Option<&T> {
        self.values().next()
    }

    /// Whether something is arranged.
    pub fn is_given(&self) -> bool {
        self.value().is_some()
    }

    /// Whether the text is silent.
    pub fn is_unstated(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is stated not to exist (and nowhere stated otherwise).
    pub fn is_absent(&self) -> bool {
        !self.is_given() && self.0.iter().any(|s| matches!(s.answer, Answer::Absent))
    }

    /// The open point, where it is still to be arranged and nowhere arranged.
    pub fn open(&self) -> Option<&OpenPoint> {
        if self.is_given() {
            return None;
        }
        self.0.iter().find_map(|s| match &s.answer {
            Answer::Open(open) => Some(open),
            _ => None,
        })
    }

    /// Whether anything of it is still to be arranged, beside what is arranged already.
    pub fn has_open(&self) -> bool {
        self.0.iter().any(|s| matches!(s.answer, Answer::Open(_)))
    }

    /// Neither arranged nor an open point: silent, or stated not to exist.
    pub fn is_lacking(&self) -> bool {
        !self.is_given() && self.open().is_none()
    }

    /// The first statement.
    pub fn first(&self) -> Option<&Statement<T>> {
        self.0.first()
    }

    /// The place of the first statement.
    pub fn place(&self) -> Option<Place> {
        self.first().map(|s| s.place)
    }

    /// The keyword of the first statement.
    pub fn key(&self) -> Option<Place> {
        self.first().map(|s| s.key)
    }
}

impl<T> Fact<Vec<T>> {
    /// All items of all lists that are given.
    pub fn items(&self) -> impl Iterator<Item = &T> {
        self.values().flatten()
    }

    /// Whether any list holds an item.
    pub fn has_items(&self) -> bool {
        self.items().next().is_some()
    }
}

impl<T: PartialEq + Copy> Fact<T> {
    /// Whether one of the values that are given equals this one.
    pub fn says(&self, value: T) -> bool {
        self.values().any(|v| *v == value)
    }
}
