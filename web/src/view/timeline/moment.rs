//! The playhead over the bars, and what happens there.

use super::go::bring;
use super::picture::{Picture, Same};
use crate::model::Playhead;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// More marks at one moment would be a column, not marks.
const MOST_MARKS: usize = 40;

/// The line of the playhead, what hides the time behind it, and a mark on each bar to which something happens.
/// The player (`web/editor/src/play`) moves the line.
pub(super) fn moment(picture: &Picture, playhead: &Playhead) -> Html {
    let layout = &picture.layout;
    let axis = format!(
        "--axis-left:{}px;--axis-width:{}px",
        layout.scale.left - layout.labels,
        layout.scale.width
    );
    let x = layout.scale.x(playhead.since) - layout.labels;
    let rows = playhead.tasks.iter().take(MOST_MARKS);
    let rows = rows.filter_map(|&task| picture.chart.row_of_task(task));
    let marks = rows.map(|row| {
        let (top, height) = layout.bar(row);
        let style = format!("transform:translate({x}px,{}px)", top + height / 2.0);
        html! { <span class="playhead__mark" {style} /> }
    });
    html! {
        <div class="playhead" style={format!("{axis};left:{}px", layout.labels)} aria-hidden="true">
            <div class="playhead__future" />
            <div class="playhead__line" />
            { for marks }
        </div>
    }
}

/// Scrolls to the first bar to which something happens, no further than it takes.
#[hook]
pub(super) fn use_sight(
    scroller: &NodeRef,
    picture: &Rc<Picture>,
    playhead: Option<&Rc<Playhead>>,
) {
    let task = playhead.and_then(|playhead| playhead.tasks.first().copied());
    let since = playhead.map(|playhead| playhead.since);
    let deps = (task, since, Same(picture.clone()));
    let scroller = scroller.clone();
    use_effect_with(deps, move |(task, _, picture)| {
        let row = task.and_then(|task| picture.chart.row_of_task(task));
        if let Some((scroller, row)) = scroller.cast::<Element>().zip(row) {
            bring(&scroller, picture, row);
        }
    });
}
