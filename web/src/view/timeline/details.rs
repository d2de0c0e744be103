//! The card that explains what is pointed at, below its row or above it.

use super::measure::Viewport;
use super::picture::{Picture, Same};
use crate::timeline::hit::Target;
use crate::timeline::texts::Explanation;
use std::rc::Rc;
use yew::prelude::*;

/// How wide the card is at most, and how far it keeps from row and edge.
const WIDTH: f64 = 360.0;
const GAP: f64 = 6.0;
/// Room that a card below its row takes, at most.
const HEIGHT: f64 = 190.0;

#[derive(Properties, PartialEq)]
pub(super) struct DetailsProps {
    pub(super) target: Target,
    pub(super) explanation: Explanation,
    pub(super) picture: Same<Picture>,
    pub(super) view: Rc<Viewport>,
}

/// The card. The focused cell says the same in its name, so it is for the eye.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let lines = props
        .explanation
        .lines
        .iter()
        .map(|line| html! { <p>{ line }</p> });
    html! {
        <div class="timeline__details" style={place(props)} aria-hidden="true">
            <strong>{ &props.explanation.title }</strong>
            { for lines }
        </div>
    }
}

/// Beside the thing, never over it: above when there is no room below.
fn place(props: &DetailsProps) -> String {
    let layout = &props.picture.layout;
    let (top, height) = layout.row(props.target.row);
    let bar = props
        .picture
        .chart
        .rows
        .get(props.target.row)
        .and_then(|row| row.bar());
    let segment = bar
        .zip(props.target.segment)
        .and_then(|(bar, index)| bar.segments.get(index));
    let anchor = segment.map_or(layout.labels, |segment| {
        layout.segment(props.target.row, segment).x
    });
    let width = WIDTH.min(layout.width - 2.0 * GAP).max(0.0);
    let left = anchor.min(layout.width - width - GAP).max(GAP);
    let is_below =
        top + height + HEIGHT < layout.height().max(f64::from(props.view.height)) || top < HEIGHT;
    let place = if is_below {
        format!("top:{}px", top + height + GAP)
    } else {
        format!("top:{}px;transform:translateY(-100%)", top - GAP)
    };
    format!("left:{left}px;width:{width}px;{place}")
}
