//! Problems of the text as YAML.

use crate::diagnostic::edits::take_out_entry;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;
use crate::yaml::Entry;

/// The text is longer than what is read.
pub fn too_large(bytes: usize, limit: usize) -> Diagnostic {
    let message = format!(
        "The file has {bytes} bytes; up to {limit} bytes are read. Nothing of it was checked."
    );
    Diagnostic::error("too-large", Span::at(0), message)
}

/// The text holds a NUL byte.
pub fn binary(span: Span) -> Diagnostic {
    let message = "This is no text file: it contains a NUL byte. A template is YAML text in UTF-8.";
    Diagnostic::error("binary-file", span, message)
}

/// Lists and mappings are nested deeper than what is read.
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    let message = format!(
        "Lists and mappings are nested more than {limit} deep here; what follows was not read."
    );
    Diagnostic::error("too-deep", span, message)
}

/// Aliases would multiply the file beyond measure.
pub fn too_many_copies(span: Span, limit: usize) -> Diagnostic {
    let message = format!(
        "Aliases (`*name`) copy more than {limit} values up to here; what follows was not read."
    );
    Diagnostic::error("too-many-copies", span, message)
}

/// The file goes on with a second document.
pub fn several_documents(span: Span) -> Diagnostic {
    let message = "A second document starts here; only the first one of a file is read. \
                   Put it into a file of its own.";
    Diagnostic::warning("several-documents", span, message)
}

/// `*name` without `&name` before it.
pub fn unknown_alias(span: Span, name: &str) -> Diagnostic {
    let message = format!(
        "`*{name}` refers to an anchor `&{name}`, but there is none before it. \
         If it is meant as text, put it in quotes."
    );
    Diagnostic::error("unknown-alias", span, message)
}

/// `&a [*a]`
pub fn alias_inside_itself(span: Span) -> Diagnostic {
    let message = "This alias refers to the value that it is itself a part of.";
    Diagnostic::error("alias-inside-itself", span, message)
}

/// `<<` with something that has no entries.
pub fn merge_value(span: Span, found: &str) -> Diagnostic {
    let message = format!("`<<` takes over the keys of a mapping, but this is {found}.");
    Diagnostic::error("merge-value", span, message)
}

/// A key that is a list, a mapping, or nothing.
pub fn key_is_no_text(span: Span, found: &str) -> Diagnostic {
    let message = format!("A key has to be a word, but this one is {found}.");
    Diagnostic::error("key-is-no-text", span, message)
}

/// `{{ name }}` without quotes.
pub fn unquoted_braces(text: &str, span: Span) -> Diagnostic {
    let message =
        "In YAML, `{` begins a mapping; a text that begins with `{{` has to be in quotes.";
    let quoted = format!("'{}'", span.slice(text).replace('\'', "''"));
    let fix = Fix::safe("Put it in quotes", vec![Edit::replace(span, quoted)]);
    Diagnostic::error("unquoted-braces", span, message).fix(fix)
}

/// The same key twice in one mapping.
pub fn duplicate_key(text: &str, name: &str, first: &Entry, second: &Entry) -> Diagnostic {
    let message = format!(
        "`{name}` stands twice in the same mapping; only one of the two can count. Remove one."
    );
    let remove = |which: &str, entry: &Entry| {
        let edit = take_out_entry(text, entry.span());
        Fix::unsure(format!("Remove the {which} `{name}`"), vec![edit])
    };
    Diagnostic::error("duplicate-key", second.key.span, message)
        .related(first.key.span, format!("`{name}` stands here first"))
        .fix(remove("first", first))
        .fix(remove("second", second))
}

/// What makes a text unreadable as YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A tab where only spaces may stand.
    Tab,
    /// A bracket that is never closed.
    Unclosed {
        /// The bracket.
        open: char,
    },
    /// A bracket closed by another kind.
    WrongBracket {
        /// What opened it.
        open: char,
        /// What closed it.
        close: char,
    },
    /// A closing bracket that closes nothing.
    StrayBracket,
    /// Two items within brackets, with no comma between.
    Comma,
    /// `${NAME}` within brackets, without quotes.
    Placeholder,
    /// A quoted text that does not end.
    UnclosedQuote,
    /// Something behind a closing quote.
    AfterQuote,
    /// `\d` within double quotes.
    Escape,
    /// A character that cannot begin a value.
    Character(char),
    /// A line that is neither a key nor an item.
    MissingColon,
    /// An item of a list without its dash, or without the space behind it.
    MissingDash,
    /// `key:value`
    NoSpace,
    /// A second colon in one line, or a key that is indented too far.
    Colon,
    /// A line that fits no level above it.
    Indentation,
    /// Anything else.
    Other,
}

/// The text cannot be read on from here.
pub fn syntax(broken: Broken, span: Span) -> Diagnostic {
    let (code, message) = match broken {
        Broken::Tab => (
            "tab-indentation",
            "A tab is used for indentation; YAML allows only spaces there.".to_owned(),
        ),
        Broken::Unclosed { open } => (
            "unclosed-bracket",
            format!("`{open}` is never closed; `{}` is missing.", closing(open)),
        ),
        Broken::WrongBracket { open, close } => (
            "wrong-bracket",
            format!("`{open}` is closed by `{close}`, but has to be closed by `{}`.", closing(open)),
        ),
        Broken::StrayBracket => (
            "stray-bracket",
            "This bracket closes nothing: none was opened before it.".to_owned(),
        ),
        Broken::Comma => (
            "missing-comma",
            "Within brackets, items are separated by commas; something else stands here.".to_owned(),
        ),
        Broken::Placeholder => (
            "unquoted-placeholder",
            "Within brackets, a text with `${…}` has to be in quotes: its braces have a meaning there."
                .to_owned(),
        ),
        Broken::UnclosedQuote => (
            "unclosed-quote",
            "A text in quotes does not end: its closing quote is missing.".to_owned(),
        ),
        Broken::AfterQuote => (
            "after-quote",
            "Nothing may follow a closing quote on its line but a comment.".to_owned(),
        ),
        Broken::Escape => (
            "unknown-escape",
            "This text in double quotes holds an escape that YAML does not know; write `\\\\` for a \
             backslash, or use single quotes."
                .to_owned(),
        ),
        Broken::Character(character) => (
            "unexpected-character",
            format!("A value cannot begin with `{}`; put it in quotes.", character.escape_debug()),
        ),
        Broken::MissingColon => (
            "missing-colon",
            "A key with a colon (`key: value`) was expected here.".to_owned(),
        ),
        Broken::MissingDash => (
            "missing-dash",
            "An item of a list was expected here; it begins with a dash and a space.".to_owned(),
        ),
        Broken::NoSpace => (
            "missing-space",
            "This is read as text, not as a key with a value: a space is missing behind the colon."
                .to_owned(),
        ),
        Broken::Colon => (
            "unexpected-colon",
            "This colon makes a key where none can be: the line is indented too far, or a text with \
             a colon needs quotes."
                .to_owned(),
        ),
        Broken::Indentation => (
            "bad-indentation",
            "This line is indented like none of the lines above that it could belong to.".to_owned(),
        ),
        Broken::Other => ("syntax", "This cannot be read as YAML.".to_owned()),
    };
    Diagnostic::error(code, span, message)
}

fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}
