//! What a user asks for: a name, municipalities that exist, and one of them to be the host.

use std::collections::BTreeMap;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::Template;
use crate::analysis;
use crate::lang::{Message, choice};
use crate::message;
use crate::model::Model;
use crate::model::parts::Municipality;
use crate::model::refs::EntityId;
use crate::syntax::explain::nearest;
use crate::text::SourceFile;

/// A fresh region, checked: every name in it can be written.
#[derive(Clone, Debug)]
pub struct Start {
    /// The template.
    pub template: Template,
    /// The name of the region as the user wrote it.
    pub title: String,
    /// That name as the language writes it.
    pub name: String,
    /// The municipalities, by their official names.
    pub municipalities: Vec<String>,
    /// The one that hosts or carries out for the others.
    pub centre: String,
}

impl Start {
    /// Looks the names up.
    ///
    /// # Errors
    /// Everything that is wrong with the names, each with what to do about it.
    pub fn new(template: Template, name: &str, municipalities: &[String], centre: Option<&str>, on: Date) -> Result<Self, Vec<Message>> {
        let texts = template.files().iter().map(|(name, text)| SourceFile::new(*name, *text));
        let model = analysis::read(texts, on).model;
        let register = Register::new(&model);
        let mut wrong = Vec::new();
        let region = kept(region_name(&model, name), &mut wrong);
        let found: Vec<_> = municipalities.iter().filter_map(|written| kept(register.find(written), &mut wrong)).collect();
        let centre = centre.and_then(|written| kept(register.find(written), &mut wrong));
        wrong.extend(odd_list(&model, &found, centre));
        if municipalities.len() < 2 {
            wrong
                .push(message!("noem ten minste twee gemeenten, met komma's ertussen", "name at least two municipalities, with commas between them"));
        }
        match (region, found.first()) {
            (Some((title, name)), Some(first)) if wrong.is_empty() => Ok(Self {
                template,
                title,
                name,
                municipalities: found.iter().map(|id| model.name(*id).to_owned()).collect(),
                centre: model.name(centre.unwrap_or(*first)).to_owned(),
            }),
            _ => Err(wrong),
        }
    }
}

/// What is found; what is wrong goes to the others.
fn kept<T>(found: Result<T, Message>, wrong: &mut Vec<Message>) -> Option<T> {
    found.map_err(|message| wrong.push(message)).ok()
}

/// A municipality that is named twice, or a centre that is not among them.
fn odd_list(model: &Model, found: &[EntityId], centre: Option<EntityId>) -> Vec<Message> {
    let twice = found.iter().enumerate().find(|(at, id)| found[..*at].contains(id)).map(|(_, id)| model.name(*id));
    let outside = centre.filter(|id| !found.contains(id)).map(|id| model.name(id));
    let twice = twice.map(|name| message!("`{name}` staat er tweemaal; noem elke gemeente één keer", "`{name}` is there twice; name each municipality once"; name = name));
    let outside = outside.map(|name| {
        message!("`{name}` staat bij --centrum, maar niet bij --gemeenten", "`{name}` is given with --centrum, but not with --gemeenten"; name = name)
    });
    twice.into_iter().chain(outside).collect()
}

/// The title and the name of the region. A name that already stands for something gets `Regio-` before it.
fn region_name(model: &Model, written: &str) -> Result<(String, String), Message> {
    let title: String = written.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    let is_fit = |c: char| c.is_alphanumeric() || " -_'’.,()/&+".contains(c);
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    let Some(first) = name.chars().next().filter(|c| c.is_alphabetic() && title.chars().all(is_fit)) else {
        return Err(message!(
            "`{name}` kan geen naam van een regio zijn; begin met een letter en gebruik letters, cijfers en gewone leestekens",
            "`{name}` cannot be the name of a region; start with a letter and use letters, digits and plain signs"; name = title
        ));
    };
    name.replace_range(..first.len_utf8(), &first.to_uppercase().collect::<String>());
    // The name of the template's own region is free.
    if model.find(&name).is_some_and(|id| model.region(id).is_none()) {
        name.insert_str(0, "Regio-");
    }
    Ok((title, name))
}

