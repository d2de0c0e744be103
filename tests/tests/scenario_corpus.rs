//! Every mistake in a scenario says what stands beside it. `UPDATE=1 cargo test -p laneway-tests
//! --test scenario_corpus` writes the expectations anew; read the difference before you keep it.

use laneway_core::diagnostic::{Diagnostic, Fix};
use laneway_core::source::LineIndex;
use laneway_core::{plan, scenario, template};
use laneway_tests::repository;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

const CORPUS: &str = "tests/corpus/scenario-err";

/// A scenario with the template that it belongs to: its own, or the one that all share.
struct Case {
    folder: PathBuf,
    template: String,
    scenario: String,
}

fn cases() -> Vec<Case> {
    let corpus = repository::root().join(CORPUS);
    let entries = fs::read_dir(&corpus).expect("the corpus");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    let cases = folders.into_iter().map(|folder| {
        let own = fs::read_to_string(folder.join("template.yaml"));
        let shared = || fs::read_to_string(corpus.join("template.yaml")).expect("a template");
        Case {
            template: own.unwrap_or_else(|_| shared()),
            scenario: fs::read_to_string(folder.join("scenario.yaml")).expect("a scenario"),
            folder,
        }
    });
    cases.collect()
}

fn check(template: &str, scenario: &str) -> Vec<Diagnostic> {
    let (template, problems) = template::read(template);
    assert!(problems.is_empty(), "the template is clean: {problems:?}");
    let plan = plan::expand(&template, "setup");
    scenario::read(scenario, &template, plan.as_ref()).problems
}

/// One line for each problem, and what its fixes would write.
fn describe(case: &Case) -> String {
    let text = &case.scenario;
    let index = LineIndex::new(text);
    let mut out = String::new();
    for problem in check(&case.template, text) {
        let located = problem.locate(&index);
        let severity = format!("{:?}", located.severity).to_lowercase();
        let written = problem.span.slice(text).lines().next().unwrap_or_default();
        let (line, column, code) = (located.line, located.column, &located.code);
        let _ = writeln!(out, "{line}:{column} {severity} {code} at <{written}>");
        let _ = writeln!(out, "  {}", located.message);
        for related in &located.related {
            let _ = writeln!(
                out,
                "  {}:{} {}",
                related.line, related.column, related.message
            );
        }
        for fix in &problem.fixes {
            let sure = if fix.safe { "" } else { " (look at it)" };
            let _ = writeln!(out, "  fix: {}{sure}", fix.title);
            for line in changed_lines(text, fix) {
                let _ = writeln!(out, "    | {line}");
            }
        }
    }
    out
}

/// The lines of the fixed text between those that it has in common with `text`.
fn changed_lines(text: &str, fix: &Fix) -> Vec<String> {
    let fixed = fix.apply(text);
    let (before, after): (Vec<&str>, Vec<&str>) = (text.lines().collect(), fixed.lines().collect());
    let shorter = before.len().min(after.len());
    let head = (0..shorter)
        .take_while(|at| before[*at] == after[*at])
        .count();
    let tail = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(shorter - head);
    let tail = tail.take_while(|(old, new)| old == new).count();
    let changed = &after[head..after.len() - tail];
    changed.iter().map(ToString::to_string).collect()
}

#[test]
fn every_mistake_gives_what_stands_beside_it() {
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
        let problems = check(&case.template, &case.scenario);
        for fix in problems.iter().flat_map(|problem| &problem.fixes) {
            let fixed = fix.apply(&case.scenario);
            let left = check(&case.template, &fixed);
            let name = case.folder.display();
            assert!(
                left.len() < problems.len(),
                "{name}: {}\n{fixed}\n{left:#?}",
                fix.title
            );
        }
    }
}

#[test]
fn a_scenario_can_be_read_at_every_moment_of_its_being_typed() {
    for case in cases() {
        let (template, _) = template::read(&case.template);
        let plan = plan::expand(&template, "setup");
        for (end, _) in case.scenario.char_indices() {
            let text = &case.scenario[..end];
            for problem in scenario::read(text, &template, plan.as_ref()).problems {
                let place = problem.span.start..problem.span.end;
                assert!(text.get(place).is_some(), "{text}\n{problem:?}");
                for fix in &problem.fixes {
                    assert_ne!(fix.apply(text), text, "{}", fix.title);
                }
            }
        }
    }
}

#[test]
fn every_problem_of_a_scenario_has_a_case() {
    let catalog = "crates/core/src/diagnostic/catalog";
    let family = |name| repository::text(&format!("{catalog}/{name}.rs")).expect("the catalog");
    let source = ["scenario", "distribution"].map(family).concat();
    let parts = source.split("Diagnostic::").skip(1);
    let mut codes: Vec<&str> = parts.filter_map(|part| part.split('"').nth(1)).collect();
    codes.retain(|code| code.chars().all(|it| it == '-' || it.is_ascii_lowercase()));
    let all: String = cases().iter().map(describe).collect();
    let missing: Vec<&&str> = codes
        .iter()
        .filter(|code| !all.contains(&format!(" {code} at ")))
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    assert!(missing.is_empty(), "{missing:?}");
}
