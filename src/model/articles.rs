//! The articles of a law: which numbers there are, how many parts they have, and where one stood on a day.

use jiff::civil::Date;

use super::parts::{Law, LawArticle};
use super::refs::{Part, say_place};
use crate::syntax::tree::PartKind;

/// Articles of one chapter with consecutive numbers: `10:1-10:45`. Numbers with a letter lie in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRange {
    chapter: Box<str>,
    first: u32,
    last: u32,
    words: Box<str>,
}

impl ArticleRange {
    /// Reads a number or a range.
    pub fn read(written: &str) -> Option<Self> {
        let (from, to) = ends(written);
        let ((chapter, first), (same, last)) = (in_chapter(from)?, in_chapter(to)?);
        (chapter == same && first <= last).then(|| Self { chapter: chapter.into(), first, last, words: written.into() })
    }

    fn holds(&self, number: u32) -> bool {
        (self.first..=self.last).contains(&number)
    }
}

/// What a law has where an article is cited that it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead<'l> {
    /// The numbers of the chapter run from the first to the last.
    Numbers(&'l str, &'l str),
    /// The last chapter.
    LastChapter(u32),
}

/// The first and the last number of a range; twice the same for one number.
pub fn ends(written: &str) -> (&str, &str) {
    written.split_once(['-', '–']).unwrap_or((written, written))
}

/// The chapter of an article and its number there, without a letter: `10` and 4 of `10:4`, nothing and 172 of `172a`.
fn in_chapter(written: &str) -> Option<(String, u32)> {
    let cut = written.rfind([':', '.']).map_or(0, |at| at + 1);
    let (chapter, rest) = written.split_at_checked(cut)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest, |end| &rest[..end]);
    Some((chapter.trim_end_matches([':', '.']).replace(':', "."), digits.parse().ok()?))
}

/// The number of the chapter to which a chapter or section belongs: 2 for `2.6`.
fn top(chapter: &str) -> Option<u32> {
    let end = chapter.find(|c: char| !c.is_ascii_digit()).unwrap_or(chapter.len());
    chapter.get(..end)?.parse().ok()
}

impl Law {
    /// What the law has instead of an article that it lacks; nothing where it has the article, or where that is unknown.
    pub fn instead_of(&self, number: &str) -> Option<Instead<'_>> {
        let (chapter, wanted) = in_chapter(number)?;
        if self.articles.iter().any(|a| a.parts.first().is_some_and(|p| p.kind == PartKind::Article && p.number.eq_ignore_ascii_case(number))) {
            return None;
        }
        let here: Vec<&ArticleRange> = self.numbers.iter().filter(|range| *range.chapter == *chapter).collect();
        if let (Some(first), Some(last)) = (here.first(), here.last()) {
            let lacking = !here.iter().any(|range| range.holds(wanted));
            return lacking.then(|| Instead::Numbers(ends(&first.words).0, ends(&last.words).1));
        }
        let last = self.numbers.iter().filter_map(|range| top(&range.chapter)).max()?;
        let beyond = chapter.is_empty() || top(&chapter).is_some_and(|cited| cited > last);
        (beyond && self.numbers.iter().all(|range| !range.chapter.is_empty())).then_some(Instead::LastChapter(last))
    }

    /// How many paragraphs or items a place has on a day; nothing where that is unknown.
    pub fn count(&self, place: &[Part], of: PartKind, day: Date) -> Option<u32> {
        let here = |a: &&LawArticle| *a.parts == *place && a.valid.holds(day);
        self.articles.iter().filter(here).filter_map(|a| a.counts).find(|c| c.of == of).map(|c| c.number)
    }

    /// Where an article stood on a day, in words.
    pub fn place_on(&self, place: &str, day: Date) -> String {
        let moved_here = |a: &&LawArticle| !a.formerly.is_empty() && a.valid.from.is_some_and(|from| from > day) && say_place(&a.parts) == place;
        self.articles.iter().find(moved_here).map_or_else(|| place.to_owned(), |a| say_place(&a.formerly))
    }
}
