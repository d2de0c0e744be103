//! The program of the worker that draws runs as files (`laneway_web::exports`).

use laneway_web::exports;
use wasm_bindgen::JsCast;

fn main() {
    exports::serve(&js_sys::global().unchecked_into());
}
