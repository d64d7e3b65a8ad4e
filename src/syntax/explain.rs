//! Mistakes in the form of a text, found out and told in the reader's words.

use super::form::{Form, form_of};
use super::parser;
use super::vocabulary::{BlockKind, COMMON, ENGLISH, Key, closed_words};
use super::{Problem, SyntaxError};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, choice, quoted};
use crate::message;
use crate::text::{FileId, Place, Span};

/// The rule name under which mistakes of form are reported.
pub const RULE: &str = "syntaxis";

/// A bad statement is parsed again to find its furthest point; beyond this length the start tells enough.
const LONGEST_REPARSED: usize = 2_000;

// ------------------------------------------------------------------------------------------------- finding out

/// A line outside every block.
pub(super) fn bad_line(text: &str, span: Span, errors: &mut Vec<SyntaxError>) {
    let line = &text[span.range()];
    let word = first_word(line);
    let at = Span { start: span.start, end: span.start + word.len().max(1).min(line.len()) as u32 };
    let starts_like_a_block =
        !word.is_empty() && word.chars().skip(1).all(char::is_lowercase) && nearest_kind(word).is_some() && Key::from_word(word).is_none();
    let problem = if starts_like_a_block { Problem::UnknownKind { word: word.to_owned() } } else { Problem::OutsideBlock };
    // Several stray lines in a row have one cause.
    let follows =
        errors.last().is_some_and(|e| e.problem == Problem::OutsideBlock && text[e.span.start as usize..span.start as usize].lines().count() <= 2);
    if problem == Problem::OutsideBlock && follows {
        if let Some(last) = errors.last_mut() {
            last.span.end = at.end;
        }
        return;
    }
    let span = if problem == Problem::OutsideBlock { trimmed(text, span) } else { at };
    errors.push(SyntaxError { span, problem });
}

/// What stands between a block's name and its brace.
pub(super) fn wrong_head(text: &str, span: Span, errors: &mut Vec<SyntaxError>) {
    let span = trimmed(text, span);
    errors.push(SyntaxError { span, problem: Problem::WrongHead { words: text[span.range()].to_owned() } });
}

/// A line in a block that is no property; gives the property that it was meant to be, with its keyword.
pub(super) fn bad_property(text: &str, span: Span, kind: Option<BlockKind>, errors: &mut Vec<SyntaxError>) -> Option<(Key, Span)> {
    let span = trimmed(text, span);
    let slice = clipped(&text[span.range()]);
    let Some((key, length)) = leading_key(slice, kind) else {
        let word = first_word(slice);
        let at = Span { start: span.start, end: span.start + word.len().max(1).min(slice.len().max(1)) as u32 };
        return unknown_property(word, at, kind, errors).map(|meant| (meant, at));
    };
    let key_span = Span { start: span.start, end: span.start + length as u32 };
    if let Some(kind) = kind.filter(|kind| !kind.allows(key)) {
        errors.push(SyntaxError { span: key_span, problem: Problem::Misplaced { key, kind } });
        return None;
    }
    errors.push(bad_value(slice, span, key, length, kind));
    Some((key, key_span))
}

