//! The texts that are measured are what they are said to be.

use laneway_core::analysis::{Request, check};
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_tests::large::{misspelled, mistyped, template, workflow};

const SIZES: [usize; 3] = [1_000, 100_000, 600_000];

fn problems(text: &str) -> Vec<Diagnostic> {
    let request = Request {
        template: text,
        ..Request::default()
    };
    check(&request).template
}

#[test]
fn sizes_are_kept() {
    for bytes in SIZES {
        for text in [template(bytes), workflow(bytes)] {
            assert!(text.len() <= bytes, "{} of {bytes}", text.len());
            assert!(text.len() >= bytes / 2, "{} of {bytes}", text.len());
        }
    }
}

#[test]
fn good_templates_are_clean() {
    for bytes in SIZES {
        let problems = problems(&template(bytes));
        assert!(problems.is_empty(), "{bytes}: {:?}", problems.first());
    }
}

#[test]
fn mistakes_are_many() {
    let good = template(100_000);
    let every = 20;
    let errors = |text: &str| {
        let problems = problems(text).into_iter();
        problems.filter(|it| it.severity == Severity::Error).count()
    };
    let expected = good.lines().count() / every / 2;
    let found = errors(&misspelled(&good, every));
    assert!(found >= expected, "only {found}");
    // Broken syntax hides what is behind it.
    let found = errors(&mistyped(&good, every));
    assert!(found >= 15, "only {found}");
}
