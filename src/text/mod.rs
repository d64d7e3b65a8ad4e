//! Source texts, places in them, and lines and columns in every encoding that a reader may ask for.
//!
//! Everything inside counts in bytes (`u32`); only the rim asks for lines and columns.

use std::sync::{Arc, OnceLock};

use line_index::{LineIndex, TextSize, WideEncoding, WideLineCol};

/// The largest text that is read: offsets are `u32` and a text of people is far smaller.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// A range of bytes in one text, the end excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from two offsets.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, `offset` bytes further.
    #[must_use]
    pub const fn shifted(self, offset: u32) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }

    /// Whether a byte offset lies in the span, its end included (a caret after the last letter still counts).
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// As a range of `usize`, to slice a text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The number of a text within one analysis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span in a particular text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The text.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column in UTF-8 bytes.
    pub column: u32,
    /// The column in UTF-16 code units, as most editors count.
    pub column_utf16: u32,
}

/// One text with its name.
#[derive(Debug)]
pub struct SourceFile {
    name: Arc<str>,
    text: Arc<str>,
    library: bool,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// A text of the user, under the name by which he knows it.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), library: false, lines: OnceLock::new() }
    }

    /// A text of the national library.
    pub fn library(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { library: true, ..Self::new(name, text) }
    }

    /// The name that a reader knows it by: a path, or `<stdin>`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, to share.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Whether the text belongs to the national library.
    pub const fn is_library(&self) -> bool {
        self.library
    }

    /// The line and column of a byte offset; an offset beyond the end counts as the end.
    pub fn position(&self, offset: u32) -> Position {
        let lines = self.lines.get_or_init(|| LineIndex::new(&self.text));
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let at = lines.line_col(TextSize::from(offset as u32));
        let wide = lines.to_wide(WideEncoding::Utf16, at).unwrap_or(WideLineCol { line: at.line, col: at.col });
        Position { line: at.line + 1, column: at.col + 1, column_utf16: wide.col + 1 }
    }
}

/// All texts of one analysis; [`FileId`]s are positions in it.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and gives its number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// The text with this number.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The words at a place.
    pub fn words(&self, place: Place) -> &str {
        self.get(place.file).text().get(place.span.range()).unwrap_or_default()
    }

    /// Every text with its number.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(i as u32), f))
    }
}
