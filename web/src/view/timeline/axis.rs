//! The axis of elapsed time, always in sight.

use super::picture::Picture;
use crate::timeline::scale::{TICK_GAP, label};
use laneway_core::time::Millis;
use yew::prelude::*;

/// Two marks nearer to each other than this share one text.
const TWO_MARKS: f64 = 150.0;

/// Ticks, and above them where the stage ended. For the eye: the rows say all times in words.
pub(super) fn axis(picture: &Picture) -> Html {
    let layout = &picture.layout;
    let marks = marks(picture);
    let is_clear = |x: f64, text: &str| {
        let reach = text.chars().count() as f64 * 3.5 + 4.0;
        marks.iter().all(|mark| (mark.x - x).abs() > reach)
    };
    let ticks = layout.scale.ticks(TICK_GAP).into_iter().filter_map(|tick| {
        let (x, text) = (layout.scale.x(tick), label(tick));
        let style = format!("left:{x}px");
        is_clear(x, &text).then(|| html! { <span class="timeline__tick" {style}>{ text }</span> })
    });
    html! {
        <div class="timeline__axis" aria-hidden="true">
            { for ticks }
            { for marks.iter().map(|mark| mark.view(layout.width)) }
        </div>
    }
}

/// A line on the axis with a text beside it.
struct Mark {
    x: f64,
    text: String,
    class: &'static str,
}

impl Mark {
    fn view(&self, width: f64) -> Html {
        // Towards the middle, so that the text stays inside.
        let side = if self.x > width / 2.0 {
            "timeline__mark--left"
        } else {
            "timeline__mark--right"
        };
        let style = format!("left:{}px", self.x);
        html! { <span class={classes!("timeline__mark", side, self.class)} {style}>{ &self.text }</span> }
    }
}

/// Where the stage ended: one mark, two when the background went on, or the halt.
fn marks(picture: &Picture) -> Vec<Mark> {
    let report = &picture.run.report;
    let mark = |at: Millis, text: String| Mark {
        x: picture.layout.scale.x(at),
        text,
        class: "",
    };
    if let Some(halt) = &report.halt {
        let text = format!("halted {}", halt.at_ms.spoken());
        return vec![Mark {
            class: "timeline__mark--halt",
            ..mark(halt.at_ms, text)
        }];
    }
    let last = report
        .last_step_done_ms
        .map(|last| mark(last, format!("last step done {}", last.spoken())));
    let all = report
        .all_settled_ms
        .map(|all| mark(all, format!("all settled {}", all.spoken())));
    match (last, all) {
        (Some(_), Some(_)) if report.last_step_done_ms == report.all_settled_ms => {
            let at = report.all_settled_ms.unwrap_or_default();
            vec![mark(at, format!("done {}", at.spoken()))]
        }
        (Some(last), Some(all)) if all.x - last.x < TWO_MARKS => {
            let text = format!("{} · {}", last.text, all.text);
            vec![Mark { text, ..all }]
        }
        (last, all) => last.into_iter().chain(all).collect(),
    }
}
