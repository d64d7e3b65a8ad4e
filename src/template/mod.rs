//! The three VNG models as templates, and the texts of a fresh region made from one.
//!
//! Names in, texts out: a template is read as any text is, its municipalities are replaced where the model finds them, and
//! what has not happened yet becomes an open point.

mod fill;
mod start;

pub use fill::fill;
pub use start::Start;

use jiff::civil::{Date, date};

use crate::lang::Lang;

/// The day on which a template is free of findings.
pub const WRITTEN_FOR: Date = date(2026, 1, 1);

/// A model of the VNG, in the form that a region can start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Model 1: align.
    Align,
    /// Model 2: give direction and steer.
    Steer,
    /// Model 3: decide together, in a joint arrangement with a public body (Wgr 8 lid 1).
    Arrangement,
    /// Model 3: decide together, through a central municipality (Wgr 8 lid 4).
    Central,
}

/// The files of one folder below `specs/modellen`, with their texts.
macro_rules! files {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../specs/modellen/", $folder, "/", $name)))),+]
    };
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 4] = [Self::Align, Self::Steer, Self::Arrangement, Self::Central];

    /// Its folder below `specs/modellen`.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Align => "model-1-afstemmen",
            Self::Steer => "model-2-richting-geven",
            Self::Arrangement => "model-3-gemeenschappelijke-regeling",
            Self::Central => "model-3-centrumregeling",
        }
    }

    /// What it is called.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Align => lang.pick("model 1, afstemmen", "model 1, align"),
            Self::Steer => lang.pick("model 2, richting geven en sturen", "model 2, give direction and steer"),
            Self::Arrangement => lang.pick("model 3, een gemeenschappelijke regeling", "model 3, a joint arrangement with a board"),
            Self::Central => lang.pick("model 3, een centrumregeling", "model 3, a central municipality arrangement"),
        }
    }

    /// Its texts by file name, in the order in which one reads them.
    pub const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Align => files!(
                "model-1-afstemmen":
                "01-regio.regio", "02-partijen.regio", "03-rollen.regio", "04-overleggen.regio", "05-bevoegdheden.regio", "06-mandaten.regio",
                "07-routes.regio", "08-escalatie.regio", "09-overeenkomsten.regio", "10-gegevens.regio", "11-middelen.regio", "12-proeven.regio",
            ),
            Self::Steer => files!(
                "model-2-richting-geven":
                "01-regio.regio", "02-partijen.regio", "03-rollen.regio", "04-overleggen.regio", "05-bevoegdheden.regio", "06-mandaten.regio",
                "07-routes.regio", "08-escalatie.regio", "09-overeenkomsten.regio", "10-gegevens.regio", "11-middelen.regio", "12-proeven.regio",
            ),
            Self::Arrangement => files!(
                "model-3-gemeenschappelijke-regeling":
                "01-regio.regio", "02-regeling.regio", "03-partijen.regio", "04-rollen.regio", "05-overleggen.regio", "06-bevoegdheden.regio",
                "07-overdracht-en-mandaten.regio", "08-routes.regio", "09-escalatie.regio", "10-overeenkomsten.regio", "11-gegevens.regio",
                "12-middelen.regio", "13-proeven.regio",
            ),
            Self::Central => files!(
                "model-3-centrumregeling":
                "01-regio.regio", "02-regeling.regio", "03-partijen.regio", "04-rollen.regio", "05-overleggen.regio", "06-bevoegdheden.regio",
                "07-mandaten.regio", "08-routes.regio", "09-escalatie.regio", "10-overeenkomsten.regio", "11-gegevens.regio",
                "12-middelen.regio", "13-proeven.regio",
            ),
        }
    }
}
