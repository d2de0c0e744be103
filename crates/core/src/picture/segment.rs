//! The pieces of a task's bar, in order of time.

use crate::order::sort_by_key;
use crate::report::{Attempt, Lost, Names, TaskOutcome, TaskRow, WaitRow};
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause};
use crate::time::Millis;

/// A piece of a task's row: something that lasted from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// When it began.
    pub from: Millis,
    /// When it ended, or where the picture ends.
    pub until: Millis,
    /// Whether it goes on beyond `until`.
    pub open: bool,
}

/// What a piece of a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SegmentKind {
    /// A gap, with what it was for and on whom.
    Wait {
        /// For what.
        cause: WaitCause,
        /// All tied last arrivers, or the unmet needs.
        on: Names,
        /// How many attempts came before the gap.
        attempts: usize,
    },
    /// The task did something.
    Attempt {
        /// Counted from 1.
        number: usize,
        /// How it ended.
        outcome: AttemptOutcome,
    },
    /// The moment at which a service that was ready was lost.
    Lost {
        /// Why.
        cause: LossCause,
        /// Since when it had been ready.
        ready: Millis,
    },
}

impl SegmentKind {
    /// Whether it is a wait before the first attempt: for the step's turn or a slot.
    pub fn is_wait_for_start(&self) -> bool {
        use WaitCause::{Barrier, Halted, Slot};
        matches!(
            self,
            Self::Wait {
                cause: Barrier | Slot | Halted,
                ..
            }
        )
    }
}

/// The pieces of `task` that begin within `[0, end]`: ascending, without overlap, cut at `end`.
pub fn segments(task: &TaskRow, end: Millis) -> Vec<Segment> {
    let pieces = losses(task).chain(waits(task, end));
    let mut all: Vec<Segment> = pieces.chain(attempts(task, end)).collect();
    sort_by_key(&mut all, |segment| (segment.from, segment.until));
    let mut reached = Millis::ZERO;
    all.retain_mut(|segment| {
        segment.from = segment.from.max(reached);
        segment.open |= segment.until > end;
        segment.until = segment.until.min(end).max(segment.from);
        let is_shown = segment.from <= end
            && (segment.from < segment.until || !matches!(segment.kind, SegmentKind::Wait { .. }));
        if is_shown {
            reached = segment.until;
        }
        is_shown
    });
    all
}

fn waits(task: &TaskRow, end: Millis) -> impl Iterator<Item = Segment> {
    task.waits.iter().map(move |wait: &WaitRow| Segment {
        kind: SegmentKind::Wait {
            cause: wait.cause,
            on: wait.on.clone(),
            attempts: task
                .attempts
                .iter()
                .filter(|attempt| {
                    attempt.start_ms < wait.from_ms || attempt.end_ms == Some(wait.from_ms)
                })
                .count(),
        },
        from: wait.from_ms,
        until: wait.until_ms.unwrap_or(end),
        open: wait.until_ms.is_none(),
    })
}

fn attempts(task: &TaskRow, end: Millis) -> impl Iterator<Item = Segment> {
    let alone = static_attempt(task);
    let recorded = task.attempts.iter().cloned();
    recorded
        .chain(alone)
        .enumerate()
        .map(move |(index, attempt)| Segment {
            kind: SegmentKind::Attempt {
                number: index + 1,
                outcome: attempt.outcome,
            },
            from: attempt.start_ms,
            until: attempt.end_ms.unwrap_or(end),
            open: attempt.end_ms.is_none(),
        })
}

fn losses(task: &TaskRow) -> impl Iterator<Item = Segment> {
    task.attempts.iter().filter_map(|attempt| {
        let Lost { at_ms, cause } = attempt.lost?;
        Some(Segment {
            kind: SegmentKind::Lost {
                cause,
                ready: attempt.end_ms.unwrap_or(at_ms),
            },
            from: at_ms,
            until: at_ms,
            open: false,
        })
    })
}

/// A static service has no attempts, yet it takes its time: one piece stands for it.
fn static_attempt(task: &TaskRow) -> Option<Attempt> {
    let start_ms = task
        .start_ms
        .filter(|_| task.attempts.is_empty() && task.waits.iter().all(is_before_start))?;
    let outcome = match task.outcome {
        TaskOutcome::Succeeded => AttemptOutcome::Succeeded,
        TaskOutcome::Ready => AttemptOutcome::Ready,
        TaskOutcome::Failed | TaskOutcome::Degraded => AttemptOutcome::TimedOut,
        TaskOutcome::LeftRunning => AttemptOutcome::Running,
        TaskOutcome::NeverRan => return None,
    };
    Some(Attempt {
        start_ms,
        end_ms: task.settled_ms,
        outcome,
        lost: None,
    })
}

fn is_before_start(wait: &WaitRow) -> bool {
    matches!(
        wait.cause,
        WaitCause::Barrier | WaitCause::Slot | WaitCause::Halted
    )
}
