//! The axis of elapsed time, always in sight.

use super::picture::{Picture, Same};
use crate::timeline::scale::{TICK_GAP, label};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct AxisProps {
    pub(super) picture: Same<Picture>,
}

/// Ticks, and above them where the stage ended. For the eye: the rows say all times in words.
#[component]
pub(super) fn Axis(props: &AxisProps) -> Html {
    let layout = &props.picture.layout;
    let ticks = layout.scale.ticks(TICK_GAP).into_iter().map(|tick| {
        let style = format!("left:{}px", layout.scale.x(tick));
        html! { <span class="timeline__tick" {style}>{ label(tick) }</span> }
    });
    html! {
        <div class="timeline__axis" aria-hidden="true">
            { for ticks }
            { for marks(&props.picture) }
        </div>
    }
}

/// Where the stage ended: one mark, two when the background went on, or the halt.
fn marks(picture: &Picture) -> Vec<Html> {
    let report = &picture.run.report;
    let mark = |at, text: String, class: &str| {
        let x = picture.layout.scale.x(at);
        // Towards the middle, so that the text stays inside.
        let side = if x > picture.layout.width / 2.0 {
            "timeline__mark--left"
        } else {
            "timeline__mark--right"
        };
        let style = format!("left:{x}px");
        html! { <span class={classes!("timeline__mark", side, class.to_owned())} {style}>{ text }</span> }
    };
    if let Some(halt) = &report.halt {
        return vec![mark(
            halt.at_ms,
            format!("halted {}", halt.at_ms.spoken()),
            "timeline__mark--halt",
        )];
    }
    match (report.last_step_done_ms, report.all_settled_ms) {
        (Some(last), Some(all)) if last != all => {
            let mut marks = vec![mark(all, format!("all settled {}", all.spoken()), "")];
            let distance = picture.layout.scale.x(all) - picture.layout.scale.x(last);
            if distance > 130.0 {
                marks.push(mark(last, format!("last step done {}", last.spoken()), ""));
            }
            marks
        }
        (_, Some(all)) => vec![mark(all, format!("done {}", all.spoken()), "")],
        (Some(last), None) => vec![mark(last, format!("last step done {}", last.spoken()), "")],
        (None, None) => Vec::new(),
    }
}
