//! From text to tree: the only user of pest.
//!
//! A text is cut into pieces at the lines that start a block, and each piece is parsed alone. That costs nothing, keeps
//! memory small, and makes sure that a mistake in one block never reaches the next.

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::explain;
use super::form::{Form, form_of};
use super::tree::{Block, Name, Open, Property, Quantity, Tree, Value, Who, Word};
use super::vocabulary::{BlockKind, Key, closed_words};
use super::{Problem, SyntaxError};
use crate::text::Span;

mod values;
mod who;

pub use values::parse_euros;

#[derive(Parser)]
#[grammar = "../grammar/sluitend.pest"]
struct Grammar;

type P<'i> = Pair<'i, Rule>;

/// Parses a text; always gives a tree, with every mistake beside it in order of place.
pub fn parse(text: &str) -> (Tree, Vec<SyntaxError>) {
    let mut lowering = Lowering { text, offset: 0, errors: Vec::new(), tree: Tree::default() };
    for piece in pieces(text) {
        lowering.offset = piece.start as usize;
        lowering.piece(&text[piece.range()]);
    }
    explain::bad_characters(text, &mut lowering.errors);
    lowering.errors.sort_by_key(|e| e.span);
    (lowering.tree, lowering.errors)
}

/// Parses the words of a party, organ or office alone; the spans count from the start of the words.
pub fn parse_who(words: &str) -> Option<Who> {
    let pair = Grammar::parse(Rule::who_alone, words).ok()?.next()?.into_inner().next()?;
    let lowering = Lowering { text: words, offset: 0, errors: Vec::new(), tree: Tree::default() };
    Some(lowering.who(pair))
}

/// The furthest byte that a property, parsed alone, gets to before it stops making sense; `None` if it makes sense.
pub(super) fn furthest(property: &str) -> Option<usize> {
    use pest::error::InputLocation;
    // The switch is for the whole process, but it only adds detail to errors, so a race between threads does no harm.
    pest::set_error_detail(true);
    let parsed = Grammar::parse(Rule::property_alone, property);
    pest::set_error_detail(false);
    match parsed {
        Ok(_) => None,
        Err(error) => {
            let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
            Some(error.parse_attempts().map_or(at, |attempts| attempts.max_position.max(at)))
        }
    }
}

/// Cuts a text into pieces, each starting at a line whose first word is a kind of block.
fn pieces(text: &str) -> Vec<Span> {
    let mut cuts = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    cuts.push(start);
    while start < text.len() {
        let line = &text[start..];
        let end = line.find(['\n', '\r']).map_or(text.len(), |at| start + at + 1);
        if starts_block(&text[start..end]) && cuts.last() != Some(&start) {
            cuts.push(start);
        }
        start = end;
    }
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    cuts.iter().zip(ends).map(|(&from, to)| Span::new(from, to)).collect()
}

/// Whether the first word of a line is a kind of block (a `trede` stands inside one).
fn starts_block(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '\u{a0}']);
    let word = line.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
    let after = line[word.len()..].chars().next();
    BlockKind::from_word(word).is_some_and(|kind| kind != BlockKind::Stage) && after.is_none_or(|c| !(c.is_alphanumeric() || "-_".contains(c)))
}

/// Turns pairs of pest into nodes of the tree.
struct Lowering<'t> {
    text: &'t str,
    offset: usize,
    errors: Vec<SyntaxError>,
    tree: Tree,
}

