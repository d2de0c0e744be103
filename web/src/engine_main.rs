//! The program of the engine's worker, which is loaded once there is a first picture.

use laneway_core::analysis::Analyst;
use laneway_web::worker::answer::answer;
use laneway_web::worker::scope;

fn main() {
    let mut analyst = Analyst::default();
    scope::serve(move |message| Some(answer(&mut analyst, message)));
}
