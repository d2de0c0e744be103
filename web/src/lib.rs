//! The playground: two editors, a list of problems and a timeline, over an engine that runs in a
//! Web Worker. The page is `bin/page.rs`, the worker `bin/engine.rs`.

pub mod protocol;
pub mod timeline;
pub mod view;
