//! The side of a worker that answers each question by itself, in JSON and in the order in which it is asked.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does.
pub fn serve<A, T>(scope: &DedicatedWorkerGlobalScope, answer: impl Fn(&A) -> T + 'static)
where
    A: DeserializeOwned,
    T: Serialize,
{
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(ask) = serde_json::from_str(&text) {
            let told = serde_json::to_string(&answer(&ask));
            post(&sender, &told.unwrap_throw());
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
