//! The user's drafts: the Rust side of `web/editor/src/desk.js`, which keeps the one in the editors; what
//! does everything else is in `web/editor/src/drafts`.

use crate::model::{Msg, Texts};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
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

/// What is in the editors now, for when the page is left: then no message is answered any more.
#[derive(Clone, Default)]
pub struct Present {
    /// Both texts.
    pub texts: Rc<RefCell<Texts>>,
    /// Whether they have ever changed.
    pub has_changed: Rc<Cell<bool>>,
    /// Whether they are those of a link, and are not kept.
    pub is_shared: Rc<Cell<bool>>,
}

impl Present {
    fn keep(&self) {
        if self.has_changed.get() && !self.is_shared.get() {
            save_draft(&self.texts.borrow());
        }
    }
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
    /// What is heard goes to `link`; the draft of the last visit is given at once. What is `present` is kept when the
    /// page is left.
    pub fn new(link: Callback<Msg>, present: Present) -> (Self, Option<Texts>) {
        let (brought, opened) = (link.clone(), link);
        let on_texts = Closure::new(move |template, scenario| {
            brought.emit(Msg::TextsBrought(template, scenario));
        });
        let on_opened = Closure::new(move |template, scenario| {
            opened.emit(Msg::DraftOpened(Texts { template, scenario }));
        });
        let on_leaving = Closure::new(move || present.keep());
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
