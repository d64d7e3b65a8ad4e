//! What a rule rests on: an article of law, or a text of the field.

use crate::finding::SourceLink;
use crate::model::Model;
use crate::model::parts::Law;

/// An article of a law of the library, or a published text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A law by its name in the library and a place: `Awb`, `art. 10:4 lid 1`.
    Law(&'static str, &'static str),
    /// A text of the Association of Netherlands Municipalities and the part of it.
    Vng(VngText, &'static str),
}

/// Texts of the VNG on working together in care and safety.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VngText {
    /// The chart *Zorg en Veiligheid* with the three models and the checklist.
    Chart,
    /// The support for regional visions with its five criteria (2019).
    Pilot,
}

impl VngText {
    const fn title(self) -> &'static str {
        match self {
            Self::Chart => "VNG, Praatplaat regionale samenwerking zorg en veiligheid",
            Self::Pilot => "VNG, Steun voor versterken samenwerking zorg en veiligheid",
        }
    }
}

impl Source {
    /// The citation and where to read it.
    pub fn link(&self, model: &Model) -> SourceLink {
        match self {
            Self::Law(law, place) => {
                let link = model.find_in_library(law).and_then(|id| model.law(id)).and_then(|law| law_link(law, place));
                SourceLink { citation: format!("{law} {place}"), link }
            }
            Self::Vng(text, part) => {
                SourceLink { citation: format!("{}, {part}", text.title()), link: Some("https://www.vng.nl/rubrieken/zorg-en-veiligheid".to_owned()) }
            }
        }
    }
}

/// The address of an article: wetten.overheid.nl by its Juriconnect reference, EUR-Lex for European acts.
pub fn law_link(law: &Law, place: &str) -> Option<String> {
    if let Some(celex) = &law.celex {
        return Some(format!("https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:{celex}"));
    }
    let bwb = law.bwb.as_ref()?;
    let mut link = format!("https://wetten.overheid.nl/jci1.3:c:{bwb}");
    let words: Vec<&str> = place.split_whitespace().collect();
    for pair in words.windows(2) {
        match pair[0] {
            "art." => link.push_str(&format!("&artikel={}", pair[1].trim_end_matches(','))),
            "lid" => link.push_str(&format!("&lid={}", pair[1].trim_end_matches(','))),
            _ => {}
        }
    }
    Some(link)
}
