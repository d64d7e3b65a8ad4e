//! `why WHO POWER`: the chain by which somebody may use a power, or why not and the nearest thing that would make it hold.

use std::fmt::Write;

use serde::Serialize;

use crate::competence::{Ask, Chain, Competence, Defect, Lack, Title};
use crate::lang::{Lang, Message, Say, quoted};
use crate::message;
use crate::model::Model;
use crate::model::refs::{Actor, EntityId, Scope, Who};
use crate::syntax::vocabulary::PowerNature;
use crate::text::{Place, Sources};

/// The answer on one actor.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// Who.
    pub who: String,
    /// Which power.
    pub power: String,
    /// The date of the answer.
    pub date: String,
    /// Whether it may.
    pub competent: bool,
    /// Whether every ground rests on something that is still to be arranged.
    pub provisional: bool,
    /// The grounds: one for each holder in whose place it acts.
    pub chains: Vec<ChainOut>,
    /// The holders in the region for whom it may not, where it acts in another's name.
    pub missing: Vec<String>,
    /// Why not.
    pub reason: Option<String>,
    /// What would make it hold.
    pub remedy: Option<String>,
    /// Where the matter is stated.
    pub places: Vec<PlaceOut>,
}

/// One ground.
#[derive(Debug, Serialize)]
pub struct ChainOut {
    /// The holder whose power is used.
    pub holder: String,
    /// Each step from the holder, in words.
    pub steps: Vec<Step>,
}

/// One step of a ground.
#[derive(Debug, Serialize)]
pub struct Step {
    /// In words.
    pub text: String,
    /// Where it is stated.
    pub place: Option<PlaceOut>,
}

/// A place by file and line.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PlaceOut {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Who.
    pub who: Who,
    /// Which power.
    pub power: EntityId,
    /// Which amount and topic.
    pub ask: Ask,
}

/// Answers for a set of actors and a power.
pub fn answer(competence: &Competence<'_>, sources: &Sources, question: Question, lang: Lang) -> Answer {
    let Question { who, power, ask } = question;
    let model = competence.model();
    let actors = model.expand(who);
    let reach = competence.reach(&[who], power, ask);
    let view = View::new(competence, sources, lang);
    let sound = reach.chains.iter().any(|chain| chain.defects.is_empty());
    let competent = !actors.is_empty() && reach.without.is_empty() && sound;
    let mut answer = Answer {
        who: model.say(who),
        power: model.name(power).to_owned(),
        date: model.on.say(lang),
        competent,
        provisional: competent && reach.chains.iter().all(|chain| chain.links.iter().any(|link| view.open_in(link.grant).next().is_some())),
        chains: reach.chains.iter().map(|chain| view.chain(chain, power)).collect(),
        missing: reach.missing.iter().map(|a| model.say_actor(*a)).collect(),
        reason: None,
        remedy: None,
        places: Vec::new(),
    };
    if let Some(first) = reach.without.first() {
        if let Some(lack) = competence.lack(*first, power, ask) {
            let (reason, remedy, places) = view.lack(*first, power, &lack);
            answer.reason = Some(reason.get(lang).to_owned());
            answer.remedy = Some(remedy.get(lang).to_owned());
            answer.places = places.into_iter().filter_map(|p| view.place(p)).collect();
        }
    } else if !sound && !reach.chains.is_empty() {
        answer.reason = Some(lang.pick("aan elke keten hierboven schort iets", "something is amiss in every chain above").to_owned());
    } else if actors.is_empty() {
        answer.reason = Some(lang.pick("deze verzameling heeft geen bekende leden", "this set has no known members").to_owned());
    }
    answer
}

/// What words and places are needed to tell a chain, or what lacks in one.
pub(super) struct View<'v> {
    competence: &'v Competence<'v>,
    model: &'v Model,
    pub(super) sources: &'v Sources,
    pub(super) lang: Lang,
}

impl<'v> View<'v> {
    pub(super) fn new(competence: &'v Competence<'v>, sources: &'v Sources, lang: Lang) -> Self {
        Self { competence, model: competence.model(), sources, lang }
    }

