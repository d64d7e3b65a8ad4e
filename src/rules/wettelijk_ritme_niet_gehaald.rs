//! `wettelijk-ritme-niet-gehaald`: a table that a law prescribes meets less often than that law asks.

use rustc_hash::FxHashMap;

use super::rhythm::{say, stated};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::parts::Body;
use crate::model::refs::{Citation, EntityId};
use crate::syntax::tree::Rhythm;
use crate::syntax::vocabulary::{AgreementKind, Key};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "wettelijk-ritme-niet-gehaald",
    group: Group::Burden,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("een wettelijk overleg vergadert minder vaak dan de wet vraagt", "a statutory table meets less often than the law asks"),
    sources: &[Source::Law("Wvggz", "art. 8:31 lid 2"), Source::Law("Wgr", "art. 22")],
    check,
};

/// What a law asks of a table, and why it asks it of this one.
struct Asked<'m> {
    statutory: &'m Body,
    rhythm: Rhythm,
    /// The citation by which the table says that it is the one; none where that follows from its arrangement.
    citation: Option<&'m Citation>,
    /// Whether it surely is the table of the law.
    certain: bool,
}

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let cited = grounds(ctx);
    let boards = boards(ctx);
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        let citations = cited.get(&table.id).map(Vec::as_slice).unwrap_or_default();
        let mut asked: Vec<Asked<'_>> = citations.iter().filter_map(|citation| asked_by(ctx, citation)).collect();
        asked.extend(boards.get(&table.id).and_then(|certain| asked_of_board(ctx, *certain)));
        // Of two laws the stricter one is told.
        let strictest = asked.into_iter().reduce(|one, next| if one.rhythm.reaches(next.rhythm) { one } else { next });
        if let Some(finding) = strictest.and_then(|asked| judge(ctx, table, &asked)) {
            findings.push(finding);
        }
    }
}

/// On what each table says that it rests, in its block or in the properties that make it what it is.
fn grounds<'m>(ctx: &Context<'m>) -> FxHashMap<EntityId, Vec<&'m Citation>> {
    let mut grounds: FxHashMap<EntityId, Vec<&Citation>> = FxHashMap::default();
    let makes = |key: Key| matches!(key, Key::Basis | Key::LaidDownIn | Key::Meets | Key::Instalment | Key::Assignment | Key::Members);
    for cited in ctx.model.citations.iter().filter(|c| c.is_ground() && makes(c.key) && ctx.model.body(c.of).is_some()) {
        grounds.entry(cited.of).or_default().push(&cited.citation);
    }
    grounds
}

fn asked_by<'m>(ctx: &Context<'m>, citation: &'m Citation) -> Option<Asked<'m>> {
    let statutory = ctx.competence.statutory_table(citation).and_then(|id| ctx.model.body(id))?;
    Some(Asked { statutory, rhythm: stated(statutory)?, citation: Some(citation), certain: true })
}

// ---------------------------------------------------------------------------------------------------- general boards

/// The tables that are the general board of an openbaar lichaam: those that are called so, or else the only table that
/// rests on its arrangement.
fn boards(ctx: &Context<'_>) -> FxHashMap<EntityId, bool> {
    let mut resting: FxHashMap<EntityId, Vec<&Body>> = FxHashMap::default();
    for table in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
        let entity = ctx.model.entity(table.id);
        let grounds = entity.basis.iter().chain(entity.laid_down_in.items());
        let mut bodies: Vec<EntityId> = grounds.filter_map(|c| public_body(ctx, c)).filter(|id| !is_left_to(ctx, *id, table)).collect();
        bodies.dedup();
        for body in bodies {
            resting.entry(body).or_default().push(table);
        }
    }
    let mut boards = FxHashMap::default();
    for tables in resting.into_values() {
        let named: Vec<&&Body> = tables.iter().filter(|table| is_called_general_board(ctx, table.id)).collect();
        if let ([], [only]) = (named.as_slice(), tables.as_slice())
            && only.decides.is_given()
        {
            boards.insert(only.id, false);
        }
        boards.extend(named.into_iter().map(|table| (table.id, true)));
    }
    boards
}

/// Whether a text that only mentions an arrangement leaves it to that arrangement how often its board meets.
fn is_left_to(ctx: &Context<'_>, arrangement: EntityId, table: &Body) -> bool {
    table.meets.is_unstated() && ctx.model.agreement(arrangement).is_some_and(|a| ctx.model.is_only_mentioned(a))
}

fn public_body(ctx: &Context<'_>, citation: &Citation) -> Option<EntityId> {
    let id = citation.target?;
    ctx.model.agreement(id).filter(|a| a.is(AgreementKind::PublicBody)).map(|_| id)
}

/// Whether the words of the law for a general board stand in the name, title or other name of a table.
fn is_called_general_board(ctx: &Context<'_>, table: EntityId) -> bool {
    let entity = ctx.model.entity(table);
    let words = std::iter::once(&entity.name).chain(&entity.title).chain(&entity.also_called);
    words.into_iter().any(|words| words.to_lowercase().replace(['-', '_'], " ").contains("algemeen bestuur"))
}

fn asked_of_board<'m>(ctx: &Context<'m>, certain: bool) -> Option<Asked<'m>> {
    let law = ctx.model.find_in_library("Wgr");
    let on_article = |id: EntityId| ctx.model.entity(id).basis.iter().any(|c| c.target == law && c.article() == Some("22"));
    let statutory = ctx.model.bodies.iter().find(|b| !ctx.model.is_regional(b.id) && law.is_some() && on_article(b.id))?;
    Some(Asked { statutory, rhythm: stated(statutory)?, citation: None, certain })
}

