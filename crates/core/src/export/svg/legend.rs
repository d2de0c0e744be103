//! The legend below the bars: each sign that occurs, drawn with the same pen in small, and what it means.

use super::frame::{Frame, MARGIN, at};
use super::letters::width;
use super::palette::Color;
use super::pen::{SMALL, SvgPen};
use crate::picture::layout::Rect;
use crate::picture::legend::{Sign, legend as signs};
use crate::picture::moved::Than;
use crate::picture::paint::{Glyph, Ink, Pen, Point, Scene, Stroke};

/// How wide the drawing of a sign is, and what keeps it from its meaning and from the next sign.
const DRAWING: f64 = 26.0;
const GAP: f64 = 7.0;
const APART: f64 = 18.0;
const LINE: f64 = 21.0;
const ABOVE: f64 = 12.0;
/// A bar in small.
const BAR: Rect = Rect {
    x: 0.0,
    y: -6.0,
    width: DRAWING,
    height: 12.0,
};

/// What a legend lists.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    /// A sign of the run.
    Sign(Sign),
    /// The outlines of another one.
    Behind(Than),
}

impl Entry {
    fn meaning(self) -> &'static str {
        match self {
            Self::Sign(sign) => sign.meaning(),
            Self::Behind(than) => than.meaning(),
        }
    }
}

/// The signs that occur, each with the place of its left edge and its middle below the bars; and how high
/// all of them are.
pub(super) fn places(scene: &Scene<'_>) -> (Vec<(Entry, Point)>, f64) {
    let page = scene.layout.width;
    let (mut x, mut y) = (MARGIN, ABOVE + LINE / 2.0);
    let mut placed = Vec::new();
    let signs = signs(scene.report, scene.chart, &scene.layout.scale).into_iter();
    let behind = scene.ghost.map(|ghost| Entry::Behind(ghost.than));
    for entry in signs.map(Entry::Sign).chain(behind) {
        let own = DRAWING + GAP + width(entry.meaning(), SMALL);
        if x > MARGIN && x + own > page - MARGIN {
            (x, y) = (MARGIN, y + LINE);
        }
        placed.push((entry, (x, y)));
        x += own + APART;
    }
    let height = if placed.is_empty() {
        0.0
    } else {
        y + LINE / 2.0 + ABOVE
    };
    (placed, height)
}

/// Draws them.
pub(super) fn legend(pen: &mut SvgPen, frame: &Frame<'_>) {
    if frame.signs.is_empty() {
        return;
    }
    let y = pen.sharp(frame.bottom());
    pen.line(
        (0.5, y),
        (frame.layout.width - 0.5, y),
        Stroke::new(Ink::Grid, 1.0),
    );
    pen.open("aria-hidden=\"true\"");
    for &(entry, (x, y)) in &frame.signs {
        pen.open(&at(x, frame.bottom() + y));
        match entry {
            Entry::Sign(sign) => draw(pen, sign),
            Entry::Behind(_) => {
                pen.body(BAR, Ink::Muted, 0.16);
                pen.outline(BAR, Ink::Muted, true);
            }
        }
        pen.words(
            entry.meaning(),
            (DRAWING + GAP, 0.0),
            "small",
            SMALL,
            Color::Muted,
        );
        pen.close();
    }
    pen.close();
}

