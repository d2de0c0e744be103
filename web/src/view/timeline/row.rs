//! One row: its label, and invisible cells over its bar that carry names, focus and outlines.

use super::picture::{Picture, Same};
use crate::timeline::chart::{Row, TaskBar};
use crate::timeline::hit::Target;
use crate::timeline::texts::{bar_name, segment_text, step_name, step_note};
use laneway_core::report::TaskOutcome;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// Nobody points at a piece that is narrower, in pixels.
const NARROWEST: f64 = 0.5;

#[derive(Properties, PartialEq)]
pub(super) struct RowProps {
    pub(super) index: usize,
    pub(super) picture: Same<Picture>,
    pub(super) selected: bool,
    /// Where the keyboard is, if it is in this row.
    pub(super) cursor: Option<Target>,
}

/// A row of the grid.
#[component]
pub(super) fn RowView(props: &RowProps) -> Html {
    let picture = &props.picture;
    let (top, height) = picture.layout.row(props.index);
    let (level, class, label, name) = match &picture.chart.rows[props.index] {
        Row::Step(step) => {
            let label = step_label(picture, *step);
            (
                "1",
                "timeline__row--step",
                label,
                step_name(&picture.run.report, &picture.chart, *step),
            )
        }
        Row::Task(bar) => {
            let level = if bar.is_step { "1" } else { "2" };
            (
                level,
                "timeline__row--task",
                task_label(picture, bar),
                bar_name(&picture.run.report, bar, picture.moved(props.index)),
            )
        }
    };
    let bar = picture.chart.rows[props.index].bar();
    let selected = bar.map(|_| props.selected.to_string());
    let is_here = |segment| {
        props.cursor
            == Some(Target {
                row: props.index,
                segment,
            })
    };
    let task = bar.map(|bar| picture.run.report.tasks[bar.task].task.clone());
    let step = picture.chart.rows[props.index].step().to_string();
    let fold = match &picture.chart.rows[props.index] {
        Row::Step(step) => Some(*step),
        Row::Task(_) => None,
    };
    let is_open = fold.map(|step| picture.chart.fold(step).is_none().to_string());
    let label_height = picture.layout.label_height(props.index, &picture.chart);
    let cells = bar.map(|bar| {
        pieces(
            picture,
            props.index,
            bar,
            top,
            props.cursor.is_some(),
            &is_here,
        )
    });
    html! {
        <div
            role="row" aria-expanded={is_open} aria-level={level} aria-rowindex={(props.index + 1).to_string()} aria-selected={selected}
            class={classes!("timeline__row", class, props.selected.then_some("timeline__row--selected"))}
            style={format!("top:{top}px;height:{height}px")}
            data-step={step} data-task={task} data-end={bar.and_then(|bar| end(picture, bar))}
        >
            <div
                role="rowheader" class="timeline__label"
                style={label_style(picture.layout.labels, label_height)}
            >
                { label }
            </div>
            <div
                role="gridcell" class="timeline__cell" aria-label={name} tabindex={tab_stop(is_here(None))}
                data-row={props.index.to_string()}
                style={format!("left:{}px", picture.layout.labels)}
            />
            { cells }
        </div>
    }
}

/// Where the bar of a task ends by itself, for `web/editor/src/hand`: what is moved there is how long it takes.
fn end(picture: &Picture, bar: &TaskBar) -> Option<String> {
    let task = &picture.run.report.tasks[bar.task];
    let takes_its_time = matches!(
        task.outcome,
        TaskOutcome::Succeeded | TaskOutcome::Ready | TaskOutcome::Failed
    );
    let settled = task.settled_ms.filter(|_| takes_its_time)?;
    let x = picture.layout.scale.x(settled);
    picture.is_in_sight(x).then(|| x.to_string())
}

