//! Holds a lesson to its run.

use super::backed::unbacked;
use super::{Claim, Lesson, Measure, Step, Task};
use crate::analysis::Run;

/// Something that is wrong with a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where: a 1-based line.
    pub line: usize,
    /// What, and what could be done.
    pub message: String,
}

/// What came of a claim or a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Where it stands: a 1-based line.
    pub line: usize,
    /// About what.
    pub measure: Measure,
    /// What is so; `None` if the run has no such thing.
    pub found: Option<String>,
    /// What is wrong, if anything.
    pub trouble: Option<String>,
}

/// Measures all that a lesson claims and asks, and finds the times in its text that nothing stands for.
pub fn check(lesson: &Lesson) -> (Vec<Verdict>, Vec<Trouble>) {
    let mut verdicts = Vec::new();
    let mut troubles = Vec::new();
    let Some(run) = lesson.run() else {
        troubles.push(Trouble {
            line: 1,
            message: "the template cannot be simulated; `laneway check` says why".to_owned(),
        });
        return (verdicts, troubles);
    };
    verdicts.extend(lesson.claims.iter().map(|claim| judge(claim, &run, None)));
    for step in &lesson.steps {
        match &step.task {
            Task::Predict { measure, choices } => verdicts.push(ask(step, measure, choices, &run)),
            Task::Drag(drag) => verdicts.push(drag.judge(&run)),
            Task::Try { texts, claims } => match lesson.run_of(&lesson.varied(texts)) {
                Some(varied) => {
                    verdicts.extend(claims.iter().map(|claim| judge(claim, &varied, Some(&run))));
                }
                None => troubles.push(Trouble {
                    line: step.line,
                    message: "the variation cannot be simulated; `laneway check` says why"
                        .to_owned(),
                }),
            },
            Task::Read | Task::Watch => {}
        }
    }
    troubles.extend(unbacked(lesson).into_iter().map(|(line, time)| Trouble {
        line,
        message: format!("this step says {time}, which no claim, question or scenario stands for"),
    }));
    (verdicts, troubles)
}

pub(super) fn judge(claim: &Claim, run: &Run, without: Option<&Run>) -> Verdict {
    let found = claim.measure.of(run, without);
    let trouble = match &found {
        None => Some(nothing_like_it(&claim.measure)),
        Some(found) if Measure::is_same(found, &claim.expected) => None,
        Some(found) => Some(format!(
            "{} is {found}, not {}",
            claim.measure, claim.expected
        )),
    };
    Verdict {
        line: claim.line,
        measure: claim.measure.clone(),
        found,
        trouble,
    }
}

/// A question has exactly one right answer.
fn ask(step: &Step, measure: &Measure, choices: &[String], run: &Run) -> Verdict {
    let found = measure.of(run, None);
    let trouble = found.as_ref().map_or_else(
        || Some(nothing_like_it(measure)),
        |found| {
            let right = choices
                .iter()
                .filter(|it| Measure::is_same(it, found))
                .count();
            match (choices.len(), right) {
                (0, _) if measure.is_time() => None,
                (0, _) => Some(format!(
                    "{measure} is {found}, which is no time: give answers to choose from"
                )),
                (1, _) => Some("one answer is no choice".to_owned()),
                (_, 1) => None,
                (_, 0) => Some(format!(
                    "{measure} is {found}, which is none of the answers"
                )),
                _ => Some(format!("{measure} is {found}, which several answers say")),
            }
        },
    );
    Verdict {
        line: step.line,
        measure: measure.clone(),
        found,
        trouble,
    }
}

fn nothing_like_it(measure: &Measure) -> String {
    format!("the run has nothing to measure for `{measure}`: is the name as in the template?")
}
