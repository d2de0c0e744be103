//! `window.laneway.simulateJson(template, scenario, stage)`: a promise of what the command line prints
//! under `simulate --format json`, to the byte, computed by the page's engine; `null` when nothing
//! can be simulated. For scripts, and for tests that compare the two.

use crate::promises::{Engine, Promises};
use crate::protocol::{Inputs, ToEngine};
use js_sys::{Object, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

type Simulate = Closure<dyn Fn(String, String, Option<String>) -> Promise>;

/// Adds the function to the window; it asks whichever engine is there when it is called.
pub fn install(engine: &Engine, promises: &Promises) {
    let (engine, promises) = (Rc::clone(engine), promises.clone());
    let simulate: Simulate = Closure::new(move |template, scenario, stage| {
        let inputs = Inputs {
            template,
            scenario,
            stage,
            seed: None,
        };
        promises.ask(&engine, |id| ToEngine::Json { id, inputs })
    });
    let namespace = Object::new();
    // Setting a property of a plain object, and of the window, is never refused.
    let _ = Reflect::set(
        &namespace,
        &"simulateJson".into(),
        &simulate.into_js_value(),
    );
    let _ = Reflect::set(&js_sys::global(), &"laneway".into(), &namespace);
}
