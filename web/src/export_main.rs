//! The program of the worker that draws runs as files (`laneway_web::exports`).

use laneway_web::exports;
use laneway_web::worker::asked;
use wasm_bindgen::JsCast;

fn main() {
    asked::serve(&js_sys::global().unchecked_into(), exports::answer);
}
