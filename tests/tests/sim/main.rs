//! The corpus of simulated cases: against what was blessed, and against paper.

mod blessed;
mod paper;

use laneway_core::analysis::{Request, analyze};
use laneway_core::diagnostic::Severity;
use laneway_core::report::Report;
use laneway_tests::corpus::SimCase;

/// What core reports about a case, which has to be one that can be simulated.
fn report(case: &SimCase) -> Report {
    let analysis = analyze(&Request {
        template: &case.template,
        scenario: &case.scenario,
        stage: case.stage.as_deref(),
        seed: None,
    });
    let problems = analysis.scenario.iter();
    let errors = problems.filter(|it| it.severity == Severity::Error);
    let refused: Vec<_> = errors.map(|it| &it.message).collect();
    assert!(
        refused.is_empty(),
        "{}: the scenario has errors: {refused:?}",
        case.name
    );
    let run = analysis.run;
    run.unwrap_or_else(|| panic!("{}: cannot be simulated", case.name))
        .report
}
