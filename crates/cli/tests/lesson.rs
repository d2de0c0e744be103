//! `laneway lesson check` and `laneway lesson link`.

mod support;

use support::{root, run, run_in, run_with_input};

const GOOD: &str = "\
---
title: Two jobs
---
```yaml template
workflows: [{ name: setup, order_from: [jobs.a, jobs.b] }]
```
```claims
finish: 1m
```
## Read
Each takes 30s.
";

fn check(text: &str, options: &[&str]) -> support::Ran {
    let arguments = [&["lesson", "check", "-"], options].concat();
    run_with_input(&arguments, text.as_bytes())
}

#[test]
fn a_time_that_nothing_stands_for_is_found() {
    let ran = check(GOOD, &[]);
    let said = "<stdin>:10: this step says 30s, which no claim, question or scenario stands for\n";
    assert_eq!((ran.exit, ran.out.as_str()), (1, said));
}

#[test]
fn what_holds_is_counted_and_can_be_shown() {
    let text = GOOD.replace("finish: 1m", "finish: 1m\nend of jobs.a: 30s");
    let ran = check(&text, &[]);
    assert_eq!(
        (ran.exit, ran.out.as_str()),
        (0, "<stdin>: 2 claims hold\n")
    );
    let ran = check(&text, &["--measured"]);
    let shown =
        "<stdin>:8: finish is 1m\n<stdin>:9: end of jobs.a is 30s\n<stdin>: 2 claims hold\n";
    assert_eq!(ran.out, shown);
}

#[test]
fn what_is_not_so_is_told_with_what_is() {
    let ran = check(&GOOD.replace("finish: 1m", "finish: 30s"), &[]);
    assert_eq!(
        (ran.exit, ran.out.as_str()),
        (1, "<stdin>:8: finish is 1m, not 30s\n")
    );
}

#[test]
fn what_a_terminal_would_obey_is_not_printed() {
    let ran = check(
        &GOOD.replace("title: Two jobs", "ti\u{1b}[2Jtle: Two jobs"),
        &[],
    );
    assert_eq!(ran.exit, 1);
    assert!(!ran.out.contains('\u{1b}'), "{:?}", ran.out);
}

#[test]
fn the_worst_of_several_files_counts() {
    let ours = root().join("web/lessons/01-one-after-another.md");
    let ours = ours.to_str().expect("UTF-8");
    assert_eq!(run(&["lesson", "check", ours]).exit, 0);
    let ran = run(&["lesson", "check", "nowhere.md", ours]);
    assert_eq!(ran.exit, 2);
    assert!(
        ran.out.contains("claims hold") && ran.err.contains("no such file"),
        "{ran:?}"
    );
}

/// A lesson in which everything is right.
fn right() -> String {
    GOOD.replace("finish: 1m", "finish: 1m\nend of jobs.a: 30s")
}

fn link(text: &str, options: &[&str]) -> support::Ran {
    run_with_input(
        &[&["lesson", "link", "-"], options].concat(),
        text.as_bytes(),
    )
}

#[test]
fn a_link_holds_the_lesson_and_what_it_is_about() {
    let ran = link(&right(), &["--site", "https://laneway.example/"]);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.starts_with("https://laneway.example/#1."),
        "{}",
        ran.out
    );
    let opened = run(&["open", ran.out.trim(), "--format", "json"]);
    let held: serde_json::Value = serde_json::from_str(&opened.out).expect("JSON");
    assert_eq!(held["lesson"], right());
    let template = "workflows: [{ name: setup, order_from: [jobs.a, jobs.b] }]\n";
    assert_eq!(held["template"], template);
    let opened = run(&["open", ran.out.trim()]);
    let told = "laneway: it is of a lesson; --to FOLDER writes that, too\n";
    assert_eq!((opened.out.as_str(), opened.err.as_str()), (template, told));
    let markdown = link(&right(), &["--format", "markdown"]);
    assert!(markdown.out.starts_with("[A lesson in Laneway](#1."));
}

#[test]
fn a_lesson_comes_out_of_its_link_as_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = link(&right(), &[]);
    assert!(ran.err.contains("--site URL"), "{}", ran.err);
    let opened = run_in(folder.path(), &["open", ran.out.trim(), "--to", "shared"]);
    assert_eq!(opened.exit, 0, "{opened:?}");
    assert!(
        opened
            .err
            .ends_with("laneway lesson check shared/lesson.md\n"),
        "{}",
        opened.err
    );
    let written = std::fs::read_to_string(folder.path().join("shared/lesson.md"));
    assert_eq!(written.expect("the lesson"), right());
}

#[test]
fn no_link_is_made_of_a_lesson_that_is_wrong_or_tells_a_secret() {
    let ran = link(&right().replace("finish: 1m", "finish: 2m"), &[]);
    let said =
        "<stdin>:8: finish is 1m, not 2m\nlaneway: no link is made of a lesson that is not right\n";
    assert_eq!(
        (ran.exit, ran.out.as_str(), ran.err.as_str()),
        (1, "", said)
    );
    let token = format!("ghp_{}", "a1b2c3d4e5f6".repeat(3));
    let secret = right().replace(
        "```claims",
        &format!("```yaml scenario\n# {token}\n```\n```claims"),
    );
    let ran = link(&secret, &[]);
    assert_eq!((ran.exit, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.starts_with("<stdin>:8:3: a GitHub token") && !ran.err.contains(&token),
        "{}",
        ran.err
    );
    assert_eq!(link(&secret, &["--with-secrets"]).exit, 0);
    assert_eq!(run(&["lesson", "link", "nowhere.md"]).exit, 2);
}

#[test]
fn a_long_link_says_that_it_is() {
    let words: String = (0..3000)
        .map(|at: u32| format!("{:x} ", at.wrapping_mul(2_654_435_761)))
        .collect();
    let ran = link(
        &(right() + &words + "\n"),
        &["--site", "https://laneway.example/"],
    );
    assert!(
        ran.exit == 0 && ran.err.contains("some programs cut links that long"),
        "{}",
        ran.err
    );
}
