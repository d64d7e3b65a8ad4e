//! One integration binary: the checker as its users meet it.

mod architecture;
mod cli;
mod docs;
mod regions;
mod rules;
mod support;
mod syntax;
