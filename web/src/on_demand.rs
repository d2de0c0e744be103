//! Programs of their own, in workers that the page starts when it needs them: they answer questions in JSON.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers for the life of the worker, and says that it does. Questions are answered in the order in which
/// they are asked.
pub fn serve<Ask, Told>(scope: &DedicatedWorkerGlobalScope, answer: fn(&Ask) -> Told)
where
    Ask: DeserializeOwned + 'static,
    Told: Serialize + 'static,
{
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