fn bad_value(slice: &str, span: Span, key: Key, key_length: usize, kind: Option<BlockKind>) -> SyntaxError {
    let rest = &slice[key_length..];
    let value = rest.trim_start();
    let value_at = span.start + (slice.len() - value.len()) as u32;
    if let Some(sign @ (':' | '=')) = value.chars().next() {
        return SyntaxError { span: Span { start: value_at, end: value_at + 1 }, problem: Problem::WrongSign { key, sign, kind } };
    }
    if form_of(key) == Form::Texts && !value.is_empty() {
        let span = Span { start: value_at, end: span.start + slice.trim_end().len() as u32 };
        let problem = if value.starts_with(['"', '“', '„']) {
            Problem::UnclosedQuote { key }
        } else {
            Problem::NoQuotes { key, words: value.trim_end().to_owned() }
        };
        return SyntaxError { span, problem };
    }
    if unclosed_quote(slice) {
        return SyntaxError { span, problem: Problem::UnclosedQuote { key } };
    }
    let at = parser::furthest(slice).unwrap_or(key_length).clamp(key_length, slice.len());
    // In the middle of a word, the word is what doesn't fit.
    let inside = slice[at..].starts_with(char::is_alphanumeric) && slice[..at].ends_with(char::is_alphanumeric);
    let at = if inside { slice[key_length..at].rfind([' ', '\t', ',', '"']).map_or(key_length, |blank| key_length + blank + 1) } else { at };
    let at = at + (slice[at..].len() - slice[at..].trim_start_matches([' ', '\t', ',']).len());
    let found: String = slice[at..].split([' ', '\t', ',', ';']).next().unwrap_or_default().chars().take(60).collect();
    let start = span.start + at as u32;
    let place = Span { start, end: start + found.len() as u32 };
    let form = form_of(key);
    let first_of_item = at <= key_length + 1 || slice[..at].trim_end().ends_with(',');
    let first_letter = found.chars().next();
    let problem = if first_of_item && first_letter.is_some_and(char::is_lowercase) && matches!(form, Form::Names | Form::Citations) {
        Problem::LowerCaseReference { word: found }
    } else if !first_of_item && found == "en" && matches!(form, Form::Names | Form::Whos | Form::Seats | Form::Words) {
        Problem::AndInList
    } else if !first_of_item && first_letter.is_some_and(char::is_uppercase) && matches!(form, Form::Names | Form::Whos | Form::Seats) {
        Problem::NoComma { word: found }
    } else {
        Problem::BadValue { key, found, kind }
    };
    SyntaxError { span: place, problem }
}

/// A word that no property starts with; gives the property that was probably meant.
pub(super) fn unknown_property(word: &str, span: Span, kind: Option<BlockKind>, errors: &mut Vec<SyntaxError>) -> Option<Key> {
    let bare = word.trim_end_matches([':', '=']).to_lowercase();
    let meant = Key::from_word(&bare).or_else(|| nearest_key(&bare, kind));
    errors.push(SyntaxError { span, problem: Problem::UnknownProperty { word: word.to_owned(), meant, kind } });
    meant
}

/// Characters that cannot be seen or that mislead: NUL, zero-width and direction marks.
pub(super) fn bad_characters(text: &str, errors: &mut Vec<SyntaxError>) {
    if !text.bytes().any(|b| b == 0 || b == 0xe2 || b == 0xef || b == 0xc2) {
        return;
    }
    let suspects = |c: &char| matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let found = text.char_indices().skip_while(|&(at, c)| at == 0 && c == '\u{feff}').filter(|(_, c)| suspects(c));
    let bad: Vec<SyntaxError> =
        found.take(100).map(|(at, c)| SyntaxError { span: Span::new(at, at + c.len_utf8()), problem: Problem::BadCharacter { found: c } }).collect();
    // A value that fails on such a character has no other cause.
    errors
        .retain(|e| !matches!(e.problem, Problem::BadValue { .. }) || !bad.iter().any(|b| e.span.start <= b.span.start && b.span.end <= e.span.end));
    errors.extend(bad);
}

fn first_word(line: &str) -> &str {
    line.split([' ', '\t', '\u{a0}', '{', '"']).next().unwrap_or_default()
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = words.len() - words.trim_start().len();
    let length = clipped(words.trim()).len();
    Span { start: span.start + start as u32, end: span.start + (start + length) as u32 }
}

fn clipped(slice: &str) -> &str {
    let mut end = slice.len().min(LONGEST_REPARSED);
    while !slice.is_char_boundary(end) {
        end -= 1;
    }
    &slice[..end]
}

/// The keyword that a line starts with, of one to three words, with its length in bytes.
fn leading_key(slice: &str, kind: Option<BlockKind>) -> Option<(Key, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut at = 0;
    for _ in 0..3 {
        let word = slice[at..].find(|c: char| !c.is_whitespace())? + at;
        let length = slice[word..].find(|c: char| !(c.is_alphabetic() || c == '\u{308}')).unwrap_or(slice.len() - word);
        if length == 0 {
            break;
        }
        at = word + length;
        ends.push(at);
        if !slice[at..].starts_with([' ', '\t']) {
            break;
        }
    }
    let words = |end: usize| slice[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    ends.iter().rev().find_map(|&end| {
        let key = match words(end).as_str() {
            "casuistiek" => Key::Casework,
            other => Key::from_word(other)?,
        };
        let _ = kind;
        Some((key, end))
    })
}

fn unclosed_quote(slice: &str) -> bool {
    slice.matches('"').count() % 2 == 1 || (slice.contains(['“', '„']) && !slice.contains('”') && slice.matches('“').count() < 2)
}

fn close_enough(a: &str, b: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(a, b);
    let limit = match b.chars().count() {
        0..=2 => 0,
        3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    (distance <= limit).then_some(distance)
}

/// The nearest of some words, when one is near enough to have been meant.
pub fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > 100 {
        return None;
    }
    words.filter_map(|w| close_enough(word, w).map(|d| (d, w))).min_by_key(|(d, _)| *d).map(|(_, w)| w)
}

fn english(word: &str) -> Option<&'static str> {
    ENGLISH.iter().find(|(english, _)| *english == word).map(|(_, dutch)| *dutch)
}

