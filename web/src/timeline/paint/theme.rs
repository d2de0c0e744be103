//! The colours of the picture, read from the page's style.

use laneway_core::picture::paint::Ink;
use web_sys::{CssStyleDeclaration, Element};

/// Colours and the font, in CSS notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Behind everything; also the halo of texts.
    pub surface: String,
    /// Lines of the grid.
    pub grid: String,
    /// Quiet texts.
    pub muted: String,
    /// Glyphs on a light bar.
    pub glyph: String,
    /// Glyphs on the bar of a task that is not waited for.
    pub glyph_on_texture: String,
    /// Glyphs on a dark bar.
    pub glyph_on_dark: String,
    /// Around bars.
    pub outline: String,
    /// Succeeded and ready.
    pub succeeded: String,
    /// Still running.
    pub running: String,
    /// Lines of waits.
    pub waiting: String,
    /// Barriers.
    pub barrier: String,
    /// Ground of a back-off.
    pub back_off: String,
    /// Hatching of a back-off.
    pub hatch: String,
    /// Failed and crashed.
    pub failed: String,
    /// Whiskers.
    pub slack: String,
    /// The halt.
    pub halted: String,
    /// Boxes of what never ran.
    pub never_ran: String,
    /// The critical path.
    pub critical: String,
    /// The font of texts, as `ctx.font` takes it.
    pub font: String,
}

impl Theme {
    /// What the style of `element` says now.
    pub fn of(element: &Element) -> Option<Self> {
        let style = web_sys::window()?.get_computed_style(element).ok()??;
        let color = |name: &str| color(&style, name);
        let family = style.get_property_value("font-family").unwrap_or_default();
        Some(Self {
            surface: color("surface"),
            grid: color("grid"),
            muted: color("muted"),
            glyph: color("glyph"),
            glyph_on_texture: color("glyph-on-texture"),
            glyph_on_dark: color("glyph-on-dark"),
            outline: color("outline"),
            succeeded: color("succeeded"),
            running: color("running"),
            waiting: color("waiting"),
            barrier: color("barrier"),
            back_off: color("back-off"),
            hatch: color("hatch"),
            failed: color("failed"),
            slack: color("slack"),
            halted: color("halted"),
            never_ran: color("never-ran"),
            critical: color("critical"),
            font: format!("11.5px {family}"),
        })
    }

    /// How a colour looks in the page.
    pub fn color(&self, ink: Ink) -> &str {
        match ink {
            Ink::Surface => &self.surface,
            Ink::Grid => &self.grid,
            Ink::Muted => &self.muted,
            Ink::Glyph => &self.glyph,
            Ink::GlyphOnTexture => &self.glyph_on_texture,
            Ink::GlyphOnDark => &self.glyph_on_dark,
            Ink::Outline => &self.outline,
            Ink::Succeeded => &self.succeeded,
            Ink::Running => &self.running,
            Ink::Waiting => &self.waiting,
            Ink::Barrier => &self.barrier,
            Ink::BackOff => &self.back_off,
            Ink::Hatch => &self.hatch,
            Ink::Failed => &self.failed,
            Ink::Slack => &self.slack,
            Ink::Halted => &self.halted,
            Ink::NeverRan => &self.never_ran,
            Ink::Critical => &self.critical,
        }
    }
}

fn color(style: &CssStyleDeclaration, name: &str) -> String {
    let value = style
        .get_property_value(&format!("--timeline-{name}"))
        .unwrap_or_default();
    value.trim().to_owned()
}
