//! Statutory acts for acute situations, with a path of their own that no regional step may hold up.

use super::rule::Context;
use super::source::law_link;
use crate::finding::SourceLink;
use crate::model::refs::{Citation, EntityId};

/// A law with the articles on its acute acts, and whether the whole law is about situations that may call for them.
struct Path {
    law: &'static str,
    articles: &'static [&'static str],
    whole: bool,
}

/// Crisismaatregel, inbewaringstelling, order to admit, huisverbod; orders, emergency orders and ordinances of the
/// mayor. Other powers leave time for a regional step, and disasters have their own ladder (GRIP).
const PATHS: &[Path] = &[
    Path { law: "Wvggz", articles: &["7:1", "7:2", "7:3", "7:4", "7:7", "7:8"], whole: true },
    Path { law: "Wzd", articles: &["29", "33", "34", "37"], whole: true },
    Path { law: "Wth", articles: &["2", "3"], whole: true },
    Path { law: "Gemeentewet", articles: &["172", "174b", "175", "176", "176a"], whole: false },
];

/// How closely a text ties something to an acute act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It is about a law that knows such an act.
    Law,
    /// It cites the article of the act itself.
    Act,
}

/// A law with an acute act, and how it comes into play.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acute {
    /// The law.
    pub law: EntityId,
    /// How closely.
    pub tie: Tie,
}

/// The acute acts that a citation is about: of a law, or of a power that rests on one.
pub fn cited(ctx: &Context<'_>, citation: &Citation) -> Vec<Acute> {
    let Some(target) = citation.target else { return Vec::new() };
    if ctx.model.power(target).is_some() {
        return of_power(ctx, target);
    }
    PATHS.iter().filter_map(|path| in_path(ctx, path, citation)).collect()
}

/// The acute acts that a power is about, by the articles that it, or the statutory power behind it, rests on.
pub fn of_power(ctx: &Context<'_>, power: EntityId) -> Vec<Acute> {
    let statutory = ctx.competence.statutory(power).unwrap_or(power);
    let mut found: Vec<Acute> = [power, statutory]
        .into_iter()
        .flat_map(|id| &ctx.model.entity(id).basis)
        .flat_map(|citation| PATHS.iter().filter_map(|path| in_path(ctx, path, citation)))
        .filter(|acute| acute.tie == Tie::Act)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn in_path(ctx: &Context<'_>, path: &Path, citation: &Citation) -> Option<Acute> {
    let law = ctx.model.find_in_library(path.law).filter(|law| citation.target == Some(*law))?;
    match citation.article() {
        Some(article) if path.articles.contains(&article) => Some(Acute { law, tie: Tie::Act }),
        _ => path.whole.then_some(Acute { law, tie: Tie::Law }),
    }
}

/// The laws on acute situations that words such as a title name, by any of their names.
pub fn named_in(ctx: &Context<'_>, words: &str) -> Vec<Acute> {
    let lower = words.to_lowercase();
    let whole_word = |name: &str| {
        let name = name.to_lowercase().replace('-', " ");
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        lower.match_indices(&name).any(|(at, found)| {
            outside(lower.get(..at).and_then(|s| s.chars().next_back())) && outside(lower.get(at + found.len()..).and_then(|s| s.chars().next()))
        })
    };
    let named = |path: &&Path| {
        let entity = ctx.model.find_in_library(path.law).map(|id| ctx.model.entity(id))?;
        let mut names = std::iter::once(&entity.name).chain(&entity.title).chain(&entity.also_called);
        names.any(|name| whole_word(name)).then_some(ctx.model.find_in_library(path.law)?)
    };
    PATHS.iter().filter(|path| path.whole).filter_map(|path| named(&path)).map(|law| Acute { law, tie: Tie::Law }).collect()
}

/// The citation of the first article on an acute act of a law, as one writes it.
pub fn write(ctx: &Context<'_>, law: EntityId) -> Option<String> {
    let path = PATHS.iter().find(|path| ctx.model.find_in_library(path.law) == Some(law))?;
    Some(format!("{} art. {}", path.law, path.articles.first()?))
}

/// The first article on an acute act of a law, with its link.
pub fn source(ctx: &Context<'_>, law: EntityId) -> Option<SourceLink> {
    let path = PATHS.iter().find(|path| ctx.model.find_in_library(path.law) == Some(law))?;
    let place = format!("art. {}", path.articles.first()?);
    Some(SourceLink { citation: format!("{} {place}", path.law), link: law_link(ctx.model.law(law)?, &place) })
}

/// Whether citations after `onverminderd` keep the acute acts of a law open: the law as a whole, an article on such an
/// act, or a range of articles.
pub fn keeps_open<'c>(ctx: &Context<'_>, citations: impl IntoIterator<Item = &'c Citation>, law: EntityId) -> bool {
    citations.into_iter().any(|citation| {
        let whole = citation.article().is_none_or(|article| article.contains(['-', '–']));
        citation.target == Some(law) && whole || cited(ctx, citation).contains(&Acute { law, tie: Tie::Act }) || citation.target.is_none()
    })
}
