//! The file as a pen.

use super::letters;
use super::palette::{Color, Use};
use super::write::{N, escaped};
use crate::picture::layout::Rect;
use crate::picture::paint::{Anchor, Glyph, Ink, Pen, Point, RADIUS, Stroke};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Size of small texts, in pixels.
pub(super) const SMALL: f64 = 11.5;
/// From the middle of a line of text to its base line, as a share of the font's size.
const BASE_LINE: f64 = 0.35;

/// What has been drawn, and the classes that it needs.
#[derive(Debug, Default)]
pub(super) struct SvgPen {
    text: String,
    used: BTreeSet<Use>,
}

impl SvgPen {
    /// All elements so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The classes that they need.
    pub(super) fn used(&self) -> &BTreeSet<Use> {
        &self.used
    }

    /// Begins a group with these attributes.
    pub(super) fn open(&mut self, attributes: &str) {
        self.put(format_args!("<g {attributes}>\n"));
    }

    /// Ends it.
    pub(super) fn close(&mut self) {
        self.put(format_args!("</g>\n"));
    }

    /// What the group is called: read aloud, and shown to whoever points at it.
    pub(super) fn title(&mut self, title: &str) {
        self.put(format_args!("<title>{}</title>\n", escaped(title)));
    }

    /// A box that is not seen, and says this when it is pointed at.
    pub(super) fn told(&mut self, rect: Rect, words: &str) {
        let place = place(rect);
        let words = escaped(words);
        self.put(format_args!(
            "<rect {place} fill=\"none\" pointer-events=\"all\"><title>{words}</title></rect>\n"
        ));
    }

    /// A shape with round corners: filled, or an outline.
    pub(super) fn round(&mut self, rect: Rect, radius: f64, how: Use) {
        let (place, radius) = (place(rect), N(radius));
        let (class, fill) = (
            self.class(how),
            if how.is_drawn() { " fill=\"none\"" } else { "" },
        );
        self.put(format_args!(
            "<rect {place} rx=\"{radius}\"{fill} class=\"{class}\"/>\n"
        ));
    }

    /// A text that begins at a point. `classes` are those beside its colour; `size` is theirs, in pixels.
    pub(super) fn words(&mut self, text: &str, at: Point, classes: &str, size: f64, color: Color) {
        self.anchored(text, at, Anchor::Start, classes, size, color);
    }

    /// A name that begins at a point; of a task's, its kind stands back.
    pub(super) fn name(&mut self, name: &str, (x, y): Point, classes: &str, size: f64) {
        let (kind, own) = match name.split_once('.') {
            Some((kind, own)) if !classes.contains("strong") => (kind, own),
            _ => return self.words(name, (x, y), classes, size, Color::Text),
        };
        let (text, muted) = (
            self.class(Color::Text.filled()),
            self.class(Color::Muted.filled()),
        );
        let (x, y) = (N(x), N(y + size * BASE_LINE));
        let (kind, own) = (escaped(kind), escaped(own));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"{classes} {text}\"><tspan class=\"{muted}\">{kind}.</tspan>{own}</text>\n"
        ));
    }

    /// A text whose place is where `anchor` says.
    pub(super) fn anchored(
        &mut self,
        text: &str,
        (x, y): Point,
        anchor: Anchor,
        classes: &str,
        size: f64,
        color: Color,
    ) {
        let class = self.class(color.filled());
        let (x, y) = (N(x), N(y + size * BASE_LINE));
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\"{anchor} class=\"{classes} {class}\">{text}</text>\n"
        ));
    }

    /// A path with these attributes beside its colour.
    pub(super) fn path(&mut self, data: &str, attributes: &str, how: Use) {
        let class = self.class(how);
        self.put(format_args!(
            "<path d=\"{data}\"{attributes} class=\"{class}\"/>\n"
        ));
    }

    fn class(&mut self, how: Use) -> String {
        self.used.insert(how);
        how.class()
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = self.text.write_fmt(text);
    }
}

impl Pen for SvgPen {
    fn sharp(&self, at: f64) -> f64 {
        at.round() + 0.5
    }

