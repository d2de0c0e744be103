//! The panel of forecasts, advice and sweeps: the Rust side of `web/editor/src/foresight.js`, which `web/boot.js`
//! loads when it is first shown, and says when it cannot be loaded.

use super::plain;
use crate::model::{Foresight, Msg};
use crate::protocol::Pane;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnApply = Closure<dyn Fn(String, String, String)>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayForesee)]
    fn foresee(wanted: &JsValue, on_apply: &OnApply) -> Result<(), JsValue>;
}

/// Shows what can be foreseen, and hears which changes are wanted.
pub struct Panel {
    on_apply: OnApply,
}

impl Panel {
    /// What is chosen goes to `link`.
    pub fn new(link: Callback<Msg>) -> Self {
        // The changes come as JSON.
        let on_apply = Closure::new(move |pane: String, text: String, changes: String| {
            let pane = match pane.as_str() {
                "scenario" => Pane::Scenario,
                _ => Pane::Template,
            };
            if let Ok(changes) = serde_json::from_str(&changes) {
                link.emit(Msg::ChangesChosen(pane, text, changes));
            }
        });
        Self { on_apply }
    }

    /// Shows this state of the texts.
    pub fn foresee(&self, wanted: &Foresight) {
        let _ = foresee(&plain(wanted), &self.on_apply);
    }
}
