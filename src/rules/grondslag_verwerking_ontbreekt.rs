//! `grondslag-verwerking-ontbreekt`: data are shared without a legal ground, or on one that does not suffice for them.

use super::grounds::{self, Judgement};
use super::rule::{Context, Findings, Group, Rule};
use super::source::Source;
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::fact::Statement;
use crate::model::parts::{DataFlow, DataSharing};
use crate::model::refs::Citation;
use crate::syntax::vocabulary::{DataCategory, Key};

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
    for sharing in ctx.model.arrangements() {
        if sharing.data.is_unstated() {
            findings.push(unstated(ctx, sharing));
        }
        findings.extend(grounds::judged(sharing, |statement, data| {
            if data.categories.is_empty() { Judgement::Elsewhere } else { at_statement(ctx, sharing, statement, data).into() }
        }));
    }
}

fn at_statement(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, data: &DataFlow) -> Option<Finding> {
    // `krachtens` of the block holds for all its data.
    let grounds = grounds::grounds_of(ctx.model, sharing, statement);
    let special: Vec<DataCategory> = data.categories.iter().copied().filter(|c| grounds::is_sensitive(*c)).collect();
    if grounds.is_empty() {
        return Some(without(ctx, sharing, statement, data));
    }
    if !grounds.iter().any(|citation| grounds::is_law(ctx.model, citation)) {
        return Some(on_agreement(ctx, sharing, statement, &grounds));
    }
    if !grounds.iter().any(|citation| grounds::can_be_ground(ctx.model, citation)) {
        let mut finding = no_ground(ctx, sharing, statement, &grounds);
        if special.is_empty() {
            finding.fixes.extend(usual_grounds(ctx, statement));
        }
        return Some(finding);
    }
    if !special.is_empty() && !grounds::are_grounded(ctx.model, &grounds) {
        return Some(too_general(ctx, sharing, statement, &special));
    }
    if special.is_empty() {
        let says_which = |citation: &&Citation| {
            grounds::can_be_ground(ctx.model, citation) && !(grounds::is_article_six(ctx.model, citation) && citation.article().is_none())
        };
        return (!grounds.iter().any(says_which)).then(|| which(ctx, sharing, statement));
    }
    // What police data need beyond a ground is the business of `politiegegevens-zonder-beslissing`.
    let lifted = |category: DataCategory| grounds.iter().any(|citation| grounds::lifts_ban(ctx.model, citation, category));
    let banned: Vec<DataCategory> = special.into_iter().filter(|c| *c != DataCategory::Police && !lifted(*c)).collect();
    (!banned.is_empty()).then(|| task_only(ctx, sharing, statement, &banned))
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
    if !data.categories.iter().any(|category| grounds::is_sensitive(*category)) {
        finding.fixes.extend(usual_grounds(ctx, statement));
    }
    finding
}

/// The two grounds of art. 6 that a public body usually has, in the place of the AVG as a whole or after the others.
fn usual_grounds(ctx: &Context<'_>, statement: &Statement<DataFlow>) -> [Fix; 2] {
    let fix = |item: &str, title: Message| {
        let ground = format!("AVG art. 6 lid 1 onder {item}");
        let whole = statement.basis.iter().find(|citation| grounds::is_article_six(ctx.model, citation) && citation.article().is_none());
        let edit = match whole {
            Some(citation) => Edit { place: citation.place, text: ground },
            None => grounds::add_ground(ctx, statement, &ground),
        };
        Fix { title, edits: vec![edit], safe: false }
    };
    [
        fix("c", message!("wettelijke verplichting (AVG art. 6 lid 1 onder c)", "legal obligation (AVG art. 6 lid 1 onder c)")),
        fix("e", message!("taak van algemeen belang (AVG art. 6 lid 1 onder e)", "task in the public interest (AVG art. 6 lid 1 onder e)")),
    ]
}

fn cited(ctx: &Context<'_>, grounds: &[&Citation]) -> List<String> {
    List(grounds.iter().map(|citation| format!("`{}`", ctx.words(citation.place))).collect())
}

