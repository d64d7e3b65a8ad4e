//! The house: which room may import which, and who may touch what.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in order: each may import those before it, and nothing after it.
const ROOMS: [&str; 15] = [
    "text",
    "lang",
    "finding",
    "syntax",
    "model",
    "competence",
    "checklist",
    "rules",
    "accept",
    "analysis",
    "views",
    "template",
    "render",
    "project",
    "cli",
];

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() { files_below(&path, found) } else { found.push(path) }
    }
}

/// Every source file with its room and its text.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    paths.sort();
    let room = |path: &Path| {
        path.strip_prefix(&root).ok().and_then(|p| p.iter().next()).map(|first| first.to_string_lossy().replace(".rs", "")).unwrap_or_default()
    };
    paths.into_iter().map(|path| (room(&path), path.clone(), fs::read_to_string(path).expect("a source file can be read"))).collect()
}

/// Lines of code: comments don't import anything.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    for (room, path, text) in sources() {
        let Some(own) = ROOMS.iter().position(|r| *r == room) else {
            assert!(matches!(room.as_str(), "lib" | "main"), "{} is in no known room", path.display());
            continue;
        };
        for line in code(&text) {
            for (_, rest) in line.match_indices("crate::").map(|(at, found)| (at, &line[at + found.len()..])) {
                let other: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let allowed = ROOMS.iter().position(|r| *r == other).is_none_or(|at| at <= own);
                assert!(allowed, "{}: `{room}` may not import `{other}`: {line}", path.display());
            }
        }
    }
}

#[test]
fn libraries_stay_in_their_room() {
    let keepers = [
        ("pest", "src/syntax/parser"),
        ("miette", "src/render/terminal.rs"),
        ("clap", "src/cli/"),
        ("serde", "src/render/|src/views/|src/cli/"),
        ("quick_junit", "src/render/junit.rs"),
        ("ignore", "src/project/"),
        ("tempfile", "src/project/"),
    ];
    for (_, path, text) in sources() {
        let shown = path.display().to_string();
        for (library, home) in keepers {
            let uses = code(&text).any(|line| line.contains(&format!("use {library}::")) || line.contains(&format!(" {library}::")));
            assert!(!uses || home.split('|').any(|home| shown.contains(home)), "{shown} uses {library}, whose home is {home}");
        }
    }
}

/// The core is pure: files, environment, clock and terminal belong to the rim.
#[test]
fn the_core_touches_nothing() {
    for (room, path, text) in sources().into_iter().filter(|(room, ..)| !matches!(room.as_str(), "project" | "cli" | "main" | "lib")) {
        for touch in ["std::fs", "std::env", "std::io::", "std::time", "std::process", "std::net", "Zoned::now", "println!", "eprintln!"] {
            assert!(!code(&text).any(|line| line.contains(touch)), "{} ({room}) touches {touch}", path.display());
        }
    }
}

/// Nothing outside syntax, model and the Dutch messages knows a keyword of the language by its text: rules use the enums.
#[test]
fn rules_know_no_names() {
    for (room, path, text) in sources().into_iter().filter(|(room, ..)| matches!(room.as_str(), "rules" | "checklist" | "competence")) {
        for name in ["Stamtafel", "DVO\"", "\"GGNet", "\"Aalten", "Veilig-Thuis\""] {
            let told = code(&text).filter(|line| !line.contains("remedy") && !line.contains("Schrijf") && !line.contains("Write"));
            assert!(!told.into_iter().any(|line| line.contains(name)), "{} ({room}) knows the name {name}", path.display());
        }
    }
}
