//! The engine runs in a Web Worker, so that the page never waits for it: [`answer`] is what it does,
//! [`scope`] the worker's side of the line, [`client`] the side of whoever started it.

pub mod answer;
pub mod asked;
pub mod client;
mod language;
pub mod message;
pub(crate) mod places;
mod refactor;
pub mod scope;
