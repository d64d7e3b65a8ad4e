//! `overeenkomst-niet-ondertekend`: something in force rests on an agreement that, as it appears, not everybody signed.

use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::quoted;
use crate::message;
use crate::model::parts::Agreement;
use crate::model::refs::{Act, Actor, CitedAt, EntityId, Who};
use crate::syntax::vocabulary::{AgreementKind, BlockKind, PartyKind, Status};
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "overeenkomst-niet-ondertekend",
    group: Group::Agreements,
    severity: Severity::Warning,
    since: "0.1.0",
    summary: (
        "iets berust op een overeenkomst waarvan niet blijkt dat alle partijen haar hebben ondertekend",
        "something rests on an agreement of which it does not appear that all parties signed it",
    ),
    sources: &[Source::Law("Gemeentewet", "art. 160 lid 1 onder d"), Source::Law("Gemeentewet", "art. 171 lid 1")],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let resting = ctx.model.resting_on_texts();
    for agreement in ctx.model.agreements.iter().filter(|a| ctx.model.is_regional(a.id) && ctx.model.in_force(a.id) && ctx.model.text_counts(a.id)) {
        let relying: Vec<&CitedAt> = resting.get(&agreement.id).into_iter().flatten().copied().filter(|c| relies(ctx, c)).collect();
        let stated_in_force = ctx.model.entity(agreement.id).valid.is_given();
        if let Some((severity, place, unsigned)) = unsigned(ctx, agreement, !relying.is_empty(), stated_in_force) {
            findings.push(told(ctx, agreement, severity, place, &unsigned, &relying));
        }
    }
}

/// Whether a block cannot do without the agreement: it works by it, or takes a power from it.
fn relies(ctx: &Context<'_>, cited: &CitedAt) -> bool {
    use BlockKind as B;
    let kind = ctx.model.entity(cited.of).kind;
    matches!(kind, B::Body | B::Role | B::Power | B::Mandate | B::Delegation | B::PowerOfAttorney | B::Authorisation | B::Override | B::DataSharing)
}

/// How serious it is, where, and whose signature does not appear; `None` where nothing is amiss or nothing is known.
fn unsigned(ctx: &Context<'_>, agreement: &Agreement, relied_on: bool, stated_in_force: bool) -> Option<(Severity, Place, Vec<String>)> {
    let status = ctx.model.furthest_status(agreement.id);
    let open = agreement.status.has_open() || agreement.signature.has_open();
    if open || !(relied_on || stated_in_force) || made_by_decision(agreement) && status != Some(Status::Draft) {
        return None;
    }
    let status_key = agreement.status.given().find(|(_, s)| Some(**s) == status).map(|(statement, _)| statement.key);
    let signed = Signed::read(ctx, agreement);
    let unsigned = signed.lacking(ctx, agreement);
    if signed.anybody {
        let severity = if status == Some(Status::Signed) { Severity::Hint } else { Severity::Warning };
        return (!unsigned.is_empty()).then_some((severity, status_key.or(agreement.signature.key())?, unsigned));
    }
    match status {
        Some(Status::Signed) if !agreement.signature.is_absent() => None,
        Some(_) => Some((Severity::Warning, status_key?, unsigned)),
        None if agreement.signature.is_absent() => Some((Severity::Warning, agreement.signature.key()?, unsigned)),
        None if relied_on => Some((Severity::Hint, agreement.parties.key()?, unsigned)),
        None => None,
    }
}

/// A joint arrangement, or a private legal person, comes about by decisions and a deed; signing adds nothing to it.
fn made_by_decision(agreement: &Agreement) -> bool {
    agreement.is_joint_arrangement() || agreement.is(AgreementKind::Participation)
}

/// For whom the signatures that have been put count.
#[derive(Default)]
struct Signed {
    anybody: bool,
    everybody: bool,
    actors: FxHashSet<Actor>,
    municipalities: FxHashSet<EntityId>,
    kinds: FxHashSet<PartyKind>,
}

impl Signed {
    fn read(ctx: &Context<'_>, agreement: &Agreement) -> Self {
        let mut signed = Self::default();
        for act in agreement.signature.values().filter(|act| act.on.is_none_or(|on| on <= ctx.model.on)) {
            signed.anybody = true;
            signed.everybody |= act.by.is_empty() && act.on_behalf.is_empty();
            signed.count(ctx, act);
        }
        signed
    }

