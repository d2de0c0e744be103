//! The adviser: one worker that finds out what to change next. It has one answer to give; who no longer
//! wants it ends the worker.

use super::messages::{Advised, Question};
use super::shown::AdvicePicture;
use laneway_core::advice::Advisor;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// How often it says how far it is, in milliseconds.
const EVERY: f64 = 150.0;

/// Listens for the life of the worker, and says that it does.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let sender = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(question) = serde_json::from_str(&text) {
            tell(&sender, &advise(&question, |told| tell(&sender, told)));
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    super::post(scope, "\"ready\"");
}

fn advise(question: &Question, tell: impl Fn(&Advised)) -> Advised {
    let (generation, inputs) = (question.generation, &question.inputs);
    let Some(mut advisor) = Advisor::new(inputs.request(), None) else {
        return Advised::Nothing { generation };
    };
    let mut said = js_sys::Date::now();
    loop {
        let work = advisor.work();
        if work.is_empty() {
            let picture = AdvicePicture::new(generation, &advisor.advice(), inputs);
            return Advised::Advice(Box::new(picture));
        }
        for portion in work {
            advisor.take(portion.run());
            let now = js_sys::Date::now();
            if now - said > EVERY {
                said = now;
                tell(&Advised::Progress {
                    generation,
                    runs: advisor.task_runs(),
                });
            }
        }
    }
}

fn tell(scope: &DedicatedWorkerGlobalScope, told: &Advised) {
    super::post(scope, &serde_json::to_string(told).unwrap_throw());
}
