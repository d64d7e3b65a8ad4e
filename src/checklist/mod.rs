//! The VNG checklist: which elements of co-operation in care and safety a model shows, in part or not at all.
//!
//! Input, activities, output and outcome are those of the VNG chart on care and safety, the criteria those of its pilot
//! for regions. Names and explanations are in our own words. The judgement sees kinds, relations and dates, never names.
//! What the chart calls mechanisms (trust, knowing each other, earlier help) cannot be read from a text.

mod activities;
mod element;
mod facts;
mod input;
mod outcome;
mod output;
mod pilot;
mod sides;

use rustc_hash::FxHashMap;

use crate::competence::Competence;
use crate::finding::SourceLink;
use crate::lang::Message;
use crate::message;
use crate::model::Model;
use crate::model::refs::EntityId;
use crate::syntax::vocabulary::{BlockKind, Level};
use crate::text::Place;
use element::Evidence;
pub use element::{Answer, Element, Group, Part, SHOWN_AT_MOST, Shown, State};
use facts::Facts;

/// Each region is judged against the whole model; a model of more regions than this was written by nobody.
const REGIONS_AT_MOST: usize = 40;

/// Texts of the VNG, the association of Dutch municipalities; each is a document of the national library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VngText {
    /// The chart *Zorg en Veiligheid* with the three models and the checklist.
    Chart,
    /// The support for regional visions with its five criteria (2019).
    Pilot,
}

impl VngText {
    /// Its name in the national library.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chart => "VNG-praatplaat",
            Self::Pilot => "VNG-regiopilot",
        }
    }

    /// Its title in the library, and where to read it.
    pub fn title_and_link(self, model: &Model) -> (String, Option<String>) {
        let id = model.find_in_library(self.name());
        let title = id.and_then(|id| model.entity(id).title.as_deref()).unwrap_or_else(|| self.name());
        let link = id.and_then(|id| model.document(id)).and_then(|document| document.file.value());
        (title.to_owned(), link.map(ToString::to_string))
    }

    /// The citation of a part of it, and where to read it.
    pub fn link(self, model: &Model, part: &str) -> SourceLink {
        let (title, link) = self.title_and_link(model);
        SourceLink { citation: format!("{title}, {part}"), link }
    }
}

/// The checklist of one region.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The region; `None` where the text declares none.
    pub region: Option<EntityId>,
    /// Where a finding on the whole stands: the name of the region, or else of the first administrative table.
    pub place: Option<Place>,
    /// What in the text asks for the norm; `None` where nothing does.
    pub asked: Option<Asked>,
    /// The elements, in the order of the VNG.
    pub elements: Vec<Element>,
}

impl Checklist {
    /// How many elements are in a state.
    pub fn count(&self, state: State) -> usize {
        self.elements.iter().filter(|element| element.state() == state).count()
    }
}

/// The statement by which a region takes the VNG norm for its own.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where it stands.
    pub place: Place,
    /// What it is, in a few words.
    pub words: Message,
}

/// The checklist of every region of a model; one without a region where the texts declare none.
pub fn of(model: &Model, competence: &Competence<'_>) -> Vec<Checklist> {
    judged(model, competence, false)
}

/// The checklists of the regions that take the VNG norm for their own.
pub fn of_those_who_ask(model: &Model, competence: &Competence<'_>) -> Vec<Checklist> {
    judged(model, competence, true)
}

fn judged(model: &Model, competence: &Competence<'_>, only_asked: bool) -> Vec<Checklist> {
    let own = model.regions.iter().map(|r| r.id).filter(|id| model.is_regional(*id) && model.in_force(*id));
    let regions: Vec<EntityId> = own.take(REGIONS_AT_MOST).collect();
    let whose = if regions.len() > 1 { whose_blocks(model, &regions) } else { FxHashMap::default() };
    let places = if regions.is_empty() { vec![None] } else { regions.into_iter().map(Some).collect() };
    let lists = places.into_iter().filter_map(|region| {
        let of_others = |(block, regions): (&EntityId, &Vec<EntityId>)| region.is_some_and(|r| !regions.contains(&r)).then_some(*block);
        let facts = Facts::new(model, competence, region, whose.iter().filter_map(of_others).collect());
        let asked = asked(&facts);
        (asked.is_some() || !only_asked).then(|| Checklist { region, place: place(&facts, region), asked, elements: elements(&facts) })
    });
    lists.collect()
}

fn place(facts: &Facts<'_>, region: Option<EntityId>) -> Option<Place> {
    let tables = facts.at(Level::Administrative).map(|table| facts.name_place(table.body.id));
    region.map(|id| facts.name_place(id)).or_else(|| tables.min())
}

fn elements(facts: &Facts<'_>) -> Vec<Element> {
    [input::elements(facts), activities::elements(facts), output::elements(facts), outcome::elements(facts), pilot::elements(facts)].concat()
}

/// Where several regions stand in one model: the regions whose municipalities or areas each block names. A block that
/// names none belongs to all.
fn whose_blocks(model: &Model, regions: &[EntityId]) -> FxHashMap<EntityId, Vec<EntityId>> {
    let mut home: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    for region in regions {
        home.entry(*region).or_default().push(*region);
        for municipality in model.region(*region).into_iter().flat_map(|r| r.municipalities.items()) {
            home.entry(municipality.id).or_default().push(*region);
        }
    }
    for area in model.areas.iter().filter(|a| model.is_regional(a.id)) {
        let regions: Vec<EntityId> = area.municipalities.items().filter_map(|m| home.get(&m.id)).flatten().copied().collect();
        home.entry(area.id).or_default().extend(regions);
    }
    let mut whose: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    for mention in &model.references {
        if let Some(regions) = home.get(&mention.id) {
            whose.entry(mention.block).or_default().extend(regions);
        }
    }
    for region in regions {
        whose.insert(*region, vec![*region]);
    }
    whose
}

/// Whether a region takes the VNG norm for its own: a table of administrators states one of the three working forms, or
/// the region or one of its tables, texts or agreements rests on a text of the library that is no law.
fn asked(facts: &Facts<'_>) -> Option<Asked> {
    let forms = facts.at(Level::Administrative).filter_map(|table| table.body.work_form.given().next());
    let form = forms.map(|(statement, _)| statement.place).min().map(|place| Asked {
        place,
        words: message!(
            "hier kiest een bestuurlijk overleg een werkvorm van de VNG",
            "here an administrative table chooses a working form of the VNG"
        ),
    });
    let resting = |id: EntityId| {
        use BlockKind::{Agreement, Body, Document, Region};
        matches!(facts.model.entity(id).kind, Region | Body | Document | Agreement) && facts.counts(id)
    };
    let norm = |id: EntityId| facts.model.document(id).is_some() && !facts.model.is_regional(id);
    let grounds = facts.model.citations.iter().filter(|c| c.is_ground() && c.citation.target.is_some_and(norm) && resting(c.of));
    let ground = grounds.map(|c| c.citation.place).min().map(|place| Asked {
        place,
        words: message!("hier beroept de regio zich op een tekst van de VNG", "here the region rests on a text of the VNG"),
    });
    form.or(ground)
}
