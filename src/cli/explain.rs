//! `sluitend explain RULE`: the page of a rule.

use clap::ArgMatches;

use super::Outcome;
use super::output::Console;
use crate::lang::Lang;
use crate::rules;
use crate::syntax::explain::nearest;

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    let name = matches.get_one::<String>("rule").map(String::as_str).unwrap_or_default();
    if let Some(entry) = rules::find(name) {
        let rule = entry.rule;
        let severity = lang.pick(rule.severity.dutch(), rule.severity.code());
        let facts = format!("{severity} · {} · {} {}", rule.group.title(lang), lang.pick("sinds", "since"), rule.since);
        let page = entry.page(lang).replacen('\n', &format!("\n\n{facts}\n"), 1);
        return console.deliver(&page, matches, lang).err().unwrap_or(Outcome::Clean);
    }
    let meant = nearest(name, rules::all().iter().map(|e| e.rule.name));
    let told = match (meant, lang) {
        (Some(meant), Lang::Dutch) => format!("er is geen regel `{name}`; bedoelde u `{meant}`?"),
        (Some(meant), Lang::English) => format!("there is no rule `{name}`; did you mean `{meant}`?"),
        (None, Lang::Dutch) => format!("er is geen regel `{name}`; `sluitend rules` toont alle regels"),
        (None, Lang::English) => format!("there is no rule `{name}`; `sluitend rules` lists all rules"),
    };
    console.complain(&format!("{told}\n"));
    Outcome::Failed
}
