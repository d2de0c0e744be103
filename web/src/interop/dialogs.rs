//! What opens in front of the page: the Rust side of `web/editor/src/dialogs.js`, which `web/boot.js`
//! loads when the first is opened, and says when it cannot be loaded.

use super::plain;
use crate::model::{EngineTrouble, Msg, Refactoring, Texts};
use crate::protocol::{Generation, Inputs};
use laneway_core::share::SharedView;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnTry = Closure<dyn Fn(String, Option<String>)>;
type OnChosen = Closure<dyn Fn(u32, usize)>;
type OnClosed = Closure<dyn Fn()>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn show(dialog: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn raw_show_drafts(dialog: &str, texts: &JsValue, is_shared: bool) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn show_share(dialog: &str, inputs: &JsValue, view: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn show_report(dialog: &str, trouble: &str, inputs: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn show_rule(dialog: &str, code: &str, on_try: &OnTry) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShow)]
    fn show_refactoring(
        dialog: &str,
        shown: &JsValue,
        on_chosen: &OnChosen,
        on_closed: &OnClosed,
    ) -> Result<(), JsValue>;
}

/// Opens the card with the keys.
pub fn show_keys() {
    let _ = show("keys");
}

/// Opens the dialog with the drafts, which may save these texts as files; they may be those of a link.
pub fn show_drafts(texts: &Texts, is_shared: bool) {
    let _ = raw_show_drafts("drafts", &plain(texts), is_shared);
}

/// Opens the dialog with a link that holds this, and what is seen of it.
pub fn share(inputs: &Inputs, view: &SharedView) {
    let _ = show_share("share", &plain(inputs), &plain(view));
}

/// Opens the dialog with a report about what went wrong over this.
pub fn report(trouble: EngineTrouble, inputs: &Inputs) {
    let trouble = match trouble {
        EngineTrouble::NotLoaded => "not loaded",
        EngineTrouble::Crashed => "crashed",
        EngineTrouble::TooSlow => "too slow",
    };
    let _ = show_report("report", trouble, &plain(inputs));
}

/// Opens dialogs, and hears what is chosen in them.
pub struct Dialogs {
    on_try: OnTry,
    on_chosen: OnChosen,
    on_closed: OnClosed,
}

impl Dialogs {
    /// What is chosen goes to `link`.
    pub fn new(link: Callback<Msg>) -> Self {
        let (tried, chosen) = (link.clone(), link.clone());
        Self {
            on_try: Closure::new(move |template, scenario| {
                tried.emit(Msg::TextsBrought(Some(template), scenario));
            }),
            on_chosen: Closure::new(move |generation, index| {
                chosen.emit(Msg::OfferChosen(Generation(generation), index));
            }),
            on_closed: Closure::new(move || link.emit(Msg::RefactoringClosed)),
        }
    }

    /// Opens the page about a code.
    pub fn open_rule(&self, code: &str) {
        let _ = show_rule("rule", code, &self.on_try);
    }

    /// Shows what could be changed; `None` closes that dialog.
    pub fn show_refactoring(&self, shown: Option<&Refactoring>) {
        let shown = shown.map_or(JsValue::NULL, plain);
        let _ = show_refactoring("refactoring", &shown, &self.on_chosen, &self.on_closed);
    }
}
