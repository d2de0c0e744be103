//! A kubelet without containers, for tests against a real control plane.
//!
//! It registers a node, takes the pods that are bound to it, and reports of their containers what their
//! [scripts](script) say: pulls of images, starts, readiness, crashes, back-off and graceful ends, in the times that
//! `laneway_core::kubernetes` knows. What the real controllers then make of it can be held against the simulator.
//!
//! ```text
//! Pod ─ plan ─► node (all pods ─ pod ─ container; pure, told what time it is) ─ status ─► PodStatus
//!        └──────────────────── kubelet: watches, waits, writes ──────────────────┘
//! ```

pub mod clock;
pub mod container;
pub mod hosts;
pub mod kubelet;
pub mod logs;
pub mod node;
pub mod plan;
pub mod pod;
pub mod register;
pub mod script;
pub mod status;
