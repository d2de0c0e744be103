//! An end that is dragged to where it will be.

use super::lesson::{millis, room};
use laneway_core::analysis::Run;
use laneway_core::lesson::{Drag, Measure};
use laneway_core::time::Millis;
use serde::Serialize;

/// What is dragged, and the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ShownDrag {
    /// The task whose bar it is; without one, the bar is the whole run.
    task: Option<String>,
    /// What the end is called.
    name: String,
    /// What happens there, in a sentence that goes on with the time.
    verb: &'static str,
    /// Where the bar begins.
    from: Millis,
    /// The true end, and as people say it; none of a run that has none.
    answer: Option<Millis>,
    spoken: String,
    /// How far from that is right.
    within: Millis,
    /// The latest end to which it can be dragged.
    most: Millis,
}

impl ShownDrag {
    /// As `run` answers it, which takes as long as `longest` in whatever way it is looked at.
    pub(super) fn new(drag: &Drag, run: Option<&Run>, longest: Millis) -> Self {
        let spoken = run.and_then(|run| drag.measure.of(run, None));
        let answer = spoken.as_deref().and_then(millis);
        let (name, verb) = match &drag.measure {
            Measure::LastStepDone => ("End of the last step".to_owned(), "it is done"),
            Measure::Halt => ("When it halts".to_owned(), "it halts"),
            Measure::EndOf(task) => (format!("End of {task}"), "it ends"),
            _ => ("End of the run".to_owned(), "it ends"),
        };
        Self {
            task: match &drag.measure {
                Measure::EndOf(task) => Some(task.clone()),
                _ => None,
            },
            name,
            verb,
            from: run.map(|run| drag.start(run)).unwrap_or_default(),
            answer,
            spoken: spoken.unwrap_or_default(),
            within: drag.within(answer.unwrap_or_default()),
            most: room(longest.max(answer.unwrap_or_default())),
        }
    }
}
