//! A short run of what `cargo xtask fuzz` does for as long as wished: the corpus itself, and inputs
//! drawn from it. The same inputs everywhere; `LANEWAY_CASES` multiplies their number and
//! `LANEWAY_SEED` draws others.

use laneway_tests::fuzz::{TARGETS, Target, dictionary, mutate, seeds};
use laneway_tests::mutants::Dice;
use laneway_tests::repository;
use std::panic::catch_unwind;

/// Inputs that are drawn for each target.
const INPUTS: u64 = 150;

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn run(name: &str) {
    let found = laneway_tests::fuzz::target(name);
    let target = found.unwrap_or_else(|| panic!("no target {name}"));
    let seeds = seeds(target.inputs);
    assert!(seeds.len() > 20, "the corpus is there");
    let seeds: Vec<&[u8]> = seeds.iter().map(|seed| seed.bytes.as_slice()).collect();
    seeds.iter().for_each(|seed| hold(target, seed));

    let words = dictionary();
    let words: Vec<&[u8]> = words.iter().map(String::as_bytes).collect();
    let mut dice = Dice::new(number("LANEWAY_SEED", 1));
    for _ in 0..INPUTS * number("LANEWAY_CASES", 1) {
        hold(target, &mutate(&seeds, &words, &mut dice));
    }
}

/// Runs the target and shows the input that breaks it.
fn hold(target: &Target, input: &[u8]) {
    let broken = catch_unwind(|| (target.run)(input)).is_err();
    assert!(
        !broken,
        "{}: broken by {:?}",
        target.name,
        String::from_utf8_lossy(input)
    );
}

#[test]
fn diagnostics() {
    run("diagnostics");
}

#[test]
fn fixes() {
    run("fixes");
}

#[test]
fn simulation() {
    run("simulation");
}

#[test]
fn scenario() {
    run("scenario");
}

#[test]
fn editor() {
    run("editor");
}

#[test]
fn suppressions() {
    run("suppressions");
}

#[test]
fn refactorings() {
    run("refactorings");
}

#[test]
fn wishes() {
    run("wishes");
}

/// Each target is run here, and has a program for libFuzzer.
#[test]
fn no_target_is_left_out() {
    let here = include_str!("fuzz.rs");
    let manifest = repository::text("tests/fuzz/Cargo.toml").expect("a manifest");
    for Target { name, .. } in TARGETS {
        assert!(here.contains(&format!("run(\"{name}\")")), "{name}");
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
}
