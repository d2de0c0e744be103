//! Lessons: the Rust side of `web/editor/src/lessons.js`, which `web/boot.js` loads when they are first wanted or the
//! address names one, and says when it cannot be loaded.

use crate::model::{Choice, Msg};
use laneway_core::share::{Shared, SharedView};
use laneway_core::time::Millis;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnShown = Closure<dyn Fn(String, String, Option<String>, Option<f64>)>;
type OnLeft = Closure<dyn Fn()>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayLessons)]
    fn lessons(on_shown: &OnShown, on_left: &OnLeft) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayShowLessons)]
    fn raw_show_lessons() -> Result<(), JsValue>;
}

/// Opens the list of lessons.
pub fn show_lessons() {
    let _ = raw_show_lessons();
}

/// Hears what lessons want to show.
pub struct Lessons {
    _on_shown: OnShown,
    _on_left: OnLeft,
}

impl Lessons {
    /// What is heard goes to `link`.
    pub fn new(link: Callback<Msg>) -> Self {
        let left = link.clone();
        let on_shown: OnShown =
            Closure::new(move |template, scenario, stage, cursor: Option<f64>| {
                let view = SharedView {
                    // A whole number, which JavaScript knows exactly.
                    cursor: cursor.map(|at| Millis(at as u64)),
                    ..SharedView::default()
                };
                link.emit(Msg::LessonShown(Box::new(Shared {
                    template,
                    scenario,
                    stage,
                    seed: None,
                    view,
                    lesson: None,
                })));
            });
        let on_left: OnLeft = Closure::new(move || left.emit(Msg::VisitChosen(Choice::Back)));
        let _ = lessons(&on_shown, &on_left);
        Self {
            _on_shown: on_shown,
            _on_left: on_left,
        }
    }
}