impl Lowering<'_> {
    fn piece(&mut self, piece: &str) {
        // The grammar has a place for every mistake; only pest's own stack guard can still refuse a piece.
        let Ok(pairs) = Grammar::parse(Rule::piece, piece) else {
            self.error(Span::new(self.offset, self.offset + piece.len().min(80)), Problem::TooDeep);
            return;
        };
        for pair in pairs.flat_map(Pair::into_inner) {
            match pair.as_rule() {
                Rule::block => {
                    let block = self.block(pair);
                    self.tree.blocks.push(block);
                }
                Rule::stray_close => self.error(self.span(&pair), Problem::StrayClose),
                Rule::bad_line => explain::bad_line(self.text, self.span(&pair), &mut self.errors),
                _ => {}
            }
        }
    }

    fn error(&mut self, span: Span, problem: Problem) {
        self.errors.push(SyntaxError { span, problem });
    }

    fn span(&self, pair: &P) -> Span {
        let span = pair.as_span();
        Span::new(span.start() + self.offset, span.end() + self.offset)
    }

    // ---------------------------------------------------------------------------------------------------- blocks

    fn block(&mut self, pair: P) -> Block {
        let span = self.span(&pair);
        let mut block = Block { kind: None, kind_span: span, name: None, title: None, number: None, properties: Vec::new(), span, insert_at: None };
        for part in pair.into_inner() {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::known_kind => {
                    block.kind = BlockKind::from_word(part.as_str());
                    block.kind_span = at;
                }
                Rule::unknown_kind => {
                    block.kind_span = at;
                    self.error(at, Problem::UnknownKind { word: part.as_str().to_owned() });
                }
                Rule::name => block.name = Some(Name { span: at }),
                Rule::wrong_name => {
                    block.name = Some(Name { span: at });
                    self.error(at, Problem::LowerCaseName { word: part.as_str().to_owned() });
                }
                Rule::wrong_head => explain::wrong_head(self.text, at, &mut self.errors),
                Rule::text => block.title = Some(self.text(part)),
                Rule::body => self.body(part, &mut block),
                _ => {}
            }
        }
        self.check_head(&block);
        block
    }

    fn check_head(&mut self, block: &Block) {
        let Some(kind) = block.kind else { return };
        let missing = if kind == BlockKind::Scenario { block.title.is_none() } else { block.name.is_none() };
        let told = self.errors.last().is_some_and(|e| block.kind_span.end <= e.span.start && matches!(e.problem, Problem::WrongHead { .. }));
        if missing && !told {
            self.error(block.kind_span, Problem::NoName { kind });
        }
    }

    fn body(&mut self, pair: P, block: &mut Block) {
        let opening = self.span(&pair).start + 1;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::bad_property => {
                    let at = self.span(&part);
                    if let Some((key, key_span)) = explain::bad_property(self.text, at, block.kind, &mut self.errors) {
                        self.admit(unreadable(key, key_span, at), block);
                    }
                }
                Rule::missing_close => self.error(block.kind_span, Problem::NotClosed { word: self.text[block.kind_span.range()].to_owned() }),
                Rule::stage => {
                    let property = self.stage(part);
                    self.admit(property, block);
                }
                _ => {
                    if let Some(property) = self.property(part, block.kind) {
                        self.admit(property, block);
                    }
                }
            }
        }
        block.insert_at = Some(block.properties.last().map_or(opening, |p| p.span.end));
    }

    /// Takes a property into its block, and says so where it doesn't belong there.
    fn admit(&mut self, property: Property, block: &mut Block) {
        match block.kind {
            Some(kind) if !kind.allows(property.key) => self.error(property.key_span, Problem::Misplaced { key: property.key, kind }),
            _ => block.properties.push(property),
        }
    }

    fn stage(&mut self, pair: P) -> Property {
        let span = self.span(&pair);
        let key_span = Span { start: span.start, end: span.start + "trede".len() as u32 };
        let mut block = Block {
            kind: Some(BlockKind::Stage),
            kind_span: key_span,
            name: None,
            title: None,
            number: None,
            properties: Vec::new(),
            span,
            insert_at: None,
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => block.number = part.as_str().parse().ok(),
                Rule::text => block.title = Some(self.text(part)),
                Rule::stage_body => self.body(part, &mut block),
                _ => {}
            }
        }
        Property { key: Key::StageBlock, key_span, value: Value::Stage(Box::new(block)), basis: Vec::new(), source: Vec::new(), span }
    }

    // ------------------------------------------------------------------------------------------------ properties

    fn property(&mut self, pair: P, kind: Option<BlockKind>) -> Option<Property> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        if matches!(rule, Rule::absence | Rule::open_property) {
            return self.open_or_absent(pair, span, kind);
        }
        let (key, form) = if rule == Rule::step {
            let word = pair.clone().into_inner().next()?;
            (Key::from_word(word.as_str())?, Form::Step)
        } else {
            key_and_form(rule)?
        };
        let key_span = Span { start: span.start, end: span.start + self.key_length(span, key) };
        let mut basis = Vec::new();
        let mut source = Vec::new();
        let mut parts = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::basis => basis = self.inner_citations(part),
                Rule::source => source = self.inner_citations(part),
                _ => parts.push(part),
            }
        }
        // A value that can't be read was still stated: no rule may take it for silence.
        let value = self.value(key, form, parts, kind).unwrap_or(Value::Unreadable);
        Some(Property { key, key_span, value, basis, source, span })
    }

    /// The length of the keyword as written: `vastgelegd  in` may have more blanks than the table.
    fn key_length(&self, span: Span, key: Key) -> u32 {
        let written = &self.text[span.range()];
        let words = key.word().split(' ').count();
        let mut end = 0;
        for _ in 0..words {
            end += written[end..].find(|c: char| !c.is_whitespace()).unwrap_or(0);
            end += written[end..].find(char::is_whitespace).unwrap_or(written.len() - end);
        }
        end as u32
    }

    fn open_or_absent(&mut self, pair: P, span: Span, kind: Option<BlockKind>) -> Option<Property> {
        let mut key = None;
        let mut key_span = span;
        let mut value = Value::Absent;
        let mut basis = Vec::new();
        let mut source = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::keyword => {
                    key_span = self.span(&part);
                    let word = part.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                    key = Key::from_word(&word).or_else(|| {
                        explain::unknown_property(&word, key_span, kind, &mut self.errors);
                        None
                    });
                }
                // Who and by when may also stand after the sources.
                Rule::open => value = Value::Open(Box::new(self.open(part.into_inner()))),
                Rule::by | Rule::before => {
                    let more = self.open(std::iter::once(part));
                    if let Value::Open(open) = &mut value {
                        open.by.extend(more.by);
                        open.before = more.before.or(open.before);
                    }
                }
                Rule::basis => basis = self.inner_citations(part),
                Rule::source => source = self.inner_citations(part),
                _ => {}
            }
        }
        Some(Property { key: key?, key_span, value, basis, source, span })
    }

    fn open<'p>(&mut self, clauses: impl Iterator<Item = P<'p>>) -> Open {
        let mut open = Open { by: Vec::new(), before: None };
        for clause in clauses {
            match clause.as_rule() {
                Rule::by => open.by = clause.into_inner().flat_map(|whos| self.whos(whos)).collect(),
                Rule::before => open.before = clause.into_inner().find_map(|d| self.date(d)),
                _ => {}
            }
        }
        open
    }

    fn value(&mut self, key: Key, form: Form, parts: Vec<P>, kind: Option<BlockKind>) -> Option<Value> {
        Some(match form {
            Form::Words => {
                let words: Vec<Word> = parts.into_iter().flat_map(|p| self.words(p)).collect();
                self.check_words(key, &words, kind)?;
                if self.is_none(&words) { Value::Absent } else { Value::Words(words) }
            }
            Form::WordOrText => match parts.into_iter().next()? {
                part if part.as_rule() == Rule::text => Value::Texts(vec![self.text(part)]),
                part => return self.value(key, Form::Words, vec![part], kind),
            },
            Form::Texts => Value::Texts(parts.into_iter().map(|p| self.text(p)).collect()),
            Form::Names => Value::Names(parts.into_iter().flat_map(|p| self.names(p)).collect()),
            Form::Whos => Value::Whos(parts.into_iter().flat_map(|p| self.whos(p)).collect()),
            Form::Seats => Value::Seats(parts.into_iter().map(|p| self.seat(p)).collect()),
            Form::Act => Value::Act(Box::new(self.act(parts))),
            Form::Cover => Value::Cover(Box::new(self.cover(parts))),
            Form::Quantity => {
                let part = parts.into_iter().next()?;
                let span = self.span(&part);
                let quantity = self.quantity(part)?;
                self.check_quantity(key, quantity, span)?;
                Value::Quantity(quantity)
            }
            Form::Term => Value::Term(self.term(parts.into_iter().next()?)?),
            Form::Rhythm => Value::Rhythm(self.rhythm(parts.into_iter().next()?)?),
            Form::Period => Value::Period(self.period(parts.into_iter().next()?)),
            Form::Date => Value::Date(self.date(parts.into_iter().next()?)?),
            Form::Citations => Value::Citations(parts.into_iter().flat_map(|p| self.citations(p)).collect()),
            Form::Step => Value::Step(Box::new(self.step(parts))),
            Form::Data => {
                let data = self.data(parts, kind)?;
                if self.is_none(&data.categories) { Value::Absent } else { Value::Data(Box::new(data)) }
            }
            Form::Mandatable => self.mandatable(parts.into_iter().next()?, kind)?,
            Form::Expectation => Value::Expectation(Box::new(self.expectation(parts.into_iter().next()?)?)),
            Form::Acceptance => Value::Acceptance(Box::new(self.acceptance(parts)?)),
            Form::Article => Value::Article(Box::new(self.article(parts))),
            Form::Numbers => Value::Numbers(parts.into_iter().map(|p| self.span(&p)).collect()),
        })
    }

    /// Whether words say no more than that there is none.
    fn is_none(&self, words: &[Word]) -> bool {
        matches!(words, [one] if matches!(&self.text[one.span.range()], "geen" | "nee"))
    }

    /// Checks closed words; a wrong one is reported and the property is left out, so that no rule builds on it.
    pub(super) fn check_words(&mut self, key: Key, words: &[Word], kind: Option<BlockKind>) -> Option<()> {
        let Some(allowed) = kind.and_then(|kind| closed_words(kind, key)) else { return Some(()) };
        let mut good = true;
        for word in words {
            let written = &self.text[word.span.range()];
            let none = matches!(written, "geen" | "nee") && words.len() == 1;
            if !none && !allowed.contains(&written) {
                good = false;
                self.error(word.span, Problem::UnknownWord { word: written.to_owned(), key, allowed });
            }
        }
        good.then_some(())
    }

    /// Hours are no ceiling of a mandate, and money is no extent of a function.
    fn check_quantity(&mut self, key: Key, quantity: Quantity, span: Span) -> Option<()> {
        let wrong = matches!((key, quantity), (Key::Extent, Quantity::Money(..)) | (Key::Ceiling, Quantity::Hours(..)));
        if wrong {
            self.error(span, Problem::WrongQuantity { key, written: self.text[span.range()].to_owned() });
        }
        (!wrong).then_some(())
    }
}

