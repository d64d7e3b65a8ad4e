//! Views on the model beside findings: who may do what and why, and whether what a region expects holds.

pub mod checklist;
pub mod scenario;
pub mod why;
