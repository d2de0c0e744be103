//! The narrator: one worker that tells a run moment by moment. It answers in the order in which it is asked.

use super::messages::{Narrated, Question};
use super::request;
use super::shown::PlayPicture;
use laneway_core::analysis::analyze;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(question) = serde_json::from_str(&text) {
            let told = serde_json::to_string(&narrate(&question));
            super::post(&sender, &told.unwrap_throw());
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    super::post(scope, "\"ready\"");
}

fn narrate(question: &Question) -> Narrated {
    let (generation, inputs) = (question.generation, &question.inputs);
    match analyze(&request(inputs)).run {
        Some(run) => Narrated::Play(Box::new(PlayPicture::new(generation, &run, inputs))),
        None => Narrated::Nothing { generation },
    }
}
