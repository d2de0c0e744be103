//! What is wrong with the page itself.

use crate::model::EngineTrouble;
use yew::prelude::*;

/// What [`notes`] shows.
pub struct Trouble {
    /// What is wrong with the engine, if anything.
    pub engine: Option<EngineTrouble>,
    /// Whether the editors could not be loaded.
    pub editors_missing: bool,
    /// The user wants the engine to try again.
    pub on_retry: Callback<()>,
    /// The user wants to report it.
    pub on_report: Callback<()>,
}

/// An alert for each thing that is wrong; there is room for it only when there is one.
pub fn notes(trouble: &Trouble) -> Html {
    let retry = trouble.on_retry.reform(|_| ());
    let report = trouble.on_report.reform(|_| ());
    html! {
        <div class="notes">
            if trouble.editors_missing {
                <p class="note" role="alert">
                    { "The editors could not be loaded. Check the connection, then reload the page." }
                </p>
            }
            if let Some(engine) = trouble.engine {
                <div class="note" role="alert">
                    <p>{ explanation(engine) }</p>
                    <button type="button" onclick={report} aria-haspopup="dialog">{ "Report …" }</button>
                    <button type="button" onclick={retry}>{ "Try again" }</button>
                </div>
            }
        </div>
    }
}

fn explanation(trouble: EngineTrouble) -> &'static str {
    match trouble {
        EngineTrouble::NotLoaded => {
            "The simulation engine could not be loaded, so nothing is checked or simulated. Check the connection. Your text is kept."
        }
        EngineTrouble::Crashed => {
            "The simulation engine stopped over this text and has been started afresh. Your text is kept; it is read again at the next change."
        }
        EngineTrouble::TooSlow => {
            "This text took the simulation engine more than ten seconds, so it has been started afresh. Your text is kept; it is read again at the next change."
        }
    }
}
