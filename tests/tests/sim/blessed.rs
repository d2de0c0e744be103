//! Every byte of every report, as it was when somebody last looked.

use super::report;
use laneway_tests::corpus::sim_cases;

#[test]
fn every_case_prints_what_was_blessed() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for case in sim_cases() {
        let printed =
            serde_json::to_string_pretty(&report(&case)).expect("a report is JSON") + "\n";
        match case.expected() {
            Some(expected) if expected == printed => {}
            _ if update => case.bless(&printed),
            None => wrong.push(format!("{} has no expected.json", case.name)),
            Some(expected) => {
                wrong.push(format!(
                    "{}: {}",
                    case.name,
                    first_difference(&expected, &printed)
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nIf that is meant, bless it with UPDATE=1 and look at the difference.",
        wrong.join("\n")
    );
}

fn first_difference(expected: &str, printed: &str) -> String {
    let mut lines = expected.lines().zip(printed.lines()).enumerate();
    let different = lines.find(|(_, (expected, printed))| expected != printed);
    match different {
        Some((line, (expected, printed))) => {
            format!(
                "line {}: expected `{}`, got `{}`",
                line + 1,
                expected.trim(),
                printed.trim()
            )
        }
        None => "one of the two ends earlier".to_owned(),
    }
}
