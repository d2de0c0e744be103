//! Promises of the page's JavaScript that wait for the engine's answers.

use crate::protocol::ToEngine;
use crate::worker::client::Client;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The engine that is there at the moment, if there is one.
pub type Engine = Rc<RefCell<Option<Client>>>;

/// The promises that wait, by the numbers of their questions. A number is never used again, so that
/// an answer that nobody waits for any more finds nobody.
#[derive(Clone, Default)]
pub struct Promises {
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

impl Promises {
    /// Asks the engine; the promise is kept by [`settle`](Self::settle).
    pub fn ask(&self, engine: &Engine, question: impl FnOnce(u32) -> ToEngine) -> Promise {
        let mut question = Some(question);
        Promise::new(&mut |resolve, reject| {
            let Some(question) = question.take() else {
                return;
            };
            let waiting = &mut *self.waiting.borrow_mut();
            let id = waiting.next;
            waiting.next = id.wrapping_add(1);
            let promise = Settle { resolve, reject };
            let engine = engine.borrow();
            let sent = engine.as_ref().map(|engine| engine.send(&question(id)));
            if sent.is_some_and(|sent| sent.is_ok()) {
                waiting.promises.insert(id, promise);
            } else {
                promise.fail();
            }
        })
    }

    /// Hands out an answer.
    pub fn settle(&self, id: u32, value: &JsValue) {
        let promise = self.waiting.borrow_mut().promises.remove(&id);
        if let Some(promise) = promise {
            let _ = promise.resolve.call1(&JsValue::NULL, value);
        }
    }

    /// Rejects everything that waits, because its engine is gone.
    pub fn abandon(&self) {
        let promises = std::mem::take(&mut self.waiting.borrow_mut().promises);
        for promise in promises.into_values() {
            promise.fail();
        }
    }
}

impl Settle {
    fn fail(&self) {
        let error = js_sys::Error::new("The engine stopped before it could answer.");
        let _ = self.reject.call1(&JsValue::NULL, &error);
    }
}
