//! Vertical lines through the rows: the moments at which steps open, and the halt.

use super::layout::Row;
use super::mark::Mark;
use super::scale::Scale;
use laneway_core::report::StepRow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Draws where a step had to wait for the steps before it: from the first of those that opened
/// together before, down to the step itself. A task that is not waited for runs on over the line.
///
/// `rows_of` has the rows of each step.
pub(crate) fn draw_barriers(
    rows: &mut [Row],
    steps: &[StepRow],
    rows_of: &[Range<usize>],
    scale: Scale,
) {
    // Columns are few, however many steps there are: of several lines in one, the longest counts.
    let mut crossed = BTreeMap::new();
    let mut first_of_group = 0;
    for number in 1..steps.len() {
        let (Some(before), Some(opened)) = (steps[number - 1].start_ms, steps[number].start_ms)
        else {
            break;
        };
        if opened == before {
            continue;
        }
        let column = scale.edge(opened);
        let end = rows_of[number].start + usize::from(rows[rows_of[number].start].is_step);
        let start = rows_of[first_of_group].start;
        crossed.insert(column, end);
        // Between two rows of a serial workflow the ends of the bars say it already.
        if end - start > 1 {
            rows[start..end]
                .iter_mut()
                .for_each(|row| put_barrier(row, column));
        }
        first_of_group = number;
    }
    for (column, end) in crossed {
        rows[..end].iter_mut().for_each(|row| cross(row, column));
    }
}

/// Bars stay whole, but a service that was given up lets the line through while it waits to retry.
fn put_barrier(row: &mut Row, column: usize) {
    if let Some(cell @ (Mark::Empty | Mark::BackOff)) = row.cells.get_mut(column) {
        *cell = Mark::Barrier;
    }
}

fn cross(row: &mut Row, column: usize) {
    if row.cells.get(column) == Some(&Mark::Background) {
        row.cells[column] = Mark::Crossing;
    }
}

/// Draws the halt through all rows.
pub(crate) fn draw_halt(rows: &mut [Row], column: usize) {
    for row in rows {
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = Mark::Halt;
        }
    }
}
