//! Limits that keep a hostile text from taking the tab or the terminal with it.

use crate::diagnostic::{Diagnostic, catalog::syntax};
use crate::source::Span;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 8 * 1024 * 1024;

/// How deep lists and mappings may be nested; real templates stay below 10.
pub const MAX_DEPTH: usize = 64;

/// How many nodes aliases may add to a file.
pub const MAX_COPIES: usize = 100_000;

/// The problem of a text that is not read at all.
pub(super) fn refuse(text: &str) -> Option<Diagnostic> {
    if text.len() > MAX_TEXT {
        return Some(syntax::too_large(text.len(), MAX_TEXT));
    }
    let nul = text.find('\0')?;
    Some(syntax::binary(Span::new(nul, nul + 1)))
}
