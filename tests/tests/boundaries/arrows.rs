//! Which crate may depend on which.

use laneway_tests::repository::root;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

const CORE: &str = "laneway-core";
const KUBE: &str = "laneway-kube";

/// What core may name: things that compute. Extend it only by crates without I/O, clock, threads,
/// randomness or hash order in their results.
const CORE_MAY_USE: [&str; 8] = [
    "base64ct",
    "fearless_simd",
    "granit-parser",
    "libm",
    "miniz_oxide",
    "serde",
    "serde_json",
    "yaml_serde",
];

/// What would bring a clock, randomness, I/O, an executor or a platform with it.
const NOT_PURE: [&str; 14] = [
    "chrono",
    "getrandom",
    "hyper",
    "js-sys",
    "kube",
    "libc",
    "mio",
    "rand",
    "rayon",
    "reqwest",
    "rustix",
    "time",
    "tokio",
    "web-sys",
];

/// The resolved workspace, as `cargo metadata` tells it.
struct Workspace {
    /// Name by package id.
    names: BTreeMap<String, String>,
    /// Ids of normal and build dependencies by package id.
    uses: BTreeMap<String, Vec<String>>,
    /// Ids of the workspace's own packages.
    members: BTreeSet<String>,
}

impl Workspace {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .args(["--filter-platform", "wasm32-unknown-unknown"])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo metadata: {problem}");
        let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
        let packages = metadata["packages"].as_array().expect("a list of packages");
        let nodes = metadata["resolve"]["nodes"]
            .as_array()
            .expect("a resolved graph");
        let members = metadata["workspace_members"].as_array().expect("members");
        Self {
            names: packages
                .iter()
                .map(|it| (text(&it["id"]), text(&it["name"])))
                .collect(),
            uses: nodes
                .iter()
                .map(|node| (text(&node["id"]), shipped(node)))
                .collect(),
            members: members.iter().map(text).collect(),
        }
    }

    fn id(&self, name: &str) -> &str {
        let mut own = self.members.iter();
        own.find(|id| self.names[*id] == name)
            .unwrap_or_else(|| panic!("there is no crate {name} in the workspace"))
    }

    /// Names of what the crate `name` uses directly.
    fn direct(&self, name: &str) -> BTreeSet<&str> {
        let uses = self.uses[self.id(name)].iter();
        uses.map(|id| self.names[id].as_str()).collect()
    }

    /// Names of all that is built for the crate `name`.
    fn all(&self, name: &str) -> BTreeSet<&str> {
        let mut open = vec![self.id(name)];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.uses[id].iter().map(String::as_str));
            }
        }
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }

    /// Names of the workspace's crates that the crate `name` uses directly.
    fn own(&self, name: &str) -> BTreeSet<&str> {
        let own: BTreeSet<&str> = self
            .members
            .iter()
            .map(|id| self.names[id].as_str())
            .collect();
        self.direct(name).intersection(&own).copied().collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// What a node of the graph needs to be built and run; test-only uses are left out.
fn shipped(node: &Value) -> Vec<String> {
    let deps = node["deps"].as_array().expect("a list of dependencies");
    let is_shipped = |dep: &&Value| {
        let kinds = dep["dep_kinds"].as_array().expect("kinds of a dependency");
        kinds.iter().any(|kind| kind["kind"] != "dev")
    };
    deps.iter()
        .filter(is_shipped)
        .map(|dep| text(&dep["pkg"]))
        .collect()
}

#[test]
fn core_depends_on_nothing_that_could_make_two_runs_differ() {
    let workspace = Workspace::read();
    let allowed = BTreeSet::from(CORE_MAY_USE);
    let extra: Vec<_> = workspace
        .direct(CORE)
        .difference(&allowed)
        .copied()
        .collect();
    assert!(
        extra.is_empty(),
        "{CORE} uses {extra:?}. It is built for every platform and must give the same bytes on all: \
         only crates that purely compute may join the list in this test."
    );
    let built = workspace.all(CORE);
    let impure: Vec<_> = NOT_PURE
        .iter()
        .filter(|name| built.contains(*name))
        .collect();
    assert!(
        impure.is_empty(),
        "{CORE} brings in {impure:?}: clocks, randomness, I/O and platforms stay outside of it."
    );
}

#[test]
fn the_page_and_the_cluster_never_meet() {
    let workspace = Workspace::read();
    for name in ["laneway-web", CORE] {
        for far in [KUBE, "kube", "k8s-openapi", "tokio"] {
            assert!(
                !workspace.all(name).contains(far),
                "{name} brings in {far}: the page is static, small, and talks to no cluster."
            );
        }
    }
}

#[test]
fn the_command_line_brings_no_server_and_no_cluster_unless_asked_to() {
    let built = Workspace::read();
    let built = built.all("laneway");
    for far in ["axum", "brotli", "hyper", "k8s-openapi", "kube", "tokio"] {
        assert!(
            !built.contains(far),
            "laneway brings in {far}: that belongs to its features `serve` and `native`, so that others install \
             quickly."
        );
    }
}

#[test]
fn shells_depend_on_core_and_not_on_each_other() {
    let workspace = Workspace::read();
    let arrows = [
        (CORE, vec![], "core is the bottom: it stays usable anywhere"),
        (
            KUBE,
            vec![CORE],
            "the runner is driven by core, whatever shell starts it",
        ),
        (
            "laneway",
            vec![CORE, KUBE],
            "the command line is a thin shell around core and the runner",
        ),
        (
            "laneway-web",
            vec![CORE],
            "the page is a thin shell around core",
        ),
        (
            "laneway-kubelet",
            vec![CORE],
            "the test kubelet is told by core how Kubernetes behaves, and tests nothing of its own",
        ),
        (
            "laneway-conformance",
            vec![CORE, KUBE],
            "what is predicted is held against what the runner does, whatever the test kubelet is made of",
        ),
        (
            "xtask",
            vec![],
            "the project's commands build the rest, so they cannot need it",
        ),
    ];
    for (name, allowed, why) in arrows {
        let allowed: BTreeSet<&str> = allowed.into_iter().collect();
        assert_eq!(workspace.own(name), allowed, "{name}: {why}.");
    }
}

#[test]
fn xtask_needs_only_the_standard_library() {
    let direct = Workspace::read().direct("xtask").len();
    assert_eq!(
        direct, 0,
        "xtask is what a fresh machine builds first: it has to be quick."
    );
}