/// A property that was stated in a form that can't be read.
fn unreadable(key: Key, key_span: Span, span: Span) -> Property {
    Property { key, key_span, value: Value::Unreadable, basis: Vec::new(), source: Vec::new(), span }
}

/// The property that a grammar rule stands for, with the form of its value.
fn key_and_form(rule: Rule) -> Option<(Key, Form)> {
    let key = match rule {
        Rule::to => Key::To,
        Rule::occasion => Key::Occasion,
        Rule::acceptance => Key::Acceptance,
        Rule::nature => Key::Nature,
        Rule::appointment => Key::Appointment,
        Rule::downscaling => Key::Downscaling,
        Rule::law_article => Key::LawArticle,
        Rule::law_articles => Key::LawArticles,
        Rule::audit => Key::Audit,
        Rule::source_of_block => Key::Source,
        Rule::agenda => Key::Agenda,
        Rule::amount => Key::Amount,
        Rule::announcement => Key::Announcement,
        Rule::retention => Key::Retention,
        Rule::keeps => Key::Keeps,
        Rule::decision_rule => Key::DecisionRule,
        Rule::decides => Key::Decides,
        Rule::file => Key::File,
        Rule::binds => Key::Binds,
        Rule::at => Key::At,
        Rule::budget_decision => Key::BudgetDecision,
        Rule::bwb => Key::Bwb,
        Rule::casework => Key::Casework,
        Rule::celex => Key::Celex,
        Rule::cbs => Key::Cbs,
        Rule::code => Key::Code,
        Rule::college_decision => Key::CollegeDecision,
        Rule::cover => Key::Cover,
        Rule::dpia => Key::Dpia,
        Rule::domain => Key::Domain,
        Rule::purpose => Key::Purpose,
        Rule::evaluation => Key::Evaluation,
        Rule::data => Key::Data,
        Rule::municipalities => Key::Municipalities,
        Rule::valid => Key::Valid,
        Rule::read_on => Key::ReadOn,
        Rule::holder => Key::Holder,
        Rule::annex_of => Key::AnnexOf,
        Rule::instalment => Key::Instalment,
        Rule::incisive => Key::Incisive,
        Rule::consent => Key::Consent,
        Rule::basis_of_block => Key::Basis,
        Rule::members => Key::Members,
        Rule::mandatable => Key::Mandatable,
        Rule::ceiling => Key::Ceiling,
        Rule::on_behalf => Key::OnBehalf,
        Rule::level => Key::Level,
        Rule::sub_mandate => Key::SubMandate,
        Rule::under => Key::Under,
        Rule::without_prejudice => Key::WithoutPrejudice,
        Rule::also_called => Key::AlsoCalled,
        Rule::extent => Key::Extent,
        Rule::comprises => Key::Comprises,
        Rule::signature => Key::Signature,
        Rule::on_date => Key::OnDate,
        Rule::assignment => Key::Assignment,
        Rule::successor => Key::Successor,
        Rule::about => Key::About,
        Rule::transferable => Key::Transferable,
        Rule::parties => Key::Parties,
        Rule::lead => Key::Lead,
        Rule::risk => Key::Risk,
        Rule::secretary => Key::Secretary,
        Rule::kind => Key::Kind,
        Rule::status => Key::Status,
        Rule::steers => Key::Steers,
        Rule::term_of => Key::Term,
        Rule::permission => Key::Permission,
        Rule::driver => Key::Driver,
        Rule::from => Key::From,
        Rule::laid_down_in => Key::LaidDownIn,
        Rule::adoption => Key::Adoption,
        Rule::safety_region => Key::SafetyRegion,
        Rule::accountable_to => Key::AccountableTo,
        Rule::controllers => Key::Controllers,
        Rule::division => Key::Division,
        Rule::extension => Key::Extension,
        Rule::expectation => Key::Expectation,
        Rule::meets => Key::Meets,
        Rule::replacement => Key::Replacement,
        Rule::for_what => Key::For,
        Rule::chair => Key::Chair,
        Rule::provides_for => Key::ProvidesFor,
        Rule::safeguards => Key::Safeguards,
        Rule::work_form => Key::WorkForm,
        Rule::works_under => Key::WorksUnder,
        Rule::wishes => Key::Wishes,
        Rule::views => Key::Views,
        _ => return None,
    };
    Some((key, form_of(key)))
}
