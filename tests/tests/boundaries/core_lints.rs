//! Core's own lints forbid what would make two runs differ. Here a sample commits every one of those
//! sins, and has to be caught for each.

use laneway_tests::repository::root;
use std::path::Path;
use std::process::Command;

/// Each line is forbidden in core; the name is what the lint has to say.
const SINS: [(&str, &str); 17] = [
    (
        "pub fn map() { let _ = std::collections::HashMap::<u8, u8>::new(); }",
        "HashMap",
    ),
    (
        "pub fn set() { let _ = std::collections::HashSet::<u8>::new(); }",
        "HashSet",
    ),
    (
        "pub fn now() { let _ = std::time::Instant::now(); }",
        "Instant",
    ),
    (
        "pub fn day() { let _ = std::time::SystemTime::now(); }",
        "SystemTime",
    ),
    (
        "pub fn nap() { std::thread::sleep(std::time::Duration::ZERO); }",
        "std::thread::sleep",
    ),
    (
        "pub fn fork() { let _ = std::thread::spawn(|| ()); }",
        "std::thread::spawn",
    ),
    (
        "pub fn load() { let _ = std::fs::read_to_string(\"\"); }",
        "std::fs::read_to_string",
    ),
    (
        "pub fn read() { let _ = std::fs::read(\"\"); }",
        "std::fs::read",
    ),
    (
        "pub fn save() { let _ = std::fs::write(\"\", \"\"); }",
        "std::fs::write",
    ),
    (
        "pub fn var() { let _ = std::env::var(\"\"); }",
        "std::env::var",
    ),
    (
        "pub fn quit() { std::process::exit(1); }",
        "std::process::exit",
    ),
    (
        "pub fn run() { let _ = std::process::Command::new(\"\"); }",
        "std::process::Command",
    ),
    ("pub fn log(it: f64) -> f64 { it.ln() }", "f64::ln"),
    ("pub fn grow(it: f64) -> f64 { it.exp() }", "f64::exp"),
    ("pub fn pow(it: f64) -> f64 { it.powf(it) }", "f64::powf"),
    ("pub fn say() { println!(); }", "println"),
    ("pub fn cry() { eprintln!(); }", "eprintln"),
];

#[test]
fn every_sin_against_purity_is_caught() {
    let told = lint(&SINS.map(|(line, _)| line).join("\n"));
    for (line, name) in SINS {
        let is_told = told
            .lines()
            .any(|it| it.contains("disallowed") && it.contains(name));
        assert!(
            is_told,
            "crates/core/clippy.toml lets this through: {line}\n\n{told}"
        );
    }
}

/// What clippy says about `source` under core's configuration.
fn lint(source: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sins");
    std::fs::create_dir_all(folder.join("src")).expect("a folder for the sample");
    let manifest = "[package]\nname = \"sins\"\nedition = \"2024\"\n[workspace]\n";
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the sample's manifest");
    std::fs::write(folder.join("src/lib.rs"), source).expect("the sample");
    let output = Command::new(env!("CARGO"))
        .args([
            "clippy",
            "--quiet",
            "--offline",
            "--message-format",
            "short",
        ])
        .current_dir(&folder)
        .env("CLIPPY_CONF_DIR", root().join("crates/core"))
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    String::from_utf8_lossy(&output.stderr).into_owned()
}
