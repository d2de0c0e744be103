//! Edits in the picture: the Rust side of `web/editor/src/hand.js`, which `web/boot.js` loads when the picture is first
//! pointed at, and says when it cannot be loaded.

use super::plain;
use crate::model::{Adjustment, Msg, Texts};
use crate::protocol::{Inputs, Pane};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnAdjust = Closure<dyn Fn(String, String, String, String, String, String)>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayHand)]
    fn hand(inputs: &Closure<dyn Fn() -> JsValue>, on_adjust: &OnAdjust) -> Result<(), JsValue>;
}

/// Which stage is seen, and the seed that beats the scenario's.
type Shown = (Option<String>, Option<u64>);

/// Knows what the picture shows, and hears what is to be otherwise in it.
pub struct Hand {
    shown: Rc<RefCell<Shown>>,
    _inputs: Closure<dyn Fn() -> JsValue>,
    _on_adjust: OnAdjust,
}

impl Hand {
    /// Edits of `texts`, which are those in the editors, go to `link`.
    pub fn new(link: Callback<Msg>, texts: Rc<RefCell<Texts>>) -> Self {
        let shown: Rc<RefCell<Shown>> = Rc::default();
        let asked = Rc::clone(&shown);
        let inputs = Closure::new(move || {
            let Texts { template, scenario } = texts.borrow().clone();
            let (stage, seed) = asked.borrow().clone();
            plain(&Inputs {
                template,
                scenario,
                stage,
                seed,
            })
        });
        // The changes come as JSON.
        let on_adjust = Closure::new(
            move |pane: String, text, changes: String, after, done, words| {
                let pane = match pane.as_str() {
                    "scenario" => Pane::Scenario,
                    _ => Pane::Template,
                };
                if let Ok(changes) = serde_json::from_str(&changes) {
                    link.emit(Msg::Adjusted(Box::new(Adjustment {
                        pane,
                        text,
                        changes,
                        after,
                        done,
                        words,
                    })));
                }
            },
        );
        // Without its boot script the page has no such edits.
        let _ = hand(&inputs, &on_adjust);
        Self {
            shown,
            _inputs: inputs,
            _on_adjust: on_adjust,
        }
    }

    /// What the picture shows from now on.
    pub fn show(&self, inputs: &Inputs) {
        *self.shown.borrow_mut() = (inputs.stage.clone(), inputs.seed);
    }
}