fn nearest_kind(word: &str) -> Option<BlockKind> {
    let word = word.to_lowercase();
    english(&word).and_then(BlockKind::from_word).or_else(|| {
        let kinds = BlockKind::ALL.iter().filter(|k| **k != BlockKind::Stage).map(|k| k.word());
        nearest(&word, kinds).and_then(BlockKind::from_word)
    })
}

/// The property that was probably meant: first among those of the block.
fn nearest_key(word: &str, kind: Option<BlockKind>) -> Option<Key> {
    if let Some(key) = english(word).and_then(Key::from_word) {
        return Some(key);
    }
    let own = kind.map_or(&[][..], BlockKind::own_keys).iter().chain(COMMON);
    let first = |key: &Key| key.word().split(' ').next().unwrap_or_default();
    let among = |keys: &mut dyn Iterator<Item = &Key>| {
        keys.filter_map(|key| close_enough(word, first(key)).map(|d| (d, *key))).min_by_key(|(d, _)| *d).map(|(_, key)| key)
    };
    if word.len() > 100 { None } else { among(&mut own.clone()).or_else(|| among(&mut Key::ALL.iter())) }
}

// -------------------------------------------------------------------------------------------------------- telling

/// A mistake of form as a finding.
pub fn finding(error: &SyntaxError, file: FileId) -> Finding {
    let place = Place { file, span: error.span };
    let (headline, remedy) = tell(&error.problem);
    let label = label(&error.problem);
    let finding = Finding::new(RULE, Severity::Error, place, headline).label(label).remedy(remedy).why(message!(
        "Wat hier staat kan niet gelezen worden; de rest van de tekst is wel gecontroleerd.",
        "What stands here cannot be read; the rest of the text has been checked."
    ));
    match fix(error) {
        Some((title, text)) => finding.fix(Fix { title, edits: vec![Edit { place, text }], safe: true }),
        None => finding,
    }
}

