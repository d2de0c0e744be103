//! The program of the page and of its worker: the browser loads and compiles it once for both.

use laneway_web::app::App;
use laneway_web::worker::scope;

fn main() {
    let Some(window) = web_sys::window() else {
        scope::serve();
        return;
    };
    let root = window
        .document()
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}
