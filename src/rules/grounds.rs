//! What the rules on sharing data ask of a legal ground: whether it can be one, and for which data it suffices.

use super::rule::Context;
use crate::finding::{Edit, Finding, Severity};
use crate::lang::Message;
use crate::message;
use crate::model::Model;
use crate::model::fact::Statement;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::{Citation, Who, WhoRef};
use crate::model::wgs::Certainty;
use crate::syntax::tree::PartKind;
use crate::syntax::vocabulary::DataCategory;
use crate::text::{Place, Span};

/// Articles of a law: a number, with the letters after it (`151` holds `151b`), or how numbers begin (`5.*`); no
/// numbers stand for the whole law.
type Articles = (&'static str, &'static [&'static str]);

/// Laws on how government works, with the articles that do give a task or lift a secrecy. Only those can be a ground to
/// process personal data.
const SELDOM_A_GROUND: &[Articles] = &[
    ("Awb", &["5:*"]),
    ("AVG", &["6", "9", "10"]),
    ("BBV", &[]),
    ("BW", &["1:*", "7:4*"]),
    ("Gemeentewet", &["151", "154", "170", "172", "174", "175", "176", "177"]),
    ("Wgr", &[]),
];

/// Articles that give a task or describe a consultation, and nothing on sensitive data.
const TASK_ONLY: &[Articles] = &[
    ("Gemeentewet", &[]),
    ("Jeugdwet", &["2.*"]),
    ("Leerplichtwet", &["16"]),
    ("Opiumwet", &[]),
    ("Participatiewet", &["7"]),
    ("Politiewet", &[]),
    ("RO", &[]),
    ("Wet-schuldhulpverlening", &["3"]),
    ("Wlz", &["1.*"]),
    ("Wmo", &["1.*", "2.*", "3.*"]),
    ("Wvggz", &["8:31"]),
    ("Wvr", &[]),
    ("Zvw", &["11"]),
];

/// The grounds of data: those of the statement and those of the whole arrangement.
pub fn grounds_of<'m>(model: &'m Model, sharing: &DataSharing, statement: &'m Statement<DataFlow>) -> Vec<&'m Citation> {
    statement.basis.iter().chain(&model.entity(sharing.id).basis).collect()
}

/// What a rule says of one statement on data.
pub enum Judgement {
    /// It is not what the rule is about.
    Elsewhere,
    /// It is in order.
    InOrder,
    /// Something is amiss.
    Amiss(Box<Finding>),
}

impl From<Option<Finding>> for Judgement {
    fn from(finding: Option<Finding>) -> Self {
        finding.map_or(Self::InOrder, |finding| Self::Amiss(Box::new(finding)))
    }
}

/// Judges each statement on data. Statements add up: one about a flow for which another statement is in order gives no
/// finding.
pub fn judged(sharing: &DataSharing, judge: impl Fn(&Statement<DataFlow>, &DataFlow) -> Judgement) -> Vec<Finding> {
    let all: Vec<(&DataFlow, Judgement)> = sharing.data.given().map(|(statement, flow)| (flow, judge(statement, flow))).collect();
    let good: Vec<&DataFlow> = all.iter().filter(|(_, judged)| matches!(judged, Judgement::InOrder)).map(|(flow, _)| *flow).collect();
    let amiss = all.into_iter().filter(|(flow, _)| !good.iter().any(|other| holds_flow(other, flow)));
    amiss.filter_map(|(_, judged)| if let Judgement::Amiss(finding) = judged { Some(*finding) } else { None }).collect()
}

/// Whether a flow holds another: the same data, from and to at least the same; without `van` or `aan` it is every party.
fn holds_flow(wide: &DataFlow, narrow: &DataFlow) -> bool {
    let among = |wide: &[WhoRef], narrow: &[WhoRef]| {
        wide.is_empty() || (!narrow.is_empty() && narrow.iter().all(|who| wide.iter().any(|other| other.who == who.who)))
    };
    narrow.categories.iter().all(|c| wide.categories.contains(c)) && among(&wide.from, &narrow.from) && among(&wide.to, &narrow.to)
}

/// The name of a law that is cited, as the library writes it.
pub fn law_name<'m>(model: &'m Model, citation: &Citation) -> Option<&'m str> {
    citation.target.filter(|id| model.law(*id).is_some()).map(|id| model.name(id))
}

/// An unknown name may be a law; the finding on the name has been made.
pub fn is_law(model: &Model, citation: &Citation) -> bool {
    citation.target.is_none_or(|id| model.law(id).is_some())
}

/// Whether nothing can be said of a citation here: its name is unknown, or its law has lapsed or is not yet in force.
/// Other rules tell.
pub fn is_judged_elsewhere(model: &Model, citation: &Citation) -> bool {
    let Some(id) = citation.target else { return true };
    model.law(id).is_some_and(|law| !model.in_force(id) || (law.bwb.is_none() && law.celex.is_none()))
}

/// Whether an article is one of these.
pub fn is_one_of(article: Option<&str>, known: &[&str]) -> bool {
    let same = |article: &str, known: &str| match known.strip_suffix('*') {
        Some(start) => article.starts_with(start),
        None => article.strip_prefix(known).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphabetic())),
    };
    article.is_some_and(|article| known.iter().any(|one| same(article, one)))
}

