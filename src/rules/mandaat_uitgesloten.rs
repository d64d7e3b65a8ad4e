//! `mandaat-uitgesloten`: a power passes by mandate that cannot, or not to this one (Awb 10:3).

use rustc_hash::{FxHashMap, FxHashSet};

use super::passing::{Passed, articles, as_written, cites, passed, refusal};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Finding, Severity};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::parts::{Mandatable, Power};
use crate::model::refs::{Actor, Citation, EntityId, WhoRef};
use crate::syntax::tree::MunicipalOffice::{Alderman, Official};
use crate::syntax::vocabulary::{BlockKind, PowerNature};

pub const RULE: Rule = Rule {
    name: "mandaat-uitgesloten",
    group: Group::Competence,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een mandaat voor een bevoegdheid die niet, of niet aan deze ontvanger, in mandaat kan",
        "a mandate over a power that cannot be mandated, or not to this one",
    ),
    sources: &[
        Source::Law("Awb", "art. 10:3 lid 1"),
        Source::Law("Awb", "art. 10:3 lid 2"),
        Source::Law("Awb", "art. 10:3 lid 3"),
        Source::Law("Awb", "art. 10:3 lid 4"),
    ],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let all: Vec<Passed<'_>> = passed(ctx).filter(Passed::in_anothers_name).collect();
    let primary = primary_decisions(ctx, &all);
    let reporters = reporters(ctx);
    for one in &all {
        let refused = by_law(ctx, one).or_else(|| by_nature(ctx, one)).or_else(|| by_own_text(ctx, one)).or_else(|| not_to_this_one(ctx, one));
        let conflicting = || match one.nature() {
            Some(PowerNature::Objection) => objection(ctx, one, &primary),
            Some(PowerNature::Fine) => fine(ctx, one, &reporters),
            _ => None,
        };
        if let Some(finding) = refused.or_else(conflicting) {
            findings.push(finding);
        }
    }
}

// ---------------------------------------------------------------------------------------------- lid 1 and 2: the power

fn by_law(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let statement = refusal(&one.statutory?.mandatable)?;
    let severity = if statement.basis.is_empty() { Severity::Warning } else { Severity::Error };
    let headline = message!("`{power}` kan niet in mandaat worden gegeven", "`{power}` cannot be mandated"; power = ctx.name(one.item.id));
    let why = message!(
        "Mandaat mag niet waar een wettelijk voorschrift anders bepaalt of de aard van de bevoegdheid zich ertegen verzet. Dat is hier zo volgens {articles}.",
        "A mandate is not allowed where a statutory provision says otherwise or the nature of the power opposes it. That is so here by {articles}."; articles = articles(ctx, &statement.basis)
    );
    Some(told(ctx, one, RULE.finding_at(severity, one.item.place, headline), why))
}

fn by_nature(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let power = ctx.name(one.item.id);
    let (headline, why) = match one.nature()? {
        PowerNature::Regulation => (
            message!(
                "algemeen verbindende voorschriften worden niet in mandaat vastgesteld: `{power}`",
                "generally binding regulations are not made under a mandate: `{power}`"; power = power
            ),
            message!(
                "Algemeen verbindende voorschriften stelt het bevoegde orgaan zelf vast. Mandaat kan alleen als daarin bij de verlening van de bevoegdheid is voorzien.",
                "The competent organ makes generally binding regulations itself. A mandate is possible only where the grant of the power provides for it."
            ),
        ),
        PowerNature::Approval => (
            message!("goedkeuring onthouden kan niet in mandaat: `{power}`", "withholding approval cannot be mandated: `{power}`"; power = power),
            message!(
                "Een besluit van een ander orgaan vernietigen of er goedkeuring aan onthouden, kan niet in mandaat. Dit mandaat maakt geen onderscheid tussen goedkeuring verlenen en onthouden.",
                "Annulling another organ's decision, or withholding approval of it, cannot be mandated. This mandate does not distinguish between giving and withholding approval."
            ),
        ),
        _ => return None,
    };
    let severity = match permission(one)? {
        Permission::None => Severity::Error,
        Permission::Unfounded => Severity::Warning,
    };
    Some(told(ctx, one, RULE.finding_at(severity, one.item.place, headline), why))
}

/// What the text says in favour of a mandate that the law excludes "unless provided otherwise".
enum Permission {
    None,
    Unfounded,
}

/// `None` where law or text gives a provision that allows the mandate.
fn permission(one: &Passed<'_>) -> Option<Permission> {
    let powers = [one.regional, one.statutory];
    let stated: Vec<_> = powers.into_iter().flatten().flat_map(|p| p.mandatable.given()).collect();
    if stated.iter().any(|(statement, _)| !statement.basis.is_empty()) {
        return None;
    }
    Some(if stated.is_empty() { Permission::None } else { Permission::Unfounded })
}

