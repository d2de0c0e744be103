//! Problems of references: what a task or a dependency names.

use super::words::{all_of, did_you_mean, one_of};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::yaml;

/// What a task can be.
const KINDS: &str = "A task is `services.NAME`, `jobs.NAME`, `charts.NAME`, `infrastructure.NAME`, or \
                     `release.remove_environment`.";

/// A name that the template does not declare. `known` are the names of its kind.
pub fn unknown_reference(
    span: Span,
    written: &str,
    list: &str,
    known: &[&str],
    meant: Option<&str>,
) -> Diagnostic {
    let known = match known {
        [] => format!("The template has no {list}."),
        known => format!("`{list}` has {}.", one_of(known)),
    };
    let message = format!(
        "`{written}` is not in the template.{} {known}",
        did_you_mean(meant)
    );
    Diagnostic::error("unknown-reference", span, message).fix(meant.map(|meant| write(span, meant)))
}

/// `release.` with anything but the one built-in task.
pub fn unknown_built_in(span: Span, written: &str, meant: &str) -> Diagnostic {
    let message = format!("`{written}` is no built-in task; the only one is `{meant}`.");
    Diagnostic::error("unknown-reference", span, message).fix(write(span, meant))
}

/// A word before the dot that is no kind, or no dot at all.
pub fn unknown_kind(span: Span, written: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{written}` is no task.{} {KINDS}", did_you_mean(meant));
    Diagnostic::error("unknown-kind", span, message).fix(meant.map(|meant| write(span, meant)))
}

/// `cron_jobs.x`
pub fn cron_job(span: Span, written: &str) -> Diagnostic {
    let message = format!(
        "`{written}` cannot be a task: cron jobs are set up with the application and run by their own \
         schedule. {KINDS}"
    );
    Diagnostic::error("cron-job-as-task", span, message)
}

/// `infrastructure.all`; `replacement` names the members.
pub fn infrastructure_all(span: Span, known: &[&str], replacement: Option<String>) -> Diagnostic {
    let message = format!(
        "`infrastructure.all` does not exist; infrastructure is named one by one. The template has {}.",
        all_of(known)
    );
    let fix =
        replacement.map(|text| Fix::safe("Name each of them", vec![Edit::replace(span, text)]));
    Diagnostic::error("infrastructure-all", span, message).fix(fix)
}

/// `services.${NAME}`
pub fn opaque_reference(span: Span, written: &str) -> Diagnostic {
    let message = format!(
        "`{written}` holds a placeholder, so it cannot be checked; it is simulated as one task of its own."
    );
    Diagnostic::hint("opaque-reference", span, message)
}

/// `depends_on` with something that is no service of the template.
pub fn unknown_dependency(
    span: Span,
    service: &str,
    written: &str,
    known: &[&str],
    meant: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "`{service}` depends on `{written}`, which is no service of the template.{} The services are {}.",
        did_you_mean(meant),
        one_of(known)
    );
    Diagnostic::error("unknown-dependency", span, message)
        .fix(meant.map(|meant| write(span, meant)))
}

fn write(span: Span, meant: &str) -> Fix {
    Fix::safe(
        format!("Write `{meant}`"),
        vec![Edit::replace(span, yaml::scalar(meant))],
    )
}
