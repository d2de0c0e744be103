//! How many tasks run at once, and how many are held up: two lines below the rows, on one scale.

use super::mark::{Charset, Mark};
use super::scale::Scale;
use anstyle::Style;
use laneway_core::picture::chart::Chart;
use laneway_core::picture::load::{Column, Load};
use laneway_core::picture::scale;
use laneway_core::report::Report;

/// One of the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) label: &'static str,
    /// A character for each column of the axis.
    pub(crate) text: String,
    /// What the highest stands for.
    pub(crate) most: String,
    pub(crate) style: Style,
}

/// The lines of a run; none where they would say nothing that the rows do not.
pub(crate) fn of(report: &Report, scale: Scale, charset: Charset) -> Vec<Level> {
    let load = Load::of(&Chart::of(report));
    if !load.is_worth_a_lane(report.tasks.len()) {
        return Vec::new();
    }
    let axis = scale::Scale::new(0.0, scale.cells() as f64, scale.horizon());
    let columns = load.columns(&axis, 0.0, scale.cells());
    let [running, held_up] = load.most;
    let level = |label, count: fn(&Column) -> f64, most: f64, mark: Mark| {
        let heights = columns
            .iter()
            .map(|it| charset.height(count(it), running.max(held_up)));
        Level {
            label,
            text: heights.collect(),
            most: format!("at most {most}"),
            style: mark.style(),
        }
    };
    let levels = [
        level("running", |it| it.running, running, Mark::Work),
        level("held up", |it| it.held_up, held_up, Mark::BackOff),
    ];
    let is_there = [running > 0.0, held_up > 0.0];
    let levels = levels.into_iter().zip(is_there).filter(|it| it.1);
    levels.map(|it| it.0).collect()
}

impl Charset {
    /// So many tasks as a part of the most; where there are no such characters, in figures.
    fn height(self, count: f64, most: f64) -> char {
        // None is as high as a bar, which would touch it.
        const HEIGHTS: [char; 8] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇'];
        // What lasted less than a column counts less than one.
        let up = |share: f64| (share - 1e-6).ceil().max(0.0) as usize;
        match self {
            Self::Unicode => HEIGHTS[up(count / most.max(1.0) * 7.0).min(7)],
            Self::Ascii => match up(count) {
                0 => ' ',
                few @ 1..=9 => char::from(b'0' + few as u8),
                _ => '+',
            },
        }
    }
}
