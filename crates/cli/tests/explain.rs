//! `laneway explain`.

mod support;

use support::run;

#[test]
fn a_rule_is_explained_by_its_page() {
    let ran = run(&["explain", "empty-step"]);
    let page = support::root().join("docs/rules/empty-step.md");
    let page = std::fs::read_to_string(page).expect("the page");
    assert_eq!((ran.exit, ran.out, ran.err), (0, page, String::new()));
}

#[test]
fn a_misspelled_rule_is_answered_with_the_nearest() {
    let ran = run(&["explain", "emtpy-step"]);
    let expected = "laneway: there is no rule emtpy-step; did you mean empty-step?\n";
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (2, "", expected)
    );
}

#[test]
fn all_rules_are_listed() {
    let ran = run(&["explain"]);
    assert!(ran.exit == 0 && ran.out.lines().count() > 90, "{}", ran.out);
}
