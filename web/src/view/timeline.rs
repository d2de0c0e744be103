//! The timeline of a run: rows of labels over one canvas of bars, and a treegrid for keyboard and
//! screen reader.

mod axis;
mod canvas;
mod details;
mod go;
mod keys;
mod lane;
mod legend;
mod look;
mod measure;
mod moment;
mod picture;
mod pointing;
mod row;

use crate::model::Playhead;
use crate::protocol::RunView;
use crate::timeline::legend::Sign;
use crate::timeline::load;
use axis::axis;
use canvas::Canvas;
use details::Details;
use go::{Told, use_way};
use laneway_core::time::Millis;
use legend::signs;
use look::use_look;
use measure::{use_theme, use_viewport};
use moment::{moment, use_sight};
use picture::{Same, use_picture};
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
    /// From when until when time is seen, if not all of it.
    pub window: Option<[Millis; 2]>,
    /// The user selects a task, or none.
    pub on_select: Callback<Option<usize>>,
    /// The user looks at another part of the time, or at all of it.
    pub on_window: Callback<Option<[Millis; 2]>>,
}

/// Draws a run.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let root = use_node_ref();
    let scroller = use_node_ref();
    let content = use_node_ref();
    let (viewport, onscroll) = use_viewport(&scroller);
    let theme = use_theme(&scroller);
    let (look, set_look) = use_look(&root, props.window, &props.on_window);
    let (picture, still) = use_picture(&props.run, props.ghost.as_ref(), viewport.width, &look);
    let (now, on) = use_pointing(&picture, &content, &viewport, props);
    use_way(
        &scroller,
        &picture,
        &look,
        props.selected,
        now,
        &Told {
            set_look: &set_look,
            on_go: &on.on_go,
        },
    );
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
        html! { <RowView key={index} {index} picture={Same(still.clone())} selected={row_selected} {cursor} /> }
    });
    let label = format!("Timeline of the stage {}", picture.run.report.stage);
    let height = picture.layout.height();
    let scale = &picture.layout.scale;
    // What `web/editor/src/hand` goes by.
    let millis_per_pixel = (scale.end.0 as f64 / scale.width).to_string();
    let axis_left = scale.left.to_string();
    let window = picture
        .window
        .map(|[from, until]| format!("{} {}", from.0, until.0));
    let stacked = picture.layout.is_stacked().then_some("timeline--stacked");
    let few = (picture.run.report.tasks.len() <= load::FEW).then_some("timeline--few");
    let fails = picture
        .signs
        .iter()
        .any(|sign| matches!(sign, Sign::Failed | Sign::TimedOut));
    html! {
        <div class={classes!("timeline", stacked, few, props.dimmed.then_some("timeline--dimmed"))} ref={root}>
            <div class="timeline__head">
                // Filled by `web/editor/src/look`.
                <div class="timeline__tools"></div>
                { lane::overview(&picture, theme.as_ref()) }
            </div>
            <div class="timeline__scroller" ref={scroller} {onscroll}>
                <div class="timeline__top">
                    // Filled by `web/editor/src/look`, too.
                    <div class="timeline__corner"></div>
                    { axis(&picture) }
                    { lane::below_axis(&picture, theme.as_ref()) }
                </div>
                <div
                    class="timeline__content" ref={content.clone()}
                    style={format!("height:{height}px")}
                    data-labels={picture.layout.labels.to_string()} data-millis-per-pixel={millis_per_pixel}
                    data-axis-left={axis_left} data-end={scale.end.0.to_string()} data-window={window}
                    data-fails={fails.then_some("")} data-steps={picture.run.report.steps.len().to_string()}
                    role="treegrid" aria-label={label} aria-readonly="true"
                    aria-rowcount={picture.chart.rows.len().to_string()}
                    onpointermove={on.onpointermove} onpointerleave={on.onpointerleave}
                    onclick={on.onclick} onkeydown={on.onkeydown}
                    onfocusin={on.onfocusin} onfocusout={on.onfocusout}
                >
                    <div class="timeline__rows" role="rowgroup">{ for rows }</div>
                    <Canvas picture={Same(picture.clone())} view={viewport.clone()} {theme} is_moving={look.is_moving} />
                    { for props.playhead.as_ref().map(|playhead| moment(&picture, playhead)) }
                    if picture.chart.rows.is_empty() {
                        <p class="timeline__nothing">{ "No task is like that." }</p>
                    }
                </div>
            </div>
            <Details target={now.target()} picture={Same(picture.clone())} {content} on_close={on.on_close} />
            { signs(&picture) }
        </div>
    }
}
