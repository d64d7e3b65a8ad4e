//! Results as `JUnit`, which CI systems show as tests: the only user of quick-junit.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::scenario::line;
use crate::lang::Lang;
use crate::views::scenario::{ExpectationOut, ScenarioOut, Verdict};

/// Scenario tests: a suite for each scenario, a case for each expectation. A scenario that expects nothing is an error.
pub fn scenarios(scenarios: &[ScenarioOut], lang: Lang) -> String {
    let mut report = Report::new("sluitend test");
    for scenario in scenarios {
        let mut suite = TestSuite::new(scenario.name.as_str());
        suite.add_property(("date", scenario.date.as_str()));
        suite.add_test_cases(scenario.expectations.iter().map(|expected| case(scenario, expected)));
        if scenario.expectations.is_empty() {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(lang.pick("deze proef verwacht niets", "this scenario expects nothing"));
            suite.add_test_case(TestCase::new(scenario.name.as_str(), status));
        }
        report.add_test_suite(suite);
    }
    // Writing to memory fails only where a name can't be told in XML, which the library has taken out.
    report.to_string().unwrap_or_default()
}

fn case(scenario: &ScenarioOut, expected: &ExpectationOut) -> TestCase {
    let mut status = match expected.verdict {
        Verdict::Holds => TestCaseStatus::success(),
        Verdict::Fails => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Unclear => TestCaseStatus::non_success(NonSuccessKind::Error),
    };
    let shown: Vec<String> = expected.shown.iter().map(line).collect();
    if expected.verdict != Verdict::Holds {
        status.set_message(shown.first().cloned().unwrap_or_default());
        status.set_description(shown.join("\n"));
    }
    let mut case = TestCase::new(expected.text.as_str(), status);
    case.set_classname(scenario.name.as_str());
    if let Some(place) = &expected.place {
        case.add_property(("file", place.file.as_str()));
        case.add_property(("line", place.line.to_string().as_str()));
    }
    case
}
