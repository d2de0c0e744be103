//! Runs deployment workflows on Kubernetes.
//!
//! The scheduler of `laneway-core` decides what starts when. Everything here that decides is pure as well:
//! `manifest` says what objects a task is, `observe` reads what the cluster says of them, `evaluate` judges it,
//! and `course` turns it into events for the scheduler and its commands into effects. Only `runner`, which the feature
//! `native` brings, talks to a cluster.

pub mod course;
pub mod difference;
pub mod evaluate;
pub mod labels;
pub mod manifest;
pub mod object;
pub mod observe;
pub mod rbac;
pub mod recorded;
#[cfg(feature = "native")]
pub mod runner;
pub mod select;
