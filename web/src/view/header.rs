//! The top of the page: name, example, colours.

use super::icon::{Icon, Sign};
use super::prose::prose;
use crate::examples::{self, Example};
use crate::model::Theme;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`Header`] shows.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The example in the editors; `None` when the user has written something else.
    pub example: Option<&'static Example>,
    /// The colours of the page.
    pub theme: Theme,
    /// The user wants the example of this index.
    pub on_example: Callback<usize>,
    /// The user wants other colours.
    pub on_theme: Callback<()>,
}

/// The name of the page, the picker of examples, and what the present one shows.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let description = match props.example {
        Some(example) => example.description(),
        None => {
            "Your own workflow. It stays in this browser; choosing an example replaces it, and undo brings it back."
        }
    };
    html! {
        <header class="top">
            <div class="brand">
                { logo() }
                <h1>{ "Laneway" }</h1>
            </div>
            <div class="lesson">
                { picker(props) }
                <p id="lesson">{ prose(description) }</p>
            </div>
            { theme_toggle(props) }
        </header>
    }
}

fn picker(props: &HeaderProps) -> Html {
    let on_example = props.on_example.clone();
    let onchange = move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(index) = select.value().parse() {
            on_example.emit(index);
        }
    };
    let options = examples::all().iter().enumerate().map(|(index, example)| {
        let selected = props.example == Some(example);
        html! { <option key={index} value={index.to_string()} {selected}>{ format!("{}. {}", index + 1, example.title()) }</option> }
    });
    let own = props.example.is_none();
    html! {
        <label class="picker">
            <span>{ "Example" }</span>
            <select {onchange} aria-describedby="lesson">
                <option value="" selected={own} hidden={!own} disabled=true>{ "Your own workflow" }</option>
                { for options }
            </select>
        </label>
    }
}

fn theme_toggle(props: &HeaderProps) -> Html {
    let icon = match props.theme {
        Theme::System => Icon::Screen,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let name = format!("Theme: {}", props.theme.name());
    let onclick = props.on_theme.reform(|_| ());
    html! {
        <button type="button" class="quiet theme" aria-label={name.clone()} title={name} {onclick}>
            <Sign {icon} />
        </button>
    }
}

fn logo() -> Html {
    html! {
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <rect width="32" height="32" rx="7" fill="#0b3a5e" />
            <rect x="6" y="7" width="12" height="4" rx="2" fill="#56b4e9" />
            <rect x="6" y="14" width="20" height="4" rx="2" fill="#f0e442" />
            <rect x="14" y="21" width="12" height="4" rx="2" fill="#56b4e9" />
        </svg>
    }
}
