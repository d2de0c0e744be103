//! What is said of a task while the run goes on.

use super::super::bar::Tone;
use super::super::mark::Signs;
use super::so_far::gap;
use crate::text::brief;
use laneway_core::report::{TaskOutcome, TaskRow};
use laneway_core::scheduler::AttemptOutcome;
use laneway_core::time::Millis;

/// The most columns that it takes.
pub(super) const MOST: usize = 44;
/// A difference from what was predicted that is worth a word.
const WORTH_A_WORD: Millis = Millis(1_000);

/// What is said of it, and how that is meant. `why` is what keeps it, as last told.
pub(super) fn of(
    row: &TaskRow,
    predicted: &TaskRow,
    why: Option<&str>,
    now: Millis,
    signs: Signs,
) -> (String, Tone) {
    if let Some(settled) = row.settled_ms {
        return self::settled(row, settled, predicted, signs);
    }
    let Some(start) = row.start_ms else {
        let is_queued = !row.waits.is_empty();
        let words = if is_queued { "waits for a slot" } else { "" };
        return (words.to_owned(), Tone::Dim);
    };
    let number = row.attempts.len();
    let is_under_way = gap(row).is_none();
    let words = match (is_under_way, why) {
        (false, Some(why)) => why.to_owned(),
        (false, None) if number == 0 => format!("waits for the cluster {}", whole(now - start)),
        (false, None) => format!("attempt {number} failed, waits to retry"),
        (true, _) => {
            let begun = row.attempts.last().map_or(start, |it| it.start_ms);
            match number {
                0 | 1 => whole(now - start) + &of_predicted(predicted),
                _ => format!("attempt {number}, {}", whole(now - begun)),
            }
        }
    };
    let failed = row.attempts.last().is_some_and(|it| {
        matches!(
            it.outcome,
            AttemptOutcome::Crashed | AttemptOutcome::Failed | AttemptOutcome::NodeLost
        )
    });
    let tone = if failed { Tone::Bad } else { Tone::Plain };
    (words, tone)
}

/// `✓ ready 32s (+2.1s)`: later than predicted.
fn settled(row: &TaskRow, at: Millis, predicted: &TaskRow, signs: Signs) -> (String, Tone) {
    let (sign, word, tone) = match row.outcome {
        TaskOutcome::Succeeded => (signs.good, "done", Tone::Good),
        TaskOutcome::Ready => (signs.good, "ready", Tone::Good),
        TaskOutcome::Degraded => (signs.bad, "not ready", Tone::Bad),
        _ => (signs.bad, "failed", Tone::Bad),
    };
    let healed = row.healed_ms.map(|it| format!(", healed {}", brief(it)));
    let late = predicted.settled_ms.and_then(|it| difference(at, it));
    let more = healed.or(late).unwrap_or_default();
    (format!("{sign} {word} {}{more}", brief(at)), tone)
}

/// Without a part of a second, which nobody could read.
fn whole(time: Millis) -> String {
    Millis::from_secs(time.0 / 1000).spoken()
}

/// ` of 30s`
fn of_predicted(predicted: &TaskRow) -> String {
    let took = predicted.settled_ms.zip(predicted.start_ms);
    took.map_or_else(String::new, |(settled, start)| {
        format!(" of {}", brief(settled - start))
    })
}

/// ` (+4.2s)`: later than predicted by so much.
fn difference(settled: Millis, predicted: Millis) -> Option<String> {
    let (apart, sign) = match settled > predicted {
        true => (settled - predicted, '+'),
        false => (predicted - settled, '-'),
    };
    (apart >= WORTH_A_WORD).then(|| format!(" ({sign}{})", brief(apart)))
}
