//! The program as a process: what people and machines that call it see.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use insta::assert_snapshot;

/// The program in a clean environment, started in the root of the project.
fn sluitend(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("sluitend").expect("the program is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().env("NO_COLOR", "1").args(arguments);
    command
}

fn run(arguments: &[&str], input: &str) -> Output {
    sluitend(arguments).write_stdin(input.to_owned()).output().expect("the program runs")
}

/// What it prints, where, and how it ends.
fn shown(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let part = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("--- {name}\n{text}") };
    format!("exit {}\n{}{}", output.status.code().unwrap_or(-1), part("out", &out), part("err", &err))
}

const GAP: &str = "regio R { gemeenten Aalten, Berkelland }\noverleg Café-tafel { besluitbevoegd nee; leden burgemeester van elke gemeente }\nthema Mensenhandel\nroute M {\n  voor      Mensenhandel\n  besluiten Café-tafel   # 🛡\n}\n";
const CLEAN: &str = "regio R { gemeenten Aalten, Berkelland }\n";

#[test]
fn help_is_there_in_both_languages() {
    assert_snapshot!("help_nl", shown(&run(&["--help"], "")));
    assert_snapshot!("help_en", shown(&run(&["--lang", "en", "--help"], "")));
    assert_snapshot!("help_check_nl", shown(&run(&["check", "--help"], "")));
    assert_snapshot!("help_check_en", shown(&run(&["check", "--help", "--lang=en"], "")));
    assert_snapshot!("help_why_nl", shown(&run(&["why", "--help"], "")));
    assert_snapshot!("help_new_nl", shown(&run(&["new", "--help"], "")));
    assert_snapshot!("help_new_en", shown(&run(&["new", "--help", "--lang", "en"], "")));
    assert_snapshot!("help_checklist_nl", shown(&run(&["checklist", "--help"], "")));
    assert_snapshot!("help_checklist_en", shown(&run(&["checklist", "--help", "--lang", "en"], "")));
}

#[test]
fn a_finding_is_shown_with_place_reason_source_and_remedy() {
    assert_snapshot!("check_nl", shown(&run(&["check", "-", "--op", "2026-01-01"], GAP)));
    assert_snapshot!("check_en", shown(&run(&["check", "-", "--op", "2026-01-01", "--lang", "en"], GAP)));
}

#[test]
fn the_exit_code_tells_clean_findings_and_failure() {
    let code = |arguments: &[&str], input: &str| run(arguments, input).status.code();
    assert_eq!(code(&["check", "-"], CLEAN), Some(0));
    assert_eq!(code(&["check", "-"], GAP), Some(1));
    assert_eq!(code(&["check", "bestaat-niet.regio"], ""), Some(2));
    assert_eq!(code(&["check", "-", "bestaat-niet.regio"], CLEAN), Some(2));
    assert_eq!(code(&["check"], ""), Some(2));
    assert_eq!(code(&[], ""), Some(2));
    assert_eq!(code(&["rules"], ""), Some(0));
    assert_eq!(code(&["explain", "bestaat-niet"], ""), Some(2));
}

/// Without `--level` all is shown and warnings decide; with it, only what reaches the level is shown and decides.
#[test]
fn the_level_decides_what_is_shown_and_what_fails() {
    let hint = "regio R { gemeenten Aalten }\nrol A { termijn nog te regelen door college van Aalten }\n";
    let told = |arguments: &[&str]| {
        let output = run(&[&["check", "-", "--op", "2026-01-01"], arguments].concat(), hint);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).contains("nog-te-regelen"))
    };
    assert_eq!(told(&[]), (Some(0), true));
    assert_eq!(told(&["--level", "aanwijzing"]), (Some(1), true));
    assert_eq!(told(&["--level", "waarschuwing"]), (Some(0), false));
    assert_eq!(told(&["--level", "error"]), (Some(0), false));
}

const SCENARIOS: &str = "regio R { gemeenten Aalten, Berkelland }\nbevoegdheid Inzet { aard besluit; houder college van elke gemeente }\noverleg Tafel { besluitbevoegd nee; leden college van elke gemeente }\nproef \"wie beslist <hier> & nu\" {\n  op 1 januari 2026\n  verwacht college van Aalten is bevoegd tot Inzet\n  verwacht Tafel is bevoegd tot Inzet\n  verwacht Taffel is niet bevoegd tot Inzet\n}\nproef \"leeg\" { op 1 januari 2026 }\n";

