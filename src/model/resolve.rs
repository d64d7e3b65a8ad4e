//! Looking names up: the region's own names first, then those of the national library.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::refs::EntityId;
use crate::syntax::explain::nearest;
use crate::syntax::vocabulary::{BlockKind, Key};

/// Suggestions are looked for among all names, so only for the first mistakes of a text.
pub const SUGGESTED_AT_MOST: usize = 50;

/// Names and what they stand for. The library doesn't see the names of a region; a region may use a name of the
/// library for a thing of its own.
#[derive(Debug, Default)]
pub struct Index {
    library: FxHashMap<Box<str>, EntityId>,
    regional: FxHashMap<Box<str>, EntityId>,
    suggested: usize,
}

impl Index {
    /// Enters a name; gives the thing that already bears it.
    pub fn enter(&mut self, name: &str, id: EntityId, library: bool) -> Option<EntityId> {
        let key = normal(name);
        let names = if library { &mut self.library } else { &mut self.regional };
        match names.get(&*key) {
            Some(first) => Some(*first),
            None => {
                names.insert(key.as_ref().into(), id);
                None
            }
        }
    }

    /// The thing with this name.
    pub fn find(&self, name: &str, library_only: bool) -> Option<EntityId> {
        let key = normal(name);
        let own = if library_only { None } else { self.regional.get(&*key) };
        own.or_else(|| self.library.get(&*key)).copied()
    }

    /// The name that was probably meant, among the things that fit.
    pub fn suggestion(&mut self, name: &str, fits: impl Fn(EntityId) -> bool) -> Option<String> {
        self.suggested += 1;
        if self.suggested > SUGGESTED_AT_MOST {
            return None;
        }
        let near = |names: &FxHashMap<Box<str>, EntityId>| {
            let mut keys: Vec<&str> = names.iter().filter(|(_, id)| fits(**id)).map(|(key, _)| &**key).collect();
            keys.sort_unstable();
            let lower = name.to_lowercase();
            let by_case = keys.iter().copied().find(|key| key.to_lowercase() == lower);
            by_case.or_else(|| nearest(name, keys.into_iter())).map(str::to_owned)
        };
        near(&self.regional).or_else(|| near(&self.library))
    }
}

/// A name in the form in which names are compared: Unicode form C, straight apostrophe.
fn normal(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let straight = name.replace('’', "'");
    if is_nfc_quick(straight.chars()) == IsNormalized::Yes { Cow::Owned(straight) } else { Cow::Owned(straight.nfc().collect()) }
}

const TEXTS: &[BlockKind] = &[
    BlockKind::Law,
    BlockKind::Document,
    BlockKind::Agreement,
    BlockKind::Mandate,
    BlockKind::Delegation,
    BlockKind::PowerOfAttorney,
    BlockKind::Authorisation,
    BlockKind::Power,
    BlockKind::Override,
];
const ANYBODY: &[BlockKind] = &[BlockKind::Party, BlockKind::Body, BlockKind::Role, BlockKind::Office, BlockKind::Municipality];
const GRANTS: &[BlockKind] = &[BlockKind::Mandate, BlockKind::Delegation, BlockKind::PowerOfAttorney, BlockKind::Authorisation];

/// The kinds of things that a name in this property may stand for.
pub const fn wanted(kind: Option<BlockKind>, key: Key) -> &'static [BlockKind] {
    use BlockKind as B;
    match (kind, key) {
        (_, Key::Municipalities) => &[B::Municipality],
        (_, Key::SafetyRegion) => &[B::Area],
        (_, Key::Agenda)
        | (
            Some(B::Route | B::Escalation | B::Power | B::DataSharing | B::Mandate | B::Delegation | B::PowerOfAttorney | B::Authorisation),
            Key::For,
        ) => &[B::Topic],
        (Some(B::Override), Key::For) => &[B::Escalation, B::Topic],
        (Some(B::Role), Key::For) => &[B::Topic, B::Body, B::Escalation, B::Party],
        (Some(B::Cost), Key::For) => {
            &[B::Body, B::Role, B::Topic, B::Party, B::Document, B::Agreement, B::Route, B::Escalation, B::DataSharing, B::Region, B::Area]
        }
        (_, Key::At) => &[B::Body, B::Escalation],
        (_, Key::About) => &[B::Power],
        (_, Key::Under) => GRANTS,
        (_, Key::Comprises) => &[B::Cost],
        (_, Key::AnnexOf) => &[B::Document, B::Agreement],
        (_, Key::Basis | Key::Source | Key::LaidDownIn | Key::WithoutPrejudice) => TEXTS,
        // A cover comes out of means; an appointment out of candidates.
        (Some(B::Cost), Key::Cover) => &[B::Means, B::Party, B::Body, B::Role, B::Office, B::Municipality],
        (_, Key::Successor) => &[],
        (_, Key::Signal | Key::Decide) => ANYBODY,
        _ => ANYBODY,
    }
}
