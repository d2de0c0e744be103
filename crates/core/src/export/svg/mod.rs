//! The timeline as a file in SVG that needs nothing else: no script, no font, no style of its surroundings.
//! It says in words what it shows, to whoever cannot see it and whoever points at something.

mod fan;
mod frame;
mod lane;
mod legend;
mod letters;
mod palette;
mod pen;
mod rows;
mod write;

use crate::picture::chart::Chart;
use crate::picture::fan::Fan;
use crate::picture::ghost::Ghost;
use crate::picture::layout::Layout;
use crate::picture::moved::Than;
use crate::picture::paint::{Scene, barriers, ghost, ground, halt_line, path, unknown};
use crate::report::Report;
use frame::Frame;
use palette::style;
use pen::SvgPen;
use write::{N, escaped};

/// How narrow and how wide a picture may be, in pixels.
pub const NARROWEST: u32 = 280;
/// The widest.
pub const WIDEST: u32 = 8_000;

/// How a picture looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// How wide it is, in pixels; what is outside of [`NARROWEST`] and [`WIDEST`] is taken as the nearer one.
    pub width: u32,
    /// In which colours.
    pub theme: Theme,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 960,
            theme: Theme::Auto,
        }
    }
}

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Those that the reader's system is set to.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The theme of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let themes = [Self::Auto, Self::Light, Self::Dark];
        themes.into_iter().find(|theme| theme.name() == name)
    }

    /// `auto`, `light` or `dark`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What is drawn beside the run.
#[derive(Debug, Clone, Default)]
pub struct Beside<'a> {
    /// Another run, whose outlines stand behind the bars, and what it is.
    pub behind: Option<(&'a Report, Than)>,
    /// When many runs end; without it that of the report's own forecast, if it has one.
    pub fan: Option<Fan>,
}

/// Draws a run. `summary` says what happened and why, in sentences; the first of them stands above the
/// picture, all of them are read to those who cannot see it.
pub fn svg(report: &Report, summary: &[String], look: &Look) -> String {
    svg_beside(report, &Beside::default(), summary, look)
}

/// The same with something beside it.
pub fn svg_beside(report: &Report, beside: &Beside<'_>, summary: &[String], look: &Look) -> String {
    let mut chart = Chart::of(report);
    let behind = beside
        .behind
        .map(|(other, than)| Ghost::of(other, &chart, report, than));
    if let Some(behind) = &behind {
        chart.make_room_for(behind, report);
    }
    let forecast = || report.forecast.as_ref().map(Fan::of);
    let fan = beside.fan.clone().or_else(forecast).unwrap_or_default();
    if !chart.is_halted {
        chart.end = chart.end.max(fan.end());
    }
    let width = f64::from(look.width.clamp(NARROWEST, WIDEST));
    let layout = Layout::new(&chart, width);
    let scene = Scene {
        report,
        chart: &chart,
        ghost: behind.as_ref(),
        layout: &layout,
        top: 0.0,
        height: layout.height(),
    };
    let frame = Frame::new(scene, &fan, summary);
    let mut pen = SvgPen::default();
    frame.heading(&mut pen);
    rows::grounds(&mut pen, &frame);
    draw(&mut pen, &frame);
    fan::fan(&mut pen, &frame);
    frame.lane(&mut pen);
    frame.axis(&mut pen);
    legend::legend(&mut pen, &frame);
    document(&pen, &frame, look.theme)
}

/// The bars and everything between them.
fn draw(pen: &mut SvgPen, frame: &Frame<'_>) {
    let scene = frame.scene;
    let rows = 0..frame.chart.rows.len();
    pen.open(&format!("transform=\"translate(0 {})\"", N(frame.top())));
    pen.open("aria-hidden=\"true\"");
    ground(pen, &scene);
    ghost(pen, &scene, &rows);
    barriers(pen, &scene, &rows);
    path(pen, &scene, &rows);
    // Above their bars labels may reach over the halt; beside them only what belongs to bars does.
    let is_behind = frame.layout.is_stacked();
    if is_behind {
        halt_line(pen, &scene);
    }
    pen.close();
    for row in rows {
        rows::row(pen, &scene, row);
    }
    pen.open("aria-hidden=\"true\"");
    unknown(pen, &scene);
    if !is_behind {
        halt_line(pen, &scene);
    }
    pen.close();
    pen.close();
}

fn document(pen: &SvgPen, frame: &Frame<'_>, theme: Theme) -> String {
    let (width, height) = (N(frame.layout.width), N(frame.height()));
    let title = format!("Timeline of the stage {}", frame.report.stage);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"laneway-{name}\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"graphics-document document\">\n\
         <title>{title}</title>\n<desc>{summary}</desc>\n<style>{style}</style>\n{body}</svg>\n",
        name = theme.name(),
        title = escaped(&title),
        summary = escaped(&frame.summary.join(" ")),
        style = style(theme, pen.used()),
        body = pen.text(),
    )
}
