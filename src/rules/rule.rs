//! What a rule is, what it sees, and where its findings go.

use super::source::{Source, law_link};
use crate::competence::Competence;
use crate::finding::{Edit, Finding, Fix, Severity, SourceLink};
use crate::lang::{Lang, Message};
use crate::model::Model;
use crate::model::refs::{Citation, EntityId};
use crate::syntax::SyntaxError;
use crate::text::{FileId, Place, Sources};

/// A rule: what it is called, how serious its findings are, what it rests on, and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The Dutch name, as findings and `aanvaardt` use it.
    pub name: &'static str,
    /// The group in the catalogue.
    pub group: Group,
    /// The usual severity; a finding may be less serious.
    pub severity: Severity,
    /// The version in which it came.
    pub since: &'static str,
    /// One line: when it fires, in Dutch and English.
    pub summary: (&'static str, &'static str),
    /// The articles and texts it rests on.
    pub sources: &'static [Source],
    /// The check.
    pub check: fn(&Context<'_>, &mut Findings),
}

/// The groups of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The form of the text and its names.
    Text,
    /// Competence and mandate.
    Competence,
    /// Decision-making.
    Decisions,
    /// Routing.
    Routing,
    /// Escalation and doorzettingsmacht.
    Escalation,
    /// Sharing of data.
    Data,
    /// Funding.
    Funding,
    /// Composition and representation.
    Composition,
    /// Agreements and signing.
    Agreements,
    /// Validity in time.
    Time,
    /// Administrative burden.
    Burden,
    /// Safeguarding and checklist.
    Checklist,
}

impl Group {
    /// Its heading.
    pub const fn title(self, lang: Lang) -> &'static str {
        let (dutch, english) = match self {
            Self::Text => ("Tekst en namen", "Text and names"),
            Self::Competence => ("Bevoegdheid en mandaat", "Competence and mandate"),
            Self::Decisions => ("Besluitvorming", "Decision-making"),
            Self::Routing => ("Routering", "Routing"),
            Self::Escalation => ("Escalatie en doorzettingsmacht", "Escalation and doorzettingsmacht"),
            Self::Data => ("Informatiedeling", "Data sharing"),
            Self::Funding => ("Financiering", "Funding"),
            Self::Composition => ("Samenstelling en vertegenwoordiging", "Composition and representation"),
            Self::Agreements => ("Overeenkomsten en ondertekening", "Agreements and signing"),
            Self::Time => ("Geldigheid in de tijd", "Validity in time"),
            Self::Burden => ("Bestuurlijke drukte", "Administrative burden"),
            Self::Checklist => ("Borging en checklist", "Safeguarding and checklist"),
        };
        lang.pick(dutch, english)
    }
}

impl Rule {
    /// A finding of this rule, with its usual severity.
    pub fn finding(&self, place: Place, headline: Message) -> Finding {
        Finding::new(self.name, self.severity, place, headline)
    }

    /// A finding of this rule that is less serious than usual.
    pub fn finding_at(&self, severity: Severity, place: Place, headline: Message) -> Finding {
        Finding::new(self.name, severity, place, headline)
    }

    /// The summary in a language.
    pub const fn summary(&self, lang: Lang) -> &'static str {
        lang.pick(self.summary.0, self.summary.1)
    }
}

/// What a rule sees.
#[derive(Debug)]
pub struct Context<'c> {
    /// The model.
    pub model: &'c Model,
    /// Who may decide what.
    pub competence: &'c Competence<'c>,
    /// The texts, for the words of a place.
    pub sources: &'c Sources,
    /// Mistakes of form in the texts of the region.
    pub syntax_errors: &'c [(FileId, SyntaxError)],
}

impl<'c> Context<'c> {
    /// The words at a place, as written.
    pub fn words(&self, place: Place) -> &'c str {
        self.sources.words(place)
    }

    /// The name of a thing.
    pub fn name(&self, id: EntityId) -> &'c str {
        self.model.name(id)
    }

    /// The name in the block that declares a thing: where a finding on the whole block points.
    pub fn at(&self, id: EntityId) -> Place {
        self.model.entity(id).name_place
    }

    /// A citation in a text as a source, with the link to its law.
    pub fn source(&self, citation: &Citation) -> SourceLink {
        let words = self.words(citation.place);
        let law = citation.target.and_then(|id| self.model.law(id));
        SourceLink { citation: words.to_owned(), link: law.and_then(|law| law_link(law, words)) }
    }

    /// A fix that adds a property at the end of a block.
    pub fn add_property(&self, id: EntityId, title: Message, property: &str) -> Option<Fix> {
        Some(add_line(self.sources, self.model.entity(id).insert_at?, self.model.entity(id).place, title, property))
    }
}

/// A fix that adds a line after `at` in a block: on a line of its own where the block has lines, else after a `;`.
pub fn add_line(sources: &Sources, at: Place, block: Place, title: Message, property: &str) -> Fix {
    let text = sources.words(block);
    let before = &sources.get(at.file).text()[block.span.start as usize..at.span.start as usize];
    let first = before.trim_end().ends_with('{');
    let text = if text.contains('\n') {
        let line = if first { None } else { before.lines().next_back() };
        let indent: String = line.map_or_else(|| "  ".to_owned(), |l| l.chars().take_while(|c| c.is_whitespace()).collect());
        format!("\n{indent}{property}")
    } else if first {
        format!(" {property} ")
    } else {
        format!("; {property}")
    };
    Fix { title, edits: vec![Edit { place: at, text }], safe: false }
}

/// Where rules put their findings.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// The findings, in no particular order.
    pub fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

/// The check of a rule whose findings come from elsewhere (accepted findings are judged after all others).
pub fn nothing(_: &Context<'_>, _: &mut Findings) {}
