//! Semantic rules, one per file: what a workflow that can be read still gets wrong.
