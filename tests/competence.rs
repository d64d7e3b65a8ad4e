//! Who may decide what: the answers that every rule and `why` build on.

use jiff::civil::{Date, date};
use sluitend::analysis;
use sluitend::competence::{Ask, Competence, Defect, Lack, Title};
use sluitend::model::Model;
use sluitend::model::refs::Actor;
use sluitend::text::SourceFile;

const REGION: &str = "\
regio R { gemeenten Aalten, Berkelland, Winterswijk }
rol Directeur { werkt onder college van Aalten }
rol Teamleider { werkt onder Directeur }
thema Zorg
thema Overlast
bevoegdheid P { aard besluit; houder college van elke gemeente }
";

fn model(text: &str, on: Date) -> Model {
    let reading = analysis::read([SourceFile::new("t.regio", format!("{REGION}{text}"))], on);
    assert!(reading.syntax_errors.is_empty(), "{:?}", reading.syntax_errors);
    assert!(reading.model.name_problems.is_empty(), "{:?}", reading.model.name_problems);
    reading.model
}

/// For how many holders somebody may use `P`.
fn holders(text: &str, who: &str, ask: impl Fn(&Model) -> Ask) -> usize {
    let model = model(text, date(2026, 1, 1));
    let competence = Competence::new(&model);
    let power = model.find("P").expect("P is declared");
    let actors = model.expand(model.who_in_words(who).expect("somebody"));
    actors.into_iter().map(|actor| competence.chains(actor, power, ask(&model)).len()).sum()
}

fn plainly(text: &str, who: &str) -> usize {
    holders(text, who, |_| Ask::default())
}

#[test]
fn a_holder_uses_its_own_power_and_nobody_elses() {
    assert_eq!(plainly("", "college van Aalten"), 1);
    assert_eq!(plainly("", "college van elke gemeente"), 3);
    assert_eq!(plainly("", "raad van Aalten"), 0);
    assert_eq!(plainly("", "burgemeester van Aalten"), 0);
    assert_eq!(plainly("", "college van Groningen"), 0);
}

#[test]
fn a_mandate_reaches_as_far_as_its_givers() {
    assert_eq!(plainly("mandaat M { van college van elke gemeente; aan Directeur; over P }", "Directeur"), 3);
    assert_eq!(plainly("mandaat M { van college van Aalten, college van Berkelland; aan Directeur; over P }", "Directeur"), 2);
    assert_eq!(plainly("mandaat M { van raad van elke gemeente; aan Directeur; over P }", "Directeur"), 0);
}

/// A set on both sides: each college gives to its own officials, not to those of the neighbours.
#[test]
fn between_sets_each_municipality_gives_to_its_own() {
    let text = "mandaat M { van college van elke gemeente; aan ambtenaar van elke gemeente; over P }";
    assert_eq!(plainly(text, "ambtenaar van Aalten"), 1);
    assert_eq!(plainly(text, "ambtenaar van elke gemeente"), 3);
    let single = "mandaat M { van college van elke gemeente; aan ambtenaar van Aalten; over P }";
    assert_eq!(plainly(single, "ambtenaar van Aalten"), 3);
}

#[test]
fn a_ceiling_and_topics_limit_a_mandate() {
    let text = "mandaat M { van college van elke gemeente; aan Directeur; over P; maximaal 1.000 euro; voor Zorg }";
    let ask = |amount, topic: &'static str| move |model: &Model| Ask { amount: Some(amount), topic: model.find(topic) };
    assert_eq!(holders(text, "Directeur", ask(100_000, "Zorg")), 3);
    assert_eq!(holders(text, "Directeur", ask(100_001, "Zorg")), 0);
    assert_eq!(holders(text, "Directeur", ask(1, "Overlast")), 0);
}

/// A power that names topics is nobody's for another topic, not even its holder's.
#[test]
fn the_topics_of_a_power_limit_everybody_who_uses_it() {
    let text = "bevoegdheid Q { aard besluit; voor Zorg; houder college van elke gemeente }\nmandaat M { van college van elke gemeente; aan Directeur; over Q }";
    let model = model(text, date(2026, 1, 1));
    let competence = Competence::new(&model);
    let power = model.find("Q").expect("declared");
    for who in ["college van Aalten", "Directeur"] {
        let actor = model.expand(model.who_in_words(who).expect("somebody"))[0];
        let may = |topic: Option<&str>| competence.is_competent(actor, power, Ask { amount: None, topic: topic.and_then(|name| model.find(name)) });
        assert!(may(None) && may(Some("Zorg")) && !may(Some("Overlast")), "{who}");
        let lack = competence.lack(actor, power, Ask { amount: None, topic: model.find("Overlast") });
        assert!(matches!(lack, Some(Lack::OtherTopics)), "{lack:?}");
    }
}

