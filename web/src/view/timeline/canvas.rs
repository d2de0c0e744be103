//! The canvas with the bars of the rows in and around sight.

use super::lane::fit;
use super::measure::Viewport;
use super::picture::{Picture, Same};
use crate::timeline::paint::{Theme, Widths, paint};
use laneway_core::picture::paint::Scene;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CanvasProps {
    pub(super) picture: Same<Picture>,
    pub(super) view: Rc<Viewport>,
    pub(super) theme: Option<Rc<Theme>>,
    /// Whether the next picture comes soon.
    pub(super) is_moving: bool,
}

/// What texts of the canvas look like.
struct Font {
    of: Rc<Theme>,
    widths: Widths,
}

impl Font {
    fn of(theme: &Rc<Theme>) -> Self {
        Self {
            of: theme.clone(),
            widths: Widths::default(),
        }
    }
}

/// Paints whenever the run, the view or the colours have changed.
#[component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let canvas = use_node_ref();
    let font = use_mut_ref(|| None::<Font>);
    let top = props.view.top().min(props.picture.layout.height());
    let height = (props.picture.layout.height() - top).min(props.view.window_height());
    {
        let canvas = canvas.clone();
        let is_moving = props.is_moving;
        let deps = (
            props.picture.clone(),
            props.view.clone(),
            props.theme.clone(),
        );
        use_effect_with(deps, move |(picture, _, theme)| {
            if let Some((canvas, theme)) = canvas.cast::<HtmlCanvasElement>().zip(theme.as_ref()) {
                let mut font = font.borrow_mut();
                font.take_if(|font| font.of != *theme);
                let is_new = font.is_none();
                let font = font.get_or_insert_with(|| Font::of(theme));
                repaint(&canvas, picture, font, (top, height), [is_moving, is_new]);
            }
        });
    }
    let style = format!(
        "top:{top}px;width:{}px;height:{height}px",
        props.picture.layout.width
    );
    html! { <canvas class="timeline__canvas" ref={canvas} {style} aria-hidden="true" /> }
}

/// The canvas keeps its size as long as it can, so that its memory need not be made anew for each picture; in motion only
/// what is in sight is painted.
fn repaint(
    canvas: &HtmlCanvasElement,
    picture: &Picture,
    Font { of: theme, widths }: &Font,
    (top, height): (f64, f64),
    [is_moving, is_font_new]: [bool; 2],
) {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    let is_emptied = fit(canvas, [picture.layout.width * ratio, height * ratio]);
    if is_emptied || is_font_new {
        context.set_font(&theme.font);
    }
    let (seen, seen_height) = match is_moving {
        true => in_sight(canvas, top, height),
        false => (top, height),
    };
    let scene = Scene {
        report: &picture.run.report,
        chart: &picture.chart,
        ghost: picture.ghost.as_deref(),
        layout: &picture.layout,
        top: seen,
        height: seen_height,
    };
    paint((&context, widths), &scene, theme, ratio, top);
}

/// What is seen of the rows between `top` and `top + height`.
fn in_sight(canvas: &HtmlCanvasElement, top: f64, height: f64) -> (f64, f64) {
    let scroller = canvas.closest(".timeline__scroller").ok().flatten();
    let Some(scroller) = scroller else {
        return (top, height);
    };
    let from = f64::from(scroller.scroll_top()).max(top);
    let until = (from + f64::from(scroller.client_height())).min(top + height);
    (from, (until - from).max(0.0))
}
