//! The worker's program.

fn main() {
    laneway_web::worker::scope::serve();
}
