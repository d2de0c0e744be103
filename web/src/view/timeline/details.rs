//! The card that explains what is pointed at, below its row or above it.

use super::picture::{Picture, Same};
use crate::timeline::hit::Target;
use crate::timeline::layout::Rect;
use crate::timeline::texts::explain;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// How far the card keeps from the row and from the edges of the window.
const GAP: f64 = 6.0;

#[derive(Properties, PartialEq)]
pub(super) struct DetailsProps {
    /// What is pointed at, if anything.
    pub(super) target: Option<Target>,
    pub(super) picture: Same<Picture>,
    /// The element with the rows.
    pub(super) content: NodeRef,
    /// The user is done reading.
    pub(super) on_close: Callback<()>,
}

/// The card. The focused cell says the same in its name, so it is for the eye alone.
#[component]
pub(super) fn Details(props: &DetailsProps) -> Html {
    let card = use_node_ref();
    use_place(&card, props);
    use_escape(props.target.is_some(), &props.on_close);
    let told = props.target.and_then(|target| {
        let picture = &props.picture;
        explain(
            &picture.run.report,
            &picture.chart,
            picture.ghost.as_deref(),
            &picture.layout,
            target,
        )
    });
    html! {
        <div class="timeline__details" ref={card} hidden={told.is_none()} aria-hidden="true">
            if let Some(told) = told {
                <strong>{ told.title }</strong>
                { for told.lines.iter().map(|line| html! { <p>{ line }</p> }) }
            }
        </div>
    }
}

/// Puts the card beside its row, and keeps it there while anything scrolls.
#[hook]
fn use_place(card: &NodeRef, props: &DetailsProps) {
    let card = card.clone();
    let deps = (props.target, props.picture.clone(), props.content.clone());
    use_effect_with(deps, move |(target, picture, content)| {
        let (target, picture, content) = (*target, picture.clone(), content.clone());
        let place = move || {
            let elements = card.cast::<HtmlElement>().zip(content.cast::<Element>());
            if let Some(((card, content), target)) = elements.zip(target) {
                place(&card, &content, anchor(&picture, target));
            }
        };
        place();
        let listener = target.map(|_| Listener::new("scroll", move |_| place()));
        move || drop(listener)
    });
}

/// Closes the card at the Escape key, wherever the focus is.
#[hook]
fn use_escape(is_open: bool, on_close: &Callback<()>) {
    use_effect_with((is_open, on_close.clone()), move |(is_open, on_close)| {
        let on_close = on_close.clone();
        let close = move |event: Event| {
            if event.unchecked_into::<KeyboardEvent>().key() == "Escape" {
                on_close.emit(());
            }
        };
        let listener = is_open.then(|| Listener::new("keydown", close));
        move || drop(listener)
    });
}

/// Listens to the whole window, until it is dropped.
struct Listener {
    event: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    fn new(event: &'static str, call: impl Fn(Event) + 'static) -> Self {
        let listener = Self {
            event,
            closure: Closure::new(call),
        };
        if let Some(window) = web_sys::window() {
            let call = listener.closure.as_ref().unchecked_ref();
            // A function and a known name are never refused.
            let _ = window.add_event_listener_with_callback_and_bool(event, call, true);
        }
        listener
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let call = self.closure.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool(self.event, call, true);
        }
    }
}

/// The row of the target, from the left edge of the piece on; of a whole bar from its first attempt on.
fn anchor(picture: &Picture, target: Target) -> Rect {
    let layout = &picture.layout;
    let (y, height) = layout.row(target.row);
    let bar = picture.chart.rows.get(target.row).and_then(|row| row.bar());
    let segments = bar.map_or(&[][..], |bar| &bar.segments);
    let segment = match target.segment {
        Some(index) => segments.get(index),
        None => segments
            .iter()
            .find(|segment| !segment.kind.is_wait_for_start()),
    };
    let x = segment.map_or(layout.labels, |segment| {
        let x = layout.segment(target.row, segment).x;
        x.clamp(layout.labels, layout.width)
    });
    Rect {
        x,
        y,
        width: layout.width - x,
        height,
    }
}

/// Beside the row, never over it: above when there is no room below.
fn place(card: &HtmlElement, content: &Element, anchor: Rect) {
    let origin = content.get_bounding_client_rect();
    let size = card.get_bounding_client_rect();
    let window = web_sys::window().and_then(|window| window.document()?.document_element());
    let (width, height) = window.map_or((0, 0), |root| (root.client_width(), root.client_height()));
    let left = (origin.left() + anchor.x)
        .min(f64::from(width) - size.width() - GAP)
        .max(GAP);
    let above = origin.top() + anchor.y - GAP - size.height();
    let below = origin.top() + anchor.y + anchor.height + GAP;
    let fits = below + size.height() <= f64::from(height) || above < 0.0;
    let top = if fits { below } else { above };
    // Refused for a property that does not exist only.
    let _ = card
        .style()
        .set_property("transform", &format!("translate({left}px,{top}px)"));
}