#[test]
fn scenarios_are_run_and_told() {
    assert_snapshot!("test_nl", shown(&run(&["test", "-"], SCENARIOS)));
    assert_snapshot!("test_en", shown(&run(&["test", "-", "--lang", "en", "--grounds"], SCENARIOS)));
    assert_snapshot!("help_test_nl", shown(&run(&["test", "--help"], "")));
}

/// Nothing judged is no success, and neither is a text that was not wholly read.
#[test]
fn the_exit_code_of_a_test_run_tells_what_was_judged() {
    let code = |arguments: &[&str], input: &str| run(&[&["test", "-"], arguments].concat(), input).status.code();
    assert_eq!(code(&[], SCENARIOS), Some(1));
    let good = SCENARIOS.lines().filter(|l| !l.contains("Tafel is") && !l.contains("Taffel") && !l.contains("leeg")).collect::<Vec<_>>().join("\n");
    assert_eq!(code(&[], &good), Some(0));
    assert_eq!(code(&["--only", "BESLIST"], &good), Some(0));
    assert_eq!(code(&["--only", "iets anders"], &good), Some(2));
    assert_eq!(code(&[], CLEAN), Some(2));
    assert_eq!(code(&[], &format!("{good}\noverleg {{")), Some(2));
}

#[test]
fn results_of_scenarios_are_valid_json_and_xml() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../docs/test.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let output = run(&["test", "-", "--format", "json"], SCENARIOS);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let faults: Vec<String> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let output = run(&["test", "-", "--format", "junit"], SCENARIOS);
    let text = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let xml = roxmltree::Document::parse(&text).expect("the output is XML");
    let root = xml.root_element();
    let counts: Vec<_> = ["tests", "failures", "errors"].into_iter().map(|name| root.attribute(name)).collect();
    assert_eq!((root.tag_name().name(), counts), ("testsuites", vec![Some("4"), Some("1"), Some("2")]));
    let names: Vec<_> = root.children().filter(|n| n.has_tag_name("testsuite")).filter_map(|n| n.attribute("name")).collect();
    assert_eq!(names, ["wie beslist <hier> & nu", "leeg"]);
}

#[test]
fn json_is_valid_against_the_published_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../docs/findings.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let accepted =
        GAP.replace("voor      Mensenhandel", "voor      Mensenhandel\n  aanvaardt uitgesloten-besluit omdat \"volgt\" tot 1 januari 2030");
    for (arguments, input) in [
        (vec!["check", "-", "--format", "json", "--op", "2026-01-01"], GAP.to_owned()),
        (vec!["check", "-", "--format", "json", "--lang", "en"], accepted),
        (vec!["check", "specs/noord-oost-gelderland", "--format", "json"], String::new()),
        (vec!["check", "bestaat-niet", "-", "--format", "json"], "overleg a {\n".to_owned()),
    ] {
        let output = run(&arguments, &input);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        let faults: Vec<String> = validator.iter_errors(&json).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{arguments:?}: {faults:#?}");
    }
}

#[test]
fn json_counts_columns_in_bytes_and_in_utf16() {
    let output = run(&["check", "-", "--format", "json", "--op", "2026-01-01"], "regio R { gemeenten Aalten }\noverleg 🛡é\noverleg É { leden Éé }\n");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    let unknown =
        json["findings"].as_array().expect("findings are a list").iter().find(|f| f["rule"] == "onbekende-verwijzing").expect("the name is unknown");
    assert_eq!((&unknown["start"]["column"], &unknown["start"]["columnUtf16"]), (&20.into(), &19.into()));
    assert_eq!((&unknown["end"]["column"], &unknown["end"]["columnUtf16"]), (&24.into(), &21.into()));
}

