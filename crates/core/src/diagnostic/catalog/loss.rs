//! Problems of faults by which something is lost: a service that was ready, a node.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// `crash` with `at` and `after_ready`.
pub fn crash_at_two_moments(span: Span, removal: Edit) -> Diagnostic {
    let message = "A crash comes either `at` a moment of the attempt or `after_ready`, not both; this one \
                   counts as `after_ready`. Make it two faults.";
    let fix = Fix::unsure("Remove `at`", vec![removal]);
    Diagnostic::error("crash-at-two-moments", span, message).fix(fix)
}

/// `after_ready` of what is over when it is done, or has no container; `target` as written.
pub fn crash_without_readiness(span: Span, target: &str) -> Diagnostic {
    let message = format!(
        "`{target}` cannot crash `after_ready`: only services go on once they are ready, and static ones \
         have no container. For an attempt on its way there is `at`."
    );
    Diagnostic::error("crash-without-readiness", span, message)
}

/// `node_loss` of what has no pods here; `target` as written.
pub fn node_loss_without_pods(span: Span, target: &str) -> Diagnostic {
    let message = format!(
        "`{target}` has no pods that could be lost with a node: services (but no static ones) and jobs \
         have pods here."
    );
    Diagnostic::error("node-loss-without-pods", span, message)
}
