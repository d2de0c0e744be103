//! The canvas with the bars of the rows in and around sight.

use super::measure::Viewport;
use super::picture::{Picture, Same};
use crate::timeline::paint::{Theme, paint};
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
}

/// Paints whenever the run, the view or the colours have changed.
#[component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let canvas = use_node_ref();
    let top = props.view.top().min(props.picture.layout.height());
    let height = (props.picture.layout.height() - top).min(props.view.window_height());
    {
        let canvas = canvas.clone();
        let deps = (
            props.picture.clone(),
            props.view.clone(),
            props.theme.clone(),
        );
        use_effect_with(deps, move |(picture, _, theme)| {
            if let Some((canvas, theme)) = canvas.cast::<HtmlCanvasElement>().zip(theme.as_ref()) {
                repaint(&canvas, picture, theme, top, height);
            }
        });
    }
    let style = format!(
        "top:{top}px;width:{}px;height:{height}px",
        props.picture.layout.width
    );
    html! { <canvas class="timeline__canvas" ref={canvas} {style} aria-hidden="true" /> }
}

fn repaint(canvas: &HtmlCanvasElement, picture: &Picture, theme: &Theme, top: f64, height: f64) {
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    canvas.set_width((picture.layout.width * ratio).ceil() as u32);
    canvas.set_height((height * ratio).ceil() as u32);
    let scene = Scene {
        report: &picture.run.report,
        chart: &picture.chart,
        ghost: picture.ghost.as_ref(),
        layout: &picture.layout,
        top,
        height,
    };
    paint(&context, &scene, theme, ratio);
}
