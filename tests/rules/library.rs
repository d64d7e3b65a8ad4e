//! The national library agrees with itself: what it cites it lists, and what it lists lies within what it counted.

use sluitend::analysis;
use sluitend::model::Model;
use sluitend::model::parts::Law;
use sluitend::model::refs::{Citation, say_place};
use sluitend::syntax::tree::PartKind;

use crate::support::TODAY;

fn library() -> Model {
    analysis::read([], TODAY).model
}

/// Every citation of a law that stands at a block or a seat of the library.
fn citations(model: &Model) -> Vec<&Citation> {
    let blocks = model.entities.iter().flat_map(|e| e.basis.iter().chain(&e.sources));
    let limits = model.powers.iter().flat_map(|p| {
        let mandatable = p.mandatable.statements().iter().flat_map(|s| &s.basis);
        let transferable = p.transferable.statements().iter().flat_map(|s| &s.basis);
        mandatable.chain(transferable).chain(p.sub_mandate.statements().iter().flat_map(|s| &s.basis))
    });
    blocks.chain(limits).collect()
}

#[test]
fn every_place_that_the_library_cites_is_listed() {
    let model = library();
    let cited = citations(&model);
    assert!(cited.len() > 100, "the library cites {} places", cited.len());
    for citation in cited {
        let Some(law) = citation.target.and_then(|id| model.law(id)) else { continue };
        let place = say_place(&citation.parts);
        let known = place.is_empty() || law.articles.iter().any(|a| a.parts == citation.parts);
        assert!(known, "the library has no {} {place}", model.name(law.id));
    }
}

#[test]
fn what_is_listed_lies_within_what_was_counted() {
    let model = library();
    for law in &model.laws {
        for article in &law.articles {
            let said = format!("{} {}", model.name(law.id), say_place(&article.parts));
            for at in 1..article.parts.len() {
                let (place, part) = (&article.parts[..at], &article.parts[at]);
                let Some(count) = law.count(place, part.kind, TODAY).filter(|_| article.valid.holds(TODAY)) else { continue };
                let number = match part.kind {
                    PartKind::Item => u32::from(part.number.as_bytes()[0] - b'a') + 1,
                    _ => part.number.parse().expect("a number"),
                };
                assert!(number <= count, "{said}: counted {count}");
            }
        }
    }
}

/// An article that the library lists must not be one that its numbers leave out.
#[test]
fn the_numbers_of_a_law_hold_its_articles() {
    let model = library();
    for law in &model.laws {
        let bare = Law { articles: Vec::new(), ..law.clone() };
        for article in law.articles.iter().filter_map(|a| a.parts.first()).filter(|p| p.kind == PartKind::Article) {
            assert_eq!(bare.instead_of(&article.number), None, "{} art. {}", model.name(law.id), article.number);
        }
    }
}
