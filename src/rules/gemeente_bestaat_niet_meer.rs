//! `gemeente-bestaat-niet-meer`: a text in force names a municipality that has ended, or that does not exist yet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rule::{Context, Findings, Group, Rule};
use super::usage::{counts_on, seat_of};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::refs::{EntityId, Mention, Ref};
use crate::syntax::tree::Period;
use crate::syntax::vocabulary::Key;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "gemeente-bestaat-niet-meer",
    group: Group::Time,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een tekst die geldt, noemt een gemeente die is opgeheven of nog niet bestaat",
        "a text in force names a municipality that has ended or does not exist yet",
    ),
    sources: &[],
    check,
};

/// A use of a municipality on a day on which it does not exist.
struct Use<'m> {
    mention: &'m Mention,
    /// Whether the text is of a day on which it was right, or tells of an act of the past.
    dated: bool,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut ended: BTreeMap<EntityId, Vec<Use>> = BTreeMap::new();
    let mut early: BTreeMap<EntityId, Vec<Use>> = BTreeMap::new();
    let scenarios: BTreeMap<EntityId, Option<Date>> = ctx.model.scenarios.iter().map(|s| (s.id, s.on)).collect();
    for mention in ctx.model.references.iter().filter(|m| ctx.model.is_regional(m.block) && ctx.model.municipality(m.id).is_some()) {
        let period = ctx.model.validity(mention.id);
        if period == Period::default() {
            continue;
        }
        let day = match scenarios.get(&mention.block) {
            Some(on) => Some(on.unwrap_or(ctx.model.on)),
            None => counts_on(ctx, mention).map(|day| day.max(starts(ctx, mention))),
        };
        let Some(day) = day else { continue };
        if let Some(end) = period.until.filter(|end| *end <= day) {
            let dated = is_dated(ctx, mention, end);
            ended.entry(mention.id).or_default().push(Use { mention, dated });
        } else if period.from.is_some_and(|from| day < from) {
            early.entry(mention.id).or_default().push(Use { mention, dated: mention.on.is_some() });
        }
    }
    findings.extend(ended.into_iter().filter_map(|(id, uses)| no_longer(ctx, id, &uses)));
    findings.extend(early.into_iter().filter_map(|(id, uses)| not_yet(ctx, id, &uses)));
}

/// The first day on which a name in a block or seat that still has to start can count; an act counts on its own day.
fn starts(ctx: &Context<'_>, mention: &Mention) -> Date {
    let seat = seat_of(ctx, mention).and_then(|seat| seat.valid.from);
    let starts = [ctx.model.validity(mention.block).from, seat].into_iter().flatten().max();
    starts.filter(|_| mention.on.is_none()).unwrap_or(Date::MIN)
}

/// Whether a text was made while the municipality was still there; the list of a region or area is of today.
fn is_dated(ctx: &Context<'_>, mention: &Mention, end: Date) -> bool {
    let made = ctx.model.text_date(mention.block).or_else(|| ctx.model.validity(mention.block).from);
    mention.on.is_none() && mention.key != Key::Municipalities && made.is_some_and(|made| made < end)
}

// ------------------------------------------------------------------------------------------------------------- telling

fn no_longer(ctx: &Context<'_>, id: EntityId, uses: &[Use]) -> Option<Finding> {
    let end = ctx.model.validity(id).until?;
    let name = ctx.name(id);
    let headline = if end <= ctx.model.on {
        message!("de gemeente `{name}` bestaat sinds {end} niet meer", "the municipality `{name}` has not existed since {end}"; name = name, end = end)
    } else {
        message!("de gemeente `{name}` houdt op te bestaan op {end}", "the municipality `{name}` ceases to exist on {end}"; name = name, end = end)
    };
    let successors: Vec<&str> = ctx.model.entity(id).successors.items().map(|s| ctx.name(s.id)).collect();
    let remedy = if successors.is_empty() {
        message!("Noem de gemeente waar zij in is opgegaan, of haal haar weg.", "Name the municipality that it became part of, or remove it.")
    } else {
        message!(
            "Noem de opvolger ({successors}). Was de tekst in zijn tijd juist en geldt hij niet meer, geef het blok dan een einddatum (`geldig tot …`).",
            "Name the successor ({successors}). If the text was right in its time and holds no longer, give the block an end (`geldig tot …`)."; successors = quoted(&successors, 4)
        )
    };
    let finding = told(uses, headline, message!("opgeheven gemeente", "municipality that has ended"))?.why(why_ended(uses)).remedy(remedy);
    let Some(successor) = ctx.model.living_successor(id, end.max(ctx.model.on)) else { return Some(finding) };
    // What was signed or adopted in time is not rewritten.
    if uses.iter().all(|one| one.dated) {
        return Some(finding);
    }
    let edits: Vec<Edit> = uses.iter().filter_map(|one| replaced(ctx, one.mention, successor)).collect();
    let name = ctx.name(successor);
    let title = message!("noem de opvolger `{name}`", "name the successor `{name}`"; name = name);
    Some(finding.fix(Fix { title, edits, safe: false }))
}

