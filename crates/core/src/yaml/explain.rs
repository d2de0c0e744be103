//! Parser errors → what the author can do about them.

use super::stop::{Open, Stop};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalog::syntax::{self, Broken};
use crate::diagnostic::edits::line_start;
use crate::source::Span;
use granit_parser::ErrorKind as Kind;

/// A tab is looked for in so many characters.
const LONGEST_LOOK: usize = 4096;

/// The problem that made reading stop.
pub(super) fn explain(text: &str, stop: &Stop) -> Diagnostic {
    let broken = classify(text, stop);
    let span = place(text, stop, broken);
    let problem = syntax::syntax(broken, span);
    match stop.open.last() {
        Some(open) if open.flow && open.start != span.start => {
            problem.related(Span::new(open.start, open.start + 1), "It was opened here")
        }
        _ => problem,
    }
}

pub(super) fn classify(text: &str, stop: &Stop) -> Broken {
    let in_brackets = stop.open.last().filter(|open| open.flow);
    match &stop.kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => Broken::Tab,
        Kind::MismatchedFlowCollectionEnd { open, close } => Broken::WrongBracket {
            open: *open,
            close: *close,
        },
        Kind::UnclosedFlowCollection { open } => Broken::Unclosed { open: *open },
        Kind::UnclosedQuotedScalar
        | Kind::InvalidQuotedScalarIndent
        | Kind::DocumentIndicatorInQuotedScalar => Broken::UnclosedQuote,
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            if in_brackets.is_some() {
                Broken::Comma
            } else {
                Broken::AfterQuote
            }
        }
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => Broken::Escape,
        Kind::UnexpectedCharacter { character } => Broken::Character(*character),
        Kind::MisplacedFlowCollectionEnd => Broken::StrayBracket,
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => Broken::MissingColon,
        _ if in_brackets.is_some() => brackets(text, stop, in_brackets),
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => Broken::Colon,
        Kind::InvalidIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::BlockSequenceEntryNotAllowed
        | Kind::InvalidBlockScalarIndent
        | Kind::MappingKeyNotAllowed => Broken::Indentation,
        _ => Broken::Other,
    }
}

/// Inside brackets: something between two items, or the closing bracket forgotten.
fn brackets(text: &str, stop: &Stop, open: Option<&Open>) -> Broken {
    let start = open.map_or(0, |open| open.start);
    let same_line = !Span::new(start, stop.at).slice(text).contains(['\n', '\r']);
    if same_line && stop.at < text.len() {
        Broken::Comma
    } else {
        let bracket = text[start..].chars().next();
        Broken::Unclosed {
            open: bracket.unwrap_or('['),
        }
    }
}

fn place(text: &str, stop: &Stop, broken: Broken) -> Span {
    let width = |offset: usize| text[offset..].chars().next().map_or(0, char::len_utf8);
    let one = |offset: usize| Span::new(offset, offset + width(offset));
    match broken {
        Broken::Unclosed { .. } | Broken::WrongBracket { .. } => {
            one(stop.open.last().map_or(stop.at, |open| open.start))
        }
        Broken::MissingColon | Broken::Indentation => {
            let line = &text[stop.at..];
            let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
            Span::new(stop.at, stop.at + line.trim_end().len())
        }
        Broken::Tab => one(tab(text, stop.at)),
        _ => one(stop.at),
    }
}

/// The tab that the parser stumbles over: it may stop behind it, or at the end of the line before.
fn tab(text: &str, at: usize) -> usize {
    let line = line_start(text, at);
    let before = &text[line..at];
    let lead = before.trim().is_empty().then(|| before.rfind('\t'));
    let behind = || {
        let near = text[at..].char_indices().take(LONGEST_LOOK);
        let mut tabs = near.filter(|(_, it)| *it == '\t').map(|(tab, _)| at + tab);
        tabs.find(|tab| text[line_start(text, *tab)..*tab].trim().is_empty())
    };
    let found = lead.flatten().map(|tab| line + tab);
    found.or_else(behind).unwrap_or(at)
}
