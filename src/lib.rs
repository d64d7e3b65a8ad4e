//! Sluitend checks where the governance of a Dutch care-and-safety region does not close.
//!
//! Data flows one way, and a room imports only rooms above it in this list:
//!
//! | room | what it does |
//! |---|---|
//! | [`text`] | source texts, spans, lines and columns |
//! | [`lang`] | Dutch and English, lists, money, dates |
//! | [`finding`] | findings, severities, fixes |
//! | [`syntax`] | text to tree, the only user of pest |
//! | [`model`] | names resolved, sets expanded, time applied |
//! | [`competence`] | who may decide what, when, up to which amount, on what chain |
//! | [`checklist`] | which elements of the VNG checklist a text shows |
//! | [`rules`] | one file a rule, the registry, the runner |
//! | [`accept`] | accepted findings |
//! | [`analysis`] | the façade: sources and a date in, findings out |
//! | [`views`] | views on the model beside findings: why, scenario tests, checklist |
//! | [`template`] | the VNG models as templates, and a fresh region made from one |
//! | [`render`] | terminal, Markdown, JSON, `JUnit` |
//! | [`project`] | finding and reading files |
//! | [`cli`] | the command line |
//!
//! Everything above [`render`] is pure: no files, clock, environment or terminal.

// Parsers that pest derives without `std` name this crate.
extern crate alloc;

pub mod accept;
pub mod analysis;
pub mod checklist;
pub mod cli;
pub mod competence;
pub mod finding;
pub mod lang;
pub mod model;
pub mod project;
pub mod render;
pub mod rules;
pub mod syntax;
pub mod template;
pub mod text;
pub mod views;
