//! `laneway lesson check`.

mod support;

use support::{root, run, run_with_input};

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