#[test]
fn slips_on_the_command_line_are_told_in_the_users_language() {
    assert_snapshot!(shown(&run(&["chek"], "")), @"
    exit 2
    --- err
    er is geen opdracht `chek`; bedoelde u `check`?
    Zie `sluitend --help`.
    ");
    assert_snapshot!(shown(&run(&["check", "-", "--op", "30 februari 2024"], "")), @"
    exit 2
    --- err
    `30 februari 2024` kan niet bij `--op <DATUM>`: geen bestaande datum; schrijf bijvoorbeeld 2026-01-01
    Zie `sluitend --help`.
    ");
    assert_snapshot!(shown(&run(&["explain", "mandaat-zonder-instemmin", "--lang", "en"], "")), @"
    exit 2
    --- err
    there is no rule `mandaat-zonder-instemmin`; did you mean `mandaat-zonder-instemming`?
    ");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    write("a.regio", b"regio R { gemeenten Aalten }\nrol X { termijn veel }\n");
    write("b.regio", b"rol Y {\n  termijn 4 jaar \xff\n}\n");
    write("c.regio", &[0xff, 0xfe, 0x61, 0x00]);
    let output = run(&["check", &folder.path().display().to_string(), "--op", "2026-01-01"], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("[syntaxis]"), "{text}");
    assert!(text.contains("b.regio: regel 2 bevat tekens die geen UTF-8 zijn"), "{text}");
    assert!(text.contains("c.regio: het bestand is UTF-16"), "{text}");
}

#[test]
fn an_empty_folder_and_a_giant_file_are_refused_kindly() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().display().to_string();
    assert!(shown(&run(&["check", &path], "")).contains("geen bestanden die op `.regio` eindigen"));
    let giant = folder.path().join("groot.regio");
    fs::File::create(&giant).and_then(|file| file.set_len(50 * 1024 * 1024)).expect("a sparse file");
    let output = run(&["check", &path], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(shown(&output).contains("groter dan 16 MB"));
}

#[test]
fn output_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("uit.json");
    let path = file.display().to_string();
    let output = run(&["check", "-", "--format", "json", "--output", &path], GAP);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let written = fs::read_to_string(&file).expect("the file is there");
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    let nowhere = folder.path().join("geen-map/uit.json").display().to_string();
    let output = run(&["rules", "--output", &nowhere], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1, "nothing half written stays behind");
}

#[test]
fn every_folder_with_settings_is_a_model_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    for region in ["een", "twee"] {
        fs::create_dir(folder.path().join(region)).expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(region).join(name), text).expect("a file");
        write("sluitend.toml", "");
        write("regio.regio", "regio R { gemeenten Aalten }\nrol Directeur { werkt onder college van elke gemeente }\n");
    }
    let output = run(&["check", &folder.path().display().to_string(), "--level", "fout"], "");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

#[test]
fn names_are_found_across_files_in_any_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("z.regio", "regio R { gemeenten Aalten }\n");
    write("a.regio", "rol Directeur { werkt onder Zorghuis }\n");
    fs::create_dir(folder.path().join("sub")).expect("a folder");
    write("sub/m.regio", "partij Zorghuis { soort zorg-en-veiligheidshuis }\n");
    let output = run(&["check", &folder.path().display().to_string(), "--level", "fout"], "");
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
}

const MANDATE: &str = "\
regio R { gemeenten Aalten, Berkelland, Winterswijk }
rol Directeur { werkt onder college van Aalten }
bevoegdheid Procesregie { aard besluit; houder college van elke gemeente }
mandaat M { van college van Aalten, college van Berkelland; aan Directeur; over Procesregie; geldig tot 1 januari 2027 }
";

fn why(who: &str, power: &str, more: &[&str]) -> String {
    shown(&run(&[&["why", who, power, "-", "--op", "2026-01-01"], more].concat(), MANDATE))
}

