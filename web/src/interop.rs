//! The page's own JavaScript, and the browser's storage: everything that may be missing or refused.

mod dialogs;
mod drafts;
mod editor;
mod hand;
mod lessons;
mod links;
mod looks;
mod panel;
mod player;

pub use dialogs::{Dialogs, report, share, show_drafts, show_keys};
pub use drafts::{Drafts, Present, save_draft};
pub use editor::{Editor, EditorOptions, Hooks};
pub use hand::Hand;
pub use lessons::{Lessons, show_lessons};
pub use links::{Links, leave_link};
pub use looks::show_looks;
pub use panel::Panel;
pub use player::Player;

use crate::model::{Texts, Theme};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{Storage, Worker};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayStartWorker)]
    fn raw_start_worker() -> Result<Worker, JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayPaint)]
    fn paint(theme: &str) -> Result<(), JsValue>;
}

const EARLIER: &str = "laneway.draft.earlier";

/// Starts the engine in a worker (`web/boot.js`).
///
/// # Errors
/// When the browser refuses to.
pub fn start_worker() -> Result<Worker, JsValue> {
    raw_start_worker()
}

/// Paints the page and keeps the choice.
pub fn apply_theme(theme: Theme) {
    // Without its boot script the page keeps its colours.
    let _ = paint(theme.name());
    store("laneway.theme", theme.name());
}

/// The colours chosen at an earlier visit.
pub fn stored_theme() -> Theme {
    load("laneway.theme").map_or(Theme::System, |name| Theme::from_name(&name))
}

/// Keeps the draft that a copy took the place of, or forgets it.
pub fn keep_earlier(texts: Option<&Texts>) {
    match texts {
        Some(texts) => store_texts(EARLIER, texts),
        None => {
            let _ = storage().map(|storage| storage.remove_item(EARLIER));
        }
    }
}

/// The draft that a copy took the place of, if it has not been given up.
pub fn stored_earlier() -> Option<Texts> {
    load_texts(EARLIER)
}

/// As plain JavaScript objects and numbers.
pub fn plain<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let json = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&json).unwrap_or(JsValue::NULL)
}

fn store_texts(key: &str, texts: &Texts) {
    if let Ok(json) = serde_json::to_string(texts) {
        store(key, &json);
    }
}

fn load_texts(key: &str) -> Option<Texts> {
    serde_json::from_str(&load(key)?).ok()
}

fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn store(key: &str, value: &str) {
    // A browser that refuses storage only forgets the draft.
    let _ = storage().map(|storage| storage.set_item(key, value));
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
