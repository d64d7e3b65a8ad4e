//! `casus-in-bestuurlijk-overleg`: a strategic table hears of identifiable persons, outside any arrangement or in a wider
//! circle than it.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{Body, DataSharing};
use crate::model::sharing::Arrangements;
use crate::syntax::vocabulary::{Casework, Level};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "casus-in-bestuurlijk-overleg",
    group: Group::Data,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "een bestuurlijk overleg bespreekt herkenbare personen zonder afspraak, of in ruimere kring dan is afgesproken",
        "a strategic table discusses identifiable persons without an arrangement, or in a wider circle than arranged",
    ),
    sources: &[Source::Law("AVG", "art. 5 lid 1 onder b"), Source::Law("AVG", "art. 5 lid 1 onder c")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let arrangements = Arrangements::new(ctx.model);
    for table in ctx.model.case_tables().filter(|t| t.level.says(Level::Administrative)) {
        let hearers = ctx.model.hearers_at(table.id);
        if table.members.has_items() && !ctx.model.are_several(&hearers) {
            continue;
        }
        let sharings = arrangements.covering(table.id, table.agenda.items());
        let outside: Vec<String> = arrangements.outside(&sharings, &hearers).into_iter().flat_map(|(_, names)| names).collect();
        let stated = table.casework.given().find(|(_, casework)| **casework == Casework::Traceable);
        if let Some((statement, _)) = stated.filter(|_| sharings.is_empty() || !outside.is_empty()) {
            let mut finding = report(ctx, table, statement, &sharings, &outside);
            if let Some(other) = arrangements.elsewhere(table.agenda.items()).filter(|_| sharings.is_empty()) {
                finding = finding.related(ctx.at(other.id), message!("afspraak voor andere overleggen", "arrangement for other tables"));
            }
            findings.push(finding);
        }
    }
}

fn report(ctx: &Context<'_>, table: &Body, statement: &Statement<Casework>, sharings: &[&DataSharing], outside: &[String]) -> Finding {
    let mut finding = RULE
        .finding(statement.key, headline(ctx, table, sharings, outside))
        .label(message!("herleidbaar op bestuurlijk niveau", "traceable at strategic level"))
        .why(message!(
            "Persoonsgegevens worden niet ruimer gedeeld dan nodig is voor het doel waarvoor ze zijn verzameld. Een bestuurlijk overleg heeft de persoon zelden nodig om over de aanpak te spreken, en telt vaak leden die niets met de casus te maken hebben. Of de casus werkelijk herkenbaar is, moet iemand beoordelen.",
            "Personal data are not shared more widely than the purpose for which they were collected requires. A strategic table seldom needs the person in order to discuss the approach, and often has members who have nothing to do with the case. Whether the case is really identifiable is for a person to judge."
        ))
        .remedy(message!(
            "Bespreek de casus zonder herkenbare personen: `casuïstiek anoniem`. Kan dat niet, regel dan een `informatiedeling` waarbij alle leden partij zijn.",
            "Discuss the case without identifiable persons: `casuïstiek anoniem`. If that cannot be done, make an `informatiedeling` to which all members are parties."
        ));
    for sharing in sharings {
        let place = sharing.parties.key().unwrap_or_else(|| ctx.at(sharing.id));
        finding = finding.related(place, message!("partijen bij `{sharing}`", "parties to `{sharing}`"; sharing = ctx.name(sharing.id)));
    }
    finding.fixes.extend(anonymous(ctx, statement));
    finding
}

fn headline(ctx: &Context<'_>, table: &Body, sharings: &[&DataSharing], outside: &[String]) -> Message {
    let name = ctx.name(table.id);
    if sharings.is_empty() {
        return message!(
            "`{name}` bespreekt herleidbare casussen, en niet gebleken is dat daarover iets is afgesproken",
            "`{name}` discusses traceable cases, and it does not appear that anything has been arranged for that"; name = name
        );
    }
    let who = quoted(outside, 3);
    message!(
        "`{name}` bespreekt herleidbare casussen in ruimere kring dan is afgesproken: ook met {who}",
        "`{name}` discusses traceable cases in a wider circle than arranged: with {who} too"; name = name, who = who
    )
}

fn anonymous(ctx: &Context<'_>, statement: &Statement<Casework>) -> Option<Fix> {
    let at = ctx.words(statement.place).find(Casework::Traceable.word())?;
    let start = statement.place.span.start + u32::try_from(at).ok()?;
    let place = Place { file: statement.place.file, span: Span { start, end: start + Casework::Traceable.word().len() as u32 } };
    let edits = vec![Edit { place, text: Casework::Anonymous.word().to_owned() }];
    Some(Fix { title: message!("bespreek de casus anoniem", "discuss the case anonymously"), edits, safe: false })
}
