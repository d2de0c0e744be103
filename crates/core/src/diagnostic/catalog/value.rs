//! Problems of numbers and times.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::secrets::Secret;
use crate::source::Span;
use crate::time::Millis;

/// A chart's `timeout` that is no duration.
pub fn chart_timeout(span: Span, written: &str, meant: Option<Millis>) -> Diagnostic {
    let message = format!(
        "`timeout` of a chart is a duration with a unit, such as `30s` or `5m`, but this is `{written}`."
    );
    let fix = meant.map(|meant| write(span, meant.to_string()));
    Diagnostic::error("chart-timeout", span, message).fix(fix)
}

/// A number that was written as text, or as a duration.
pub fn not_a_number(span: Span, what: &str, written: &str, meant: Option<u64>) -> Diagnostic {
    let message =
        format!("{what} is a whole number without quotes or unit, but this is {written}.");
    let fix = meant.map(|meant| write(span, meant.to_string()));
    Diagnostic::error("not-a-number", span, message).fix(fix)
}

/// A number below what makes sense.
pub fn too_small(span: Span, what: &str, least: u64) -> Diagnostic {
    let message = format!("{what} has to be at least {least}.");
    Diagnostic::error("number-too-small", span, message)
}

/// `app_imports`
pub fn imports_not_simulated(span: Span) -> Diagnostic {
    let message =
        "Applications imported by `app_imports` are deployed with this one, but are not simulated.";
    Diagnostic::hint("imports-not-simulated", span, message)
}

fn write(span: Span, text: String) -> Fix {
    Fix::safe(format!("Write `{text}`"), vec![Edit::replace(span, text)])
}

/// A value that looks like a secret. The message never repeats it.
pub(crate) fn secret(secret: Secret) -> Diagnostic {
    let Secret {
        what,
        span,
        placeholder,
        edit,
    } = secret;
    let instead = match edit {
        Some(_) => {
            format!("write `{placeholder}` instead, and give the value where it is deployed")
        }
        None => format!("take it out, or write `{placeholder}` instead"),
    };
    let message = format!(
        "This looks like {what}. It would be in every link and file that you share from here; {instead}."
    );
    let fix = edit.map(|edit| Fix::unsure(format!("Write `{placeholder}`"), vec![edit]));
    Diagnostic::warning("secret", span, message).fix(fix)
}
