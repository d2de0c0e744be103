//! The bar of one task: what it did in each column, and what is written behind it.

use super::mark::{Body, Charset, Eighths, Mark, Signs};
use super::scale::Scale;
use laneway_core::report::{Attempt, TaskOutcome, TaskRow};
use laneway_core::scheduler::{AttemptOutcome, WaitCause};
use laneway_core::time::Millis;
use std::ops::Range;

/// Columns behind a halt in which tasks run on, or are missing.
pub(crate) const AFTER_HALT: usize = 3;

/// How much is written behind the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notes {
    /// `✗ not ready 10m, healed 12m`
    Story,
    /// `✓ ready 30s`
    Words,
    /// `✓ 30s`
    Signs,
    /// Nothing.
    None,
}

/// How a text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Bold,
    Dim,
    Good,
    Bad,
}

/// The last moment that the bar of a task shows, of a chart that ends at `horizon`.
pub(crate) fn drawn_until(task: &TaskRow, horizon: Millis) -> Millis {
    let attempts = task.attempts.last().map(|it| it.end_ms.unwrap_or(horizon));
    let waits = task.waits.last().map(|it| it.until_ms.unwrap_or(horizon));
    let lost = task.attempts.iter().filter_map(|it| it.lost);
    let lost = lost.map(|it| it.at_ms).max();
    let ends = [task.settled_ms, task.healed_ms, attempts, waits, lost];
    let last = ends.into_iter().flatten().max().unwrap_or(horizon);
    last.min(horizon)
}

/// Paints the waits and attempts of a task.
pub(crate) fn paint(
    task: &TaskRow,
    waited: bool,
    scale: Scale,
    area: usize,
    charset: Charset,
) -> Vec<Mark> {
    let mut cells = vec![Mark::Empty; area];
    let end = Millis::MAX;
    for wait in &task.waits {
        let mark = match wait.cause {
            WaitCause::Barrier => Mark::BarrierWait,
            WaitCause::Slot => Mark::SlotWait,
            WaitCause::BackOff => Mark::BackOff,
            WaitCause::Apply => Mark::Apply,
            WaitCause::ImagePull => Mark::ImagePull,
            WaitCause::Unschedulable => Mark::RoomWait,
            WaitCause::NodeLost => Mark::NodeLost,
            WaitCause::Halted => Mark::NeverRan,
        };
        fill(
            &mut cells,
            scale.stretch(wait.from_ms, wait.until_ms.unwrap_or(end)),
            mark,
        );
    }
    let work = if waited { Body::Work } else { Body::Background };
    let in_time = |it: &&Attempt| it.start_ms <= scale.horizon();
    let mut bars = Bars {
        cells,
        scale,
        charset,
    };
    for attempt in task.attempts.iter().filter(in_time) {
        bars.attempt(attempt, work);
    }
    if let (Some(start), true) = (task.start_ms, works_without_attempts(task)) {
        bars.body(start, task.settled_ms.unwrap_or(end), work);
    }
    bars.cells
}

/// What goes on behind the column of a halt.
pub(crate) fn paint_after_halt(cells: &mut [Mark], outcome: TaskOutcome, halt: usize) {
    let tail = halt + 1..halt + 1 + AFTER_HALT;
    match outcome {
        TaskOutcome::NeverRan => fill(cells, tail, Mark::NeverRan),
        TaskOutcome::LeftRunning => {
            let before = halt.checked_sub(1).and_then(|it| cells.get(it).copied());
            fill(cells, tail.clone(), before.map_or(Mark::Work, Mark::whole));
            fill(cells, tail.end - 1..tail.end, Mark::RunsOn);
        }
        _ => {}
    }
}

/// A static service has no attempts, and nothing to wait for once the cluster has accepted it.
fn works_without_attempts(task: &TaskRow) -> bool {
    let mut waits = task.waits.iter();
    let has_pods =
        waits.any(|it| matches!(it.cause, WaitCause::ImagePull | WaitCause::Unschedulable));
    task.attempts.is_empty() && !has_pods
}

/// The attempts of a task, over its waits.
struct Bars {
    cells: Vec<Mark>,
    scale: Scale,
    charset: Charset,
}

