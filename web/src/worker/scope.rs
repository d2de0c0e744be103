//! The worker's side: receives, answers, sends.

use super::message::{decode, encode};
use crate::protocol::{FromEngine, ToEngine};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does.
pub fn serve(answer: impl FnMut(&ToEngine) -> FromEngine + 'static) {
    let answer = RefCell::new(answer);
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(message) = decode(&event.data()) {
            let told = answer.borrow_mut()(&message);
            send(&sender, &told);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    send(&scope, &FromEngine::Ready);
}

fn send(scope: &DedicatedWorkerGlobalScope, message: &FromEngine) {
    let sent = encode(message)
        .map_err(JsValue::from)
        .and_then(|value| scope.post_message(&value));
    if let Err(error) = sent {
        // The page takes an error of the worker for its death, and starts a fresh one.
        wasm_bindgen::throw_val(error);
    }
}
