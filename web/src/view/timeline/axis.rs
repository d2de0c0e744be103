//! The axis of elapsed time, always in sight.

use super::picture::Picture;
use crate::timeline::marks::{Mark, marks, other_end};
use crate::timeline::scale::{TICK_GAP, label};
use yew::prelude::*;

/// Ticks, and above them where the stage ended. For the eye: the rows say all times in words.
pub(super) fn axis(picture: &Picture) -> Html {
    let layout = &picture.layout;
    let mut marks = marks(&picture.run.report, &layout.scale);
    marks.retain(|mark| picture.is_in_sight(mark.x));
    marks.extend(before(picture, &marks));
    let is_clear = |x: f64, text: &str| marks.iter().all(|mark| mark.leaves_room_for(x, text));
    let ticks = layout.scale.ticks(TICK_GAP).into_iter().filter_map(|tick| {
        let (x, text) = (layout.scale.x(tick), label(tick));
        let style = format!("left:{x}px");
        let is_shown = picture.is_in_sight(x) && is_clear(x, &text);
        is_shown.then(|| html! { <span class="timeline__tick" {style}>{ text }</span> })
    });
    html! {
        <div class="timeline__axis" aria-hidden="true">
            { for ticks }
            { for marks.iter().map(|mark| view(mark, layout.width)) }
        </div>
    }
}

/// Where the run before an edit ended, if there is room for the words.
fn before(picture: &Picture, marks: &[Mark]) -> Option<Mark> {
    let mark = other_end(picture.ghost.as_ref()?, &picture.layout.scale, marks)?;
    picture.is_in_sight(mark.x).then_some(mark)
}

/// The line of a mark, with its text towards the middle, so that it stays inside.
fn view(mark: &Mark, width: f64) -> Html {
    let side = if mark.x > width / 2.0 {
        "timeline__mark--left"
    } else {
        "timeline__mark--right"
    };
    let halt = mark.is_halt.then_some("timeline__mark--halt");
    let style = format!("left:{}px", mark.x);
    html! { <span class={classes!("timeline__mark", side, halt)} {style}>{ &mark.text }</span> }
}
