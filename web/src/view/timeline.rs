//! The timeline of a run: rows of labels over one canvas of bars, and a treegrid for keyboard and
//! screen reader.

mod axis;
mod canvas;
mod details;
mod keys;
mod legend;
mod measure;
mod picture;
mod row;

use crate::protocol::RunView;
use crate::timeline::hit::{Target, hit};
use axis::Axis;
use canvas::Canvas;
use details::Details;
use legend::Legend;
use measure::{use_theme, use_viewport};
use picture::{Picture, Same};
use row::RowView;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
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

/// What the pointer and the keyboard point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pointing {
    /// Where the keyboard is; the one stop of the tab key.
    cursor: Target,
    /// Whether the keyboard is in the grid.
    has_focus: bool,
    /// What is under the pointer.
    hovered: Option<Target>,
    /// Whether the details were closed; until something else is pointed at.
    is_closed: bool,
}

impl Pointing {
    const START: Self = Self {
        cursor: Target {
            row: 0,
            segment: None,
        },
        has_focus: false,
        hovered: None,
        is_closed: false,
    };

    /// What the details tell about.
    fn target(self) -> Option<Target> {
        let focused = self.has_focus.then_some(self.cursor);
        self.hovered.or(focused).filter(|_| !self.is_closed)
    }
}

/// Draws a run.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let scroller = use_node_ref();
    let content = use_node_ref();
    let (viewport, onscroll) = use_viewport(&scroller);
    let theme = use_theme(&scroller);
    let picture = use_memo((Same(props.run.clone()), viewport.width), |(run, width)| {
        Picture::new(run.0.clone(), *width)
    });
    let pointing = use_state_eq(|| Pointing::START);
    let now = Pointing {
        cursor: picture.nearest(pointing.cursor),
        ..*pointing
    };
    use_focus(&scroller, &content, &picture, now);

    let onpointermove = {
        let (picture, pointing, content) = (picture.clone(), pointing.clone(), content.clone());
        Callback::from(move |event: PointerEvent| {
            let hovered = target_at(&event, &content, &picture);
            let is_closed = pointing.is_closed && hovered == pointing.hovered;
            pointing.set(Pointing {
                hovered,
                is_closed,
                ..*pointing
            });
        })
    };
    let onpointerleave = {
        let pointing = pointing.clone();
        Callback::from(move |_: PointerEvent| {
            pointing.set(Pointing {
                hovered: None,
                ..*pointing
            });
        })
    };
    let onclick = {
        let (picture, pointing, content) = (picture.clone(), pointing.clone(), content.clone());
        let (selected, on_select) = (props.selected, props.on_select.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(target) = target_at(&event, &content, &picture) else {
                return;
            };
            let hovered = Some(target);
            pointing.set(Pointing {
                cursor: target,
                hovered,
                is_closed: false,
                ..*pointing
            });
            let task = picture.task(target.row);
            on_select.emit(task.filter(|_| task != selected));
        })
    };
    let onkeydown = {
        let (picture, pointing, viewport) = (picture.clone(), pointing.clone(), viewport.clone());
        let (selected, on_select) = (props.selected, props.on_select.clone());
        Callback::from(move |event: KeyboardEvent| {
            let page = viewport.rows_per_page();
            match keys::action(&event, &picture.chart, now.cursor, page) {
                Some(keys::Action::Move(cursor)) => {
                    pointing.set(Pointing {
                        cursor,
                        hovered: None,
                        is_closed: false,
                        ..now
                    });
                }
                Some(keys::Action::Select) => {
                    let task = picture.task(now.cursor.row);
                    on_select.emit(task.filter(|_| task != selected));
                }
                Some(keys::Action::Close) => pointing.set(Pointing {
                    is_closed: true,
                    ..now
                }),
                None => return,
            }
            event.prevent_default();
        })
    };
    let onfocusin = {
        let pointing = pointing.clone();
        Callback::from(move |event: FocusEvent| {
            let cursor = event
                .target_dyn_into::<Element>()
                .as_ref()
                .and_then(row::target_of);
            let cursor = cursor.unwrap_or(pointing.cursor);
            pointing.set(Pointing {
                cursor,
                has_focus: true,
                is_closed: false,
                ..*pointing
            });
        })
    };
    let onfocusout = {
        let pointing = pointing.clone();
        Callback::from(move |_: FocusEvent| {
            pointing.set(Pointing {
                has_focus: false,
                ..*pointing
            });
        })
    };

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
    let stacked = picture.layout.is_stacked().then_some("timeline--stacked");
    html! {
        <div class={classes!("timeline", stacked, props.dimmed.then_some("timeline--dimmed"))}>
            <div class="timeline__scroller" ref={scroller} {onscroll}>
                <Axis picture={Same(picture.clone())} />
                <div
                    class="timeline__content" ref={content.clone()}
                    style={format!("height:{height}px")}
                    role="treegrid" aria-label={label} aria-readonly="true"
                    aria-rowcount={picture.chart.rows.len().to_string()}
                    {onpointermove} {onpointerleave} {onclick} {onkeydown} {onfocusin} {onfocusout}
                >
                    <div class="timeline__rows" role="rowgroup">{ for rows }</div>
                    <Canvas picture={Same(picture.clone())} view={viewport.clone()} {theme} />
                </div>
            </div>
            <Details target={now.target()} picture={Same(picture.clone())} {content} />
            <Legend picture={Same(picture)} />
        </div>
    }
}

fn target_at(event: &MouseEvent, content: &NodeRef, picture: &Picture) -> Option<Target> {
    let origin = content.cast::<Element>()?.get_bounding_client_rect();
    let x = f64::from(event.client_x()) - origin.left();
    let y = f64::from(event.client_y()) - origin.top();
    hit(&picture.chart, &picture.layout, x, y)
}

/// Brings the row of the cursor into sight and moves the focus there, when the keyboard moved it.
#[hook]
fn use_focus(scroller: &NodeRef, content: &NodeRef, picture: &Rc<Picture>, now: Pointing) {
    let (scroller, content, picture) = (scroller.clone(), content.clone(), picture.clone());
    use_effect_with((now.cursor, now.has_focus), move |&(cursor, has_focus)| {
        if !has_focus {
            return;
        }
        let selector = row::selector(cursor);
        let cell = content
            .cast::<Element>()
            .and_then(|content| content.query_selector(&selector).ok()?);
        let Some(cell) =
            cell.and_then(|cell| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(cell).ok())
        else {
            return;
        };
        let is_there = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.active_element())
            .is_some_and(|active| active == *cell);
        if is_there {
            return;
        }
        if let Some(scroller) = scroller.cast::<Element>() {
            measure::reveal(&scroller, picture.layout.row(cursor.row));
        }
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot take the focus leaves it where it is.
        let _ = cell.focus_with_options(&options);
    });
}
