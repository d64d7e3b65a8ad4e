//! The VNG checklist: that every element can be shown, and that its loss is noticed.

use jiff::civil::date;
use sluitend::analysis;
use sluitend::checklist::{self, Checklist, State};
use sluitend::competence::Competence;
use sluitend::lang::Lang;
use sluitend::text::SourceFile;

use crate::support::{TODAY, check_on};

/// A region of which every element shows at least in part, and nothing is amiss.
const REGION: &str = include_str!("rules/cases/checklist-onvolledig/compleet.regio");

fn lists(text: &str) -> Vec<Checklist> {
    let reading = analysis::read([SourceFile::new("t.regio", text)], TODAY);
    assert!(reading.syntax_errors.is_empty(), "{:?}", reading.syntax_errors);
    assert!(reading.model.name_problems.is_empty(), "{:?}", reading.model.name_problems);
    checklist::of(&reading.model, &Competence::new(&reading.model))
}

/// What a finding would list: the elements that are not shown, and parts that count by themselves.
fn listed(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in lists(text).iter().flat_map(|list| &list.elements) {
        if element.state() == State::NotShown {
            found.push(element.code.to_owned());
        }
        let names = element.lacking_variants().filter_map(|part| part.variant.as_ref());
        found.extend(names.map(|name| format!("{} {}", element.code, name.dutch)));
    }
    found
}

fn state(text: &str, code: &str) -> State {
    let lists = lists(text);
    lists[0].elements.iter().find(|element| element.code == code).expect("the element is there").state()
}

/// The region with each of these replaced; every one must stand in it.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(REGION.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the region has no {old}");
        text.replace(old, new)
    })
}

/// The region without a block.
fn without(start: &str) -> String {
    let at = REGION.find(start).expect("the block is there");
    let rest = &REGION[at..];
    let end = if rest.lines().next().is_some_and(|line| line.ends_with('}')) { rest.find('\n') } else { rest.find("\n}\n").map(|at| at + 2) };
    format!("{}{}", &REGION[..at], &rest[end.expect("the block ends")..])
}

#[test]
fn every_element_can_be_arranged() {
    let text = with(&[
        ("krachtens VNG-regiopilot }", "krachtens VNG-regiopilot; trekker Programmaleider }"),
        ("  werkvorm      afstemmen\n", "  instelling    door college van elke gemeente\n  verantwoording aan raad van elke gemeente\n"),
        ("{ niveau tactisch;", "{ niveau tactisch; opdracht door college van elke gemeente; evaluatie door Programmaoverleg elk jaar;"),
        ("{ niveau uitvoerend;", "{ niveau uitvoerend; opdracht door college van elke gemeente; evaluatie door Casusoverleg elk jaar;"),
        ("{ houder geen }", "{ houder burgemeester van elke gemeente; krachtens Convenant }"),
        ("  verdeling     inwonertal\n", "  verdeling     inwonertal\n  risico        elke gemeente\n"),
    ]) + "rol Programmaleider { werkt onder college van Aalten }
document Afwegingskader { soort afwegingskader; status vastgesteld }
document Plan { soort plan-van-aanpak; status vastgesteld }
document Monitor { soort monitoring; status vastgesteld }
escalatie Ladder {
  trede 1 { regie Casusoverleg }
  trede 2 { regie burgemeester van elke gemeente }
}
bevoegdheid P { aard besluit; houder college van elke gemeente }
mandaat M { van college van elke gemeente; aan Programmaleider; over P }
";
    let lists = lists(&text);
    let rest: Vec<_> = lists[0].elements.iter().filter(|e| e.state() != State::Arranged).map(|e| (e.code, e.lacking())).collect();
    assert!(rest.is_empty(), "{rest:#?}");
    assert_eq!((lists[0].elements.len(), lists[0].count(State::Arranged)), (21, 21));
}

#[test]
fn a_silent_text_shows_nothing_and_says_what_would_show_it() {
    let lists = lists("regio R { gemeenten Aalten }");
    assert_eq!(lists[0].count(State::NotShown), 21);
    assert!(lists[0].asked.is_none());
    for element in &lists[0].elements {
        let lacking = element.lacking().expect("something is lacking");
        for lang in [Lang::Dutch, Lang::English] {
            let sentence = lacking.get(lang);
            assert!(sentence.starts_with(lang.pick("Niet gebleken: ", "Not shown: ")) && sentence.ends_with('.'), "{sentence}");
            assert!(!element.name.get(lang).is_empty() && !element.about.get(lang).is_empty(), "{}", element.code);
        }
    }
}