/// A sign, as the bars have it; its left edge and its middle are at zero.
fn draw(pen: &mut impl Pen, sign: Sign) {
    let across = |pen: &mut _, stroke| line(pen, (0.0, 0.5), (DRAWING, 0.5), stroke);
    let down = |pen: &mut _, ink, width| {
        line(pen, (13.0, -7.0), (13.0, 7.0), Stroke::new(ink, width));
    };
    let waiting = |width| Stroke::new(Ink::Waiting, width);
    match sign {
        Sign::Succeeded => bar(pen, Ink::Succeeded, Some((Glyph::Check, Ink::Glyph))),
        Sign::Failed => bar(pen, Ink::Failed, Some((Glyph::Cross, Ink::GlyphOnDark))),
        Sign::TimedOut => bar(pen, Ink::Failed, Some((Glyph::Clock, Ink::GlyphOnDark))),
        Sign::Background => {
            pen.body(BAR, Ink::Succeeded, 0.4);
            pen.striped(BAR, 3.0, Stroke::new(Ink::Succeeded, 1.6));
            pen.outline(BAR, Ink::Outline, false);
        }
        Sign::BackOff => {
            pen.body(BAR, Ink::BackOff, 1.0);
            pen.hatched(BAR, 5.0, Stroke::new(Ink::Hatch, 1.2));
            pen.outline(BAR, Ink::Outline, false);
        }
        Sign::StillRunning => {
            let solid = Rect { width: 13.0, ..BAR };
            pen.boxed(solid, Ink::Running, Ink::Outline);
            for slice in (0..3).map(f64::from) {
                let inset = slice * 1.2;
                let piece = Rect {
                    x: 15.0 + slice * 4.0,
                    y: BAR.y + inset,
                    width: 2.4,
                    height: BAR.height - 2.0 * inset,
                };
                pen.fill(piece, Ink::Running, 1.0 - slice * 0.22);
            }
        }
        Sign::NeverRan => pen.outline(BAR, Ink::NeverRan, true),
        Sign::Waiting => {
            across(pen, waiting(1.0));
            line(pen, (0.5, -2.5), (0.5, 3.5), waiting(1.0));
        }
        Sign::Slot => across(pen, waiting(1.5).dashed([5.0, 3.0])),
        Sign::Apply => across(pen, waiting(1.0).dashed([8.0, 2.0])),
        Sign::ImagePull => across(pen, waiting(2.0).dashed([1.5, 2.5])),
        Sign::Room => across(pen, waiting(2.5).dashed([3.0, 5.0])),
        Sign::NodeLost => across(pen, Stroke::new(Ink::Failed, 3.0).dashed([2.0, 4.0])),
        Sign::Barrier => {
            down(pen, Ink::Barrier, 1.0);
            pen.diamond((13.0, 0.0), 4.5, Ink::Barrier, Ink::Surface);
        }
        Sign::Deadline => down(pen, Ink::Failed, 2.0),
        Sign::CriticalPath => {
            line(
                pen,
                (0.0, -2.5),
                (14.0, -2.5),
                Stroke::new(Ink::Critical, 3.0),
            );
            line(
                pen,
                (13.0, -2.5),
                (13.0, 3.5),
                Stroke::new(Ink::Critical, 2.0),
            );
            line(
                pen,
                (12.0, 3.5),
                (DRAWING, 3.5),
                Stroke::new(Ink::Critical, 3.0),
            );
        }
        Sign::Slack => {
            across(pen, Stroke::new(Ink::Slack, 1.0));
            let end = DRAWING - 0.5;
            line(pen, (end, -3.5), (end, 4.5), Stroke::new(Ink::Slack, 1.0));
        }
        Sign::Halt => down(pen, Ink::Halted, 2.0),
        Sign::Together => together(pen),
    }
}

/// From bottom to top what ran, what failed, and back-off; the rest is the time between.
fn together(pen: &mut impl Pen) {
    let mut foot = BAR.y + BAR.height;
    for (ink, height) in [
        (Ink::Succeeded, 4.0),
        (Ink::Failed, 3.0),
        (Ink::BackOff, 4.0),
    ] {
        foot -= height;
        let share = Rect {
            y: foot,
            height,
            ..BAR
        };
        pen.fill(share, ink, 1.0);
    }
    let foot = BAR.y + BAR.height;
    line(
        pen,
        (0.0, foot),
        (DRAWING, foot),
        Stroke::new(Ink::Outline, 1.0),
    );
}

fn line(pen: &mut impl Pen, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
    pen.line(from, to, stroke);
}

fn bar(pen: &mut impl Pen, fill: Ink, glyph: Option<(Glyph, Ink)>) {
    pen.boxed(BAR, fill, Ink::Outline);
    if let Some((glyph, ink)) = glyph {
        pen.glyph(glyph, (18.0, 0.0), ink);
    }
}
