//! Edits that change nothing: the order of blocks, the files they stand in, white space, comments, titles.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sluitend::syntax;

use super::{check, closed};
use crate::support::{Files, told};

/// The blocks of a text as they are written, each with the comments before it.
fn blocks(files: &Files) -> Vec<String> {
    let mut found = Vec::new();
    for (_, text) in files {
        let tree = syntax::parse(text).0;
        let mut from = 0;
        for block in &tree.blocks {
            let end = block.span.end as usize;
            found.push(text[from..end].to_owned());
            from = end;
        }
    }
    found
}

fn is_silent(what: &str, files: &Files) {
    let analysis = check(files);
    assert!(analysis.findings.is_empty(), "{what}:\n{}", told(&analysis));
}

#[test]
fn the_order_of_blocks_and_the_files_they_stand_in_do_not_matter() {
    for (folder, files) in closed() {
        let blocks = blocks(&files);
        let mut runner = TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
        let shuffled = (Just(blocks).prop_shuffle(), 1..6_usize);
        runner
            .run(&shuffled, |(blocks, parts)| {
                let size = blocks.len().div_ceil(parts);
                let files: Files = blocks.chunks(size).enumerate().map(|(at, part)| (format!("deel-{at}.regio"), part.join("\n"))).collect();
                is_silent(folder, &files);
                Ok(())
            })
            .expect("the same blocks in any order and file are clean");
    }
}

#[test]
fn white_space_and_comments_do_not_matter() {
    for (folder, files) in closed() {
        let wide: Files =
            files.iter().map(|(name, text)| (name.clone(), text.replace("\n  ", "\n\t    ").replace('\n', "   # opmerking\n"))).collect();
        is_silent(folder, &wide);
        let bare: Files = files
            .iter()
            .map(|(name, text)| (name.clone(), text.lines().filter(|l| !l.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n")))
            .collect();
        is_silent(folder, &bare);
        let windows: Files = files.iter().map(|(name, text)| (name.clone(), text.replace('\n', "\r\n"))).collect();
        is_silent(folder, &windows);
    }
}

/// A title explains; another one, or none, arranges nothing else.
#[test]
fn titles_do_not_matter() {
    for (folder, files) in closed() {
        let mut retitled = files.clone();
        let mut without = files;
        for (changed, replacement) in [(&mut retitled, Some("\"iets anders\"")), (&mut without, None)] {
            for (_, text) in changed.iter_mut() {
                let tree = syntax::parse(text).0;
                // A scenario's title is its name.
                for block in tree.blocks.iter().rev().filter(|b| b.name.is_some()) {
                    if let Some(title) = block.title {
                        text.replace_range((title.span.start as usize - 1)..=(title.span.end as usize), replacement.unwrap_or_default());
                    }
                }
            }
            is_silent(folder, changed);
        }
    }
}

/// Another topic, party or power that nothing uses, and an empty file, give no finding.
#[test]
fn an_empty_file_or_a_note_beside_the_text_does_not_matter() {
    for (folder, files) in closed() {
        let mut more = files;
        more.push(("leeg.regio".to_owned(), String::new()));
        more.push(("aantekening.regio".to_owned(), "# alleen een opmerking\n".to_owned()));
        is_silent(folder, &more);
    }
}
