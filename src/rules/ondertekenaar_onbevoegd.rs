//! `ondertekenaar-onbevoegd`: an agreement is signed by somebody of whom it does not appear that he may represent the
//! party (Gemeentewet 171), or by nobody who is named.

use rustc_hash::FxHashMap;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{Agreement, Grant, GrantForm};
use crate::model::refs::{Act, ActBy, Actor, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "ondertekenaar-onbevoegd",
    group: Group::Agreements,
    severity: Severity::Error,
    since: "0.1.0",
    summary: ("niet blijkt dat wie ondertekent de partij mag vertegenwoordigen", "it does not appear that whoever signs may represent the party"),
    sources: &[Source::Law("Gemeentewet", "art. 171"), Source::Law("BW", "art. 3:60")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let titles = Titles::read(ctx);
    for agreement in ctx.model.agreements.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.text_counts(a.id)) {
        for (statement, act) in agreement.signature.given() {
            if act.by.is_empty() {
                findings.push(blank(ctx, agreement, statement, act));
            }
            // `krachtens` names the title; whether it reaches this far is for whoever reads it.
            for by in act.by.iter().filter(|_| statement.basis.is_empty()) {
                if let Some(finding) = judge(ctx, &titles, agreement, act, by) {
                    findings.push(finding);
                }
            }
        }
    }
}

/// Powers of attorney and mandates in force, by who received them.
struct Titles<'m>(FxHashMap<Actor, Vec<&'m Grant>>);

impl<'m> Titles<'m> {
    fn read(ctx: &Context<'m>) -> Self {
        let mut titles: FxHashMap<Actor, Vec<&Grant>> = FxHashMap::default();
        for grant in ctx.model.grants.iter().filter(|g| g.form != GrantForm::Delegation && ctx.model.is_regional(g.id)) {
            for to in grant.to.items().flat_map(|to| ctx.model.expand(to.who)) {
                titles.entry(to).or_default().push(grant);
            }
        }
        Self(titles)
    }

    /// Whether one of the signers holds a title from the municipality or party, on the day of signing.
    fn hold(&self, ctx: &Context<'_>, signers: &[Actor], principal: Actor, act: &Act) -> bool {
        let on = act.on.unwrap_or(ctx.model.on);
        let grants = signers.iter().filter_map(|signer| self.0.get(signer)).flatten().filter(|g| ctx.model.in_force_on(g.id, on));
        grants.flat_map(|g| g.from.items()).any(|from| ctx.model.expand(from.who).iter().any(|giver| giver.of == principal.of))
    }
}

/// What is amiss with one signer.
enum Amiss {
    /// The municipality is represented by its mayor, who did not charge this one.
    NotTheMayor,
    /// The college decides, but does not sign.
    College,
    /// The party's own law decides who represents it, and that is not known.
    Unknown,
    /// A table is nobody whom a signature could bind.
    Table,
}

fn judge(ctx: &Context<'_>, titles: &Titles<'_>, agreement: &Agreement, act: &Act, by: &ActBy) -> Option<Finding> {
    let named: Vec<Who> = by.on_behalf.iter().chain(&act.on_behalf).map(|w| w.who).collect();
    let principals = if named.is_empty() { by_itself(ctx, by.who.who) } else { named.clone() };
    if principals.is_empty() {
        let unbound = matches!(by.who.who, Who::Entity(id) if ctx.model.role(id).is_some());
        return unbound.then(|| told(ctx, agreement, by, &[], &Amiss::Unknown));
    }
    if let Who::Entity(id) = by.who.who
        && named.is_empty()
        && ctx.model.body(id).is_some()
    {
        return (!ctx.competence.table_can_hold(id)).then(|| told(ctx, agreement, by, &[], &Amiss::Table));
    }
    let signers = ctx.model.expand(by.who.who);
    let actors = principals.iter().flat_map(|who| ctx.model.expand(*who));
    let not_bound: Vec<Actor> = actors.filter(|p| !may_sign(ctx, by.who.who, *p) && !titles.hold(ctx, &signers, *p, act)).collect();
    let first = not_bound.first()?;
    let is_college = matches!(by.who.who, Who::Office(MunicipalOffice::College, _)) && not_bound.iter().all(|p| ctx.model.contains(by.who.who, *p));
    let amiss = match ctx.model.municipality(first.of) {
        Some(_) if is_college => Amiss::College,
        Some(_) => Amiss::NotTheMayor,
        None => Amiss::Unknown,
    };
    Some(told(ctx, agreement, by, &not_bound, &amiss))
}

