//! Links: what the page asks about them, and what is answered by a worker with a program of its own. The page loads it for
//! an address with a link in it, and when something is shared, so that nobody else waits for it.

mod answer;
mod messages;

pub use answer::answer;
pub use messages::{Ask, Followed, Found, Place, Told, Written};
