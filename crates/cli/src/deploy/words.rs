//! What happens in a run, as lines.

use crate::text::{brief, clean, clean_lines};
use laneway_core::plan::{Plan, TaskId};
use laneway_core::scheduler::{AttemptOutcome, Settlement, What};
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use std::collections::BTreeMap;

/// Turns what is told into lines.
pub(super) struct Words<'a> {
    plan: &'a Plan,
    started: BTreeMap<TaskId, Millis>,
    names: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let names = plan
            .tasks
            .iter()
            .map(|task| crate::text::width(&clean(&task.name)))
            .max();
        Self {
            plan,
            started: BTreeMap::new(),
            names: names.unwrap_or(0).min(40),
        }
    }

    /// The lines of what is told at a moment; none for what others say already.
    pub(super) fn lines(&mut self, at: Millis, told: &Told) -> String {
        let (name, words) = match told {
            Told::Waited(_) => return String::new(),
            Told::Why(task, words) => (self.name(*task), format!("  {}", clean(words))),
            Told::Logs(_, text) if text.is_empty() => return String::new(),
            Told::Logs(task, text) => (
                self.name(*task),
                format!("  its last lines:\n{}", indented(text)),
            ),
            Told::Event(event) => {
                let Some((name, words)) = self.event(event.at, &event.what) else {
                    return String::new();
                };
                (name, words)
            }
        };
        let width = self.names;
        let line = format!("{}  {name:width$}  {words}", clock(at));
        format!("{}\n", line.trim_end())
    }

    fn name(&self, task: TaskId) -> String {
        clean(&self.plan.tasks[task.0].name)
    }

    fn event(&mut self, at: Millis, what: &What) -> Option<(String, String)> {
        Some(match *what {
            What::StepOpened(step) => {
                let step = &self.plan.steps[step.0];
                let kind = match (step.halt_on_error, step.waited) {
                    (true, _) => " (halts on error)",
                    (false, false) => " (not waited for)",
                    (false, true) => "",
                };
                (
                    format!("step {}", clean(&step.name)),
                    format!("▶ starts{kind}"),
                )
            }
            What::TaskQueued(task) => (self.name(task), "  waits for a slot".to_owned()),
            What::TaskStarted(task) => {
                self.started.insert(task, at);
                (self.name(task), "  starts".to_owned())
            }
            What::AttemptStarted(task, 1) => (self.name(task), "  runs".to_owned()),
            What::AttemptStarted(task, number) => {
                (self.name(task), format!("  runs again (attempt {number})"))
            }
            What::AttemptEnded(task, number, outcome) => {
                let ended = match outcome {
                    AttemptOutcome::Crashed | AttemptOutcome::Failed => "failed",
                    AttemptOutcome::TimedOut => "took too long",
                    AttemptOutcome::NodeLost => "lost its node",
                    _ => return None,
                };
                (self.name(task), format!("  attempt {number} {ended}"))
            }
            What::TaskSettled(task, outcome) => {
                let took = at - self.started.get(&task).copied().unwrap_or_default();
                let took = brief(took);
                (
                    self.name(task),
                    match outcome {
                        Settlement::Succeeded => format!("✓ done after {took}"),
                        Settlement::Ready => format!("✓ ready after {took}"),
                        Settlement::Failed => format!("✗ failed after {took}"),
                        Settlement::Degraded => format!("✗ not ready after {took}"),
                    },
                )
            }
            What::TaskHealed(task) => (self.name(task), "✓ ready after all".to_owned()),
            What::ServiceLost(task, _) => (self.name(task), "✗ is not ready any more".to_owned()),
            What::Halted(task) => (
                self.name(task),
                "■ halts the stage: nothing more is started".to_owned(),
            ),
            What::RetriesCut(_) | What::StepSettled(_) | What::LastStepDone | What::AllSettled => {
                return None;
            }
        })
    }
}

/// `00:42`, `1:02:03`.
pub(super) fn clock(at: Millis) -> String {
    let seconds = at.0 / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes:02}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = clean_lines(text)
        .lines()
        .map(|line| format!("       │ {line}"))
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_hours_only_when_there_are_some() {
        assert_eq!(
            [0, 62_999, 3_723_000].map(|it| clock(Millis(it))),
            ["00:00", "01:02", "1:02:03"]
        );
    }
}
