//! Shared helpers of the test suite.

pub mod agreement;
pub mod cases;
pub mod corpus;
pub mod mutants;
pub mod oracle;
pub mod random;
pub mod repository;
pub mod sketch;
pub mod templates;
pub mod vary;