    pub(super) fn place(&self, place: Place) -> Option<PlaceOut> {
        let file = self.sources.get(place.file);
        (place.span.end > 0).then(|| PlaceOut { file: file.name().to_owned(), line: file.position(place.span.start).line })
    }

    pub(super) fn chain(&self, chain: &Chain, power: EntityId) -> ChainOut {
        let holder = self.model.say_actor(chain.principal);
        let mut steps = vec![self.title(chain, power)];
        for link in &chain.links {
            let grant = self.model.entity(link.grant);
            let sub_mandate = chain.defects.iter().any(|d| matches!(d, Defect::SubMandateNotAllowed { grant, .. } if *grant == link.grant));
            let kept_from = chain.defects.contains(&Defect::MayNotBeMandated { grant: link.grant });
            let mut text = message!(
                "{kind} `{grant}`: {from} aan {to}", "{kind} `{grant}`: {from} to {to}";
                kind = grant.kind.word(), grant = &*grant.name, from = self.model.say_actor(link.from), to = self.model.say_actor(link.to)
            );
            if let Some(ceiling) = self.model.grant(link.grant).and_then(|g| g.ceiling.value()) {
                text = message!("{text}, tot {ceiling}", "{text}, up to {ceiling}"; text = text, ceiling = *ceiling);
            }
            let topics: Vec<&str> = self.model.grant(link.grant).into_iter().flat_map(|g| g.topics.items()).map(|t| self.model.name(t.id)).collect();
            if !topics.is_empty() {
                text = message!("{text}, voor {topics}", "{text}, for {topics}"; text = text, topics = quoted(&topics, 3));
            }
            let open: Vec<&str> = self.open_in(link.grant).collect();
            if !open.is_empty() {
                text = message!("{text} (nog te regelen: {open})", "{text} (still to be arranged: {open})"; text = text, open = open.join(", "));
            }
            if sub_mandate {
                text = message!(
                    "{text} (let op: niet gebleken dat ondermandaat is toegestaan)",
                    "{text} (note: it does not appear that sub-mandate is allowed)"; text = text
                );
            }
            if kept_from {
                text = message!(
                    "{text} (let op: voor deze bevoegdheid kan deze ontvanger geen {word} krijgen)",
                    "{text} (note: this recipient cannot get a {word} for this power)"; text = text, word = self.competence.word_for_grant(power)
                );
            }
            steps.push(Step { text: text.get(self.lang).to_owned(), place: self.place(grant.name_place) });
        }
        ChainOut { holder, steps }
    }

