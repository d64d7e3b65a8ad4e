//! `bijlage-ontbreekt`: an annex is relied on or named, but it does not appear where it is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::message;
use crate::model::fact::Fact;
use crate::model::refs::{CitedAt, EntityId, Ref};
use crate::syntax::tree::PartKind;
use crate::syntax::vocabulary::Key;

pub const RULE: Rule = Rule {
    name: "bijlage-ontbreekt",
    group: Group::Agreements,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "er wordt verwezen naar een bijlage waarvan de vindplaats niet blijkt",
        "an annex is referred to of which it does not appear where it can be found",
    ),
    sources: &[Source::Law("Awb", "art. 10:5 lid 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let known = Known::read(ctx);
    for text in texts(ctx).filter(|t| ctx.model.text_counts(t.id)) {
        if let Some(finding) = absent_annex(ctx, &known, &text) {
            findings.push(finding);
        }
    }
    for finding in known.relied_on.values().filter_map(|cited| nowhere(ctx, cited)) {
        findings.push(finding);
    }
}

/// A document or agreement of the region.
struct Text<'m> {
    id: EntityId,
    file: &'m Fact<Box<str>>,
    annex_of: &'m Fact<Vec<Ref>>,
}

fn texts<'m>(ctx: &Context<'m>) -> impl Iterator<Item = Text<'m>> {
    let model = ctx.model;
    let documents = model.documents.iter().map(|d| Text { id: d.id, file: &d.file, annex_of: &d.annex_of });
    let agreements = model.agreements.iter().map(|a| Text { id: a.id, file: &a.file, annex_of: &a.annex_of });
    documents.chain(agreements).filter(|t| model.is_regional(t.id))
}

/// An annex by its main text and number.
type AnnexPlace<'m> = (EntityId, &'m str);

/// What the texts tell of annexes.
struct Known<'m> {
    /// Texts of which some place is cited: whoever cites an article has the text before him.
    read: FxHashSet<EntityId>,
    /// Annexes that state where they stand in their main text: by themselves, with that text.
    printed: FxHashSet<(EntityId, EntityId)>,
    /// Texts on which a mandate in force rests.
    hold_mandates: FxHashSet<EntityId>,
    /// Annexes that something in force rests on and that are nowhere, with the citations.
    relied_on: FxHashMap<AnnexPlace<'m>, Vec<&'m CitedAt>>,
}

impl<'m> Known<'m> {
    fn read(ctx: &Context<'m>) -> Self {
        let model = ctx.model;
        let mut known =
            Self { read: FxHashSet::default(), printed: FxHashSet::default(), hold_mandates: FxHashSet::default(), relied_on: FxHashMap::default() };
        let mut read_annexes: FxHashSet<AnnexPlace<'m>> = FxHashSet::default();
        let with_own_annex: FxHashSet<EntityId> = texts(ctx).flat_map(|t| t.annex_of.items()).map(|main| main.id).collect();
        let no_file: FxHashSet<EntityId> = texts(ctx).filter(|t| t.file.is_lacking()).map(|t| t.id).collect();
        for cited in &model.citations {
            let Some(target) = cited.citation.target.filter(|_| !cited.citation.parts.is_empty()) else { continue };
            known.read.insert(target);
            if let Some(number) = annex(cited).filter(|_| cited.key == Key::Source) {
                known.printed.insert((cited.of, target));
                read_annexes.insert((target, number));
            }
        }
        for (text, resting) in model.resting_on_texts() {
            if resting.iter().any(|c| model.grant(c.of).is_some()) {
                known.hold_mandates.insert(text);
            }
            for cited in resting.into_iter().filter(|_| no_file.contains(&text) && !with_own_annex.contains(&text)) {
                if let Some(number) = annex(cited).filter(|number| !read_annexes.contains(&(text, *number))) {
                    known.relied_on.entry((text, number)).or_default().push(cited);
                }
            }
        }
        known
    }
}

fn annex(cited: &CitedAt) -> Option<&str> {
    cited.citation.part(PartKind::Annex)
}

/// A text that says it belongs to another one, without a file and without a place in that other text.
fn absent_annex(ctx: &Context<'_>, known: &Known<'_>, text: &Text<'_>) -> Option<Finding> {
    let main = text.annex_of.items().next()?;
    let printed = text.annex_of.items().any(|main| known.printed.contains(&(text.id, main.id)));
    if !text.file.is_lacking() || known.read.contains(&text.id) || printed {
        return None;
    }
    let severity = match (known.hold_mandates.contains(&text.id), text.file.is_absent()) {
        (true, true) => Severity::Error,
        (true, false) => Severity::Warning,
        (false, _) => Severity::Hint,
    };
    let (name, main_name) = (ctx.name(text.id), ctx.name(main.id));
    let headline = if text.file.is_absent() {
        message!("volgens de tekst is er geen bestand met bijlage `{name}` van `{main}`", "the text says that there is no file with annex `{name}` of `{main}`"; name = name, main = main_name)
    } else {
        message!("niet gebleken waar bijlage `{name}` van `{main}` te vinden is", "it does not appear where annex `{name}` of `{main}` can be found"; name = name, main = main_name)
    };
    let finding = RULE.finding_at(severity, text.annex_of.key()?, headline).related(ctx.at(main.id), message!("de hoofdtekst", "the main text"));
    Some(with_stub(ctx, text.id, finding))
}

/// An annex that is relied on by its number only, while nothing shows that it exists.
fn nowhere(ctx: &Context<'_>, cited: &[&CitedAt]) -> Option<Finding> {
    let mandate = cited.iter().find(|c| ctx.model.grant(c.of).is_some());
    let first = mandate.or(cited.first())?;
    let (place, text, number) = (first.citation.place, first.citation.target?, annex(first)?);
    let name = ctx.name(text);
    let severity = if mandate.is_some() { Severity::Error } else { Severity::Hint };
    let mut finding = RULE.finding_at(severity, place, message!("niet gebleken dat bijlage {number} van `{name}` bestaat", "it does not appear that annex {number} of `{name}` exists"; number = number, name = name));
    for other in cited.iter().filter(|c| c.citation.place != place).take(3) {
        finding = finding.related(other.citation.place, message!("`{of}` berust er ook op", "`{of}` rests on it too"; of = ctx.name(other.of)));
    }
    Some(with_stub(ctx, text, finding))
}

fn with_stub(ctx: &Context<'_>, text: EntityId, finding: Finding) -> Finding {
    let mut finding = finding
        .label(message!("bijlage niet gevonden", "annex not found"))
        .why(message!(
            "Wie de tekst toepast, moet de bijlage kunnen lezen. Een mandaat dat erin staat, is zonder die tekst niet aan te tonen.",
            "Whoever applies the text must be able to read the annex. A mandate in it cannot be shown without that text."
        ))
        .remedy(message!(
            "Noem met `bestand` waar de tekst staat, of met `bron` de bijlage van de hoofdtekst waarin zij is afgedrukt.",
            "Say with `bestand` where the text is, or with `bron` in which annex of the main text it is printed."
        ));
    finding.fixes.extend(ctx.add_property(
        text,
        message!("noteer het bestand als open punt", "note the file as an open point"),
        "bestand nog te regelen",
    ));
    finding
}
