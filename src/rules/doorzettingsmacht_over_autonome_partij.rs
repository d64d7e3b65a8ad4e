//! `doorzettingsmacht-over-autonome-partij`: somebody is to break a deadlock over a judge, the prosecution service, a
//! council or a private care provider, and no law or agreement lets him.

use rustc_hash::{FxHashMap, FxHashSet};

use super::authority::{is_ground_of_talk, works_under};
use super::autonomy::{Autonomy, autonomy, everybody};
use super::passing::cites;
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message, quoted};
use crate::message;
use crate::model::parts::{Agreement, Override};
use crate::model::refs::{Actor, Citation, EntityId, Who, WhoRef};
use crate::syntax::vocabulary::{BlockKind, Key, PowerNature};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "doorzettingsmacht-over-autonome-partij",
    group: Group::Escalation,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "doorzettingsmacht over wie zelfstandig beslist, zonder wet of overeenkomst die dat toelaat",
        "doorzettingsmacht over somebody who decides independently, without a law or agreement that allows it",
    ),
    sources: &[
        Source::Law("Politiewet", "art. 12"),
        Source::Law("Gemeentewet", "art. 156"),
        Source::Law("Wvggz", "art. 5:3"),
        Source::Law("Wvggz", "art. 6:4"),
        Source::Law("Wvggz", "art. 8:7"),
        Source::Law("Wzd", "art. 34"),
    ],
    check,
};

/// What an override rests on.
struct Titles<'m> {
    /// Articles of law, those of the powers that it uses among them.
    laws: Vec<&'m Citation>,
    agreements: Vec<&'m Agreement>,
    /// A title of the region that may bind private parties: a decree, a condition of a subsidy.
    regional: bool,
    /// Whether anything is cited or used that somebody could think to be a title.
    any: bool,
}

/// Whom the laws of the library let others bind, by law.
struct Statutory(FxHashMap<EntityId, Vec<Who>>);

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let open: FxHashSet<EntityId> = ctx.model.open_points.iter().filter(|p| matches!(p.key, Key::Basis | Key::LaidDownIn)).map(|p| p.of).collect();
    let statutory = Statutory::new(ctx);
    let stated = ctx.model.overrides.iter().filter(|o| o.holder.has_items() && ctx.model.is_regional(o.id) && ctx.model.in_force(o.id));
    for power in stated.filter(|o| !open.contains(&o.id)) {
        let titles = titles(ctx, power);
        let holders: FxHashSet<Actor> = power.holder.items().flat_map(|w| ctx.model.expand(w.who)).collect();
        let bound: Vec<(&WhoRef, Autonomy)> =
            power.binds.items().filter_map(|w| Some((w, unbound(ctx, w, &holders, (&titles, &statutory))?))).collect();
        for of_state in [true, false] {
            let some: Vec<(&WhoRef, Autonomy)> = bound.iter().copied().filter(|(_, kind)| kind.is_of_state() == of_state).collect();
            findings.extend(told(ctx, power, &some));
        }
    }
}

impl Statutory {
    fn new(ctx: &Context<'_>) -> Self {
        let mut bound: FxHashMap<EntityId, Vec<Who>> = FxHashMap::default();
        for power in ctx.model.overrides.iter().filter(|o| !ctx.model.is_regional(o.id)) {
            for law in ctx.model.entity(power.id).basis.iter().filter_map(|c| c.target) {
                bound.entry(law).or_default().extend(power.binds.items().map(|w| w.who));
            }
        }
        Self(bound)
    }

