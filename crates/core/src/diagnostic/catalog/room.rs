//! Problems of nodes, and of the pods that are to find room on them.

use super::words::one_of;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// A text that is no quantity of Kubernetes; `guess` is what it most likely means.
pub fn quantity(
    span: Span,
    what: &str,
    text: &str,
    example: &str,
    guess: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "{what} has to be a quantity of Kubernetes such as {example}, but this is `{text}`."
    );
    Diagnostic::error("bad-quantity", span, message).fix(guess.map(|guess| write(span, guess)))
}

/// `memory: 512m`
pub fn fraction_of_a_byte(span: Span, text: &str) -> Diagnostic {
    let (number, suffix) = text.split_at(text.len() - 1);
    let part = match suffix {
        "m" => "thousandths",
        "u" => "millionths",
        _ => "billionths",
    };
    let message = format!(
        "`{text}` is {number} {part} of a byte. A number of megabytes ends in {}.",
        one_of(&["M", "Mi"])
    );
    let fix = (suffix == "m").then(|| write(span, &format!("{number}Mi")));
    Diagnostic::warning("fraction-of-a-byte", span, message).fix(fix)
}

/// Pods of a task that have no room even if there are no others.
pub fn never_fits(span: Span, task: &str, pods: u32, asked: &[String]) -> Diagnostic {
    let asked = match asked {
        [] => String::new(),
        asked => format!(" ({} each)", asked.join(" and ")),
    };
    let who = match pods {
        1 => format!("The pod of `{task}`{}", asked.replace(" each)", ")")),
        pods => format!("The {pods} pods of `{task}`{asked}"),
    };
    let verb = if pods == 1 { "does not" } else { "do not all" };
    let message = format!(
        "{who} {verb} fit on the nodes, even if they are empty: the task waits for room until its limit."
    );
    Diagnostic::warning("never-fits", span, message)
}

/// `requests` of a task where the cluster has no `nodes`.
pub fn requests_without_nodes(span: Span) -> Diagnostic {
    let message =
        "`requests` have no effect: without `nodes` of the `cluster` there is room for all pods.";
    Diagnostic::hint("requests-without-nodes", span, message)
}

fn write(span: Span, text: &str) -> Fix {
    Fix::unsure(format!("Write `{text}`"), vec![Edit::replace(span, text)])
}
