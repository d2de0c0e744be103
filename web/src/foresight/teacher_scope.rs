//! The teacher: one worker that reads lessons, and says what is wrong with them. It answers in the order in which
//! it is asked.

use super::shown::LessonPicture;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does. It is asked the text of a lesson, in JSON.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let asked = event.data().as_string().unwrap_or_default();
        if let Ok(text) = serde_json::from_str::<String>(&asked) {
            let told = serde_json::to_string(&LessonPicture::new(&text));
            super::post(&sender, &told.unwrap_throw());
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    super::post(scope, "\"ready\"");
}
