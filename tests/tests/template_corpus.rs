//! Every file of the corpus says what it should: clean ones nothing, the others what is written
//! beside them. `UPDATE=1 cargo test -p laneway-tests --test template_corpus` writes the expectations
//! anew; read the difference before you keep it.
//!
//! Of the templates in `real` those with a `.out` beside them have warnings that their authors mean to
//! have. None is written for a template without one: a warning there is a mistake, either of the
//! template or of the rule.

use laneway_core::diagnostic::catalog::TEMPLATE_CODES;
use laneway_core::diagnostic::{Diagnostic, Severity, tidy};
use laneway_core::scenario::Scenario;
use laneway_core::source::LineIndex;
use laneway_core::{rules, template, yaml};
use laneway_tests::repository;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn corpus(part: &str) -> Vec<PathBuf> {
    let folder = repository::root().join("tests/corpus").join(part);
    let entries = fs::read_dir(&folder).expect("the corpus");
    let paths = entries.map(|entry| entry.expect("a file of the corpus").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

fn check(text: &str) -> Vec<Diagnostic> {
    let (template, mut problems) = template::read(text);
    problems.extend(rules::check(&template, text, &Scenario::default()));
    tidy(&mut problems);
    problems
}

/// The problems, and the text after the first fix.
fn describe(text: &str) -> String {
    let problems = check(text);
    let mut out = list(text, &problems);
    let fixed = problems
        .iter()
        .find_map(|problem| Some(problem.fixes.first()?.apply(text)));
    match fixed {
        Some(fixed) => {
            let _ = write!(out, "---- after the first fix ----\n{fixed}");
        }
        None => out.push_str("---- no fix ----\n"),
    }
    out
}

/// One line for each problem, one for each place that belongs to it, and one for each fix.
fn list(text: &str, problems: &[Diagnostic]) -> String {
    let index = LineIndex::new(text);
    let mut out = String::new();
    for problem in problems {
        let located = problem.locate(&index);
        let severity = format!("{:?}", located.severity).to_lowercase();
        let _ = writeln!(
            out,
            "{}:{} {severity} {}: {}",
            located.line, located.column, located.code, located.message
        );
        for related in &located.related {
            let _ = writeln!(
                out,
                "  {}:{} {}",
                related.line, related.column, related.message
            );
        }
        for fix in &located.fixes {
            let sure = if fix.safe { "" } else { " (look at it)" };
            let _ = writeln!(out, "  fix: {}{sure}", fix.title);
        }
    }
    out
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable file")
}

/// Compares with the expectation beside `path`, or writes it.
fn expect(path: &Path, actual: &str) -> Result<(), String> {
    let expected = path.with_extension("out");
    if env::var_os("UPDATE").is_some() {
        fs::write(&expected, actual).expect("a writable corpus");
        return Ok(());
    }
    let Ok(text) = fs::read_to_string(&expected) else {
        return Err(format!("{} is missing", expected.display()));
    };
    if text == actual {
        return Ok(());
    }
    Err(format!(
        "{}\n--- expected\n{text}\n--- actual\n{actual}",
        path.display()
    ))
}

fn all(results: impl Iterator<Item = Result<(), String>>) {
    let failures: Vec<String> = results.filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Templates as teams have them, without and with warnings that they mean to have.
fn real() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let files = corpus("real").into_iter();
    files.partition(|path| !path.with_extension("out").exists())
}

#[test]
fn good_templates_are_clean() {
    let files = [corpus("ok"), real().0].concat();
    all(files.iter().map(|path| {
        let text = read(path);
        let problems = check(&text);
        if problems.is_empty() {
            Ok(())
        } else {
            Err(format!("{}\n{}", path.display(), list(&text, &problems)))
        }
    }));
}

#[test]
fn real_templates_have_the_warnings_that_they_mean_to_have_and_no_errors() {
    let (clean, warned) = real();
    assert!(
        clean.len() >= 20 && warned.len() >= 8,
        "the corpus is there"
    );
    all(warned.iter().map(|path| {
        let text = read(path);
        let problems = check(&text);
        let listed = list(&text, &problems);
        if problems.is_empty() || count_errors(&problems) > 0 {
            return Err(format!("{}: not only warnings\n{listed}", path.display()));
        }
        expect(path, &listed)
    }));
}

#[test]
fn every_mistake_gives_what_stands_beside_it() {
    let files = [corpus("err"), corpus("docs")].concat();
    all(files
        .iter()
        .map(|path| expect(path, &describe(&read(path)))));
}

#[test]
fn every_fix_removes_its_problem_and_adds_no_error() {
    let files = [corpus("err"), corpus("docs"), real().1].concat();
    all(files.iter().flat_map(|path| {
        let text = read(path);
        let problems = check(&text);
        let errors = count_errors(&problems);
        let fixes = problems
            .iter()
            .flat_map(|problem| problem.fixes.iter().map(move |fix| (problem, fix)));
        let checked: Vec<Result<(), String>> = fixes
            .map(|(problem, fix)| {
                let fixed = fix.apply(&text);
                let after = check(&fixed);
                let own = |problems: &[Diagnostic]| {
                    problems.iter().filter(|it| it.code == problem.code).count()
                };
                let gone = own(&after) < own(&problems);
                let worse = count_errors(&after)
                    >= errors + usize::from(problem.severity != Severity::Error);
                if gone && !worse {
                    return Ok(());
                }
                let name = path.display();
                Err(format!(
                    "{name}: {} ({})\n{fixed}\n{after:#?}",
                    problem.code, fix.title
                ))
            })
            .collect();
        checked
    }));
}

#[test]
fn the_corpus_shows_everything_that_can_be_said() {
    let files = [corpus("err"), corpus("docs")].concat();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for path in files {
        said.extend(check(&read(&path)).iter().map(|problem| problem.code));
    }
    // A file for this one would be the largest of the project by far.
    let large = " ".repeat(yaml::MAX_TEXT + 1);
    said.extend(check(&large).iter().map(|problem| problem.code));
    let known: BTreeSet<&str> = TEMPLATE_CODES.into_iter().collect();
    let unseen: Vec<_> = known.difference(&said).collect();
    let unlisted: Vec<_> = said.difference(&known).collect();
    assert!(
        unseen.is_empty() && unlisted.is_empty(),
        "unseen {unseen:?}, unlisted {unlisted:?}"
    );
}

fn count_errors(problems: &[Diagnostic]) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count()
}
