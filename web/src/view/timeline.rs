//! The timeline of a run: rows of labels over one canvas of bars, and a treegrid for keyboard and
//! screen reader.

mod axis;
mod canvas;
mod details;
mod keys;
mod legend;
mod measure;
mod moment;
mod picture;
mod pointing;
mod row;

use crate::model::Playhead;
use crate::protocol::RunView;
use axis::axis;
use canvas::Canvas;
use details::Details;
use legend::signs;
use measure::{use_theme, use_viewport};
use moment::{moment, use_sight};
use picture::{Picture, Same};
use pointing::{use_focus, use_pointing};
use row::RowView;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Timeline`] shows.
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// The run.
    pub run: Rc<RunView>,
    /// The run before the last edit in the picture, if it is to be seen.
    pub ghost: Option<Rc<RunView>>,
    /// Index of the selected task in the report.
    pub selected: Option<usize>,
    /// Whether the run belongs to an older state of the texts.
    pub dimmed: bool,
    /// Where the playhead stands while the run is played.
    pub playhead: Option<Rc<Playhead>>,
    /// The user selects a task, or none.
    pub on_select: Callback<Option<usize>>,
}

/// Draws a run.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let scroller = use_node_ref();
    let content = use_node_ref();
    let (viewport, onscroll) = use_viewport(&scroller);
    let theme = use_theme(&scroller);
    let shown = (
        Same(props.run.clone()),
        props.ghost.clone().map(Same),
        viewport.width,
    );
    let picture = use_memo(shown, |(run, ghost, width)| {
        Picture::new(run.0.clone(), ghost.as_deref(), *width)
    });
    let (now, on) = use_pointing(&picture, &content, &viewport, props);
    use_focus(&content, now);
    use_sight(&scroller, &picture, props.playhead.as_ref());

    let rows = picture
        .layout
        .visible(viewport.top(), viewport.window_height());
    let cursor_row = Some(now.cursor.row).filter(|row| !rows.contains(row));
    let cursor_row = cursor_row.filter(|&row| row < picture.chart.rows.len());
    let rows = rows.chain(cursor_row).map(|index| {
        let row_selected = props.selected.is_some() && picture.task(index) == props.selected;
        let cursor = Some(now.cursor).filter(|cursor| cursor.row == index);
        html! { <RowView key={index} {index} picture={Same(picture.clone())} selected={row_selected} {cursor} /> }
    });
    let label = format!("Timeline of the stage {}", picture.run.report.stage);
    let height = picture.layout.height();
    let scale = &picture.layout.scale;
    // What `web/editor/src/hand` goes by.
    let millis_per_pixel = (scale.end.0 as f64 / scale.width).to_string();
    let stacked = picture.layout.is_stacked().then_some("timeline--stacked");
    html! {
        <div class={classes!("timeline", stacked, props.dimmed.then_some("timeline--dimmed"))}>
            <div class="timeline__scroller" ref={scroller} {onscroll}>
                { axis(&picture) }
                <div
                    class="timeline__content" ref={content.clone()}
                    style={format!("height:{height}px")}
                    data-labels={picture.layout.labels.to_string()} data-millis-per-pixel={millis_per_pixel}
                    role="treegrid" aria-label={label} aria-readonly="true"
                    aria-rowcount={picture.chart.rows.len().to_string()}
                    onpointermove={on.onpointermove} onpointerleave={on.onpointerleave}
                    onclick={on.onclick} onkeydown={on.onkeydown}
                    onfocusin={on.onfocusin} onfocusout={on.onfocusout}
                >
                    <div class="timeline__rows" role="rowgroup">{ for rows }</div>
                    <Canvas picture={Same(picture.clone())} view={viewport.clone()} {theme} />
                    { for props.playhead.as_ref().map(|playhead| moment(&picture, playhead)) }
                </div>
            </div>
            <Details target={now.target()} picture={Same(picture.clone())} {content} on_close={on.on_close} />
            { signs(&picture) }
        </div>
    }
}
