//! Laneway's core: reads a deployment workflow, says what is wrong with it, plans it, simulates it
//! and explains every wait. Pure: no I/O, no clock, no hash order, integer time; the same input
//! gives the same bytes natively and in WebAssembly.
//!
//! ```text
//! text ─ yaml ─► tree ─ template ─► Template ─ plan ─► Plan ─ scheduler ⇄ simulate ─► Trace ─ report ─► Report
//! ```

pub mod advice;
pub mod analysis;
pub mod calibrate;
pub mod diagnostic;
pub mod export;
pub mod forecast;
pub mod foreign;
#[cfg(test)]
mod kit;
pub mod kubernetes;
pub mod language;
pub mod lesson;
pub mod order;
pub mod overlay;
pub mod pages;
pub mod picture;
pub mod plan;
pub mod play;
pub mod refactor;
pub mod report;
pub mod rules;
pub mod scenario;
pub mod scheduler;
pub mod secrets;
pub mod share;
pub mod simulate;
pub mod source;
pub mod sweep;
pub mod template;
pub mod time;
mod wide;
pub mod wish;
pub mod yaml;
