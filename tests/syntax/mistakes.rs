//! Mistakes are told one by one, on the right line, in words that say what was meant.

use sluitend::finding::Finding;
use sluitend::syntax::{explain, parse};
use sluitend::text::{FileId, SourceFile};

/// Every mistake as (line, the words it points at, headline).
fn mistakes(text: &str) -> Vec<(u32, String, String)> {
    let file = SourceFile::new("tekst.regio", text);
    let findings: Vec<Finding> = parse(text).1.iter().map(|error| explain::finding(error, FileId(0))).collect();
    findings.into_iter().map(|f| (file.position(f.place.span.start).line, text[f.place.span.range()].to_owned(), f.headline.dutch)).collect()
}

/// One mistake in one property of one block.
fn told(block: &str) -> (String, String) {
    let mut all = mistakes(block);
    assert_eq!(all.len(), 1, "{block}: {all:?}");
    let (_, words, headline) = all.remove(0);
    (words, headline)
}

#[test]
fn the_usual_slips_are_answered_with_what_was_meant() {
    let cases = [
        ("overleg O { leden: A }", ":", "na `leden` hoort geen `:`"),
        ("overleg O { niveau = tactisch }", "=", "na `niveau` hoort geen `=`"),
        ("overleg o { }", "o", "een naam begint met een hoofdletter, `o` niet"),
        ("overleg O { bespreekt gedwongen-zorg }", "gedwongen-zorg", "een naam begint met een hoofdletter, `gedwongen-zorg` niet"),
        ("overleg O { ook genoemd netwerktafel }", "netwerktafel", "de tekst na `ook genoemd` staat niet tussen aanhalingstekens"),
        ("overleg O { ook genoemd \"netwerk }", "\"netwerk", "de tekst bij `ook genoemd` heeft geen afsluitend aanhalingsteken"),
        ("overleg O { members A }", "members", "`members` is geen eigenschap; bedoelde u `leden`?"),
        ("overleg O { vergaderd 4 keer per jaar }", "vergaderd", "`vergaderd` is geen eigenschap; bedoelde u `vergadert`?"),
        ("overleg O { niveau bestuurlik }", "bestuurlik", "`bestuurlik` kan niet bij `niveau`; bedoelde u `bestuurlijk`?"),
        ("overlegg O { niveau tactisch }", "overlegg", "`overlegg` is geen soort blok; bedoelde u `overleg`?"),
        ("mandate M { aan A }", "mandate", "`mandate` is geen soort blok; bedoelde u `mandaat`?"),
        ("overleg O { leden A, B en C }", "en", "in een lijst staat een komma, geen `en`"),
        ("Overleg O { leden A }", "Overleg", "`Overleg` is geen soort blok; bedoelde u `overleg`?"),
        ("overleg O { leden A B }", "B", "voor `B` ontbreekt een komma"),
        ("overleg O { dekking 10 euro door A }", "dekking", "`dekking` hoort niet in een blok `overleg`"),
        ("overleg O { vergadert vier keer per jaar }", "vier", "`vier` past niet na `vergadert`: hier hoort een ritme"),
        ("rol R { termijn }", "", "na `termijn` ontbreekt een termijn"),
        ("rol R { geldig van 30 februari 2024 }", "30 februari 2024", "`30 februari 2024` staat niet op de kalender"),
        ("rol R { geldig van 2 mei 2024 tot 1 mei 2024 }", "van 2 mei 2024 tot 1 mei 2024", "deze periode eindigt voordat zij begint"),
        ("overleg O { leden vanAalten }", "vanAalten", "`vanAalten` past niet na `leden`: hier hoort een lijst van leden met komma's"),
        ("overleg O { leden 1wethouder }", "1wethouder", "`1wethouder` past niet na `leden`: hier hoort een lijst van leden met komma's"),
        ("overleg Tafel Zorg { niveau tactisch }", "Zorg", "`Zorg` hoort niet tussen de naam en de accolade"),
        ("overleg { niveau tactisch }", "overleg", "dit blok `overleg` heeft geen naam"),
        ("overleg O { niveau tactisch", "overleg", "dit blok `overleg` wordt niet afgesloten"),
        ("overleg O { niveau tactisch } }", "}", "deze `}` sluit niets af"),
        ("zomaar een regel", "zomaar een regel", "deze regel staat buiten elk blok"),
        ("overleg O { doel \"x\u{200b}\" }", "doel", "`doel` hoort niet in een blok `overleg`"),
    ];
    for (text, words, headline) in cases {
        let mut all = mistakes(text);
        all.retain(|(_, _, told)| !told.contains("onzichtbaar"));
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        assert_eq!((all[0].1.as_str(), all[0].2.as_str()), (words, headline), "{text}");
    }
}

#[test]
fn n_mistakes_give_n_errors_on_the_right_lines() {
    let text = "\
overleg A {
  leden: B
  niveau hoog
  vergadert 4 keer per jaar
  zomaar iets
}
mandaat M {
  van college
  aan
}
kosten K {
  bedrag veel
  bron Visie p. 4
route R {
  besluiten 12
}
";
    let lines: Vec<u32> = mistakes(text).iter().map(|(line, ..)| *line).collect();
    assert_eq!(lines, [2, 3, 5, 9, 11, 12, 15]);
}

/// A mistake in one block leaves the blocks around it whole.
#[test]
fn a_broken_block_does_not_reach_the_next() {
    for broken in ["overleg A {\n  leden\n", "overleg A {{{{\n", "overleg A \"zonder einde {\n leden B\n", "}}}\n", "overleg {\n  x {\n}\n"] {
        let text = format!("rol Voor {{ termijn 4 jaar }}\n{broken}rol Na {{ termijn 4 jaar }}\n");
        let (tree, errors) = parse(&text);
        assert!(!errors.is_empty(), "{broken}");
        let (first, last) = (&tree.blocks[0], &tree.blocks[tree.blocks.len() - 1]);
        assert_eq!(first.properties.len(), 1, "{broken}");
        assert_eq!(&text[last.name.expect("the last block has a name").span.range()], "Na", "{broken}");
        assert_eq!(last.properties.len(), 1, "{broken}");
    }
}

#[test]
fn invisible_characters_are_named() {
    let (_, headline) = told("rol R { termijn 4 jaar\u{0} }");
    assert!(headline.contains("U+0000"), "{headline}");
    let all = mistakes("document D \"titel\u{202e}om\" { }");
    assert_eq!(all.len(), 1);
    assert!(all[0].2.contains("U+202E"), "{all:?}");
}

/// The underlined words of a fix, replaced by its text, give a text with one mistake less.
#[test]
fn the_fix_of_a_slip_mends_it() {
    for text in [
        "overleg O { leden: A }",
        "overleg o { }",
        "overleg O { members A }",
        "overleg O { ook genoemd tafel }",
        "overleg O { leden A, B en C }",
        "Overleg O {\n leden A\n}",
        "overlegg O { }",
        "overleg O { niveau tactich }",
    ] {
        let errors = parse(text).1;
        let finding = explain::finding(&errors[0], FileId(0));
        let edit = &finding.fixes.first().expect("this slip has a fix").edits[0];
        let mut mended = text.to_owned();
        mended.replace_range(edit.place.span.range(), &edit.text);
        assert!(parse(&mended).1.len() < errors.len(), "{text} -> {mended}");
    }
}
