//! What lies at the top of the project.

use laneway_tests::repository::{files, root, text};
use std::collections::BTreeSet;

const TOP: [&str; 15] = [
    ".cargo",
    ".ci",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "Trunk.toml",
    "crates",
    "docs",
    "index.html",
    "rust-toolchain.toml",
    "tests",
    "web",
];

#[test]
fn the_top_level_holds_what_is_fixed() {
    let files = files();
    let found: BTreeSet<&str> = files
        .iter()
        .map(|file| file.split('/').next().expect("a name"))
        .collect();
    let extra: Vec<_> = found.difference(&BTreeSet::from(TOP)).copied().collect();
    assert!(
        extra.is_empty(),
        "{extra:?}: the top level is what a reader sees first; put this into the folder that uses it."
    );
}

#[test]
fn crates_are_where_the_layout_says() {
    let mut found = BTreeSet::new();
    for file in files() {
        if let Some(folder) = file.strip_suffix("/Cargo.toml") {
            found.insert(folder.to_owned());
        }
    }
    let expected = [
        "crates/cli",
        "crates/core",
        "crates/kube",
        "crates/xtask",
        "tests",
        "tests/bench/simcore",
        "tests/conformance",
        "tests/fuzz",
        "tests/kubelet",
        "web",
    ];
    assert_eq!(
        found,
        expected.map(str::to_owned).into(),
        "a crate has come or gone"
    );
}

#[test]
fn every_crate_follows_the_workspace() {
    for folder in ["crates/cli", "crates/core", "crates/xtask", "tests", "web"] {
        let manifest = text(&format!("{folder}/Cargo.toml")).expect("a manifest");
        for line in [
            "[lints]\nworkspace = true",
            "edition.workspace = true",
            "license.workspace = true",
        ] {
            assert!(
                manifest.contains(line),
                "{folder}/Cargo.toml has no `{line}`"
            );
        }
    }
}

#[test]
fn the_architecture_names_only_what_exists() {
    let page = text("docs/architecture.md").expect("docs/architecture.md");
    for quoted in page.split('`').skip(1).step_by(2) {
        let is_path = ["crates/", "tests/", "web/", "docs/"]
            .iter()
            .any(|top| quoted.starts_with(top));
        if is_path {
            assert!(
                root().join(quoted).exists(),
                "docs/architecture.md names {quoted}, which is not there"
            );
        }
    }
}
