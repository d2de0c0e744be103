//! `window.laneway.simulateJson(template, scenario, stage)`: a promise of what the command line prints
//! under `simulate --format json`, to the byte, computed by the page's engine; `null` when nothing
//! can be simulated. For scripts, and for tests that compare the two.

use crate::protocol::{Inputs, ToEngine};
use crate::worker::client::Client;
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

type Simulate = Closure<dyn Fn(String, String, Option<String>) -> Promise>;

/// The promises that wait for an answer.
#[derive(Clone, Default)]
pub struct SimulateJson {
    waiting: Rc<RefCell<Waiting>>,
}

#[derive(Default)]
struct Waiting {
    next: u32,
    promises: BTreeMap<u32, Settle>,
}

struct Settle {
    resolve: Function,
    reject: Function,
}

impl SimulateJson {
    /// Adds the function to the window; it asks whichever engine is there when it is called.
    pub fn install(engine: Rc<RefCell<Option<Client>>>) -> Self {
        let this = Self::default();
        let asked = this.clone();
        let simulate: Simulate = Closure::new(move |template, scenario, stage| {
            let inputs = Inputs {
                template,
                scenario,
                stage,
                seed: None,
            };
            asked.ask(engine.borrow().as_ref(), inputs)
        });
        let namespace = Object::new();
        // Setting a property of a plain object, and of the window, is never refused.
        let _ = Reflect::set(
            &namespace,
            &"simulateJson".into(),
            &simulate.into_js_value(),
        );
        let _ = Reflect::set(&js_sys::global(), &"laneway".into(), &namespace);
        this
    }

    /// Hands out an answer; `None` becomes `null`: nothing can be simulated.
    pub fn settle(&self, id: u32, report: Option<String>) {
        if let Some(promise) = self.waiting.borrow_mut().promises.remove(&id) {
            let value = report.map_or(JsValue::NULL, JsValue::from);
            let _ = promise.resolve.call1(&JsValue::NULL, &value);
        }
    }

    /// Rejects everything that waits, because its engine is gone.
    pub fn abandon(&self) {
        let promises = std::mem::take(&mut self.waiting.borrow_mut().promises);
        for promise in promises.into_values() {
            promise.fail();
        }
    }

    fn ask(&self, engine: Option<&Client>, inputs: Inputs) -> Promise {
        let mut inputs = Some(inputs);
        Promise::new(&mut |resolve, reject| {
            let Some(inputs) = inputs.take() else { return };
            let waiting = &mut *self.waiting.borrow_mut();
            let id = waiting.next;
            waiting.next = id.wrapping_add(1);
            let promise = Settle { resolve, reject };
            let question = ToEngine::Json { id, inputs };
            if engine.is_some_and(|engine| engine.send(&question).is_ok()) {
                waiting.promises.insert(id, promise);
            } else {
                promise.fail();
            }
        })
    }
}

impl Settle {
    fn fail(&self) {
        let error = js_sys::Error::new("The engine stopped before it could answer.");
        let _ = self.reject.call1(&JsValue::NULL, &error);
    }
}
