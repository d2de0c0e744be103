//! Refactorings as the protocol wants them: code actions that say what each of them brings. Where the
//! editor can ask again, the edits are worked out for the one that is chosen.

use super::actions::{Target, asks_for};
use super::documents::Pair;
use laneway_core::analysis::Request;
use laneway_core::refactor::{Offer, offers};
use laneway_core::source::Span;
use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionTriggerKind,
    InitializeParams,
};
use serde::{Deserialize, Serialize};

pub(super) const KIND: CodeActionKind = CodeActionKind::REFACTOR_REWRITE;

/// Each refactoring is tried on the whole text. In larger texts than this, they are worked out only for
/// editors that ask for refactorings, not for all that show what could be done at the cursor.
const LARGEST_UNASKED: usize = 256 * 1024;

/// What finds a refactoring again when it is chosen.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Chosen {
    pub(super) uri: String,
    /// Of the text that it was offered for.
    pub(super) version: i32,
    id: String,
    place: (usize, usize),
}

/// Whether the editor can ask for the edits of an action later.
pub(super) fn can_wait(client: &InitializeParams) -> bool {
    let text = client.capabilities.text_document.as_ref();
    let actions = text.and_then(|it| it.code_action.as_ref());
    actions.is_some_and(|it| {
        let later = it.resolve_support.as_ref().map(|it| &it.properties);
        it.data_support == Some(true) && later.is_some_and(|it| it.iter().any(|it| it == "edit"))
    })
}

/// Whether refactorings are to be worked out for a text: not each time that the cursor moves.
pub(super) fn are_wanted(context: &CodeActionContext, text: &str) -> bool {
    match &context.only {
        Some(kinds) => asks_for(kinds, &KIND),
        None => {
            let is_automatic = context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
            !is_automatic && text.len() <= LARGEST_UNASKED
        }
    }
}

/// What could be changed at a place, the most time saved first.
pub(super) fn actions(
    target: &Target,
    pair: &Pair,
    place: Span,
    can_wait: bool,
) -> Vec<CodeActionOrCommand> {
    let offers = at(pair, place).into_iter();
    let actions = offers.map(|offer| {
        let mut action = CodeAction {
            title: format!("{} ({})", offer.title, offer.preview.line()),
            kind: Some(KIND),
            ..CodeAction::default()
        };
        if can_wait {
            action.data = serde_json::to_value(Chosen {
                uri: pair.template.uri.clone(),
                version: target.document.version,
                place: (offer.place.start, offer.place.end),
                id: offer.id,
            })
            .ok();
        } else {
            action.edit = Some(target.edit(&offer.edits));
        }
        CodeActionOrCommand::CodeAction(action)
    });
    actions.collect()
}

/// The refactoring that was chosen, if it is still possible.
pub(super) fn find(pair: &Pair, chosen: &Chosen) -> Option<Offer> {
    let (start, end) = chosen.place;
    let offers = at(pair, Span::new(start, end.max(start)));
    offers.into_iter().find(|offer| offer.id == chosen.id)
}

fn at(pair: &Pair, place: Span) -> Vec<Offer> {
    let request = Request {
        template: &pair.template.text,
        scenario: &pair.scenario.text,
        ..Request::default()
    };
    offers(&request, place)
}
