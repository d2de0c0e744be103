//! A lesson as the panel goes through it.

use crate::markdown::{Block, blocks};
use laneway_core::lesson::{Lesson, Measure, Step, Task, Texts, Trouble, Variation, check, read};
use laneway_core::time::Millis;
use serde::Serialize;

/// A lesson, with the answers that its run gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LessonPicture {
    title: String,
    idea: String,
    stage: Option<String>,
    template: String,
    scenario: String,
    steps: Vec<ShownStep>,
    /// What is wrong with it: line and sentence.
    troubles: Vec<(usize, String)>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownStep {
    title: String,
    before: Vec<Block>,
    after: Vec<Block>,
    task: ShownTask,
}

/// What is done in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum ShownTask {
    Read,
    Watch,
    Choose {
        choices: Vec<String>,
        /// The index of the right one.
        answer: Option<usize>,
    },
    Guess {
        /// In milliseconds, and as people say it.
        answer: Option<Millis>,
        spoken: String,
        /// The latest that can be guessed.
        most: Millis,
    },
    Try {
        template: String,
        scenario: String,
    },
}

impl LessonPicture {
    /// The lesson that is written in `text`, as far as it can be understood.
    pub(in crate::foresight) fn new(text: &str) -> Self {
        let (lesson, mut troubles) = read(text);
        if troubles.is_empty() {
            let (verdicts, others) = check(&lesson);
            let wrong = verdicts.into_iter().filter_map(|verdict| {
                let line = verdict.line;
                verdict.trouble.map(|message| Trouble { line, message })
            });
            troubles.extend(wrong.chain(others));
        }
        let run = lesson.run();
        let answer = |measure: &Measure| measure.of(run.as_ref()?, None);
        let serial = run.as_ref().map(|run| run.report.serial_ms);
        let end = run.as_ref().and_then(|run| run.report.all_settled_ms);
        let longest = serial.max(end).unwrap_or_default();
        let steps = lesson
            .steps
            .iter()
            .map(|step| shown(step, &lesson, &answer, longest));
        Self {
            steps: steps.collect(),
            troubles: troubles
                .into_iter()
                .map(|it| (it.line, it.message))
                .collect(),
            title: lesson.title,
            idea: lesson.idea,
            stage: lesson.stage,
            template: lesson.texts.template,
            scenario: lesson.texts.scenario,
        }
    }
}

fn shown(
    step: &Step,
    lesson: &Lesson,
    answer: &dyn Fn(&Measure) -> Option<String>,
    longest: Millis,
) -> ShownStep {
    ShownStep {
        title: step.title.clone(),
        before: blocks(&step.before),
        after: blocks(&step.after),
        task: match &step.task {
            Task::Read => ShownTask::Read,
            Task::Watch => ShownTask::Watch,
            Task::Predict { measure, choices } if choices.is_empty() => {
                guess(answer(measure).unwrap_or_default(), longest)
            }
            Task::Predict { measure, choices } => {
                let right = answer(measure);
                let is_right = |choice: &String| {
                    right
                        .as_ref()
                        .is_some_and(|right| Measure::is_same(right, choice))
                };
                ShownTask::Choose {
                    answer: choices.iter().position(is_right),
                    choices: choices.clone(),
                }
            }
            Task::Try { texts, .. } => varied(lesson, texts),
        },
    }
}

/// Half as much again as the run takes is room enough for any guess; in whole half minutes.
fn guess(spoken: String, longest: Millis) -> ShownTask {
    let most = Millis(
        longest
            .0
            .saturating_add(longest.0 / 2)
            .max(1)
            .div_ceil(30_000)
            .saturating_mul(30_000),
    );
    let solid: String = spoken.split_whitespace().collect();
    ShownTask::Guess {
        answer: solid.parse().ok(),
        spoken,
        most,
    }
}

fn varied(lesson: &Lesson, texts: &Variation) -> ShownTask {
    let Texts { template, scenario } = lesson.varied(texts);
    ShownTask::Try { template, scenario }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_from_the_run() {
        let text = "---\ntitle: T\n---\n```yaml template\nworkflows: [{name: setup, order_from: [jobs.a, jobs.b]}]\n```\n\
                    ## Q\nWhat?\n```predict\nfinish\n```\n- 30s\n- 1m\n\nBecause.\n\
                    ## G\n```predict\nend of jobs.a\n```\n## V\n```yaml scenario\ndefaults: {jobs: {runs_for: 5s}}\n```\n";
        let lesson = LessonPicture::new(text);
        assert_eq!(lesson.troubles, []);
        let tasks: Vec<&ShownTask> = lesson.steps.iter().map(|step| &step.task).collect();
        assert!(matches!(
            tasks[0],
            ShownTask::Choose {
                answer: Some(1),
                ..
            }
        ));
        let [
            _,
            ShownTask::Guess { answer, most, .. },
            ShownTask::Try { template, scenario },
        ] = tasks[..]
        else {
            panic!("{tasks:?}");
        };
        assert_eq!(
            (*answer, *most),
            (Some(Millis::from_secs(30)), Millis::from_secs(90))
        );
        assert_eq!(*template, lesson.template);
        assert!(scenario.contains("5s"));
        assert_eq!(LessonPicture::new("").troubles.len(), 3);
    }
}
