//! `informatieafspraak-ontbreekt`: cases of persons are discussed or escalated, and no arrangement to share data covers it.

use super::rule::{Context, Findings, Group, Rule};
use super::source::{Source, VngText};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::parts::{Body, DataSharing};
use crate::model::refs::{EntityId, Who};
use crate::model::sharing::{Arrangements, Backgrounds, Hearer, is_unnamed_group};
use crate::syntax::vocabulary::{Casework, Level};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "informatieafspraak-ontbreekt",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "over herkenbare personen wordt gesproken zonder afspraak over het delen van gegevens",
        "cases of identifiable persons are discussed without an arrangement to share data",
    ),
    sources: &[Source::Law("AVG", "art. 26 lid 1"), Source::Law("WGS", "art. 1.4 lid 4"), Source::Vng(VngText::Chart, "checklist, output 2")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let known = (Arrangements::new(ctx.model), Backgrounds::new(ctx.model));
    // A strategic table is the business of `casus-in-bestuurlijk-overleg`.
    for table in ctx.model.case_tables().filter(|t| !t.level.says(Level::Administrative) && !arranged_by_law(ctx, t.id)) {
        at_table(ctx, &known, table, findings);
    }
    for ladder in ctx.model.escalations.iter().filter(|e| ctx.model.is_regional(e.id) && ctx.model.in_force(e.id)) {
        let hearers = ctx.model.hearers_of(ladder);
        let told = !known.0.covering(ladder.id, ladder.topics.items()).is_empty() || known.0.says_without_data(ladder.id, ladder.topics.items());
        if ladder.parties.has_items() && ctx.model.act_several(&hearers) && !told {
            let elsewhere = known.0.elsewhere(ladder.topics.items());
            let behind = known.1.behind(ladder.id, &hearers);
            let label = message!("meer organisaties, geen afspraak", "several organisations, no arrangement");
            findings.push(finding(ctx, ladder.id, (ctx.at(ladder.id), Severity::Warning), elsewhere, behind).label(label));
        }
    }
}

fn at_table(ctx: &Context<'_>, known: &(Arrangements<'_>, Backgrounds<'_>), table: &Body, findings: &mut Findings) {
    let hearers: Vec<Hearer> = ctx.model.hearers_at(table.id);
    let alone = table.members.has_items() && !ctx.model.are_several(&hearers);
    if alone || !known.0.covering(table.id, table.agenda.items()).is_empty() {
        return;
    }
    let stated = table.casework.given().find(|(_, casework)| **casework == Casework::Traceable);
    let Some((statement, _)) = stated else { return };
    let elsewhere = known.0.elsewhere(table.agenda.items());
    let behind = known.1.behind(table.id, &hearers);
    let certain = table.members.has_items() && !only_groups(ctx, &hearers) && elsewhere.is_none() && behind.is_none();
    let severity = if certain { Severity::Error } else { Severity::Warning };
    let label = message!("herleidbaar, zonder afspraak", "traceable, no arrangement");
    findings.push(finding(ctx, table.id, (statement.key, severity), elsewhere, behind).label(label));
}

/// Whether the text only names groups without their organisations: then who shares with whom is not known.
fn only_groups(ctx: &Context<'_>, hearers: &[Hearer]) -> bool {
    let is_group = |who: Who| matches!(who, Who::Entity(id) if ctx.model.party(id).is_some_and(is_unnamed_group));
    hearers.iter().all(|hearer| is_group(hearer.who))
}

/// Whether a law makes this table and itself says how it shares data.
fn arranged_by_law(ctx: &Context<'_>, table: EntityId) -> bool {
    let made_by = ctx.model.entity(table).basis.iter().filter_map(|citation| ctx.competence.statutory_table(citation));
    made_by.filter_map(|id| ctx.model.body(id)).any(|body| body.casework.says(Casework::Traceable))
}

