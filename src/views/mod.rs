//! Views on the model beside findings: who may do what, and why.

pub mod why;
