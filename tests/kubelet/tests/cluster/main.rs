//! Real controllers of Kubernetes and pods that follow scripts: what they make of each other.
//!
//! `cargo xtask test --only cluster` starts a cluster for these tests. No test asks how late it is: times are those
//! that the cluster recorded.

mod dependencies;
mod images;
mod jobs;
mod kit;
mod logs;
mod services;
mod stopping;