/// The headline and what mends it.
#[expect(clippy::too_many_lines, reason = "one arm a mistake, its two texts side by side")]
fn tell(problem: &Problem) -> (Message, Message) {
    match problem {
        Problem::OutsideBlock => (
            message!("deze regel staat buiten elk blok", "this line stands outside every block"),
            message!(
                "Zet de regel in een blok, of begin een blok met bijvoorbeeld `overleg Naam {{`.",
                "Put the line in a block, or start a block with, say, `overleg Naam {{`."
            ),
        ),
        Problem::UnknownKind { word } => match nearest_kind(word) {
            Some(kind) => (
                message!("`{word}` is geen soort blok; bedoelde u `{kind}`?", "`{word}` is not a kind of block; did you mean `{kind}`?"; word = word, kind = kind.word()),
                message!("Schrijf `{kind}`.", "Write `{kind}`."; kind = kind.word()),
            ),
            None => (
                message!("`{word}` is geen soort blok", "`{word}` is not a kind of block"; word = word),
                message!("Een blok begint met {kinds}.", "A block starts with {kinds}."; kinds = kinds()),
            ),
        },
        Problem::NoName { kind: BlockKind::Scenario } => (
            message!("deze `proef` heeft geen omschrijving", "this `proef` has no description"),
            message!("Schrijf `proef \"wat er moet gelden\" {{`.", "Write `proef \"what must hold\" {{`."),
        ),
        Problem::NoName { kind } => (
            message!("dit blok `{kind}` heeft geen naam", "this `{kind}` block has no name"; kind = kind.word()),
            message!("Schrijf `{kind} Naam {{`; een naam begint met een hoofdletter.", "Write `{kind} Naam {{`; a name starts with a capital."; kind = kind.word()),
        ),
        Problem::LowerCaseName { word } | Problem::LowerCaseReference { word } => (
            message!("een naam begint met een hoofdletter, `{word}` niet", "a name starts with a capital, `{word}` does not"; word = word),
            message!("Schrijf `{name}`.", "Write `{name}`."; name = capitalised(word)),
        ),
        Problem::WrongHead { words } => (
            message!("`{words}` hoort niet tussen de naam en de accolade", "`{words}` does not belong between the name and the brace"; words = words),
            message!(
                "Schrijf `soort Naam \"Titel\" {{`: één naam met koppeltekens in plaats van spaties, en een titel tussen aanhalingstekens.",
                "Write `kind Name \"Title\" {{`: one name with hyphens for spaces, and a title in quotes."
            ),
        ),
        Problem::NotClosed { word } => (
            message!("dit blok `{word}` wordt niet afgesloten", "this `{word}` block is not closed"; word = word),
            message!("Zet een `}}` na de laatste eigenschap van het blok.", "Put a `}}` after the last property of the block."),
        ),
        Problem::StrayClose => (
            message!("deze `}}` sluit niets af", "this `}}` closes nothing"),
            message!("Haal de `}}` weg, of zet het blok ervoor terug.", "Remove the `}}`, or put back the block before it."),
        ),
        Problem::UnknownProperty { word, meant: Some(key), kind } => (
            message!("`{word}` is geen eigenschap; bedoelde u `{key}`?", "`{word}` is not a property; did you mean `{key}`?"; word = word, key = key.word()),
            message!("Schrijf `{example}`.", "Write `{example}`."; example = example(*key, *kind)),
        ),
        Problem::UnknownProperty { word, meant: None, kind } => (
            message!("`{word}` is geen eigenschap", "`{word}` is not a property"; word = word),
            match kind {
                Some(kind) => message!("Een blok `{kind}` kent {keys}.", "A `{kind}` block takes {keys}."; kind = kind.word(), keys = keys(*kind)),
                None => message!("Zie de taalreferentie voor de eigenschappen.", "See the language reference for the properties."),
            },
        ),
        Problem::Misplaced { key, kind } => (
            message!("`{key}` hoort niet in een blok `{kind}`", "`{key}` does not belong in a `{kind}` block"; key = key.word(), kind = kind.word()),
            message!(
                "`{key}` staat in {homes}; een blok `{kind}` kent {keys}.",
                "`{key}` stands in {homes}; a `{kind}` block takes {keys}.";
                key = key.word(), kind = kind.word(), homes = homes(*key), keys = keys(*kind)
            ),
        ),
        Problem::WrongSign { key, sign, kind } => (
            message!("na `{key}` hoort geen `{sign}`", "no `{sign}` belongs after `{key}`"; key = key.word(), sign = sign.to_string()),
            message!("Schrijf `{example}`, zonder leesteken.", "Write `{example}`, without a sign."; example = example(*key, *kind)),
        ),
        Problem::NoQuotes { key, words } => (
            message!("de tekst na `{key}` staat niet tussen aanhalingstekens", "the text after `{key}` is not in quotes"; key = key.word()),
            message!("Schrijf `{key} \"{words}\"`.", "Write `{key} \"{words}\"`."; key = key.word(), words = words),
        ),
        Problem::UnclosedQuote { key } => (
            message!("de tekst bij `{key}` heeft geen afsluitend aanhalingsteken", "the text of `{key}` has no closing quote"; key = key.word()),
            message!("Sluit de tekst af met `\"` op dezelfde regel.", "Close the text with `\"` on the same line."),
        ),
        Problem::BadValue { key, found, kind } => {
            let form = form(*key, *kind);
            let headline = if found.is_empty() {
                message!("na `{key}` ontbreekt {form}", "after `{key}`, {form} is missing"; key = key.word(), form = form)
            } else {
                message!("`{found}` past niet na `{key}`: hier hoort {form}", "`{found}` does not fit after `{key}`: {form} belongs here"; found = found, key = key.word(), form = form)
            };
            (
                headline,
                message!("Bijvoorbeeld: `{example}`. Elke eigenschap staat op een eigen regel.", "For example: `{example}`. Each property has a line of its own."; example = example(*key, *kind)),
            )
        }
        Problem::AndInList => (
            message!("in een lijst staat een komma, geen `en`", "a list has commas, not `en`"),
            message!("Schrijf een komma in plaats van `en`: `A, B, C`.", "Write a comma for `en`: `A, B, C`."),
        ),
        Problem::NoComma { word } => (
            message!("voor `{word}` ontbreekt een komma", "a comma is missing before `{word}`"; word = word),
            message!(
                "Zet een komma tussen de delen van een lijst; spaties in een naam worden koppeltekens.",
                "Put a comma between the items of a list; spaces in a name become hyphens."
            ),
        ),
        Problem::UnknownWord { word, key, allowed } => match nearest(word, allowed.iter().copied()) {
            Some(meant) => (
                message!("`{word}` kan niet bij `{key}`; bedoelde u `{meant}`?", "`{word}` cannot stand with `{key}`; did you mean `{meant}`?"; word = word, key = key.word(), meant = meant),
                message!("Kies uit {allowed}.", "Choose from {allowed}."; allowed = choice(allowed, 40)),
            ),
            None => (
                message!("`{word}` kan niet bij `{key}`", "`{word}` cannot stand with `{key}`"; word = word, key = key.word()),
                message!("Kies uit {allowed}.", "Choose from {allowed}."; allowed = choice(allowed, 40)),
            ),
        },
        Problem::WrongQuantity { key: Key::Extent, written } => (
            message!("`{written}` is geld, maar `omvang` is een aantal uren", "`{written}` is money, but `omvang` is a number of hours"; written = written),
            message!(
                "Schrijf hoeveel tijd de functie kost: `omvang 16 uur per week`. Wat zij kost, staat in een blok `kosten`.",
                "Write how much time the function takes: `omvang 16 uur per week`. What it costs stands in a `kosten` block."
            ),
        ),
        Problem::WrongQuantity { key, written } => (
            message!("`{written}` is tijd, maar `{key}` is een bedrag in euro", "`{written}` is time, but `{key}` is an amount in euro"; written = written, key = key.word()),
            message!(
                "Schrijf tot welk bedrag besloten mag worden: `{key} 250.000 euro`. Hoe lang het geldt, staat bij `geldig`.",
                "Write up to which amount may be decided: `{key} 250.000 euro`. How long it holds stands under `geldig`."; key = key.word()
            ),
        ),
        Problem::Zero { key: Key::Members } => (
            message!("nul zetels is geen zetel", "no seats is no seat"),
            message!(
                "Haal dit lid uit de lijst, of schrijf hoeveel zetels het zijn: `1 wethouder per subregio`.",
                "Take this member out of the list, or write how many seats there are: `1 wethouder per subregio`."
            ),
        ),
        Problem::Zero { .. } => (
            message!("nul keer is geen ritme", "no times is no rhythm"),
            message!(
                "Schrijf hoe vaak: `4 keer per jaar`; gebeurt het bewust niet, schrijf dan `geen`.",
                "Write how often: `4 keer per jaar`; if on purpose it does not happen, write `geen`."
            ),
        ),
        Problem::NoSuchDay { written } => (
            message!("`{written}` staat niet op de kalender", "`{written}` is not in the calendar"; written = written),
            message!("Schrijf een bestaande dag, zoals `6 december 2023`.", "Write a day that exists, such as `6 december 2023`."),
        ),
        Problem::EndsBeforeItStarts => (
            message!("deze periode eindigt voordat zij begint", "this period ends before it starts"),
            message!("Zet de vroegste datum na `van` en de latere na `tot`.", "Put the earlier date after `van` and the later after `tot`."),
        ),
        Problem::NumberTooLarge => (
            message!("dit getal is te groot of nul", "this number is too large or zero"),
            message!("Schrijf een gewoon getal, zoals `66.000`.", "Write an ordinary number, such as `66.000`."),
        ),
        Problem::TooDeep => (
            message!("dit is te diep genest om te lezen", "this is nested too deep to read"),
            message!("Haal de overtollige accolades weg.", "Remove the surplus braces."),
        ),
        Problem::BadCharacter { found } => (
            message!("hier staat een onzichtbaar teken (U+{code})", "there is an invisible character here (U+{code})"; code = format!("{:04X}", u32::from(*found))),
            message!(
                "Verwijder het teken; het komt vaak mee bij knippen en plakken.",
                "Remove the character; it often comes along with copy and paste."
            ),
        ),
    }
}