    /// What of a grant is still to be arranged.
    fn open_in(&self, grant: EntityId) -> impl Iterator<Item = &'static str> {
        self.model.open_points.iter().filter(move |point| point.of == grant).map(|point| point.key.word())
    }

    fn title(&self, chain: &Chain, power: EntityId) -> Step {
        let holder = self.model.say_actor(chain.principal);
        let name = self.model.name(power);
        match chain.title {
            Title::Own => {
                let ground = self.ground(power);
                let text =
                    message!("{holder} heeft `{name}`{ground}", "{holder} holds `{name}`{ground}"; holder = holder, name = name, ground = ground);
                let place = self.model.power(power).and_then(|p| p.holder.place()).unwrap_or(self.model.entity(power).name_place);
                Step { text: text.get(self.lang).to_owned(), place: self.place(place) }
            }
            Title::AllMembers(table) => {
                let text = message!(
                    "alle leden van `{table}` zijn zelf bevoegd en het overleg beslist eenstemmig: {holder}",
                    "all members of `{table}` hold the power and the table decides unanimously: {holder}"; table = self.model.name(table), holder = holder
                );
                Step { text: text.get(self.lang).to_owned(), place: self.place(self.model.entity(table).name_place) }
            }
        }
    }

    /// The law or text that a power rests on, in brackets.
    fn ground(&self, power: EntityId) -> String {
        let statutory = self.competence.statutory(power).unwrap_or(power);
        let basis = &self.model.entity(statutory).basis;
        let words: Vec<&str> = basis.iter().take(3).map(|c| self.sources.words(c.place)).collect();
        if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
    }

    /// The reason, the nearest thing that would make it hold, and the places involved.
    pub(super) fn lack(&self, actor: Actor, power: EntityId, lack: &Lack) -> (Message, Message, Vec<Place>) {
        let name_place = |id: EntityId| self.model.entity(id).name_place;
        let (power_name, actor_name) = (self.model.name(power), self.model.say_actor(actor));
        let word = self.competence.word_for_grant(power);
        let act = match self.competence.nature(power) {
            Some(PowerNature::PrivateLaw | PowerNature::Factual) => message!("handelen", "act"),
            _ => message!("besluiten", "decide"),
        };
        let say = |whos: &[Who]| {
            let names: Vec<String> = whos.iter().map(|who| self.model.say(*who)).collect();
            quoted(&names, 4)
        };
        match lack {
            Lack::NoHolder => (
                message!("niet gebleken wie `{power}` heeft", "it does not appear who holds `{power}`"; power = power_name),
                message!(
                    "noem de houder: `houder …`, met de wet of regeling waarop dat rust",
                    "name the holder: `houder …`, with the law or arrangement it rests on"
                ),
                vec![name_place(power)],
            ),
            Lack::Transferred { by } => (
                message!("{actor} heeft `{power}` overgedragen met `{by}` en kan deze niet meer zelf uitoefenen (Awb art. 10:17)", "{actor} transferred `{power}` by `{by}` and can no longer exercise it (Awb art. 10:17)";
                    actor = actor_name, power = power_name, by = self.model.name(*by)),
                message!(
                    "laat de ontvanger {act}; wie delegeerde neemt de bevoegdheid terug door intrekking, en uit een gemeenschappelijke regeling door die te wijzigen",
                    "let its recipient {act}; who delegated takes the power back by withdrawal, and out of a joint arrangement by changing that"; act = act
                ),
                vec![name_place(*by)],
            ),
            Lack::OtherTopics => (
                message!("`{power}` geldt alleen voor andere thema's", "`{power}` holds for other topics only"; power = power_name),
                message!("verruim `voor` bij `{power}`, of noem een bevoegdheid voor dit thema", "widen `voor` of `{power}`, or name a power for this topic"; power = power_name),
                vec![self.model.power(power).and_then(|p| p.topics.place()).unwrap_or_else(|| name_place(power))],
            ),
            Lack::TableHoldsNone => (
                message!("de tekst noemt {actor} als houder, maar een overleg heeft geen eigen publieke bevoegdheid", "the text names {actor} as holder, but a table holds no public power of its own"; actor = actor_name),
                message!(
                    "noem de gemeenschappelijke regeling die de bevoegdheid overdraagt, of verleen {word}",
                    "name the joint arrangement that transfers the power, or give a {word}"; word = word
                ),
                vec![name_place(power), name_place(actor.of)],
            ),
            Lack::NotInForce { grant } => (
                message!("`{grant}` geldt op deze datum niet", "`{grant}` is not in force on this date"; grant = self.model.name(*grant)),
                message!("verleng of vernieuw `{grant}`", "extend or renew `{grant}`"; grant = self.model.name(*grant)),
                vec![name_place(*grant)],
            ),
            Lack::OutOfReach { grant } => (
                message!("`{grant}` reikt niet zo ver", "`{grant}` does not reach this far"; grant = self.model.name(*grant)),
                message!("verruim `{grant}`, of laat de houder {act}", "widen `{grant}`, or let the holder {act}"; grant = self.model.name(*grant), act = act),
                vec![name_place(*grant)],
            ),
            Lack::GiverLacks { grant } => (
                message!("wie `{grant}` geeft, heeft `{power}` zelf niet", "whoever gives `{grant}` does not hold `{power}`"; grant = self.model.name(*grant), power = power_name),
                message!("laat {holders} {word} geven", "let {holders} give the {word}"; holders = say(&self.competence.holders(power)), word = word),
                vec![name_place(*grant)],
            ),
            Lack::MayNotBeMandated { only_to } if only_to.is_empty() => (
                message!("`{power}` ligt bij {holders}; aan {actor} kan daarvoor geen {word} worden verleend", "`{power}` lies with {holders}; no {word} for it can be given to {actor}";
                    power = power_name, holders = say(&self.competence.holders(power)), actor = actor_name, word = word),
                message!("laat {holders} zelf {act}", "let {holders} {act}"; holders = say(&self.competence.holders(power)), act = act),
                vec![name_place(power)],
            ),
            Lack::MayNotBeMandated { only_to } => (
                message!("voor `{power}` kan alleen {only} {word} krijgen, niet {actor}", "only {only} can get a {word} for `{power}`, not {actor}";
                    power = power_name, only = say(only_to), actor = actor_name, word = word),
                message!("geef {only} {word}, of laat {holders} zelf {act}", "give {only} a {word}, or let {holders} {act}"; only = say(only_to), holders = say(&self.competence.holders(power)), word = word, act = act),
                vec![name_place(power)],
            ),
            Lack::NeedsMandate { from } => (
                message!("`{power}` ligt bij {holders}; geen {word} aan {actor} gebleken", "`{power}` lies with {holders}; no {word} to {actor} appears";
                    power = power_name, holders = say(from), actor = actor_name, word = word.clone()),
                message!("een {word} van {holders} aan {actor} over `{power}`", "a {word} from {holders} to {actor} over `{power}`";
                    power = power_name, holders = say(&own_organs(actor, from)), actor = actor_name, word = word),
                vec![name_place(power)],
            ),
        }
    }
}

