//! The playground: two editors, a list of problems and a timeline, over an engine that runs in a
//! Web Worker: `main.rs` and `engine_main.rs`. Forecasts have a program of their own
//! (`foresight`), and so have links (`links`) and pictures outside of the page (`exports`).
//!
//! ```text
//! view ─Msg─► model ─Effect─► effects ─► editors, storage, timers
//!   ▲           │  ▲             │
//!   └── state ──┘  └── Answer ── worker (core)
//! ```

pub mod app;
pub mod effects;
pub mod examples;
pub mod exports;
pub mod foresight;
pub mod interop;
pub mod links;
pub mod markdown;
pub mod model;
pub mod promises;
pub mod protocol;
pub mod simulate_json;
pub mod timeline;
pub mod view;
pub mod wishes;
pub mod worker;