fn why_ended(uses: &[Use]) -> Message {
    if uses.iter().all(|one| one.dated) {
        return message!(
            "Deze tekst is gemaakt toen de gemeente er nog was en geldt nog. Rechten en plichten gaan bij een herindeling in de regel over op de opvolger, maar wie dit nu leest, zoekt naar organen die er niet meer zijn.",
            "This text was made while the municipality was there, and is still in force. At a merger, rights and duties as a rule pass to the successor, but whoever reads this now looks for organs that are no longer there."
        );
    }
    message!(
        "Een opgeheven gemeente heeft geen raad, college of burgemeester meer. Wat hier van haar gevraagd wordt, kan niemand doen, en haar opvolger komt in de tekst niet voor.",
        "A municipality that has ended has no council, college or mayor any more. Nobody can do what is asked of it here, and the text does not name its successor."
    )
}

fn not_yet(ctx: &Context<'_>, id: EntityId, uses: &[Use]) -> Option<Finding> {
    let from = ctx.model.validity(id).from?;
    let name = ctx.name(id);
    let before: Vec<&str> = ctx
        .model
        .municipalities
        .iter()
        .filter(|m| ctx.model.validity(m.id).until == Some(from) && ctx.model.entity(m.id).successors.items().any(|s| s.id == id))
        .map(|m| ctx.name(m.id))
        .collect();
    let headline =
        message!("de gemeente `{name}` bestaat pas vanaf {from}", "the municipality `{name}` exists only from {from}"; name = name, from = from);
    let remedy = if before.is_empty() {
        message!(
            "Geef het blok een begin (`geldig van …`), of noem haar pas vanaf die dag.",
            "Give the block a start (`geldig van …`), or name it only from that day."
        )
    } else {
        message!(
            "Noem tot die dag {before}, of geef het blok een begin (`geldig van …`).",
            "Name {before} until that day, or give the block a start (`geldig van …`)."; before = quoted(&before, 6)
        )
    };
    let finding = told(uses, headline, message!("bestaat nog niet", "does not exist yet"))?
        .why(message!(
            "Voor haar eerste dag heeft een gemeente geen raad, college of burgemeester. Tot dan zijn de gemeenten bevoegd die erin opgaan.",
            "Before its first day a municipality has no council, college or mayor. Until then those that become part of it are competent."
        ))
        .remedy(remedy);
    let lists: Vec<Edit> = uses
        .iter()
        .filter_map(|one| {
            let list = list_of(ctx, one.mention)?;
            let with_old = list.iter().any(|item| before.contains(&ctx.name(item.id)));
            with_old.then(|| taken_out(list, one.mention.place)).flatten()
        })
        .collect();
    let all = lists.len() == uses.len();
    let title = message!("haal `{name}` uit de lijst", "take `{name}` out of the list"; name = name);
    Some(if all { finding.fix(Fix { title, edits: lists, safe: false }) } else { finding })
}

/// One finding for all uses: at the first, with the others beside it.
fn told(uses: &[Use], headline: Message, label: Message) -> Option<Finding> {
    let (first, others) = uses.split_first()?;
    let severity = if uses.iter().all(|one| one.dated) { Severity::Hint } else { Severity::Error };
    let finding = RULE.finding_at(severity, first.mention.place, headline).label(label);
    Some(others.iter().fold(finding, |finding, one| finding.related(one.mention.place, message!("hier ook", "here too"))))
}

// --------------------------------------------------------------------------------------------------------------- fixes

/// The list of municipalities in which a name stands.
fn list_of<'m>(ctx: &'m Context<'_>, mention: &Mention) -> Option<&'m [Ref]> {
    let lists = ctx.model.region(mention.block).map(|r| &r.municipalities).or_else(|| ctx.model.area(mention.block).map(|a| &a.municipalities))?;
    lists.values().map(Vec::as_slice).find(|list| list.iter().any(|item| item.place == mention.place))
}

/// Puts the successor in the place of a name, or takes the name out where the successor stands in the same list already.
fn replaced(ctx: &Context<'_>, mention: &Mention, successor: EntityId) -> Option<Edit> {
    let list = list_of(ctx, mention).unwrap_or_default();
    let comes_there = |item: &Ref| item.id == successor || ctx.model.living_successor(item.id, ctx.model.on) == Some(successor);
    let earlier = list.iter().take_while(|item| item.place != mention.place).any(|item| comes_there(item) && !ctx.model.in_force(item.id));
    if earlier || list.iter().any(|item| item.id == successor) {
        return taken_out(list, mention.place);
    }
    Some(Edit { place: mention.place, text: ctx.name(successor).to_owned() })
}

/// Takes an item out of a list, with the comma beside it.
fn taken_out(list: &[Ref], place: Place) -> Option<Edit> {
    let at = list.iter().position(|item| item.place == place)?;
    let span = match (at.checked_sub(1).and_then(|before| list.get(before)), list.get(at + 1)) {
        (Some(before), _) => Span { start: before.place.span.end, end: place.span.end },
        (None, Some(next)) => Span { start: place.span.start, end: next.place.span.start },
        (None, None) => return None,
    };
    Some(Edit { place: Place { file: place.file, span }, text: String::new() })
}
