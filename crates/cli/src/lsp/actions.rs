//! Repairs as the protocol wants them: code actions.

use super::checking::Checking;
use super::documents::Document;
use super::place::Places;
use super::problems::diagnostic;
use laneway_core::diagnostic::{Diagnostic, Edit, Fix, Scope, repair};
use laneway_core::source::Span;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;

/// How edits can be handed to the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct EditForm {
    /// With the version of the text they are for, so that they never hit another one.
    pub(super) versioned: bool,
}

/// Edits of one text.
pub(super) struct TextEdits {
    pub(super) uri: Uri,
    /// `None` for a text that is not open.
    pub(super) version: Option<i32>,
    pub(super) edits: Vec<TextEdit>,
}

impl EditForm {
    pub(super) fn workspace_edit(self, texts: Vec<TextEdits>) -> WorkspaceEdit {
        if self.versioned {
            let edits = texts.into_iter().map(|it| TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier {
                    uri: it.uri,
                    version: it.version,
                },
                edits: it.edits.into_iter().map(OneOf::Left).collect(),
            });
            return WorkspaceEdit {
                document_changes: Some(DocumentChanges::Edits(edits.collect())),
                ..WorkspaceEdit::default()
            };
        }
        #[expect(
            clippy::mutable_key_type,
            reason = "the protocol's type; only its cache changes"
        )]
        let changes: HashMap<Uri, Vec<TextEdit>> =
            texts.into_iter().map(|it| (it.uri, it.edits)).collect();
        WorkspaceEdit::new(changes)
    }
}

/// The action that repairs what can surely be repaired, as `laneway check --fix` does.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.laneway");

/// Whether an editor that asks for `kinds` wants this one: they are names with dots, and each stands
/// for all that go on from it.
pub(super) fn asks_for(kinds: &[CodeActionKind], kind: &CodeActionKind) -> bool {
    kinds.iter().any(|asked| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|it| it.is_empty() || it.starts_with('.') || asked.as_str().is_empty())
    })
}

/// The text that actions are about.
pub(super) struct Target<'a> {
    pub(super) document: &'a Document,
    pub(super) places: &'a Places<'a>,
    pub(super) uri: &'a Uri,
    pub(super) form: EditForm,
}

impl Target<'_> {
    pub(super) fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        self.form.workspace_edit(vec![TextEdits {
            uri: self.uri.clone(),
            version: Some(self.document.version),
            edits: edits.iter().map(|edit| self.places.edit(edit)).collect(),
        }])
    }
}

/// The repairs of all problems that touch `span`.
pub(super) fn quick_fixes(target: &Target, span: Span) -> Vec<CodeActionOrCommand> {
    let problems = target.document.problems.iter();
    let touched = problems.filter(|it| touch(it.span, span));
    let fixes = touched.flat_map(|problem| problem.fixes.iter().map(move |fix| (problem, fix)));
    let actions = fixes.map(|(problem, fix)| {
        CodeActionOrCommand::CodeAction(CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(problem, target.places, target.uri)]),
            edit: Some(target.edit(&fix.edits)),
            is_preferred: is_preferred(problem, fix).then_some(true),
            ..CodeAction::default()
        })
    });
    actions.collect()
}

/// All sure repairs at once; `None` if there are none.
pub(super) fn fix_all(target: &Target, checking: &Checking) -> Option<CodeActionOrCommand> {
    let text = &target.document.text;
    let repaired = repair(text, Scope::Safe, |text| checking.problems(text));
    let edit = difference(text, &repaired.text)?;
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: "Fix all that is sure".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(target.edit(&[edit])),
        ..CodeAction::default()
    }))
}

/// The one edit that makes `after` of `before`, as short as it can be.
fn difference(before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let length = |(a, _): (char, char)| a.len_utf8();
    let start = before
        .chars()
        .zip(after.chars())
        .take_while(same)
        .map(length)
        .sum();
    let (rest_before, rest_after) = (&before[start..], &after[start..]);
    let backwards = rest_before.chars().rev().zip(rest_after.chars().rev());
    let end: usize = backwards.take_while(same).map(length).sum();
    let span = Span::new(start, before.len() - end);
    Some(Edit::replace(span, &rest_after[..rest_after.len() - end]))
}

/// An editor may apply these without asking.
fn is_preferred(problem: &Diagnostic, fix: &Fix) -> bool {
    fix.safe && problem.fixes.first() == Some(fix)
}

/// Whether they share a place, be it only where one ends and the other starts.
fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_one_edit_on_whole_characters() {
        let table = [
            ("a: é\n", "a: è\n", "é"),
            ("aa\n", "aaa\n", ""),
            ("aaa\n", "aa\n", "a"),
            ("x", "", "x"),
            ("", "x", ""),
        ];
        for (before, after, replaced) in table {
            let edit = difference(before, after).expect("a difference");
            assert_eq!(edit.span.slice(before), replaced, "{before:?} {after:?}");
            assert_eq!(Fix::safe("", vec![edit]).apply(before), after);
        }
        assert_eq!(difference("é", "é"), None);
    }

    #[test]
    fn kinds_of_actions_stand_for_what_goes_on_from_them() {
        let table = [
            ("", true),
            ("source", true),
            ("source.fixAll", true),
            ("source.fixAll.laneway", true),
            ("source.fix", false),
            ("source.fixAll.other", false),
            ("quickfix", false),
        ];
        for (asked, expected) in table {
            let kinds = [CodeActionKind::from(asked)];
            assert_eq!(asks_for(&kinds, &FIX_ALL), expected, "{asked}");
        }
    }
}
