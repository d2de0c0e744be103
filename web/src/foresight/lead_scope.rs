//! The worker of a lead: hears the panel and the helpers, and carries out what the lead decides.

use super::helpers::{Command, Heard, Leads};
use super::messages::Part;
use crate::worker::client::{self, Client};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};
use yew::Callback;

/// More helpers than this gain little and take memory from the rest of the machine.
const MOST_HELPERS: usize = 8;

#[wasm_bindgen]
extern "C" {
    /// `web/worker.js`.
    #[wasm_bindgen(catch, js_name = lanewayStartHelper)]
    fn start_helper() -> Result<Worker, JsValue>;
}

/// Listens for the life of the worker, and says that it does; `lead` makes the lead of so many helpers.
pub fn serve<L>(scope: &DedicatedWorkerGlobalScope, lead: impl FnOnce(usize) -> L)
where
    L: Leads<Ask: DeserializeOwned, Told: Serialize> + 'static,
{
    // The page needs a processor, too.
    let processors = scope.navigator().hardware_concurrency() as usize;
    let helpers = processors.saturating_sub(1).clamp(1, MOST_HELPERS);
    let crew = Rc::new(Crew {
        scope: scope.clone(),
        lead: RefCell::new(lead(helpers)),
        helpers: RefCell::new((0..helpers).map(|_| None).collect()),
    });
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(ask) = serde_json::from_str(&text) {
            crew.hear(Heard::Ask(ask));
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    super::post(scope, "\"ready\"");
}

/// The lead with its helpers.
struct Crew<L> {
    scope: DedicatedWorkerGlobalScope,
    lead: RefCell<L>,
    helpers: RefCell<Vec<Option<Client>>>,
}

impl<L: Leads<Told: Serialize> + 'static> Crew<L> {
    fn hear(self: &Rc<Self>, heard: Heard<L::Ask>) {
        let commands = self.lead.borrow_mut().update(heard, js_sys::Date::now());
        for command in commands {
            match command {
                Command::Tell(told) => {
                    let text = serde_json::to_string(&told).unwrap_throw();
                    super::post(&self.scope, &text);
                }
                Command::Start(number) => self.start(number),
                Command::Work(number, work) => {
                    if let Some(helper) = &self.helpers.borrow()[number] {
                        helper.send(&work).unwrap_throw();
                    }
                }
                Command::Dismiss => self.helpers.borrow_mut().fill_with(|| None),
            }
        }
    }

    fn start(self: &Rc<Self>, number: usize) {
        let crew = Rc::clone(self);
        let heard = Callback::from(move |heard| {
            crew.hear(match heard {
                client::Heard::Message(part) => Heard::Part(number, part),
                client::Heard::Died { loaded } => Heard::Died { loaded },
            });
        });
        let client = Client::new::<Part>(start_helper().unwrap_throw(), heard);
        self.helpers.borrow_mut()[number] = Some(client);
    }
}
