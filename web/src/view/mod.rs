//! Components that show what they are given and report what the user does; they hold no state of
//! the application.

pub mod divider;
pub mod editor_pane;
pub mod figures;
pub mod ghost_note;
pub mod header;
pub mod icon;
pub mod notes;
pub mod problems;
mod prose;
pub mod result;
pub mod sections;
pub mod timeline;
mod views;
