//! Attempts, as traces tell of them.

use crate::plan::TaskId;
use crate::scheduler::{AttemptOutcome, Record, WaitCause, What};
use crate::template::Kind;
use crate::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// All that is known, by reference.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) tasks: Vec<Task>,
    /// From the start of a task to its first attempt, where nothing else was waited for.
    accepted: Vec<Millis>,
}

#[derive(Debug)]
pub(super) struct Task {
    pub(super) reference: String,
    pub(super) kind: Kind,
    pub(super) tries: Vec<Try>,
    /// What the runs themselves named as unmet.
    pub(super) said: BTreeSet<usize>,
    pub(super) retries: u32,
}

/// An attempt that came to an end.
#[derive(Debug, Clone)]
pub(super) struct Try {
    pub(super) lasted: Millis,
    pub(super) end: End,
    /// The tasks of its stage that were not there when it began.
    pub(super) unmet: BTreeSet<usize>,
    /// All tasks of its stage.
    pub(super) around: std::rc::Rc<BTreeSet<usize>>,
    /// Whether something is missing that it is known to need.
    pub(super) lacks: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Good,
    Bad,
    TimedOut,
}

impl Seen {
    pub(super) fn of(records: &[Record]) -> Self {
        let mut seen = Self::default();
        for record in records {
            seen.take(record);
        }
        seen
    }

    /// The middle one of what the cluster took to accept a task.
    pub(super) fn apply_latency(&self) -> Millis {
        let mut all = self.accepted.clone();
        all.sort_unstable();
        all.get(all.len() / 2).copied().unwrap_or_default()
    }

    fn take(&mut self, record: &Record) {
        let own = |seen: &mut Self, task: TaskId| {
            let task = &record.plan.tasks[task.0];
            let known = seen
                .tasks
                .iter()
                .position(|it| it.reference == task.reference);
            known.unwrap_or_else(|| {
                seen.tasks.push(Task {
                    reference: task.reference.clone(),
                    kind: task.kind,
                    tries: Vec::new(),
                    said: BTreeSet::new(),
                    retries: 0,
                });
                seen.tasks.len() - 1
            })
        };
        let own: Vec<usize> = (0..record.plan.tasks.len())
            .map(|task| own(self, TaskId(task)))
            .collect();
        let around = std::rc::Rc::new(own.iter().copied().collect::<BTreeSet<usize>>());
        for wait in &record.trace.waits {
            if wait.cause == WaitCause::BackOff {
                let said = wait.on.iter().map(|need| own[need.0]);
                self.tasks[own[wait.task.0]].said.extend(said);
            }
        }
        let there = There::of(record, &own);
        let mut started = BTreeMap::new();
        let mut open = BTreeMap::new();
        let mut has_attempts = BTreeSet::new();
        for event in &record.trace.events {
            match event.what {
                What::TaskStarted(task) => drop(started.insert(task, event.at)),
                What::AttemptStarted(task, number) => {
                    if has_attempts.insert(task) && waited_for_nothing(record, task) {
                        let start = started.get(&task).copied().unwrap_or_default();
                        self.accepted.push(event.at - start);
                    }
                    if record.plan.tasks[task.0].kind == Kind::Jobs {
                        let task = &mut self.tasks[own[task.0]];
                        task.retries = task.retries.max(number.saturating_sub(1));
                    }
                    open.insert(task, event.at);
                }
                What::AttemptEnded(task, _, outcome) => {
                    let (Some(start), Some(end)) = (open.remove(&task), End::of(outcome)) else {
                        continue;
                    };
                    self.tasks[own[task.0]].tries.push(Try {
                        lasted: event.at - start,
                        end,
                        unmet: there.missing_at(start),
                        around: around.clone(),
                        lacks: false,
                    });
                }
                // A static service is there without any attempt.
                What::TaskSettled(task, outcome)
                    if outcome.is_good() && !has_attempts.contains(&task) =>
                {
                    let start = started.get(&task).copied().unwrap_or_default();
                    self.tasks[own[task.0]].tries.push(Try {
                        lasted: event.at - start,
                        end: End::Good,
                        unmet: BTreeSet::new(),
                        around: around.clone(),
                        lacks: false,
                    });
                }
                _ => {}
            }
        }
    }
}

/// Whether nothing is told of that held its first attempt up but the cluster itself.
fn waited_for_nothing(record: &Record, task: TaskId) -> bool {
    let own = record.trace.waits.iter().filter(|wait| wait.task == task);
    let held = [
        WaitCause::ImagePull,
        WaitCause::Unschedulable,
        WaitCause::NodeLost,
    ];
    own.into_iter().all(|wait| !held.contains(&wait.cause))
}

impl End {
    /// `None` for what was cut off.
    fn of(outcome: AttemptOutcome) -> Option<Self> {
        match outcome {
            AttemptOutcome::Succeeded | AttemptOutcome::Ready => Some(Self::Good),
            AttemptOutcome::Failed | AttemptOutcome::Crashed => Some(Self::Bad),
            AttemptOutcome::TimedOut => Some(Self::TimedOut),
            AttemptOutcome::NodeLost | AttemptOutcome::Running => None,
        }
    }
}

/// When each task of a run was there for others: from, and up to but not including.
struct There(BTreeMap<usize, Vec<(Millis, Millis)>>);

impl There {
    fn of(record: &Record, own: &[usize]) -> Self {
        let mut there: BTreeMap<usize, Vec<(Millis, Millis)>> = BTreeMap::new();
        for event in &record.trace.events {
            let (task, is_there) = match event.what {
                What::TaskSettled(task, outcome) if outcome.is_good() => (task, true),
                What::TaskHealed(task) => (task, true),
                What::AttemptEnded(task, _, AttemptOutcome::Ready) => (task, true),
                What::ServiceLost(task, _) => (task, false),
                _ => continue,
            };
            let spans = there.entry(own[task.0]).or_default();
            let is_open = spans.last().is_some_and(|(_, until)| *until == Millis::MAX);
            match (is_there, is_open) {
                (true, false) => spans.push((event.at, Millis::MAX)),
                (false, true) => {
                    if let Some(last) = spans.last_mut() {
                        last.1 = event.at;
                    }
                }
                _ => {}
            }
        }
        for task in own {
            there.entry(*task).or_default();
        }
        Self(there)
    }

    fn missing_at(&self, at: Millis) -> BTreeSet<usize> {
        let is_there = |spans: &[(Millis, Millis)]| {
            spans.iter().any(|(from, until)| *from <= at && at < *until)
        };
        let missing = self.0.iter().filter(|(_, spans)| !is_there(spans));
        missing.map(|(task, _)| *task).collect()
    }
}
