//! What another engine does otherwise than a stage says.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// An engine that runs graphs of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Argo Workflows.
    Argo,
    /// Tekton Pipelines.
    Tekton,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Argo => "Argo",
            Self::Tekton => "Tekton",
        }
    }
}

/// The codes of all that may be lost, as the documentation lists them.
pub const LOSSES: [&str; 8] = [
    "export-errors",
    "export-halt",
    "export-background",
    "export-first-crash",
    "export-placeholder",
    "export-limit",
    "export-slot-order",
    "export-slots",
];

/// Ignored errors do not show in how the whole ended.
pub fn errors_look_like_success(span: Span, engine: Engine) -> Diagnostic {
    let engine = engine.name();
    let message = format!(
        "Errors of tasks such as this one are ignored. Laneway ends such a stage as finished with errors; {engine} \
         calls it a success, and shows the failure at the task alone."
    );
    Diagnostic::warning("export-errors", span, message)
}

/// A halt is told when everything that ran by then is over.
pub fn halt_is_told_late(span: Span, engine: Engine) -> Diagnostic {
    let engine = engine.name();
    let message = format!(
        "If this task fails, the stage halts at once. {engine} starts nothing more either, but says that the run has \
         failed only when whatever runs beside this task is over."
    );
    Diagnostic::warning("export-halt", span, message)
}

/// The end waits for the background.
pub fn background_is_joined(span: Span, engine: Engine, step: &str) -> Diagnostic {
    let engine = engine.name();
    let message = format!(
        "The scenario ends the stage without `{step}`, which is not waited for (`background: detach`). A run of \
         {engine} ends when all of its tasks have."
    );
    Diagnostic::warning("export-background", span, message)
}

/// What a crash of a service means is up to whatever waits for it.
pub fn first_crash_is_not_seen(span: Span, engine: Engine, task: &str) -> Diagnostic {
    let engine = engine.name();
    let message = format!(
        "The scenario halts when `{task}` crashes for the first time (`service_error: first_crash`). {engine} sees \
         only how the task that waits for the service ends: it has to fail at the first crash by itself."
    );
    Diagnostic::warning("export-first-crash", span, message)
}

/// A name that is not known yet.
pub fn placeholder_in_name(span: Span, reference: &str) -> Diagnostic {
    let message = format!(
        "`{reference}` holds a placeholder, which the name of a task cannot: its text is kept as letters. Fill it in \
         before the export, or rename the task in what is exported."
    );
    Diagnostic::warning("export-placeholder", span, message)
}

/// How long a task may take is passed to what it does.
pub fn limit_is_a_parameter(span: Span) -> Diagnostic {
    let message = "A task of a DAG in Argo has no limit of its own. How long each is waited for is passed as the \
                   parameter `timeout`: the template that it names has to use it (`timeout: \
                   \"{{inputs.parameters.timeout}}\"`).";
    Diagnostic::warning("export-limit", span, message)
}

/// Who gets a free slot.
pub fn slots_in_another_order(span: Span) -> Diagnostic {
    let message = "The scenario limits how many tasks run at once (`max_parallel`), and the first in the stage gets \
                   a free slot. Argo keeps the limit (`parallelism`), but promises no order.";
    Diagnostic::warning("export-slot-order", span, message)
}

/// There are no slots.
pub fn no_slots(span: Span, slots: usize) -> Diagnostic {
    let message = format!(
        "The scenario lets {slots} tasks run at once (`max_parallel`). Tekton has no such limit: all tasks of a step \
         start together."
    );
    Diagnostic::warning("export-slots", span, message)
}