#[test]
fn why_shows_the_chain_and_for_whom_it_is_lacking() {
    assert_snapshot!(why("Directeur", "Procesregie", &[]), @"
    exit 1
    --- out
    Ja: Directeur kan `Procesregie` uitoefenen op 1 januari 2026.
      college van Aalten heeft `Procesregie`  (<stdin>:3)
      → mandaat `M`: college van Aalten aan Directeur  (<stdin>:4)
      college van Berkelland heeft `Procesregie`  (<stdin>:3)
      → mandaat `M`: college van Berkelland aan Directeur  (<stdin>:4)
      niet voor: college van Winterswijk
    ");
    assert_snapshot!(why("raad van Aalten", "Procesregie", &[]), @"
    exit 1
    --- out
    Nee: niet gebleken dat raad van Aalten `Procesregie` kan uitoefenen op 1 januari 2026.
      waarom niet: `Procesregie` ligt bij `college van elke gemeente`; geen mandaat aan raad van Aalten gebleken
      wel met: een mandaat van `college van Aalten` aan raad van Aalten over `Procesregie`
      zie: <stdin>:3
    ");
    assert_snapshot!(why("burgemeester van Aalten", "Crisismaatregel", &["--lang", "en"]), @"
    exit 0
    --- out
    Yes: burgemeester van Aalten may exercise `Crisismaatregel` on 1 January 2026.
      burgemeester van Aalten holds `Crisismaatregel` (Wvggz art. 7:1)  (landelijk/bevoegdheden.regio:166)
    ");
}

/// Decisions are taken under a mandate; acts of private law under a volmacht, factual acts under a machtiging.
#[test]
fn why_proposes_what_fits_the_nature_of_the_power() {
    for (nature, word) in [("besluit", "mandaat"), ("privaatrechtelijk", "volmacht"), ("feitelijk", "machtiging")] {
        let text = MANDATE.replace("aard besluit", &format!("aard {nature}"));
        let answer = shown(&run(&["why", "raad van Aalten", "Procesregie", "-", "--op", "2026-01-01"], &text));
        assert!(answer.contains(&format!("geen {word} aan raad van Aalten gebleken")), "{answer}");
        assert!(answer.contains(&format!("wel met: een {word} van")), "{answer}");
        let english = shown(&run(&["why", "raad van Aalten", "Procesregie", "-", "--lang", "en", "--op", "2026-01-01"], &text));
        assert!(english.contains(&format!("no {} to raad van Aalten appears", word.replace("mandaat", "mandate"))), "{english}");
    }
    assert!(
        why("ambtenaar van Aalten", "Crisismaatregel", &[])
            .contains("kan alleen `wethouder van elke gemeente` mandaat krijgen, niet ambtenaar van Aalten")
    );
    assert!(why("Directeur", "Verkennend-onderzoek", &[]).contains("een machtiging van `college van elke gemeente` aan Directeur"));
}

#[test]
fn why_depends_on_the_amount() {
    let text = MANDATE.replace("; geldig tot 1 januari 2027", "; maximaal 250.000 euro");
    let asked = |amount: &str| run(&["why", "Directeur", "Procesregie", "-", "--amount", amount, "--format", "json"], &text);
    let competent = |amount: &str| String::from_utf8_lossy(&asked(amount).stdout).contains("\"competent\": true");
    assert!(competent("250.000") && competent("€ 250000"));
    assert!(!competent("250.000,01"));
    assert_eq!(asked("veel").status.code(), Some(2));
}

#[test]
fn why_depends_on_the_date() {
    let answer = shown(&run(&["why", "Directeur", "Procesregie", "-", "--op", "2027-01-01"], MANDATE));
    assert!(answer.contains("`M` geldt op deze datum niet"), "{answer}");
}

#[test]
fn why_tells_what_it_does_not_know() {
    assert_snapshot!(why("Directeurr", "Procesregie", &[]), @"
    exit 2
    --- err
    `Directeurr` is nergens beschreven; bedoelde u `Directeur`?
    ");
    assert_snapshot!(why("Directeur", "M", &[]), @"
    exit 2
    --- err
    `M` is geen bevoegdheid maar een mandaat
    ");
}

const REGION: &str = "specs/noord-oost-gelderland";

/// The checklist of a real region, in the three forms and both languages.
#[test]
fn the_checklist_is_shown_as_text_as_markdown_and_as_json() {
    for lang in ["nl", "en"] {
        for format in ["text", "markdown", "json"] {
            let output = run(&["checklist", REGION, "--op", "2023-12-06", "--lang", lang, "--format", format], "");
            assert_snapshot!(format!("checklist_{format}_{lang}"), shown(&output));
        }
    }
}

#[test]
fn the_checklist_tells_whether_anything_is_not_shown() {
    let complete = include_str!("../rules/cases/checklist-onvolledig/compleet.regio");
    let code = |arguments: &[&str], input: &str| run(&[&["checklist", "--op", "2026-01-01"], arguments].concat(), input).status.code();
    assert_eq!(code(&["-"], complete), Some(0));
    assert_eq!(code(&["-"], CLEAN), Some(1));
    assert_eq!(code(&["-", "bestaat-niet.regio"], complete), Some(2));
    assert_eq!(code(&["bestaat-niet.regio"], ""), Some(2));
    assert_eq!(code(&["-", "--format", "html"], complete), Some(2));
}

#[test]
fn the_checklist_as_json_is_valid_against_the_published_schema() {
    let schema: serde_json::Value = serde_json::from_str(include_str!("../../docs/checklist.schema.json")).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is valid");
    let asked = "overleg O { niveau bestuurlijk; werkvorm afstemmen; leden burgemeester van elke gemeente; opdracht nog te regelen }\n";
    for (path, input) in [(REGION, ""), ("-", CLEAN), ("-", asked), ("bestaat-niet", "")] {
        let output = run(&["checklist", path, "--format", "json", "--op", "2026-01-01"], input);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        let faults: Vec<String> = validator.iter_errors(&json).map(|e| format!("{e} at {}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{path}: {faults:#?}");
    }
}

#[test]
fn the_checklist_has_marks_beside_colours_and_goes_to_a_file() {
    let coloured = |command: &mut Command| command.write_stdin(CLEAN).output().expect("the program runs").stdout.contains(&0x1b);
    assert!(coloured(sluitend(&["checklist", "-"]).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1")));
    assert!(!coloured(sluitend(&["checklist", "-"]).env("CLICOLOR_FORCE", "0")));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("checklist.md");
    let output = run(&["checklist", "-", "--format", "markdown", "--output", &file.display().to_string()], CLEAN);
    assert!(output.stdout.is_empty());
    let written = fs::read_to_string(file).expect("the file is there");
    assert!(written.starts_with("# VNG-checklist") && written.contains("✗ niet gebleken"), "{written}");
}

#[test]
fn the_language_comes_from_the_option_or_the_locale() {
    let first = |command: &mut Command| {
        String::from_utf8_lossy(&command.output().expect("the program runs").stdout).lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(first(&mut sluitend(&["rules"])), "Tekst en namen");
    assert_eq!(first(sluitend(&["rules"]).env("LANG", "en_GB.UTF-8")), "Text and names");
    assert_eq!(first(sluitend(&["rules"]).env("LANG", "en_GB.UTF-8").env("LC_ALL", "nl_NL.UTF-8")), "Tekst en namen");
    assert_eq!(first(sluitend(&["rules", "--lang", "nl"]).env("LANG", "en_GB.UTF-8")), "Tekst en namen");
}

#[test]
fn colour_is_used_only_where_it_is_wanted() {
    let coloured = |command: &mut Command| command.write_stdin(GAP).output().expect("the program runs").stdout.contains(&0x1b);
    assert!(!coloured(sluitend(&["check", "-"]).env_remove("NO_COLOR")));
    assert!(coloured(sluitend(&["check", "-"]).env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1")));
    assert!(!coloured(sluitend(&["check", "-"]).env("CLICOLOR_FORCE", "0")));
}

#[test]
fn every_page_can_be_shown() {
    let shown = shown(&run(&["explain", "mandaat-zonder-instemming"], ""));
    assert!(shown.contains("## Waarom") && shown.contains("fout · Bevoegdheid en mandaat · sinds 0.1.0"), "{shown}");
}

/// The README promises two commands; the folder it names is there.
#[test]
fn the_readme_names_commands_that_exist() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is a README");
    assert!(readme.contains("cargo run --release -- check specs/noord-oost-gelderland"));
    assert!(readme.contains("cargo test"));
}

// ---------------------------------------------------------------------------------------------------------------- new

/// Runs `new` in a folder of its own.
fn new_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = sluitend(&[&["new"], arguments, &["--op", "2026-01-01"]].concat());
    command.current_dir(folder).output().expect("the program runs")
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("the folder is there").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_region_is_started_and_checks_without_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = new_in(folder.path(), &["Achterhoek", "--model", "1", "--gemeenten", "Aalten, Oost Gelre", "--centrum", "Oost-Gelre"]);
    assert_snapshot!(shown(&output), @r#"
    exit 0
    --- out
    `Achterhoek` is begonnen met model 1, afstemmen, voor Aalten en Oost-Gelre.
    De gemeente die gastheer of centrumgemeente is: Oost-Gelre.

    Geschreven in `achterhoek`:
      01-regio.regio
      02-partijen.regio
      03-rollen.regio
      04-overleggen.regio
      05-bevoegdheden.regio
      06-mandaten.regio
      07-routes.regio
      08-escalatie.regio
      09-overeenkomsten.regio
      10-gegevens.regio
      11-middelen.regio
      12-proeven.regio
      sluitend.toml

    Nu: 54 punten nog te regelen, 0 fouten en 0 waarschuwingen.

    Verder:
      sluitend check achterhoek
      sluitend why "burgemeester van Oost-Gelre" Crisismaatregel achterhoek
    "#);
    assert_eq!(names_in(folder.path()), ["achterhoek"]);
    let written = folder.path().join("achterhoek").display().to_string();
    assert_eq!(run(&["check", &written, "--op", "2026-01-01"], "").status.code(), Some(0));
    assert_eq!(run(&["why", "burgemeester van Oost-Gelre", "Crisismaatregel", &written], "").status.code(), Some(0));
}

/// A shell cuts at spaces and an option may be repeated; the names are what stands between the commas.
#[test]
fn municipalities_are_read_however_they_are_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let given = ["--gemeenten", "'s-Hertogenbosch,", "Sint", "Michielsgestel", "--gemeenten", "Súdwest-Fryslân,Oost-Gelre"];
    for (model, form) in [("2", None), ("3", None), ("3", Some("centrum"))] {
        let name = format!("Proef {model} {}", form.unwrap_or("gewoon"));
        let form: Vec<&str> = form.iter().flat_map(|form| ["--form", form]).collect();
        let output = new_in(folder.path(), &[&[name.as_str(), "--model", model], &form[..], &given].concat());
        assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
        let region = folder.path().join(name.to_lowercase().replace(' ', "-")).join("01-regio.regio");
        let text = fs::read_to_string(region).expect("the region is there");
        assert!(text.contains("gemeenten     's-Hertogenbosch, Sint-Michielsgestel, Súdwest-Fryslân, Oost-Gelre"), "{text}");
    }
}

#[test]
fn nothing_is_ever_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let asked = ["Achterhoek", "--model", "2", "--gemeenten", "Aalten,Berkelland", "--into"];
    let into = |name: &str| new_in(folder.path(), &[&asked[..], &[name]].concat());
    fs::create_dir(folder.path().join("vol")).expect("a folder");
    fs::write(folder.path().join("vol/brief.txt"), "van mij").expect("a file");
    fs::write(folder.path().join("bestand"), "van mij").expect("a file");
    for taken in ["vol", "bestand"] {
        let output = into(taken);
        assert_eq!(output.status.code(), Some(2));
        assert!(shown(&output).contains(&format!("`{taken}` bestaat al en is niet leeg")), "{}", shown(&output));
    }
    assert!(shown(&into("geen/map")).contains("bestaat niet; maak die eerst"));
    assert_eq!(names_in(&folder.path().join("vol")), ["brief.txt"]);
    assert_eq!(names_in(folder.path()), ["bestand", "vol"], "nothing half written stays behind");
    assert_eq!(into("nieuw").status.code(), Some(0));
    assert_eq!(into("nieuw").status.code(), Some(2));
    assert_eq!(names_in(&folder.path().join("nieuw")).len(), 13);
}

/// The current folder, when it is empty, stays the same folder.
#[test]
fn an_empty_folder_is_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = new_in(folder.path(), &["Achterhoek", "--model", "3", "--gemeenten", "Aalten,Berkelland", "--into", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    assert!(shown(&output).contains("Let op: bij twee gemeenten"));
    let names = names_in(folder.path());
    assert_eq!(names.len(), 14, "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('.')));
}

#[test]
fn what_is_asked_wrongly_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_snapshot!(shown(&new_in(folder.path(), &["R", "--model", "1", "--gemeenten", "Alten,Weesp", "--centrum", "Epe"])), @"
    exit 2
    --- err
    er is geen gemeente `Alten`; bedoelde u `Aalten`?
    `Weesp` bestaat sinds 24 maart 2022 niet meer; bedoelde u `Amsterdam`?
    `Epe` staat bij --centrum, maar niet bij --gemeenten
    ");
    assert_snapshot!(shown(&new_in(folder.path(), &["9", "--model", "1", "--gemeenten", "Aalten", "--lang", "en"])), @"
    exit 2
    --- err
    `9` cannot be the name of a region; start with a letter and use letters, digits and plain signs
    name at least two municipalities, with commas between them
    ");
    assert_snapshot!(shown(&new_in(folder.path(), &["R", "--model", "1", "--form", "centrum", "--gemeenten", "Aalten,Epe"])), @"
    exit 2
    --- err
    --form hoort bij --model 3
    ");
    assert_snapshot!(shown(&new_in(folder.path(), &["R", "--model", "4", "--gemeenten", "Aalten,Epe"])), @"
    exit 2
    --- err
    `4` kan niet bij `--model <1|2|3>`
    Zie `sluitend --help`.
    ");
    assert_snapshot!(shown(&new_in(folder.path(), &["R", "--gemeenten", "Aalten,Epe"])), @"
    exit 2
    --- err
    hier ontbreekt: --model <1|2|3>
    Zie `sluitend --help`.
    ");
    assert!(names_in(folder.path()).is_empty());
}
