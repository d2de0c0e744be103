//! Links in the address of the page: the Rust side of `web/editor/src/links.js`, which `web/boot.js` loads when there
//! is one, and says when it cannot be loaded.

use super::plain;
use crate::links::Followed;
use crate::model::{Choice, Msg, Visit};
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnText = Closure<dyn Fn(String)>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayLinks)]
    fn links(on_followed: &OnText) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayVisit)]
    fn show_visit(visit: &JsValue, on_chosen: &OnText) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayLeaveLink)]
    fn raw_leave_link() -> Result<(), JsValue>;
}

/// Takes the link out of the address.
pub fn leave_link() {
    let _ = raw_leave_link();
}

/// Hears of links in the address, and what is to become of what they bring.
pub struct Links {
    on_chosen: OnText,
    _on_followed: OnText,
}

impl Links {
    /// What is heard goes to `link`; what came of the link that was there from the start is given at once.
    pub fn new(link: Callback<Msg>) -> (Self, Option<Followed>) {
        let followed = link.clone();
        let on_followed: OnText = Closure::new(move |json: String| {
            if let Some(heard) = read(&json) {
                followed.emit(Msg::LinkFollowed(heard));
            }
        });
        let on_chosen = Closure::new(move |choice: String| {
            if let Some(choice) = Choice::from_name(&choice) {
                link.emit(Msg::VisitChosen(choice));
            }
        });
        let first = links(&on_followed).ok().flatten();
        let links = Self {
            on_chosen,
            _on_followed: on_followed,
        };
        (links, first.and_then(|json| read(&json)))
    }

    /// Says whose texts are in the editors.
    pub fn show(&self, visit: &Visit) {
        let _ = show_visit(&plain(visit), &self.on_chosen);
    }
}

fn read(json: &str) -> Option<Followed> {
    serde_json::from_str(json).ok()
}
