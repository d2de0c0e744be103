//! The region that shows the run: stage, figures, timeline, explanation.

use super::figures::figures;
use super::ghost_note::{Lay, ghost_note};
use super::prose::prose;
use super::timeline::Timeline;
use super::views::views;
use crate::model::{Ghost, Playhead, View};
use crate::protocol::RunView;
use laneway_core::time::Millis;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`RunPane`] shows.
#[derive(Properties, PartialEq)]
pub struct RunPaneProps {
    /// The last run that could be simulated.
    pub run: Option<Rc<RunView>>,
    /// The stages to choose from.
    pub stages: Rc<Vec<String>>,
    /// The run before the last edit in the picture.
    pub ghost: Option<Ghost>,
    /// Index of the selected task.
    pub selected: Option<usize>,
    /// Whether the run belongs to older texts than those in the editors.
    pub outdated: bool,
    /// Whether an answer has come at all.
    pub answered: bool,
    /// Whether the run is about to be replaced.
    pub awaited: bool,
    /// What is seen of the run.
    pub view: View,
    /// Where the playhead stands while the run is played.
    pub playhead: Option<Rc<Playhead>>,
    /// From when until when time is seen, if not all of it.
    pub window: Option<[Millis; 2]>,
    /// The user looks at another part of the time, or at all of it.
    pub on_window: Callback<Option<[Millis; 2]>>,
    /// The user wants to play the run.
    pub on_play: Callback<()>,
    /// The user wants to see the run like this.
    pub on_view: Callback<View>,
    /// The user wants to see a stage.
    pub on_stage: Callback<String>,
    /// The user selects a task, or none.
    pub on_select: Callback<Option<usize>>,
    /// The user takes the last edit in the picture back, or has seen what it did.
    pub on_ghost: Callback<Lay>,
}

/// The region of the timeline.
#[component]
pub fn RunPane(props: &RunPaneProps) -> Html {
    html! {
        <section
            id="timeline" class="pane run" aria-labelledby="timeline-heading" tabindex="-1"
            aria-busy={props.awaited.to_string()}
        >
            <div class="pane-head">
                { views(props.view, &props.on_view) }
                { stage_picker(props) }
            </div>
            <div class={classes!("run-body", props.outdated.then_some("outdated"))}>
                if props.outdated && props.run.is_some() {
                    <p class="note">
                        { "The present text cannot be simulated: see the problems. The picture shows the last text that could." }
                    </p>
                }
                if let Some(run) = props.run.as_ref().filter(|_| props.view == View::Timeline) {
                    { figures(run, play_button(props)) }
                    { ghost_note(props.ghost.as_ref(), &props.on_ghost) }
                }
                // Filled by the player of `web/editor/src/play`.
                <div id="play" hidden={props.view != View::Timeline || props.playhead.is_none()}></div>
                if props.view == View::Timeline || props.run.is_none() {
                    { body(props) }
                }
                // Filled by the panel of `web/editor/src/foresight`.
                <div id="foresight" class="foresight" hidden={props.view == View::Timeline}></div>
            </div>
        </section>
    }
}

fn stage_picker(props: &RunPaneProps) -> Html {
    let shown = props.run.as_ref().map(|run| run.report.stage.as_str());
    let on_stage = props.on_stage.clone();
    let onchange = move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        on_stage.emit(select.value());
    };
    let options = props.stages.iter().enumerate().map(|(index, stage)| {
        let selected = shown == Some(stage.as_str());
        html! { <option key={index} value={stage.clone()} {selected}>{ stage }</option> }
    });
    html! {
        <label class="picker">
            <span>{ "Stage" }</span>
            <select {onchange} disabled={props.stages.is_empty()}>{ for options }</select>
        </label>
    }
}

/// Opens the player, which has a button of its own to close it.
fn play_button(props: &RunPaneProps) -> Html {
    let onclick = props.on_play.reform(|_| ());
    html! {
        <button
            type="button" class="play-open" hidden={props.playhead.is_some()} disabled={props.outdated}
            title="Step through the run, and see why each thing happens" {onclick}
        >
            <span aria-hidden="true">{ "▶ " }</span>{ "Play" }
        </button>
    }
}

fn body(props: &RunPaneProps) -> Html {
    let Some(run) = &props.run else {
        let text = if props.answered {
            "Nothing to simulate yet: write a stage with its tasks into the template, or choose an example."
        } else {
            "Simulating …"
        };
        return html! { <p class="empty">{ text }</p> };
    };
    html! {
        <>
            <div class="picture">
                <Timeline
                    run={run.clone()}
                    ghost={props.ghost.as_ref().map(|ghost| ghost.run.clone())}
                    selected={props.selected}
                    dimmed={props.outdated}
                    playhead={props.playhead.clone()}
                    window={props.window}
                    on_select={props.on_select.clone()}
                    on_window={props.on_window.clone()}
                />
            </div>
            <div class="explanation">
                <h3 id="explanation-heading">{ "What happened" }</h3>
                <ul aria-labelledby="explanation-heading">
                    { for run.summary.iter().skip(1).map(|sentence| html! { <li>{ prose(sentence) }</li> }) }
                </ul>
            </div>
        </>
    }
}
