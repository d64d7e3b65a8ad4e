//! `sluitend new NAME`: a fresh region from one of the VNG models.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::output::Console;
use super::{Outcome, args};
use crate::analysis;
use crate::finding::Severity;
use crate::lang::{Count, Lang, List, Message, Say};
use crate::message;
use crate::project::{self, FolderError, SETTINGS};
use crate::template::{Start, Template, fill};
use crate::text::SourceFile;

/// Runs the command.
pub fn run(matches: &ArgMatches, lang: Lang, console: &Console) -> Outcome {
    match write(matches, lang) {
        Ok(told) => {
            console.print(&told);
            Outcome::Clean
        }
        Err(complaints) => {
            complaints.iter().for_each(|complaint| console.complain(&format!("{complaint}\n")));
            Outcome::Failed
        }
    }
}

/// Writes the folder and says what was written, or why not.
fn write(matches: &ArgMatches, lang: Lang) -> Result<String, Vec<String>> {
    let asked = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let template = template(asked("model"), asked("form"))
        .ok_or_else(|| vec![lang.pick("--form hoort bij --model 3", "--form goes with --model 3").to_owned()])?;
    let on = args::date(matches);
    let start = Start::new(template, asked("name").unwrap_or_default(), &municipalities(matches), asked("centrum"), on)
        .map_err(|wrong| wrong.iter().map(|message| message.get(lang).to_owned()).collect::<Vec<_>>())?;
    let folder = matches.get_one::<PathBuf>("into").cloned().unwrap_or_else(|| PathBuf::from(start.name.to_lowercase()));
    let texts = fill(&start);
    let mut files = texts.clone();
    files.push((SETTINGS.to_owned(), settings(&start)));
    project::write_folder(&folder, &files).map_err(|error| vec![refused(&folder, &error, lang)])?;
    let analysis = analysis::analyse(texts.into_iter().map(|(name, text)| SourceFile::new(name, text)), on);
    let count = |severity: Severity| analysis.findings.iter().filter(|f| f.severity == severity).count();
    let counts = Counts { open: analysis.model.open_points.len(), errors: count(Severity::Error), warnings: count(Severity::Warning) };
    Ok(told(&start, &folder, &files, &counts, lang))
}

/// The template of a model and a form; `None` where they don't go together.
fn template(model: Option<&str>, form: Option<&str>) -> Option<Template> {
    match (model, form) {
        (Some("1"), None) => Some(Template::Align),
        (Some("2"), None) => Some(Template::Steer),
        (Some("3"), Some("centrum")) => Some(Template::Central),
        (Some("3"), _) => Some(Template::Arrangement),
        _ => None,
    }
}

/// The names between the commas. A shell cuts at spaces, so the words of each option are joined first.
fn municipalities(matches: &ArgMatches) -> Vec<String> {
    let options = matches.get_occurrences::<String>("gemeenten").into_iter().flatten();
    let joined = options.map(|words| words.map(String::as_str).collect::<Vec<_>>().join(" "));
    let names = joined.flat_map(|list| list.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>());
    names.filter(|name| !name.is_empty()).collect()
}

fn settings(start: &Start) -> String {
    format!("# {}: deze map is één regio. Alle .regio-bestanden hierin en hieronder horen bij elkaar.\n", start.title)
}

fn refused(folder: &Path, error: &FolderError, lang: Lang) -> String {
    let folder = folder.display();
    match (error, lang) {
        (FolderError::InUse, Lang::Dutch) => {
            format!("`{folder}` bestaat al en is niet leeg; kies met --into een andere map. Er is niets geschreven.")
        }
        (FolderError::InUse, Lang::English) => format!("`{folder}` exists and is not empty; choose another folder with --into. Nothing was written."),
        (FolderError::NoParent, Lang::Dutch) => format!("de map waarin `{folder}` moet komen, bestaat niet; maak die eerst. Er is niets geschreven."),
        (FolderError::NoParent, Lang::English) => {
            format!("the folder in which `{folder}` should come does not exist; make it first. Nothing was written.")
        }
        (FolderError::Io(error), Lang::Dutch) => format!("kon `{folder}` niet schrijven: {error}"),
        (FolderError::Io(error), Lang::English) => format!("could not write `{folder}`: {error}"),
    }
}

/// What the check says of the fresh region.
struct Counts {
    open: usize,
    errors: usize,
    warnings: usize,
}

fn told(start: &Start, folder: &Path, files: &[(String, String)], counts: &Counts, lang: Lang) -> String {
    let shown = folder.display().to_string();
    let argument = if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown.clone() };
    let files: String = files.iter().map(|(name, _)| format!("  {name}\n")).collect();
    let number = |number, dutch, english| Count { number, dutch, english };
    let text = message!(
        "`{region}` is begonnen met {model}, voor {municipalities}.\n\
         De gemeente die gastheer of centrumgemeente is: {centre}.\n\nGeschreven in `{folder}`:\n{files}\n\
         Nu: {open}, {errors} en {warnings}.\n\nVerder:\n  sluitend check {argument}\n  sluitend why \"burgemeester van {centre}\" Crisismaatregel {argument}\n",
        "`{region}` starts with {model}, for {municipalities}.\n\
         The municipality that is host or central municipality: {centre}.\n\nWritten in `{folder}`:\n{files}\n\
         Now: {open}, {errors} and {warnings}.\n\nNext:\n  sluitend check {argument}\n  sluitend why \"burgemeester van {centre}\" Crisismaatregel {argument}\n";
        region = start.title.as_str(),
        model = start.template.title(lang),
        municipalities = List(start.municipalities.clone()),
        centre = start.centre.as_str(),
        folder = shown,
        files = files,
        open = number(counts.open, ("punt nog te regelen", "punten nog te regelen"), ("open point", "open points")),
        errors = number(counts.errors, ("fout", "fouten"), ("error", "errors")),
        warnings = number(counts.warnings, ("waarschuwing", "waarschuwingen"), ("warning", "warnings")),
        argument = argument
    );
    format!("{}{}", text.say(lang), small_board(start).say(lang))
}

/// With two municipalities the boards of the template are too much alike in size.
fn small_board(start: &Start) -> Message {
    if start.template != Template::Arrangement || start.municipalities.len() > 2 {
        return Message::default();
    }
    message!(
        "\nLet op: bij twee gemeenten met elk twee leden zijn drie leden van het dagelijks bestuur de meerderheid van het algemeen\n\
         bestuur, en dat mag niet (Wgr art. 14 lid 3). Laat elk college drie of meer leden aanwijzen.\n",
        "\nNote: with two municipalities of two members each, three members of the executive board are the majority of the general\n\
         board, which is not allowed (Wgr art. 14 lid 3). Let each college appoint three members or more.\n"
    )
}