    /// Whether a law lets somebody bind an actor: by an article that the library knows, or may do so by one that it
    /// does not know.
    fn reaches(&self, ctx: &Context<'_>, citation: &Citation, actor: Actor, kind: Autonomy) -> bool {
        let Some(law) = citation.target else { return true };
        if is_ground_of_talk(ctx, citation) {
            return false;
        }
        let one = std::slice::from_ref(citation);
        let of_class = self.0.get(&law).is_some_and(|whos| whos.iter().any(|who| ctx.competence.is_one_of(actor, *who)));
        let emergency = !kind.is_of_state() && (cites(ctx, one, "Gemeentewet", "175") || cites(ctx, one, "Gemeentewet", "176"));
        // On these grounds, which reach participants and disasters only, another rule speaks.
        let special = cites(ctx, one, "Wgr", "10a") || cites(ctx, one, "Wvr", "39");
        let known = ctx.competence.gives_power(citation) || special;
        of_class || emergency || kind != Autonomy::Judge && !known && (citation.article().is_some() || !kind.is_of_state())
    }
}

// ------------------------------------------------------------------------------------------------------------ titles

fn titles<'m>(ctx: &Context<'m>, power: &'m Override) -> Titles<'m> {
    let mut titles = Titles { laws: Vec::new(), agreements: Vec::new(), regional: false, any: false };
    let entity = ctx.model.entity(power.id);
    let stated = power.holder.statements().iter().chain(power.binds.statements()).flat_map(|s| &s.basis);
    for citation in entity.basis.iter().chain(entity.laid_down_in.items()).chain(stated) {
        titles.add(ctx, citation);
    }
    for used in power.about.items() {
        titles.use_power(ctx, used.id);
    }
    titles
}

impl<'m> Titles<'m> {
    fn add(&mut self, ctx: &Context<'m>, citation: &'m Citation) {
        let Some(target) = citation.target else {
            self.regional = true;
            return;
        };
        match ctx.model.entity(target).kind {
            BlockKind::Law => {
                self.any |= !is_ground_of_talk(ctx, citation) && !is_told_elsewhere(ctx, citation);
                self.laws.push(citation);
            }
            BlockKind::Agreement => self.agreements.extend(ctx.model.agreement(target)),
            BlockKind::Power => self.use_power(ctx, target),
            BlockKind::Mandate | BlockKind::Delegation | BlockKind::PowerOfAttorney | BlockKind::Authorisation => {
                let powers: Vec<EntityId> = ctx.model.grant(target).into_iter().flat_map(|g| g.about.items()).map(|p| p.id).collect();
                self.regional |= powers.is_empty();
                powers.into_iter().for_each(|id| self.use_power(ctx, id));
            }
            // That a policy text binds nobody is told by another rule; any other may hold a decision or a condition.
            BlockKind::Document => self.regional |= ctx.model.document(target).is_some_and(|d| !super::passing::is_policy(ctx.model, d)),
            _ => {}
        }
    }

    /// A power with articles of law binds as far as they do; one of the region may bind when decrees are made under it.
    fn use_power(&mut self, ctx: &Context<'m>, id: EntityId) {
        self.any = true;
        let statutory = ctx.competence.statutory(id).unwrap_or(id);
        let is_law = |citation: &&Citation| citation.target.is_none_or(|target| ctx.model.law(target).is_some());
        let laws = [id, statutory].into_iter().flat_map(|id| &ctx.model.entity(id).basis).filter(is_law);
        let before = self.laws.len();
        self.laws.extend(laws);
        let nature = ctx.model.power(id).and_then(|p| p.nature.value().copied());
        let binds_nobody = matches!(nature, Some(PowerNature::Factual | PowerNature::PrivateLaw));
        self.regional |= self.laws.len() == before && !binds_nobody;
    }
}

/// Grounds that another rule judges.
fn is_told_elsewhere(ctx: &Context<'_>, citation: &Citation) -> bool {
    let one = std::slice::from_ref(citation);
    cites(ctx, one, "Wgr", "10a") || cites(ctx, one, "Wvr", "39")
}

// ------------------------------------------------------------------------------------------------------- who is bound

