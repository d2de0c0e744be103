//! A run for tests of what reads a picture.

use laneway_core::analysis::{Request, analyze};
use laneway_core::report::Report;

/// `services.b` needs `services.a`, which is ready at 45 s, and crashes until then: five attempts, and
/// three back-offs between them.
pub(crate) fn crash_loop() -> Report {
    let analysis = analyze(&Request {
        template: include_str!("../../examples/04-b-before-a/template.yaml"),
        scenario: include_str!("../../examples/04-b-before-a/scenario.yaml"),
        ..Request::default()
    });
    analysis.run.expect("a run").report
}
