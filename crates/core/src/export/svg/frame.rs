//! What stands around the bars: the ground, a heading with the first sentence, and the axis.

use super::fan::{self, Mark as FanMark};
use super::lane;
use super::legend::{self, Entry};
use super::letters::{width, wrapped};
use super::palette::Color;
use super::pen::{SMALL, SvgPen};
use super::rows::BOLD;
use super::write::N;
use crate::picture::chart::Chart;
use crate::picture::fan::Fan;
use crate::picture::layout::{Layout, Rect};
use crate::picture::load::Load;
use crate::picture::marks::{Mark, marks, other_end};
use crate::picture::paint::{Anchor, Ink, Pen as _, Scene, Stroke};
use crate::picture::scale::{TICK_GAP, label};
use crate::report::Report;

/// What a picture keeps from its edges.
pub(super) const MARGIN: f64 = 16.0;
/// From edge to the middle of the heading, and from it to the first line below.
const HEADING: f64 = 26.0;
const BELOW_HEADING: f64 = 22.0;
const LINE: f64 = 18.0;
const AXIS: f64 = 46.0;
const SIZE: f64 = 13.0;
/// The sentence must not touch the edge in a font that is wider than usual.
const WIDER: f64 = 1.08;
/// The most lines that the sentence above the picture takes.
const MOST_LINES: usize = 3;

/// A picture and its parts, with the places of those around it.
pub(super) struct Frame<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) report: &'a Report,
    pub(super) chart: &'a Chart,
    pub(super) layout: &'a Layout,
    pub(super) summary: &'a [String],
    /// The signs that occur, with their places below the bars.
    pub(super) signs: Vec<(Entry, (f64, f64))>,
    /// How many tasks run at once, where that says something.
    pub(super) load: Option<Load>,
    /// When many runs end, as far as the axis reaches.
    pub(super) fan: Vec<FanMark>,
    /// The sentence above the picture, in lines.
    lines: Vec<String>,
    legend_height: f64,
}

impl<'a> Frame<'a> {
    pub(super) fn new(scene: Scene<'a>, fan: &Fan, summary: &'a [String]) -> Self {
        let Scene {
            report,
            chart,
            layout,
            ..
        } = scene;
        let (signs, legend_height) = legend::places(&scene);
        // Quotes in a sentence mark names in a text; here the names speak for themselves.
        let headline = summary
            .first()
            .map(|it| it.replace('`', ""))
            .unwrap_or_default();
        let load = Load::of(chart);
        let told = fan.told(&layout.scale).into_iter();
        let told = told
            .map(|(words, at)| (words, layout.scale.x(at)))
            .collect();
        Self {
            scene,
            report,
            chart,
            layout,
            summary,
            signs,
            load: Some(load).filter(|load| load.is_worth_a_lane(report.tasks.len())),
            fan: fan::marks(told, layout.width),
            lines: wrapped(
                &headline,
                SIZE * WIDER,
                layout.width - 2.0 * MARGIN,
                MOST_LINES,
            ),
            legend_height,
        }
    }

    /// Where the axis begins.
    fn axis_top(&self) -> f64 {
        HEADING + BELOW_HEADING + self.lines.len() as f64 * LINE
    }

    /// Where the axis ends.
    fn axis_bottom(&self) -> f64 {
        self.axis_top() + AXIS
    }

    /// Where the rows begin.
    pub(super) fn top(&self) -> f64 {
        let lane = self.load.as_ref().map(|_| lane::height(self.layout));
        self.axis_bottom() + lane.unwrap_or_default()
    }

    /// Where they end.
    pub(super) fn rows_bottom(&self) -> f64 {
        self.top() + self.layout.height()
    }

    /// Where the legend begins.
    pub(super) fn bottom(&self) -> f64 {
        self.rows_bottom() + fan::height(&self.fan)
    }

    /// How high the whole picture is.
    pub(super) fn height(&self) -> f64 {
        (self.bottom() + self.legend_height).ceil()
    }