fn label(problem: &Problem) -> Message {
    match problem {
        Problem::UnknownKind { .. } => message!("geen soort blok", "not a kind of block"),
        Problem::NotClosed { .. } => message!("hier begint het blok", "the block starts here"),
        Problem::BadValue { found, .. } if found.is_empty() => message!("hier ontbreekt iets", "something is missing here"),
        Problem::BadValue { .. } | Problem::UnknownWord { .. } => message!("past hier niet", "does not fit here"),
        Problem::WrongSign { .. } | Problem::StrayClose => message!("dit teken hoort hier niet", "this character does not belong here"),
        Problem::NoComma { .. } => message!("hiervoor een komma", "a comma before this"),
        Problem::LowerCaseName { .. } | Problem::LowerCaseReference { .. } => message!("kleine letter", "small letter"),
        Problem::NoQuotes { .. } | Problem::UnclosedQuote { .. } => message!("aanhalingstekens ontbreken", "quotes are missing"),
        Problem::WrongQuantity { key: Key::Extent, .. } => message!("hier horen uren", "hours belong here"),
        Problem::WrongQuantity { .. } => message!("hier hoort een bedrag", "an amount belongs here"),
        Problem::NoSuchDay { .. } => message!("geen bestaande dag", "not a day that exists"),
        Problem::Misplaced { .. } => message!("hoort niet in dit blok", "does not belong in this block"),
        Problem::UnknownProperty { .. } => message!("geen eigenschap", "not a property"),
        _ => message!("hier", "here"),
    }
}

