//! The form of a text: what is read, and how mistakes are told.

mod damage;
mod grammar;
mod mistakes;
mod reading;