    /// The ground, what the picture shows, and what came of it.
    pub(super) fn heading(&self, pen: &mut SvgPen) {
        let page = Rect {
            x: 0.0,
            y: 0.0,
            width: self.layout.width,
            height: self.height(),
        };
        pen.round(page, 8.0, Color::Surface.filled());
        pen.round(page.inset(0.5), 7.5, Color::Line.drawn());
        let stage = pen.fitted(
            &self.report.stage,
            (page.width - 2.0 * MARGIN) * SMALL / (16.0 * BOLD),
        );
        pen.words(&stage, (MARGIN, HEADING), "strong title", 16.0, Color::Text);
        let counts = counts(self.report);
        let x = MARGIN + width(&stage, 16.0 * BOLD) + 10.0;
        if x + width(&counts, SMALL) <= page.width - MARGIN {
            pen.words(&counts, (x, HEADING + 1.0), "small", SMALL, Color::Muted);
        }
        for (line, number) in self.lines.iter().zip(0_u32..) {
            let y = HEADING + BELOW_HEADING + f64::from(number) * LINE;
            pen.words(line, (MARGIN, y), "headline", SIZE, Color::Text);
        }
    }

    /// Elapsed time, and where the stage ended.
    pub(super) fn axis(&self, pen: &mut SvgPen) {
        let (scale, top, bottom) = (&self.layout.scale, self.axis_top(), self.axis_bottom());
        let mut marks = marks(self.report, scale);
        let other = self.scene.ghost;
        marks.extend(other.and_then(|ghost| other_end(ghost, scale, &marks)));
        pen.open("aria-hidden=\"true\"");
        let line = Stroke::new(Ink::Grid, 1.0);
        let y = pen.sharp(bottom - 1.0);
        pen.line((0.5, y), (self.layout.width - 0.5, y), line);
        for tick in scale.ticks(TICK_GAP) {
            let (x, text) = (scale.x(tick), label(tick));
            if marks.iter().all(|mark| mark.leaves_room_for(x, &text)) {
                pen.anchored(
                    &text,
                    (x, bottom - 11.0),
                    Anchor::Middle,
                    "small",
                    SMALL,
                    Color::Muted,
                );
            }
        }
        for mark in &marks {
            self.mark(pen, mark, top);
        }
        pen.close();
    }

    /// How much runs at once, if that says something.
    pub(super) fn lane(&self, pen: &mut SvgPen) {
        if let Some(load) = &self.load {
            lane::lane(pen, self, load, self.axis_bottom());
        }
    }

    /// A line down to the rows, with its text towards the middle, so that it stays inside.
    fn mark(&self, pen: &mut SvgPen, mark: &Mark, top: f64) {
        let stroke = match mark.is_halt {
            true => Stroke::new(Ink::Halted, 2.0),
            false => Stroke::new(Ink::Barrier, 1.0).dashed([1.0, 3.0]),
        };
        let x = if mark.is_halt {
            mark.x
        } else {
            pen.sharp(mark.x)
        };
        pen.line((x, top + 4.0), (x, self.top()), stroke);
        let (classes, color) = match mark.is_halt {
            true => ("small strong", Color::Text),
            false => ("small", Color::Text),
        };
        let (x, anchor) = match mark.x > self.layout.width / 2.0 {
            true => (x - 6.0, Anchor::End),
            false => (x + 6.0, Anchor::Start),
        };
        pen.anchored(&mark.text, (x, top + 11.0), anchor, classes, SMALL, color);
    }
}

/// `3 steps, 4 tasks`.
fn counts(report: &Report) -> String {
    let counted = |count: usize, noun: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {noun}{plural}")
    };
    let (steps, tasks) = (report.steps.len(), report.tasks.len());
    format!("{}, {}", counted(steps, "step"), counted(tasks, "task"))
}

/// Where a group stands.
pub(super) fn at(x: f64, y: f64) -> String {
    format!("transform=\"translate({} {})\"", N(x), N(y))
}
