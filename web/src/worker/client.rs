//! The side of whoever started a worker: sends, hears its answers and its death.

use super::message::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};
use yew::Callback;

/// What a worker says.
pub trait Spoken: DeserializeOwned + 'static {
    /// Whether this says that it has loaded and listens: its first message, which is not passed on.
    fn is_ready(&self) -> bool;
}

/// What is heard of a worker.
pub enum Heard<T> {
    /// A message.
    Message(T),
    /// It is gone; `loaded` says whether it had ever been there.
    Died {
        /// Whether it had loaded.
        loaded: bool,
    },
}

/// A running worker; dropping it ends it.
pub struct Client {
    worker: Worker,
    line: Rc<RefCell<Line>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

/// Messages wait for the worker to load; once it has, they go straight through.
enum Line {
    Loading(Vec<JsValue>),
    Open,
}

impl Client {
    /// Listens to a worker that has just been started.
    pub fn new<T: Spoken>(worker: Worker, heard: Callback<Heard<T>>) -> Self {
        let line = Rc::new(RefCell::new(Line::Loading(vec![])));
        let on_message = message_listener(worker.clone(), Rc::clone(&line), heard.clone());
        let on_error = error_listener(Rc::clone(&line), heard);
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self {
            worker,
            line,
            _on_message: on_message,
            _on_error: on_error,
        }
    }

    /// Sends a message, at once or as soon as the worker has loaded.
    ///
    /// # Errors
    /// When the message cannot be carried over.
    pub fn send<T: Serialize>(&self, message: &T) -> Result<(), JsValue> {
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

fn message_listener<T: Spoken>(
    worker: Worker,
    line: Rc<RefCell<Line>>,
    heard: Callback<Heard<T>>,
) -> Closure<dyn Fn(MessageEvent)> {
    Closure::new(
        move |event: MessageEvent| match decode::<T>(&event.data()) {
            Some(message) if message.is_ready() => open(&worker, &line),
            Some(message) => heard.emit(Heard::Message(message)),
            // `worker.js` says nothing at all when its program could not be loaded.
            None => heard.emit(Heard::Died {
                loaded: !event.data().is_null(),
            }),
        },
    )
}

fn error_listener<T: Spoken>(
    line: Rc<RefCell<Line>>,
    heard: Callback<Heard<T>>,
) -> Closure<dyn Fn(Event)> {
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
