//! The schemas for editors against the corpora: what is right is valid, and every mistake that a
//! schema can express is invalid.

mod support;

use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::{root, run, template_of};

/// Errors that lie between the parts of a file. One that has no others may be valid.
const NOT_EXPRESSIBLE: [&str; 12] = [
    // Names that refer to each other, or have to differ.
    "unknown-reference",
    "unknown-dependency",
    "duplicate-name",
    "duplicate-stage",
    "unknown-task",
    "all-of-a-kind",
    "needs-itself",
    // Lines that YAML takes for the rest of a text.
    "bad-indentation",
    // Numbers that are compared.
    "empty-outage",
    "distribution-order",
    "percentile-of-zero",
    "gate-not-there",
];

fn validator(of: &str) -> Validator {
    let text = run(&["schema", of]).out;
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).expect("the schema is one")
}

/// The data of a YAML text; `None` for one that an ordinary reader refuses.
fn data(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let mut data: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    data.apply_merge().ok()?;
    serde_json::to_value(data).ok()
}

/// The codes of the errors in one of the files that are checked.
fn errors(arguments: &[&str], file: usize) -> BTreeSet<String> {
    let out = run(&[&["check", "--format", "json"], arguments].concat()).out;
    let document: Value = serde_json::from_str(&out).expect("JSON");
    let diagnostics = document["files"][file]["diagnostics"].as_array();
    let diagnostics = diagnostics.into_iter().flatten();
    diagnostics
        .filter(|it| it["severity"] == "error")
        .map(|it| it["code"].as_str().expect("a code").to_owned())
        .collect()
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/corpus").join(folder)).expect("the corpus");
    let mut paths: Vec<_> = entries.map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Compares the schema's word with the errors; what is wrong, if anything.
fn compare(schema: &Validator, path: &Path, errors: &BTreeSet<String>) -> Option<String> {
    let data = data(path)?;
    let is_shape = |code: &&String| !NOT_EXPRESSIBLE.contains(&code.as_str());
    let shape_errors: Vec<&String> = errors.iter().filter(is_shape).collect();
    let found = schema.iter_errors(&data);
    let found: Vec<String> = found
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    let is_wrong = if found.is_empty() {
        !shape_errors.is_empty()
    } else {
        errors.is_empty()
    };
    is_wrong.then(|| format!("{}: {shape_errors:?}, but {found:#?}", path.display()))
}

#[test]
fn templates() {
    let schema = validator("template");
    let files = ["ok", "real", "err", "docs"].into_iter().flat_map(entries);
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "yaml"));
    let wrong = files.filter_map(|path| {
        let errors = errors(&[path.to_str().expect("UTF-8")], 0);
        compare(&schema, &path, &errors)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scenarios() {
    let schema = validator("scenario");
    let common = root().join("tests/corpus/scenario-err/template.yaml");
    let folders = ["sim", "scenario-err"].into_iter().flat_map(entries);
    let mut wrong = Vec::new();
    let mut compared = 0;
    for folder in folders {
        let scenario = folder.join("scenario.yaml");
        if !scenario.exists() {
            continue;
        }
        let template = template_of(&folder).unwrap_or_else(|| common.clone());
        let [template, path] = [&template, &scenario].map(|it| it.to_str().expect("UTF-8"));
        let errors = errors(&[template, "--scenario", path], 1);
        compared += 1;
        wrong.extend(compare(&schema, &scenario, &errors));
    }
    assert!(compared > 50, "only {compared}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
