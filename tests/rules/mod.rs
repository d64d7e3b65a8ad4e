//! Rules: their pages are executed, and so are the cases beside this file; what findings say is read.

mod cases;
mod library;
mod pages;
mod registry;
mod wording;
