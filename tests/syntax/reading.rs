//! What is read without complaint.

use std::fs;
use std::path::{Path, PathBuf};

use sluitend::syntax::parse;
use sluitend::syntax::tree::{Quantity, Value};

/// Every text that ships with the product.
pub fn shipped_texts() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder can be listed").flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "regio") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs"), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("a spec can be read"))).collect()
}

/// A grammar with recovery never fails to parse, so valid text must be shown to hold no mistake at all.
#[test]
fn every_shipped_text_is_free_of_mistakes() {
    for (path, text) in shipped_texts() {
        let (tree, errors) = parse(&text);
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        assert!(!tree.blocks.is_empty(), "{}", path.display());
    }
}

fn first_value(text: &str) -> Value {
    let (mut tree, errors) = parse(text);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    tree.blocks.remove(0).properties.remove(0).value
}

#[test]
fn money_is_read_in_every_usual_form() {
    for (written, cents) in [
        ("66.000 euro", 6_600_000),
        ("€ 66.000", 6_600_000),
        ("€66000", 6_600_000),
        ("2.800,50 euro", 280_050),
        ("2.800,- euro", 280_000),
        ("1.234.567,8 euro", 123_456_780),
        ("5 euro", 500),
    ] {
        let value = first_value(&format!("kosten K {{ bedrag {written} }}"));
        assert!(matches!(value, Value::Quantity(Quantity::Money(read, None)) if read == cents), "{written}: {value:?}");
    }
}

#[test]
fn dates_are_read_in_three_forms_and_as_the_same_day() {
    let date = |written: &str| match first_value(&format!("proef \"x\" {{ op {written} }}")) {
        Value::Date(date) => date,
        other => panic!("{other:?}"),
    };
    assert_eq!(date("6 december 2023"), date("2023-12-06"));
    assert_eq!(date("6 december 2023"), date("6-12-2023"));
}

#[test]
fn through_includes_the_last_day_and_until_excludes_it() {
    let period = |written: &str| match first_value(&format!("rol R {{ geldig {written} }}")) {
        Value::Period(period) => period,
        other => panic!("{other:?}"),
    };
    assert_eq!(period("van 1 februari 2024 tot en met 31 januari 2028"), period("van 1 februari 2024 tot 1 februari 2028"));
}

/// Line ends, a byte order mark, tabs, blanks of Word and curly quotes change nothing in what is read.
#[test]
fn the_clothes_of_a_text_do_not_matter() {
    let plain = "overleg Tafel \"De tafel\" {\n  leden A, # de eerste\n        B\n  vergadert 4 keer per jaar\n}\nrol R\n";
    let (wanted, errors) = parse(plain);
    assert!(errors.is_empty());
    let dresses = [
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("\u{feff}{plain}"),
        plain.replace("  ", "\t"),
        plain.replace("4 keer", "4\u{a0}keer"),
        plain.replace("\"De tafel\"", "“De tafel”"),
        plain.replace("\"De tafel\"", "„De tafel”"),
        plain.replace("4 keer per jaar\n", "4 keer per jaar;\n"),
        plain.trim_end().to_owned(),
    ];
    for dress in dresses {
        let (tree, errors) = parse(&dress);
        assert!(errors.is_empty(), "{dress:?}: {errors:?}");
        assert_eq!(tree.blocks.len(), wanted.blocks.len(), "{dress:?}");
        assert_eq!(tree.blocks[0].properties.len(), 2, "{dress:?}");
    }
}

#[test]
fn names_of_every_script_and_sign_are_read() {
    let (tree, errors) = parse("partij Súdwest-Fryslân { }\npartij 's-Hertogenbosch\npartij ’t-Gooi_2\npartij Ĳsselstein\npartij 部門\n");
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(tree.blocks.len(), 5);
}

/// By when an open point must be arranged may stand before or after the law that asks it.
#[test]
fn an_open_point_takes_its_clauses_in_any_order() {
    let before = |property: &str| {
        let (tree, errors) = sluitend::syntax::parse(&format!("overeenkomst O {{ {property} }}"));
        assert!(errors.is_empty(), "{property}: {errors:?}");
        match &tree.blocks[0].properties[0].value {
            sluitend::syntax::tree::Value::Open(open) => (open.by.len(), open.before.map(|date| date.to_string())),
            other => panic!("{property} is {other:?}"),
        }
    };
    let due = (1, Some("2027-07-01".to_owned()));
    assert_eq!(before("toestemming nog te regelen door raad van Aalten voor 1 juli 2027 krachtens Wgr art. 1 lid 4"), due);
    assert_eq!(before("toestemming nog te regelen door raad van Aalten krachtens Wgr art. 1 lid 4 voor 1 juli 2027"), due);
    assert_eq!(before("toestemming nog te regelen krachtens Wgr art. 1 lid 4 door raad van Aalten voor 1 juli 2027"), due);
}
