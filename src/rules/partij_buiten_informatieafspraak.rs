//! `partij-buiten-informatieafspraak`: somebody hears of persons who is no party to the arrangement that covers it.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::DataSharing;
use crate::model::refs::{EntityId, Who};
use crate::model::sharing::{Arrangements, Hearer};
use crate::syntax::vocabulary::Level;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "partij-buiten-informatieafspraak",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "wie aan tafel zit waar herkenbare personen worden besproken, is geen partij bij de afspraak over het delen van gegevens",
        "somebody at a table that discusses identifiable persons is no party to the arrangement to share data",
    ),
    sources: &[Source::Law("AVG", "art. 6 lid 1"), Source::Law("AVG", "art. 26 lid 1"), Source::Law("WGS", "art. 2.31 lid 9")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let arrangements = Arrangements::new(ctx.model);
    // A strategic table is the business of `casus-in-bestuurlijk-overleg`.
    for table in ctx.model.case_tables().filter(|t| !t.level.says(Level::Administrative)) {
        let sharings = arrangements.covering(table.id, table.agenda.items());
        let hearers = ctx.model.hearers_at(table.id);
        report(ctx, &arrangements, (table.id, table.members.key()), &sharings, &hearers, findings);
    }
    for ladder in ctx.model.escalations.iter().filter(|e| ctx.model.is_regional(e.id) && ctx.model.in_force(e.id)) {
        let sharings = arrangements.covering(ladder.id, ladder.topics.items());
        let hearers = ctx.model.hearers_of(ladder);
        report(ctx, &arrangements, (ladder.id, ladder.parties.key()), &sharings, &hearers, findings);
    }
}

fn report(
    ctx: &Context<'_>,
    arrangements: &Arrangements<'_>,
    at: (EntityId, Option<Place>),
    sharings: &[&DataSharing],
    hearers: &[Hearer],
    findings: &mut Findings,
) {
    let outside = arrangements.outside(sharings, hearers);
    let Some((first, _)) = outside.first() else { return };
    let names: Vec<String> = outside.iter().flat_map(|(_, names)| names).cloned().collect();
    // A third party may take part now and then (WGS 2.31 lid 9); a guest may be one.
    let severity = if outside.iter().all(|(hearer, _)| hearer.guest) { Severity::Warning } else { Severity::Error };
    let (name, who) = (ctx.name(at.0), quoted(&names, 4));
    let headline = message!("de informatieafspraak voor `{name}` noemt {who} niet als partij", "the arrangement to share data for `{name}` does not name {who} as a party"; name = name, who = who.clone());
    let mut finding = RULE
        .finding_at(severity, at.1.unwrap_or(first.place), headline)
        .label(message!("aan tafel, maar geen partij", "at the table, but no party"))
        .why(message!(
            "Wie erbij is als over een persoon wordt gesproken, ontvangt diens gegevens. Voor wie buiten de afspraak staat, is niet gebleken op welke grondslag dat mag en wie ervoor verantwoordelijk is.",
            "Whoever is present when a person is discussed receives that person's data. For somebody outside the arrangement it does not appear on which legal ground that is allowed and who is responsible for it."
        ))
        .remedy(message!(
            "Neem {who} op onder `partijen` als daar een grondslag voor is, of laat hen weg waar personen herkenbaar zijn.",
            "Add {who} under `partijen` if there is a legal ground for it, or leave them out where persons are identifiable."; who = who
        ));
    for sharing in sharings {
        let place = sharing.parties.key().unwrap_or_else(|| ctx.at(sharing.id));
        finding = finding.related(place, message!("partijen bij `{sharing}`", "parties to `{sharing}`"; sharing = ctx.name(sharing.id)));
    }
    let writable = outside.iter().all(|(hearer, _)| !matches!(hearer.who, Who::SomeOffice(_)));
    if let Some(last) = sharings.first().filter(|_| writable).and_then(|s| s.parties.items().last()) {
        let place = Place { file: last.place.file, span: Span { start: last.place.span.end, end: last.place.span.end } };
        let edits = vec![Edit { place, text: format!(", {}", names.join(", ")) }];
        finding = finding.fix(Fix { title: message!("maak hen partij bij de afspraak", "make them parties to the arrangement"), edits, safe: false });
    }
    findings.push(finding);
}
