//! What is read of a lesson, and what is found wrong with it.

use super::{Measure, Task, check, read};
use crate::time::Millis;

const GOOD: &str = "\
---
title: Two jobs
idea: Times add up.
---

```yaml template
workflows:
  - name: setup
    order_from: [jobs.a, jobs.b]
```

```claims
finish: 1m
start of jobs.b: 30s
```

## Read

Both take `30s`.

## How long?

Guess.

```predict
finish
```
- 30s
- 1m

It takes 1m, because they do not run together.

## Try

```yaml scenario
defaults: { jobs: { runs_for: 10s } }
```

```claims
finish: 20s
earlier: 40s
```

40s are saved.
";

/// All that is wrong, by line.
fn wrong(text: &str) -> Vec<String> {
    let (lesson, mut troubles) = read(text);
    if troubles.is_empty() {
        let (verdicts, others) = check(&lesson);
        troubles.extend(others);
        for verdict in verdicts {
            let line = verdict.line;
            troubles.extend(
                verdict
                    .trouble
                    .map(|message| super::Trouble { line, message }),
            );
        }
    }
    troubles
        .iter()
        .map(|it| format!("{}: {}", it.line, it.message))
        .collect()
}

#[track_caller]
fn assert_wrong(from: &str, to: &str, expected: &[&str]) {
    assert!(GOOD.contains(from), "{from}");
    assert_eq!(wrong(&GOOD.replacen(from, to, 1)), expected);
}

#[test]
fn a_lesson_is_read_in_its_parts() {
    let (lesson, troubles) = read(GOOD);
    assert_eq!(troubles, []);
    assert_eq!(
        (lesson.title.as_str(), lesson.idea.as_str()),
        ("Two jobs", "Times add up.")
    );
    let titles: Vec<&str> = lesson
        .steps
        .iter()
        .map(|step| step.title.as_str())
        .collect();
    assert_eq!(titles, ["Read", "How long?", "Try"]);
    let question = &lesson.steps[1];
    assert_eq!(question.before, "Guess.");
    assert_eq!(
        question.after,
        "It takes 1m, because they do not run together."
    );
    let choices = vec!["30s".to_owned(), "1m".to_owned()];
    let measure = Measure::Finish;
    assert_eq!(question.task, Task::Predict { measure, choices });
    assert_eq!(wrong(GOOD), [] as [&str; 0]);
}

#[test]
fn what_is_not_so_is_found() {
    assert_wrong(
        "finish: 1m\n",
        "finish: 2m\n",
        &["13: finish is 1m, not 2m"],
    );
    assert_wrong(
        "earlier: 40s",
        "later: 40s",
        &["41: later is nothing, not 40s"],
    );
    assert_wrong(
        "- 1m\n",
        "- 2m\n",
        &["21: finish is 1m, which is none of the answers"],
    );
    assert_wrong(
        "- 30s\n",
        "- 1m\n",
        &["21: finish is 1m, which several answers say"],
    );
    assert_wrong(
        "start of jobs.b",
        "start of jobs.c",
        &[
            "14: the run has nothing to measure for `start of jobs.c`: is the name as in the template?",
        ],
    );
    assert_wrong(
        "Both take `30s`.",
        "Both take `31s`.",
        &["17: this step says 31s, which no claim, question or scenario stands for"],
    );
}

/// The lesson with its question dragged, as this block says.
fn dragged(block: &str) -> String {
    let choices = "```predict\nfinish\n```\n- 30s\n- 1m\n";
    GOOD.replacen(choices, &format!("```drag\n{block}```\n"), 1)
}