/// A law that is on something else than data, or than a task for which one needs them.
fn no_ground(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, grounds: &[&Citation]) -> Finding {
    let (name, cited) = (ctx.name(sharing.id), cited(ctx, grounds));
    RULE.finding(statement.key, message!("`{name}` noemt als grondslag alleen {cited}, en dat is geen grondslag om gegevens te delen", "`{name}` names only {cited} as its legal ground, and that is no ground to share data"; name = name, cited = cited))
        .label(message!("gaat over iets anders", "is on something else"))
        .why(message!(
            "Een grondslag is een van de gronden van AVG art. 6, of een wet die een taak of plicht geeft waarvoor de gegevens nodig zijn. Deze bepaling gaat over iets anders, zoals de inrichting van het bestuur, het geld of de plichten van wie al gegevens verwerkt.",
            "A legal ground is one of those of AVG (GDPR) art. 6, or a law that gives a task or duty for which the data are needed. This provision is on something else, such as how government is organised, money, or the duties of whoever already processes data."
        ))
        .remedy(message!(
            "Noem het artikel van de AVG, of van de wet die de taak geeft, waarop het delen berust.",
            "Name the article of the AVG, or of the law that gives the task, on which the sharing rests."
        ))
}

/// The AVG as a whole is the law that asks for a ground.
fn which(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>) -> Finding {
    let name = ctx.name(sharing.id);
    let mut finding = RULE.finding_at(Severity::Warning, statement.key, message!("`{name}` noemt de AVG, maar niet op welke grondslag daaruit het delen berust", "`{name}` names the AVG, but not on which of its legal grounds the sharing rests"; name = name))
        .label(message!("welke grondslag?", "which legal ground?"))
        .why(message!(
            "De AVG kent zes grondslagen, met elk een eigen voorwaarde. Zolang niet vaststaat welke het is, kan niemand nagaan of eraan is voldaan.",
            "The AVG (GDPR) has six legal grounds, each with a condition of its own. As long as it is not settled which one it is, nobody can tell whether it is met."
        ))
        .remedy(message!("Noem het artikel, het lid en het onderdeel: `krachtens AVG art. 6 lid 1 onder …`.", "Name the article, paragraph and item: `krachtens AVG art. 6 lid 1 onder …`."));
    finding.fixes.extend(usual_grounds(ctx, statement));
    finding
}

/// A law that gives a task is a ground for ordinary data; sensitive data need a provision that lifts the ban on them.
fn task_only(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, banned: &[DataCategory]) -> Finding {
    let (name, what) = (ctx.name(sharing.id), words(banned));
    RULE.finding_at(Severity::Warning, statement.key, message!("niet gebleken dat een grondslag van `{name}` gevoelige gegevens ({what}) toestaat", "it does not appear that a legal ground of `{name}` allows sensitive data ({what})"; name = name, what = what))
        .label(message!("geeft een taak, heft verbod niet op", "gives a task, lifts no ban"))
        .why(message!(
            "Bijzondere en strafrechtelijke gegevens mogen niet worden verwerkt, tenzij een bepaling juist dat toestaat. Een wet die alleen een taak geeft, of een uitzondering voor andere gegevens, is daarvoor niet genoeg.",
            "Special and criminal data may not be processed, unless a provision allows just that. A law that only gives a task, or an exception for other data, is not enough."
        ))
        .remedy(message!(
            "Noem ook het artikel dat het delen van deze gegevens toestaat, of laat ze buiten de afspraak.",
            "Name the article too that allows these data to be shared, or leave them out of the arrangement."
        ))
}

/// An agreement or document cannot make the ground that a law must give; it may point to one, so a person must judge.
fn on_agreement(ctx: &Context<'_>, sharing: &DataSharing, statement: &Statement<DataFlow>, grounds: &[&Citation]) -> Finding {
    let (name, cited) = (ctx.name(sharing.id), cited(ctx, grounds));
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