/// A sub-mandate reaches no further than the lowest ceiling above it, also where it names none itself.
#[test]
fn the_lowest_ceiling_of_a_chain_counts() {
    let chain = |under: &str, own: &str| {
        format!(
            "mandaat M {{ van college van Aalten; aan Directeur; over P; ondermandaat ja; maximaal 1.000 euro }}\n\
             mandaat Ruim {{ van college van Aalten; aan Directeur; over P; ondermandaat ja }}\n\
             mandaat N {{ van Directeur; aan Teamleider; over P; {under}{own} }}"
        )
    };
    let may = |text: &str, amount: u64| holders(text, "Teamleider", |_| Ask { amount: Some(amount), topic: None }) > 0;
    assert!(may(&chain("onder M", ""), 100_000) && !may(&chain("onder M", ""), 100_001));
    assert!(may(&chain("onder M", "; maximaal 500 euro"), 50_000) && !may(&chain("onder M", "; maximaal 500 euro"), 50_001));
    assert!(!may(&chain("onder M", "; maximaal 2.000 euro"), 100_001));
    assert!(may(&chain("onder Ruim", ""), 100_001));
}

#[test]
fn a_mandate_holds_only_in_its_time() {
    let text = "mandaat M { van college van elke gemeente; aan Directeur; over P; geldig van 1 februari 2024 tot 1 februari 2028 }";
    for (on, competent) in [(date(2024, 1, 31), false), (date(2024, 2, 1), true), (date(2028, 1, 31), true), (date(2028, 2, 1), false)] {
        let model = model(text, on);
        let actor = Actor { of: model.find("Directeur").expect("declared"), office: None };
        let power = model.find("P").expect("declared");
        assert_eq!(Competence::new(&model).is_competent(actor, power, Ask::default()), competent, "{on}");
    }
}

#[test]
fn a_sub_mandate_carries_its_chain_and_its_defect() {
    for (permission, defects) in [("ondermandaat ja", 0), ("ondermandaat nee", 1)] {
        let text = format!(
            "mandaat M {{ van college van Aalten; aan Directeur; over P; {permission} }}\nmandaat N {{ van Directeur; aan Teamleider; over P; onder M }}"
        );
        let model = model(&text, date(2026, 1, 1));
        let competence = Competence::new(&model);
        let actor = Actor { of: model.find("Teamleider").expect("declared"), office: None };
        let chains = competence.chains(actor, model.find("P").expect("declared"), Ask::default());
        let [chain] = chains.as_slice() else { panic!("one chain: {chains:?}") };
        assert_eq!(model.say_actor(chain.principal), "college van Aalten");
        let names: Vec<&str> = chain.links.iter().map(|link| model.name(link.grant)).collect();
        assert_eq!(names, ["M", "N"]);
        assert_eq!(chain.defects.iter().filter(|d| matches!(d, Defect::SubMandateNotAllowed { .. })).count(), defects);
    }
}

/// Awb 10:17: who delegates no longer uses the power; who mandates keeps it (10:7).
#[test]
fn a_delegator_loses_the_power_and_a_mandator_keeps_it() {
    let delegated = "delegatie D { van college van Aalten; aan Directeur; over P }";
    assert_eq!(plainly(delegated, "college van Aalten"), 0);
    assert_eq!(plainly(delegated, "college van Berkelland"), 1);
    assert_eq!(plainly(delegated, "Directeur"), 1);
    assert_eq!(plainly("mandaat M { van college van Aalten; aan Directeur; over P }", "college van Aalten"), 1);
}

/// A delegation for one topic, or up to an amount, leaves the rest with whoever gave it.
#[test]
fn a_limited_delegation_takes_away_only_its_part() {
    let text = |limit: &str| format!("delegatie D {{ van college van Aalten; aan Directeur; over P; {limit} }}");
    let keeps = |limit: &str, ask: fn(&Model) -> Ask| holders(&text(limit), "college van Aalten", ask) > 0;
    assert!(keeps("voor Zorg", |_| Ask::default()));
    assert!(keeps("voor Zorg", |m| Ask { amount: None, topic: m.find("Overlast") }));
    assert!(!keeps("voor Zorg", |m| Ask { amount: None, topic: m.find("Zorg") }));
    assert!(keeps("maximaal 1.000 euro", |_| Ask { amount: Some(100_001), topic: None }));
    assert!(!keeps("maximaal 1.000 euro", |_| Ask { amount: Some(100_000), topic: None }));
}

/// Awb 10:17 holds for a power that was received too: who passes it on by delegation no longer uses it.
#[test]
fn a_power_that_is_delegated_twice_stays_with_the_last() {
    let text = "delegatie D { van college van Aalten; aan Directeur; over P }\n\
        delegatie E { van Directeur; aan Teamleider; over P }\n\
        rol Medewerker { werkt onder Teamleider }\n\
        mandaat M { van Teamleider; aan Medewerker; over P }";
    assert_eq!(plainly(text, "Directeur"), 0);
    assert_eq!(plainly(text, "Teamleider"), 1);
    assert_eq!(plainly(text, "Medewerker"), 1);
    let mandated = "delegatie D { van college van Aalten; aan Directeur; over P }\nmandaat M { van Directeur; aan Teamleider; over P }";
    assert_eq!(plainly(mandated, "Directeur"), 1);
}

