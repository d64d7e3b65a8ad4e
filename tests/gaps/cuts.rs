//! Every statement of a region, and the text without it: each block, each property, each member of a list.

use std::ops::Range;

use sluitend::syntax::tree::{Act, Block, Property, Tree, Value};
use sluitend::syntax::vocabulary::BlockKind;
use sluitend::text::Span;

/// One statement to take out.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The kind of statement: `overleg`, `overleg.leden`, `overleg.leden[]`.
    pub kind: String,
    /// The statement itself: `overleg Stamtafel.leden[GGNet]`.
    pub statement: String,
    /// The name of the block, the words that are taken out and the names that stand in them.
    pub names: Vec<String>,
    /// What to take out.
    pub range: Range<usize>,
    /// The block that remains around it; `None` where the block itself is taken out.
    pub block: Option<Range<usize>>,
}

/// Every statement of a text.
pub fn cuts(text: &str, tree: &Tree) -> Vec<Cut> {
    let mut found = Vec::new();
    for block in &tree.blocks {
        let Some(kind) = block.kind else { continue };
        let name = block_name(text, block);
        found.push(Cut {
            kind: kind.word().to_owned(),
            statement: format!("{} {name}", kind.word()),
            names: [name.clone(), kind.word().to_owned()].into_iter().chain(names_in(&text[block.span.range()])).collect(),
            range: block.span.range(),
            block: None,
        });
        let head = format!("{} {name}", kind.word());
        properties(text, block, kind, &head, &name, &mut found);
    }
    found
}

/// The names that a statement holds, and its texts: a finding that speaks of them speaks of what it arranged.
fn names_in(statement: &str) -> Vec<String> {
    let bare = statement.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let names = |part: &str| -> Vec<String> {
        part.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '\'')).filter(is_name).map(str::to_owned).collect()
    };
    bare.split('"').enumerate().flat_map(|(at, part)| if at % 2 == 1 { vec![part.to_owned()] } else { names(part) }).collect()
}

fn block_name(text: &str, block: &Block) -> String {
    let span = block.name.map(|n| n.span).or(block.title.map(|t| t.span));
    span.map_or_else(String::new, |span| text[span.range()].to_owned())
}

fn properties(text: &str, block: &Block, kind: BlockKind, head: &str, name: &str, found: &mut Vec<Cut>) {
    for property in &block.properties {
        let word = property.key.word();
        let cut = |kind_part: String, statement_part: String, words: &str, range: Range<usize>| Cut {
            kind: format!("{}.{kind_part}", kind.word()),
            statement: format!("{head}.{statement_part}"),
            names: [name, word, words].into_iter().map(str::to_owned).chain(names_in(&text[range.clone()])).collect(),
            range,
            block: Some(block.span.range()),
        };
        let shown = text[property.span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = shown.clone();
        found.push(cut(word.to_owned(), short(&whole), word, with_separator(text, property.span)));
        for (at, span) in members(text, property).iter().enumerate() {
            let all = members(text, property);
            if all.len() < 2 {
                break;
            }
            let range = match at {
                0 => all[0].start..all[1].start,
                _ => all[at - 1].end..span.end,
            };
            let words = text[span.clone()].trim_matches('"');
            found.push(cut(format!("{word}[]"), format!("{word}[{}]", short(words)), words, range));
        }
        if let Value::Stage(stage) = &property.value {
            let number = stage.number.map_or_else(String::new, |n| n.to_string());
            properties(text, stage, BlockKind::Stage, &format!("{head}.trede {number}"), name, found);
        }
    }
}

/// The first words of a statement, for the table.
fn short(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().take(90).collect()
}

/// The place of each member of the list of a property.
fn members(text: &str, property: &Property) -> Vec<Range<usize>> {
    let spans = |spans: Vec<Span>| spans.into_iter().map(Span::range).collect::<Vec<_>>();
    match &property.value {
        Value::Words(words) => spans(words.iter().map(|w| w.span).collect()),
        Value::Names(names) => spans(names.iter().map(|n| n.span).collect()),
        Value::Whos(whos) => spans(whos.iter().map(|w| w.span).collect()),
        Value::Seats(seats) => spans(seats.iter().map(|s| s.span).collect()),
        Value::Texts(texts) => texts.iter().map(|t| quoted(text, t.span)).collect(),
        Value::Act(act) => spans(actors(act)),
        Value::Cover(cover) => spans(actors(&cover.act)),
        Value::Step(step) => spans(step.whos.iter().map(|w| w.span).collect()),
        Value::Data(data) => spans(data.categories.iter().map(|c| c.span).collect()),
        Value::Mandatable(limit) => spans(limit.whos.iter().map(|w| w.span).collect()),
        // A following place inherits the text of the one before it, so only whole citations are members.
        Value::Citations(citations) if citations.windows(2).all(|w| w[0].name != w[1].name) => spans(citations.iter().map(|c| c.span).collect()),
        _ => Vec::new(),
    }
}

/// Who acts, where nobody acts on another's behalf: taking one out would give the rest another principal.
fn actors(act: &Act) -> Vec<Span> {
    if act.by.iter().any(|by| by.on_behalf.is_some()) { Vec::new() } else { act.by.iter().map(|by| by.who.span).collect() }
}

/// A text with its quotes.
fn quoted(text: &str, span: Span) -> Range<usize> {
    let range = span.range();
    let before = text[..range.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[range.end..].chars().next().map_or(0, char::len_utf8);
    range.start - before..range.end + after
}

/// A property with the `;` that parts it from its neighbour.
fn with_separator(text: &str, span: Span) -> Range<usize> {
    let mut range = span.range();
    range.end = range.start + text[range.clone()].trim_end().len();
    let after = text[range.end..].trim_start_matches([' ', '\t']);
    if after.starts_with(';') {
        range.end = text.len() - after.len() + 1;
        return range;
    }
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    if before.ends_with(';') {
        range.start = before.len() - 1;
    }
    range
}
