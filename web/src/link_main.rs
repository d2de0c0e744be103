//! The program of the worker that reads and writes links (`laneway_web::links`).

use laneway_web::links;
use wasm_bindgen::JsCast;

fn main() {
    links::serve(&js_sys::global().unchecked_into());
}
