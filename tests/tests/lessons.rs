//! The lessons of the playground: everything that they claim is so.

use laneway_core::analysis::{Request, analyze};
use laneway_core::diagnostic::Severity;
use laneway_core::lesson::{Lesson, Task, Texts, check, read};
use laneway_tests::repository::root;
use proptest::prelude::*;
use serde_json::json;
use std::path::PathBuf;

/// All lessons with their files, in order.
fn lessons() -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(root().join("web/lessons")).expect("the lessons are there");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "there are about ten: {files:?}");
    let text = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a lesson");
        (path, text)
    };
    files.into_iter().map(text).collect()
}

#[test]
fn everything_that_they_claim_is_so() {
    for (path, text) in lessons() {
        let (lesson, troubles) = read(&text);
        assert_eq!(troubles, [], "{}", path.display());
        let (verdicts, troubles) = check(&lesson);
        assert_eq!(troubles, [], "{}", path.display());
        let wrong: Vec<_> = verdicts.iter().filter(|it| it.trouble.is_some()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        assert!(
            verdicts.len() >= 4,
            "{}: what is taught is claimed",
            path.display()
        );
    }
}

#[test]
fn each_lets_the_reader_predict_and_try() {
    for (path, text) in lessons() {
        let lesson = read(&text).0;
        let has = |is_it: fn(&Task) -> bool| lesson.steps.iter().any(|step| is_it(&step.task));
        assert!(
            has(|task| matches!(task, Task::Predict { .. } | Task::Drag(_))),
            "{}",
            path.display()
        );
        assert!(
            has(|task| matches!(task, Task::Try { .. })),
            "{}",
            path.display()
        );
        assert!(
            matches!(lesson.steps[0].task, Task::Read),
            "{}: first one reads",
            path.display()
        );
        assert!(
            (3..=6).contains(&lesson.steps.len()),
            "{}: a lesson is short",
            path.display()
        );
        for step in &lesson.steps {
            let words =
                step.before.split_whitespace().count() + step.after.split_whitespace().count();
            assert!(
                (4..=140).contains(&words),
                "{}: {} has {words} words",
                path.display(),
                step.title
            );
            let is_done = !matches!(step.task, Task::Read);
            assert!(
                !is_done || !step.after.is_empty(),
                "{}: {} ends unexplained",
                path.display(),
                step.title
            );
        }
    }
}

#[test]
fn their_texts_have_no_errors() {
    for (path, text) in lessons() {
        let lesson = read(&text).0;
        for texts in texts(&lesson) {
            let analysis = analyze(&Request {
                template: &texts.template,
                scenario: &texts.scenario,
                stage: lesson.stage.as_deref(),
                seed: None,
            });
            let problems = analysis.template.iter().chain(&analysis.scenario);
            let errors: Vec<_> = problems
                .filter(|it| it.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        }
    }
}

fn texts(lesson: &Lesson) -> Vec<Texts> {
    let varied = lesson.steps.iter().filter_map(|step| match &step.task {
        Task::Try { texts, .. } => Some(lesson.varied(texts)),
        _ => None,
    });
    std::iter::once(lesson.texts.clone())
        .chain(varied)
        .collect()
}

/// The page loads this list; `UPDATE=1` writes it anew.
#[test]
fn the_index_names_them_all() {
    let entries = lessons().into_iter().map(|(path, text)| {
        let lesson = read(&text).0;
        let file = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        json!({ "file": file, "title": lesson.title, "idea": lesson.idea })
    });
    let index = serde_json::to_string_pretty(&entries.collect::<Vec<_>>()).expect("JSON") + "\n";
    let path = root().join("web/lessons/index.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, index).expect("the index can be written");
        return;
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), index);
}

#[test]
fn the_lesson_of_the_documentation_is_right() {
    let page = std::fs::read_to_string(root().join("docs/lessons.md")).expect("the page");
    let (_, rest) = page.split_once("````markdown\n").expect("a lesson");
    let (text, _) = rest.split_once("````\n").expect("its end");
    let (lesson, troubles) = read(text);
    assert_eq!(troubles, []);
    let (verdicts, troubles) = check(&lesson);
    assert_eq!(troubles, []);
    assert!(
        verdicts.len() == 4 && verdicts.iter().all(|it| it.trouble.is_none()),
        "{verdicts:#?}"
    );
}

/// Lines that mean something in a lesson, and some that do not.
fn any_line() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "---",
        "title: T",
        "stage: teardown",
        "```",
        "```yaml template",
        "```yaml scenario",
        "```claims",
        "```predict",
        "```watch",
        "```drag",
        "within 5s",
        "## Step",
        "- 30s",
        "finish",
        "finish: 30s",
        "wait before attempt 4 of jobs.a: 10s",
        "last before b: jobs.a",
        "never: 1m 99999h",
        "workflows: [{name: setup, order_from: [jobs.a]}]",
        "",
    ];
    prop_oneof![
        4 => proptest::sample::select(KNOWN).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(lines in prop::collection::vec(any_line(), 0..24)) {
        let (lesson, _) = read(&lines.join("\n"));
        check(&lesson);
    }
}