    fn width(&self, text: &str) -> f64 {
        letters::width(text, SMALL)
    }

    fn lines(&mut self, lines: impl Iterator<Item = (Point, Point)>, stroke: Stroke) {
        let mut data = String::new();
        for ((x1, y1), (x2, y2)) in lines {
            let _ = write!(data, "M{} {}L{} {}", N(x1), N(y1), N(x2), N(y2));
        }
        let mut attributes = String::new();
        if stroke.width != 1.0 {
            let _ = write!(attributes, " stroke-width=\"{}\"", N(stroke.width));
        }
        if let Some([dash, gap]) = stroke.dash {
            let _ = write!(attributes, " stroke-dasharray=\"{} {}\"", N(dash), N(gap));
        }
        if !data.is_empty() {
            self.path(&data, &attributes, Color::from(stroke.ink).drawn());
        }
    }

    fn fill(&mut self, rect: Rect, ink: Ink, share: f64) {
        let (place, share) = (place(rect), opacity(share));
        let class = self.class(Color::from(ink).filled());
        self.put(format_args!("<rect {place}{share} class=\"{class}\"/>\n"));
    }

    fn body(&mut self, rect: Rect, ink: Ink, share: f64) {
        let (place, share) = (place(rect), opacity(share));
        let radius = N(RADIUS.min(rect.width / 2.0).max(0.0));
        let class = self.class(Color::from(ink).filled());
        self.put(format_args!(
            "<rect {place} rx=\"{radius}\"{share} class=\"{class}\"/>\n"
        ));
    }

    fn outline(&mut self, rect: Rect, ink: Ink, is_dotted: bool) {
        if rect.width < 3.0 {
            return;
        }
        let place = place(rect.inset(0.5));
        let radius = N((RADIUS - 0.5).min(rect.width / 2.0 - 0.5).max(0.0));
        let dash = if is_dotted {
            " stroke-dasharray=\"2 3\""
        } else {
            ""
        };
        let class = self.class(Color::from(ink).drawn());
        self.put(format_args!(
            "<rect {place} rx=\"{radius}\" fill=\"none\"{dash} class=\"{class}\"/>\n"
        ));
    }

    fn text(&mut self, text: &str, at: Point, anchor: Anchor, ink: Ink) {
        self.anchored(text, at, anchor, "small halo", SMALL, ink.into());
    }

    fn glyph(&mut self, glyph: Glyph, (x, y): Point, ink: Ink) {
        let mut data = String::new();
        for stroke in glyph.strokes() {
            for (index, (dx, dy)) in stroke.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                let _ = write!(data, "{command}{} {}", N(x + dx), N(y + dy));
            }
        }
        if glyph == Glyph::Clock {
            let (left, right, radius) = (N(x - Glyph::CLOCK), N(x + Glyph::CLOCK), N(Glyph::CLOCK));
            let (y, arc) = (N(y), format!("A{radius} {radius} 0 1 1"));
            let _ = write!(data, "M{right} {y}{arc} {left} {y}{arc} {right} {y}");
        }
        let attributes = format!(
            " stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"",
            Glyph::WIDTH
        );
        self.path(&data, &attributes, Color::from(ink).drawn());
    }

    fn diamond(&mut self, (x, y): Point, radius: f64, fill: Ink, halo: Ink) {
        let corners = [(0.0, -radius), (radius, 0.0), (0.0, radius), (-radius, 0.0)];
        let points: Vec<String> = corners
            .map(|(dx, dy)| format!("{},{}", N(x + dx), N(y + dy)))
            .into();
        let points = points.join(" ");
        let fill = self.class(Color::from(fill).filled());
        let halo = self.class(Color::from(halo).drawn());
        self.put(format_args!(
            "<polygon points=\"{points}\" stroke-width=\"1.5\" class=\"{fill} {halo}\"/>\n"
        ));
    }
}

fn place(rect: Rect) -> String {
    let (x, y, width, height) = (N(rect.x), N(rect.y), N(rect.width), N(rect.height));
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn opacity(share: f64) -> String {
    if share < 1.0 {
        format!(" fill-opacity=\"{}\"", N(share))
    } else {
        String::new()
    }
}