/// The edit that mends a mistake, where one does: it replaces the place of the mistake.
fn fix(error: &SyntaxError) -> Option<(Message, String)> {
    let text = match &error.problem {
        Problem::UnknownKind { word } => nearest_kind(word)?.word().to_owned(),
        Problem::LowerCaseName { word } | Problem::LowerCaseReference { word } => capitalised(word),
        Problem::UnknownProperty { meant: Some(key), .. } => key.word().to_owned(),
        Problem::AndInList => ",".to_owned(),
        Problem::NoQuotes { words, .. } => format!("\"{words}\""),
        Problem::UnknownWord { word, allowed, .. } => nearest(word, allowed.iter().copied())?.to_owned(),
        Problem::WrongSign { .. } | Problem::StrayClose | Problem::BadCharacter { .. } => String::new(),
        _ => return None,
    };
    let title = if text.is_empty() {
        message!("haal het teken weg", "remove the character")
    } else {
        message!("schrijf `{text}`", "write `{text}`"; text = text)
    };
    Some((title, text))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn kinds() -> Message {
    let kinds: Vec<&str> = BlockKind::ALL.iter().filter(|k| !k.library_only() && **k != BlockKind::Stage).map(|k| k.word()).collect();
    quoted(&kinds, 40)
}

fn keys(kind: BlockKind) -> Message {
    let keys: Vec<&str> = kind.own_keys().iter().map(|k| k.word()).collect();
    quoted(&keys, 40)
}

fn homes(key: Key) -> Message {
    let kinds: Vec<&str> = BlockKind::ALL.iter().filter(|kind| kind.own_keys().contains(&key)).map(|k| k.word()).collect();
    quoted(&kinds, 6)
}

/// The closed words of a property: those of the block, or else of the first kind of block that takes it.
fn words_of(key: Key, kind: Option<BlockKind>) -> Option<&'static [&'static str]> {
    let own = kind.and_then(|kind| closed_words(kind, key));
    own.or_else(|| BlockKind::ALL.iter().filter(|kind| kind.own_keys().contains(&key)).find_map(|kind| closed_words(*kind, key)))
}

