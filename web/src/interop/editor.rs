//! A text editor: the Rust side of `web/editor/src/editor.js`.

use super::plain;
use crate::protocol::{About, Change, Located, TextRange};
use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen]
extern "C" {
    type RawEditor;

    #[wasm_bindgen(catch, js_namespace = lanewayEditor)]
    fn mount(
        host: &HtmlElement,
        options: &JsValue,
        on_change: &Closure<dyn Fn(String)>,
        on_cursor: &Closure<dyn Fn(u32)>,
        on_refactor: &Closure<dyn Fn(u32)>,
        ask_words: &Closure<dyn Fn(u32) -> Promise>,
        ask_meaning: &Closure<dyn Fn(u32) -> Promise>,
    ) -> Result<RawEditor, JsValue>;

    #[wasm_bindgen(method)]
    fn replace(this: &RawEditor, text: &str);

    #[wasm_bindgen(method)]
    fn open(this: &RawEditor, text: &str);

    #[wasm_bindgen(method, js_name = setProblems)]
    fn set_problems(this: &RawEditor, problems: &JsValue);

    #[wasm_bindgen(method)]
    fn fix(this: &RawEditor, changes: &JsValue);

    #[wasm_bindgen(method)]
    fn refactor(this: &RawEditor, text: &str, changes: &JsValue);

    #[wasm_bindgen(method)]
    fn adjust(this: &RawEditor, text: &str, changes: &JsValue);

    #[wasm_bindgen(method)]
    fn undo(this: &RawEditor, text: &str);

    #[wasm_bindgen(method)]
    fn reveal(this: &RawEditor, start: usize, end: usize, focus: bool);

    #[wasm_bindgen(method)]
    fn mark(this: &RawEditor, places: &[usize]);
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

/// What an editor calls.
pub struct Hooks {
    on_change: Closure<dyn Fn(String)>,
    on_cursor: Closure<dyn Fn(u32)>,
    on_refactor: Closure<dyn Fn(u32)>,
    ask_words: Closure<dyn Fn(u32) -> Promise>,
    ask_meaning: Closure<dyn Fn(u32) -> Promise>,
}

impl Hooks {
    /// `on_change` hears every new text, `on_cursor` where the user has moved the cursor, `on_refactor`
    /// where the user wants to see what could be changed; `ask` answers what is asked about a place.
    pub fn new(
        on_change: impl Fn(String) + 'static,
        on_cursor: impl Fn(usize) + 'static,
        on_refactor: impl Fn(usize) + 'static,
        ask: impl Fn(About, usize) -> Promise + Clone + 'static,
    ) -> Self {
        let asked = ask.clone();
        Self {
            on_change: Closure::new(on_change),
            on_cursor: Closure::new(move |offset: u32| on_cursor(offset as usize)),
            on_refactor: Closure::new(move |offset: u32| on_refactor(offset as usize)),
            ask_words: Closure::new(move |offset: u32| asked(About::Words, offset as usize)),
            ask_meaning: Closure::new(move |offset: u32| ask(About::Meaning, offset as usize)),
        }
    }
}

/// A text editor.
pub struct Editor {
    raw: RawEditor,
    _hooks: Hooks,
}

impl Editor {
    /// Puts an editor into `host`.
    ///
    /// # Errors
    /// When `editor.js` has not been loaded.
    pub fn mount(
        host: &HtmlElement,
        options: &EditorOptions<'_>,
        hooks: Hooks,
    ) -> Result<Self, JsValue> {
        let raw = mount(
            host,
            &plain(options),
            &hooks.on_change,
            &hooks.on_cursor,
            &hooks.on_refactor,
            &hooks.ask_words,
            &hooks.ask_meaning,
        )?;
        Ok(Self { raw, _hooks: hooks })
    }

    /// Replaces the whole text, undoably.
    pub fn replace(&self, text: &str) {
        self.raw.replace(text);
    }

    /// Holds another text from now on, with nothing to undo.
    pub fn open(&self, text: &str) {
        self.raw.open(text);
    }

    /// Underlines the problems of the present text.
    pub fn set_problems(&self, problems: &[Located]) {
        self.raw.set_problems(&plain(problems));
    }

    /// Applies the changes of a fix, unless the text has changed since its problem was found.
    pub fn fix(&self, changes: &[Change]) {
        self.raw.fix(&plain(changes));
    }

    /// Makes the changes if the text is `text`, as one step for undo, and takes the focus.
    pub fn refactor(&self, text: &str, changes: &[Change]) {
        self.raw.refactor(text, &plain(changes));
    }

    /// Makes the changes if the text is `text`, as one step for undo.
    pub fn adjust(&self, text: &str, changes: &[Change]) {
        self.raw.adjust(text, &plain(changes));
    }

    /// Takes the last step back if the text is `text`.
    pub fn undo(&self, text: &str) {
        self.raw.undo(text);
    }

    /// Selects a range and scrolls to it.
    pub fn reveal(&self, range: TextRange, focus: bool) {
        self.raw.reveal(range.start, range.end, focus);
    }

    /// Marks the lines of these ranges, and no others.
    pub fn mark(&self, ranges: &[TextRange]) {
        let places = ranges.iter().flat_map(|range| [range.start, range.end]);
        self.raw.mark(&places.collect::<Vec<_>>());
    }
}
