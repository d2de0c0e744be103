//! Mistakes of typing are found, and one is not reported over and over: a short run of what
//! `cargo xtask mutants` does at length. The figures of a run are the same everywhere.

use laneway_core::diagnostic::Severity;
use laneway_tests::mutants::{self, Change, Dice, Tally};
use laneway_tests::templates::{self, Good};

const FILES: usize = 120;
/// Mistakes that have to be found, per hundred.
const RECALL: f64 = 95.0;
/// Errors that may tell of no mistake, per hundred.
const FALSE: f64 = 2.0;
/// The same for styles to which nothing is made to fit.
const FALSE_UNSEEN: f64 = 5.0;

/// Spoils so many of the templates.
fn tally(templates: &[Good], seed: u64) -> Tally {
    let mut dice = Dice::new(seed);
    let mut tally = Tally::default();
    while tally.files < FILES {
        let template = &templates[dice.below(templates.len())];
        if let Some(mutant) = mutants::spoil(&template.name, &template.text, &mut dice) {
            tally.count(&mutant, &mutants::judge(&mutant));
        }
    }
    tally
}

#[test]
fn mistakes_of_typing_are_found_once() {
    for (templates, most) in [
        (templates::good(), FALSE),
        (templates::unseen(), FALSE_UNSEEN),
    ] {
        let tally = tally(&templates, 11);
        let holds = tally.recall() >= RECALL && tally.false_share() <= most;
        assert!(holds, "{tally}");
    }
}

#[test]
fn templates_in_other_styles_are_good() {
    for template in templates::unseen() {
        let problems = mutants::check(&template.text);
        let error = problems.iter().find(|it| it.severity == Severity::Error);
        assert_eq!(error, None, "{}", template.name);
    }
}

#[test]
fn what_changes_nothing_is_no_mistake() {
    let template = "workflows:\n  - name: setup\n    order_from: [services.a]\n";
    let table = [
        ("    order_from: [services.a,]\n", Change::Harmless),
        ("    order_from:\n    - services.a\n", Change::Harmless),
        ("    order_from: [services.a\n", Change::Mistake),
        ("    order_from: [services.b]\n", Change::Mistake),
        ("    order_from: [services.a]\nx: 1\n", Change::Unread),
    ];
    for (line, expected) in table {
        let changed = template.replace("    order_from: [services.a]\n", line);
        assert_eq!(mutants::change(template, &changed), expected, "{changed}");
    }
}
