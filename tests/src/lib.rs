//! Shared helpers of the test suite.

pub mod agreement;
pub mod cases;
pub mod corpus;
pub mod documents;
pub mod fuzz;
pub mod large;
pub mod mutants;
pub mod oracle;
pub mod pieces;
pub mod plans;
pub mod planted;
#[cfg(unix)]
pub mod processor;
pub mod random;
pub mod repository;
pub mod sane;
pub mod sights;
pub mod sketch;
pub mod templates;
pub mod vary;
pub mod workload;
