//! Templates with a scenario beside them: what is said of both. `UPDATE=1 cargo test -p laneway-tests
//! --test pair_corpus` writes the expectations anew; read the difference before you keep it.

use laneway_core::analysis::{self, Analysis, Request};
use laneway_core::diagnostic::Diagnostic;
use laneway_core::source::LineIndex;
use laneway_tests::repository;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

struct Case {
    folder: PathBuf,
    template: String,
    scenario: String,
}

fn cases() -> Vec<Case> {
    let corpus = repository::root().join("tests/corpus/pairs");
    let entries = fs::read_dir(corpus).expect("the corpus");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let read = |folder: &PathBuf, name| fs::read_to_string(folder.join(name)).expect("a text");
    let cases = folders.into_iter().map(|folder| Case {
        template: read(&folder, "template.yaml"),
        scenario: read(&folder, "scenario.yaml"),
        folder,
    });
    cases.collect()
}

fn check(template: &str, scenario: &str) -> Analysis {
    analysis::check(&Request {
        template,
        scenario,
        ..Request::default()
    })
}

fn describe(case: &Case) -> String {
    let analysis = check(&case.template, &case.scenario);
    let mut out = "---- template ----\n".to_owned();
    out += &list(&case.template, &analysis.template);
    out += "---- scenario ----\n";
    out += &list(&case.scenario, &analysis.scenario);
    for problem in &analysis.template {
        for fix in &problem.fixes {
            let _ = writeln!(out, "---- {} ----", fix.title);
            out += &fix.apply(&case.template);
        }
    }
    out
}

/// One line for each problem and each place that belongs to it.
fn list(text: &str, problems: &[Diagnostic]) -> String {
    let index = LineIndex::new(text);
    let mut out = String::new();
    for problem in problems {
        let it = problem.locate(&index);
        let severity = format!("{:?}", it.severity).to_lowercase();
        let (line, column, code) = (it.line, it.column, &it.code);
        let _ = writeln!(out, "{line}:{column} {severity} {code}: {}", it.message);
        for related in &it.related {
            let (line, column) = (related.line, related.column);
            let _ = writeln!(out, "  {line}:{column} {}", related.message);
        }
    }
    out
}

#[test]
fn every_pair_gives_what_stands_beside_it() {
    for case in cases() {
        let expected = case.folder.join("expected.out");
        let actual = describe(&case);
        if env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).expect("a writable corpus");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(actual, expected, "{}", case.folder.display());
    }
}

#[test]
fn every_fix_removes_its_problem() {
    for case in cases() {
        let before = check(&case.template, &case.scenario).template;
        for problem in &before {
            for fix in &problem.fixes {
                let fixed = fix.apply(&case.template);
                let after = check(&fixed, &case.scenario).template;
                let own = |problems: &[Diagnostic]| {
                    problems.iter().filter(|it| it.code == problem.code).count()
                };
                let name = case.folder.display();
                assert!(own(&after) < own(&before), "{name}: {}\n{fixed}", fix.title);
            }
        }
    }
}
