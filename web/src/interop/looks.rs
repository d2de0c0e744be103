//! What zooms, finds and folds in the timeline: the Rust side of `web/editor/src/look.js`, which `web/boot.js` loads when
//! the first picture stands.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayLooks)]
    fn looks(timeline: &HtmlElement) -> Result<(), JsValue>;
}

/// Brings the tools to a timeline that has just been made; they tell it what is looked at.
pub fn show_looks(timeline: &HtmlElement) {
    // Without its boot script the page shows all of the run.
    let _ = looks(timeline);
}