#[test]
fn an_end_is_dragged_and_held_to_the_run() {
    for right in [
        "finish\n",
        "finish: 1m\nwithin 5s\n",
        "end of jobs.b: 60s\n",
    ] {
        let expected = &["26: end of jobs.b is 1m, not 60s"][..];
        let expected = if right.contains("60s") { expected } else { &[] };
        assert_eq!(wrong(&dragged(right)), expected, "{right}");
    }
    let (lesson, troubles) = read(&dragged("end of jobs.b: 1m\n\nwithin 2s\n"));
    assert_eq!(troubles, []);
    let Task::Drag(drag) = &lesson.steps[1].task else {
        panic!("{:?}", lesson.steps[1]);
    };
    let run = lesson.run().expect("a run");
    assert_eq!(drag.start(&run), Millis::from_secs(30));
    assert_eq!(drag.within(Millis::from_secs(60)), Millis::from_secs(2));
    let unsaid = super::Drag {
        within: None,
        ..drag.clone()
    };
    let within = [10, 60, 600].map(|end| unsaid.within(Millis::from_secs(end)));
    assert_eq!(within, [1, 3, 30].map(Millis::from_secs));
}

#[test]
fn what_is_wrong_with_a_dragged_end_is_said_where_it_is() {
    let ends = "finish, last step done, halt, end of TASK";
    for (block, expected) in [
        ("", format!("25: say whose end is dragged: {ends}")),
        (
            "start of jobs.b\n",
            format!("26: `start of jobs.b` is no end that can be dragged; what can be is: {ends}"),
        ),
        ("finish: 50s\n", "26: finish is 1m, not 50s".to_owned()),
        (
            "halt\n",
            "26: halt is never, so there is no end that could be dragged".to_owned(),
        ),
        (
            "finish\nwithin 1m\n",
            "26: finish is 1m, and within 1m of that is any guess at all from 0s on".to_owned(),
        ),
        (
            "finish\nwithin 500ms\n",
            "27: `within 500ms` is less than a step: ends are dragged in steps of 1s".to_owned(),
        ),
        (
            "finish\nabout 5s\n",
            "27: `about 5s` says not how near is right: write `within 5s`".to_owned(),
        ),
        (
            "end of jobs.c\n",
            "26: the run has nothing to measure for `end of jobs.c`: is the name as in the template?"
                .to_owned(),
        ),
    ] {
        assert_eq!(wrong(&dragged(block)), [expected], "{block}");
    }
    let listed = wrong(&dragged("finish\n").replacen("\nIt takes 1m", "- 1m\n\nIt takes 1m", 1));
    let no_answers = "28: an end that is dragged has no answers to choose from; a list may follow behind a sentence";
    assert_eq!(listed, [no_answers]);
    let unknown = wrong(&dragged("the end\n"));
    assert!(unknown[0].starts_with("26: `the end` says nothing that can be measured"));
}

#[test]
fn what_cannot_be_understood_is_said_with_its_line() {
    assert_wrong(
        "title: Two jobs",
        "titel: Two jobs",
        &[
            "2: there is no key `titel`; the keys are `title`, `idea` and `stage`",
            "1: there is no title: begin with a line `---`, then `title: …`, then `---`",
        ],
    );
    let missing = GOOD.replacen("yaml template", "yaml", 1);
    let said = wrong(&missing);
    assert!(
        said[0].starts_with("6: a block in front of the first step is `yaml template`"),
        "{said:?}"
    );
    let unknown = wrong(&GOOD.replacen("finish: 1m\n", "end: 1m\n", 1));
    assert!(
        unknown[0].starts_with(
            "13: `end: 1m` says nothing that can be measured; what can be is: finish,"
        )
    );
    assert_eq!(wrong("").len(), 3);
}

#[test]
fn every_measure_is_written_as_it_is_read() {
    let written = Measure::FORMS.map(|form| {
        let form = form.replace("TASK or STEP", "build");
        form.replace("TASK", "jobs.a")
            .replace("STEP", "build")
            .replace("NUMBER", "3")
    });
    for form in written {
        let measure = Measure::parse(&form).unwrap_or_else(|| panic!("{form}"));
        assert_eq!(measure.to_string(), form);
    }
    for other in [
        "",
        "end of",
        "wait before attempt 1 of jobs.a",
        "wait before attempt x of jobs.a",
        "ends",
    ] {
        assert_eq!(Measure::parse(other), None, "{other}");
    }
}
