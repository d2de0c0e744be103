//! Texts of any size that look as people write them, for measuring: templates, the same with
//! mistakes, and workflows of the code host whose linters are measured beside. Always the same.

mod faults;
mod template;
mod workflow;

pub use faults::{misspelled, mistyped};
pub use template::template;
pub use workflow::workflow;

/// Puts one piece behind another until the text has about that many bytes. A piece is made from its
/// number and has to be small.
fn grow(bytes: usize, start: String, piece: impl Fn(usize) -> String) -> String {
    let mut text = start;
    for number in 0.. {
        let next = piece(number);
        if number > 0 && text.len() + next.len() > bytes {
            break;
        }
        text.push_str(&next);
    }
    text
}
