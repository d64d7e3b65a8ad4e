//! `persoonsnaam-in-regeling`: a text that is to last names a person instead of a function.

use rustc_hash::{FxHashMap, FxHashSet};

use super::person_names::{self, Known};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::message;
use crate::model::parts::{Entity, Party};
use crate::model::refs::EntityId;
use crate::syntax::vocabulary::{BlockKind, Key, PartyKind};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "persoonsnaam-in-regeling",
    group: Group::Time,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: ("een regeling noemt een persoon in plaats van een functie", "an arrangement names a person instead of a function"),
    sources: &[Source::Law("AVG", "art. 5 lid 1 onder c")],
    check,
};

/// Texts that are no part of the arrangement: where a file is, numbers.
const NO_WORDS: &[Key] = &[Key::File, Key::Bwb, Key::Celex, Key::Cbs, Key::Code];

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let others = Others::read(ctx);
    let signing = only_signing(ctx);
    let mut told: FxHashSet<EntityId> = FxHashSet::default();
    let entities = ctx.model.entities.iter().zip(0..).map(|(entity, at)| (EntityId(at), entity));
    for (id, entity) in entities.filter(|(id, entity)| may_bear_a_person(entity) && !signing.contains(id)) {
        let known = Known { is_other: &|words| others.has(words), of_organisation: is_organisation(ctx, id) };
        if let Some(range) = person_names::find_in_name(&entity.name, &known) {
            told.insert(id);
            findings.push(finding(ctx, part(entity.name_place, &range)));
        }
    }
    for wording in &ctx.model.wordings {
        if wording.key.is_some_and(|key| NO_WORDS.contains(&key)) || signing.contains(&wording.of) {
            continue;
        }
        let own = matches!(wording.key, None | Some(Key::AlsoCalled));
        // Name, title and other names of one block are one cause; a letter or report may be called after its author.
        let elsewhere = match ctx.model.entity(wording.of).kind {
            BlockKind::Scenario => true,
            BlockKind::Document => own,
            _ => false,
        };
        if elsewhere || (own && told.contains(&wording.of)) {
            continue;
        }
        let known = Known { is_other: &|words| others.has(words), of_organisation: own && is_organisation(ctx, wording.of) };
        if let Some(range) = person_names::find(ctx.words(wording.place), &known) {
            if own {
                told.insert(wording.of);
            }
            findings.push(finding(ctx, part(wording.place, &range)));
        }
    }
}

/// The kinds of blocks whose name may be that of a person; a text, law, municipality or office never is.
fn may_bear_a_person(entity: &Entity) -> bool {
    use BlockKind::{Area, Document, Law, Municipality, Office, Region, Scenario, Stage};
    !entity.library && !matches!(entity.kind, Area | Document | Law | Municipality | Office | Region | Scenario | Stage)
}

/// Whether a block is an organisation, which may well bear the name of a person.
fn is_organisation(ctx: &Context<'_>, id: EntityId) -> bool {
    ctx.model.party(id).is_some_and(has_kind_of_organisation)
}

fn has_kind_of_organisation(party: &Party) -> bool {
    party.kinds.items().any(|kind| !matches!(kind, PartyKind::Other | PartyKind::Experience | PartyKind::Group))
}

/// Functions and parties that only sign: a signature names a person.
fn only_signing(ctx: &Context<'_>) -> FxHashSet<EntityId> {
    let mut signs: FxHashMap<EntityId, bool> = FxHashMap::default();
    for mention in ctx.model.references.iter().filter(|m| ctx.model.is_regional(m.id) && m.block != m.id) {
        let only = signs.entry(mention.id).or_insert(true);
        *only &= mention.key == Key::Signature;
    }
    signs.into_iter().filter(|(_, only)| *only).map(|(id, _)| id).collect()
}

/// Names of municipalities, organisations and laws, which are no persons.
struct Others(FxHashSet<String>);

impl Others {
    fn read(ctx: &Context<'_>) -> Self {
        let mut found = FxHashSet::default();
        let plain = |words: &str| words.replace('-', " ").to_lowercase();
        for (entity, at) in ctx.model.entities.iter().zip(0..) {
            let other = matches!(entity.kind, BlockKind::Municipality | BlockKind::Law | BlockKind::Area | BlockKind::Region | BlockKind::Office);
            if other || is_organisation(ctx, EntityId(at)) {
                found.insert(plain(&entity.name));
                found.extend(entity.title.iter().chain(&entity.also_called).map(|words| plain(words)));
            }
        }
        Self(found)
    }

    fn has(&self, words: &str) -> bool {
        self.0.contains(words)
    }
}

fn part(place: Place, range: &person_names::Range) -> Place {
    let start = place.span.start + range.start as u32;
    Place { file: place.file, span: Span { start, end: start + (range.end - range.start) as u32 } }
}

fn finding(ctx: &Context<'_>, place: Place) -> Finding {
    let name = ctx.words(place);
    RULE.finding(place, message!("`{name}` lijkt de naam van een persoon", "`{name}` looks like the name of a person"; name = name))
        .label(message!("persoon in plaats van functie", "person instead of function"))
        .why(message!(
            "Een regeling overleeft wie haar uitvoert: een naam veroudert zodra iemand van functie wisselt. Een naam is bovendien een persoonsgegeven, en voor een regeling volstaat de functie.",
            "An arrangement outlives whoever carries it out: a name goes stale as soon as somebody changes function. A name is also personal data, and for an arrangement the function will do."
        ))
        .remedy(message!(
            "Noem de functie, zoals `wethouder van …` of een `rol`, en houd de namen bij in een lijst buiten de regeling.",
            "Name the function, such as `wethouder van …` or a `rol`, and keep the names in a list outside the arrangement."
        ))
}
