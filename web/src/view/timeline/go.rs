//! Going to the cause of something, to its effect, or to the next failure.

use super::look::Look;
use super::picture::{Picture, Same};
use super::pointing::Pointing;
use crate::timeline::follow::follow;
use laneway_core::time::Millis;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Who is told of it.
pub(super) struct Told<'a> {
    /// Of the time that is seen then.
    pub(super) set_look: &'a Callback<Look>,
    /// Of the row.
    pub(super) on_go: &'a Callback<usize>,
}

/// Goes there when somebody wants to: the row comes into sight, and so does the time of its bar.
#[hook]
pub(super) fn use_way(
    scroller: &NodeRef,
    picture: &Rc<Picture>,
    look: &Rc<Look>,
    selected: Option<usize>,
    now: Pointing,
    told: &Told<'_>,
) {
    let scroller = scroller.clone();
    let (picture, look) = (Same(picture.clone()), look.clone());
    let (set_look, on_go) = (told.set_look.clone(), told.on_go.clone());
    use_effect_with(look.way(), move |way| {
        let Some((way, _)) = *way else { return };
        let selected = selected.and_then(|task| picture.chart.row_of_task(task));
        let from = selected
            .filter(|_| !now.has_focus)
            .unwrap_or(now.cursor.row);
        let Some(row) = follow(&picture.run.report, &picture.chart, from, way) else {
            return;
        };
        if let Some(scroller) = scroller.cast::<Element>() {
            bring(&scroller, &picture, row);
        }
        if let Some(window) = window_on(&picture, row) {
            set_look.emit(Look {
                window: Some(window),
                is_moving: false,
                ..(*look).clone()
            });
        }
        on_go.emit(row);
    });
}

/// Scrolls to a row, no further than it takes.
pub(super) fn bring(scroller: &Element, picture: &Picture, row: usize) {
    let (top, height) = picture.layout.row(row);
    // The axis stands above the rows.
    let axis = scroller.first_element_child();
    let axis = axis.map_or(0.0, |axis| f64::from(axis.client_height()));
    let room = f64::from(scroller.client_height()) - axis;
    let now = f64::from(scroller.scroll_top());
    let nearest = now.clamp((top + height - room).max(0.0), top.max(top + height - room));
    if nearest != now {
        scroller.set_scroll_top(nearest.round() as i32);
    }
}

/// As much of the time as is seen now, with the bar of the row in its middle; nothing if it is seen already.
fn window_on(picture: &Picture, row: usize) -> Option<[Millis; 2]> {
    let [from, until] = picture.window?;
    let segments = &picture.chart.rows.get(row)?.bar()?.segments;
    let first = segments.iter().find(|it| !it.kind.is_wait_for_start());
    let (begin, end) = (first?.from, segments.last()?.until);
    if begin < until && end > from {
        return None;
    }
    let (span, all) = (until.0 - from.0, picture.layout.scale.end.0);
    let middle = (begin.0 + end.0) / 2;
    let from = middle.saturating_sub(span / 2).min(all - span);
    Some([Millis(from), Millis(from + span)])
}
