//! Everything the tool can say about a text: one constructor per problem, by family.

pub mod syntax;
