//! The words of findings: what a text denies is told as denied, and no place is shown twice.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sluitend::rules;

use crate::support::{TODAY, check_on, told};

/// Where a text says that there is none, the finding does not say that none has appeared.
#[test]
fn what_the_text_denies_is_told_as_the_words_of_the_text() {
    let region = "regio R { gemeenten Aalten, Berkelland }\n";
    let texts = [
        ("besluitregel-ontbreekt", "overleg O { niveau bestuurlijk; besluitbevoegd ja; besluitregel geen; leden college van elke gemeente }"),
        (
            "mandaat-zonder-instemming",
            "partij P { soort ggz; domein zorg }\nbevoegdheid B { aard besluit; houder college van Aalten }\nmandaat M { van college van Aalten; aan P; over B; soort algemeen; instemming geen }",
        ),
        ("raad-niet-betrokken", "overeenkomst C { soort centrumregeling; status vastgesteld; partijen college van elke gemeente; toestemming geen }"),
        ("raad-niet-betrokken", "overeenkomst C { soort deelneming; status vastgesteld; partijen elke gemeente; wensen en bedenkingen geen }"),
        (
            "overeenkomst-niet-ondertekend",
            "overeenkomst C { soort convenant; status vastgesteld; partijen elke gemeente; ondertekening geen; geldig van 1 januari 2024 }",
        ),
        (
            "verantwoording-ontbreekt",
            "partij P { soort ggz; domein zorg }\noverleg O { niveau bestuurlijk; besluitbevoegd ja; leden P; verantwoording aan geen }",
        ),
        (
            "dekking-zonder-budgetbesluit",
            "kosten K { bedrag 500 euro per jaar; aard structureel; dekking 500 euro per jaar door Aalten; budgetbesluit geen }",
        ),
        (
            "opdracht-zonder-opdrachtgever",
            "overleg O { niveau bestuurlijk; werkvorm richting-geven; opdracht geen; leden college van elke gemeente }",
        ),
        (
            "terugkoppeling-ontbreekt",
            "partij P { soort ggz; domein zorg }\nthema T { domein zorg }\nroute W { voor T; signaleren P; besluiten college van Aalten; terugkoppelen geen }",
        ),
        ("wettelijk-ritme-niet-gehaald", "overleg O { niveau bestuurlijk; leden Officier-van-justitie; vergadert geen; krachtens Wvggz art. 8:31 }"),
    ];
    for (rule, text) in texts {
        let analysis = check_on(&format!("{region}{text}\n"), TODAY);
        let headlines: Vec<&str> = analysis.findings.iter().filter(|f| f.rule == rule).map(|f| f.headline.dutch.as_str()).collect();
        let denied = |headline: &&str| headline.contains("volgens de tekst") || headline.contains("uitdrukkelijk");
        assert!(headlines.iter().any(denied), "{rule}: {headlines:?}\n{}", told(&analysis));
    }
}

/// A finding points to each place once: two labels on the same words say nothing twice.
#[test]
fn no_finding_shows_one_place_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/cases");
    for rule in rules::all() {
        let Ok(cases) = fs::read_dir(root.join(rule.rule.name)) else { continue };
        for case in cases.flatten() {
            let analysis = check_on(&fs::read_to_string(case.path()).expect("a case can be read"), TODAY);
            for finding in &analysis.findings {
                let places: Vec<_> = std::iter::once(finding.place).chain(finding.related.iter().map(|r| r.place)).collect();
                let once: BTreeSet<_> = places.iter().collect();
                assert_eq!(once.len(), places.len(), "{}: {}\n{:?}", case.path().display(), finding.headline.dutch, finding.related);
            }
        }
    }
}
