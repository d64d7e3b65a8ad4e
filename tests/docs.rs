//! Documentation that cannot lie: every example in it is read, every name it lists exists.

use std::fs;
use std::path::Path;

use sluitend::syntax::parse;
use sluitend::syntax::vocabulary::{BlockKind, Key};

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The `sluitend` blocks of a page with their first line.
fn examples(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim() == "```sluitend" {
            let block: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
            found.push((at + 2, block.join("\n") + "\n"));
        }
    }
    found
}

#[test]
fn every_example_of_the_reference_is_read() {
    for name in ["docs/taal.md", "docs/language.md", "docs/modellen.md", "README.md"] {
        for (line, example) in examples(&page(name)) {
            let errors = parse(&example).1;
            assert!(errors.is_empty(), "{name}:{line}: {errors:?}\n{example}");
        }
    }
}

#[test]
fn both_references_show_the_same_examples() {
    let of = |name: &str| examples(&page(name)).into_iter().map(|(_, block)| block).collect::<Vec<_>>();
    assert_eq!(of("docs/taal.md"), of("docs/language.md"));
}

/// Every kind of block and every property stands in both references, and is used in an example.
#[test]
fn the_reference_leaves_nothing_out() {
    for name in ["docs/taal.md", "docs/language.md"] {
        let text = page(name);
        for word in BlockKind::ALL.iter().map(|k| k.word()).chain(Key::ALL.iter().map(|k| k.word())) {
            assert!(text.contains(&format!("`{word}`")), "{name} says nothing of `{word}`");
        }
        let used: String = examples(&text).into_iter().map(|(_, block)| block).collect();
        for kind in BlockKind::ALL {
            assert!(used.contains(&format!("{kind} ")), "{name} has no example of `{kind}`");
        }
    }
}

#[test]
fn the_changelog_and_the_architecture_are_there() {
    assert!(page("CHANGELOG.md").contains("## Unreleased"));
    let architecture = page("docs/architecture.md");
    for room in ["text", "syntax", "model", "competence", "checklist", "rules", "render", "project", "cli"] {
        assert!(architecture.contains(&format!("src/{room}")), "docs/architecture.md says nothing of src/{room}");
    }
}
