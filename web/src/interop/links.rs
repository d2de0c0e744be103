//! Links in the address of the page, and files that it follows: the Rust side of `web/editor/src/links.js` and
//! `web/editor/src/live.js`, which `web/boot.js` loads when there is one, and says when they cannot be loaded.

use crate::links::Followed;
use crate::model::{Arrived, Choice, Msg, Source, Texts, Visit};
use laneway_core::share::{Shared, SharedView};
use laneway_core::time::Millis;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnFollowed = Closure<dyn Fn(RawFollowed)>;
type OnChosen = Closure<dyn Fn(String)>;

// Plain properties: a reader for JSON would weigh more than all else here.
#[wasm_bindgen]
extern "C" {
    /// What `follow` of `web/editor/src/links.js` says.
    type RawFollowed;

    #[wasm_bindgen(method, getter)]
    fn template(this: &RawFollowed) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn scenario(this: &RawFollowed) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn stage(this: &RawFollowed) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn seed(this: &RawFollowed) -> Option<f64>;

    #[wasm_bindgen(method, getter)]
    fn task(this: &RawFollowed) -> Option<String>;

    /// Whether it is said by `follow` of `web/editor/src/live.js` in its place.
    #[wasm_bindgen(method, getter, js_name = isFile)]
    fn is_file(this: &RawFollowed) -> Option<bool>;

    /// The beginning of the window, and its end, in milliseconds.
    #[wasm_bindgen(method, getter)]
    fn from(this: &RawFollowed) -> Option<f64>;

    #[wasm_bindgen(method, getter)]
    fn until(this: &RawFollowed) -> Option<f64>;

    #[wasm_bindgen(method, getter)]
    fn cursor(this: &RawFollowed) -> Option<f64>;

    #[wasm_bindgen(method, getter)]
    fn trouble(this: &RawFollowed) -> Option<String>;

    #[wasm_bindgen(catch, js_name = lanewayLinks)]
    fn links(on_followed: &OnFollowed) -> Result<Option<RawFollowed>, JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayVisit)]
    fn show_visit(kind: &str, trouble: &str, on_chosen: &OnChosen) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = lanewayLeaveLink)]
    fn raw_leave_link() -> Result<(), JsValue>;
}

/// Takes the link out of the address.
pub fn leave_link() {
    let _ = raw_leave_link();
}

/// Hears of links in the address, and what is to become of what they bring.
pub struct Links {
    on_chosen: OnChosen,
    _on_followed: OnFollowed,
}

impl Links {
    /// What is heard goes to `link`; what the page was opened for is given at once.
    pub fn new(link: Callback<Msg>) -> (Self, Option<Arrived>) {
        let chosen = link.clone();
        let on_followed = Closure::new(move |raw: RawFollowed| {
            link.emit(Msg::LinkFollowed(followed(&raw)));
        });
        let on_chosen = Closure::new(move |choice: String| {
            if let Some(choice) = Choice::from_name(&choice) {
                chosen.emit(Msg::VisitChosen(choice));
            }
        });
        let first = links(&on_followed).ok().flatten();
        let links = Self {
            on_chosen,
            _on_followed: on_followed,
        };
        (links, first.map(|raw| arrived(&raw)))
    }

    /// Says whose texts are in the editors.
    pub fn show(&self, visit: &Visit) {
        let (kind, trouble) = match visit {
            Visit::Own => ("own", ""),
            Visit::Shared { source, .. } => (kind(*source), ""),
            Visit::Broken {
                trouble,
                rest: None,
            } => ("broken", trouble.as_str()),
            Visit::Broken { trouble, .. } => ("partly", trouble.as_str()),
            Visit::Copied { .. } => ("copied", ""),
        };
        let _ = show_visit(kind, trouble, &self.on_chosen);
    }
}

fn kind(source: Source) -> &'static str {
    match source {
        Source::Link => "shared",
        Source::Damaged => "damaged",
        Source::Lesson => "lesson",
        Source::File => "file",
    }
}

fn arrived(raw: &RawFollowed) -> Arrived {
    match raw.template() {
        Some(template) if raw.is_file() == Some(true) => Arrived::File(Texts {
            template,
            scenario: raw.scenario().unwrap_or_default(),
        }),
        _ => Arrived::Link(followed(raw)),
    }
}

/// Whole numbers, which JavaScript knows exactly.
fn millis(number: f64) -> Millis {
    Millis(number as u64)
}

fn followed(raw: &RawFollowed) -> Followed {
    let shared = raw.template().map(|template| {
        Box::new(Shared {
            template,
            scenario: raw.scenario().unwrap_or_default(),
            stage: raw.stage(),
            // Whole numbers, which JavaScript knows exactly.
            seed: raw.seed().map(|it| it as u64),
            view: SharedView {
                task: raw.task(),
                window: raw
                    .from()
                    .zip(raw.until())
                    .map(|(from, until)| [millis(from), millis(until)]),
                cursor: raw.cursor().map(millis),
            },
            // One is opened by `web/boot.js`.
            lesson: None,
        })
    });
    Followed {
        shared,
        trouble: raw.trouble(),
    }
}
