//! What can be seen of a run.

use crate::model::View;
use yew::prelude::*;

const VIEWS: [(View, &str); 4] = [
    (View::Timeline, "Timeline"),
    (View::Forecast, "Forecast"),
    (View::Advice, "Advice"),
    (View::Sweep, "Sweep"),
];

/// A button for each view, under a heading for what is seen.
pub(super) fn views(seen: View, on_view: &Callback<View>) -> Html {
    let heading = VIEWS.into_iter().find(|(view, _)| *view == seen);
    let buttons = VIEWS.into_iter().map(|(view, name)| {
        let onclick = on_view.reform(move |_| view);
        let pressed = (view == seen).to_string();
        html! { <button type="button" aria-pressed={pressed} {onclick}>{ name }</button> }
    });
    html! {
        <>
            <h2 id="timeline-heading" class="visually-hidden">{ heading.map(|(_, name)| name) }</h2>
            <div class="views" role="group" aria-label="View">{ for buttons }</div>
        </>
    }
}