/// For whom somebody signs who doesn't say for whom.
fn by_itself(ctx: &Context<'_>, signer: Who) -> Vec<Who> {
    match signer {
        Who::Entity(id) => match ctx.model.role(id) {
            Some(role) => role.on_behalf.items().chain(role.works_under.items()).map(|w| w.who).collect(),
            None => vec![signer],
        },
        _ => vec![signer],
    }
}

/// Whether a signature of one binds the other: a mayor the municipality, a party itself, an office its own organisation.
fn may_sign(ctx: &Context<'_>, signer: Who, principal: Actor) -> bool {
    let model = ctx.model;
    let itself = Actor { of: principal.of, office: None };
    let is_signer = |actor: Actor| model.contains(signer, actor);
    if model.municipality(principal.of).is_some() {
        return is_signer(itself) || is_signer(Actor { of: principal.of, office: Some(MunicipalOffice::Mayor) });
    }
    // Who represents a table or a function is not a question of signing.
    let Some(party) = model.party(principal.of).or_else(|| model.office(principal.of)) else { return true };
    let Who::Entity(id) = signer else { return is_signer(principal) || matches!(signer, Who::Unknown | Who::SomeOffice(_)) };
    let own_office = model.office(id).is_some_and(|office| office.kinds.items().any(|kind| party.is(*kind)));
    let works_for = [model.role(id).map(|r| &r.works_under), model.role(id).map(|r| &r.on_behalf), model.party(id).map(|p| &p.works_under)];
    let is_employer = works_for.into_iter().flatten().flat_map(|fact| fact.items()).any(|w| model.contains(w.who, principal));
    is_signer(principal) || own_office || is_employer
}

fn told(ctx: &Context<'_>, agreement: &Agreement, by: &ActBy, not_bound: &[Actor], amiss: &Amiss) -> Finding {
    let (who, name) = (ctx.model.say(by.who.who), ctx.name(agreement.id));
    let severity = match amiss {
        Amiss::NotTheMayor => Severity::Error,
        Amiss::College | Amiss::Table => Severity::Warning,
        Amiss::Unknown => Severity::Hint,
    };
    let headline = match bound(ctx, not_bound) {
        Some(parties) => {
            message!("niet gebleken dat `{who}` bevoegd is `{name}` te ondertekenen voor {parties}", "it does not appear that `{who}` may sign `{name}` for {parties}"; who = who, name = name, parties = quoted(&parties, 3))
        }
        None => {
            message!("niet gebleken dat `{who}` bevoegd is `{name}` te ondertekenen", "it does not appear that `{who}` may sign `{name}`"; who = who, name = name)
        }
    };
    let mut finding = RULE.finding_at(severity, by.who.place, headline).label(message!("geen volmacht gebleken", "no power of attorney appears"));
    if matches!(amiss, Amiss::NotTheMayor | Amiss::College) {
        finding.fixes.extend(by_mayor(ctx, by));
    }
    match amiss {
        Amiss::NotTheMayor => finding
            .why(message!(
                "De burgemeester vertegenwoordigt de gemeente in en buiten rechte. Een ander tekent alleen als de burgemeester dat heeft opgedragen, of met een volmacht.",
                "The mayor represents the municipality in and out of court. Somebody else signs only when the mayor has entrusted it to him, or with a power of attorney."
            ))
            .remedy(message!(
                "Laat de burgemeester tekenen, of noem de opdracht of volmacht met `krachtens`.",
                "Have the mayor sign, or name the instruction or power of attorney with `krachtens`."
            )),
        Amiss::College => finding
            .why(message!(
                "Het college besluit een overeenkomst aan te gaan; de burgemeester ondertekent haar, want hij vertegenwoordigt de gemeente.",
                "The college decides to enter into an agreement; the mayor signs it, for he represents the municipality."
            ))
            .remedy(message!(
                "Leg het besluit vast als `collegebesluit` en laat de burgemeester ondertekenen.",
                "Record the decision as `collegebesluit` and have the mayor sign."
            )),
        Amiss::Unknown => finding
            .why(message!(
                "Het eigen recht van een partij bepaalt wie haar vertegenwoordigt: de wet, de statuten of een volmacht. Dat blijkt hier niet.",
                "A party's own law decides who represents it: statute, articles of association or a power of attorney. It does not appear here."
            ))
            .remedy(message!(
                "Noem met `krachtens` waarop de ondertekening berust, of beschrijf met `werkt onder` voor wie de ondertekenaar werkt.",
                "Name with `krachtens` what the signature rests on, or state with `werkt onder` for whom the signer works."
            )),
        Amiss::Table => finding
            .why(message!(
                "Een overleg is op zichzelf geen rechtspersoon en geen bestuursorgaan. Zijn handtekening bindt de leden niet.",
                "A table is by itself neither a legal person nor an administrative organ. Its signature does not bind its members."
            ))
            .remedy(message!("Laat de leden elk voor zich ondertekenen.", "Have the members sign, each for itself.")),
    }
}

