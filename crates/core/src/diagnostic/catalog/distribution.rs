//! Problems of times that are drawn.

use super::words::all_of;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::time::Millis;

/// The distributions of the language.
pub const DISTRIBUTIONS: [&str; 7] = [
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "exponential",
    "samples",
];

/// What a distribution takes, and an example.
fn form(word: &str) -> (&'static str, &'static str) {
    match word {
        "uniform" => ("the shortest and the longest time", "[10s, 20s]"),
        "normal" => (
            "its mean and its standard deviation",
            "{ mean: 30s, sd: 5s }",
        ),
        "lognormal" => ("two percentiles", "{ p50: 30s, p95: 90s }"),
        "exponential" => ("its mean", "{ mean: 30s }"),
        "samples" => ("a list of measured times", "[28s, 31s, 95s]"),
        _ => (
            "the shortest, the likeliest and the longest time",
            "[20s, 40s, 90s]",
        ),
    }
}

/// What stands behind the name of a distribution is not what it takes; `found` says what it is.
pub fn wrong_form(span: Span, word: &str, found: &str, fix: Option<Fix>) -> Diagnostic {
    let (takes, example) = form(word);
    let message = format!("`{word}` takes {takes}, such as `{example}`, but this is {found}.");
    Diagnostic::error("distribution-form", span, message).fix(fix)
}

/// `runs_for: [10s, 20s]`
pub fn list_as_time(span: Span, what: &str, found: &str, fix: Option<Fix>) -> Diagnostic {
    let message = format!(
        "{what} is one duration such as `30s`, or a distribution such as `{{ uniform: [10s, 20s] }}`, \
         but this is {found}."
    );
    Diagnostic::error("distribution-without-name", span, message).fix(fix)
}

/// `runs_for: { mean: 30s, sd: 5s }`; `keys` are what stands there, and all belong to `word`.
pub fn distribution_without_name(
    span: Span,
    keys: &[&str],
    word: &str,
    written: &str,
) -> Diagnostic {
    let message = format!(
        "The name of the distribution is missing: {} {} to `{word}`.",
        all_of(keys),
        if keys.len() == 1 { "belongs" } else { "belong" }
    );
    let named = format!("{{ {word}: {written} }}");
    let fix = written.starts_with('{').then(|| rather(span, &named));
    Diagnostic::error("distribution-without-name", span, message).fix(fix)
}

/// A mapping without any key.
pub fn no_distribution(span: Span, what: &str) -> Diagnostic {
    let message = format!(
        "{what} is one duration such as `30s`, or one of the distributions {}; here is neither.",
        all_of(&DISTRIBUTIONS)
    );
    Diagnostic::error("distribution-without-name", span, message)
}

/// Two distributions for one time.
pub fn several_distributions(span: Span, words: &[&str]) -> Diagnostic {
    let message = format!(
        "A time is drawn from one distribution, but here are {}.",
        all_of(words)
    );
    Diagnostic::error("several-distributions", span, message)
}

/// Times that have to ascend and do not; `sorted` is the list with them in order.
pub fn wrong_order(
    span: Span,
    word: &str,
    (before, earlier): (&str, Millis),
    (after, later): (&str, Millis),
    sorted: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "The {before} of `{word}` ({earlier}) must not be more than its {after} ({later})."
    );
    Diagnostic::error("distribution-order", span, message)
        .fix(sorted.map(|sorted| rather(span, sorted)))
}

/// A lower percentile that is not below a higher one.
pub fn percentile_order(
    span: Span,
    (low, below): (&str, Millis),
    (high, above): (&str, Millis),
    swapped: &str,
) -> Diagnostic {
    let message = format!("`{low}` ({below}) has to be less than `{high}` ({above}).");
    let fix = (above < below).then(|| rather(span, swapped));
    Diagnostic::error("distribution-order", span, message).fix(fix)
}

/// A percentile that no time lies below.
pub fn percentile_of_zero(span: Span, key: &str) -> Diagnostic {
    let message =
        format!("`{key}` has to be more than `0s`: a lognormal distribution has no part at zero.");
    Diagnostic::error("percentile-of-zero", span, message)
}

/// A key of `lognormal` that is no percentile.
pub fn no_percentile(span: Span, key: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!(
        "`{key}` is no percentile. They are written `p50`, `p95` or `p99.9`, between 0 and 100."
    );
    let fix = meant.map(|meant| {
        Fix::unsure(
            format!("Rename to `{meant}`"),
            vec![Edit::replace(span, meant)],
        )
    });
    Diagnostic::error("no-percentile", span, message).fix(fix)
}

/// A distribution where every run has the same time.
pub fn time_is_fixed(span: Span, what: &str) -> Diagnostic {
    let message = format!(
        "{what} is one duration such as `30s`, the same in every run; a distribution cannot stand \
         here."
    );
    Diagnostic::error("fixed-time", span, message)
}

fn rather(span: Span, text: &str) -> Fix {
    Fix::unsure(format!("Write `{text}`"), vec![Edit::replace(span, text)])
}
