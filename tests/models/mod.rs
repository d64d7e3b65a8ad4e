//! The templates of the VNG models, and the fresh regions made from them.

use proptest::prelude::*;
use sluitend::analysis::{self, Analysis};
use sluitend::finding::Severity;
use sluitend::lang::Lang;
use sluitend::syntax::parse;
use sluitend::syntax::vocabulary::BlockKind;
use sluitend::template::{Start, Template, WRITTEN_FOR, fill};
use sluitend::text::SourceFile;

use crate::support::{TODAY, told};

fn check(files: &[(String, String)]) -> Analysis {
    analysis::analyse(files.iter().map(|(name, text)| SourceFile::new(name.as_str(), text.as_str())), TODAY)
}

fn start(template: Template, name: &str, municipalities: &[&str], centre: Option<&str>) -> Result<Start, Vec<String>> {
    let municipalities: Vec<String> = municipalities.iter().map(ToString::to_string).collect();
    let read = Start::new(template, name, &municipalities, centre, TODAY);
    read.map_err(|wrong| wrong.iter().map(|message| message.get(Lang::Dutch).to_owned()).collect())
}

/// The texts of a fresh region.
fn fresh(template: Template, municipalities: &[&str], centre: Option<&str>) -> Vec<(String, String)> {
    fill(&start(template, "Voorbeeld", municipalities, centre).unwrap_or_else(|wrong| panic!("{wrong:?}")))
}

const TWENTY_TWO: [&str; 22] = [
    "Aalten",
    "Apeldoorn",
    "Berkelland",
    "Bronckhorst",
    "Brummen",
    "Doetinchem",
    "Elburg",
    "Epe",
    "Ermelo",
    "Harderwijk",
    "Hattem",
    "Heerde",
    "Lochem",
    "Montferland",
    "Nunspeet",
    "Oldebroek",
    "Oost Gelre",
    "Oude IJsselstreek",
    "Putten",
    "Voorst",
    "Winterswijk",
    "Zutphen",
];

#[test]
fn every_template_is_free_of_findings() {
    assert_eq!(TODAY, WRITTEN_FOR);
    for template in Template::ALL {
        let files: Vec<_> = template.files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let analysis = check(&files);
        assert!(analysis.findings.is_empty(), "{}:\n{}", template.folder(), told(&analysis));
        assert!(analysis.accepted.is_empty(), "{} accepts findings", template.folder());
    }
}

