//! Problems that only an analysis of everything together meets.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A stage whose tasks, needs and faults are more than what is simulated.
pub fn too_large_to_simulate(span: Span, stage: &str, tasks: usize) -> Diagnostic {
    let message = format!(
        "`{stage}` is checked, but too large to be simulated: it has {tasks} tasks, and with their \
         needs and faults there are millions of cases to look at."
    );
    Diagnostic::warning("too-large-to-simulate", span, message)
}
