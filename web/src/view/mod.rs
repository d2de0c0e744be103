//! Components that show what they are given and report what the user does; they hold no state of
//! the application.

pub mod timeline;
