//! What fuzzing calls with any bytes at all. `cargo xtask fuzz` lets libFuzzer search for bytes that
//! break one of these; a short run with drawn bytes is a test.

mod input;
mod mutate;
mod seeds;
mod targets;

pub use mutate::mutate;
pub use seeds::{Seed, dictionary, seeds};

/// Something that has to hold for every input.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// One word.
    pub name: &'static str,
    /// What it does with an input.
    pub what: &'static str,
    /// What the inputs are made from.
    pub inputs: Inputs,
    /// Panics if it does not hold.
    pub run: fn(&[u8]),
}

/// What a target reads in its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inputs {
    /// A template.
    Template,
    /// A scenario; the template beside it is always the same.
    Scenario,
    /// A template, a form feed, and a scenario.
    Both,
}

/// Longest input that is tried, in bytes. What hurts only in larger texts is measured by
/// `cargo xtask bench`.
pub const LONGEST: usize = 8 * 1024;

/// All targets, in the order in which they are run.
pub const TARGETS: [Target; 8] = [
    Target {
        name: "diagnostics",
        what: "a template is checked",
        inputs: Inputs::Template,
        run: targets::diagnostics,
    },
    Target {
        name: "fixes",
        what: "every fix is applied, and all of them until none is left",
        inputs: Inputs::Template,
        run: targets::fixes,
    },
    Target {
        name: "simulation",
        what: "a template is simulated with a scenario",
        inputs: Inputs::Both,
        run: targets::simulation,
    },
    Target {
        name: "scenario",
        what: "a scenario is checked, and its fixes are applied",
        inputs: Inputs::Scenario,
        run: targets::scenario,
    },
    Target {
        name: "editor",
        what: "everything that an editor asks, anywhere in the text",
        inputs: Inputs::Both,
        run: targets::editor,
    },
    Target {
        name: "suppressions",
        what: "comments allow problems, but no errors",
        inputs: Inputs::Template,
        run: targets::suppressions,
    },
    Target {
        name: "refactorings",
        what: "every refactoring on offer is made",
        inputs: Inputs::Both,
        run: targets::refactorings,
    },
    Target {
        name: "wishes",
        what: "what can be wished for in the picture is written into the texts",
        inputs: Inputs::Both,
        run: targets::wishes,
    },
];

/// The target of that name.
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
