//! The program of the engine's worker (`laneway_web::worker`).

use laneway_core::analysis::Analyst;
use laneway_web::worker::answer::answer;
use laneway_web::worker::scope;

fn main() {
    let mut analyst = Analyst::default();
    scope::serve(move |message| answer(&mut analyst, message));
}
