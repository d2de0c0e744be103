//! The pages about codes: the Rust side of `web/editor/src/rules/dialog.js`, which `web/boot.js`
//! loads when the first is opened.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayOpenRule)]
    fn open_rule(
        code: &str,
        on_try: &Closure<dyn Fn(String, Option<String>)>,
    ) -> Result<(), JsValue>;
}

/// Opens pages, and hears which examples are to be tried.
pub struct RulePages {
    on_try: Closure<dyn Fn(String, Option<String>)>,
}

impl RulePages {
    /// `on_try` gets the template of an example, and its scenario if it has one.
    pub fn new(on_try: impl Fn(String, Option<String>) + 'static) -> Self {
        Self {
            on_try: Closure::new(on_try),
        }
    }

    /// Opens the page about a code, in front of everything.
    pub fn open(&self, code: &str) {
        // That a page cannot be loaded is said by the boot script.
        let _ = open_rule(code, &self.on_try);
    }
}
