//! Problems of shape: wrong types, unknown and missing keys.

use super::words::{all_of, did_you_mean, one_of};
use crate::diagnostic::edits::{in_brackets, put_entry_first};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// A value of the wrong type; `what` and `expected` with their articles.
pub fn wrong_type(span: Span, what: &str, expected: &str, found: &str) -> Diagnostic {
    let message = format!("{what} has to be {expected}, but this is {found}.");
    Diagnostic::error("wrong-type", span, message)
}

/// A single value where a list belongs; `closed` if it already ends with a bracket.
pub fn not_a_list(span: Span, what: &str, expected: &str, found: &str, closed: bool) -> Diagnostic {
    let mut edits = in_brackets(span);
    edits.truncate(if closed { 1 } else { 2 });
    wrong_type(span, what, expected, found).fix(Fix::safe("Make it a list", edits))
}

/// `depends_on` as docker-compose has it in its long form: a mapping of names to conditions.
pub fn dependencies_as_mapping(span: Span, what: &str, names: Option<Edit>) -> Diagnostic {
    let fix = names.map(|edit| Fix::unsure("List the names alone", vec![edit]));
    wrong_type(span, what, "a list of service names", "a mapping").fix(fix)
}

/// `NAME: {…}` where a list of items with a `name` belongs, as docker-compose has its services.
pub fn named_by_key(span: Span, what: &str, items: Option<Vec<Edit>>) -> Diagnostic {
    let fix = items.map(|edits| Fix::safe("Make each key the `name` of an item", edits));
    wrong_type(span, what, "a list of items with a `name`", "a mapping").fix(fix)
}

/// A key as an item, such as `- services.web:`.
pub fn stray_colon(span: Span, what: &str, expected: &str, written: &str) -> Diagnostic {
    let fix = Fix::safe("Remove the colon", vec![Edit::replace(span, written)]);
    wrong_type(span, what, expected, "a key with a colon").fix(fix)
}

/// `"true"` or `yes` where `true` or `false` belongs.
pub fn not_a_boolean(span: Span, key: &str, written: &str, meant: Option<bool>) -> Diagnostic {
    let message =
        format!("`{key}` has to be `true` or `false`, without quotes, but this is {written}.");
    let problem = Diagnostic::error("not-a-boolean", span, message);
    let Some(meant) = meant else {
        return problem;
    };
    let edit = Edit::replace(span, meant.to_string());
    problem.fix(Fix::safe(format!("Write `{meant}`"), vec![edit]))
}

/// What a key that Laneway does not know probably means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant<'k> {
    /// A misspelled form of this key, or another word for it.
    Surely(&'k str),
    /// This key, of which only the beginning is written.
    Begun(&'k str),
    /// Nothing that is known.
    Nothing,
}

impl<'k> Meant<'k> {
    /// The key, if any is meant.
    pub fn key(self) -> Option<&'k str> {
        match self {
            Self::Surely(key) | Self::Begun(key) => Some(key),
            Self::Nothing => None,
        }
    }
}

/// A key that Laneway does not know, in a place where it knows them all.
pub fn unknown_key(
    span: Span,
    key: &str,
    owner: &str,
    allowed: &[&str],
    meant: Meant,
) -> Diagnostic {
    let allowed = format!("{owner} has the keys {}.", all_of(allowed));
    match meant.key() {
        Some(name) => {
            let message = format!(
                "`{key}` is no key of {}.{} {allowed}",
                lower(owner),
                did_you_mean(Some(name))
            );
            let title = format!("Rename to `{name}`");
            let edits = vec![Edit::replace(span, name)];
            let fix = match meant {
                Meant::Begun(_) => Fix::unsure(title, edits),
                _ => Fix::safe(title, edits),
            };
            Diagnostic::error("unknown-key", span, message).fix(fix)
        }
        None => {
            let message = format!(
                "`{key}` is no key of {} and has no effect. {allowed}",
                lower(owner)
            );
            Diagnostic::warning("unknown-key", span, message)
        }
    }
}

