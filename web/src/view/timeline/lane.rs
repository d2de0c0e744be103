//! How much runs at once: below the axis for the time that is seen, and in small for all of the time, where it is chosen
//! what is seen.

use super::picture::{Picture, Same};
use crate::timeline::layout::Rect;
use crate::timeline::load::Load;
use crate::timeline::paint::{Theme, lane};
use crate::timeline::scale::Scale;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

/// How high the lane is; a style sheet knows it, too.
const HEIGHT: f64 = 30.0;
/// How large the small one is.
const SMALL: (f64, f64) = (120.0, 28.0);

#[derive(Properties, PartialEq)]
pub(super) struct LaneProps {
    load: Same<Load>,
    scale: Scale,
    /// Where it begins and ends, and how high it is, in pixels.
    place: [f64; 3],
    theme: Option<Rc<Theme>>,
}

/// The lane on its canvas. What it shows is said in words beside it.
#[component]
pub(super) fn Lane(props: &LaneProps) -> Html {
    let canvas = use_node_ref();
    let [left, right, height] = props.place;
    {
        let canvas = canvas.clone();
        let deps = (
            props.load.clone(),
            props.scale,
            props.place,
            props.theme.clone(),
        );
        use_effect_with(deps, move |(load, scale, _, theme)| {
            let context = canvas.cast::<HtmlCanvasElement>().and_then(|canvas| {
                let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
                fit(&canvas, [right * ratio, height * ratio]);
                let context = canvas.get_context("2d").ok().flatten()?;
                Some((context.dyn_into::<CanvasRenderingContext2d>().ok()?, ratio))
            });
            if let Some(((context, ratio), theme)) = context.zip(theme.as_ref()) {
                let place = Rect {
                    x: left,
                    y: 0.0,
                    width: right - left,
                    height,
                };
                lane(&context, (load, scale), place, theme, ratio);
            }
        });
    }
    let style = format!("width:{right}px;height:{height}px");
    html! { <canvas class="timeline__lane" ref={canvas} {style} aria-hidden="true" /> }
}

/// Gives a canvas so many pixels, unless it has them: then it need not forget what it shows, nor its font. Whether it did.
pub(super) fn fit(canvas: &HtmlCanvasElement, [width, height]: [f64; 2]) -> bool {
    let (width, height) = (width.ceil() as u32, height.ceil() as u32);
    let is_as_wide = canvas.width() == width;
    if !is_as_wide {
        canvas.set_width(width);
    }
    let is_as_high = canvas.height() == height;
    if !is_as_high {
        canvas.set_height(height);
    }
    !(is_as_wide && is_as_high)
}

/// The lane of the time that is seen, unless that would say nothing.
pub(super) fn below_axis(picture: &Picture, theme: Option<&Rc<Theme>>) -> Html {
    let Picture { layout, load, .. } = picture;
    let [running, held_up] = load.most;
    if !load.is_worth_a_lane(picture.run.report.tasks.len()) {
        return Html::default();
    }
    let labels = format!("width:{}px", layout.labels);
    let held_up = (held_up > 0.0)
        .then(|| html! { <span class="timeline__held-up">{ format!("held up {held_up}") }</span> });
    html! {
        <div class="timeline__load">
            <Lane load={Same(load.clone())} scale={layout.scale} place={[layout.labels, layout.width, HEIGHT]} theme={theme.cloned()} />
            <div class="timeline__most" style={labels}>
                <span>{ "At once, at most" }</span>
                <span class="timeline__running">{ format!("running {running}") }</span>
                { for held_up }
            </div>
        </div>
    }
}

/// All of the time in small, with what is seen of it marked.
pub(super) fn overview(picture: &Picture, theme: Option<&Rc<Theme>>) -> Html {
    let (width, height) = SMALL;
    let end = picture.layout.scale.end;
    let scale = Scale::new(0.0, width, end);
    let brush = picture.window.map(|window| {
        let [from, until] = window.map(|at| scale.x(at));
        let style = format!("left:{from}px;width:{}px", until - from);
        html! { <div class="timeline__brush" {style} /> }
    });
    html! {
        <div class="timeline__overview" title="All of the run: drag to look at a part of it" aria-hidden="true">
            <Lane load={Same(picture.load.clone())} {scale} place={[0.0, width, height]} theme={theme.cloned()} />
            { for brush }
        </div>
    }
}
