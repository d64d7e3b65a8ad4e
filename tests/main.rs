//! One integration binary: the checker as its users meet it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test stops at what goes wrong"
)]

mod architecture;
mod checklist;
mod cli;
mod competence;
mod docs;
mod gaps;
mod models;
mod regions;
mod rules;
mod scenarios;
mod support;
mod syntax;
