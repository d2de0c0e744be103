//! What every answer has to keep to, whatever the texts.

mod answers;

pub use answers::{ask, ask_of_whole};

use laneway_core::analysis::{Analysis, Analyst, Request, analyze, check};
use laneway_core::diagnostic::catalog::topic;
use laneway_core::diagnostic::{Diagnostic, Edit};
use laneway_core::source::{LineIndex, Span};

/// Analyses the two texts and checks every place in what comes back.
///
/// # Panics
///
/// If a place lies outside of its text, or edits overlap.
pub fn analyze_sanely(template: &str, scenario: &str) -> Analysis {
    let analysis = analyze(&request(template, scenario));
    inspect(template, scenario, &analysis);
    analysis
}

/// [`analyze_sanely`] without the simulation.
///
/// # Panics
///
/// If a place lies outside of its text, or edits overlap.
pub fn check_sanely(template: &str, scenario: &str) -> Analysis {
    let analysis = check(&request(template, scenario));
    inspect(template, scenario, &analysis);
    analysis
}

/// [`analyze_sanely`] by an analyst, who reads a template that has not changed no second time.
///
/// # Panics
///
/// If a place lies outside of its text, or edits overlap.
pub fn ask_analyst_sanely(analyst: &mut Analyst, template: &str, scenario: &str) -> Analysis {
    let analysis = analyst.analyze(&request(template, scenario));
    inspect(template, scenario, &analysis);
    analysis
}

fn request<'a>(template: &'a str, scenario: &'a str) -> Request<'a> {
    Request {
        template,
        scenario,
        stage: None,
        seed: None,
    }
}

fn inspect(template: &str, scenario: &str, analysis: &Analysis) {
    for (text, problems) in [
        (template, &analysis.template),
        (scenario, &analysis.scenario),
    ] {
        let lines = LineIndex::new(text);
        for problem in problems {
            inspect_problem(text, problem);
            lines.position(problem.span.start);
        }
    }
    if let Some(run) = &analysis.run {
        run.task_spans
            .iter()
            .chain(&run.step_spans)
            .for_each(|span| inside(template, *span));
        serde_json::to_string(&run.report).expect("a report is JSON");
        assert!(!run.summary.is_empty(), "a run has a headline");
    }
}

fn inspect_problem(text: &str, problem: &Diagnostic) {
    assert!(topic(problem.code).is_some(), "{} is no code", problem.code);
    assert!(!problem.message.is_empty());
    inside(text, problem.span);
    problem
        .related
        .iter()
        .for_each(|related| inside(text, related.span));
    for fix in &problem.fixes {
        assert!(
            !fix.edits.is_empty(),
            "{}: the fix `{}` does nothing",
            problem.code,
            fix.title
        );
        apply(text, &fix.edits);
    }
}

pub(crate) fn inside(text: &str, span: Span) {
    assert!(
        span.start <= span.end && span.end <= text.len(),
        "{span:?} of {}",
        text.len()
    );
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} cuts a character"
    );
}

/// The text after a fix.
///
/// # Panics
///
/// If the edits are not ascending, or overlap, or lie outside of the text.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut result = String::new();
    let mut end = 0;
    for edit in edits {
        inside(text, edit.span);
        assert!(end <= edit.span.start, "edits overlap: {edits:?}");
        result.push_str(&text[end..edit.span.start]);
        result.push_str(&edit.text);
        end = edit.span.end;
    }
    result + &text[end..]
}
