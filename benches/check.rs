//! How fast texts are parsed and checked: the real region, and a generated one of 100,000 lines.
//!
//! `cargo bench` prints the figures. `cargo bench --bench check -- generate LINES FILE` writes a generated region, to
//! measure the whole process with `/usr/bin/time -v`. Compare figures as ratios within one run.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark stops at what goes wrong")]

mod generator;

use divan::counter::{BytesCount, ItemsCount};
use jiff::civil::{Date, date};
use sluitend::analysis;
use sluitend::syntax;
use sluitend::text::SourceFile;

const ON: Date = date(2026, 1, 1);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, verb, lines, file, ..] = arguments.as_slice()
        && verb == "generate"
    {
        std::fs::write(file, generator::region(lines.parse().unwrap())).unwrap();
        println!("{file}: {lines} lines");
        return;
    }
    divan::main();
}

/// The texts of the real region.
fn real() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/specs/noord-oost-gelderland");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let regio = paths.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "regio"));
    regio.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}

fn files(texts: &[(String, String)]) -> Vec<SourceFile> {
    texts.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str())).collect()
}

#[divan::bench(args = [10_000, 50_000, 100_000])]
fn parse_generated(bencher: divan::Bencher<'_, '_>, lines: usize) {
    let text = generator::region(lines);
    bencher.counter(BytesCount::new(text.len())).bench_local(|| syntax::parse(&text));
}

#[divan::bench(args = [10_000, 50_000, 100_000])]
fn check_generated(bencher: divan::Bencher<'_, '_>, lines: usize) {
    let texts = [("generated.regio".to_owned(), generator::region(lines))];
    bencher.counter(ItemsCount::new(lines)).with_inputs(|| files(&texts)).bench_local_values(|files| analysis::analyse(files, ON));
}

#[divan::bench]
fn check_real_region(bencher: divan::Bencher<'_, '_>) {
    let texts = real();
    let lines: usize = texts.iter().map(|(_, text)| text.lines().count()).sum();
    bencher.counter(ItemsCount::new(lines)).with_inputs(|| files(&texts)).bench_local_values(|files| analysis::analyse(files, ON));
}

/// What every run pays: the national library.
#[divan::bench]
fn check_nothing() -> analysis::Analysis {
    analysis::analyse([], ON)
}
