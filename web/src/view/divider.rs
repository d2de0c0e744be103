//! A line between panes. `web/editor/src/panes.js` moves it, and remembers where it was left.

use yew::prelude::*;

/// A line of that name which divides `columns` or `rows`; `share` percent come before it at first.
pub fn divider(divides: &'static str, name: &'static str, share: &'static str) -> Html {
    let orientation = if divides == "columns" {
        "vertical"
    } else {
        "horizontal"
    };
    html! {
        <div
            class={classes!("divider", format!("divider--{divides}"))} data-divides={divides}
            role="separator" tabindex="0" aria-orientation={orientation} aria-label={name}
            aria-valuenow={share} aria-valuemin="0" aria-valuemax="100"
            title="Drag to resize; double-click for the usual size"
        ></div>
    }
}
