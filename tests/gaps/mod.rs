//! Gap tests: from a text that closes, take out any one statement, and the checker must name the loss. And the contrary:
//! a harmless edit gives no finding.
//!
//! `table` (a snapshot) tells for each kind of statement how many losses were noticed. Whatever goes unnoticed stands in
//! `reasons.txt` with the reason why that is right (the text that remains is lawful and says what it means), or with
//! `missed:` and what the rules should have seen. Recall is noticed / (noticed + missed).

mod cuts;
mod harmless;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use insta::assert_snapshot;
use sluitend::analysis::{Analysis, Texts};
use sluitend::finding::Finding;
use sluitend::lang::Lang;
use sluitend::syntax;
use sluitend::text::Place;
use sluitend::views::scenario;

use crate::support::{Files, TODAY, check_files, sources, spec, told};
use cuts::{Cut, cuts};

/// The texts that close.
const CLOSED: [&str; 5] = [
    "voorbeeld",
    "modellen/model-1-afstemmen",
    "modellen/model-2-richting-geven",
    "modellen/model-3-gemeenschappelijke-regeling",
    "modellen/model-3-centrumregeling",
];

/// Every text that closes.
pub fn closed() -> Vec<(&'static str, Files)> {
    CLOSED.iter().map(|folder| (*folder, spec(folder))).collect()
}

/// Checks files on the date of the tests.
pub fn check(files: &[(String, String)]) -> Analysis {
    check_files(files, TODAY)
}

/// What came of taking one statement out.
struct Loss {
    text: &'static str,
    kind: String,
    statement: String,
    noticed: bool,
}

#[test]
fn texts_that_close_have_no_finding_at_any_level() {
    for (folder, files) in closed() {
        let analysis = check(&files);
        assert!(analysis.findings.is_empty(), "{folder}:\n{}", told(&analysis));
        assert!(analysis.accepted.is_empty(), "{folder} accepts findings");
    }
}

#[test]
fn what_texts_that_close_expect_holds() {
    for (folder, files) in closed() {
        for scenario in scenario::run(&Texts::parse(sources(&files)), TODAY, Lang::Dutch) {
            assert!(scenario.holds(), "{folder}: {scenario:#?}");
        }
    }
}

#[test]
fn the_loss_of_any_statement_is_noticed_or_rightly_not() {
    let losses: Vec<Loss> = closed().iter().flat_map(|(folder, files)| losses(folder, files)).collect();
    let reasons = Reasons::read(include_str!("reasons.txt"));
    let unexplained: Vec<String> =
        losses.iter().filter(|l| !l.noticed && reasons.of(l).is_none()).map(|l| format!("{} = {}", l.kind, l.key())).collect();
    assert!(unexplained.is_empty(), "{} losses go unnoticed without a reason:\n{}", unexplained.len(), unexplained.join("\n"));
    let idle = reasons.idle(&losses);
    assert!(idle.is_empty(), "reasons that explain nothing:\n{}", idle.join("\n"));
    let (noticed, spoken) = recall(&losses, &reasons);
    assert!(noticed * 100 >= spoken * 95, "{noticed} of {spoken} losses that the rules speak about are noticed");
    assert_snapshot!("table", table(&losses, &reasons));
}

/// Takes out every statement of a text, one at a time.
fn losses(folder: &'static str, files: &Files) -> Vec<Loss> {
    let all: Vec<(usize, Cut)> =
        files.iter().enumerate().flat_map(|(at, (_, text))| cuts(text, &syntax::parse(text).0).into_iter().map(move |cut| (at, cut))).collect();
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((at, (file, cut))) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, all.get(at)?))) {
                    let noticed = is_noticed(files, *file, cut);
                    let loss = Loss { text: folder, kind: cut.kind.clone(), statement: cut.statement.clone(), noticed };
                    found.lock().expect("no worker panics").push((at, loss));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no worker panics");
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, loss)| loss).collect()
}

fn is_noticed(files: &Files, at: usize, cut: &Cut) -> bool {
    let mut without = files.clone();
    without[at].1.replace_range(cut.range.clone(), "");
    let analysis = check(&without);
    let syntax: Vec<&Finding> = analysis.findings.iter().filter(|f| f.rule == "syntaxis").collect();
    assert!(syntax.is_empty(), "taking out `{}` leaves no text: {}", cut.statement, told(&analysis));
    analysis.findings.iter().any(|finding| names_the_loss(finding, &analysis, &files[at].0, cut))
}