    fn count(&mut self, ctx: &Context<'_>, act: &Act) {
        let signers = act.by.iter().map(|by| by.who.who);
        let principals = act.by.iter().filter_map(|by| by.on_behalf).chain(act.on_behalf.iter().copied()).map(|w| w.who);
        for who in signers.chain(principals) {
            if let Who::Entity(id) = who {
                self.kinds.extend(ctx.model.office(id).into_iter().flat_map(|o| o.kinds.items()));
                let role = ctx.model.role(id);
                let behind = role.into_iter().flat_map(|r| r.works_under.items().chain(r.on_behalf.items()));
                behind.for_each(|w| self.add(ctx, w.who));
            }
            self.add(ctx, who);
        }
    }

    fn add(&mut self, ctx: &Context<'_>, who: Who) {
        for actor in ctx.model.expand(who) {
            if ctx.model.municipality(actor.of).is_some() {
                self.municipalities.insert(actor.of);
            }
            self.actors.insert(actor);
        }
    }

    /// The parties for whom no signature counts, as one writes them. A group cannot sign; another rule speaks of that.
    fn lacking(&self, ctx: &Context<'_>, agreement: &Agreement) -> Vec<String> {
        let mut lacking = Vec::new();
        for party in agreement.parties.items().filter(|_| !self.everybody) {
            let actors = ctx.model.expand(party.who);
            let without: Vec<Actor> = actors.iter().copied().filter(|actor| !self.counts_for(ctx, *actor)).collect();
            if without.is_empty() {
                continue;
            }
            let names = if without.len() == actors.len() {
                vec![ctx.model.say(party.who)]
            } else {
                without.iter().map(|a| ctx.name(a.of).to_owned()).collect()
            };
            lacking.extend(names.into_iter().filter(|name| !lacking.contains(name)).collect::<Vec<_>>());
        }
        lacking
    }

    fn counts_for(&self, ctx: &Context<'_>, actor: Actor) -> bool {
        let party = ctx.model.party(actor.of);
        let by_office = party.is_some_and(|p| p.kinds.items().any(|kind| self.kinds.contains(kind)));
        let is_group = self.anybody && party.is_some_and(|p| p.is(PartyKind::Group));
        self.actors.contains(&actor) || self.municipalities.contains(&actor.of) || by_office || is_group
    }
}

fn told(ctx: &Context<'_>, agreement: &Agreement, severity: Severity, place: Place, unsigned: &[String], relying: &[&CitedAt]) -> Finding {
    let name = ctx.name(agreement.id);
    let headline = if agreement.signature.is_absent() {
        message!("volgens de tekst is `{name}` niet ondertekend", "the text says that `{name}` has not been signed"; name = name)
    } else if unsigned.is_empty() {
        message!("niet gebleken dat `{name}` is ondertekend", "it does not appear that `{name}` has been signed"; name = name)
    } else {
        message!("niet gebleken dat `{name}` is ondertekend door {who}", "it does not appear that `{name}` has been signed by {who}"; name = name, who = quoted(unsigned, 3))
    };
    let why = if relying.is_empty() {
        message!(
            "De tekst laat de overeenkomst al gelden. Van een partij die niet heeft getekend, blijkt niet dat zij eraan gebonden is.",
            "The text has the agreement in force already. Of a party that has not signed it does not appear that it is bound."
        )
    } else {
        message!(
            "Zolang niet blijkt dat een partij heeft getekend, is onzeker of wat op deze overeenkomst berust haar bindt.",
            "As long as it does not appear that a party signed, it is uncertain whether what rests on this agreement binds it."
        )
    };
    let mut finding =
        RULE.finding_at(severity, place, headline).label(message!("geen ondertekening gebleken", "no signature appears")).why(why).remedy(message!(
            "Leg vast wie wanneer heeft getekend, of noteer de ondertekening als open punt.",
            "Record who signed when, or note the signature as an open point."
        ));
    let mut shown = FxHashSet::default();
    for cited in relying.iter().filter(|c| shown.insert(c.of)).take(3) {
        finding = finding.related(cited.citation.place, message!("`{of}` berust hierop", "`{of}` rests on it"; of = ctx.name(cited.of)));
    }
    let by = if unsigned.is_empty() || unsigned.len() > 3 { String::new() } else { format!(" door {}", unsigned.join(", ")) };
    let stub = format!("ondertekening nog te regelen{by}");
    finding.fixes.extend(ctx.add_property(
        agreement.id,
        message!("noteer de ondertekening als open punt", "note the signature as an open point"),
        &stub,
    ));
    finding
}
