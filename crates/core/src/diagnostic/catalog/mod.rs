//! Everything the tool can say about a text: one constructor per problem, by family.

pub mod reference;
pub mod scenario;
pub mod shape;
pub mod stage;
pub mod syntax;
pub mod value;
mod words;
