//! Painting on a canvas.

mod pen;
mod theme;

pub use pen::Widths;
pub use theme::Theme;

use laneway_core::picture::layout::Rect;
use laneway_core::picture::load::Load;
use laneway_core::picture::paint::{self, Scene};
use laneway_core::picture::scale::Scale;
use pen::Pen;
use web_sys::CanvasRenderingContext2d;

/// Paints the scene in the colours of `theme`, with `ratio` device pixels per CSS pixel, on a canvas whose upper edge stands
/// at `top`. Texts have the font that the canvas has, and of which `widths` are: to set it makes the browser look at all that
/// has changed on the page.
pub fn paint(
    (context, widths): (&CanvasRenderingContext2d, &Widths),
    scene: &Scene<'_>,
    theme: &Theme,
    ratio: f64,
    top: f64,
) {
    // The canvas refuses a transformation that is no number only.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -top * ratio);
    context.clear_rect(0.0, scene.top, scene.layout.width, scene.height);
    let mut pen = Pen {
        context,
        theme,
        widths,
        ratio,
    };
    // Beside the bars are their labels. The canvas always has something to restore.
    context.save();
    context.begin_path();
    context.rect(
        scene.layout.labels,
        scene.top,
        scene.layout.width,
        scene.height,
    );
    context.clip();
    paint::paint(&mut pen, scene);
    context.restore();
}

/// Paints how much runs at once, in `place`.
pub fn lane(
    context: &CanvasRenderingContext2d,
    (load, scale): (&Load, &Scale),
    place: Rect,
    theme: &Theme,
    ratio: f64,
) {
    // As above.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, place.x + place.width, place.height);
    let mut pen = Pen {
        context,
        theme,
        widths: &Widths::default(),
        ratio,
    };
    paint::load(&mut pen, load, scale, place);
}