impl Bars {
    fn attempt(&mut self, attempt: &Attempt, work: Body) {
        let (from, until) = (attempt.start_ms, attempt.end_ms.unwrap_or(Millis::MAX));
        match attempt.outcome {
            AttemptOutcome::Succeeded | AttemptOutcome::Ready | AttemptOutcome::Running => {
                self.body(from, until, work);
            }
            AttemptOutcome::Failed
            | AttemptOutcome::Crashed
            | AttemptOutcome::TimedOut
            | AttemptOutcome::NodeLost => {
                let eighths = self.eighths(from, until);
                let last = (eighths.end - 1) / 8;
                self.paint(eighths.start..last * 8, Body::Failing);
                fill(&mut self.cells, last..last + 1, Mark::Failure);
            }
        }
        let horizon = self.scale.horizon();
        if let Some(lost) = attempt.lost.filter(|lost| lost.at_ms <= horizon) {
            let at = self.eighths(lost.at_ms, lost.at_ms).start / 8;
            fill(&mut self.cells, at..at + 1, Mark::Failure);
        }
    }

    fn body(&mut self, from: Millis, until: Millis, body: Body) {
        self.paint(self.eighths(from, until), body);
    }

    /// The eighths of cells that are nearest, at least one; where there are no characters for them, the nearest cells.
    fn eighths(&self, from: Millis, until: Millis) -> Range<usize> {
        let cells = || self.scale.visible(from, until);
        match self.charset {
            Charset::Unicode => self.scale.eighths(from, until),
            Charset::Ascii => cells().start * 8..cells().end * 8,
        }
    }

    fn paint(&mut self, eighths: Range<usize>, body: Body) {
        for cell in eighths.start / 8..eighths.end.div_ceil(8) {
            let inside = |edge: usize| edge.clamp(cell * 8, cell * 8 + 8) - cell * 8;
            let part = part(inside(eighths.start), inside(eighths.end));
            let mark = part.map_or(body.mark(), |part| Mark::Part(body, part));
            match self.cells.get_mut(cell) {
                // What failed is not painted over by a part of what comes next.
                Some(Mark::Failure) if part.is_some() => {}
                Some(cell) => *cell = mark,
                None => return,
            }
        }
    }
}

/// The part of a cell from one of its eighths to another; `None` for all of it. What touches neither edge is moved to
/// the nearer one.
fn part(from: usize, until: usize) -> Option<Eighths> {
    let length = u8::try_from(until - from).unwrap_or(8);
    match (from, until) {
        (0, 8) => None,
        (0, _) => Some(Eighths::Left(length)),
        (_, 8) => Some(Eighths::Right(length)),
        (from, until) if from <= 8 - until => Some(Eighths::Left(length)),
        _ => Some(Eighths::Right(length)),
    }
}

fn fill(cells: &mut [Mark], columns: Range<usize>, mark: Mark) {
    let columns = columns.start.min(cells.len())..columns.end.min(cells.len());
    cells[columns].fill(mark);
}

/// What is written behind the bar of a task.
pub(crate) fn note(task: &TaskRow, notes: Notes, signs: Signs) -> (String, Tone) {
    let at = task.settled_ms.unwrap_or_default().spoken();
    let (sign, words, tone) = match task.outcome {
        TaskOutcome::Succeeded => (signs.good, "done", Tone::Good),
        TaskOutcome::Ready => (signs.good, "ready", Tone::Good),
        TaskOutcome::Failed if timed_out(task) => (signs.bad, "timed out", Tone::Bad),
        TaskOutcome::Failed => (signs.bad, "failed", Tone::Bad),
        TaskOutcome::Degraded => (signs.bad, "not ready", Tone::Bad),
        TaskOutcome::NeverRan => ("", "never ran", Tone::Dim),
        TaskOutcome::LeftRunning => ("", "still running", Tone::Plain),
    };
    let healed = match task.healed_ms {
        Some(healed) if notes == Notes::Story => format!(", healed {}", healed.spoken()),
        _ => String::new(),
    };
    let text = match notes {
        Notes::Story | Notes::Words if sign.is_empty() => words.to_owned(),
        Notes::Story | Notes::Words => format!("{sign} {words} {at}{healed}"),
        Notes::Signs if !sign.is_empty() => format!("{sign} {at}"),
        Notes::Signs | Notes::None => String::new(),
    };
    (text, tone)
}

fn timed_out(task: &TaskRow) -> bool {
    let last = task.attempts.last();
    last.is_some_and(|it| it.outcome == AttemptOutcome::TimedOut)
}
