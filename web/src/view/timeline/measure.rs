//! What the page tells about itself: how large the view is, where it is scrolled to, its colours.

use crate::timeline::paint::Theme;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, ResizeObserver};
use yew::prelude::*;

/// The window of rows moves on by this many pixels at a time; as much is painted beyond both edges, so
/// that scrolling shows painted bars while the next window is being painted.
const STRIDE: u32 = 320;

/// The view counts as high as a multiple of this: what stands above it takes a line more or less with every text, and nothing
/// need be painted anew for that.
const STEP: u32 = 64;

/// How large the view is and where it is scrolled to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Viewport {
    /// Of the rows, without a scroll bar.
    pub(super) width: u32,
    /// What is seen at once, up to the next step.
    height: u32,
    /// How many strides down.
    strides: u32,
}

impl Viewport {
    fn of(scroller: &Element) -> Self {
        let pixels = |length: i32| u32::try_from(length).unwrap_or_default();
        Self {
            width: pixels(scroller.client_width()),
            height: pixels(scroller.client_height()).next_multiple_of(STEP),
            strides: pixels(scroller.scroll_top()) / STRIDE,
        }
    }

    /// The top of the window that is painted.
    pub(super) fn top(&self) -> f64 {
        f64::from(self.strides.saturating_sub(1) * STRIDE)
    }

    /// The height of the window that is painted.
    pub(super) fn window_height(&self) -> f64 {
        f64::from(self.height + 3 * STRIDE)
    }

    /// How many rows a page key moves by: no more than are seen.
    pub(super) fn rows_per_page(&self) -> usize {
        (self.height.saturating_sub(STEP) / 40).max(1) as usize
    }
}

/// The viewport of the scroller, and what to call when it is scrolled.
#[hook]
pub(super) fn use_viewport(scroller: &NodeRef) -> (Rc<Viewport>, Callback<Event>) {
    let viewport = use_state_eq(|| Rc::new(Viewport::default()));
    let update = {
        let (scroller, viewport) = (scroller.clone(), viewport.setter());
        Callback::from(move |()| {
            if let Some(scroller) = scroller.cast::<Element>() {
                viewport.set(Rc::new(Viewport::of(&scroller)));
            }
        })
    };
    let onscroll = update.reform(|_: Event| ());
    use_effect_with(scroller.clone(), move |scroller| {
        let changed = Closure::<dyn Fn()>::new(move || update.emit(()));
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some((observer, scroller)) = observer.as_ref().zip(scroller.cast::<Element>()) {
            observer.observe(&scroller);
            // A scroll bar that appears narrows the rows, not the scroller.
            if let Some(content) = scroller.last_element_child() {
                observer.observe(&content);
            }
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(changed);
        }
    });
    ((*viewport).clone(), onscroll)
}

/// The colours of the page, also after the user has changed them.
#[hook]
pub(super) fn use_theme(element: &NodeRef) -> Option<Rc<Theme>> {
    let theme = use_state_eq(|| None);
    let setter = theme.setter();
    use_effect_with(element.clone(), move |element| {
        let element = element.clone();
        let read = move || {
            setter.set(
                element
                    .cast::<Element>()
                    .and_then(|element| Theme::of(&element))
                    .map(Rc::new),
            );
        };
        read();
        let changed = Closure::<dyn Fn()>::new(read);
        let window = web_sys::window();
        let root = window
            .as_ref()
            .and_then(|window| window.document()?.document_element());
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some((observer, root)) = observer.as_ref().zip(root) {
            let options = MutationObserverInit::new();
            options.set_attributes(true);
            // Refused for options that observe nothing only.
            let _ = observer.observe_with_options(&root, &options);
        }
        let media = |query: &str| window.as_ref()?.match_media(query).ok()?;
        let queries = ["(forced-colors: active)", "(prefers-color-scheme: dark)"].map(media);
        for query in queries.iter().flatten() {
            query.set_onchange(Some(changed.as_ref().unchecked_ref()));
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            for query in queries.iter().flatten() {
                query.set_onchange(None);
            }
            drop(changed);
        }
    });
    (*theme).clone()
}
