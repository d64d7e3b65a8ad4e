//! `verouderde-wetsverwijzing`: a citation of a law or an article that has lapsed, moved, is not yet in force or does not
//! exist, or that gives no power where it is cited for one.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::rule::{Context, Findings, Group, Rule};
use super::source::law_link;
use crate::finding::{Edit, Finding, Fix, Severity, SourceLink};
use crate::lang::{Message, quoted};
use crate::message;
use crate::model::articles::{Instead, ends};
use crate::model::parts::{GrantForm, Law, LawArticle};
use crate::model::refs::{CitedAt, EntityId, Part, lies_within, say_place};
use crate::syntax::tree::PartKind;
use crate::syntax::vocabulary::{BlockKind, PowerNature};

pub const RULE: Rule = Rule {
    name: "verouderde-wetsverwijzing",
    group: Group::Time,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "een wet of artikel is vervallen, verplaatst, nog niet in werking of bestaat niet, of geeft niet wat de tekst eraan ontleent",
        "a law or article has lapsed, moved, is not yet in force or does not exist, or does not give what the text takes from it",
    ),
    sources: &[],
    check,
};

/// A word of the context must be longer than this to be recognised in the description of an article.
const SHORT_WORD: usize = 5;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let mut told = FxHashSet::default();
    for at in ctx.model.citations.iter().filter(|c| !ctx.model.has_ended(c.of)) {
        let Some(law) = at.citation.target.and_then(|id| ctx.model.law(id)) else { continue };
        let cited = Cited { ctx, at, law, day: at.on.unwrap_or_else(|| holds_on(ctx, at.of)) };
        let finding =
            cited.stale_law().or_else(|| cited.moved()).or_else(|| cited.lapsed()).or_else(|| cited.not_yet()).or_else(|| cited.stood_elsewhere());
        let finding = finding.or_else(|| cited.absent_article()).or_else(|| cited.absent_part());
        let finding = finding.or_else(|| cited.gives_no_power().filter(|_| told.insert((at.of, law.id, at.citation.article()))));
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
}

/// The number of a paragraph, or the place of a letter in the alphabet.
fn ordinal(part: &Part) -> Option<u32> {
    let (_, last) = ends(&part.number);
    match (part.kind, last.as_bytes()) {
        (PartKind::Item, [letter]) if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        (PartKind::Member, _) => last.parse().ok(),
        _ => None,
    }
}

/// The day on which a block is judged: the day of the model, or the first on which the block holds.
fn holds_on(ctx: &Context<'_>, of: EntityId) -> Date {
    ctx.model.validity(of).from.map_or(ctx.model.on, |from| from.max(ctx.model.on))
}

/// A citation of a law, judged on a day.
struct Cited<'c> {
    ctx: &'c Context<'c>,
    at: &'c CitedAt,
    law: &'c Law,
    day: Date,
}

