//! Everything the tool can say about a text: one constructor per problem, by family.

pub mod analysis;
pub mod distribution;
pub mod export;
pub mod foreign;
pub mod loss;
pub mod reference;
pub mod room;
pub mod scenario;
pub mod shape;
pub mod stage;
pub mod suppression;
pub mod syntax;
mod topic;
mod topics;
pub mod value;
mod words;
pub mod workflow;

pub use topic::{CODES, Example, TEMPLATE_CODES, Topic, code, codes, topic, topics};
pub use topics::is_about_comments;