#[test]
fn a_complete_region_lists_nothing() {
    assert_eq!(listed(REGION), Vec::<String>::new());
}

/// From a region that closes, each statement on which an element turns is taken out.
#[test]
fn every_loss_is_listed() {
    let lost = |text: &str| listed(text).join(", ");
    assert_eq!(lost(&without("doorzettingsmacht ")), "C5");
    assert_eq!(lost(&without("document Werkagenda")), "A4, O1, outcome 2");
    assert_eq!(lost(&without("informatiedeling ")), "O2");
    assert_eq!(lost(&without("kosten ")), "O4");
    assert_eq!(lost(&without("middelen ").replace(" uit Regiobijdrage", "")), "C4");
    assert_eq!(lost(&without("overleg Casusoverleg").replace("Casusoverleg", "Programmaoverleg")), "I3");
    assert_eq!(lost(&with(&[("  evaluatie    door college van elke gemeente elke 2 jaar\n", "")])), "A4");
    assert_eq!(lost(&with(&[("; krachtens VNG-regiopilot", "")])), "C2");
    assert_eq!(lost(&with(&[("  voorbereiden  Programmaoverleg\n", "")])), "A2");
    assert_eq!(lost(&without("overleg Programmaoverleg").replace("  voorbereiden  Programmaoverleg\n", "")), "I2, A2");
    assert_eq!(lost(&with(&[("soort        werkagenda", "soort        visie")])), "O1");
}

#[test]
fn parts_that_count_by_themselves_are_listed() {
    let members = "burgemeester van elke gemeente, wethouder van elke gemeente, Politie-Oost, GGNet, Herstelnetwerk\n  bespreekt";
    let seated = |seats: &str| listed(&with(&[(members, &format!("{seats}\n  bespreekt"))])).join(", ");
    assert_eq!(seated("burgemeester van elke gemeente, Politie-Oost, Herstelnetwerk"), "I1 domein eenzijdig");
    assert_eq!(seated("wethouder van elke gemeente, GGNet, Herstelnetwerk"), "I1 domein eenzijdig");
    assert_eq!(seated("burgemeester van elke gemeente, GGNet, Herstelnetwerk"), "");
    // Of a group without organisations, or an official, nobody knows the side.
    assert_eq!(seated("burgemeester van elke gemeente, ambtenaar van Aalten, Herstelnetwerk"), "");
    assert_eq!(listed(&REGION.replace(", Herstelnetwerk", "")).join(", "), "A4 ervaringsperspectief");
    // A group that has it among its kinds will do, and so will an adviser.
    assert_eq!(seated("burgemeester van elke gemeente, GGNet, Herstelnetwerk als adviseur"), "");
}

#[test]
fn steering_by_one_side_is_listed_unless_it_is_on_purpose() {
    let steering = |table: &str| listed(&format!("{REGION}overleg Stuurgroep {{ niveau tactisch; stuurt Casusoverleg; {table} }}\n")).join(", ");
    assert_eq!(steering("leden gemeentesecretaris van Aalten, Directeur-publieke-gezondheid"), "I1 domein eenzijdig");
    assert_eq!(steering("leden burgemeester van Aalten, Politie-Oost"), "I1 domein eenzijdig");
    assert_eq!(steering("leden burgemeester van Aalten, Politie-Oost; domein veiligheid"), "");
    assert_eq!(steering("leden ambtenaar van Aalten; verantwoording aan Stamtafel"), "");
    assert_eq!(steering("leden ambtenaar van Aalten, Politie-Oost"), "");
}

#[test]
fn drafts_promises_and_open_points_count_in_part() {
    let werkagenda = |old: &str, new: &str| state(&with(&[(old, new)]), "O1");
    assert_eq!(werkagenda("status       vastgesteld", "status       concept"), State::Partly);
    assert_eq!(state(&with(&[("  vastgelegd in Convenant\n}", "}")]), "O2"), State::Partly);
    assert_eq!(state(&with(&[("{ houder geen }", "{ houder nog te regelen }")]), "C5"), State::Partly);
    assert_eq!(state(&with(&[(" { houder geen }", "")]), "C5"), State::Partly);
    let term = |until: &str| state(&with(&[("van 1 februari 2024 tot 1 februari 2028", until)]), "C3");
    assert_eq!(term("van 1 februari 2024 tot 1 maart 2025"), State::NotShown, "the agreement has ended");
    assert_eq!(term("van 1 februari 2025 tot 1 februari 2026"), State::Partly);
    assert_eq!(term("van 1 februari 2025"), State::Arranged);
}