/// In what way somebody who is bound decides for itself, where nothing lets the holder bind it.
fn unbound(ctx: &Context<'_>, bound: &WhoRef, holders: &FxHashSet<Actor>, (titles, statutory): (&Titles<'_>, &Statutory)) -> Option<Autonomy> {
    let actors = everybody(ctx, bound.who);
    let free = actors.into_iter().filter_map(|actor| Some((actor, autonomy(ctx, actor)?)));
    let loose = |(actor, kind): &(Actor, Autonomy)| !may_bind(ctx, *actor, *kind, holders) && !is_titled(ctx, *actor, *kind, (titles, statutory));
    free.filter(loose).map(|(_, kind)| kind).min()
}

/// Whether the holder stands above it anyway: its own superior, its own kind of organ, or a judge.
fn may_bind(ctx: &Context<'_>, actor: Actor, kind: Autonomy, holders: &FxHashSet<Actor>) -> bool {
    let judges = holders.iter().all(|holder| autonomy(ctx, *holder) == Some(Autonomy::Judge));
    let same_kind = kind.is_of_state() && holders.iter().all(|holder| autonomy(ctx, *holder) == Some(kind));
    judges || same_kind || holders.contains(&actor) || works_under(ctx.model, actor, holders)
}

fn is_titled(ctx: &Context<'_>, actor: Actor, kind: Autonomy, (titles, statutory): (&Titles<'_>, &Statutory)) -> bool {
    let by_law = titles.laws.iter().any(|citation| statutory.reaches(ctx, citation, actor, kind));
    if kind.is_of_state() {
        return by_law || kind != Autonomy::Judge && titles.agreements.iter().any(|agreement| is_party(ctx, agreement, actor));
    }
    // Where nothing is cited, only talk or policy, or an agreement of which it is no party, another rule speaks.
    by_law || titles.regional || !titles.agreements.is_empty() || !titles.any
}

fn is_party(ctx: &Context<'_>, agreement: &Agreement, actor: Actor) -> bool {
    let of_class = |party: Actor| ctx.competence.is_one_of(party, Who::Entity(actor.of)) && ctx.model.office(actor.of).is_some();
    let same = |party: Actor| party == actor || actor.office.is_none() && of_class(party);
    let parties: Vec<Actor> = agreement.parties.items().flat_map(|w| everybody(ctx, w.who)).collect();
    !agreement.parties.has_items() || parties.iter().any(|party| same(*party)) || works_under(ctx.model, actor, &parties.into_iter().collect())
}

// ------------------------------------------------------------------------------------------------------------ telling

fn told(ctx: &Context<'_>, power: &Override, bound: &[(&WhoRef, Autonomy)]) -> Option<Finding> {
    let (first, kind) = bound.first()?;
    let words: Vec<&str> = bound.iter().map(|(w, _)| ctx.words(w.place)).collect();
    let (name, who) = (ctx.name(power.id), quoted(&words, 3));
    let severity = if kind.is_of_state() { Severity::Error } else { Severity::Warning };
    let mut kinds: Vec<Autonomy> = bound.iter().map(|(_, kind)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let headline = message!("niet gebleken dat de doorzettingsmacht `{name}` zich kan uitstrekken tot {who}", "it does not appear that the doorzettingsmacht `{name}` can extend to {who}"; name = name, who = who.clone());
    let sources = kinds.iter().flat_map(|kind| articles(*kind)).map(|(law, place)| Source::Law(law, place).link(ctx.model)).collect();
    let reasons: Vec<Message> = kinds.into_iter().map(reason).collect();
    let why = Message { dutch: join(&reasons, |m| &m.dutch), english: join(&reasons, |m| &m.english) };
    let mut finding = RULE
        .finding_at(severity, first.place, headline)
        .label(message!("beslist zelfstandig", "decides independently"))
        .why(why)
        .remedy(if kind.is_of_state() {
            message!(
                "Laat {who} weg uit `bindt`, en spreek af dat de houder hen verzoekt of het vraagstuk aan hen voorlegt.",
                "Leave {who} out of `bindt`, and agree that the holder asks them or puts the matter before them."; who = who
            )
        } else {
            message!(
                "Noem de wet of de overeenkomst die {who} bindt, of laat hen weg uit `bindt`.",
                "Name the law or agreement that binds {who}, or leave them out of `bindt`."; who = who
            )
        })
        .related(ctx.at(power.id), message!("hier staat `{name}`", "`{name}` is declared here"; name = name));
    finding.sources = sources;
    finding.fixes.extend(leave_out(ctx, power, bound));
    Some(finding)
}

/// Where the law has it that somebody decides for itself, or how far it can be bound.
const fn articles(kind: Autonomy) -> &'static [(&'static str, &'static str)] {
    match kind {
        Autonomy::Judge => &[("Wvggz", "art. 6:4")],
        Autonomy::Prosecution => &[("Politiewet", "art. 12"), ("Wvggz", "art. 5:3")],
        Autonomy::Council => &[("Gemeentewet", "art. 156")],
        Autonomy::Private => &[("Wvggz", "art. 8:7"), ("Wzd", "art. 34")],
    }
}

