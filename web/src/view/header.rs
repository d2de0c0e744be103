//! The top of the page: name, example, colours.

use super::icon::{Icon, sign};
use super::prose::prose;
use crate::examples::{self, Example};
use crate::model::{Source, Theme};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What [`header`] shows.
pub struct Header {
    /// The example in the editors; `None` when the user has written something else.
    pub example: Option<&'static Example>,
    /// Where the texts come from, if they are not the user's draft.
    pub source: Option<Source>,
    /// The colours of the page.
    pub theme: Theme,
    /// The user wants the example of this index.
    pub on_example: Callback<usize>,
    /// The user wants to see the lessons.
    pub on_lessons: Callback<()>,
    /// The user wants to see the drafts.
    pub on_drafts: Callback<()>,
    /// The user wants a link.
    pub on_share: Callback<()>,
    /// The user wants to know the keys.
    pub on_keys: Callback<()>,
    /// The user wants other colours.
    pub on_theme: Callback<()>,
}

/// The name of the page, the picker of examples, and what the present one shows.
pub fn header(header: &Header) -> Html {
    let description = match (header.example, header.source) {
        (Some(example), _) => example.description(),
        (None, Some(Source::File)) => "What a file on your disk holds.",
        (None, Some(Source::Lesson)) => {
            "What the lesson is about. Change what you like: your own workflow is kept."
        }
        (None, Some(_)) => "What a link holds. Nothing of it is kept until you edit a copy.",
        (None, None) => {
            "Your own workflow. It stays in this browser, and what an example replaces is kept in its history."
        }
    };
    html! {
        <header class="top">
            <div class="brand">
                { logo() }
                <h1>{ "Laneway" }</h1>
            </div>
            <div class="lesson">
                { picker(header) }
                { lessons(header) }
                <p id="lesson">{ prose(description) }</p>
            </div>
            <div class="tools">
                { drafts(header) }
                { share(header) }
                { keys(header) }
                { theme_toggle(header) }
            </div>
        </header>
    }
}

fn picker(header: &Header) -> Html {
    let on_example = header.on_example.clone();
    let onchange = move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(index) = select.value().parse() {
            on_example.emit(index);
        }
    };
    let options = examples::all().iter().enumerate().map(|(index, example)| {
        let selected = header.example == Some(example);
        html! { <option key={index} value={index.to_string()} {selected}>{ format!("{}. {}", index + 1, example.title()) }</option> }
    });
    let own = header.example.is_none();
    let name = match header.source {
        Some(Source::File) => "A file",
        Some(Source::Lesson) => "A lesson",
        Some(_) => "A shared workflow",
        None => "Your own workflow",
    };
    html! {
        <label class="picker">
            <span>{ "Example" }</span>
            <select {onchange} aria-describedby="lesson">
                <option value="" selected={own} hidden={!own} disabled=true>{ name }</option>
                { for options }
            </select>
        </label>
    }
}

fn lessons(header: &Header) -> Html {
    let onclick = header.on_lessons.reform(|_| ());
    html! {
        <button type="button" class="quiet lessons-open" aria-haspopup="dialog" title="Short lessons, step by step" {onclick}>
            { "Lessons" }
        </button>
    }
}

fn drafts(header: &Header) -> Html {
    let onclick = header.on_drafts.reform(|_| ());
    html! {
        <button type="button" class="quiet" aria-haspopup="dialog" title="Your drafts, their history, and files" {onclick}>
            { "Drafts" }
        </button>
    }
}

fn share(header: &Header) -> Html {
    let onclick = header.on_share.reform(|_| ());
    html! {
        <button type="button" aria-haspopup="dialog" title="A link to what is seen here" {onclick}>
            { "Share" }
        </button>
    }
}

fn keys(header: &Header) -> Html {
    let onclick = header.on_keys.reform(|_| ());
    html! {
        <button type="button" class="quiet tool" aria-label="Keys" title="Keys (?)" aria-haspopup="dialog" {onclick}>
            { sign(Icon::Keys) }
        </button>
    }
}

fn theme_toggle(header: &Header) -> Html {
    let icon = match header.theme {
        Theme::System => Icon::Screen,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    };
    let name = format!("Theme: {}", header.theme.name());
    let onclick = header.on_theme.reform(|_| ());
    html! {
        <button type="button" class="quiet tool" aria-label={name.clone()} title={name} {onclick}>
            { sign(icon) }
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