fn by_own_text(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let statement = refusal(&one.regional?.mandatable)?;
    let (power, grant) = (ctx.name(one.item.id), ctx.name(one.grant.id));
    let headline = message!(
        "`{power}` heet niet mandateerbaar, maar `{grant}` geeft haar door",
        "`{power}` is called not mandatable, yet `{grant}` passes it on"; power = power, grant = grant
    );
    let why = message!(
        "De tekst spreekt zichzelf tegen: de beschrijving van de bevoegdheid sluit mandaat uit, en toch wordt het verleend.",
        "The text contradicts itself: the statement of the power excludes a mandate, and yet one is given."
    );
    let finding = told(ctx, one, RULE.finding(one.item.place, headline), why);
    Some(finding.related(statement.place, message!("hier is mandaat uitgesloten", "a mandate is excluded here")))
}

// ----------------------------------------------------------------------------------------------- lid 1: the recipients

/// The region's own `alleen aan` and `niet aan`; those of the law are for `bijzonder-mandaat-onjuist`.
fn not_to_this_one(ctx: &Context<'_>, one: &Passed<'_>) -> Option<Finding> {
    let power = one.regional?;
    let recipients = one.recipients(ctx);
    let (place, wrong) = power.mandatable.given().find_map(|(statement, limit)| {
        let wrong: Vec<Actor> = recipients.iter().copied().filter(|actor| !is_within(ctx, *actor, limit)).collect();
        (!wrong.is_empty()).then_some((statement.place, wrong))
    })?;
    let who = quoted(&as_written(ctx, one.grant.to.items().map(|to| to.who), &wrong), 3);
    let headline = message!(
        "mandaat voor `{power}` mag volgens de eigen tekst niet aan {who}",
        "by its own text `{power}` may not be mandated to {who}"; power = ctx.name(power.id), who = who
    );
    let why = message!(
        "De regio heeft zelf vastgelegd aan wie deze bevoegdheid in mandaat mag gaan. Dit mandaat past daar niet in.",
        "The region itself has laid down to whom this power may be mandated. This mandate does not fit."
    );
    let finding = told(ctx, one, RULE.finding(one.item.place, headline), why);
    Some(finding.related(place, message!("hier staat aan wie het mag", "to whom it may go is stated here")))
}

fn is_within(ctx: &Context<'_>, actor: Actor, limit: &Mandatable) -> bool {
    let among = |whos: &[WhoRef]| whos.iter().any(|who| ctx.competence.is_one_of(actor, who.who));
    match limit {
        Mandatable::Yes => true,
        Mandatable::OnlyTo(whos) => among(whos),
        Mandatable::NotTo(whos) => !among(whos),
    }
}

// ------------------------------------------------------------------------------------------------- lid 3 and 4: the same

type ByRecipient<'a, 'c> = FxHashMap<Actor, Vec<&'a Passed<'c>>>;

