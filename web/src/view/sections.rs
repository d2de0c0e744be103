//! Links to the regions, for screens that show one at a time.

use yew::prelude::*;

/// What [`Sections`] shows.
#[derive(Properties, PartialEq)]
pub struct SectionsProps {
    /// How many problems there are.
    pub problems: usize,
}

/// A row of links below the header of a narrow screen.
#[component]
pub fn Sections(props: &SectionsProps) -> Html {
    let problems = match props.problems {
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
