//! What draws: the few strokes that every picture is made of, in colours that are named by what they mean.

use crate::picture::layout::Rect;

/// How round the corners of bars are, in pixels.
pub const RADIUS: f64 = 3.0;

/// A place, in pixels: to the right, and down.
pub type Point = (f64, f64);

/// What draws a picture. The page's canvas is one, a file in SVG another.
pub trait Pen {
    /// The nearest place at which a line one pixel wide is sharp.
    fn sharp(&self, at: f64) -> f64;

    /// How wide a text is.
    fn width(&self, text: &str) -> f64;

    /// Lines, each from one point to another.
    fn lines(&mut self, lines: impl Iterator<Item = (Point, Point)>, stroke: Stroke);

    /// A box with sharp corners and without an outline, in a share of its colour.
    fn fill(&mut self, rect: Rect, ink: Ink, share: f64);

    /// The ground of a bar: a box with round corners, in a share of its colour.
    fn body(&mut self, rect: Rect, ink: Ink, share: f64);

    /// The outline of a bar, inside its edge, one pixel wide; none around what is hardly wider than that.
    fn outline(&mut self, rect: Rect, ink: Ink, is_dotted: bool);

    /// A text, centred at the height of `at`. Lines do not run through it.
    fn text(&mut self, text: &str, at: Point, anchor: Anchor, ink: Ink);

    /// A small sign, 8 pixels high, with its centre there.
    fn glyph(&mut self, glyph: Glyph, at: Point, ink: Ink);

    /// A small square on its corner, with a halo.
    fn diamond(&mut self, at: Point, radius: f64, fill: Ink, halo: Ink);

    /// A line.
    fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.lines(std::iter::once((from, to)), stroke);
    }

    /// A bar with an outline.
    fn boxed(&mut self, rect: Rect, fill: Ink, outline: Ink) {
        self.body(rect, fill, 1.0);
        self.outline(rect, outline, false);
    }

    /// Diagonal lines inside a bar.
    fn hatched(&mut self, rect: Rect, gap: f64, stroke: Stroke) {
        self.lines(hatching(rect, gap), stroke);
    }

    /// Lines along a bar.
    fn striped(&mut self, rect: Rect, gap: f64, stroke: Stroke) {
        let mut y = rect.y + gap;
        while y < rect.y + rect.height - 1.0 {
            let sharp = self.sharp(y);
            self.line((rect.x, sharp), (rect.x + rect.width, sharp), stroke);
            y += gap;
        }
    }

    /// The text, or as much of its beginning as there is room for.
    fn fitted(&self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let cut = |end: usize| format!("{}…", text[..end].trim_end());
        let ends: Vec<usize> = text.char_indices().map(|(end, _)| end).collect();
        let count = ends.partition_point(|&end| self.width(&cut(end)) <= room);
        count
            .checked_sub(1)
            .map(|last| cut(ends[last]))
            .unwrap_or_default()
    }
}

/// The diagonals within `rect`. They are counted from the left edge of the page, so that hatching is one
/// cloth from bar to bar.
fn hatching(rect: Rect, gap: f64) -> impl Iterator<Item = (Point, Point)> {
    let (left, right, bottom) = (rect.x, rect.x + rect.width, rect.y + rect.height);
    let first = ((left - rect.height) / gap).floor() * gap;
    let starts = (1_u32..).map(move |n| first + f64::from(n) * gap);
    starts.take_while(move |&x| x < right).map(move |x| {
        let (from, to) = (x.max(left), (x + rect.height).min(right));
        ((from, bottom - (from - x)), (to, bottom - (to - x)))
    })
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub ink: Ink,
    /// How thick, in pixels.
    pub width: f64,
    /// How long dashes and gaps are, in pixels, unless it is drawn through.
    pub dash: Option<[f64; 2]>,
}

impl Stroke {
    /// A line that is drawn through.
    pub const fn new(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dash: None,
        }
    }

    /// With dashes and gaps of these lengths.
    #[must_use]
    pub const fn dashed(self, dash: [f64; 2]) -> Self {
        Self {
            dash: Some(dash),
            ..self
        }
    }
}

/// Where the place of a text is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// A colour, by what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Behind everything.
    Surface,
    /// Lines of the grid.
    Grid,
    /// Quiet texts.
    Muted,
    /// Glyphs on a light bar.
    Glyph,
    /// Glyphs on the bar of a task that is not waited for.
    GlyphOnTexture,
    /// Glyphs on a dark bar.
    GlyphOnDark,
    /// Around bars.
    Outline,
    /// Succeeded and ready.
    Succeeded,
    /// Still running.
    Running,
    /// Lines of waits.
    Waiting,
    /// Barriers.
    Barrier,
    /// Ground of a back-off.
    BackOff,
    /// Hatching of a back-off.
    Hatch,
    /// Failed and crashed.
    Failed,
    /// Whiskers.
    Slack,
    /// The halt.
    Halted,
    /// Boxes of what never ran.
    NeverRan,
    /// The critical path.
    Critical,
}

/// What a glyph says without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// It worked.
    Check,
    /// It did not.
    Cross,
    /// Time was up: hands, in a circle with a radius of [`Glyph::CLOCK`].
    Clock,
}

impl Glyph {
    /// The radius of the clock's face.
    pub const CLOCK: f64 = 4.0;
    /// How thick the strokes of a glyph are.
    pub const WIDTH: f64 = 1.6;

    /// Its strokes, as points around its centre.
    pub const fn strokes(self) -> &'static [&'static [Point]] {
        match self {
            Self::Check => &[&[(-3.5, 0.2), (-1.0, 2.8), (3.5, -2.8)]],
            Self::Cross => &[&[(-2.8, -2.8), (2.8, 2.8)], &[(2.8, -2.8), (-2.8, 2.8)]],
            Self::Clock => &[&[(0.0, -2.4), (0.0, 0.4), (2.0, 1.4)]],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_and_goes_on_from_bar_to_bar() {
        let rect = |x, width| Rect {
            x,
            y: 10.0,
            width,
            height: 16.0,
        };
        let lines: Vec<_> = hatching(rect(7.0, 20.0), 5.0).collect();
        assert!(!lines.is_empty());
        for &((x1, y1), (x2, y2)) in &lines {
            assert!((7.0..=27.0).contains(&x1) && (7.0..=27.0).contains(&x2));
            assert!((10.0..=26.0).contains(&y1) && (10.0..=26.0).contains(&y2));
            assert_eq!(x2 - x1, y1 - y2, "45 degrees");
        }
        // All lie where x + y is a multiple of the gap, seen from the bar's bottom.
        let is_on_cloth = |(x, y): Point| (x - (26.0 - y)) % 5.0 == 0.0;
        assert!(hatching(rect(7.0, 20.0), 5.0).all(|(from, _)| is_on_cloth(from)));
        assert!(hatching(rect(113.0, 9.0), 5.0).all(|(from, _)| is_on_cloth(from)));
    }
}
