//! Shared helpers of the test suite.

pub mod agreement;
pub mod cases;
pub mod corpus;
pub mod oracle;
pub mod random;
pub mod repository;
pub mod sketch;
pub mod vary;
