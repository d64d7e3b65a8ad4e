//! One integration binary: the checker as its users meet it.

mod rules;
mod support;
