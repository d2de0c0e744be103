//! Links: what the page asks about them, and the program of the worker that answers. The page loads it for an
//! address with a link in it, and when something is shared, so that nobody else waits for it.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Followed, Found, Told, Written};

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does. It answers in the order in which it is asked.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(ask) = serde_json::from_str(&text) {
            post(
                &sender,
                &serde_json::to_string(&answer(&ask)).unwrap_throw(),
            );
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(scope, "\"ready\"");
}

fn post(scope: &DedicatedWorkerGlobalScope, text: &str) {
    if let Err(error) = scope.post_message(&text.into()) {
        // The page takes an error of the worker for its death.
        wasm_bindgen::throw_val(error);
    }
}
