//! What was there, or under way, and was lost.

use super::words::{list, quoted, verb};
use crate::report::{Attempt, Report, TaskRow};
use crate::scheduler::{AttemptOutcome, LossCause, WaitCause};
use crate::time::Millis;

/// A loss: when, why, and of a service that was ready, since when it had been.
#[derive(Clone, Copy)]
struct Loss {
    at: Millis,
    cause: LossCause,
    ready: Option<Millis>,
}

/// The first loss of all, what followed it, and which other tasks were lost.
pub(super) fn what_was_lost(report: &Report) -> Option<String> {
    let rows = report.tasks.iter();
    let lost: Vec<(&TaskRow, Loss)> = rows
        .filter_map(|row| Some((row, first_loss(row)?)))
        .collect();
    // Of equals the first in plan order.
    let (row, loss) = lost.iter().min_by_key(|(_, loss)| loss.at)?;
    let others: Vec<String> = (lost.iter())
        .filter(|(other, _)| other.task != row.task)
        .map(|(other, _)| quoted(&other.task))
        .collect();
    let others = match others.as_slice() {
        [] => String::new(),
        names => {
            let was = verb(names.len(), "was", "were");
            format!(" ({} {was} lost, too)", list(names))
        }
    };
    Some(format!(
        "{} {}{others}.",
        quoted(&row.task),
        told(row, *loss)
    ))
}

/// Of a crash and a node that were lost at one moment the crash.
fn first_loss(row: &TaskRow) -> Option<Loss> {
    let of_attempt = |attempt: &Attempt| {
        attempt.lost.map(|lost| Loss {
            at: lost.at_ms,
            cause: lost.cause,
            ready: attempt.end_ms,
        })
    };
    let of_node = (row.waits.iter())
        .find(|wait| wait.cause == WaitCause::NodeLost)
        .map(|wait| Loss {
            at: wait.from_ms,
            cause: LossCause::NodeLost,
            ready: None,
        });
    let losses = row.attempts.iter().filter_map(of_attempt).chain(of_node);
    losses.min_by_key(|loss| loss.at)
}

fn told(row: &TaskRow, loss: Loss) -> String {
    let at = loss.at.spoken();
    let what = match (loss.cause, loss.ready) {
        (LossCause::Crashed, Some(ready)) => {
            let after = (loss.at - ready).spoken();
            format!("crashed {after} after it was ready, at {at}")
        }
        (LossCause::Crashed, None) => format!("crashed at {at}"),
        (LossCause::NodeLost, _) => format!("lost its node at {at}"),
    };
    let mut later = row.attempts.iter().filter(|it| it.start_ms >= loss.at);
    let then = match later.find(|attempt| attempt.is_good()) {
        Some(back) => {
            let good = match (back.outcome, loss.ready) {
                (AttemptOutcome::Ready, Some(_)) => "was ready again",
                (AttemptOutcome::Ready, None) => "was ready",
                _ => "succeeded",
            };
            format!("{good} at {}", back.end_ms.unwrap_or_default().spoken())
        }
        None => "was not back by the end".to_owned(),
    };
    format!("{what}, and {then}")
}
