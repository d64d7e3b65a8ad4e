//! What the checker has to say: a finding with its place, reason, sources, related places and fixes.
//!
//! A finding is plain data in both languages; how it looks is the business of the renderers.

use crate::lang::Message;
use crate::text::Place;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// *Aanwijzing*: good practice, drafting.
    Hint,
    /// *Waarschuwing*: a duty or promise is probably unmet; a person must judge.
    Warning,
    /// *Fout*: contradicts a statute or itself; cannot work as written.
    Error,
}

impl Severity {
    /// Every severity, the least serious first.
    pub const ALL: [Self; 3] = [Self::Hint, Self::Warning, Self::Error];

    /// The word in machine output.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }

    /// The word for people.
    pub const fn dutch(self) -> &'static str {
        match self {
            Self::Error => "fout",
            Self::Warning => "waarschuwing",
            Self::Hint => "aanwijzing",
        }
    }

    /// The next less serious step.
    #[must_use]
    pub const fn downgraded(self) -> Self {
        match self {
            Self::Error => Self::Warning,
            Self::Warning | Self::Hint => Self::Hint,
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// Where the author would mend it.
    pub place: Place,
    /// One line that stands alone in a list.
    pub headline: Message,
    /// A few words at the place.
    pub label: Message,
    /// Why it matters.
    pub why: Message,
    /// What would close it.
    pub remedy: Message,
    /// The articles or texts it rests on.
    pub sources: Vec<SourceLink>,
    /// Other places involved.
    pub related: Vec<Related>,
    /// Edits that would close it.
    pub fixes: Vec<Fix>,
}

/// An article of law or a text, with a link where it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLink {
    /// As a jurist cites it: `Awb art. 10:4 lid 1`.
    pub citation: String,
    /// Where to read it.
    pub link: Option<String>,
}

/// Another place that the finding involves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub label: Message,
}

/// A set of edits that closes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: Message,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it can be applied without a person's judgement.
    pub safe: bool,
}

/// Replaces a place by a text; an empty place is an insertion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// By what.
    pub text: String,
}

impl Finding {
    /// A finding with its four texts; the rest is added with the `with_` methods.
    pub fn new(rule: &'static str, severity: Severity, place: Place, headline: Message) -> Self {
        Self {
            rule,
            severity,
            place,
            headline,
            label: Message::default(),
            why: Message::default(),
            remedy: Message::default(),
            sources: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The few words at the place.
    #[must_use]
    pub fn label(mut self, label: Message) -> Self {
        self.label = label;
        self
    }

    /// Why it matters.
    #[must_use]
    pub fn why(mut self, why: Message) -> Self {
        self.why = why;
        self
    }

    /// What would close it.
    #[must_use]
    pub fn remedy(mut self, remedy: Message) -> Self {
        self.remedy = remedy;
        self
    }

    /// Another place involved.
    #[must_use]
    pub fn related(mut self, place: Place, label: Message) -> Self {
        self.related.push(Related { place, label });
        self
    }

    /// A fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
