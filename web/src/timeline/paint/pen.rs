//! The canvas as a pen.

use super::Theme;
use js_sys::Array;
use laneway_core::picture::layout::Rect;
use laneway_core::picture::paint::{self, Anchor, Glyph, Ink, Point, RADIUS, Stroke};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// So many texts are remembered.
const MOST: usize = 4096;

/// How wide texts are in the font of a canvas, which takes long to ask. Most of them stand in the next picture, too.
#[derive(Debug, Default)]
pub struct Widths(RefCell<BTreeMap<String, f64>>);

impl Widths {
    fn of(&self, text: &str, context: &CanvasRenderingContext2d) -> f64 {
        let mut known = self.0.borrow_mut();
        if let Some(width) = known.get(text) {
            return *width;
        }
        let width = context.measure_text(text).map_or(0.0, |it| it.width());
        if known.len() == MOST {
            known.clear();
        }
        known.insert(text.to_owned(), width);
        width
    }
}

/// A canvas, its colours, and how its pixels lie under those of the page.
pub(super) struct Pen<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) theme: &'a Theme,
    pub(super) widths: &'a Widths,
    /// Device pixels per CSS pixel.
    pub(super) ratio: f64,
}

impl paint::Pen for Pen<'_> {
    fn sharp(&self, at: f64) -> f64 {
        ((at * self.ratio).round() + 0.5) / self.ratio
    }

    fn width(&self, text: &str) -> f64 {
        self.widths.of(text, self.context)
    }

    fn lines(&mut self, lines: impl Iterator<Item = (Point, Point)>, stroke: Stroke) {
        let context = self.context;
        self.stroke_with(stroke.ink, stroke.width);
        context.begin_path();
        for ((x1, y1), (x2, y2)) in lines {
            context.move_to(x1, y1);
            context.line_to(x2, y2);
        }
        self.with_dash(stroke.dash, || context.stroke());
    }

    fn fill(&mut self, rect: Rect, ink: Ink, share: f64) {
        self.fill_with(ink);
        self.faint(share, || {
            self.context
                .fill_rect(rect.x, rect.y, rect.width, rect.height);
        });
    }

    fn body(&mut self, rect: Rect, ink: Ink, share: f64) {
        self.outline_path(rect);
        self.fill_with(ink);
        self.faint(share, || self.context.fill());
    }

    fn outline(&mut self, rect: Rect, ink: Ink, is_dotted: bool) {
        if rect.width < 3.0 {
            return;
        }
        self.outline_path(rect.inset(0.5));
        self.stroke_with(ink, 1.0);
        let dash = is_dotted.then_some([2.0, 3.0]);
        self.with_dash(dash, || self.context.stroke());
    }

    /// Around the letters the canvas is wiped clear.
    fn text(&mut self, text: &str, (x, y): Point, anchor: Anchor, ink: Ink) {
        let context = self.context;
        context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        context.set_text_baseline("middle");
        context.set_line_width(4.0);
        context.set_line_join("round");
        // The canvas refuses none of these; and the words of every text are in the page as well.
        let _ = context.set_global_composite_operation("destination-out");
        let _ = context.stroke_text(text, x, y);
        let _ = context.set_global_composite_operation("source-over");
        context.set_line_join("miter");
        self.fill_with(ink);
        let _ = context.fill_text(text, x, y);
    }

    fn glyph(&mut self, glyph: Glyph, (x, y): Point, ink: Ink) {
        let context = self.context;
        self.stroke_with(ink, Glyph::WIDTH);
        context.set_line_cap("round");
        context.set_line_join("round");
        context.begin_path();
        for stroke in glyph.strokes() {
            let mut points = stroke.iter();
            if let Some(&(dx, dy)) = points.next() {
                context.move_to(x + dx, y + dy);
            }
            for &(dx, dy) in points {
                context.line_to(x + dx, y + dy);
            }
        }
        if glyph == Glyph::Clock {
            context.move_to(x + Glyph::CLOCK, y);
            // Fails for a negative radius only.
            let _ = context.arc(x, y, Glyph::CLOCK, 0.0, std::f64::consts::TAU);
        }
        context.stroke();
        context.set_line_cap("butt");
        context.set_line_join("miter");
    }

    fn diamond(&mut self, (x, y): Point, radius: f64, fill: Ink, halo: Ink) {
        let context = self.context;
        context.begin_path();
        context.move_to(x, y - radius);
        context.line_to(x + radius, y);
        context.line_to(x, y + radius);
        context.line_to(x - radius, y);
        context.close_path();
        self.fill_with(fill);
        context.fill();
        self.stroke_with(halo, 1.5);
        context.stroke();
    }
}

impl Pen<'_> {
    fn fill_with(&self, ink: Ink) {
        self.context.set_fill_style_str(self.theme.color(ink));
    }

    fn stroke_with(&self, ink: Ink, width: f64) {
        self.context.set_stroke_style_str(self.theme.color(ink));
        self.context.set_line_width(width);
    }

    /// Draws with this share of its colour.
    fn faint(&self, alpha: f64, draw: impl FnOnce()) {
        if alpha < 1.0 {
            self.context.set_global_alpha(alpha);
        }
        draw();
        if alpha < 1.0 {
            self.context.set_global_alpha(1.0);
        }
    }

    fn with_dash(&self, dash: Option<[f64; 2]>, draw: impl FnOnce()) {
        // The canvas refuses a dash that is no list of numbers only.
        if let Some([dash, gap]) = dash {
            let _ = self
                .context
                .set_line_dash(&Array::of2(&JsValue::from(dash), &JsValue::from(gap)));
        }
        draw();
        if dash.is_some() {
            let _ = self.context.set_line_dash(&Array::new());
        }
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
