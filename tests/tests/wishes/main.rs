//! What is wished for in the picture is written into the texts: in small edits that mean exactly that, or not at all, and
//! then it is said why.

mod corpus;
mod properties;