/// The municipalities of the library, found as people write them.
struct Register<'m> {
    model: &'m Model,
    known: BTreeMap<String, Vec<EntityId>>,
}

impl<'m> Register<'m> {
    fn new(model: &'m Model) -> Self {
        let mut known: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
        for municipality in official(model) {
            let entity = model.entity(municipality.id);
            // Of `Bergen (NH.)` people may write the first word alone.
            let titles = entity.title.iter().flat_map(|title| [&**title, title.split(" (").next().unwrap_or_default()]);
            let names = std::iter::once(&*entity.name).chain(titles).chain(entity.also_called.iter().map(|n| &**n));
            for name in names {
                let same = known.entry(plain(name)).or_default();
                if !same.contains(&municipality.id) {
                    same.push(municipality.id);
                }
            }
        }
        Self { model, known }
    }

    /// The municipality that somebody means, if it exists on the date of the model.
    fn find(&self, written: &str) -> Result<EntityId, Message> {
        let same = self.known.get(&plain(written)).map(Vec::as_slice).unwrap_or_default();
        let existing: Vec<EntityId> = same.iter().copied().filter(|id| self.model.in_force(*id)).collect();
        match (existing.as_slice(), same.first()) {
            ([one], _) => Ok(*one),
            ([], None) => Err(self.unknown(written)),
            ([], Some(ended)) => Err(self.not_in_force(*ended)),
            (several, _) => {
                let names: Vec<&str> = several.iter().map(|id| self.model.name(*id)).collect();
                Err(
                    message!("`{name}` kan meer gemeenten zijn; kies {names}", "`{name}` may be several municipalities; choose {names}"; name = written, names = choice(&names, 4)),
                )
            }
        }
    }

    fn unknown(&self, written: &str) -> Message {
        let names = official(self.model).map(|m| self.model.name(m.id));
        let hyphenated = written.split_whitespace().collect::<Vec<_>>().join("-");
        match nearest(&hyphenated, names) {
            Some(meant) => {
                message!("er is geen gemeente `{name}`; bedoelde u `{meant}`?", "there is no municipality `{name}`; did you mean `{meant}`?"; name = written, meant = meant)
            }
            None => message!("er is geen gemeente `{name}`", "there is no municipality `{name}`"; name = written),
        }
    }

    fn not_in_force(&self, id: EntityId) -> Message {
        let name = self.model.name(id);
        let period = self.model.validity(id);
        let successors: Vec<&str> = self.model.entity(id).successors.items().map(|s| self.model.name(s.id)).collect();
        match (period.until.filter(|until| *until <= self.model.on), period.from) {
            (Some(until), _) if !successors.is_empty() => message!(
                "`{name}` bestaat sinds {until} niet meer; bedoelde u {successors}?",
                "`{name}` has not existed since {until}; did you mean {successors}?"; name = name, until = until, successors = choice(&successors, 4)
            ),
            (Some(until), _) => {
                message!("`{name}` bestaat sinds {until} niet meer", "`{name}` has not existed since {until}"; name = name, until = until)
            }
            (None, Some(from)) => message!("`{name}` bestaat pas op {from}", "`{name}` exists only from {from}"; name = name, from = from),
            (None, None) => message!("`{name}` bestaat niet op deze dag", "`{name}` does not exist on this day"; name = name),
        }
    }
}

/// The municipalities with an official code; the model also holds one that stands for any.
fn official(model: &Model) -> impl Iterator<Item = &Municipality> {
    model.municipalities.iter().filter(|municipality| municipality.cbs.is_some())
}

/// A name without what people leave out: capitals, accents, spaces and signs.
fn plain(name: &str) -> String {
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
