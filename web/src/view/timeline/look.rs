//! What of the run is looked at: which part of the time, and which rows. What zooms, finds and folds
//! (`web/editor/src/look`) says it by an event of that name at the timeline; what it goes by stands on the grid.

use crate::timeline::follow::Way;
use crate::timeline::show::Shown;
use laneway_core::time::Millis;
use serde::Deserialize;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CustomEvent, HtmlElement};
use yew::prelude::*;

/// The event with which it is said, with JSON as its detail.
const EVENT: &str = "laneway-look";

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    /// From when until when, if not all of the time.
    pub(super) window: Option<[Millis; 2]>,
    /// Whether that goes on changing.
    #[serde(rename = "isMoving")]
    pub(super) is_moving: bool,
    /// Which rows.
    pub(super) shown: Shown,
    /// Where to go from the present row, by name; and how often somebody has gone anywhere.
    pub(super) go: Option<(String, u32)>,
}

impl Look {
    /// Where to go, if anywhere.
    pub(super) fn way(&self) -> Option<(Way, u32)> {
        let (name, count) = self.go.as_ref()?;
        Some((Way::from_name(name)?, *count))
    }
}

/// What is looked at now; `window` is what a link says of it, and `on_window` hears when it stands still.
#[hook]
pub(super) fn use_look(
    root: &NodeRef,
    window: Option<[Millis; 2]>,
    on_window: &Callback<Option<[Millis; 2]>>,
) -> (Rc<Look>, Callback<Look>) {
    let look = use_state_eq(|| {
        Rc::new(Look {
            window,
            ..Look::default()
        })
    });
    let set = {
        let (setter, on_window) = (look.setter(), on_window.clone());
        Callback::from(move |look: Look| {
            if !look.is_moving {
                on_window.emit(look.window);
            }
            setter.set(Rc::new(look));
        })
    };
    {
        let (setter, now) = (look.setter(), (*look).clone());
        use_effect_with(window, move |&window| {
            setter.set(Rc::new(Look {
                window,
                ..(*now).clone()
            }));
        });
    }
    {
        let set = set.clone();
        use_effect_with(root.clone(), move |root| {
            let hear = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
                let detail = event.detail().as_string().unwrap_or_default();
                if let Ok(look) = serde_json::from_str(&detail) {
                    set.emit(look);
                }
            });
            if let Some(root) = root.cast::<HtmlElement>() {
                // A function and a known name are never refused.
                let call = hear.as_ref().unchecked_ref();
                let _ = root.add_event_listener_with_callback(EVENT, call);
                crate::interop::show_looks(&root);
            }
            move || drop(hear)
        });
    }
    ((*look).clone(), set)
}
