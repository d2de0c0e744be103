//! Everything the tool can say about a text: one constructor per problem, by family.

pub mod analysis;
pub mod reference;
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

pub use topic::{Topic, codes, topic};
pub use topics::TOPICS;

/// Every code that a template can get, by family.
pub const CODES: [&str; 71] = [
    // syntax
    "too-large",
    "binary-file",
    "too-deep",
    "too-many-copies",
    "several-documents",
    "unknown-alias",
    "alias-inside-itself",
    "merge-value",
    "key-is-no-text",
    "unquoted-braces",
    "duplicate-key",
    "tab-indentation",
    "unclosed-bracket",
    "wrong-bracket",
    "stray-bracket",
    "missing-comma",
    "unquoted-placeholder",
    "unclosed-quote",
    "after-quote",
    "unknown-escape",
    "unexpected-character",
    "missing-colon",
    "missing-space",
    "missing-dash",
    "unexpected-colon",
    "bad-indentation",
    "syntax",
    // shape
    "wrong-type",
    "not-a-boolean",
    "unknown-key",
    "missing-key",
    "duplicate-name",
    "empty-file",
    "missing-workflows",
    // stage
    "unknown-stage",
    "duplicate-stage",
    "both-orders",
    "no-order",
    "step-under-order-from",
    "task-under-parallelize",
    "steps-without-parallelize",
    "steps-without-stage",
    "misplaced-key",
    // reference
    "unknown-reference",
    "unknown-kind",
    "cron-job-as-task",
    "infrastructure-all",
    "opaque-reference",
    "unknown-dependency",
    // value
    "chart-timeout",
    "not-a-number",
    "number-too-small",
    "imports-not-simulated",
    // workflow
    "repeated-task",
    "repeated-all",
    "duplicate-step",
    "dependency-in-step",
    "dependency-order",
    "dependency-not-waited",
    "dependency-cycle",
    "service-not-deployed",
    "last-step-not-waited",
    "halt-without-wait",
    "late-halt",
    "old-halt-on-error",
    "environment-not-removed",
    "removal-not-last",
    "removal-outside-teardown",
    "empty-stage",
    "empty-step",
    "could-be-parallel",
];
