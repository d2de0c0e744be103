//! The colours, as a style sheet that stands in the file. Every rule begins with the theme's own class, so
//! that pictures do not disturb each other, or the page that one of them is put into.

use super::Theme;
use crate::picture::paint::Ink;
use std::collections::BTreeSet;

const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// A colour of the picture: one of a pen's, or one of what stands around the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Color {
    Surface,
    Text,
    Muted,
    Line,
    Grid,
    Glyph,
    GlyphOnTexture,
    GlyphOnDark,
    Outline,
    Succeeded,
    Running,
    Waiting,
    Barrier,
    BackOff,
    Hatch,
    Failed,
    Slack,
    Halted,
    NeverRan,
    Critical,
}

impl From<Ink> for Color {
    fn from(ink: Ink) -> Self {
        match ink {
            Ink::Surface => Self::Surface,
            Ink::Grid => Self::Grid,
            Ink::Muted => Self::Muted,
            Ink::Glyph => Self::Glyph,
            Ink::GlyphOnTexture => Self::GlyphOnTexture,
            Ink::GlyphOnDark => Self::GlyphOnDark,
            Ink::Outline => Self::Outline,
            Ink::Succeeded => Self::Succeeded,
            Ink::Running => Self::Running,
            Ink::Waiting => Self::Waiting,
            Ink::Barrier => Self::Barrier,
            Ink::BackOff => Self::BackOff,
            Ink::Hatch => Self::Hatch,
            Ink::Failed => Self::Failed,
            Ink::Slack => Self::Slack,
            Ink::Halted => Self::Halted,
            Ink::NeverRan => Self::NeverRan,
            Ink::Critical => Self::Critical,
        }
    }
}

impl Color {
    /// Its name in classes, and what it is on light and on dark ground: those of the page, mixed where
    /// the page lets its ground through.
    fn parts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Surface => ("surface", "#ffffff", "#191d24"),
            Self::Text => ("text", "#1b2029", "#e7eaef"),
            Self::Muted => ("muted", "#59616e", "#a3acba"),
            Self::Line => ("line", "#d9dde3", "#2e3541"),
            Self::Grid => ("grid", "#eaecf0", "#252a34"),
            Self::Glyph => ("glyph", "#14232f", "#0b1720"),
            Self::GlyphOnTexture => ("on-texture", "#1b2029", "#e7eaef"),
            Self::GlyphOnDark => ("on-dark", "#ffffff", "#0b1720"),
            Self::Outline => ("outline", "#4b5768", "#8f98a4"),
            Self::Succeeded => ("succeeded", "#56b4e9", "#56b4e9"),
            Self::Running => ("running", "#0072b2", "#2489cf"),
            Self::Waiting => ("waiting", "#999999", "#999999"),
            Self::Barrier => ("barrier", "#8b93a1", "#6b7585"),
            Self::BackOff => ("back-off", "#f0e442", "#f0e442"),
            Self::Hatch => ("hatch", "#7d7200", "#7d7200"),
            Self::Failed => ("failed", "#d55e00", "#d55e00"),
            Self::Slack => ("slack", "#838992", "#818895"),
            Self::Halted => ("halted", "#000000", "#ffffff"),
            Self::NeverRan => ("never-ran", "#666666", "#9a9a9a"),
            Self::Critical => ("critical", "#6d7076", "#9da0a6"),
        }
    }

    /// The class of what is filled with it.
    pub(super) fn filled(self) -> Use {
        Use {
            color: self,
            is_line: false,
        }
    }

    /// The class of a line in it.
    pub(super) fn drawn(self) -> Use {
        Use {
            color: self,
            is_line: true,
        }
    }
}

/// A colour and what it is used for: a class of the style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    color: Color,
    is_line: bool,
}

impl Use {
    /// Its class.
    pub(super) fn class(self) -> String {
        let kind = if self.is_line { 'l' } else { 'f' };
        format!("{kind}-{}", self.color.parts().0)
    }

    /// Whether it is the colour of a line.
    pub(super) fn is_drawn(self) -> bool {
        self.is_line
    }

    fn rule(self, scope: &str, is_dark: bool) -> String {
        let (_, light, dark) = self.color.parts();
        let (class, color) = (self.class(), if is_dark { dark } else { light });
        let property = if self.is_line { "stroke" } else { "fill" };
        format!(".{scope} .{class}{{{property}:{color}}}")
    }

    fn differs(self) -> bool {
        let (_, light, dark) = self.color.parts();
        light != dark
    }
}

/// The style sheet with the rules that `used` needs.
pub(super) fn style(theme: Theme, used: &BTreeSet<Use>) -> String {
    let scope = format!("laneway-{}", theme.name());
    let halo = |is_dark: bool| {
        let (_, light, dark) = Color::Surface.parts();
        let surface = if is_dark { dark } else { light };
        format!(".{scope} .halo{{stroke:{surface}}}")
    };
    let mut style = format!(
        ".{scope}{{font:13px {FONT};forced-color-adjust:none}}\
         .{scope} path{{fill:none}}\
         .{scope} .halo{{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}}\
         .{scope} .small{{font-size:11.5px;font-variant-numeric:tabular-nums}}\
         .{scope} .strong{{font-weight:600}}\
         .{scope} .title{{font-size:16px}}\
         .{scope} .tag{{font-size:10.5px}}"
    );
    let is_dark = theme == Theme::Dark;
    style.extend(used.iter().map(|it| it.rule(&scope, is_dark)));
    style.push_str(&halo(is_dark));
    if theme == Theme::Auto {
        let others = used.iter().filter(|it| it.differs());
        let others: String = others.map(|it| it.rule(&scope, true)).collect();
        let halo = halo(true);
        style.push_str(&format!(
            "@media (prefers-color-scheme:dark){{{others}{halo}}}"
        ));
    }
    style
}