/// What a keyword asks for, in words.
pub fn form(key: Key, kind: Option<BlockKind>) -> Message {
    if let Some(words) = words_of(key, kind) {
        let words = choice(words, 8);
        match form_of(key) {
            Form::Words => return words,
            Form::WordOrText => return message!("{words}, of een tekst tussen aanhalingstekens", "{words}, or a text in quotes"; words = words),
            _ => {}
        }
    }
    match form_of(key) {
        Form::Words | Form::WordOrText => message!("een woord of een tekst tussen aanhalingstekens", "a word or a text in quotes"),
        Form::Texts => message!("een tekst tussen aanhalingstekens", "a text in quotes"),
        Form::Names => message!("een naam, of een lijst van namen met komma's", "a name, or a list of names with commas"),
        Form::Whos => message!("een naam, orgaan of ambt", "a name, organ or office"),
        Form::Seats => message!("een lijst van leden met komma's", "a list of members with commas"),
        Form::Act => message!("`door` wie, `namens` wie, `op` welke datum", "`door` whom, `namens` whom, `op` which date"),
        Form::Cover => message!("een bedrag, `door` wie, `uit` welke middelen", "an amount, `door` whom, `uit` which means"),
        Form::Quantity if key == Key::Extent => message!("een aantal uren", "a number of hours"),
        Form::Quantity if key == Key::Ceiling => message!("een bedrag in euro", "an amount in euro"),
        Form::Quantity => message!("een bedrag in euro, uren of `onbepaald`", "an amount in euro, hours or `onbepaald`"),
        Form::Term => message!("een termijn", "a term"),
        Form::Rhythm => message!("een ritme", "a rhythm"),
        Form::Period => message!("een periode", "a period"),
        Form::Date => message!("een datum", "a date"),
        Form::Citations => message!("een wet of document met een vindplaats", "a law or document with a place"),
        Form::Step => message!("wie de stap zet", "who takes the step"),
        Form::Data => message!("een soort gegevens", "a category of data"),
        Form::Mandatable => message!("`ja`, `nee`, `alleen aan` wie of `niet aan` wie", "`ja`, `nee`, `alleen aan` whom or `niet aan` whom"),
        Form::Expectation => message!("een verwachting", "an expectation"),
        Form::Acceptance => message!("een regel, `omdat` een reden en `tot` een datum", "a rule, `omdat` a reason and `tot` a date"),
        Form::Article => message!("een artikel", "an article"),
        Form::Numbers => message!("nummers van artikelen, met komma's", "numbers of articles, with commas"),
    }
}

/// An example of a property as one writes it.
pub fn example(key: Key, kind: Option<BlockKind>) -> String {
    let value = match key {
        Key::Municipalities => "Aalten, Berkelland, Winterswijk",
        Key::Evaluation => "door Stamtafel elke 2 jaar",
        Key::Consent => "door Directeur, college van Aalten op 1 februari 2024",
        Key::Signature => "door burgemeester van Aalten namens Aalten op 1 februari 2024",
        Key::About => "Inzet-procesregie",
        Key::Agenda => "Gedwongen-zorg, Mensenhandel",
        Key::Under => "Mandaat-directeur",
        Key::Extent => "16 uur per week",
        Key::DecisionRule => "meerderheid",
        Key::Division => "inwonertal",
        Key::AlsoCalled => "\"netwerktafel\"",
        Key::File => "\"convenant.md\"",
        Key::StageBlock => "1 \"lokaal team\" { regie ambtenaar van elke gemeente; termijn 5 dagen }",
        _ => match form_of(key) {
            Form::Words => {
                return format!("{key} {}", words_of(key, kind).and_then(|w| w.first()).unwrap_or(&"…"));
            }
            Form::WordOrText | Form::Texts => "\"…\"",
            Form::Names => "Stamtafel",
            Form::Whos => "college van elke gemeente",
            Form::Seats => "1 wethouder per subregio, Politie, GGNet als adviseur",
            Form::Act => "door college van elke gemeente op 6 december 2023",
            Form::Cover => "66.000 euro per jaar door elke gemeente uit Regiobijdrage",
            Form::Quantity => "66.000 euro per jaar",
            Form::Term => "8 weken",
            Form::Rhythm => "minimaal 4 keer per jaar",
            Form::Period => "van 1 februari 2024 tot 1 februari 2028",
            Form::Date => "6 december 2023",
            Form::Citations => "Awb art. 10:4 lid 1",
            Form::Step => "college van elke gemeente over Inzet-procesregie",
            Form::Data => "gezondheid van GGNet krachtens WGS art. 2.29",
            Form::Mandatable => "alleen aan wethouder van elke gemeente",
            Form::Expectation => "Stamtafel is niet bevoegd tot Inzet-procesregie",
            Form::Acceptance => "besluitregel-ontbreekt omdat \"volgt in 2027\" tot 1 januari 2027",
            Form::Article => "art. 10:4 lid 1 over \"instemming\"",
            Form::Numbers => "1:1-1:9, 2:1-2:17",
        },
    };
    format!("{key} {value}")
}