/// The cells over the pieces of a bar.
fn pieces(
    picture: &Picture,
    row: usize,
    bar: &TaskBar,
    top: f64,
    has_cursor: bool,
    is_here: &dyn Fn(Option<usize>) -> bool,
) -> Html {
    let task = &picture.run.report.tasks[bar.task];
    let layout = &picture.layout;
    let pieces = bar.segments.iter().take(bar.reachable()).enumerate().filter_map(|(index, segment)| {
        let rect = layout.segment(row, segment);
        let [left, right] = [rect.x, rect.x + rect.width].map(|x| x.clamp(layout.labels, layout.width));
        // Only who goes through the pieces of this bar reaches one that cannot be pointed at.
        if !has_cursor && (left == right || layout.scale.length(segment.from, segment.until) < NARROWEST) {
            return None;
        }
        let style = format!("left:{left}px;top:{}px;width:{}px;height:{}px", rect.y - top, (right - left).max(NARROWEST), rect.height);
        Some(html! {
            <div
                key={index} role="gridcell" class="timeline__piece" {style}
                aria-label={segment_text(&picture.run.report, task, segment)} tabindex={tab_stop(is_here(Some(index)))}
                data-row={row.to_string()} data-segment={index.to_string()}
            />
        })
    });
    html! { <>{ for pieces }</> }
}

fn step_label(picture: &Picture, step: usize) -> Html {
    let row = &picture.run.report.steps[step];
    let hidden = picture.chart.fold(step);
    let (sign, title) = match hidden {
        Some(_) => ("▸", "Show its tasks"),
        None => ("▾", "Show this line only"),
    };
    let hidden =
        hidden.map(|fold| html! { <span class="timeline__note">{ counted(fold.tasks) }</span> });
    // Where labels stand beside the bars, the canvas has room for the note where the step starts.
    let note = step_note(&picture.run.report, &picture.chart, step)
        .filter(|_| picture.layout.is_stacked());
    html! {
        <>
            <span class="timeline__fold" data-fold={step.to_string()} {title} aria-hidden="true">{ sign }</span>
            <span class="timeline__step" title={row.name.clone()}>{ &row.name }</span>
            { for hidden }
            { for (!row.waited).then(|| tag("not waited")) }
            { for row.halt_on_error.then(|| tag("can halt")) }
            { for note.map(|note| html! { <span class="timeline__note">{ note }</span> }) }
        </>
    }
}

fn counted(tasks: usize) -> String {
    let plural = if tasks == 1 { "" } else { "s" };
    format!("{tasks} task{plural}")
}

fn task_label(picture: &Picture, bar: &TaskBar) -> Html {
    let name = &picture.run.report.tasks[bar.task].task;
    let step = &picture.run.report.steps[bar.step];
    let (kind, own) = name.split_once('.').unwrap_or(("", name));
    let kind = (!kind.is_empty())
        .then(|| html! { <span class="timeline__kind">{ format!("{kind}.") }</span> });
    html! {
        <>
            <span class="timeline__task" title={name.clone()}>{ kind }{ own }</span>
            { for (bar.is_step && step.halt_on_error).then(|| tag("can halt")) }
        </>
    }
}

fn tag(text: &'static str) -> Html {
    html! { <span class="timeline__tag">{ text }</span> }
}

fn label_style(width: f64, height: f64) -> String {
    // No width of their own: labels stand above the bars and take the whole row.
    if width > 0.0 {
        format!("width:{width}px;height:{height}px")
    } else {
        format!("right:0;height:{height}px")
    }
}

fn tab_stop(is_cursor: bool) -> &'static str {
    if is_cursor { "0" } else { "-1" }
}

/// Moves the focus to the cell of a target, unless it is there, and scrolls as little as that takes.
pub(super) fn focus(content: &Element, target: Target) {
    let row = target.row;
    let selector = match target.segment {
        Some(segment) => format!("[data-row=\"{row}\"][data-segment=\"{segment}\"]"),
        None => format!("[data-row=\"{row}\"]:not([data-segment])"),
    };
    let cell = content.query_selector(&selector).ok().flatten();
    let is_there = |cell: &Element| cell.matches(":focus").unwrap_or_default();
    let cell = cell
        .filter(|cell| !is_there(cell))
        .and_then(|cell| cell.dyn_into::<HtmlElement>().ok());
    if let Some(cell) = cell {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        cell.scroll_into_view_with_scroll_into_view_options(&nearest);
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A cell that cannot take the focus leaves it where it is.
        let _ = cell.focus_with_options(&options);
    }
}

/// What a cell stands for.
pub(super) fn target_of(cell: &Element) -> Option<Target> {
    let number = |name: &str| cell.get_attribute(name)?.parse().ok();
    Some(Target {
        row: number("data-row")?,
        segment: number("data-segment"),
    })
}
