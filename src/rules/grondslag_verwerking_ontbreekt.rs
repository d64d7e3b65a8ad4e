//! `grondslag-verwerking-ontbreekt`: data are shared without a legal ground, or on one that does not suffice for them.

use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::{Citation, EntityId};
use crate::syntax::vocabulary::{DataCategory, Key};
use crate::text::{Place, Span};

pub const RULE: Rule = Rule {
    name: "grondslag-verwerking-ontbreekt",
    group: Group::Data,
    severity: Severity::Error,
    since: "0.1.0",
    summary: (
        "voor het delen van gegevens is geen grondslag genoemd, of een grondslag die voor deze gegevens niet genoeg is",
        "no legal ground is named for sharing data, or one that does not suffice for these data",
    ),
    sources: &[
        Source::Law("AVG", "art. 6 lid 1"),
        Source::Law("AVG", "art. 9 lid 1"),
        Source::Law("AVG", "art. 10"),
        Source::Law("Wpg", "art. 20 lid 1"),
    ],
    check,
};

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let avg = ctx.model.find_in_library("AVG");
    for sharing in ctx.model.data_sharings.iter().filter(|s| ctx.model.is_regional(s.id) && ctx.model.in_force(s.id)) {
        if sharing.data.is_unstated() {
            findings.push(unstated(ctx, sharing));
        }
        for (statement, data) in sharing.data.given().filter(|(_, data)| !data.categories.is_empty()) {
            // `krachtens` of the block holds for all its data.
            let grounds: Vec<&Citation> = statement.basis.iter().chain(&ctx.model.entity(sharing.id).basis).collect();
            let special: Vec<DataCategory> = data.categories.iter().copied().filter(|c| !is_ordinary(*c)).collect();
            if grounds.is_empty() {
                findings.push(without(ctx, sharing, statement, data));
            } else if !grounds.iter().any(|citation| is_law(ctx, citation)) {
                findings.push(on_agreement(ctx, sharing, statement, &grounds));
            } else if !special.is_empty() && grounds.iter().all(|citation| is_general_ground(ctx, avg, citation)) {
                findings.push(too_general(ctx, sharing, statement, &special));
            }
        }
    }
}

/// Data for which a ground of AVG art. 6 can be enough.
fn is_ordinary(category: DataCategory) -> bool {
    matches!(category, DataCategory::Ordinary | DataCategory::CitizenNumber)
}

/// An unknown name may be a law; the finding on the name has been made.
fn is_law(ctx: &Context<'_>, citation: &Citation) -> bool {
    citation.target.is_none_or(|id| ctx.model.law(id).is_some())
}

/// Whether a citation says no more than AVG art. 6, or is no law at all.
fn is_general_ground(ctx: &Context<'_>, avg: Option<EntityId>, citation: &Citation) -> bool {
    !is_law(ctx, citation) || (citation.target.is_some() && citation.target == avg && matches!(citation.article(), None | Some("6")))
}

fn words(data: &[DataCategory]) -> List<&'static str> {
    List(data.iter().map(|category| category.word()).collect())
}

fn without(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, data: &DataFlow) -> Finding {
    let (name, what) = (ctx.name(sharing.id), words(&data.categories));
    let mut finding = RULE
        .finding(statement.key, message!("`{name}` noemt geen grondslag voor het delen van gegevens ({what})", "`{name}` names no legal ground for sharing data ({what})"; name = name, what = what))
        .label(message!("zonder grondslag", "without a legal ground"))
        .why(message!(
            "Persoonsgegevens verwerken mag alleen op een van de grondslagen van de AVG. Een doel is nog geen grondslag.",
            "Personal data may only be processed on one of the legal grounds of the AVG (GDPR). A purpose is not yet a ground."
        ))
        .remedy(message!(
            "Noem de grondslag achter de gegevens: `gegevens … krachtens …`.",
            "Name the legal ground after the data: `gegevens … krachtens …`."
        ));
    if data.categories.iter().all(|category| is_ordinary(*category)) && statement.source.is_empty() {
        finding.fixes.extend([
            ground(
                ctx,
                statement,
                "c",
                message!("wettelijke verplichting (AVG art. 6 lid 1 onder c)", "legal obligation (AVG art. 6 lid 1 onder c)"),
            ),
            ground(
                ctx,
                statement,
                "e",
                message!("taak van algemeen belang (AVG art. 6 lid 1 onder e)", "task in the public interest (AVG art. 6 lid 1 onder e)"),
            ),
        ]);
    }
    finding
}

