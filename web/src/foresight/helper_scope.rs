//! A helper: simulates the runs it is told to.

use super::messages::{Part, Work};
use crate::worker::message::{decode, encode};
use laneway_core::analysis::analyze;
use laneway_core::forecast::Tally;
use laneway_core::simulate::Setting;
use laneway_core::simulate::batch::Engine;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for the life of the worker, and says that it does.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let (sender, setting) = (scope.clone(), RefCell::new(None));
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(work) = decode(&event.data()) {
            send(&sender, &simulate(work, &mut setting.borrow_mut()));
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    send(scope, &Part::Ready);
}

/// Keeps in `setting` what it is told to simulate.
fn simulate(work: Work, setting: &mut Option<Setting>) -> Part {
    if let Some(inputs) = work.inputs {
        *setting = analyze(&inputs.request()).run.map(|run| run.setting);
    }
    // The lead has found a run in the same texts.
    let setting = setting.as_ref().expect_throw("something to simulate");
    Part::Done {
        subject: work.subject,
        tally: Box::new(Tally::of(&Engine::new(setting), work.runs)),
    }
}

fn send(scope: &DedicatedWorkerGlobalScope, part: &Part) {
    let sent = encode(part)
        .map_err(JsValue::from)
        .and_then(|value| scope.post_message(&value));
    if let Err(error) = sent {
        // The lead takes an error of the worker for its death.
        wasm_bindgen::throw_val(error);
    }
}
