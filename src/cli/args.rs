//! Arguments and help, in Dutch and English.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::civil::Date;

use super::Outcome;
use super::output::Console;
use crate::finding::Severity;
use crate::lang::{Lang, month_number};
use crate::syntax;

/// The language that the arguments ask for, or that of the environment; looked up before parsing, so that help and
/// mistakes are told in it too.
pub fn language(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments.iter().map(|a| a.to_string_lossy()).collect();
    let asked = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--lang=") {
        Some(value) => Some(value.to_owned()),
        None if word == "--lang" => words.get(at + 1).map(ToString::to_string),
        None => None,
    });
    match asked.as_deref() {
        Some("en") => Lang::English,
        Some("nl") => Lang::Dutch,
        _ => super::language_of_environment(),
    }
}

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    Command::new("sluitend")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Controleert waar de bestuurlijke afspraken van een regio voor zorg en veiligheid niet sluiten.",
            "Checks where the governance of a care-and-safety region does not close.",
        ))
        .after_help(t(
            "Uitgang: 0 niets te melden, 1 bevindingen, 2 kon niet (geheel) worden uitgevoerd.",
            "Exit: 0 nothing to report, 1 findings, 2 could not run (in full).",
        ))
        .help_template(template(lang, Parts::Commands))
        .override_usage(t("sluitend OPDRACHT [OPTIES]", "sluitend COMMAND [OPTIONS]"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(help(lang))
        .arg(language_arg(lang).global(true))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(t("Toon de versie", "Show the version")))
        .subcommand(check(lang))
        .subcommand(why(lang))
        .subcommand(test(lang))
        .subcommand(new(lang))
        .subcommand(checklist(lang))
        .subcommand(rules(lang))
        .subcommand(explain(lang))
}

/// What a help page lists beside its options.
#[derive(Clone, Copy)]
enum Parts {
    Commands,
    Arguments,
    Options,
}

fn template(lang: Lang, parts: Parts) -> String {
    let list = match parts {
        Parts::Commands => format!("{}:\n{{subcommands}}\n\n", lang.pick("Opdrachten", "Commands")),
        Parts::Arguments => format!("{}:\n{{positionals}}\n\n", lang.pick("Argumenten", "Arguments")),
        Parts::Options => String::new(),
    };
    format!("{{about}}\n\n{}: {{usage}}\n\n{list}{}:\n{{options}}{{after-help}}\n", lang.pick("Gebruik", "Usage"), lang.pick("Opties", "Options"))
}

fn subcommand(name: &'static str, usage: &'static str, lang: Lang, about: &'static str) -> Command {
    let usage = format!("sluitend {name} {usage}[{}]", lang.pick("OPTIES", "OPTIONS"));
    Command::new(name)
        .about(about)
        .override_usage(usage)
        .help_template(template(lang, if name == "rules" { Parts::Options } else { Parts::Arguments }))
        .disable_help_flag(true)
        .arg(help(lang))
        // `new` writes a folder, and what it prints is about that.
        .args((name != "new").then(|| output_arg(lang)))
}

fn help(lang: Lang) -> Arg {
    Arg::new("help").short('h').long("help").action(ArgAction::Help).help(lang.pick("Toon deze hulp", "Show this help"))
}

fn language_arg(lang: Lang) -> Arg {
    Arg::new("lang")
        .long("lang")
        .value_name(lang.pick("TAAL", "LANGUAGE"))
        .value_parser(PossibleValuesParser::new(["nl", "en"]))
        .hide_possible_values(true)
        .help(
            lang.pick(
                "Taal: nl of en; anders die van de omgeving, anders Nederlands",
                "Language: nl or en; else that of the environment, else Dutch",
            ),
        )
}