/// Structural costs out of means that end: such money stands in for a budget.
#[test]
fn money_that_ends_is_no_cover_for_what_recurs() {
    assert_eq!(state(REGION, "C4"), State::Arranged);
    let reserve = with(&[("{ soort begroting;", "{ soort reserve;"), ("aard structureel; houder", "aard incidenteel; houder")]);
    assert_eq!(state(&reserve, "C4"), State::Partly);
}

#[test]
fn what_is_not_in_force_or_not_of_the_region_does_not_count() {
    let text = with(&[("overleg Casusoverleg {", "overleg Casusoverleg { geldig tot 1 januari 2025;")]);
    assert_eq!(state(&text, "I3"), State::NotShown);
    let reading = analysis::read([SourceFile::new("t.regio", text)], date(2024, 6, 1));
    let lists = checklist::of(&reading.model, &Competence::new(&reading.model));
    assert_eq!(lists[0].elements[2].state(), State::Arranged);
}

#[test]
fn every_region_of_a_model_has_a_list_of_its_own() {
    let changes = [
        ("Voorbeeldregio", "Oost"),
        ("Aalten, Berkelland, Winterswijk", "Doetinchem, Lochem"),
        ("elke gemeente", "elke gemeente in Oost"),
        ("college van Aalten", "college van Lochem"),
    ];
    let west = "overleg Westtafel { niveau bestuurlijk; werkvorm afstemmen; leden burgemeester van Aalten, wethouder van Aalten }";
    let text = format!("{}\nregio West {{ gemeenten Aalten }}\n{west}\n", with(&changes));
    let lists = lists(&text);
    assert_eq!(lists.len(), 2);
    let state = |list: &Checklist, code: &str| list.elements.iter().find(|e| e.code == code).map(sluitend::checklist::Element::state);
    assert_eq!((state(&lists[0], "O2"), state(&lists[0], "C4")), (Some(State::Arranged), Some(State::Arranged)));
    assert_eq!((state(&lists[1], "O2"), state(&lists[1], "C4")), (Some(State::NotShown), Some(State::NotShown)));
    assert!(lists.iter().all(|list| list.asked.is_some()));
}

#[test]
fn the_norm_is_asked_by_a_working_form_or_a_text_of_the_vng() {
    let asked = |text: &str| lists(text).iter().any(|list| list.asked.is_some());
    let table = |more: &str| format!("regio R {{ gemeenten Aalten }}\noverleg O {{ leden burgemeester van Aalten; {more} }}");
    assert!(asked(&table("niveau bestuurlijk; werkvorm besluiten")));
    assert!(asked(&table("werkvorm richting-geven")), "where administrators sit, the level need not be stated");
    assert!(asked(&table("krachtens VNG-praatplaat")));
    assert!(asked("regio R { gemeenten Aalten; krachtens VNG-regiopilot }"));
    assert!(asked("regio R { gemeenten Aalten }\ndocument Visie { soort visie; krachtens VNG-praatplaat }"));
    assert!(!asked(&table("niveau bestuurlijk")));
    assert!(!asked(&table("niveau tactisch; werkvorm afstemmen")));
    assert!(!asked(&table("bron VNG-praatplaat")));
    assert!(!asked(&table("krachtens Wvggz art. 8:31")));
}

/// A fix of `model-past-niet` closes what it was offered for.
#[test]
fn the_fixes_for_a_working_form_close_the_finding() {
    let cases = [
        include_str!("rules/cases/model-past-niet/gemengde-vorm.regio"),
        include_str!("rules/cases/model-past-niet/besluiten-maar-niet-bevoegd.regio"),
        include_str!("rules/cases/model-past-niet/besluiten-zonder-raad.regio"),
        &include_str!("rules/cases/model-past-niet/mandaat-bij-afstemmen.regio")
            .replace("  soort         algemeen", "  toestemming   door raad van elke gemeente op 24 januari 2024\n  soort         algemeen"),
    ];
    for text in cases {
        let fired = |text: &str| check_on(text, TODAY).findings.into_iter().filter(|f| f.rule == "model-past-niet").collect::<Vec<_>>();
        let before = fired(text);
        let fix = before.iter().find_map(|finding| finding.fixes.first()).expect("a fix is offered");
        let mut mended = text.to_owned();
        for edit in fix.edits.iter().rev() {
            mended.replace_range(edit.place.span.range(), &edit.text);
        }
        assert_eq!(fired(&mended).len() + 1, before.len(), "{mended}");
    }
}
