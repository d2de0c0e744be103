//! The pages about the language and the simulation are right. A fenced block is
//!
//! - `yaml`: a template without errors or warnings; the scenarios after it belong to it;
//! - `yaml bad CODE`: a template with that problem;
//! - `yaml scenario`: a scenario without any problem, `yaml scenario bad CODE` one with that problem;
//! - `result`: what the scenario before it comes to.

use laneway_core::analysis::{Analysis, Request, Run, analyze};
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::report::{Outcome, TaskOutcome, TaskRow};
use laneway_core::time::Millis;
use laneway_tests::repository;

const PAGES: [&str; 3] = ["docs/language.md", "docs/simulation.md", "docs/checking.md"];

/// A fenced block: the words behind its fence, its text, and its line.
struct Block {
    words: Vec<String>,
    text: String,
    place: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let text = repository::text(page).expect("the page");
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for (line, number) in text.lines().zip(1..) {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(words) => {
                is_open = true;
                blocks.push(Block {
                    words: words.split_whitespace().map(str::to_owned).collect(),
                    text: String::new(),
                    place: format!("{page}:{number}"),
                });
            }
            None => {
                if let Some(block) = blocks.last_mut().filter(|_| is_open) {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
            }
        }
    }
    blocks
}

#[test]
fn every_example_is_what_it_says() {
    for page in PAGES {
        let (mut template, mut scenario) = (String::new(), String::new());
        let mut tested = 0;
        let mut wrong = Vec::new();
        for block in blocks(page) {
            let words: Vec<&str> = block.words.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["yaml"] => {
                    template.clone_from(&block.text);
                    expect_clean(&block, &analysis(&template, "").template);
                }
                ["yaml", "bad", code] => {
                    expect_code(&block, &analysis(&block.text, "").template, code);
                }
                ["yaml", "scenario"] => {
                    scenario.clone_from(&block.text);
                    let problems = analysis(&template, &scenario).scenario;
                    assert_eq!(problems, [], "{}", block.place);
                }
                ["yaml", "scenario", "bad", code] => {
                    let problems = analysis(&template, &block.text).scenario;
                    expect_code(&block, &problems, code);
                }
                ["result"] => {
                    let run = analysis(&template, &scenario).run.expect("a run");
                    let actual = table(&run);
                    if actual != block.text {
                        wrong.push(format!("{}: is\n{actual}", block.place));
                    }
                }
                _ => continue,
            }
            tested += 1;
        }
        assert!(tested > 0, "{page}");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

fn analysis(template: &str, scenario: &str) -> Analysis {
    analyze(&Request {
        template,
        scenario,
        ..Request::default()
    })
}

fn expect_clean(block: &Block, problems: &[Diagnostic]) {
    let bad = problems.iter().find(|it| it.severity != Severity::Hint);
    assert_eq!(bad, None, "{}", block.place);
}

fn expect_code(block: &Block, problems: &[Diagnostic], code: &str) {
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [code], "{}", block.place);
}

/// The run as the page shows it.
fn table(run: &Run) -> String {
    let report = &run.report;
    let serial = report.serial_ms;
    let headline = match (&report.halt, report.outcome) {
        (Some(halt), _) => format!("halted at {} by {}; ", halt.at_ms, halt.task),
        (None, outcome) => {
            let word = match outcome {
                Outcome::Succeeded => "succeeded",
                _ => "finished with errors",
            };
            let (done, all) = (report.last_step_done_ms, report.all_settled_ms);
            let (done, all) = (done.unwrap_or_default(), all.unwrap_or_default());
            format!("{word}; last step done {done}, all settled {all}, ")
        }
    };
    let mut text = format!("{headline}one after another {serial}\n");
    let width = report.tasks.iter().map(|task| task.task.len()).max();
    for task in &report.tasks {
        let line = format!(
            "{:width$}  {:11}  {:9}  {}",
            task.task,
            span(task),
            outcome(task.outcome),
            attempts(task),
            width = width.unwrap_or_default(),
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn span(task: &TaskRow) -> String {
    let Some(start) = task.start_ms else {
        return String::new();
    };
    let end = task.settled_ms.map(|end| end.to_string());
    format!("{start} – {}", end.unwrap_or_default())
}

fn outcome(outcome: TaskOutcome) -> &'static str {
    match outcome {
        TaskOutcome::Succeeded => "succeeded",
        TaskOutcome::Ready => "ready",
        TaskOutcome::Failed => "failed",
        TaskOutcome::Degraded => "degraded",
        TaskOutcome::NeverRan => "never ran",
        TaskOutcome::LeftRunning => "left running",
    }
}

/// When its attempts started, if there was more than one.
fn attempts(task: &TaskRow) -> String {
    let starts: Vec<Millis> = task.attempts.iter().map(|it| it.start_ms).collect();
    if starts.len() < 2 {
        return String::new();
    }
    let starts: Vec<String> = starts.iter().map(ToString::to_string).collect();
    format!("attempts at {}", starts.join(", "))
}
