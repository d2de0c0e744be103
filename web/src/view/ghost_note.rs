//! What the last edit in the picture did.

use super::prose::prose;
use crate::model::{Ghost, Msg};
use yew::prelude::*;

/// What is to become of the earlier run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lay {
    /// It is the present one again.
    Undo,
    /// It is out of sight.
    Dismiss,
}

impl From<Lay> for Msg {
    fn from(lay: Lay) -> Self {
        match lay {
            Lay::Undo => Self::AdjustmentUndone,
            Lay::Dismiss => Self::GhostDismissed,
        }
    }
}

/// What is different, and what has become of the end; announced when it changes.
pub(super) fn ghost_note(ghost: Option<&Ghost>, on_ghost: &Callback<Lay>) -> Html {
    let button = |text: &'static str, lay: Lay| {
        html! { <button type="button" class="quiet" onclick={on_ghost.reform(move |_| lay)}>{ text }</button> }
    };
    let content = ghost.map(|ghost| {
        html! {
            <>
                <p>{ prose(&sentence(ghost)) }</p>
                { button("Undo", Lay::Undo) }
                { button("Dismiss", Lay::Dismiss) }
            </>
        }
    });
    html! { <div class="ghost-note" aria-live="polite">{ for content }</div> }
}

/// What has become of the end, behind what is different unless that is said as its reason.
fn sentence(ghost: &Ghost) -> String {
    let (done, words) = (&ghost.done, &ghost.words);
    let told = match words.contains(done) {
        true => words.clone(),
        false => format!("{done}: {words}"),
    };
    let mut letters = told.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", letters.as_str())
}
