//! No text makes it panic, hang or point outside of the text.

mod arbitrary;
mod known;
mod lines;
mod mutations;