#[test]
fn a_table_decides_only_with_a_title() {
    let seats = "leden college van elke gemeente";
    assert_eq!(plainly(&format!("overleg O {{ {seats} }}"), "O"), 0);
    assert_eq!(plainly(&format!("overleg O {{ {seats}; besluitregel meerderheid }}"), "O"), 0);
    assert_eq!(plainly(&format!("overleg O {{ {seats}; besluitregel unanimiteit }}"), "O"), 3);
    assert_eq!(plainly(&format!("partij X {{ soort ggz }}\noverleg O {{ {seats}, X; besluitregel unanimiteit }}"), "O"), 0);
    assert_eq!(plainly(&format!("partij X {{ soort ggz }}\noverleg O {{ {seats}, X als adviseur; besluitregel consensus }}"), "O"), 3);
    assert_eq!(plainly(&format!("overleg O {{ {seats} }}\nmandaat M {{ van college van elke gemeente; aan O; over P }}"), "O"), 3);
}

#[test]
fn a_table_that_agrees_unanimously_says_so_in_its_chain() {
    let model = model("overleg O { leden college van Aalten; besluitregel unanimiteit }", date(2026, 1, 1));
    let table = model.find("O").expect("declared");
    let chains = Competence::new(&model).chains(Actor { of: table, office: None }, model.find("P").expect("declared"), Ask::default());
    assert_eq!(chains[0].title, Title::AllMembers(table));
}

/// A table that is named as holder holds nothing, unless an arrangement under the Wgr gives it the power.
#[test]
fn naming_a_table_as_holder_gives_it_no_power() {
    let with = |agreement: &str| {
        let text = format!(
            "overeenkomst G {{ soort {agreement}; partijen college van elke gemeente }}\noverleg Bestuur {{ leden burgemeester van elke gemeente; vastgelegd in G art. 3 }}\nbevoegdheid Q {{ houder Bestuur; aard besluit }}"
        );
        let model = model(&text, date(2026, 1, 1));
        let actor = Actor { of: model.find("Bestuur").expect("declared"), office: None };
        Competence::new(&model).holds(actor, model.find("Q").expect("declared"))
    };
    assert!(!with("convenant"));
    assert!(with("openbaar-lichaam"));
    assert!(with("gemeenschappelijk-orgaan"));
}

/// Mandates in a circle, and chains without an end, give an answer.
#[test]
fn circles_and_endless_chains_end() {
    assert_eq!(plainly("mandaat M { van Teamleider; aan Directeur; over P }\nmandaat N { van Directeur; aan Teamleider; over P }", "Directeur"), 0);
    let chain: String = (0..5_000).map(|n| format!("rol R{n}\nmandaat M{n} {{ van R{}; aan R{n}; over P; ondermandaat ja }}\n", n + 1)).collect();
    assert_eq!(plainly(&format!("{chain}rol R5000\n"), "R0"), 0);
}

#[test]
fn a_regional_power_that_cites_a_statutory_one_has_its_holder_and_limits() {
    let text = "bevoegdheid Q { aard besluit; krachtens Wvggz art. 7:1 }";
    let model = model(text, date(2026, 1, 1));
    let competence = Competence::new(&model);
    let power = model.find("Q").expect("declared");
    assert_eq!(competence.statutory(power).map(|id| model.name(id)), Some("Crisismaatregel"));
    let actor = |words: &str| model.expand(model.who_in_words(words).expect("somebody"))[0];
    assert!(competence.holds(actor("burgemeester van Aalten"), power));
    assert!(competence.may_be_mandated_to(power, actor("wethouder van Aalten")));
    assert!(!competence.may_be_mandated_to(power, actor("ambtenaar van Aalten")));
}

/// Without a region `elke gemeente` stands for itself, and mandates still match.
#[test]
fn a_text_without_a_region_is_understood() {
    let text = "bevoegdheid P { houder college van elke gemeente }\nrol D\nmandaat M { van college van elke gemeente; aan D; over P }";
    let model = analysis::read([SourceFile::new("t.regio", text)], date(2026, 1, 1)).model;
    let actor = Actor { of: model.find("D").expect("declared"), office: None };
    let chains = Competence::new(&model).chains(actor, model.find("P").expect("declared"), Ask::default());
    assert_eq!(chains.len(), 1);
    assert_eq!(model.say_actor(chains[0].principal), "college van elke gemeente");
}

/// The organs of a municipality that was merged use no power any more, not even one of the law.
#[test]
fn a_municipality_that_is_no_more_holds_nothing() {
    let holds = |on: Date| {
        let model = model("", on);
        let power = model.find("Crisismaatregel").expect("the library has it");
        let actors = model.expand(model.who_in_words("burgemeester van Heerhugowaard").expect("the library knows it"));
        let competence = Competence::new(&model);
        actors.into_iter().map(|actor| competence.chains(actor, power, Ask::default()).len()).sum::<usize>()
    };
    assert_eq!(holds(date(2021, 12, 31)), 1);
    assert_eq!(holds(date(2022, 1, 1)), 0);
}
