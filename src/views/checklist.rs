//! `checklist`: the VNG checklist of each region, element by element.

use jiff::civil::Date;
use serde::Serialize;

use super::why::PlaceOut;
use crate::checklist::{self, Checklist, Element, Group, Part, Shown, State};
use crate::competence::Competence;
use crate::lang::{Lang, Say};
use crate::model::Model;
use crate::text::{Place, Sources};

/// Goes up when a reader of the old form would break.
pub const VERSION: u32 = 1;

/// Everything that the command has to show.
#[derive(Debug, Serialize)]
pub struct Output {
    version: u32,
    language: &'static str,
    date: String,
    #[serde(skip)]
    on: Date,
    /// The checklist of each region.
    pub checklists: Vec<ListOut>,
    /// Files that could not be read; the others count.
    pub unreadable: Vec<UnreadableOut>,
}

/// A file that could not be read.
#[derive(Debug, Serialize)]
pub struct UnreadableOut {
    /// The file.
    pub file: String,
    /// Why not.
    pub message: String,
}

/// The checklist of one region.
#[derive(Debug, Serialize)]
pub struct ListOut {
    /// The region's name; `None` where the text declares none.
    pub region: Option<String>,
    /// What in the text asks for the norm.
    pub asked: Option<ShownOut>,
    /// How many elements are in each state.
    pub summary: Summary,
    /// The groups, in the order of the VNG.
    pub groups: Vec<GroupOut>,
}

/// How many elements are in each state.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Arranged.
    pub arranged: usize,
    /// Partly.
    pub partly: usize,
    /// Not shown.
    pub not_shown: usize,
}

/// A group of elements.
#[derive(Debug, Serialize)]
pub struct GroupOut {
    /// Its word.
    pub group: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its elements.
    pub elements: Vec<ElementOut>,
}

/// One element.
#[derive(Debug, Serialize)]
pub struct ElementOut {
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// What the VNG means by it.
    pub about: String,
    /// How far it is shown, as a word for machines.
    pub state: &'static str,
    /// How far it is shown.
    #[serde(skip)]
    pub shows: State,
    /// The text of the VNG and the section.
    pub source: SourceOut,
    /// The statements that show it.
    pub shown: Vec<ShownOut>,
    /// What is lacking.
    pub lacking: Option<String>,
    /// What it consists of.
    pub parts: Vec<PartOut>,
}

/// A text with where to read it.
#[derive(Debug, Serialize)]
pub struct SourceOut {
    /// The text.
    pub text: String,
    /// The part of it.
    pub section: &'static str,
    /// Where to read it.
    pub link: Option<String>,
}

/// A statement that shows something.
#[derive(Debug, Serialize)]
pub struct ShownOut {
    /// Where it stands.
    #[serde(flatten)]
    pub place: PlaceOut,
    /// A few words.
    pub text: String,
}

/// A part of an element.
#[derive(Debug, Serialize)]
pub struct PartOut {
    /// What is asked.
    pub text: String,
    /// How far it is shown.
    pub state: &'static str,
    /// Whether the element turns on it.
    pub essential: bool,
}

impl Output {
    /// An output without checklists yet.
    pub fn new(lang: Lang, on: Date) -> Self {
        Self { version: VERSION, language: lang.code(), date: on.to_string(), on, checklists: Vec::new(), unreadable: Vec::new() }
    }

    /// Adds the checklists of a model.
    pub fn add(&mut self, model: &Model, sources: &Sources, lang: Lang) {
        let competence = Competence::new(model);
        let view = View { model, sources, lang };
        self.checklists.extend(checklist::of(model, &competence).iter().map(|list| view.list(list)));
    }

    /// The reference date as one says it.
    pub fn date(&self, lang: Lang) -> String {
        self.on.say(lang)
    }

    /// Whether any element is not shown.
    pub fn has_gaps(&self) -> bool {
        self.checklists.iter().any(|list| list.summary.not_shown > 0)
    }
}

struct View<'v> {
    model: &'v Model,
    sources: &'v Sources,
    lang: Lang,
}

impl View<'_> {
    fn list(&self, list: &Checklist) -> ListOut {
        let group = |group: Group| GroupOut {
            group: group.code(),
            title: group.title(self.lang),
            elements: list.elements.iter().filter(|element| element.group == group).map(|element| self.element(element)).collect(),
        };
        let name = |region| self.model.entity(region).title.as_deref().unwrap_or_else(|| self.model.name(region)).to_owned();
        ListOut {
            region: list.region.map(name),
            asked: list.asked.as_ref().map(|asked| self.at(asked.place, asked.words.get(self.lang))),
            summary: Summary { arranged: list.count(State::Arranged), partly: list.count(State::Partly), not_shown: list.count(State::NotShown) },
            groups: Group::ALL.into_iter().map(group).collect(),
        }
    }

    fn element(&self, element: &Element) -> ElementOut {
        let (text, section) = element.source;
        let (text, link) = text.title_and_link(self.model);
        ElementOut {
            code: element.code,
            name: element.name.get(self.lang).to_owned(),
            about: element.about.get(self.lang).to_owned(),
            state: element.state().code(),
            shows: element.state(),
            source: SourceOut { text, section, link },
            shown: element.shown().into_iter().map(|shown| self.shown(shown)).collect(),
            lacking: element.lacking().map(|lacking| lacking.get(self.lang).to_owned()),
            parts: element.parts.iter().map(|part| self.part(part)).collect(),
        }
    }

    fn part(&self, part: &Part) -> PartOut {
        PartOut { text: part.asks.get(self.lang).to_owned(), state: part.answer.code(), essential: part.essential }
    }

    fn shown(&self, shown: &Shown) -> ShownOut {
        self.at(shown.place, shown.words.get(self.lang))
    }

    fn at(&self, place: Place, words: &str) -> ShownOut {
        let file = self.sources.get(place.file);
        ShownOut { place: PlaceOut { file: file.name().to_owned(), line: file.position(place.span.start).line }, text: words.to_owned() }
    }
}
