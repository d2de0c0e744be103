//! The program of the page, and of the worker that simulates until the engine has loaded (`engine_main.rs`): the
//! browser loads and compiles it once for both.

use laneway_web::app::App;
use laneway_web::worker::answer::answer_at_first;
use laneway_web::worker::scope;

fn main() {
    let Some(window) = web_sys::window() else {
        scope::serve(answer_at_first);
        return;
    };
    let root = window
        .document()
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}
