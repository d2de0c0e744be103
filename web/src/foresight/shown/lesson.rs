//! A lesson as the panel goes through it.

use super::drag::ShownDrag;
use crate::markdown::{Block, blocks};
use laneway_core::lesson::{Lesson, Measure, Task, Texts, Trouble, Variation, check, read};
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
    Drag(ShownDrag),
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
        let steps = lesson.steps.iter().map(|step| ShownStep {
            title: step.title.clone(),
            before: blocks(&step.before),
            after: blocks(&step.after),
            task: match &step.task {
                Task::Read => ShownTask::Read,
                Task::Watch => ShownTask::Watch,
                Task::Predict { measure, choices } => predicted(answer(measure), choices, longest),
                Task::Drag(drag) => ShownTask::Drag(ShownDrag::new(drag, run.as_ref(), longest)),
                Task::Try { texts, .. } => varied(&lesson, texts),
            },
        });
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

fn predicted(right: Option<String>, choices: &[String], longest: Millis) -> ShownTask {
    if choices.is_empty() {
        return guess(right.unwrap_or_default(), longest);
    }
    let is_right = |choice: &String| {
        let right = right.as_ref();
        right.is_some_and(|right| Measure::is_same(right, choice))
    };
    ShownTask::Choose {
        answer: choices.iter().position(is_right),
        choices: choices.to_vec(),
    }
}

fn guess(spoken: String, longest: Millis) -> ShownTask {
    ShownTask::Guess {
        answer: millis(&spoken),
        spoken,
        most: room(longest),
    }
}

/// A time as people say it.
pub(super) fn millis(spoken: &str) -> Option<Millis> {
    let solid: String = spoken.split_whitespace().collect();
    solid.parse().ok()
}

/// Half as much again as the run takes is room enough for any guess; in whole half minutes.
pub(super) fn room(longest: Millis) -> Millis {
    let more = longest.0.saturating_add(longest.0 / 2).max(1);
    Millis(more.div_ceil(30_000).saturating_mul(30_000))
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
                    ## G\n```predict\nend of jobs.a\n```\n## D\n```drag\nend of jobs.b: 1m\n```\n## V\n```yaml scenario\ndefaults: {jobs: {runs_for: 5s}}\n```\n";
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
            ShownTask::Drag(drag),
            ShownTask::Try { template, scenario },
        ] = tasks[..]
        else {
            panic!("{tasks:?}");
        };
        assert_eq!(
            (*answer, *most),
            (Some(Millis::from_secs(30)), Millis::from_secs(90))
        );
        let text = serde_json::to_string(drag).expect("JSON");
        assert_eq!(
            text,
            r#"{"task":"jobs.b","name":"End of jobs.b","verb":"it ends","from":30000,"answer":60000,"spoken":"1m","within":3000,"most":90000}"#
        );
        assert_eq!(*template, lesson.template);
        assert!(scenario.contains("5s"));
        assert_eq!(LessonPicture::new("").troubles.len(), 3);
    }
}
