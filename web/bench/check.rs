//! The check of a template alone, in WebAssembly: what `cargo xtask bench check` measures.

use laneway_core::analysis::{Request, check};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// How many problems a template has.
#[wasm_bindgen]
pub fn problems(template: &str) -> usize {
    let request = Request {
        template,
        ..Request::default()
    };
    check(&request).template.len()
}

/// The engine's `WebAssembly.Memory`, to see how large it has grown.
#[wasm_bindgen]
pub fn engine_memory() -> JsValue {
    wasm_bindgen::memory()
}
