//! `checklist-onvolledig`: a region takes the norm of the VNG for its own, and elements of its checklist don't appear.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::checklist::{self, Checklist, Element, State};
use crate::finding::{Finding, Severity};
use crate::lang::{Count, Lang, List, Message, Say};
use crate::message;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "checklist-onvolledig",
    group: Group::Checklist,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "een regio kiest een werkvorm of tekst van de VNG, en van haar checklist zijn elementen niet gebleken",
        "a region chooses a working form or text of the VNG, and elements of its checklist do not appear",
    ),
    sources: &[Source::Vng(VngText::Chart, "checklist"), Source::Vng(VngText::Pilot, "criteria")],
    check,
};

/// So many elements are named in the headline; the reason names them all.
const NAMED: usize = 3;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    for list in checklist::of_those_who_ask(ctx.model, ctx.competence) {
        findings.extend(incomplete(&list));
    }
}

/// An element that does not appear, or a part of one that counts by itself.
struct Missing {
    code: &'static str,
    name: Message,
    at: Option<Place>,
}

fn missing(element: &Element) -> Vec<Missing> {
    if element.state() == State::NotShown {
        return vec![Missing { code: element.code, name: element.name.clone(), at: None }];
    }
    let parts = element.lacking_variants();
    parts.filter_map(|part| Some(Missing { code: element.code, name: part.variant.clone()?, at: part.at })).collect()
}

fn incomplete(list: &Checklist) -> Option<Finding> {
    let asked = list.asked.as_ref()?;
    let mut missing: Vec<Missing> = list.elements.iter().flat_map(missing).collect();
    // Two parts of one element may lack the same thing.
    let mut seen = FxHashSet::default();
    missing.retain(|one| seen.insert((one.code, one.name.dutch.clone())));
    if missing.is_empty() {
        return None;
    }
    let headline = message!(
        "van de VNG-checklist is niet gebleken: {missing}",
        "of the VNG checklist, these do not appear: {missing}"; missing = named(&missing, NAMED)
    );
    let number = Count { number: missing.len(), dutch: ("punt", "punten"), english: ("point", "points") };
    let mut finding = RULE
        .finding(list.place.unwrap_or(asked.place), headline)
        .label(message!("{number} van de checklist", "{number} of the checklist"; number = number))
        .why(message!(
            "De regio kiest een werkvorm van de VNG of beroept zich op haar teksten. Daar hoort een checklist bij, als norm en niet als wet. Zwijgen is geen nee; niet gebleken is: {missing}.",
            "The region chooses a working form of the VNG or rests on its texts. A checklist goes with it, as a norm and not as law. Silence is not a no; what does not appear is: {missing}."; missing = named(&missing, missing.len())
        ))
        .remedy(message!(
            "Schrijf op wat hierover is afgesproken, of aanvaard deze bevinding met een reden. `sluitend checklist` toont per element wat blijkt en waaruit het zou blijken.",
            "Write down what has been agreed on this, or accept this finding with a reason. `sluitend checklist` shows for each element what appears and what would show it."
        ))
        .related(asked.place, asked.words.clone());
    let places = missing.iter().filter_map(|one| Some((one.at?, one.name.clone())));
    finding = places.fold(finding, |finding, (place, name)| finding.related(place, name));
    Some(finding)
}

/// Codes with their names: "`I2` netwerk, `O1` werkagenda en nog 3".
fn named(missing: &[Missing], most: usize) -> Message {
    let said = |lang: Lang| {
        let shown: Vec<String> = missing.iter().take(most).map(|one| format!("`{}` {}", one.code, lower(one.name.get(lang)))).collect();
        match missing.len().saturating_sub(most) {
            0 => List(shown).say(lang),
            rest => format!("{} {} {rest}", shown.join(", "), lang.pick("en nog", "and")) + lang.pick("", " more"),
        }
    };
    Message { dutch: said(Lang::Dutch), english: said(Lang::English) }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
