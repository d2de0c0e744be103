//! Problems of the comments that allow problems.

use super::words::did_you_mean;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// `# laneway:` with another word than `allow`.
pub fn unknown_directive(span: Span, word: &str, meant: bool) -> Diagnostic {
    let found = if word.is_empty() {
        "nothing follows".to_owned()
    } else {
        format!("this is `{word}`")
    };
    let message = format!(
        "A comment for Laneway has the form `# laneway: allow RULE reason`, but {found} behind the colon."
    );
    let fix = meant.then(|| Fix::safe("Write `allow`", vec![Edit::replace(span, "allow")]));
    Diagnostic::warning("unknown-directive", span, message).fix(fix)
}

/// A rule that does not exist; an empty one is missing.
pub fn unknown_rule(span: Span, rule: &str, meant: Option<&str>) -> Diagnostic {
    let message = if rule.is_empty() {
        "This comment allows nothing: the name of a rule is missing, as in `# laneway: allow \
         empty-step reason`."
            .to_owned()
    } else {
        let nearest = did_you_mean(meant);
        format!("There is no rule `{rule}`, so this comment does not allow anything.{nearest}")
    };
    let fix = meant.map(|meant| {
        let edit = Edit::replace(span, meant);
        Fix::safe(format!("Write `{meant}`"), vec![edit])
    });
    Diagnostic::warning("unknown-rule", span, message).fix(fix)
}

/// An error that is to be allowed.
pub fn allowed_error(span: Span, rule: &str, removal: Edit) -> Diagnostic {
    let message = format!(
        "`{rule}` is an error here, and errors cannot be allowed: with them the meaning of the file is \
         unclear."
    );
    let fix = Fix::safe("Remove it from the comment", vec![removal]);
    Diagnostic::warning("allowed-error", span, message).fix(fix)
}

/// A rule that finds nothing where the comment is about.
pub fn needless_allow(span: Span, rule: &str, removal: Edit) -> Diagnostic {
    let message = format!(
        "`{rule}` finds nothing on the line that this comment is about, so nothing has to be allowed."
    );
    let fix = Fix::safe("Remove it from the comment", vec![removal]);
    Diagnostic::warning("needless-allow", span, message).fix(fix)
}
