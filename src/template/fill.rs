//! A template made into a fresh region, by its tree: names of its own, and open points for what has not happened yet.

use rustc_hash::FxHashMap;

use super::{Start, WRITTEN_FOR};
use crate::analysis;
use crate::lang::Lang;
use crate::syntax::parse;
use crate::syntax::tree::{Act, Block, Claim, Property, Value, Who, WhoKind};
use crate::syntax::vocabulary::{BlockKind, Key};
use crate::text::{SourceFile, Span};

/// What stands before the subject of a template in its first line.
const MARK: &str = "# SJABLOON. ";

/// No line of a text is longer than this, where words can be put on the next.
const WIDTH: usize = 118;

/// A place in a text and what comes there.
type Edit = (Span, String);

/// The texts of a fresh region by file name.
pub fn fill(start: &Start) -> Vec<(String, String)> {
    let mut files = named(start);
    for (at, (_, text)) in files.iter_mut().enumerate() {
        let edits = open_points(text);
        *text = headed(&applied(text, edits), start, at == 0);
    }
    files
}

/// The edits made, from the last to the first. Edits don't overlap.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(span, _)| *span);
    let mut made = text.to_owned();
    for (span, words) in edits.into_iter().rev() {
        made.replace_range(span.range(), &words);
    }
    made
}

// -------------------------------------------------------------------------------------------------------------- names

/// The template with the names of the region.
fn named(start: &Start) -> Vec<(String, String)> {
    let files = start.template.files();
    let mut edits: Vec<Vec<Edit>> = files.iter().map(|(_, text)| region_and_areas(text, start)).collect();
    let place_of: FxHashMap<&str, usize> = files.iter().enumerate().map(|(at, (name, _))| (*name, at)).collect();
    let reading = analysis::read(files.iter().map(|(name, text)| SourceFile::new(*name, *text)), WRITTEN_FOR);
    // In a template one municipality is named outside the lists: the first of the region.
    let centre = reading.model.regions.first().and_then(|region| region.municipalities.items().next()).map(|first| first.id);
    let mentions = reading.model.references.iter().filter(|mention| Some(mention.id) == centre && mention.key != Key::Municipalities);
    for mention in mentions {
        if let Some(at) = place_of.get(reading.sources.get(mention.place.file).name()) {
            edits[*at].push((mention.place.span, start.centre.clone()));
        }
    }
    files.iter().zip(edits).map(|((name, text), edits)| ((*name).to_owned(), applied(text, edits))).collect()
}

/// The region's name, and the municipalities: all in the region, all but the centre in an area.
fn region_and_areas(text: &str, start: &Start) -> Vec<Edit> {
    let mut edits = Vec::new();
    for block in parse(text).0.blocks {
        let listed = match block.kind {
            Some(BlockKind::Region) => {
                edits.extend(block.name.map(|name| (name.span, start.name.clone())));
                edits.extend(block.title.map(|title| (title.span, format!("{} zorg en veiligheid", start.title))));
                start.municipalities.iter().collect::<Vec<_>>()
            }
            Some(BlockKind::Area) => start.municipalities.iter().filter(|name| **name != start.centre).collect(),
            _ => continue,
        };
        for property in &block.properties {
            if let (Key::Municipalities, Value::Names(names)) = (property.key, &property.value)
                && let (Some(first), Some(last)) = (names.first(), names.last())
            {
                edits.push((first.span.to(last.span), list(&listed, column(text, first.span.start))));
            }
        }
    }
    edits
}

/// How far from the start of its line a place is, in characters.
fn column(text: &str, at: u32) -> usize {
    let before = &text[..at as usize];
    before[before.rfind('\n').map_or(0, |end| end + 1)..].chars().count()
}

/// Names with commas, in lines that start at a column.
fn list(names: &[&String], column: usize) -> String {
    let mut written = String::new();
    let mut at = column;
    for (i, name) in names.iter().enumerate() {
        let length = name.chars().count() + 1;
        if i > 0 {
            if at + 1 + length > WIDTH {
                written.push_str(&format!(",\n{}", " ".repeat(column)));
                at = column;
            } else {
                written.push_str(", ");
                at += 1;
            }
        }
        written.push_str(name);
        at += length;
    }
    written
}

// -------------------------------------------------------------------------------------------------------- open points

/// What has not happened or been chosen yet.
fn open_points(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for block in parse(text).0.blocks {
        if block.kind == Some(BlockKind::Scenario) {
            scenario(text, &block, &mut edits);
        } else {
            block.properties.iter().for_each(|property| open_point(text, property, &mut edits));
        }
    }
    edits
}

