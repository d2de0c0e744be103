//! Writes down what happens, in the shape of a simulated trace, and what of it is to be told.

use super::Told;
use laneway_core::plan::TaskId;
use laneway_core::scheduler::{Trace, TraceEvent, Wait, WaitCause, What};
use laneway_core::time::Millis;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Recorder {
    events: Vec<TraceEvent>,
    waits: Vec<Wait>,
    open: BTreeMap<TaskId, Wait>,
    told: Vec<Told>,
}

impl Recorder {
    pub(super) fn record(&mut self, at: Millis, what: What) {
        let event = TraceEvent { at, what };
        self.told.push(Told::Event(event.clone()));
        self.events.push(event);
    }

    pub(super) fn tell(&mut self, told: Told) {
        self.told.push(told);
    }

    pub(super) fn take_told(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
    }

    /// A wait of the scheduler, which is over or never will be.
    pub(super) fn note(&mut self, wait: Wait) {
        if wait.until.is_some() {
            self.told.push(Told::Waited(wait.clone()));
        }
        self.waits.push(wait);
    }

    /// From now on the task waits for this, or for nothing.
    pub(super) fn wait(
        &mut self,
        at: Millis,
        task: TaskId,
        cause: Option<WaitCause>,
        on: &[TaskId],
        outside: &[String],
    ) {
        if self.open.get(&task).map(|wait| wait.cause) == cause {
            return;
        }
        if let Some(mut wait) = self.open.remove(&task)
            && wait.from < at
        {
            wait.until = Some(at);
            self.note(wait);
        }
        if let Some(cause) = cause {
            let knows_needs = cause == WaitCause::BackOff;
            let wait = Wait {
                task,
                from: at,
                until: None,
                cause,
                on: if knows_needs { on.to_vec() } else { Vec::new() },
                outside: if knows_needs {
                    outside.to_vec()
                } else {
                    Vec::new()
                },
                lacks: Vec::new(),
            };
            self.open.insert(task, wait);
        }
    }

    /// The task waits no longer, and it turned out that it never did.
    pub(super) fn forget_wait(&mut self, task: TaskId) {
        self.open.remove(&task);
    }

    pub(super) fn trace(&self) -> Trace {
        let mut waits: Vec<Wait> = self
            .waits
            .iter()
            .chain(self.open.values())
            .cloned()
            .collect();
        waits.sort_by_key(|wait| (wait.task, wait.from));
        Trace {
            events: self.events.clone(),
            waits,
        }
    }
}
