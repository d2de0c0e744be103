//! The page's own JavaScript, and the browser's storage: everything that may be missing or refused.

use crate::model::{Texts, Theme};
use crate::protocol::{Change, Located, TextRange};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Storage, Worker};

#[wasm_bindgen]
extern "C" {
    type RawEditor;

    #[wasm_bindgen(catch, js_namespace = lanewayEditor)]
    fn mount(
        host: &HtmlElement,
        options: &JsValue,
        on_change: &Closure<dyn Fn(String)>,
        on_cursor: &Closure<dyn Fn(u32)>,
    ) -> Result<RawEditor, JsValue>;

    #[wasm_bindgen(method)]
    fn replace(this: &RawEditor, text: &str);

    #[wasm_bindgen(method, js_name = setProblems)]
    fn set_problems(this: &RawEditor, problems: &JsValue);

    #[wasm_bindgen(method)]
    fn fix(this: &RawEditor, changes: &JsValue);

    #[wasm_bindgen(method)]
    fn reveal(this: &RawEditor, start: usize, end: usize, focus: bool);

    #[wasm_bindgen(method)]
    fn mark(this: &RawEditor, start: Option<usize>, end: Option<usize>);

    #[wasm_bindgen(catch, js_name = lanewayStartWorker)]
    fn raw_start_worker() -> Result<Worker, JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayPaint)]
    fn paint(theme: &str) -> Result<(), JsValue>;
}

/// What an editor is called, and its first text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EditorOptions<'a> {
    /// Its name for assistive technology.
    pub label: &'a str,
    /// The element that explains its keys.
    pub help_id: &'a str,
    /// The first text.
    pub text: &'a str,
}

/// A text editor (`web/editor/src/editor.js`).
pub struct Editor {
    raw: RawEditor,
    _on_change: Closure<dyn Fn(String)>,
    _on_cursor: Closure<dyn Fn(u32)>,
}

impl Editor {
    /// Puts an editor into `host`. `on_change` hears every new text, `on_cursor` where the user has
    /// moved the cursor.
    ///
    /// # Errors
    /// When `editor.js` has not been loaded.
    pub fn mount(
        host: &HtmlElement,
        options: &EditorOptions<'_>,
        on_change: impl Fn(String) + 'static,
        on_cursor: impl Fn(usize) + 'static,
    ) -> Result<Self, JsValue> {
        let on_change = Closure::<dyn Fn(String)>::new(on_change);
        let on_cursor = Closure::<dyn Fn(u32)>::new(move |offset| on_cursor(offset as usize));
        let raw = mount(host, &plain(options), &on_change, &on_cursor)?;
        Ok(Self {
            raw,
            _on_change: on_change,
            _on_cursor: on_cursor,
        })
    }

    /// Replaces the whole text, undoably.
    pub fn replace(&self, text: &str) {
        self.raw.replace(text);
    }

    /// Underlines the problems of the present text.
    pub fn set_problems(&self, problems: &[Located]) {
        self.raw.set_problems(&plain(problems));
    }

    /// Applies the changes of a fix, unless the text has changed since its problem was found.
    pub fn fix(&self, changes: &[Change]) {
        self.raw.fix(&plain(changes));
    }

    /// Selects a range and scrolls to it.
    pub fn reveal(&self, range: TextRange, focus: bool) {
        self.raw.reveal(range.start, range.end, focus);
    }

    /// Marks the lines of a range, or none.
    pub fn mark(&self, range: Option<TextRange>) {
        self.raw
            .mark(range.map(|range| range.start), range.map(|range| range.end));
    }
}

/// Starts this program in a worker (`web/boot.js`).
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

/// Keeps the texts for the next visit.
pub fn save_draft(texts: &Texts) {
    if let Ok(json) = serde_json::to_string(texts) {
        store("laneway.draft", &json);
    }
}

/// The texts of the last visit.
pub fn stored_draft() -> Option<Texts> {
    serde_json::from_str(&load("laneway.draft")?).ok()
}

/// As plain JavaScript objects and numbers.
fn plain<T: Serialize + ?Sized>(value: &T) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
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