fn join(messages: &[Message], pick: impl Fn(&Message) -> &String) -> String {
    messages.iter().map(|m| pick(m).as_str()).collect::<Vec<_>>().join(" ")
}

fn reason(kind: Autonomy) -> Message {
    match kind {
        Autonomy::Judge => message!(
            "Een rechter is aan de wet gebonden en aan niets anders; geen regionale afspraak reikt tot hem.",
            "A judge is bound by the law and by nothing else; no regional arrangement reaches that far."
        ),
        Autonomy::Prosecution => message!(
            "Het openbaar ministerie heeft zelf het gezag over opsporing en vervolging en beslist zelf of het een zorgmachtiging voorbereidt. Een burgemeester of overleg kan het daarin niets opleggen.",
            "The public prosecution service itself has authority over investigation and prosecution, and itself decides whether to prepare a care order. A mayor or table can impose nothing on it there."
        ),
        Autonomy::Council => message!(
            "De raad draagt bevoegdheden alleen over zoals de wet toelaat. College en burgemeester leggen aan hem verantwoording af, niet omgekeerd; zij of een overleg kunnen hem geen besluit opleggen.",
            "The council passes its powers on only as the law allows. College and mayor answer to it, not the other way round; neither they nor a table can impose a decision on it."
        ),
        Autonomy::Private => message!(
            "Een zorgorganisatie werkt niet onder een bestuursorgaan. Zij is alleen gebonden voor zover een wet, een overeenkomst of een voorwaarde bij een subsidie dat zegt, zoals de plicht om opgelegde zorg te verlenen. Wat hier is genoemd, geeft geen zeggenschap over zorg.",
            "A care organisation does not work under an administrative organ. It is bound only as far as a law, an agreement or a condition of a subsidy says so, such as the duty to give care that was ordered. What is named here gives no say over care."
        ),
    }
}

/// Takes those who cannot be bound out of the list, where others stay in it.
fn leave_out(ctx: &Context<'_>, power: &Override, bound: &[(&WhoRef, Autonomy)]) -> Option<Fix> {
    let list = power.binds.values().find(|list| bound.iter().all(|(w, _)| list.contains(w)))?;
    let stay: Vec<&str> = list.iter().filter(|w| !bound.iter().any(|(out, _)| *out == *w)).map(|w| ctx.words(w.place)).collect();
    let (first, last) = (list.first()?, list.last()?);
    let place = Place { file: first.place.file, span: Span { start: first.place.span.start, end: last.place.span.end } };
    let names = List(bound.iter().map(|(w, _)| format!("`{}`", ctx.words(w.place))).collect::<Vec<_>>());
    let title = message!("laat {names} weg", "leave out {names}"; names = names);
    (!stay.is_empty()).then(|| Fix { title, edits: vec![Edit { place, text: stay.join(", ") }], safe: false })
}