/// The organs that would give a mandate: of an actor of one municipality, those of that municipality.
fn own_organs(actor: Actor, from: &[Who]) -> Vec<Who> {
    let own = |who: &Who| match who {
        Who::Office(office, Scope::Region | Scope::Nation) if actor.office.is_some() => Who::Office(*office, Scope::One(actor.of)),
        other => *other,
    };
    from.iter().map(own).collect()
}

/// The answer as text for people.
pub fn text(answer: &Answer, lang: Lang) -> String {
    let mut out = String::new();
    let verdict = match (answer.competent, lang) {
        (true, Lang::Dutch) if answer.provisional => {
            format!("Ja, als geregeld is wat hieronder nog openstaat: {} kan dan `{}` uitoefenen op {}.", answer.who, answer.power, answer.date)
        }
        (true, Lang::English) if answer.provisional => {
            format!("Yes, once what is open below has been arranged: {} may then exercise `{}` on {}.", answer.who, answer.power, answer.date)
        }
        (true, Lang::Dutch) => format!("Ja: {} kan `{}` uitoefenen op {}.", answer.who, answer.power, answer.date),
        (true, Lang::English) => format!("Yes: {} may exercise `{}` on {}.", answer.who, answer.power, answer.date),
        (false, Lang::Dutch) => format!("Nee: niet gebleken dat {} `{}` kan uitoefenen op {}.", answer.who, answer.power, answer.date),
        (false, Lang::English) => format!("No: it does not appear that {} may exercise `{}` on {}.", answer.who, answer.power, answer.date),
    };
    let _ = writeln!(out, "{verdict}");
    write_chains(&mut out, &answer.chains, lang);
    if !answer.missing.is_empty() {
        let _ = writeln!(out, "  {}: {}", lang.pick("niet voor", "not for"), answer.missing.join(", "));
    }
    if let Some(reason) = &answer.reason {
        let _ = writeln!(out, "  {}: {reason}", lang.pick("waarom niet", "why not"));
    }
    if let Some(remedy) = &answer.remedy {
        let _ = writeln!(out, "  {}: {remedy}", lang.pick("wel met", "it would with"));
    }
    for place in &answer.places {
        let _ = writeln!(out, "  {}: {}:{}", lang.pick("zie", "see"), place.file, place.line);
    }
    out
}

/// Chains that differ only in the holder are told once, with their number.
fn write_chains(out: &mut String, chains: &[ChainOut], lang: Lang) {
    for chain in chains.iter().take(SHOWN) {
        for (at, step) in chain.steps.iter().enumerate() {
            let place = step.place.as_ref().map(|p| format!("  ({}:{})", p.file, p.line)).unwrap_or_default();
            let _ = writeln!(out, "  {}{}{place}", if at == 0 { "" } else { "→ " }, step.text);
        }
    }
    if let Some(rest) = chains.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "  … {rest} {}", lang.pick("ketens meer", "more chains"));
    }
}

/// How many chains are told in full.
const SHOWN: usize = 4;
