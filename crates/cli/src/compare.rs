//! `laneway compare`: two runs of a stage, task by task.

use crate::input::{self, Refusal};
use crate::output::{Exit, Output};
use crate::text::{clean, width, wrap};
use crate::traces;
use laneway_core::analysis::{self, Finish, Moved, Request, Run, difference};
use laneway_core::overlay::{self, Likelihood};
use laneway_core::report::{Outcome, Report, TaskOutcome, TaskRow};
use laneway_core::time::Millis;
use serde::Serialize;
use std::path::PathBuf;

/// So many runs tell how probable a finish was, unless others are asked for.
const USUAL_RUNS: u32 = 10_000;

const EXAMPLES: &str = "\
Examples:
  laneway run application.yaml --trace recorded.jsonl
  laneway compare application.yaml recorded.jsonl --scenario times.yaml
  laneway simulate application.yaml --scenario times.yaml --format trace > predicted.jsonl
  laneway compare predicted.jsonl recorded.jsonl --template application.yaml
  laneway compare monday.jsonl tuesday.jsonl --format json | jq .words

Exit codes:
  0  compared
  2  wrong usage, or a file that is no trace";

/// Compare a recorded run with what is predicted: who moved the end, and how probable it was. Or one run with another.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// An application template, which is simulated; or a trace, of `laneway simulate --format trace` or `laneway run --trace`
    #[arg(value_name = "PREDICTED")]
    before: PathBuf,

    /// A trace
    #[arg(value_name = "RECORDED")]
    after: PathBuf,

    /// How the tasks behave [default: what a predicted trace was made with]
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// The template of a predicted trace: with it is said how probable the recorded finish was
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,

    /// So many runs tell how probable it was
    #[arg(long, value_name = "NUMBER", default_value_t = USUAL_RUNS, value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    runs: u32,

    /// How to print the comparison
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// A table and sentences
    #[default]
    Human,
    /// One JSON document, described in docs/json.md
    Json,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    stage: &'a str,
    words: &'a str,
    tasks: &'a [Moved],
    likelihood: Option<&'a Likelihood>,
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
        let after = traces::read(&self.after)?;
        let stage = after.record.plan.stage.as_str();
        let before = input::read(&self.before)?;
        let scenario = self.scenario.as_deref().map(input::read).transpose()?;
        let given = scenario.as_ref().map(|it| it.text.as_str());
        let (before, likelihood) = if traces::is_one(&before.text) {
            let before = traces::of(&before)?;
            let template = self.template.as_deref().map(input::read).transpose()?;
            let likelihood: Option<Result<Likelihood, Refusal>> = template.map(|template| {
                let own = before.record.scenario.as_deref();
                let seed = Some(before.record.seed).filter(|_| given.is_none());
                let request = Request {
                    template: &template.text,
                    scenario: given.or(own).unwrap_or_default(),
                    stage: Some(stage),
                    seed,
                };
                let predicted = overlay::prediction(&request, &after.run)
                    .ok_or_else(|| other_tasks(&template.path, stage))?;
                Ok(overlay::likelihood(
                    &predicted.setting,
                    &after.run,
                    self.runs,
                ))
            });
            (before.run, likelihood.transpose()?)
        } else {
            let request = Request {
                template: &before.text,
                scenario: given.unwrap_or_default(),
                stage: Some(stage),
                seed: None,
            };
            let likelihood = overlay::prediction(&request, &after.run)
                .map(|run| overlay::likelihood(&run.setting, &after.run, self.runs));
            let predicted = analysis::analyze(&request).run;
            let predicted = predicted.ok_or_else(|| other_tasks(&before.path, stage))?;
            (predicted, likelihood)
        };
        Ok(match self.format {
            Format::Human => human(&before, &after.run, likelihood.as_ref()),
            Format::Json => json(&before, &after.run, likelihood.as_ref()),
        })
    }
}

fn other_tasks(path: &str, stage: &str) -> Refusal {
    let (path, stage) = (clean(path), clean(stage));
    Refusal(format!(
        "{path} has no stage {stage} with the tasks of the recorded run"
    ))
}

fn human(before: &Run, after: &Run, likelihood: Option<&Likelihood>) -> String {
    const COLUMNS: usize = 80;
    let said = likelihood.map(|it| format!("{}\n", wrap(&clean(&it.words()), COLUMNS, "")));
    let headline = headline(before, after);
    let table = table(&before.report, &after.report);
    format!("{headline}{}\n{table}", said.unwrap_or_default())
}

fn json(before: &Run, after: &Run, likelihood: Option<&Likelihood>) -> String {
    let comparison = analysis::compare(before, after);
    let document = Document {
        version: 1,
        stage: &after.setting.plan.stage,
        words: &comparison.words,
        tasks: &comparison.tasks,
        likelihood,
    };
    // Strings and numbers always have a JSON form.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn headline(before: &Run, after: &Run) -> String {
    let [then, now] = [before, after].map(|run| {
        let finish = Finish::of(run);
        let outcome = match finish.outcome {
            Outcome::Succeeded => "succeeded",
            Outcome::FinishedWithErrors => "finished with errors",
            Outcome::Halted => "halted",
        };
        format!("{outcome} after {}", finish.at.rounded().spoken())
    });
    let stage = clean(&after.setting.plan.stage);
    let change = clean(&difference(before, after));
    format!("{stage} · first: {then} · second: {now}\n{change}\n")
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
