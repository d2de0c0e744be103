//! The program of the worker that reads and writes links (`laneway_web::links`).

use laneway_web::links;
use laneway_web::worker::asked;
use wasm_bindgen::JsCast;

fn main() {
    asked::serve(&js_sys::global().unchecked_into(), links::answer);
}
