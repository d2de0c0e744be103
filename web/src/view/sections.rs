//! Links to the regions, for screens that show one at a time.

use yew::prelude::*;

/// A row of links below the header of a narrow screen; `problems` says how many there are.
pub fn sections(problems: usize) -> Html {
    let problems = match problems {
        0 => "Problems".to_owned(),
        count => format!("Problems ({count})"),
    };
    html! {
        <nav class="sections" aria-label="Sections">
            <ul>
                <li><a href="#template">{ "Template" }</a></li>
                <li><a href="#scenario">{ "Scenario" }</a></li>
                <li><a href="#timeline">{ "Timeline" }</a></li>
                <li><a href="#problems">{ problems }</a></li>
            </ul>
        </nav>
    }
}