/// The parties who are not bound, as one writes them; `None` where the signer speaks for nobody in particular.
fn bound(ctx: &Context<'_>, actors: &[Actor]) -> Option<Vec<String>> {
    let names: Vec<String> = actors.iter().map(|a| ctx.model.say_actor(*a)).collect();
    (!names.is_empty()).then_some(names)
}

/// The fix for a municipality: the mayor of the same place.
fn by_mayor(ctx: &Context<'_>, by: &ActBy) -> Option<Fix> {
    let place = by.on_behalf.map_or(by.who.who, |w: WhoRef| w.who);
    let (Who::Office(_, scope) | Who::Every(scope)) = place else { return None };
    let mayor = ctx.model.say(Who::Office(MunicipalOffice::Mayor, scope));
    let title = message!("schrijf `{mayor}`", "write `{mayor}`"; mayor = mayor.clone());
    Some(Fix { title, edits: vec![Edit { place: by.who.place, text: mayor }], safe: false })
}

/// A signature line without a name.
fn blank(ctx: &Context<'_>, agreement: &Agreement, statement: &Statement<Act>, act: &Act) -> Finding {
    let name = ctx.name(agreement.id);
    let parties: Vec<String> = act.on_behalf.iter().map(|w| ctx.model.say(w.who)).collect();
    let headline = if parties.is_empty() {
        message!("niet gebleken wie `{name}` ondertekent", "it does not appear who signs `{name}`"; name = name)
    } else {
        message!("niet gebleken wie `{name}` ondertekent namens {parties}", "it does not appear who signs `{name}` for {parties}"; name = name, parties = quoted(&parties, 3))
    };
    let finding = RULE
        .finding_at(Severity::Warning, statement.place, headline)
        .label(message!("ondertekenaar niet genoemd", "signer not named"))
        .why(message!(
            "Zonder naam van het ambt of de functie is niet na te gaan of de handtekening de partij bindt.",
            "Without the office or role nobody can tell whether the signature binds the party."
        ))
        .remedy(message!("Noem wie ondertekent: `ondertekening door … namens …`.", "Name who signs: `ondertekening door … namens …`."));
    match as_open_point(ctx, statement, &parties) {
        Some(fix) => finding.fix(fix),
        None => finding,
    }
}

/// Turns the blank line into an open point, where that loses no source.
fn as_open_point(ctx: &Context<'_>, statement: &Statement<Act>, parties: &[String]) -> Option<Fix> {
    if !statement.basis.is_empty() || !statement.source.is_empty() {
        return None;
    }
    let by = if parties.is_empty() { String::new() } else { format!(" door {}", parties.join(", ")) };
    let words = ctx.words(statement.place).trim_end();
    let place =
        Place { file: statement.place.file, span: Span { start: statement.key.span.end, end: statement.place.span.start + words.len() as u32 } };
    Some(Fix {
        title: message!("noteer de ondertekening als open punt", "note the signature as an open point"),
        edits: vec![Edit { place, text: format!(" nog te regelen{by}") }],
        safe: false,
    })
}
