//! What the pointer and the keyboard point at, and the events that change it.

use super::TimelineProps;
use super::keys::{self, Action};
use super::measure::Viewport;
use super::picture::Picture;
use super::row;
use crate::timeline::hit::{Target, hit};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What the pointer and the keyboard point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pointing {
    /// Where the keyboard is; the one stop of the tab key.
    pub(super) cursor: Target,
    /// Whether the keyboard is in the grid.
    pub(super) has_focus: bool,
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
    pub(super) fn target(self) -> Option<Target> {
        let focused = self.has_focus.then_some(self.cursor);
        self.hovered.or(focused).filter(|_| !self.is_closed)
    }

    fn hover(self, hovered: Option<Target>) -> Self {
        let is_closed = self.is_closed && hovered == self.hovered;
        Self {
            hovered,
            is_closed,
            ..self
        }
    }
}

/// What the grid does at each event.
pub(super) struct Handlers {
    pub(super) onpointermove: Callback<PointerEvent>,
    pub(super) onpointerleave: Callback<PointerEvent>,
    pub(super) onclick: Callback<MouseEvent>,
    pub(super) onkeydown: Callback<KeyboardEvent>,
    pub(super) onfocusin: Callback<FocusEvent>,
    pub(super) onfocusout: Callback<FocusEvent>,
    /// The details are closed.
    pub(super) on_close: Callback<()>,
    /// Somebody goes to a row.
    pub(super) on_go: Callback<usize>,
}

/// What is pointed at in `picture`, whose rows are in `content`.
#[hook]
pub(super) fn use_pointing(
    picture: &Rc<Picture>,
    content: &NodeRef,
    viewport: &Viewport,
    props: &TimelineProps,
) -> (Pointing, Handlers) {
    let state = use_state_eq(|| Pointing::START);
    let now = Pointing {
        cursor: picture.nearest(state.cursor),
        hovered: state
            .hovered
            .filter(|&target| picture.nearest(target) == target),
        ..*state
    };
    let set = Callback::from(move |pointing| state.set(pointing));
    let target_at = target_at(picture.clone(), content.clone());
    let select = select(picture.clone(), props);
    let page = viewport.rows_per_page();
    let handlers = Handlers {
        onpointermove: {
            let target_at = target_at.clone();
            set.reform(move |event: PointerEvent| now.hover(target_at.emit(event.into())))
        },
        onpointerleave: set.reform(move |_| now.hover(None)),
        onclick: {
            let (set, select) = (set.clone(), select.clone());
            Callback::from(move |event: MouseEvent| {
                if let Some(target) = target_at.emit(event) {
                    set.emit(Pointing {
                        cursor: target,
                        hovered: Some(target),
                        is_closed: false,
                        ..now
                    });
                    select.emit(target.row);
                }
            })
        },
        onkeydown: {
            let (set, picture) = (set.clone(), picture.clone());
            Callback::from(move |event: KeyboardEvent| {
                match keys::action(&event, &picture.chart, now.cursor, page) {
                    Some(Action::Move(cursor)) => {
                        set.emit(Pointing {
                            cursor,
                            hovered: None,
                            is_closed: false,
                            ..now
                        });
                    }
                    Some(Action::Select) => select.emit(now.cursor.row),
                    None => return,
                }
                event.prevent_default();
            })
        },
        onfocusin: set.reform(move |event: FocusEvent| {
            let cell = event.target_dyn_into::<Element>();
            let cursor = cell.as_ref().and_then(row::target_of).unwrap_or(now.cursor);
            Pointing {
                cursor,
                has_focus: true,
                is_closed: false,
                ..now
            }
        }),
        onfocusout: set.reform(move |_| Pointing {
            has_focus: false,
            ..now
        }),
        on_close: set.reform(move |()| Pointing {
            is_closed: true,
            ..now
        }),
        on_go: {
            let (picture, on_select) = (picture.clone(), props.on_select.clone());
            Callback::from(move |row| {
                let target = Target { row, segment: None };
                on_select.emit(picture.task(row));
                set.emit(Pointing {
                    cursor: target,
                    hovered: Some(target),
                    is_closed: false,
                    ..now
                });
            })
        },
    };
    (now, handlers)
}

/// What stands where a pointer is.
fn target_at(picture: Rc<Picture>, content: NodeRef) -> Callback<MouseEvent, Option<Target>> {
    Callback::from(move |event: MouseEvent| {
        let origin = content.cast::<Element>()?.get_bounding_client_rect();
        let x = f64::from(event.client_x()) - origin.left();
        let y = f64::from(event.client_y()) - origin.top();
        hit(&picture.chart, &picture.layout, x, y)
    })
}

/// Selects the task of a row; the selected one is let go of.
fn select(picture: Rc<Picture>, props: &TimelineProps) -> Callback<usize> {
    let selected = props.selected;
    props
        .on_select
        .reform(move |row| picture.task(row).filter(|&task| selected != Some(task)))
}

/// Moves the focus to the cell of the cursor, when the keyboard moved it.
#[hook]
pub(super) fn use_focus(content: &NodeRef, now: Pointing) {
    let content = content.clone();
    use_effect_with((now.cursor, now.has_focus), move |&(cursor, has_focus)| {
        if let Some(content) = content.cast::<Element>().filter(|_| has_focus) {
            row::focus(&content, cursor);
        }
    });
}
