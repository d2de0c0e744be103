//! The page's side: starts the worker, sends, hears its answers and its death.

use super::message::{decode, encode};
use crate::interop::start_worker;
use crate::protocol::{FromEngine, ToEngine};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};
use yew::Callback;

/// What the page hears of its engine.
pub enum Heard {
    /// A message.
    Message(FromEngine),
    /// It is gone; `loaded` says whether it had ever been there.
    Died {
        /// Whether it had loaded.
        loaded: bool,
    },
}

/// A running engine; dropping it ends its worker.
pub struct Client {
    worker: Worker,
    line: Rc<RefCell<Line>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

/// Messages wait for the engine to load; once it has, they go straight through.
enum Line {
    Loading(Vec<JsValue>),
    Open,
}

impl Client {
    /// Starts an engine.
    ///
    /// # Errors
    /// When the browser refuses to start a worker.
    pub fn start(heard: Callback<Heard>) -> Result<Self, JsValue> {
        let worker = start_worker()?;
        let line = Rc::new(RefCell::new(Line::Loading(vec![])));
        let on_message = message_listener(worker.clone(), Rc::clone(&line), heard.clone());
        let on_error = error_listener(Rc::clone(&line), heard);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            line,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends a message, at once or as soon as the engine has loaded.
    ///
    /// # Errors
    /// When the message cannot be carried over.
    pub fn send(&self, message: &ToEngine) -> Result<(), JsValue> {
        let value = encode(message)?;
        match &mut *self.line.borrow_mut() {
            Line::Loading(waiting) => {
                waiting.push(value);
                Ok(())
            }
            Line::Open => self.worker.post_message(&value),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn message_listener(
    worker: Worker,
    line: Rc<RefCell<Line>>,
    heard: Callback<Heard>,
) -> Closure<dyn Fn(MessageEvent)> {
    Closure::new(move |event: MessageEvent| match decode(&event.data()) {
        Some(FromEngine::Ready) => open(&worker, &line),
        Some(message) => heard.emit(Heard::Message(message)),
        // `worker.js` says nothing at all when its program could not be loaded.
        None => heard.emit(Heard::Died {
            loaded: !event.data().is_null(),
        }),
    })
}

fn error_listener(line: Rc<RefCell<Line>>, heard: Callback<Heard>) -> Closure<dyn Fn(Event)> {
    Closure::new(move |event: Event| {
        // The page speaks about it; the console need not.
        event.prevent_default();
        let loaded = matches!(*line.borrow(), Line::Open);
        heard.emit(Heard::Died { loaded });
    })
}

fn open(worker: &Worker, line: &RefCell<Line>) {
    if let Line::Loading(waiting) = line.replace(Line::Open) {
        for value in waiting {
            // These values have been cloneable since they were encoded.
            let _ = worker.post_message(&value);
        }
    }
}
