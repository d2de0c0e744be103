//! How Kubernetes retries, probes and schedules: data and pure functions.
//!
//! Every table names the place in the Kubernetes sources, or the enhancement proposal (KEP), that it
//! was read from.

mod back_off;
mod node;
mod probe;
pub mod quantity;
mod scheduling;
mod version;

pub use back_off::{
    BackOff, CONTAINER_RESTART, CRASH_LOOP_RESET, ContainerRestarts, IMAGE_PULL, JOB_RETRY,
    RestartPolicy, allowed_attempts, container_restart,
};
pub use node::NodeLossDelays;
pub use probe::{TERMINATION_GRACE, first_ready, killed_after};
pub use scheduling::{MAX_PODS, NodeLoad, NodeSize, Requests, Short, choose};
pub use version::{Gate, Version};