fn output_arg(lang: Lang) -> Arg {
    Arg::new("output")
        .long("output")
        .short('o')
        .value_name(lang.pick("BESTAND", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .help(lang.pick("Schrijf naar dit bestand; het wordt geheel geschreven of niet", "Write to this file; it is written whole or not at all"))
}

fn format_arg(lang: Lang) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(lang.pick("VORM", "FORMAT"))
        .value_parser(PossibleValuesParser::new(["text", "json"]))
        .hide_possible_values(true)
        .default_value("text")
        .hide_default_value(true)
        .help(lang.pick("Vorm: text (gewoon) of json", "Format: text (default) or json"))
}

fn memo_format_arg(lang: Lang) -> Arg {
    format_arg(lang)
        .value_parser(PossibleValuesParser::new(["text", "markdown", "json"]))
        .help(lang.pick("Vorm: text (gewoon), markdown (voor een notitie) of json", "Format: text (default), markdown (for a memo) or json"))
}

fn date_arg(lang: Lang) -> Arg {
    Arg::new("op")
        .long("op")
        .value_name(lang.pick("DATUM", "DATE"))
        .value_parser(ValueParser::new(move |written: &str| read_date(written).ok_or_else(|| no_date(lang))))
        .help(lang.pick("Peildatum, zoals 2026-01-01 of \"1 januari 2026\"; anders vandaag", "Reference date, such as 2026-01-01; else today"))
}

fn no_date(lang: Lang) -> &'static str {
    lang.pick("geen bestaande datum; schrijf bijvoorbeeld 2026-01-01", "not a date that exists; write, say, 2026-01-01")
}

fn paths_arg(lang: Lang) -> Arg {
    Arg::new("paths").value_name(lang.pick("PAD", "PATH")).num_args(1..).value_parser(value_parser!(PathBuf))
}

fn check(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    subcommand("check", lang.pick("PAD… ", "PATH… "), lang, t("Controleer teksten en meld wat niet sluit", "Check texts and report what does not close"))
        .arg(paths_arg(lang).required(true).help(t("Bestanden of mappen met .regio-bestanden; - leest van de invoer", "Files or folders with .regio files; - reads standard input")))
        .arg(date_arg(lang))
        .arg(format_arg(lang))
        .arg(
            Arg::new("level")
                .long("level")
                .value_name(t("NIVEAU", "LEVEL"))
                .value_parser(ValueParser::new(move |written: &str| {
                    read_level(written).ok_or_else(|| lang.pick("kies uit fout, waarschuwing en aanwijzing", "choose from error, warning and hint"))
                }))
                .help(t(
                    "Meld alleen vanaf dit niveau: fout, waarschuwing of aanwijzing. Zonder deze optie wordt alles gemeld en telt vanaf waarschuwing voor de uitgang",
                    "Report only from this level: error, warning or hint. Without it all is reported and warnings and errors count for the exit code",
                )),
        )
        .arg(Arg::new("explain").long("explain").action(ArgAction::SetTrue).help(t("Toon na de bevindingen de uitleg van elke regel", "Show the page of each rule after the findings")))
}

fn why(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    subcommand(
        "why",
        lang.pick("WIE BEVOEGDHEID [PAD…] ", "WHO POWER [PATH…] "),
        lang,
        t("Toon waarom iemand iets mag besluiten, of waarom niet", "Show why somebody may decide something, or why not"),
    )
    .arg(
        Arg::new("who")
            .required(true)
            .value_name(t("WIE", "WHO"))
            .help(t("Wie: een naam, of bijvoorbeeld \"college van Aalten\"", "Who: a name or, say, \"college van Aalten\"")),
    )
    .arg(
        Arg::new("power")
            .required(true)
            .value_name(t("BEVOEGDHEID", "POWER"))
            .help(t("De naam van een bevoegdheid, van de regio of uit de wet", "The name of a power, of the region or of the law")),
    )
    .arg(paths_arg(lang).num_args(0..).help(t("Bestanden of mappen; anders de huidige map", "Files or folders; else the current folder")))
    .arg(date_arg(lang))
    .arg(
        Arg::new("amount")
            .long("amount")
            .value_name(t("BEDRAG", "AMOUNT"))
            .value_parser(ValueParser::new(move |written: &str| {
                read_amount(written).ok_or_else(|| lang.pick("geen bedrag; schrijf bijvoorbeeld 250.000", "not an amount; write, say, 250.000"))
            }))
            .help(t("Het bedrag dat ermee gemoeid is, in euro", "The amount at stake, in euro")),
    )
    .arg(format_arg(lang))
}

