//! The row of a task up to now: what is under way has no end yet, and some waits are only told when they are over.

use laneway_core::report::{Names, TaskRow, WaitRow};
use laneway_core::scheduler::{AttemptOutcome, WaitCause};
use laneway_core::time::Millis;

/// The row as it is to be drawn at the moment `now`: everything that is open ends there.
pub(super) fn until_now(row: &TaskRow, now: Millis) -> TaskRow {
    let mut drawn = row.clone();
    let gap = gap(row);
    for attempt in &mut drawn.attempts {
        attempt.end_ms.get_or_insert(now);
    }
    for wait in &mut drawn.waits {
        wait.until_ms.get_or_insert(now);
    }
    if let Some((from, cause)) = gap {
        drawn.waits.push(WaitRow {
            from_ms: from,
            until_ms: Some(now),
            cause,
            on: Names::default(),
            lacks: Vec::new(),
            rule: String::new(),
        });
    }
    // Nothing works yet.
    if drawn.attempts.is_empty() && drawn.settled_ms.is_none() {
        drawn.start_ms = None;
    }
    drawn
}

/// A wait that is under way: since when, and for what. Whatever has settled is waited for no longer.
pub(super) fn gap(row: &TaskRow) -> Option<(Millis, WaitCause)> {
    let start = row.start_ms.filter(|_| row.settled_ms.is_none())?;
    let Some(last) = row.attempts.last() else {
        let from = row.waits.last().and_then(|it| it.until_ms).unwrap_or(start);
        return Some((from, WaitCause::Apply));
    };
    let ended = last.end_ms?;
    match last.outcome {
        AttemptOutcome::Crashed | AttemptOutcome::Failed => Some((ended, WaitCause::BackOff)),
        AttemptOutcome::NodeLost => Some((ended, WaitCause::NodeLost)),
        AttemptOutcome::TimedOut
        | AttemptOutcome::Succeeded
        | AttemptOutcome::Ready
        | AttemptOutcome::Running => None,
    }
}
