//! What fuzzing starts from: the corpus, and the words of both languages.

use super::input::{CURSOR, DIVIDER};
use super::{Inputs, LONGEST};
use crate::corpus::sim_cases;
use crate::pieces::PIECES;
use crate::repository::root;
use laneway_core::diagnostic::catalog::topics;
use std::fs;
use std::path::Path;

/// An input to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// A name for its file.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The inputs of the corpus, by name.
///
/// # Panics
///
/// If the corpus cannot be read.
pub fn seeds(inputs: Inputs) -> Vec<Seed> {
    let mut seeds = match inputs {
        Inputs::Template => templates(),
        Inputs::Scenario => scenarios(),
        Inputs::Both => both(),
    };
    seeds.extend(found());
    seeds.retain(|seed| seed.bytes.len() <= LONGEST);
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    seeds
}

/// What fuzzing found: inputs that once broke one target or another.
fn found() -> Vec<Seed> {
    let mut seeds = Vec::new();
    collect("found", &[""], &mut seeds);
    seeds
}

/// Words that are worth putting in.
pub fn dictionary() -> Vec<String> {
    let codes = topics().map(|topic| topic.code.to_owned());
    let pieces = PIECES.iter().map(|piece| (*piece).to_owned());
    let comments = ["# laneway: allow ", "# laneway: ignore ", ", "].map(str::to_owned);
    let marks = [DIVIDER, CURSOR].map(String::from);
    pieces.chain(codes).chain(comments).chain(marks).collect()
}

fn templates() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for folder in ["err", "ok", "real", "docs", "sim", "scenario-err"] {
        collect(folder, &["template.yaml", ".yaml"], &mut seeds);
    }
    seeds.retain(|seed| !seed.name.ends_with("scenario.yaml"));
    seeds
}

fn scenarios() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for folder in ["sim", "scenario-err"] {
        collect(folder, &["scenario.yaml"], &mut seeds);
    }
    seeds
}

fn both() -> Vec<Seed> {
    let cases = sim_cases().into_iter();
    let cases = cases.map(|case| (case.name, case.template, case.scenario));
    let mut seeds = templates();
    for (name, template, scenario) in cases {
        seeds.push(Seed {
            name,
            bytes: format!("{template}{DIVIDER}{scenario}").into_bytes(),
        });
    }
    seeds
}

/// The files below a folder of the corpus whose name ends like that.
fn collect(folder: &str, ends: &[&str], seeds: &mut Vec<Seed>) {
    let mut folders = vec![root().join("tests/corpus").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the corpus") {
            let path = entry.expect("an entry of the corpus").path();
            if path.is_dir() {
                folders.push(path);
            } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
                seeds.push(Seed {
                    name: name(&path),
                    bytes: fs::read(&path).expect("a file of the corpus"),
                });
            }
        }
    }
}

/// The path within the corpus, as one word.
fn name(path: &Path) -> String {
    let corpus = root().join("tests/corpus");
    let within = path.strip_prefix(corpus).unwrap_or(path);
    within.to_string_lossy().replace(['/', '\\'], "-")
}
