//! The program of the workers that simulate many runs (`laneway_web::foresight`).

use laneway_web::foresight::{
    Lead, Sweeper, adviser_scope, helper_scope, lead_scope, narrator_scope, teacher_scope,
};
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    match scope.name().as_str() {
        "helper" => helper_scope::serve(&scope),
        "adviser" => adviser_scope::serve(&scope),
        "narrator" => narrator_scope::serve(&scope),
        "teacher" => teacher_scope::serve(&scope),
        "sweeper" => lead_scope::serve(&scope, Sweeper::new),
        _ => lead_scope::serve(&scope, Lead::new),
    }
}