fn test(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    subcommand(
        "test",
        t("[PAD…] ", "[PATH…] "),
        lang,
        t("Voer de proeven uit: geldt wat de regio verwacht?", "Run the scenarios: does what the region expects hold?"),
    )
    .arg(paths_arg(lang).num_args(0..).help(t("Bestanden of mappen; anders de huidige map", "Files or folders; else the current folder")))
    .arg(date_arg(lang).help(t(
        "Peildatum voor proeven zonder eigen datum, zoals 2026-01-01; anders vandaag",
        "Reference date for scenarios without a date of their own, such as 2026-01-01; else today",
    )))
    .arg(
        format_arg(lang)
            .value_parser(PossibleValuesParser::new(["text", "json", "junit"]))
            .help(t("Vorm: text (gewoon), json of junit", "Format: text (default), json or junit")),
    )
    .arg(
        Arg::new("only")
            .long("only")
            .value_name(t("TEKST", "TEXT"))
            .help(t("Alleen proeven met deze tekst in hun naam", "Only scenarios with this text in their name")),
    )
    .arg(
        Arg::new("grounds")
            .long("grounds")
            .action(ArgAction::SetTrue)
            .help(t("Toon ook de grond van wat uitkomt", "Show the ground of what holds too")),
    )
}

fn new(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    subcommand(
        "new",
        t("NAAM --model 1|2|3 --gemeenten A,B,… ", "NAME --model 1|2|3 --gemeenten A,B,… "),
        lang,
        t("Begin een regio vanuit een van de drie modellen van de VNG", "Start a region from one of the three VNG models"),
    )
    .arg(Arg::new("name").required(true).value_name(t("NAAM", "NAME")).help(t("De naam van de regio", "The name of the region")))
    .arg(
        option("model", "1|2|3")
            .required(true)
            .value_parser(PossibleValuesParser::new(["1", "2", "3"]))
            .hide_possible_values(true)
            .help(t("1 afstemmen, 2 richting geven en sturen, 3 gezamenlijk besluiten", "1 align, 2 give direction and steer, 3 decide together")),
    )
    .arg(option("form", t("VORM", "FORM")).value_parser(PossibleValuesParser::new(["regeling", "centrum"])).hide_possible_values(true).help(t(
        "Bij model 3: regeling (met een eigen bestuur; gewoon) of centrum (een gemeente doet het in mandaat)",
        "With model 3: regeling (a joint arrangement with a board; default) or centrum (one municipality does it under mandate)",
    )))
    .arg(
        option("gemeenten", t("GEMEENTEN", "MUNICIPALITIES"))
            .required(true)
            .num_args(1..)
            .action(ArgAction::Append)
            .help(t("De gemeenten, met komma's ertussen", "The municipalities, with commas between them")),
    )
    .arg(option("centrum", t("GEMEENTE", "MUNICIPALITY")).help(t(
        "De gemeente die gastheer of centrumgemeente is; anders de eerste",
        "The municipality that is host or central municipality; else the first",
    )))
    .arg(option("into", t("MAP", "FOLDER")).value_parser(value_parser!(PathBuf)).help(t(
        "De map voor de teksten, nieuw of leeg; anders een map met de naam van de regio",
        "The folder for the texts, new or empty; else a folder with the name of the region",
    )))
    .arg(date_arg(lang))
}

fn checklist(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    subcommand(
        "checklist",
        lang.pick("[PAD…] ", "[PATH…] "),
        lang,
        t("Toon welke elementen van de VNG-checklist uit de tekst blijken", "Show which elements of the VNG checklist the text shows"),
    )
    .arg(paths_arg(lang).num_args(0..).help(t("Bestanden of mappen; anders de huidige map", "Files or folders; else the current folder")))
    .arg(date_arg(lang))
    .arg(memo_format_arg(lang))
    .after_help(t(
        "Uitgang: 0 niets is \"niet gebleken\", 1 wel, 2 kon niet (geheel) worden uitgevoerd.",
        "Exit: 0 nothing is \"not shown\", 1 something is, 2 could not run (in full).",
    ))
}

fn rules(lang: Lang) -> Command {
    subcommand("rules", "", lang, lang.pick("Toon alle regels", "List all rules")).arg(format_arg(lang))
}

