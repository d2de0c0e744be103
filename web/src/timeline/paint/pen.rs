//! The few strokes that the picture is made of.

use crate::timeline::layout::Rect;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// How round the corners of bars are.
const RADIUS: f64 = 3.0;

/// A canvas, and how its pixels lie under those of the page.
pub(super) struct Pen<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    /// Device pixels per CSS pixel.
    pub(super) ratio: f64,
}

/// What a glyph says without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// It worked.
    Check,
    /// It did not.
    Cross,
    /// Time was up.
    Clock,
}

impl Pen<'_> {
    /// The nearest place at which a line one pixel wide is sharp.
    pub(super) fn sharp(&self, at: f64) -> f64 {
        ((at * self.ratio).round() + 0.5) / self.ratio
    }

    /// A line.
    pub(super) fn line(&self, from: (f64, f64), to: (f64, f64), width: f64, color: &str) {
        let context = self.context;
        context.set_stroke_style_str(color);
        context.set_line_width(width);
        context.begin_path();
        context.move_to(from.0, from.1);
        context.line_to(to.0, to.1);
        context.stroke();
    }

    /// A line of dashes and gaps of these lengths.
    pub(super) fn dashed(
        &self,
        from: (f64, f64),
        to: (f64, f64),
        dash: [f64; 2],
        width: f64,
        color: &str,
    ) {
        self.with_dash(dash, || self.line(from, to, width, color));
    }

    /// A filled box with an outline inside its edge.
    pub(super) fn boxed(&self, rect: Rect, fill: &str, outline: &str) {
        self.outline_path(rect);
        self.context.set_fill_style_str(fill);
        self.context.fill();
        self.outline(rect, outline);
    }

    /// The outline alone.
    pub(super) fn outline(&self, rect: Rect, color: &str) {
        let context = self.context;
        if rect.width < 3.0 {
            return;
        }
        let inner = Rect {
            x: rect.x + 0.5,
            y: rect.y + 0.5,
            width: rect.width - 1.0,
            height: rect.height - 1.0,
        };
        self.outline_path(inner);
        context.set_stroke_style_str(color);
        context.set_line_width(1.0);
        context.stroke();
    }

    /// A dotted outline.
    pub(super) fn dotted(&self, rect: Rect, color: &str) {
        self.with_dash([2.0, 3.0], || self.outline(rect, color));
    }

    /// Draws with only the inside of `rect` open.
    pub(super) fn inside(&self, rect: Rect, draw: impl FnOnce()) {
        self.context.save();
        self.outline_path(rect);
        self.context.clip();
        draw();
        self.context.restore();
    }

    /// Diagonal lines.
    pub(super) fn hatched(&self, rect: Rect, gap: f64, width: f64, color: &str) {
        self.inside(rect, || {
            let context = self.context;
            context.set_stroke_style_str(color);
            context.set_line_width(width);
            context.begin_path();
            // Counted from the left edge of the page, so that hatching is one cloth from bar to bar.
            let mut x = ((rect.x - rect.height) / gap).floor() * gap;
            while x < rect.x + rect.width {
                context.move_to(x, rect.y + rect.height);
                context.line_to(x + rect.height, rect.y);
                x += gap;
            }
            context.stroke();
        });
    }

    /// Lines along the bar.
    pub(super) fn striped(&self, rect: Rect, gap: f64, width: f64, color: &str) {
        self.inside(rect, || {
            let mut y = rect.y + gap;
            while y < rect.y + rect.height - 1.0 {
                let sharp = self.sharp(y);
                self.line((rect.x, sharp), (rect.x + rect.width, sharp), width, color);
                y += gap;
            }
        });
    }

    /// A text that ends or begins at `x`, centred at `y`. Lines do not run through it: around its letters
    /// the canvas is wiped clear.
    pub(super) fn text(&self, text: &str, (x, y): (f64, f64), align: &str, color: &str) {
        let context = self.context;
        context.set_text_align(align);
        context.set_text_baseline("middle");
        context.set_line_width(4.0);
        context.set_line_join("round");
        // The canvas refuses none of these; and the words of every text are in the page as well.
        let _ = context.set_global_composite_operation("destination-out");
        let _ = context.stroke_text(text, x, y);
        let _ = context.set_global_composite_operation("source-over");
        context.set_line_join("miter");
        context.set_fill_style_str(color);
        let _ = context.fill_text(text, x, y);
    }

    /// The text, or as much of its beginning as there is room for.
    pub(super) fn fitted(&self, text: &str, room: f64) -> String {
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

    /// How wide a text is.
    pub(super) fn width(&self, text: &str) -> f64 {
        self.context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width())
    }

    /// A small sign, 8 pixels high, with its centre at (`x`, `y`).
    pub(super) fn glyph(&self, glyph: Glyph, x: f64, y: f64, color: &str) {
        let context = self.context;
        context.set_stroke_style_str(color);
        context.set_line_width(1.6);
        context.set_line_cap("round");
        context.set_line_join("round");
        context.begin_path();
        let strokes: &[&[(f64, f64)]] = match glyph {
            Glyph::Check => &[&[(-3.5, 0.2), (-1.0, 2.8), (3.5, -2.8)]],
            Glyph::Cross => &[&[(-2.8, -2.8), (2.8, 2.8)], &[(2.8, -2.8), (-2.8, 2.8)]],
            Glyph::Clock => &[&[(0.0, -2.4), (0.0, 0.4), (2.0, 1.4)]],
        };
        for stroke in strokes {
            let mut points = stroke.iter();
            if let Some(&(dx, dy)) = points.next() {
                context.move_to(x + dx, y + dy);
            }
            for &(dx, dy) in points {
                context.line_to(x + dx, y + dy);
            }
        }
        if glyph == Glyph::Clock {
            context.move_to(x + 4.0, y);
            // Fails for a negative radius only.
            let _ = context.arc(x, y, 4.0, 0.0, std::f64::consts::TAU);
        }
        context.stroke();
        context.set_line_cap("butt");
        context.set_line_join("miter");
    }

    /// A small square on its corner.
    pub(super) fn diamond(&self, x: f64, y: f64, radius: f64, fill: &str, halo: &str) {
        let context = self.context;
        context.begin_path();
        context.move_to(x, y - radius);
        context.line_to(x + radius, y);
        context.line_to(x, y + radius);
        context.line_to(x - radius, y);
        context.close_path();
        context.set_fill_style_str(fill);
        context.fill();
        context.set_stroke_style_str(halo);
        context.set_line_width(1.5);
        context.stroke();
    }

    /// Draws with this share of its colour.
    pub(super) fn faint(&self, alpha: f64, draw: impl FnOnce()) {
        self.context.set_global_alpha(alpha);
        draw();
        self.context.set_global_alpha(1.0);
    }

    fn with_dash(&self, [dash, gap]: [f64; 2], draw: impl FnOnce()) {
        // The canvas refuses a dash that is no list of numbers only.
        let _ = self
            .context
            .set_line_dash(&Array::of2(&JsValue::from(dash), &JsValue::from(gap)));
        draw();
        let _ = self.context.set_line_dash(&Array::new());
    }

    fn outline_path(&self, rect: Rect) {
        let radius = RADIUS.min(rect.width / 2.0).max(0.0);
        self.context.begin_path();
        // Fails for a negative radius only.
        let _ = self
            .context
            .round_rect_with_f64(rect.x, rect.y, rect.width, rect.height, radius);
    }
}