/// The mandates to take the decisions against which people may object, by who received them.
fn primary_decisions<'a, 'c>(ctx: &Context<'_>, all: &'a [Passed<'c>]) -> ByRecipient<'a, 'c> {
    let mut by_recipient: ByRecipient<'a, 'c> = FxHashMap::default();
    for one in all.iter().filter(|one| one.nature() == Some(PowerNature::Decision)) {
        for actor in one.recipients(ctx) {
            by_recipient.entry(actor).or_default().push(one);
        }
    }
    by_recipient
}

fn objection(ctx: &Context<'_>, one: &Passed<'_>, primary: &ByRecipient<'_, '_>) -> Option<Finding> {
    for actor in one.recipients(ctx) {
        let Some(severity) = one_decider(ctx, actor) else { continue };
        let givers = ctx.competence.givers(one.grant, actor);
        let decisions = primary.get(&actor).map(Vec::as_slice).unwrap_or_default();
        let own = decisions
            .iter()
            .find(|first| is_objection_to(ctx, one, first) && ctx.competence.givers(first.grant, actor).iter().any(|giver| givers.contains(giver)));
        if let Some(own) = own {
            return Some(against_itself(ctx, one, own, actor, severity));
        }
    }
    None
}

fn against_itself(ctx: &Context<'_>, one: &Passed<'_>, own: &Passed<'_>, actor: Actor, severity: Severity) -> Finding {
    let (who, power) = (ctx.model.say_actor(actor), ctx.name(own.item.id));
    let headline = message!(
        "`{who}` beslist in mandaat op bezwaar tegen zijn eigen besluiten over `{power}`",
        "`{who}` decides under mandate on objections to its own decisions on `{power}`"; who = who, power = power
    );
    let why = message!(
        "Wie het besluit in mandaat nam, mag niet in mandaat op het bezwaar daartegen beslissen. Dat doet het orgaan zelf, of een ander in mandaat.",
        "Whoever took the decision under mandate may not decide on the objection to it under mandate. The organ itself does so, or somebody else under a mandate."
    );
    told(ctx, one, RULE.finding_at(severity, one.item.place, headline), why)
        .related(own.item.place, message!("hier krijgt hij het eerste besluit", "the first decision is passed here"))
}

/// Whether one power is to decide on objections to the other: they share a topic, or rest on the same article.
fn is_objection_to(ctx: &Context<'_>, objection: &Passed<'_>, decision: &Passed<'_>) -> bool {
    let same_topic = match (objection.topics(), decision.topics()) {
        (Some(of_objection), Some(of_decision)) => of_objection.iter().any(|topic| of_decision.contains(topic)),
        _ => false,
    };
    same_topic || share_article(ctx, objection.regional, decision.item.id)
}

/// Whether a power of the region cites an article on which the other rests.
fn share_article(ctx: &Context<'_>, power: Option<&Power>, other: EntityId) -> bool {
    let theirs = &ctx.model.entity(other).basis;
    let own = power.into_iter().flat_map(|p| &ctx.model.entity(p.id).basis);
    let article = |citation: &Citation| Some((citation.target?, Box::<str>::from(citation.article()?)));
    own.into_iter().filter_map(article).any(|cited| theirs.iter().filter_map(article).any(|other| other == cited))
}

/// Who makes the report on which a fine rests (Awb 5:53): holders and recipients of a power that cites that article.
fn reporters(ctx: &Context<'_>) -> FxHashSet<Actor> {
    let is_report = |power: &&Power| ctx.model.is_regional(power.id) && cites(ctx, &ctx.model.entity(power.id).basis, "Awb", "5:53");
    let reports: FxHashSet<EntityId> = ctx.model.powers.iter().filter(is_report).map(|p| p.id).collect();
    let holders = reports.iter().flat_map(|id| ctx.competence.holders_here(*id));
    let recipients = passed(ctx).filter(|one| reports.contains(&one.item.id)).flat_map(|one| one.recipients(ctx));
    holders.chain(recipients).collect()
}

fn fine(ctx: &Context<'_>, one: &Passed<'_>, reporters: &FxHashSet<Actor>) -> Option<Finding> {
    let same = one.recipients(ctx).into_iter().filter(|actor| reporters.contains(actor));
    let (actor, severity) = same.into_iter().find_map(|actor| Some((actor, one_decider(ctx, actor)?)))?;
    let who = ctx.model.say_actor(actor);
    let headline = message!(
        "`{who}` legt in mandaat boetes op en maakt zelf het rapport op",
        "`{who}` imposes fines under mandate and draws up the report itself"; who = who
    );
    let why = message!(
        "Wie van de overtreding een rapport opmaakt, mag de boete daarvoor niet in mandaat opleggen.",
        "Whoever draws up the report of the offence may not impose the fine for it under mandate."
    );
    Some(told(ctx, one, RULE.finding_at(severity, one.item.place, headline), why))
}

/// How sure it is that an actor is one and the same decider; `None` for a class of many persons.
fn one_decider(ctx: &Context<'_>, actor: Actor) -> Option<Severity> {
    match (actor.office, ctx.model.entity(actor.of).kind) {
        (Some(Official | Alderman), _) | (None, BlockKind::Office) => None,
        (None, BlockKind::Party) => Some(Severity::Warning),
        _ => Some(Severity::Error),
    }
}

// --------------------------------------------------------------------------------------------------------------- shared

fn told(ctx: &Context<'_>, one: &Passed<'_>, finding: Finding, why: Message) -> Finding {
    let (power, grant) = (ctx.name(one.item.id), ctx.name(one.grant.id));
    let mut finding = finding.label(message!("niet in mandaat", "not by mandate")).why(why).remedy(message!(
        "Haal `{power}` uit `{grant}` en laat wie de bevoegdheid heeft, of een ander die het wel mag, besluiten.",
        "Take `{power}` out of `{grant}` and let its holder, or another who may, decide."; power = power, grant = grant
    ));
    if let Some(place) = one.grant.to.place() {
        finding = finding.related(place, message!("aan deze ontvanger", "to this recipient"));
    }
    finding.fixes.extend(one.leave_out(ctx));
    finding
}
