//! What editors ask, and that every answer fits the text it is about.

use super::inside;
use laneway_core::diagnostic::Edit;
use laneway_core::language::{
    Side, Symbol, Texts, complete, definition, folds, hover, renamable, rename, symbols,
};

/// Asks everything about one place of one of the texts, which need not be a place in it.
///
/// # Panics
///
/// If an answer does not fit its text.
pub fn ask(texts: Texts, side: Side, offset: usize) {
    let text = texts.on(side);
    if let Some(found) = complete(texts, side, offset) {
        inside(text, found.span);
        if text.is_char_boundary(offset) {
            assert!(found.span.start <= offset && offset <= found.span.end);
        }
    }
    if let Some(found) = hover(texts, side, offset) {
        inside(text, found.span);
        assert!(!found.text.is_empty());
    }
    if let Some(found) = definition(texts, side, offset) {
        inside(text, found.origin);
        inside(texts.template, found.target);
    }
    if let Some(found) = renamable(texts, side, offset) {
        inside(text, found.span);
        // It is refused where something else has the name already.
        if let Ok(renaming) = rename(texts, side, offset, "renamed") {
            edits_fit(&renaming.template, texts.template);
            edits_fit(&renaming.scenario, texts.scenario);
        }
    }
}

/// Asks for the outline and the folds of one of the texts.
///
/// # Panics
///
/// If an answer does not fit its text.
pub fn ask_of_whole(texts: Texts, side: Side) {
    let text = texts.on(side);
    for symbol in symbols(texts, side) {
        symbol_fits(&symbol, text);
    }
    for fold in folds(texts, side) {
        inside(text, fold.span);
    }
}

fn edits_fit(edits: &[Edit], text: &str) {
    for edit in edits {
        inside(text, edit.span);
    }
    for pair in edits.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{pair:?}");
    }
}

fn symbol_fits(symbol: &Symbol, text: &str) {
    inside(text, symbol.span);
    assert!(symbol.span.start <= symbol.selection.start);
    assert!(symbol.selection.end <= symbol.span.end);
    for child in &symbol.children {
        symbol_fits(child, text);
    }
}