/// The files that the program carries are all that lie in the folder.
#[test]
fn every_file_of_a_template_is_embedded() {
    for template in Template::ALL {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/modellen").join(template.folder());
        let entries = std::fs::read_dir(folder).expect("the template is there").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        assert_eq!(names, template.files().iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    }
}

/// A reader who is no programmer finds a remark above each block, but for lists of like things, which share one.
#[test]
fn every_block_of_a_template_is_explained() {
    let alike = [BlockKind::Party, BlockKind::Topic, BlockKind::Cost, BlockKind::Scenario];
    for (name, text) in Template::ALL.iter().flat_map(|template| template.files()) {
        assert!(text.starts_with("# SJABLOON. ") && text.contains("\n\n"), "{name} does not say that it is a template");
        for block in parse(text).0.blocks.iter().filter(|b| b.kind.is_none_or(|kind| !alike.contains(&kind))) {
            let above = text[..block.span.start as usize].trim_end_matches('\n').lines().last().unwrap_or_default();
            assert!(above.starts_with('#') && !above.contains("------"), "{name}: nothing explains {}", &text[block.kind_span.range()]);
        }
    }
}

/// Remarks are not changed, so they name no municipality of the template.
#[test]
fn no_remark_of_a_template_names_a_municipality() {
    for (name, text) in Template::ALL.iter().flat_map(|template| template.files()) {
        for line in text.lines().filter_map(|line| line.split_once('#')).map(|(_, remark)| remark) {
            assert!(!["Aalten", "Berkelland", "Winterswijk"].iter().any(|town| line.contains(town)), "{name}: {line}");
        }
    }
}

#[test]
fn a_fresh_region_has_open_points_and_nothing_else() {
    for template in Template::ALL {
        for municipalities in [&["Aalten", "Berkelland"][..], &["Súdwest Fryslân", "'s-Hertogenbosch", "Oost Gelre"], &TWENTY_TWO] {
            let files = fresh(template, municipalities, municipalities.last().copied());
            let analysis = check(&files);
            let others = analysis.findings.iter().filter(|f| f.rule != "nog-te-regelen").count();
            assert_eq!(others, 0, "{} for {municipalities:?}:\n{}", template.folder(), told(&analysis));
            assert!(analysis.findings.iter().all(|f| f.severity == Severity::Hint));
            assert!(analysis.model.open_points.len() > 40);
        }
    }
}

/// Of the template nothing stays that would be untrue of a fresh region: no municipality, no act with a day.
#[test]
fn nothing_of_the_template_is_left_that_is_not_true() {
    for template in Template::ALL {
        for (name, text) in fresh(template, &["Zutphen", "Epe", "Putten"], Some("Epe")) {
            assert!(!text.contains("SJABLOON"), "{name}");
            for line in text.lines() {
                let stated = line.split('#').next().unwrap_or_default();
                assert!(!["Aalten", "Berkelland", "Winterswijk", "Voorbeeldregio"].iter().any(|word| line.contains(word)), "{name}: {line}");
                let is_dated = stated.contains(" 2025") || stated.contains(" 2024") || stated.contains(" euro");
                assert!(!is_dated || stated.trim_start().starts_with("op "), "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_centre_takes_the_place_of_the_first_municipality() {
    let files = fresh(Template::Central, &["Zutphen", "Epe", "Putten"], Some("Epe"));
    let text: String = files.iter().map(|(_, text)| text.as_str()).collect();
    assert!(text.contains("gemeenten     Zutphen, Epe, Putten\n"), "{text}");
    assert!(text.contains("gemeenten     Zutphen, Putten\n"), "{text}");
    assert!(text.contains("aan           college van Epe\n") && !text.contains("college van Zutphen"), "{text}");
    let first = fresh(Template::Align, &["Zutphen", "Epe"], None);
    assert!(first.iter().any(|(_, text)| text.contains("werkt onder   college van Zutphen\n")));
}

#[test]
fn a_long_list_of_municipalities_is_spread_over_lines() {
    let files = fresh(Template::Align, &TWENTY_TWO, None);
    assert!(files[0].1.contains("Elburg, Epe, Ermelo"), "{}", files[0].1);
    assert!(files[0].1.lines().all(|line| line.chars().count() <= 120));
}

#[test]
fn an_open_point_keeps_who_must_act_and_the_law_and_shows_the_example() {
    let text: String = fresh(Template::Arrangement, &["Epe", "Putten"], None).into_iter().map(|(_, text)| text).collect();
    for line in [
        "  toestemming   nog te regelen door raad van elke gemeente krachtens Wgr art. 1 lid 4\n",
        "  status        nog te regelen   # voorbeeld: ondertekend\n",
        "  bedrag        nog te regelen   # voorbeeld: 120.000 euro per jaar\n",
        "  maximaal      nog te regelen   # voorbeeld: 50.000 euro\n",
        "  # voorbeeld: door burgemeester van elke gemeente namens elke gemeente op 24 juni 2025\n  ondertekening nog te regelen door burgemeester van elke gemeente\n",
        "  evaluatie     door Algemeen-bestuur elke 4 jaar krachtens Wgr art. 11a\n",
        "  # straks: verwacht      Directeur is bevoegd tot Overeenkomsten-lichaam tot 50.000 euro\n",
        "# proef \"het geld is er\" {\n",
    ] {
        assert!(text.contains(line), "{line}");
    }
}

#[test]
fn a_name_that_is_taken_is_set_apart() {
    let name = |written: &str| start(Template::Align, written, &["Utrecht", "Zeist"], None).map(|start| start.name);
    assert_eq!(name("Utrecht").as_deref(), Ok("Regio-Utrecht"));
    assert_eq!(name("Visie").as_deref(), Ok("Regio-Visie"));
    assert_eq!(name("Voorbeeldregio").as_deref(), Ok("Voorbeeldregio"));
    assert_eq!(name("  noord-holland   noord ").as_deref(), Ok("Noord-holland-noord"));
    assert_eq!(name("Súdwest & co.").as_deref(), Ok("Súdwest-co"));
    for unfit in ["", "  ", "1 regio", "a \"b\"", "x\u{202e}y", "#"] {
        assert!(name(unfit).is_err(), "{unfit:?}");
    }
    let files = fill(&start(Template::Steer, "Utrecht", &["Utrecht", "Zeist"], None).expect("both exist"));
    assert!(check(&files).findings.iter().all(|f| f.severity == Severity::Hint));
}

#[test]
fn municipalities_are_found_as_people_write_them() {
    let found = |written: &[&str]| start(Template::Align, "R", written, None).map(|start| start.municipalities.join(", "));
    assert_eq!(found(&["'s-hertogenbosch", "sudwest fryslan", "OOST-GELRE"]).as_deref(), Ok("'s-Hertogenbosch, Súdwest-Fryslân, Oost-Gelre"));
    assert_eq!(found(&["Alphen aan den Rijn", "’s-Gravenhage"]).as_deref(), Ok("Alphen-aan-den-Rijn, 's-Gravenhage"));
}

#[test]
fn names_that_cannot_be_are_refused_with_what_was_meant() {
    let wrong = |written: &[&str], centre: Option<&str>| start(Template::Central, "R", written, centre).expect_err("refused").join("\n");
    assert_eq!(wrong(&["Alten", "Berkelland"], None), "er is geen gemeente `Alten`; bedoelde u `Aalten`?");
    assert_eq!(wrong(&["Weesp", "Aalten"], None), "`Weesp` bestaat sinds 24 maart 2022 niet meer; bedoelde u `Amsterdam`?");
    assert_eq!(
        wrong(&["Haaren", "Aalten"], None),
        "`Haaren` bestaat sinds 1 januari 2021 niet meer; bedoelde u `Boxtel`, `Oisterwijk`, `Tilburg` of `Vught`?"
    );
    assert_eq!(wrong(&["Bergen", "Aalten"], None), "`Bergen` kan meer gemeenten zijn; kies `Bergen-NH` of `Bergen-L`");
    assert_eq!(wrong(&["Aalten", "aalten"], None), "`Aalten` staat er tweemaal; noem elke gemeente één keer");
    assert_eq!(wrong(&["Aalten"], None), "noem ten minste twee gemeenten, met komma's ertussen");
    assert_eq!(wrong(&["Aalten", "Epe"], Some("Zutphen")), "`Zutphen` staat bij --centrum, maar niet bij --gemeenten");
    assert_eq!(wrong(&["Aalten", "Qwertyuiop"], Some("Alten")).lines().count(), 2);
}

/// Municipalities of the library that exist.
fn existing() -> Vec<String> {
    let model = analysis::read([], TODAY).model;
    model.municipalities.iter().filter(|m| m.cbs.is_some() && model.in_force(m.id)).map(|m| model.name(m.id).to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_municipalities_give_a_region_without_errors(
        municipalities in prop::sample::subsequence(existing(), 2..=6).prop_shuffle(),
        centre in any::<prop::sample::Index>(),
        template in prop::sample::select(Template::ALL.to_vec()),
    ) {
        let names: Vec<&str> = municipalities.iter().map(String::as_str).collect();
        let analysis = check(&fresh(template, &names, Some(*centre.get(&names))));
        prop_assert!(analysis.findings.iter().all(|f| f.severity != Severity::Error), "{names:?}:\n{}", told(&analysis));
    }
}