fn finding(
    ctx: &Context<'_>,
    id: EntityId,
    (place, severity): (Place, Severity),
    elsewhere: Option<&DataSharing>,
    behind: Option<EntityId>,
) -> Finding {
    let name = ctx.name(id);
    let headline = message!("niet gebleken dat voor `{name}` is afgesproken hoe persoonsgegevens worden gedeeld", "it does not appear that `{name}` has an arrangement for sharing personal data"; name = name);
    let mut finding = RULE.finding_at(severity, place, headline).why(why(ctx, elsewhere, behind)).remedy(match elsewhere {
        Some(sharing) => message!(
            "Noem `{name}` onder `bij` in `{sharing}` als die afspraak ook hier geldt, of maak een eigen afspraak.",
            "Name `{name}` under `bij` in `{sharing}` if that arrangement holds here too, or make one of its own."; name = name, sharing = ctx.name(sharing.id)
        ),
        None => message!(
            "Leg de afspraak vast als `informatiedeling` met `bij {name}`, of bespreek er geen herkenbare personen.",
            "Record the arrangement as an `informatiedeling` with `bij {name}`, or discuss no identifiable persons there."; name = name
        ),
    });
    if let Some(sharing) = elsewhere {
        finding = finding.related(ctx.at(sharing.id), message!("afspraak voor andere overleggen", "arrangement for other tables"));
    }
    if let Some(agreement) = behind {
        finding = finding.related(ctx.at(agreement), message!("regelt dit mogelijk", "may hold it"));
    }
    finding.fixes.extend(fix(ctx, id, elsewhere));
    finding
}

fn why(ctx: &Context<'_>, elsewhere: Option<&DataSharing>, behind: Option<EntityId>) -> Message {
    let but = match (elsewhere, behind) {
        (Some(sharing), _) => message!(
            " De afspraak `{sharing}` gaat over hetzelfde onderwerp, maar noemt alleen andere overleggen.",
            " The arrangement `{sharing}` is on the same topic, but names other tables only."; sharing = ctx.name(sharing.id)
        ),
        (None, Some(agreement)) => message!(
            " Mogelijk regelt `{agreement}` dit; dat blijkt hier niet.",
            " `{agreement}` may arrange this; that does not appear here."; agreement = ctx.name(agreement)
        ),
        (None, None) => Message::default(),
    };
    message!(
        "Organisaties die samen over herkenbare personen spreken, verwerken daarbij persoonsgegevens, doorgaans als gezamenlijke verwerkingsverantwoordelijken. Vooraf hoort vast te liggen waarvoor dat gebeurt, op welke grondslag, wie meedoet en wie waarvoor verantwoordelijk is.{but}",
        "Organisations that discuss identifiable persons together process personal data, usually as joint controllers. Purpose, legal ground, participants and responsibilities should be settled beforehand.{but}"; but = but
    )
}

/// Adds the table to the arrangement on its topic, or a block that says what is still to be arranged.
fn fix(ctx: &Context<'_>, id: EntityId, elsewhere: Option<&DataSharing>) -> Option<Fix> {
    let name = ctx.name(id);
    if let Some(sharing) = elsewhere {
        let last = sharing.at.items().last()?.place;
        let edits = vec![Edit { place: after(last), text: format!(", {name}") }];
        return Some(Fix {
            title: message!("laat `{sharing}` ook hier gelden", "let `{sharing}` hold here too"; sharing = ctx.name(sharing.id)),
            edits,
            safe: false,
        });
    }
    let new = format!("Gegevens-{name}");
    if ctx.model.find(&new).is_some() {
        return None;
    }
    let text = format!("\n\ninformatiedeling {new} {{\n  partijen nog te regelen\n  bij {name}\n  gegevens nog te regelen\n}}");
    let title = message!("voeg een afspraak toe die nog te regelen is", "add an arrangement that is still to be made");
    Some(Fix { title, edits: vec![Edit { place: after(ctx.model.entity(id).place), text }], safe: false })
}

fn after(place: Place) -> Place {
    Place { file: place.file, span: Span { start: place.span.end, end: place.span.end } }
}
