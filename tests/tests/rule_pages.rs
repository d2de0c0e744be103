//! `docs/rules` has a page for every code, as core writes it, and all of them in `pages.json`, which
//! the playground fetches. `UPDATE=1 cargo test -p laneway-tests --test rule_pages` writes them anew.

use laneway_core::analysis::{Request, check};
use laneway_core::diagnostic::catalog::topics;
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::pages::{Page, Repair, page, pages};
use laneway_tests::repository;
use std::collections::BTreeMap;
use std::{env, fs};

const FOLDER: &str = "docs/rules";

/// Every page by its file.
fn files() -> BTreeMap<String, String> {
    let pages: Vec<Page> = pages().collect();
    let mut files: BTreeMap<String, String> = pages
        .iter()
        .map(|page| (format!("{}.md", page.code), page.markdown()))
        .collect();
    files.insert("README.md".to_owned(), list());
    files.insert("pages.json".to_owned(), json(&pages));
    files
}

/// All pages for those who draw them in their own way, one a line.
fn json(pages: &[Page]) -> String {
    let lines: Vec<String> = pages
        .iter()
        .map(|page| serde_json::to_string(page).expect("a page is plain data"))
        .collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

fn list() -> String {
    let mut text = "# Rules\n\n\
         Everything that `laneway check` can say. `laneway explain RULE` prints a page in the terminal; \
         [checking](../checking.md) tells how to allow a problem, and how to say how bad it is.\n\n\
         | rule | severity | what it finds |\n|---|---|---|\n"
        .to_owned();
    for topic in topics() {
        let severity = match topic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let (code, what) = (topic.code, topic.what);
        text.push_str(&format!("| [{code}]({code}.md) | {severity} | {what} |\n"));
    }
    text
}

#[test]
fn the_pages_are_what_core_writes() {
    let folder = repository::root().join(FOLDER);
    let pages = files();
    if env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the pages");
        for (name, text) in &pages {
            fs::write(folder.join(name), text).expect("a page");
        }
    }
    let entries = fs::read_dir(&folder).expect("the pages");
    let found: BTreeMap<String, String> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let text = fs::read_to_string(&path).expect("a page");
            (name.into_owned(), text)
        })
        .collect();
    for (name, text) in &pages {
        let found = found.get(name).map_or("", String::as_str);
        assert_eq!(found, text, "{FOLDER}/{name} (UPDATE=1 writes it anew)");
    }
    assert_eq!(found.len(), pages.len(), "{FOLDER} has other files, too");
}

/// The problems of everything in the corpora of mistakes.
fn problems() -> Vec<Diagnostic> {
    const SCENARIOS: &str = "tests/corpus/scenario-err";
    let text = |path: &str| repository::text(path).unwrap_or_default();
    let files = repository::files();
    let scenarios = files.iter().filter_map(|path| {
        let folder = path.strip_suffix("/scenario.yaml")?;
        folder.starts_with(SCENARIOS).then_some(folder)
    });
    let scenarios = scenarios.map(|folder| {
        let own = format!("{folder}/template.yaml");
        let shared = format!("{SCENARIOS}/template.yaml");
        let template = if files.contains(&own) { own } else { shared };
        (text(&template), text(&format!("{folder}/scenario.yaml")))
    });
    let templates = files
        .iter()
        .filter(|path| path.starts_with("tests/corpus/err/") && path.ends_with(".yaml"));
    let templates = templates.map(|path| (text(path), String::new()));
    let analyses = templates.chain(scenarios).map(|(template, scenario)| {
        check(&Request {
            template: &template,
            scenario: &scenario,
            ..Request::default()
        })
    });
    analyses
        .flat_map(|analysis| [analysis.template, analysis.scenario].concat())
        .collect()
}

#[test]
fn a_page_promises_the_best_repair_that_is_offered() {
    let mut best: BTreeMap<&str, Repair> = BTreeMap::new();
    for problem in problems() {
        let safe = problem.fixes.iter().any(|fix| fix.safe);
        let best = best.entry(problem.code).or_insert(Repair::None);
        match (safe, problem.fixes.is_empty()) {
            (true, _) => *best = Repair::Safe,
            (false, false) if *best == Repair::None => *best = Repair::Unsafe,
            _ => {}
        }
    }
    assert!(best.len() > 90, "{}", best.len());
    let promised = |code: &str| page(code).map(|page| page.repair);
    let wrong: Vec<_> = best
        .iter()
        .map(|(code, best)| (*code, Some(*best), promised(code)))
        .filter(|(_, best, promised)| best != promised)
        .collect();
    assert_eq!(
        wrong,
        [],
        "(code, offered in the corpora, promised by the page)"
    );
}

#[test]
fn a_page_tells_the_worst_severity_that_is_reported() {
    let told = |code: &str| page(code).map(|page| page.severity);
    let worse = problems().into_iter();
    let worse = worse.filter(|problem| told(problem.code).is_none_or(|it| problem.severity < it));
    let worse: Vec<_> = worse
        .map(|problem| (problem.code, problem.severity))
        .collect();
    assert_eq!(worse, []);
}
