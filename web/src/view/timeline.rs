//! The timeline of a run.

use crate::protocol::RunView;
use laneway_core::report::TaskRow;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Timeline`] shows.
#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    /// The run.
    pub run: Rc<RunView>,
    /// Index of the selected task in the report.
    pub selected: Option<usize>,
    /// Whether the run belongs to an older state of the texts.
    pub dimmed: bool,
    /// The user selects a task, or none.
    pub on_select: Callback<Option<usize>>,
}

/// Lists the tasks of a run with their times.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let rows = props.run.report.tasks.iter().enumerate().map(|(index, task)| {
        let selected = props.selected == Some(index);
        let onclick = props.on_select.reform(move |_| (!selected).then_some(index));
        html! {
            <li key={index}>
                <button type="button" aria-pressed={selected.to_string()} {onclick}>{ sentence(task) }</button>
            </li>
        }
    });
    html! { <ol class={classes!("timeline", props.dimmed.then_some("dimmed"))}>{ for rows }</ol> }
}

fn sentence(task: &TaskRow) -> String {
    let name = &task.task;
    match (task.start_ms, task.settled_ms) {
        (Some(start), Some(end)) => {
            format!("{name}: from {} s to {} s", start.0 / 1000, end.0 / 1000)
        }
        (Some(start), None) => format!("{name}: from {} s, left running", start.0 / 1000),
        (None, _) => format!("{name}: never ran"),
    }
}
