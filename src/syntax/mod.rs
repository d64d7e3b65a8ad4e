//! From text to tree, with every mistake told in words.

#[macro_use]
mod keyword;
pub mod explain;
mod form;
mod parser;
mod say;
pub mod tree;
pub mod vocabulary;
mod words;

pub use parser::{parse, parse_euros, parse_who};

use crate::text::Span;
use vocabulary::{BlockKind, Key};

/// A mistake in the form of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What.
    pub problem: Problem,
}

/// What can be wrong with the form of a text, with the facts that a message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A line outside every block that starts none.
    OutsideBlock,
    /// A word where the kind of a block is wanted.
    UnknownKind {
        /// The word.
        word: String,
    },
    /// A block without the name (or, for a `proef`, the title) that it needs.
    NoName {
        /// The kind.
        kind: BlockKind,
    },
    /// A name that starts with a small letter.
    LowerCaseName {
        /// The name.
        word: String,
    },
    /// Words between the name and the brace that don't belong there.
    WrongHead {
        /// The words.
        words: String,
    },
    /// A block without its closing brace.
    NotClosed {
        /// The kind of the block, as written.
        word: String,
    },
    /// A closing brace too many.
    StrayClose,
    /// A word that is no property.
    UnknownProperty {
        /// The word.
        word: String,
        /// The property that was probably meant.
        meant: Option<Key>,
        /// The kind of the block.
        kind: Option<BlockKind>,
    },
    /// A property in a block that doesn't take it.
    Misplaced {
        /// The property.
        key: Key,
        /// The kind of the block.
        kind: BlockKind,
    },
    /// A colon or equals sign after a keyword.
    WrongSign {
        /// The keyword.
        key: Key,
        /// The sign.
        sign: char,
        /// The kind of the block.
        kind: Option<BlockKind>,
    },
    /// A text without quotes.
    NoQuotes {
        /// The keyword.
        key: Key,
        /// What stands there.
        words: String,
    },
    /// A text whose closing quote is missing.
    UnclosedQuote {
        /// The keyword.
        key: Key,
    },
    /// A value that doesn't have the form that its keyword asks.
    BadValue {
        /// The keyword.
        key: Key,
        /// What stands at the place; empty at the end of the line.
        found: String,
        /// The kind of the block.
        kind: Option<BlockKind>,
    },
    /// The word `en` in a list.
    AndInList,
    /// Two items of a list without a comma between them.
    NoComma {
        /// The second item.
        word: String,
    },
    /// A name with a small first letter where a name is wanted.
    LowerCaseReference {
        /// The word.
        word: String,
    },
    /// A word that is not one of the closed words.
    UnknownWord {
        /// The word.
        word: String,
        /// The keyword.
        key: Key,
        /// What it takes.
        allowed: &'static [&'static str],
    },
    /// Money where hours are wanted, or hours where money is.
    WrongQuantity {
        /// The keyword.
        key: Key,
        /// As written.
        written: String,
    },
    /// No seats at all, or a meeting that never takes place.
    Zero {
        /// The keyword.
        key: Key,
    },
    /// A date that the calendar doesn't have.
    NoSuchDay {
        /// As written.
        written: String,
    },
    /// A period that ends before it starts.
    EndsBeforeItStarts,
    /// A number beyond every sense.
    NumberTooLarge,
    /// Nested beyond what can be read.
    TooDeep,
    /// A character that has no place in a text of this kind.
    BadCharacter {
        /// The character.
        found: char,
    },
}
