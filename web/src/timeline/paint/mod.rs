//! Painting on a canvas.

mod pen;
mod theme;

pub use theme::Theme;

use laneway_core::picture::paint::{self, Scene};
use pen::Pen;
use web_sys::CanvasRenderingContext2d;

/// Paints the scene in the colours of `theme`, with `ratio` device pixels per CSS pixel; the canvas has the
/// size of the scene's window times `ratio`.
pub fn paint(context: &CanvasRenderingContext2d, scene: &Scene<'_>, theme: &Theme, ratio: f64) {
    // The canvas refuses a transformation that is no number only.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -scene.top * ratio);
    context.clear_rect(0.0, scene.top, scene.layout.width, scene.height);
    context.set_font(&theme.font);
    let mut pen = Pen {
        context,
        theme,
        ratio,
    };
    paint::paint(&mut pen, scene);
}
