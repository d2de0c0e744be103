//! How many tasks run and how many are held up, over time.

use super::chart::Chart;
use super::scale::Scale;
use super::segment::{Segment, SegmentKind};
use crate::scheduler::{AttemptOutcome, WaitCause};

/// Fewer tasks can be counted where they stand.
pub const FEW: usize = 5;
/// In so many parts the whole time is looked at for the most that there is at once.
const PARTS: usize = 4_096;

/// The time of all tasks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Load {
    spans: Vec<Span>,
    /// When attempts failed, in milliseconds.
    failures: Vec<f64>,
    /// The most that run and the most that are held up at once.
    pub most: [f64; 2],
}

/// From when until when, in milliseconds, and 0 for running, 1 for held up.
type Span = (f64, f64, usize);

/// What happens within a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Column {
    /// How many tasks run, on average.
    pub running: f64,
    /// How many are held up, on average: by a back-off, or waiting for a slot, for room, for an image.
    pub held_up: f64,
    /// How many attempts fail.
    pub failures: u32,
}

impl Load {
    /// That of all rows of a chart.
    pub fn of(chart: &Chart) -> Self {
        let mut load = Self::default();
        for bar in chart.rows.iter().filter_map(|row| row.bar()) {
            for segment in &bar.segments {
                load.take_in(segment);
            }
        }
        let whole = Scale::new(0.0, PARTS as f64, chart.end);
        for column in load.columns(&whole, 0.0, PARTS) {
            let [running, held_up] = &mut load.most;
            *running = running.max(column.running);
            *held_up = held_up.max(column.held_up);
        }
        // What lasted less than a part of the time is not quite there on average.
        load.most = load.most.map(|most| (most - 1e-6).ceil());
        load
    }

    /// Whether a lane says of a run of so many tasks what its bars do not.
    pub fn is_worth_a_lane(&self, tasks: usize) -> bool {
        let [running, held_up] = self.most;
        tasks > FEW && (running > 1.0 || held_up > 0.0)
    }

    fn take_in(&mut self, segment: &Segment) {
        let (from, until) = (segment.from.0 as f64, segment.until.0 as f64);
        let kind = match &segment.kind {
            SegmentKind::Attempt { outcome, .. } => {
                if is_failure(*outcome) {
                    self.failures.push(until);
                }
                0
            }
            SegmentKind::Wait {
                cause: WaitCause::Barrier | WaitCause::Halted,
                ..
            } => return,
            SegmentKind::Wait { .. } => 1,
            SegmentKind::Lost { .. } => return self.failures.push(from),
        };
        self.spans.push((from, until, kind));
    }

    /// What happens in each of `count` pixels from `left` on.
    pub fn columns(&self, scale: &Scale, left: f64, count: usize) -> Vec<Column> {
        let per_milli = scale.width / scale.end.0 as f64;
        let place = |millis: f64| {
            let x = scale.left + millis * per_milli - left;
            x.clamp(0.0, count as f64)
        };
        // Whole pixels are counted where they begin and where they end, parts of pixels where they are.
        let mut changes = vec![[0.0_f64; 2]; count + 2];
        let mut parts = vec![[0.0_f64; 2]; count + 2];
        for &(from, until, kind) in &self.spans {
            let (from, until) = (place(from), place(until));
            let (first, last) = (from as usize, until as usize);
            if first == last {
                parts[first][kind] += until - from;
                continue;
            }
            parts[first][kind] += (first + 1) as f64 - from;
            parts[last][kind] += until - last as f64;
            changes[first + 1][kind] += 1.0;
            changes[last][kind] -= 1.0;
        }
        let mut columns = vec![Column::default(); count];
        let mut now = [0.0; 2];
        for (index, column) in columns.iter_mut().enumerate() {
            for kind in 0..2 {
                now[kind] += changes[index][kind];
            }
            column.running = now[0] + parts[index][0];
            column.held_up = now[1] + parts[index][1];
        }
        for &at in &self.failures {
            let x = scale.left + at * per_milli - left;
            if let Some(column) = (x >= 0.0).then(|| columns.get_mut(x as usize)).flatten() {
                column.failures += 1;
            }
        }
        columns
    }
}

fn is_failure(outcome: AttemptOutcome) -> bool {
    use AttemptOutcome::{Crashed, Failed, NodeLost, TimedOut};
    matches!(outcome, Crashed | Failed | NodeLost | TimedOut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::fixtures::{crash_loop, frontend};
    use crate::time::Millis;

    #[test]
    fn tasks_are_counted_while_they_run() {
        let chart = Chart::of(&frontend());
        let load = Load::of(&chart);
        assert_eq!(load.most, [3.0, 0.0]);
        let scale = Scale::new(0.0, 95.0, chart.end);
        let running: Vec<f64> = load
            .columns(&scale, 0.0, 95)
            .iter()
            .map(|it| it.running)
            .collect();
        let expected: Vec<f64> = (0..95)
            .map(|second| match second {
                0..20 => 3.0,
                20..60 => 2.0,
                _ => 1.0,
            })
            .collect();
        assert_eq!(running, expected);
    }

    #[test]
    fn all_time_is_there_whatever_the_pixels() {
        let chart = Chart::of(&crash_loop());
        let load = Load::of(&chart);
        let total = |column: fn(&Column) -> f64, width: f64| {
            let scale = Scale::new(3.3, width, chart.end);
            let columns = load.columns(&scale, 0.0, width as usize + 10);
            columns.iter().map(column).sum::<f64>() / width * chart.end.0 as f64
        };
        for width in [7.0, 100.0, 1_111.0] {
            assert!(
                (total(|it| it.running, width) - 69_000.0).abs() < 1.0,
                "45 + 4 × 3 + 12 s"
            );
            assert!(
                (total(|it| it.held_up, width) - 70_000.0).abs() < 1.0,
                "10 + 20 + 40 s"
            );
        }
        let crashes: u32 = load
            .columns(&Scale::new(0.0, 50.0, chart.end), 0.0, 50)
            .iter()
            .map(|it| it.failures)
            .sum();
        assert_eq!(crashes, 4);
    }

    #[test]
    fn a_part_of_the_time_can_be_looked_at() {
        let chart = Chart::of(&frontend());
        let load = Load::of(&chart);
        let scale = Scale::new(0.0, 100.0, chart.end)
            .zoomed([Millis(10_000), Millis(30_000)], [0.0, 100.0]);
        let columns = load.columns(&scale, 0.0, 100);
        assert_eq!(
            (columns[0].running, columns[49].running, columns[51].running),
            (3.0, 3.0, 2.0)
        );
    }
}
