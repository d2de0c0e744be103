//! The boundaries that `docs/architecture.md` draws, as checks that fail with their reason.

mod arrows;
mod core_lints;
mod layout;
mod sources;