fn explain(lang: Lang) -> Command {
    let t = |dutch: &'static str, english: &'static str| lang.pick(dutch, english);
    subcommand("explain", lang.pick("REGEL ", "RULE "), lang, t("Toon de uitleg van een regel", "Show the page of a rule"))
        .arg(Arg::new("rule").required(true).value_name(t("REGEL", "RULE")).help(t("De naam van de regel", "The name of the rule")))
}

/// A date as the language writes it: ISO, `6-12-2023` or `6 december 2023`.
fn read_date(written: &str) -> Option<Date> {
    let words: Vec<&str> = written.split(|c: char| c == '-' || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    let [a, b, c] = words.as_slice() else { return None };
    let month = b.parse().ok().or_else(|| month_number(b))?;
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// An amount in euro as the language writes it, `250.000` or `2.800,50`, in cents.
fn read_amount(written: &str) -> Option<u64> {
    syntax::parse_euros(written.trim().trim_start_matches('€').trim())
}

fn read_level(written: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|s| s.dutch() == written || s.code() == written)
}

/// The date of a run: the one asked for, else today by the clock of the machine.
pub fn date(matches: &ArgMatches) -> Date {
    matches.get_one::<Date>("op").copied().unwrap_or_else(|| jiff::Zoned::now().date())
}

/// The paths of a run; the current folder where none are given.
pub fn paths(matches: &ArgMatches) -> Vec<PathBuf> {
    let given: Vec<PathBuf> = matches.get_many::<PathBuf>("paths").map(|paths| paths.cloned().collect()).unwrap_or_default();
    if given.is_empty() { vec![PathBuf::from(".")] } else { given }
}

/// Shows help, the version, or what is wrong with the arguments.
pub fn refuse(error: &clap::Error, lang: Lang) -> Outcome {
    let console = Console::new();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.print(&error.render().to_string());
            Outcome::Clean
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.complain(&error.render().to_string());
            Outcome::Failed
        }
        _ => {
            console.complain(&format!("{}\n{}\n", told(error, lang), lang.pick("Zie `sluitend --help`.", "See `sluitend --help`.")));
            Outcome::Failed
        }
    }
}

/// A mistake in the arguments, in the user's language.
fn told(error: &clap::Error, lang: Lang) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    // The nearest of several suggestions comes last.
    let nearest = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word.clone()),
        Some(ContextValue::Strings(words)) => words.last().cloned(),
        _ => None,
    };
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].into_iter().find_map(nearest);
    let told = match (error.kind(), lang) {
        (ErrorKind::UnknownArgument, Lang::Dutch) => format!("onbekende optie of te veel: `{argument}`"),
        (ErrorKind::UnknownArgument, Lang::English) => format!("unknown option, or one too many: `{argument}`"),
        (ErrorKind::InvalidSubcommand, Lang::Dutch) => format!("er is geen opdracht `{}`", context(ContextKind::InvalidSubcommand)),
        (ErrorKind::InvalidSubcommand, Lang::English) => format!("there is no command `{}`", context(ContextKind::InvalidSubcommand)),
        (ErrorKind::MissingRequiredArgument, Lang::Dutch) => format!("hier ontbreekt: {argument}"),
        (ErrorKind::MissingRequiredArgument, Lang::English) => format!("this is missing: {argument}"),
        (ErrorKind::MissingSubcommand, Lang::Dutch) => "noem een opdracht: check, why, test, checklist, new, rules of explain".to_owned(),
        (ErrorKind::MissingSubcommand, Lang::English) => "name a command: check, why, test, checklist, new, rules or explain".to_owned(),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, _) => {
            let why = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
            match lang {
                Lang::Dutch => format!("`{value}` kan niet bij `{argument}`{why}"),
                Lang::English => format!("`{value}` does not fit `{argument}`{why}"),
            }
        }
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    match (suggestion, lang) {
        (None, _) => told,
        (Some(meant), Lang::Dutch) => format!("{told}; bedoelde u `{meant}`?"),
        (Some(meant), Lang::English) => format!("{told}; did you mean `{meant}`?"),
    }
}