/// Whether a citation names a law, and one that can be a ground to process personal data.
pub fn can_be_ground(model: &Model, citation: &Citation) -> bool {
    if is_judged_elsewhere(model, citation) {
        return true;
    }
    let Some(law) = law_name(model, citation) else { return false };
    match SELDOM_A_GROUND.iter().find(|(name, _)| *name == law) {
        None => true,
        Some((_, [])) => false,
        // A law as a whole: that no article is named is another matter.
        Some((name, starts)) => is_one_of(citation.article(), starts) || (citation.article().is_none() && *name != "Awb"),
    }
}

/// Whether a citation says no more than AVG art. 6, or less.
pub fn is_article_six(model: &Model, citation: &Citation) -> bool {
    law_name(model, citation) == Some("AVG") && matches!(citation.article(), None | Some("6"))
}

/// Whether a citation is more than a ground for ordinary data: it may allow sensitive ones.
pub fn goes_beyond_article_six(model: &Model, citation: &Citation) -> bool {
    can_be_ground(model, citation) && !is_article_six(model, citation)
}

/// Whether a citation may lift the ban on processing a category of sensitive data.
pub fn lifts_ban(model: &Model, citation: &Citation, category: DataCategory) -> bool {
    use DataCategory::{Criminal, Health, Judicial, Special};
    if is_judged_elsewhere(model, citation) {
        return true;
    }
    let Some(law) = law_name(model, citation) else { return false };
    let task_only = TASK_ONLY.iter().find(|(name, _)| *name == law);
    match (law, citation.article()) {
        ("AVG", Some("9")) => matches!(category, Special | Health),
        ("AVG", Some("10")) => matches!(category, Criminal | Judicial),
        _ if !goes_beyond_article_six(model, citation) => false,
        (_, article) => task_only.is_none_or(|(_, starts)| !starts.is_empty() && !is_one_of(article, starts)),
    }
}

/// Whether sensitive data have a ground of their own, so that the question is what it lifts beyond the ban of the AVG.
pub fn are_grounded(model: &Model, grounds: &[&Citation]) -> bool {
    grounds.iter().any(|citation| goes_beyond_article_six(model, citation))
}

/// Data that the law protects more than others.
pub const fn is_sensitive(category: DataCategory) -> bool {
    !matches!(category, DataCategory::Ordinary | DataCategory::CitizenNumber)
}

/// A part of a citation: `lid 2`, `onder a`.
pub fn has_part(citation: &Citation, kind: PartKind, number: &str) -> bool {
    citation.part(kind).is_some_and(|n| n.eq_ignore_ascii_case(number))
}

/// Who gives data by a statement, one by one, and whether it says so; else all who take part give them.
pub fn senders(model: &Model, sharing: &DataSharing, data: &DataFlow) -> (Vec<Who>, bool) {
    named_or_all(model, sharing, &data.from)
}

/// Who receives data by a statement, one by one, and whether it says so; else all who take part receive them.
pub fn recipients(model: &Model, sharing: &DataSharing, data: &DataFlow) -> (Vec<Who>, bool) {
    named_or_all(model, sharing, &data.to)
}

fn named_or_all(model: &Model, sharing: &DataSharing, named: &[WhoRef]) -> (Vec<Who>, bool) {
    if named.is_empty() { (model.circle_of(sharing), false) } else { (model.participants(named.iter()), true) }
}

/// One level lower where it is only inferred that the WGS holds.
pub const fn by_certainty(certainty: Certainty, severity: Severity) -> Severity {
    match certainty {
        Certainty::Stated => severity,
        Certainty::Inferred => severity.downgraded(),
    }
}

/// Adds a ground after the grounds of a statement, or begins them.
pub fn add_ground(ctx: &Context<'_>, statement: &Statement<DataFlow>, ground: &str) -> Edit {
    let (end, before) = match statement.basis.last() {
        Some(last) => (last.place.span.end, ", "),
        None => (statement.place.span.start + ctx.words(statement.place).trim_end().len() as u32, " krachtens "),
    };
    Edit { place: Place { file: statement.place.file, span: Span { start: end, end } }, text: format!("{before}{ground}") }
}

/// Writes a list anew: without some of its items, with others at its end. `None` where nothing would be left, or where
/// something stands between its items.
pub fn rewrite(ctx: &Context<'_>, items: &[&WhoRef], drop: impl Fn(Who) -> bool, add: &[String]) -> Option<Edit> {
    let (first, last) = (items.first()?.place, items.last()?.place);
    let place = Place { file: first.file, span: Span { start: first.span.start, end: last.span.end } };
    let one_list = items.windows(2).all(|pair| {
        let between = Place { file: pair[0].place.file, span: Span { start: pair[0].place.span.end, end: pair[1].place.span.start } };
        pair[0].place.span.end <= pair[1].place.span.start && ctx.words(between).trim() == ","
    });
    let kept = items.iter().filter(|item| !drop(item.who)).map(|item| ctx.words(item.place).to_owned());
    let written: Vec<String> = kept.chain(add.iter().cloned()).collect();
    (one_list && !written.is_empty()).then(|| Edit { place, text: written.join(", ") })
}

/// What to add to the reason where it is only inferred that the WGS holds.
pub fn inferred(certainty: Certainty) -> Message {
    match certainty {
        Certainty::Stated => Message::default(),
        Certainty::Inferred => message!(
            " Dat de WGS hier geldt, is afgeleid uit de plaats van een Zorg- en Veiligheidshuis aan tafel.",
            " That the WGS holds here is inferred from the place of a care and safety house (ZVH) at the table."
        ),
    }
}
