//! What a rule rests on: an article of law, or a text of the field.

use jiff::civil::Date;

pub use crate::checklist::VngText;
use crate::finding::SourceLink;
use crate::model::Model;
use crate::model::articles::ends;
use crate::model::parts::Law;

/// An article of a law of the library, or a published text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A law by its name in the library and a place: `Awb`, `art. 10:4 lid 1`.
    Law(&'static str, &'static str),
    /// A text of the Association of Netherlands Municipalities in the library, and the part of it.
    Vng(VngText, &'static str),
}

impl Source {
    /// The citation, at the place where the article stood on the day of the model, and where to read it.
    pub fn link(&self, model: &Model) -> SourceLink {
        self.link_on(model, model.on)
    }

    /// The citation, at the place where the article stood on a day, and where to read it.
    pub fn link_on(&self, model: &Model, day: Date) -> SourceLink {
        match self {
            Self::Law(name, place) => {
                let law = model.find_in_library(name).and_then(|id| model.law(id));
                let place = law.map_or_else(|| (*place).to_owned(), |law| law.place_on(place, day));
                SourceLink { citation: format!("{name} {place}"), link: law.and_then(|law| law_link(law, &place)) }
            }
            Self::Vng(text, part) => text.link(model, part),
        }
    }
}

/// The address of an article: wetten.overheid.nl by its Juriconnect reference, EUR-Lex for European acts.
pub fn law_link(law: &Law, place: &str) -> Option<String> {
    if let Some(celex) = &law.celex {
        return Some(format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{celex}"));
    }
    let words: Vec<&str> = place.split_whitespace().collect();
    let after = |word: &str| words.windows(2).find(|pair| pair[0] == word).map(|pair| ends(pair[1].trim_end_matches(',')).0);
    let (bwb, article) = book(law.bwb.as_ref()?, after("art."))?;
    let mut link = format!("https://wetten.overheid.nl/jci1.3:c:{bwb}");
    for (name, number) in [("artikel", article), ("lid", after("lid"))] {
        link.extend(number.map(|number| format!("&{name}={number}")));
    }
    Some(link)
}

/// The number of a law and of an article in it. The books of a code each have a number of their own
/// (`boek 3: BWBR0005291, boek 7: BWBR0005290`), and count their articles without the number of the book.
fn book<'a>(bwb: &'a str, article: Option<&'a str>) -> Option<(&'a str, Option<&'a str>)> {
    if !bwb.contains(':') {
        return Some((bwb, article));
    }
    let books = || bwb.split(", ").filter_map(|book| book.trim_start_matches("boek ").split_once(": "));
    match article.and_then(|article| article.split_once(':')) {
        Some((cited, article)) => books().find(|(book, _)| *book == cited).map(|(_, bwb)| (bwb, Some(article))),
        None => books().next().map(|(_, bwb)| (bwb, None)),
    }
}
