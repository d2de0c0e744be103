//! The playground: two editors, a list of problems and a timeline, over an engine that runs in a
//! Web Worker. The page is `bin/page.rs`, the worker `bin/engine.rs`.
//!
//! ```text
//! view ─Msg─► model ─Effect─► effects ─► editors, storage, timers
//!   ▲           │  ▲             │
//!   └── state ──┘  └── Answer ── worker (core)
//! ```

pub mod app;
pub mod effects;
pub mod examples;
pub mod interop;
pub mod model;
pub mod protocol;
pub mod simulate_json;
pub mod timeline;
pub mod view;
pub mod worker;
