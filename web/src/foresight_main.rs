//! The program of the workers that simulate many runs, tell one moment by moment and read lessons
//! (`laneway_web::foresight`), and of the one that edits in the picture (`laneway_web::wishes`).

use laneway_web::foresight::{
    Lead, Sweeper, adviser_scope, helper_scope, lead_scope, narrate, read_lesson,
};
use laneway_web::wishes;
use laneway_web::worker::asked;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    match scope.name().as_str() {
        "helper" => helper_scope::serve(&scope),
        "adviser" => adviser_scope::serve(&scope),
        "narrator" => asked::serve(&scope, narrate),
        "teacher" => asked::serve(&scope, |text: &String| read_lesson(text)),
        "hand" => asked::serve(&scope, wishes::answer),
        "sweeper" => lead_scope::serve(&scope, Sweeper::new),
        _ => lead_scope::serve(&scope, Lead::new),
    }
}
