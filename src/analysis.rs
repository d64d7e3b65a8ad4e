//! The façade: texts and a date in, findings out. Pure and deterministic.

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use crate::accept::{self, Accepted};
use crate::competence::Competence;
use crate::finding::Finding;
use crate::model::{self, Model};
use crate::rules;
use crate::rules::rule::Context;
use crate::syntax::tree::Tree;
use crate::syntax::{self, SyntaxError};
use crate::text::{FileId, SourceFile, Sources};

/// The texts of the national library, by the name under which they are shown.
pub const LIBRARY: &[(&str, &str)] = &[
    ("landelijk/gemeenten.regio", include_str!("../specs/landelijk/gemeenten.regio")),
    ("landelijk/veiligheidsregios.regio", include_str!("../specs/landelijk/veiligheidsregios.regio")),
    ("landelijk/wetten.regio", include_str!("../specs/landelijk/wetten.regio")),
    ("landelijk/ambten.regio", include_str!("../specs/landelijk/ambten.regio")),
    ("landelijk/bevoegdheden.regio", include_str!("../specs/landelijk/bevoegdheden.regio")),
    ("landelijk/overleggen.regio", include_str!("../specs/landelijk/overleggen.regio")),
    ("landelijk/teksten.regio", include_str!("../specs/landelijk/teksten.regio")),
];

/// Name, text and tree of one text.
type NamedTree = (Arc<str>, Arc<str>, Tree);

/// The library is the same in every analysis of a process, so it is parsed once.
static LIBRARY_TREES: LazyLock<Vec<NamedTree>> =
    LazyLock::new(|| LIBRARY.iter().map(|(name, text)| (Arc::from(*name), Arc::from(*text), syntax::parse(text).0)).collect());

/// Everything that the checker knows of a set of texts on a date.
#[derive(Debug)]
pub struct Analysis {
    /// The texts; those of the library first.
    pub sources: Sources,
    /// The model.
    pub model: Model,
    /// The findings, in order of place.
    pub findings: Vec<Finding>,
    /// The findings that the region knows and accepts.
    pub accepted: Vec<Accepted>,
}

/// A model without findings: for questions of competence.
#[derive(Debug)]
pub struct Reading {
    /// The texts; those of the library first.
    pub sources: Sources,
    /// The model.
    pub model: Model,
    /// Mistakes of form.
    pub syntax_errors: Vec<(FileId, SyntaxError)>,
}

/// Texts that have been parsed once, of which models on several dates can be made.
#[derive(Debug)]
pub struct Texts {
    /// The texts; those of the library first.
    pub sources: Sources,
    /// Mistakes of form in the texts of the region.
    pub syntax_errors: Vec<(FileId, SyntaxError)>,
    library: Vec<FileId>,
    parsed: Vec<(FileId, Tree)>,
}

impl Texts {
    /// Parses texts, beside those of the library.
    pub fn parse(files: impl IntoIterator<Item = SourceFile>) -> Self {
        let mut texts = Self { sources: Sources::default(), syntax_errors: Vec::new(), library: Vec::new(), parsed: Vec::new() };
        for (name, text, _) in LIBRARY_TREES.iter() {
            texts.library.push(texts.sources.add(SourceFile::library(Arc::clone(name), Arc::clone(text))));
        }
        for file in files {
            let (tree, errors) = syntax::parse(file.text());
            let id = texts.sources.add(file);
            texts.syntax_errors.extend(errors.into_iter().map(|error| (id, error)));
            texts.parsed.push((id, tree));
        }
        texts
    }

    /// What they arrange on a date.
    pub fn model(&self, on: Date) -> Model {
        let library = self.library.iter().copied().zip(LIBRARY_TREES.iter().map(|(_, _, tree)| tree));
        let trees: Vec<(FileId, &Tree)> = library.chain(self.parsed.iter().map(|(id, tree)| (*id, tree))).collect();
        model::build(&self.sources, &trees, on)
    }
}

/// Reads texts into a model on a date.
pub fn read(files: impl IntoIterator<Item = SourceFile>, on: Date) -> Reading {
    let texts = Texts::parse(files);
    let model = texts.model(on);
    Reading { sources: texts.sources, model, syntax_errors: texts.syntax_errors }
}

/// Checks texts on a date.
pub fn analyse(files: impl IntoIterator<Item = SourceFile>, on: Date) -> Analysis {
    let Reading { sources, model, syntax_errors } = read(files, on);
    let competence = Competence::new(&model);
    let context = Context { model: &model, competence: &competence, sources: &sources, syntax_errors: &syntax_errors };
    let judged = accept::judge(rules::run(&context), &model);
    Analysis { sources, model, findings: judged.findings, accepted: judged.accepted }
}
