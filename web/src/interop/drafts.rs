//! The user's drafts: the Rust side of `web/boot.js`, which keeps the one in the editors, and of
//! `web/editor/src/drafts`, which does everything else.

use crate::model::{Msg, Texts};
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnTexts = Closure<dyn Fn(Option<String>, Option<String>)>;
type OnOpened = Closure<dyn Fn(String, String)>;
type OnLeaving = Closure<dyn Fn()>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayDraft)]
    fn draft(
        on_texts: &OnTexts,
        on_opened: &OnOpened,
        on_leaving: &OnLeaving,
    ) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayKeepDraft)]
    fn keep_draft(json: &str) -> Result<(), JsValue>;
}

/// Keeps the texts for the next visit.
pub fn save_draft(texts: &Texts) {
    if let Ok(json) = serde_json::to_string(texts) {
        let _ = keep_draft(&json);
    }
}

/// Hears which texts are wanted in the editors.
pub struct Drafts {
    _on_texts: OnTexts,
    _on_opened: OnOpened,
    _on_leaving: OnLeaving,
}

impl Drafts {
    /// What is heard goes to `link`; the draft of the last visit is given at once.
    pub fn new(link: Callback<Msg>) -> (Self, Option<Texts>) {
        let (brought, opened) = (link.clone(), link.clone());
        let on_texts = Closure::new(move |template, scenario| {
            brought.emit(Msg::TextsBrought(template, scenario));
        });
        let on_opened = Closure::new(move |template, scenario| {
            opened.emit(Msg::DraftOpened(Texts { template, scenario }));
        });
        let on_leaving = Closure::new(move || link.emit(Msg::Leaving));
        let first = draft(&on_texts, &on_opened, &on_leaving).ok().flatten();
        let drafts = Self {
            _on_texts: on_texts,
            _on_opened: on_opened,
            _on_leaving: on_leaving,
        };
        (
            drafts,
            first.and_then(|json| serde_json::from_str(&json).ok()),
        )
    }
}