impl Cited<'_> {
    fn parts(&self) -> &[Part] {
        &self.at.citation.parts
    }

    /// The citation as one writes it in full.
    fn said(&self) -> String {
        self.with_place(self.parts())
    }

    fn with_place(&self, parts: &[Part]) -> String {
        format!("{} {}", self.ctx.name(self.law.id), say_place(parts)).trim_end().to_owned()
    }

    fn finding(&self, severity: Severity, headline: Message) -> Finding {
        let mut finding = RULE.finding_at(severity, self.at.citation.place, headline);
        finding.sources.push(SourceLink { citation: self.said(), link: law_link(self.law, &say_place(self.parts())) });
        finding
    }

    /// Whether the text in which it stands dates from before a day: then it may have been right when it was written.
    fn written_before(&self, day: Date) -> bool {
        let model = self.ctx.model;
        let own = model.text_date(self.at.of).or_else(|| model.validity(self.at.of).from);
        let in_texts = || model.entity(self.at.of).laid_down_in.items().filter_map(|c| model.text_date(c.target?)).max();
        self.at.on.is_none() && own.or_else(in_texts).is_some_and(|written| written < day)
    }

    // ----------------------------------------------------------------------------------------------- the law itself

    fn stale_law(&self) -> Option<Finding> {
        let validity = self.ctx.model.validity(self.law.id);
        if let Some(until) = validity.until.filter(|until| *until <= self.day) {
            return Some(self.law_lapsed(until));
        }
        if let Some(from) = validity.from.filter(|from| *from > self.day) {
            return Some(self.law_not_yet(from));
        }
        (self.law.bwb.is_none() && self.law.celex.is_none()).then(|| self.bill())
    }

    fn law_lapsed(&self, until: Date) -> Finding {
        let law = self.ctx.name(self.law.id);
        let severity = if self.written_before(until) { Severity::Warning } else { Severity::Error };
        let finding = self
            .finding(severity, message!("`{law}` is vervallen op {until}", "`{law}` lapsed on {until}"; law = law, until = until))
            .label(message!("vervallen wet", "lapsed law"))
            .why(message!(
                "Op een wet die niet meer geldt, kan niets meer berusten.",
                "Nothing can rest any longer on a law that is no longer in force."
            ));
        let successors: Vec<&str> = self.ctx.model.entity(self.law.id).successors.items().map(|r| self.ctx.name(r.id)).collect();
        if successors.is_empty() {
            return finding.remedy(message!("Noem de wet die nu geldt.", "Cite the law that holds now."));
        }
        let successors = quoted(&successors, 3);
        finding.remedy(message!(
            "Noem het artikel van {successors} waarop dit nu berust. De nummers zijn daar anders.",
            "Cite the article of {successors} on which this rests now. The numbers differ there."; successors = successors
        ))
    }

    fn law_not_yet(&self, from: Date) -> Finding {
        let law = self.ctx.name(self.law.id);
        self.finding(Severity::Warning, message!("`{law}` geldt pas vanaf {from}", "`{law}` holds only from {from}"; law = law, from = from))
            .label(message!("nog niet in werking", "not yet in force"))
            .why(message!("Wat nu al op deze wet berust, heeft nog geen grond.", "What already rests on this law has no ground yet."))
            .remedy(message!(
                "Noem de wet die tot die dag geldt, of laat dit ingaan op {from}.",
                "Cite the law that holds until that day, or let this begin on {from}."; from = from
            ))
    }

    fn bill(&self) -> Finding {
        let law = self.ctx.name(self.law.id);
        self.finding(
            Severity::Warning,
            message!("`{law}` is een wetsvoorstel en geen geldende wet", "`{law}` is a bill and not a law in force"; law = law),
        )
        .label(message!("wetsvoorstel", "bill"))
        .why(message!("Een wetsvoorstel geeft geen bevoegdheid en geen grondslag.", "A bill gives no power and no legal basis."))
        .remedy(message!("Noem een wet die geldt, of noteer dit als open punt.", "Cite a law that is in force, or note this as an open point."))
    }

    // --------------------------------------------------------------------------------------------------- an article

    /// What the citation means now stands in another place.
    fn moved(&self) -> Option<Finding> {
        let (article, own) = self.law.articles.iter().filter(|a| self.came_from_here(a)).find_map(|article| {
            let depth = article.formerly.len().min(self.parts().len());
            let own = self.articles_here().find(|own| own.parts.len() >= depth && own.valid.holds(self.day));
            let meant = own.is_none_or(|own| self.is_named_in(article) && !self.is_named_in(own));
            meant.then_some((article, own))
        })?;
        let rest = self.parts().get(article.formerly.len()..).unwrap_or_default();
        let place: Vec<Part> = article.parts.iter().chain(rest).cloned().collect();
        let (said, now) = (self.said(), self.with_place(&place));
        let finding = self
            .finding(Severity::Warning, message!("wat in `{said}` stond, staat nu in `{now}`", "what stood in `{said}` now stands in `{now}`"; said = said.clone(), now = now.clone()))
            .label(message!("verplaatst", "moved"))
            .remedy(message!("Schrijf `{now}`.", "Write `{now}`."; now = now.clone()))
            .fix(self.rewrite(&place, &now));
        Some(match own.and_then(|own| own.about.as_deref()) {
            Some(about) => finding.why(message!(
                "`{said}` bestaat nog, maar gaat nu over iets anders: {about}.",
                "`{said}` still exists, but is now about something else: {about}."; said = said, about = about
            )),
            None => finding.why(message!("De wet is hernummerd. Wie `{said}` nu opzoekt, vindt dit daar niet.", "The law was renumbered. Whoever looks up `{said}` now does not find it there."; said = said)),
        })
    }

    /// Whether an article in force stood, before it moved, where the citation points; an older text cited it rightly.
    fn came_from_here(&self, article: &LawArticle) -> bool {
        !article.formerly.is_empty()
            && article.valid.holds(self.day)
            && (self.at.citation.lies_within(&article.formerly) || lies_within(&article.formerly, self.parts()))
            && !lies_within(&article.parts, self.parts())
            && !article.valid.from.is_some_and(|from| self.written_before(from))
    }

    /// The articles that the library lists at the place cited, or around it.
    fn articles_here(&self) -> impl Iterator<Item = &LawArticle> {
        self.law.articles.iter().filter(|a| !a.parts.is_empty() && self.at.citation.lies_within(&a.parts))
    }

    fn lapsed(&self) -> Option<Finding> {
        let ended = |a: &&LawArticle| a.valid.until.is_some_and(|until| until <= self.day);
        let article = self.articles_here().find(ended)?;
        if self.articles_here().any(|a| a.parts == article.parts && a.valid.holds(self.day)) {
            return None;
        }
        let until = article.valid.until?;
        let severity = if self.written_before(until) { Severity::Warning } else { Severity::Error };
        let said = self.said();
        let finding = self
            .finding(severity, message!("`{said}` is vervallen op {until}", "`{said}` lapsed on {until}"; said = said, until = until))
            .label(message!("vervallen artikel", "lapsed article"))
            .why(message!(
                "Op een artikel dat niet meer geldt, kan niets meer berusten.",
                "Nothing can rest any longer on an article that is no longer in force."
            ))
            .remedy(message!(
                "Noem de bepaling waarop dit nu berust, of schrap de verwijzing.",
                "Cite the provision on which this rests now, or delete the citation."
            ));
        Some(finding)
    }

    fn not_yet(&self) -> Option<Finding> {
        let later = |a: &&LawArticle| a.formerly.is_empty() && a.valid.from.is_some_and(|from| from > self.day);
        let article = self.articles_here().find(later)?;
        let used_before = self.law.articles.iter().any(|a| !a.formerly.is_empty() && self.at.citation.lies_within(&a.formerly));
        if used_before || self.articles_here().any(|a| a.parts == article.parts && a.valid.holds(self.day)) {
            return None;
        }
        let (said, from) = (self.said(), article.valid.from?);
        let finding = self
            .finding(Severity::Warning, message!("`{said}` geldt pas vanaf {from}", "`{said}` holds only from {from}"; said = said, from = from))
            .label(message!("nog niet in werking", "not yet in force"))
            .why(message!("Wat eerder al op dit artikel berust, heeft geen grond.", "What rests on this article earlier has no ground."))
            .remedy(message!("Noem de bepaling die toen gold, of verbeter de datum.", "Cite the provision that held then, or correct the date."));
        Some(finding)
    }

    /// What the citation means stood elsewhere on the day that counts.
    fn stood_elsewhere(&self) -> Option<Finding> {
        let later = |a: &&LawArticle| !a.formerly.is_empty() && a.valid.from.is_some_and(|from| from > self.day) && self.is_named_in(a);
        let article = self.articles_here().find(later)?;
        let (said, then) = (self.said(), self.with_place(&article.formerly));
        let finding = self
            .finding(Severity::Warning, message!("wat nu in `{said}` staat, stond toen in `{then}`", "what now stands in `{said}` then stood in `{then}`"; said = said, then = then.clone()))
            .label(message!("toen een andere plaats", "another place at the time"))
            .why(message!(
                "De wet is later hernummerd. Op {day} had deze plaats een andere inhoud, of bestond zij niet.",
                "The law was renumbered later. On {day} this place had another content, or did not exist."; day = self.day
            ))
            .remedy(message!("Schrijf `{then}`, of verbeter de datum.", "Write `{then}`, or correct the date."; then = then.clone()))
            .fix(self.rewrite(&article.formerly, &then));
        Some(finding)
    }

    /// An article that the law lacks, as far as its numbers are known.
    fn absent_article(&self) -> Option<Finding> {
        let number = self.at.citation.article()?;
        let (from, to) = ends(number);
        let whole = |n: &&str| !n.contains([':', '.']) == !from.contains([':', '.']);
        let instead = [from, to].iter().filter(|n| whole(n)).find_map(|n| self.law.instead_of(n))?;
        let law = self.ctx.name(self.law.id);
        let why = match instead {
            Instead::Numbers(first, last) if first == last => {
                message!("In `{law}` staat daar alleen `art. {last}`.", "In `{law}` there is only `art. {last}`."; law = law, last = last)
            }
            Instead::Numbers(first, last) => message!(
                "In `{law}` lopen de nummers daar van `art. {first}` tot en met `art. {last}`, en dit nummer is er niet bij.",
                "In `{law}` the numbers run there from `art. {first}` to `art. {last}`, and this number is not among them.";
                law = law, first = first, last = last
            ),
            Instead::LastChapter(last) => message!(
                "De artikelen van `{law}` zijn per hoofdstuk genummerd, en het laatste hoofdstuk is {last}.",
                "The articles of `{law}` are numbered by chapter, and the last chapter is {last}."; law = law, last = last
            ),
        };
        Some(self.does_not_exist(Severity::Error, &[]).why(why))
    }

    /// A paragraph or an item that the article lacks.
    fn absent_part(&self) -> Option<Finding> {
        let parts = self.parts();
        (1..parts.len()).find_map(|at| {
            let (place, part) = (parts.get(..at)?, parts.get(at)?);
            let count = self.law.count(place, part.kind, self.day)?;
            let lacking = ordinal(part)? > count;
            lacking.then(|| self.does_not_exist(Severity::Warning, place).why(Self::counted(&self.with_place(place), part.kind, count)))
        })
    }

    fn counted(place: &str, kind: PartKind, count: u32) -> Message {
        match (kind, count) {
            (PartKind::Item, _) => message!("`{place}` telt {count} onderdelen.", "`{place}` has {count} items."; place = place, count = count),
            (_, 0) => message!("`{place}` is niet in leden verdeeld.", "`{place}` is not divided into paragraphs."; place = place),
            _ => message!("`{place}` telt {count} leden.", "`{place}` has {count} paragraphs."; place = place, count = count),
        }
    }

    /// What is cited doesn't exist; the source is what does.
    fn does_not_exist(&self, severity: Severity, exists: &[Part]) -> Finding {
        let said = self.said();
        let mut finding = self.finding(severity, message!("`{said}` bestaat niet", "`{said}` does not exist"; said = said));
        finding.sources = vec![SourceLink { citation: self.with_place(exists), link: law_link(self.law, &say_place(exists)) }];
        finding
            .label(message!("bestaat niet", "does not exist"))
            .remedy(message!("Kijk de verwijzing na en noem de plaats die is bedoeld.", "Check the citation, and cite the place that is meant."))
    }

    /// Whether the description of an article names what the citation is there for.
    fn is_named_in(&self, article: &LawArticle) -> bool {
        let context = self.context();
        let about = article.about.as_deref().unwrap_or_default().to_lowercase();
        let known = |word: &str| context.iter().any(|known| known.len() > SHORT_WORD && word.starts_with(known.as_str()));
        about.split(|c: char| !c.is_alphanumeric()).any(known)
    }

    /// The words that tell what the citation is there for: the property, the block with its title and kind, and the
    /// powers that it is about.
    fn context(&self) -> Vec<String> {
        let model = self.ctx.model;
        let about = model.grant(self.at.of).into_iter().flat_map(|g| g.about.items()).map(|power| power.id);
        let mut words = vec![self.at.key.word().to_owned(), model.entity(self.at.of).kind.word().to_owned()];
        words.extend(model.agreement(self.at.of).into_iter().flat_map(|a| a.kind.items()).map(|k| k.word().to_owned()));
        for id in std::iter::once(self.at.of).chain(about) {
            let nature = model.power(id).into_iter().flat_map(|p| p.nature.values()).map(|n| n.word().to_owned());
            let title = model.entity(id).title.as_deref().unwrap_or_default().to_lowercase();
            words.extend(nature.chain(title.split(|c: char| !c.is_alphanumeric()).map(str::to_owned)));
        }
        words
    }

    fn rewrite(&self, place: &[Part], full: &str) -> Fix {
        let words = self.ctx.words(self.at.citation.place);
        let name = words.split_whitespace().find(|word| word.starts_with(char::is_uppercase));
        let text = name.map_or_else(|| say_place(place), |name| format!("{name} {}", say_place(place)));
        Fix {
            title: message!("schrijf `{full}`", "write `{full}`"; full = full),
            edits: vec![Edit { place: self.at.citation.place, text }],
            safe: false,
        }
    }

    // ---------------------------------------------------------------------------------------------- another content

    /// A function, a mandate or a power that rests on an article by which people only have to confer.
    fn gives_no_power(&self) -> Option<Finding> {
        let (ctx, citation) = (self.ctx, &self.at.citation);
        let table = ctx.competence.statutory_table(citation).filter(|_| self.at.is_ground() && self.is_claim_on_power())?;
        let only_factual = |id: &EntityId| ctx.model.power(*id).is_some_and(|p| p.nature.says(PowerNature::Factual));
        if !ctx.competence.statutory_powers(citation).iter().all(only_factual) {
            return None;
        }
        let (said, name) = (self.said(), ctx.name(self.at.of));
        let about = ctx.model.entity(table).title.as_deref().unwrap_or_else(|| ctx.name(table));
        let finding = self
            .finding(Severity::Hint, message!("`{said}` schrijft een overleg voor en geeft `{name}` geen bevoegdheid", "`{said}` prescribes a table, and gives `{name}` no power"; said = said.clone(), name = name))
            .label(message!("geeft geen bevoegdheid", "gives no power"))
            .why(message!(
                "Het artikel regelt een {about}: wie overleggen, waarover en hoe vaak. Het kent geen functie toe en laat niemand besluiten.",
                "The article arranges a table ({about}): who confer, on what and how often. It creates no role and lets nobody decide."; about = about
            ))
            .remedy(message!(
                "Noem het besluit of de afspraak waarop `{name}` wel berust, en laat `{said}` bij het overleg staan.",
                "Cite the decision or agreement on which `{name}` does rest, and leave `{said}` with the table."; name = name, said = said
            ));
        Some(finding)
    }

    /// Whether the block claims more than taking part in a consultation. Of a doorzettingsmacht another rule asks its ground.
    fn is_claim_on_power(&self) -> bool {
        let model = self.ctx.model;
        match model.entity(self.at.of).kind {
            BlockKind::Role => true,
            BlockKind::Power => !model.power(self.at.of).is_some_and(|p| p.nature.says(PowerNature::Factual)),
            _ => model.grant(self.at.of).is_some_and(|g| g.form != GrantForm::Authorisation),
        }
    }
}