/// Whom an open point waits for; `None` where the property is not open.
fn awaited(property: &Property) -> Option<Vec<Who>> {
    match (&property.value, property.key) {
        // What is dated has not happened yet; what recurs is a plan.
        (Value::Act(act), _) if act.on.is_some() => Some(act.by.iter().map(|actor| actor.who).collect()),
        // Nobody has been asked to chair or to drive.
        (Value::Whos(whos), Key::Chair | Key::Driver) => whos.iter().any(|who| matches!(who.kind, WhoKind::Office(..))).then(Vec::new),
        (_, Key::Status | Key::Amount | Key::Ceiling | Key::Extent | Key::Valid | Key::Incisive | Key::Safeguards) => Some(Vec::new()),
        _ => None,
    }
}

fn open_point(text: &str, property: &Property, edits: &mut Vec<Edit>) {
    let Some(by) = awaited(property) else { return };
    let words = |span: Span| &text[span.range()];
    let after_key = words(Span { start: property.key_span.end, end: property.span.end });
    let value_at = property.span.end - after_key.trim_start().len() as u32;
    let mut open = "nog te regelen".to_owned();
    if !by.is_empty() {
        let by: Vec<&str> = by.iter().map(|who| words(who.span)).collect();
        open.push_str(&format!(" door {}", by.join(", ")));
    }
    if let (Some(first), Some(last)) = (property.basis.first(), property.basis.last()) {
        open.push_str(&format!(" krachtens {}", words(first.span.to(last.span))));
    }
    let rest = text[property.span.end as usize..].lines().next().unwrap_or_default();
    if !says_it_all(property, &by) && rest.trim().is_empty() {
        let example = format!("# voorbeeld: {}", after_key.split_whitespace().collect::<Vec<_>>().join(" "));
        if column(text, value_at) + open.chars().count() + 3 + example.chars().count() <= WIDTH {
            open.push_str(&format!("   {example}"));
        } else {
            let indent = " ".repeat(column(text, property.span.start));
            edits.push((Span { start: property.span.start, end: property.span.start }, format!("{example}\n{indent}")));
        }
    }
    edits.push((Span { start: value_at, end: property.span.end }, open));
}

/// Whether an open point names all that the template did, but for the day.
fn says_it_all(property: &Property, by: &[Who]) -> bool {
    let plain = |act: &Act| act.out_of.is_empty() && act.on_behalf.is_empty() && act.by.iter().all(|actor| actor.on_behalf.is_none());
    !by.is_empty() && matches!(&property.value, Value::Act(act) if plain(act))
}

/// Expectations that hold only with the days and amounts of the template become remarks, and so does a scenario without others.
fn scenario(text: &str, block: &Block, edits: &mut Vec<Edit>) {
    let on_another_day = block.properties.iter().any(|p| matches!(p.value, Value::Date(day) if day != WRITTEN_FOR));
    let expectations: Vec<&Property> = block.properties.iter().filter(|p| p.key == Key::Expectation).collect();
    if on_another_day || expectations.iter().all(|p| needs_amounts(p)) {
        let lines = text[block.span.range()].replace('\n', "\n# ");
        edits.push((block.span, format!("# Als de datums en bedragen bekend zijn:\n# {lines}")));
        return;
    }
    for property in expectations.into_iter().filter(|p| needs_amounts(p)) {
        edits.push((Span { start: property.span.start, end: property.span.start }, "# straks: ".to_owned()));
    }
}

fn needs_amounts(property: &Property) -> bool {
    let Value::Expectation(expectation) = &property.value else { return false };
    matches!(expectation.claim, Claim::Covered { .. } | Claim::Competent { up_to: Some(_), .. })
}

// ------------------------------------------------------------------------------------------------------------- header

/// The text with the region's name in its first line, and in the first file what a reader must know.
fn headed(text: &str, start: &Start, first: bool) -> String {
    let own = text.strip_prefix(MARK).unwrap_or(text);
    if !first {
        return format!("# {}. {own}", start.title);
    }
    let rest = own.split_once("\n\n").map_or(own, |(_, rest)| rest);
    let (title, model) = (&start.title, start.template.title(Lang::Dutch));
    format!(
        "# {title}, zorg en veiligheid. Naar {model}.\n\
         # Gemaakt met `sluitend new`. Wat nog moet gebeuren of gekozen moet worden, heet hier `nog te regelen`; `sluitend check`\n\
         # noemt het allemaal. Is een besluit genomen, laat die woorden dan weg en schrijf de dag erachter: `door college van\n\
         # elke gemeente op 1 juli 2027`. Achter `# voorbeeld:` staat wat het model er invult. De namen van organisaties,\n\
         # tafels en thema's, de ritmes en de termijnen zijn een voorstel: pas ze aan.\n\n{rest}"
    )
}