// ------------------------------------------------------------------------------------------------------------ judging

fn judge(ctx: &Context<'_>, table: &Body, asked: &Asked<'_>) -> Option<Finding> {
    if table.meets.open().is_some() {
        return None;
    }
    let Some(own) = stated(table) else { return Some(no_rhythm(ctx, table, asked)) };
    (!own.reaches(asked.rhythm)).then(|| too_seldom(ctx, table, asked, own))
}

fn too_seldom(ctx: &Context<'_>, table: &Body, asked: &Asked<'_>, own: Rhythm) -> Finding {
    // `minimaal` leaves room to meet as often as the law asks.
    let severity = if own.at_least || !asked.certain { Severity::Warning } else { Severity::Error };
    let place = table.meets.given().next().map_or_else(|| ctx.at(table.id), |(statement, _)| statement.place);
    let (name, rhythm, law) = (ctx.name(table.id), say(own), law(ctx, asked));
    let headline = if own.at_least {
        message!("`{name}` mag volgens de tekst met {rhythm} volstaan, minder dan {law} vraagt", "the text allows `{name}` to meet {rhythm}, less than {law} asks"; name = name, rhythm = rhythm, law = law)
    } else {
        message!("`{name}` vergadert {rhythm}, minder vaak dan {law} vraagt", "`{name}` meets {rhythm}, less often than {law} asks"; name = name, rhythm = rhythm, law = law)
    };
    let mut finding = explained(ctx, asked, RULE.finding_at(severity, place, headline))
        .label(message!("onder het wettelijk minimum", "below the statutory minimum"));
    finding.fixes.extend(raise(ctx, table, asked));
    finding
}

fn no_rhythm(ctx: &Context<'_>, table: &Body, asked: &Asked<'_>) -> Finding {
    let (name, law) = (ctx.name(table.id), law(ctx, asked));
    if let Some(denied) = table.meets.first() {
        let severity = if asked.certain { Severity::Error } else { Severity::Warning };
        let headline = message!("volgens de tekst vergadert `{name}` niet op gezette tijden, terwijl {law} dat vraagt", "the text says that `{name}` does not meet regularly, though {law} asks for it"; name = name, law = law);
        return explained(ctx, asked, RULE.finding_at(severity, denied.place, headline))
            .label(message!("geen ritme, de wet vraagt het", "no rhythm, the law asks it"));
    }
    let headline = message!("niet gebleken hoe vaak `{name}` vergadert, terwijl {law} een minimum geeft", "it does not appear how often `{name}` meets, though {law} sets a minimum"; name = name, law = law);
    let mut finding =
        explained(ctx, asked, RULE.finding_at(Severity::Hint, ctx.at(table.id), headline)).label(message!("ritme niet genoemd", "rhythm not stated"));
    finding.fixes.extend(ctx.add_property(
        table.id,
        message!("neem het wettelijke ritme over", "take over the statutory rhythm"),
        &format!("vergadert {}", say(asked.rhythm).dutch),
    ));
    finding
}

/// The article that asks for the rhythm.
fn law(ctx: &Context<'_>, asked: &Asked<'_>) -> Message {
    let own = ctx.model.entity(asked.statutory.id).basis.first().map(|citation| ctx.words(citation.place));
    let words = asked.citation.map(|citation| ctx.words(citation.place)).or(own).unwrap_or_default();
    message!("{words}", "{words}"; words = words)
}

fn explained(ctx: &Context<'_>, asked: &Asked<'_>, finding: Finding) -> Finding {
    let (law, minimum) = (law(ctx, asked), say(asked.rhythm));
    let mut finding = finding
        .why(message!(
            "{law} laat dit overleg {minimum} bijeenkomen. Wie minder vaak vergadert, houdt zich niet aan de wet.",
            "{law} has this table meet {minimum}. Whoever meets less often does not keep to the law."; law = law, minimum = minimum.clone()
        ))
        .remedy(message!("Laat het overleg {minimum} vergaderen.", "Let the table meet {minimum}."; minimum = minimum));
    if let Some(citation) = asked.citation {
        finding.sources.push(ctx.source(citation));
        finding = finding.related(citation.place, message!("hier staat de grondslag", "the ground is stated here"));
    }
    finding
}

/// Replaces the rhythm by the statutory one, where it is stated once.
fn raise(ctx: &Context<'_>, table: &Body, asked: &Asked<'_>) -> Option<Fix> {
    let [statement] = table.meets.statements() else { return None };
    let after_key = Place { file: statement.place.file, span: Span { start: statement.key.span.end, end: statement.place.span.end } };
    let words = ctx.words(after_key);
    let value = [" krachtens ", " bron "].iter().filter_map(|word| words.find(word)).min().unwrap_or(words.len());
    let padding: String = words.chars().take_while(|c| c.is_whitespace()).collect();
    let end = after_key.span.start + u32::try_from(words.get(..value)?.trim_end().len()).ok()?;
    let place = Place { file: after_key.file, span: Span { start: after_key.span.start, end } };
    let title = message!("neem het wettelijke ritme over", "take over the statutory rhythm");
    Some(Fix { title, edits: vec![Edit { place, text: format!("{padding}{}", say(asked.rhythm).dutch) }], safe: false })
}