fn ground(ctx: &Context<'_>, statement: &Statement<DataFlow>, item: &str, title: Message) -> Fix {
    let end = statement.place.span.start + ctx.words(statement.place).trim_end().len() as u32;
    let place = Place { file: statement.place.file, span: Span { start: end, end } };
    Fix { title, edits: vec![Edit { place, text: format!(" krachtens AVG art. 6 lid 1 onder {item}") }], safe: false }
}

/// An agreement or document cannot make the ground that a law must give; it may point to one, so a person must judge.
fn on_agreement(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, grounds: &[&Citation]) -> Finding {
    let name = ctx.name(sharing.id);
    let cited = List(grounds.iter().map(|citation| format!("`{}`", ctx.words(citation.place))).collect());
    RULE.finding_at(Severity::Warning, statement.key, message!("`{name}` noemt als grondslag alleen {cited}, en dat is geen wet", "`{name}` names only {cited} as its legal ground, and that is no law"; name = name, cited = cited))
        .label(message!("afspraak als grondslag", "an agreement as legal ground"))
        .why(message!(
            "Wat partijen onderling afspreken, is op zichzelf geen grondslag van de AVG om gegevens van een ander te verwerken. De tekst waarnaar wordt verwezen kan wel zeggen op welk artikel zij berust.",
            "What parties agree among themselves is not by itself a legal ground of the AVG (GDPR) to process somebody else's data. The text that is cited may say on which article it rests."
        ))
        .remedy(message!(
            "Noem het artikel van de AVG of van de bijzondere wet waarop die afspraak berust.",
            "Name the article of the AVG or of the special law on which that agreement rests."
        ))
}

fn too_general(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, special: &[DataCategory]) -> Finding {
    let (name, what) = (ctx.name(sharing.id), words(special));
    RULE.finding(statement.key, message!("`{name}` noemt voor gevoelige gegevens ({what}) niet meer dan AVG art. 6", "`{name}` names no more than AVG art. 6 for sensitive data ({what})"; name = name, what = what))
        .label(message!("art. 6 is hier niet genoeg", "art. 6 is not enough here"))
        .why(message!(
            "Voor deze gegevens is een grondslag van art. 6 niet genoeg: gezondheids- en andere bijzondere gegevens vragen een uitzondering volgens AVG art. 9, strafrechtelijke gegevens een regeling volgens AVG art. 10; voor politiegegevens geldt de Wpg en voor justitiële gegevens de Wjsg.",
            "For these data a ground of art. 6 does not suffice: health and other special data need an exception under AVG art. 9, criminal data a rule under AVG art. 10; police data fall under the Wpg and judicial data under the Wjsg."
        ))
        .remedy(message!(
            "Noem ook het artikel dat het delen van deze gegevens toestaat, of laat ze buiten de afspraak.",
            "Name the article too that allows these data to be shared, or leave them out of the arrangement."
        ))
}

fn unstated(ctx: &Context<'_>, sharing: &DataSharing) -> Finding {
    let name = ctx.name(sharing.id);
    let mut finding = RULE
        .finding_at(Severity::Warning, ctx.at(sharing.id), message!("`{name}` zegt niet welke gegevens worden gedeeld en op welke grondslag", "`{name}` does not say which data are shared and on which legal ground"; name = name))
        .label(message!("geen gegevens genoemd", "no data named"))
        .why(message!(
            "Een afspraak over het delen van gegevens beschermt alleen als zij zegt om welke gegevens het gaat. De grondslag verschilt per soort.",
            "An arrangement to share data only protects when it says which data. The legal ground differs by category."
        ))
        .remedy(message!(
            "Noem per soort wat wordt gedeeld en waarop dat berust: `gegevens … krachtens …`.",
            "Name by category what is shared and on what it rests: `gegevens … krachtens …`."
        ));
    let property = format!("{} nog te regelen", Key::Data.word());
    finding.fixes.extend(ctx.add_property(sharing.id, message!("noteer de gegevens als open punt", "note the data as an open point"), &property));
    finding
}