/// A misspelled key beside the one `taken`, of which a mapping can have only one.
pub fn second_of_two(span: Span, key: &str, owner: &str, meant: &str, taken: &str) -> Diagnostic {
    let message = format!(
        "`{key}` is no key of {}.{} `{taken}` is there already, and only one of the two can be.",
        lower(owner),
        did_you_mean(Some(meant))
    );
    Diagnostic::error("unknown-key", span, message)
}

/// A key that has to be there; `suggestion` is the entry a fix puts in.
pub fn missing_key(
    text: &str,
    owner_span: Span,
    owner: &str,
    key: &str,
    suggestion: Option<&str>,
) -> Diagnostic {
    let message = format!("{owner} needs the key `{key}`.");
    let first_line = Span::new(
        owner_span.start,
        owner_span
            .end
            .min(crate::diagnostic::edits::line_end(text, owner_span.start)),
    );
    let fix = suggestion.map(|entry| {
        let edit = put_entry_first(text, owner_span.start, entry);
        Fix::unsure(format!("Add `{entry}`"), vec![edit])
    });
    Diagnostic::error("missing-key", first_line, message).fix(fix)
}

/// Two items of a list have the same name.
pub fn duplicate_name(span: Span, list: &str, name: &str, first: Span) -> Diagnostic {
    let message = format!("`{list}` has two items called `{name}`; a reference could mean either.");
    Diagnostic::error("duplicate-name", span, message).related(first, "The first one is here")
}

/// There is nothing in the file.
pub fn empty_file() -> Diagnostic {
    let message =
        "The file is empty. A template has at least the key `workflows` with a list of stages.";
    Diagnostic::error("empty-file", Span::at(0), message)
}

/// The file holds neither `workflows` nor a list of stages.
pub fn missing_workflows(span: Span, found: &str) -> Diagnostic {
    let message = format!(
        "There is no workflow to look at: the file is {found} without the key `workflows`, a list of \
         the stages {}.",
        one_of(&["setup", "patch", "teardown"])
    );
    Diagnostic::error("missing-workflows", span, message)
}

/// A key at the top that is nearly `workflows`, which is absent.
pub fn misspelled_workflows(span: Span, key: &str) -> Diagnostic {
    let message = format!("`{key}` is no key that Laneway knows. Did you mean `workflows`?");
    let fix = Fix::safe(
        "Rename to `workflows`",
        vec![Edit::replace(span, "workflows")],
    );
    Diagnostic::error("unknown-key", span, message).fix(fix)
}

/// A list that is read, whose key is nearly one of those at the top. Other keys are allowed there.
pub fn misspelled_list(span: Span, key: &str, meant: &str) -> Diagnostic {
    let message = format!(
        "`{key}` is no key that Laneway knows.{} It is read as that.",
        did_you_mean(Some(meant))
    );
    let title = format!("Rename to `{meant}`");
    let fix = Fix::safe(title, vec![Edit::replace(span, meant)]);
    Diagnostic::warning("unknown-key", span, message).fix(fix)
}

/// A key of `owner` that is nearly one that Laneway reads there, where other keys are allowed, too.
pub fn misspelled_field(span: Span, key: &str, owner: &str, meant: &str) -> Diagnostic {
    let message = format!(
        "`{key}` of {owner} is no key that Laneway knows.{} It is read as that.",
        did_you_mean(Some(meant))
    );
    let title = format!("Rename to `{meant}`");
    let fix = Fix::safe(title, vec![Edit::replace(span, meant)]);
    Diagnostic::warning("unknown-key", span, message).fix(fix)
}

/// A key of `owner` that is nearly `taken`, which is there, too.
pub fn second_field(span: Span, key: &str, owner: &str, taken: &str) -> Diagnostic {
    let message = format!(
        "`{key}` of {owner} is no key that Laneway knows, and has no effect. `{taken}` is there already."
    );
    Diagnostic::warning("unknown-key", span, message)
}

fn lower(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
