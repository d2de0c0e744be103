//! Real runs on a real control plane, whose pods do what their scripts say: `cargo xtask test --only
//! cluster` starts it.

mod kit;
mod others;
mod page;
mod permissions;
mod plan;
mod trouble;