/// Whether a finding speaks of what was taken out: it points into its block, or names it.
fn names_the_loss(finding: &Finding, analysis: &Analysis, file: &str, cut: &Cut) -> bool {
    let in_block = |place: Place| {
        cut.block.as_ref().is_some_and(|block| {
            let end = block.end - cut.range.len();
            analysis.sources.get(place.file).name() == file && block.start <= place.span.start as usize && place.span.start as usize <= end
        })
    };
    let texts = [&finding.headline, &finding.label, &finding.why, &finding.remedy];
    let said: String = texts.iter().map(|m| m.get(Lang::Dutch)).chain(finding.related.iter().map(|r| r.label.get(Lang::Dutch))).collect();
    in_block(finding.place)
        || finding.related.iter().any(|r| in_block(r.place))
        || cut.names.iter().any(|name| !name.is_empty() && said.contains(name.as_str()))
}

impl Loss {
    /// The statement with the text it stands in, as `reasons.txt` names it.
    fn key(&self) -> String {
        format!("{}: {}", self.text, self.statement)
    }
}

/// Why a loss may go unnoticed.
struct Reasons {
    kinds: BTreeMap<String, String>,
    statements: BTreeMap<String, String>,
}

impl Reasons {
    /// Lines `kind = reason` and `text: statement = reason`; a line that starts with `#` is a comment.
    fn read(text: &str) -> Self {
        let mut reasons = Self { kinds: BTreeMap::new(), statements: BTreeMap::new() };
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let (what, why) = line.split_once(" = ").expect("a reason has the form `what = why`");
            let list = if what.contains(": ") { &mut reasons.statements } else { &mut reasons.kinds };
            assert!(list.insert(what.trim().to_owned(), why.trim().to_owned()).is_none(), "two reasons for {what}");
        }
        reasons
    }

    /// The reason for one statement, or else for its kind.
    fn of(&self, loss: &Loss) -> Option<&str> {
        self.statements.get(&loss.key()).or_else(|| self.kinds.get(&loss.kind)).map(String::as_str)
    }

    /// Whether a loss should have been noticed: its reason says that it is missed.
    fn is_missed(&self, loss: &Loss) -> bool {
        !loss.noticed && self.of(loss).is_none_or(|why| why.starts_with(MISSED))
    }

    /// Reasons for what is not there, or is noticed.
    fn idle(&self, losses: &[Loss]) -> Vec<String> {
        let unnoticed = |test: &dyn Fn(&Loss) -> bool| losses.iter().any(|l| !l.noticed && test(l));
        let kinds = self.kinds.keys().filter(|kind| !unnoticed(&|l| l.kind == **kind));
        let statements = self.statements.keys().filter(|key| !unnoticed(&|l| l.key() == **key));
        kinds.chain(statements).cloned().collect()
    }
}

/// How a reason starts that admits a gap of the rules.
const MISSED: &str = "missed:";

/// How many losses are noticed, and how many are noticed or should have been.
fn recall(losses: &[Loss], reasons: &Reasons) -> (usize, usize) {
    let noticed = losses.iter().filter(|l| l.noticed).count();
    (noticed, noticed + losses.iter().filter(|l| reasons.is_missed(l)).count())
}

/// For each kind of statement how many losses were noticed, and what went unnoticed and why.
fn table(losses: &[Loss], reasons: &Reasons) -> String {
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for loss in losses {
        let (noticed, all) = kinds.entry(&loss.kind).or_default();
        *noticed += usize::from(loss.noticed);
        *all += 1;
    }
    let (noticed, spoken) = recall(losses, reasons);
    let mut out = format!(
        "{} statements taken out of {} texts: {noticed} losses noticed, {} missed (recall {}.{} %), {} rightly unnoticed.\n\n",
        losses.len(),
        CLOSED.len(),
        spoken - noticed,
        noticed * 100 / spoken,
        noticed * 1000 / spoken % 10,
        losses.len() - spoken
    );
    out.push_str("| statement | noticed | taken out | share | why the rest may be |\n|---|---:|---:|---:|---|\n");
    for (kind, (noticed, all)) in &kinds {
        let why = reasons.kinds.get(*kind).map_or("", String::as_str);
        let why = if noticed < all && why.is_empty() { "see below" } else { why };
        out.push_str(&format!("| {kind} | {noticed} | {all} | {} % | {why} |\n", noticed * 100 / all));
    }
    out.push_str("\n| one statement that may go unnoticed | why |\n|---|---|\n");
    for loss in losses.iter().filter(|l| !l.noticed && reasons.statements.contains_key(&l.key())) {
        out.push_str(&format!("| {} | {} |\n", loss.key().replace('|', "/"), reasons.of(loss).unwrap_or_default()));
    }
    out
}
