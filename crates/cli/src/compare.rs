//! `laneway compare`: two runs of a stage, task by task.

use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::text::{clean, width};
use crate::traces::{self, Traced};
use laneway_core::analysis::{Finish, difference};
use laneway_core::report::{Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::time::Millis;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  laneway simulate application.yaml --scenario times.yaml --format trace > predicted.jsonl
  laneway run application.yaml --trace recorded.jsonl
  laneway compare predicted.jsonl recorded.jsonl

Exit codes:
  0  compared
  2  wrong usage, or a file that is no trace";

/// Compare two traces of a stage: a prediction with what came of it, or one run with another.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// A trace, of `laneway simulate --format trace` or `laneway run --trace`
    #[arg(value_name = "PREDICTED")]
    before: PathBuf,

    /// Another one
    #[arg(value_name = "RECORDED")]
    after: PathBuf,
}

impl Compare {
    /// Compares them.
    pub(crate) fn run(&self, output: &mut Output) -> Exit {
        match self.compare() {
            Ok(text) => {
                output.print(&text);
                Exit::Clean
            }
            Err(why) => output.refuse(&why),
        }
    }

    fn compare(&self) -> Result<String, Refusal> {
        let (before, after) = (traces::read(&self.before)?, traces::read(&self.after)?);
        Ok(headline(&before, &after) + &table(&before.run.report, &after.run.report))
    }
}

fn headline(before: &Traced, after: &Traced) -> String {
    let [then, now] = [before, after].map(|it| {
        let finish = Finish::of(&it.run);
        let outcome = match finish.outcome {
            Outcome::Succeeded => "succeeded",
            Outcome::FinishedWithErrors => "finished with errors",
            Outcome::Halted => "halted",
        };
        format!("{outcome} after {}", finish.at.rounded().spoken())
    });
    let stage = clean(&after.record.plan.stage);
    let change = clean(&difference(&before.run, &after.run));
    format!("{stage} · first: {then} · second: {now}\n{change}\n\n")
}

/// Every task of either, with its time from start to settling in both.
fn table(before: &Report, after: &Report) -> String {
    let mut rows = vec![["task", "first", "second", "difference", ""].map(str::to_owned)];
    let find =
        |report: &Report, name: &str| report.tasks.iter().find(|row| row.task == name).cloned();
    for row in &after.tasks {
        rows.push(compared(
            &row.task,
            find(before, &row.task).as_ref(),
            Some(row),
        ));
    }
    for row in before
        .tasks
        .iter()
        .filter(|row| find(after, &row.task).is_none())
    {
        rows.push(compared(&row.task, Some(row), None));
    }
    let columns = [0, 1, 2, 3].map(|column| {
        rows.iter()
            .map(|row| width(&row[column]))
            .max()
            .unwrap_or(0)
    });
    let line = |row: &[String; 5]| {
        let [name, first, second, third] = columns;
        let line = format!(
            "{:name$}  {:>first$}  {:>second$}  {:>third$}  {}",
            row[0], row[1], row[2], row[3], row[4]
        );
        format!("{}\n", line.trim_end())
    };
    rows.iter().map(line).collect()
}

fn compared(name: &str, before: Option<&TaskRow>, after: Option<&TaskRow>) -> [String; 5] {
    let took = |row: Option<&TaskRow>| row.and_then(|row| Some(row.settled_ms? - row.start_ms?));
    let show = |took: Option<Millis>| took.map_or("–".to_owned(), |took| took.rounded().spoken());
    let (then, now) = (took(before), took(after));
    let change = match (then, now) {
        (Some(then), Some(now)) if now > then => format!("+{}", (now - then).rounded().spoken()),
        (Some(then), Some(now)) if now < then => format!("−{}", (then - now).rounded().spoken()),
        (Some(_), Some(_)) => "same".to_owned(),
        _ => String::new(),
    };
    let outcome = |row: Option<&TaskRow>| row.map_or("is not there", |row| words(row.outcome));
    let (was, is) = (outcome(before), outcome(after));
    let note = if was == is {
        String::new()
    } else {
        format!("{was}, then {is}")
    };
    [clean(name), show(then), show(now), change, note]
}

fn words(outcome: TaskOutcome) -> &'static str {
    match outcome {
        TaskOutcome::Succeeded => "done",
        TaskOutcome::Ready => "ready",
        TaskOutcome::Failed => "failed",
        TaskOutcome::Degraded => "not ready",
        TaskOutcome::NeverRan => "never ran",
        TaskOutcome::LeftRunning => "left running",
    }
}
