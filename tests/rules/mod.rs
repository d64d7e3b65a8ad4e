//! Rules: their pages are executed, and so are the cases beside this file.

mod cases;
mod library;
mod pages;
mod registry;
