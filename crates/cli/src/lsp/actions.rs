//! Repairs as the protocol wants them: code actions.

use super::documents::Document;
use super::place::Places;
use super::problems::diagnostic;
use laneway_core::diagnostic::{Diagnostic, Fix};
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

/// The repairs of all problems that touch `span`.
pub(super) fn quick_fixes(
    document: &Document,
    places: &Places,
    uri: &Uri,
    span: Span,
    form: EditForm,
) -> Vec<CodeActionOrCommand> {
    let touched = document.problems.iter().filter(|it| touch(it.span, span));
    let fixes = touched.flat_map(|problem| problem.fixes.iter().map(move |fix| (problem, fix)));
    let actions = fixes.map(|(problem, fix)| {
        let edits = TextEdits {
            uri: uri.clone(),
            version: Some(document.version),
            edits: fix.edits.iter().map(|edit| places.edit(edit)).collect(),
        };
        CodeActionOrCommand::CodeAction(CodeAction {
            title: fix.title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(problem, places, uri)]),
            edit: Some(form.workspace_edit(vec![edits])),
            is_preferred: is_preferred(problem, fix).then_some(true),
            ..CodeAction::default()
        })
    });
    actions.collect()
}

/// An editor may apply these without asking.
fn is_preferred(problem: &Diagnostic, fix: &Fix) -> bool {
    fix.safe && problem.fixes.first() == Some(fix)
}

/// Whether they share a place, be it only where one ends and the other starts.
fn touch(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}
