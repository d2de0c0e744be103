//! Every fix that is offered for a broken text takes its problem away and brings no new error.

use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Diagnostic, Scope, Severity, repair};
use laneway_tests::repository;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// A text of the corpus, and how it is checked.
struct Case {
    name: String,
    text: String,
    /// `None` if the text is a template itself.
    template: Option<String>,
}

impl Case {
    fn check(&self, text: &str) -> Vec<Diagnostic> {
        let (template, scenario) = match &self.template {
            Some(template) => (template.as_str(), text),
            None => (text, ""),
        };
        let analysis = analysis::check(&Request {
            template,
            scenario,
            ..Request::default()
        });
        match self.template {
            Some(_) => analysis.scenario,
            None => analysis.template,
        }
    }
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository::root().join("tests/corpus").join(folder));
    let entries = entries.expect("the corpus");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn templates() -> Vec<Case> {
    let paths = ["err", "docs"].into_iter().flat_map(entries);
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == "yaml"));
    let case = |path: PathBuf| Case {
        name: path.display().to_string(),
        text: String::from_utf8_lossy(&fs::read(path).expect("a readable file")).into_owned(),
        template: None,
    };
    paths.map(case).collect()
}

fn scenarios() -> Vec<Case> {
    let common = repository::root().join("tests/corpus/scenario-err/template.yaml");
    let folders = entries("scenario-err").into_iter().filter(|it| it.is_dir());
    let case = |folder: PathBuf| {
        let own = folder.join("template.yaml");
        let template = if own.exists() { &own } else { &common };
        Case {
            name: folder.display().to_string(),
            text: fs::read_to_string(folder.join("scenario.yaml")).expect("a scenario"),
            template: Some(fs::read_to_string(template).expect("a template")),
        }
    };
    folders.map(case).collect()
}

fn cases() -> Vec<Case> {
    let mut cases = templates();
    cases.extend(scenarios());
    assert!(cases.len() > 60, "the corpora are there");
    cases
}

/// How often each problem is there; places move, so that what it says has to tell it.
fn counts(problems: &[Diagnostic]) -> BTreeMap<(&'static str, &str), usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        *counts
            .entry((problem.code, problem.message.as_str()))
            .or_default() += 1;
    }
    counts
}

#[test]
fn a_fix_takes_its_problem_away_and_brings_no_error() {
    let (mut fixes, mut wrong) = (0, Vec::new());
    for case in cases() {
        let before = case.check(&case.text);
        let counts_before = counts(&before);
        for problem in &before {
            for fix in &problem.fixes {
                fixes += 1;
                let after = case.check(&fix.apply(&case.text));
                let counts_after = counts(&after);
                let at = |counts: &BTreeMap<_, usize>, key| counts.get(&key).copied().unwrap_or(0);
                let key = (problem.code, problem.message.as_str());
                if at(&counts_after, key) >= at(&counts_before, key) {
                    wrong.push(format!(
                        "{}: {}: still there: {key:?}",
                        case.name, fix.title
                    ));
                }
                let errors = after.iter().filter(|it| it.severity == Severity::Error);
                for error in errors {
                    let key = (error.code, error.message.as_str());
                    if at(&counts_after, key) > at(&counts_before, key) {
                        wrong.push(format!("{}: {}: new: {key:?}", case.name, fix.title));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(fixes > 100, "only {fixes} fixes");
}

#[test]
fn repairing_leaves_nothing_to_repair_and_no_more_errors() {
    for case in cases() {
        let before = counts_of_errors(&case.check(&case.text));
        for scope in [Scope::Safe, Scope::All] {
            let repaired = repair(&case.text, scope, |text| case.check(text));
            assert_eq!(repaired.problems, case.check(&repaired.text));
            let after = counts_of_errors(&repaired.problems);
            assert!(after <= before, "{}: {before} → {after}", case.name);
            let offered = repaired.problems.iter().flat_map(|it| &it.fixes);
            let left: Vec<&str> = offered
                .filter(|fix| fix.safe || scope == Scope::All)
                .map(|fix| fix.title.as_str())
                .collect();
            assert!(left.is_empty(), "{}: {scope:?} leaves {left:?}", case.name);
        }
    }
}

fn counts_of_errors(problems: &[Diagnostic]) -> usize {
    let errors = problems.iter().filter(|it| it.severity == Severity::Error);
    errors.count()
}
