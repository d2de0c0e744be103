//! The legend below the picture: a small drawing and a few words for each sign that occurs.

use super::picture::Picture;
use crate::timeline::legend::Sign;
use yew::prelude::*;

/// The signs of this picture.
pub(super) fn signs(picture: &Picture) -> Html {
    if picture.signs.is_empty() {
        return Html::default();
    }
    let entries = picture.signs.iter().map(|&sign| {
        html! {
            <li key={sign.slug()} class="timeline__sign">
                <svg class={format!("timeline__key timeline__key--{}", sign.slug())} viewBox="0 0 26 14" width="26" height="14" aria-hidden="true" focusable="false">
                    { drawing(sign) }
                </svg>
                { sign.meaning() }
            </li>
        }
    });
    let ghost = picture.ghost.as_ref().map(|ghost| html! {
        <li key="ghost" class="timeline__sign">
            <svg class="timeline__key timeline__key--never-ran" viewBox="0 0 26 14" width="26" height="14" aria-hidden="true" focusable="false">
                { drawing(Sign::NeverRan) }
            </svg>
            { ghost.than.meaning() }
        </li>
    });
    html! { <ul class="timeline__legend" aria-label="What the signs mean">{ for entries }{ for ghost }</ul> }
}

/// The sign as the canvas draws it, in small.
fn drawing(sign: Sign) -> Html {
    match sign {
        Sign::Succeeded => html! { <>{ bar() }{ stroke("M14.5 7.2l2.5 2.6 4.5-5.6") }</> },
        Sign::Failed => html! { <>{ bar() }{ stroke("M16 4.2l5.6 5.6M21.6 4.2L16 9.8") }</> },
        Sign::TimedOut => {
            html! { <>{ bar() }{ stroke("M22.5 7a4 4 0 1 1-8 0a4 4 0 1 1 8 0M18.5 4.8v2.6l1.8 1") }</> }
        }
        Sign::Background => html! { <>{ bar() }{ stroke("M1.5 4h23M1.5 7h23M1.5 10h23") }</> },
        Sign::BackOff => {
            html! { <>{ bar() }{ stroke("M1 9l7-7M4 12L14 2M10 12L20 2M16 12l9-9M22 12l3-3") }</> }
        }
        Sign::StillRunning => {
            html! { <path class="timeline__fill" d="M1 1.5h11v11H1zM14 2.5h3v9h-3zM19 3.5h2.4v7H19zM23.4 4.5H25v5h-1.6z" /> }
        }
        Sign::NeverRan => {
            html! { <rect class="timeline__stroke" x="1.5" y="1.5" width="23" height="11" rx="2.5" /> }
        }
        Sign::Waiting => stroke("M2 7h22M2 4v6"),
        Sign::Slot | Sign::Apply | Sign::ImagePull | Sign::Room | Sign::NodeLost => {
            stroke("M1 7h24")
        }
        Sign::Barrier => {
            html! { <>{ stroke("M13 2v12") }<path class="timeline__fill" d="M13 0l4.5 4.5L13 9L8.500 4.500z" /></> }
        }
        Sign::Deadline => stroke("M13 0v14"),
        Sign::CriticalPath => stroke("M2 4h10v7h12"),
        Sign::Slack => stroke("M2 7h21M23 3v8"),
        Sign::Halt => stroke("M13 0v14"),
        Sign::Together => html! { <>{ bar() }{ stroke("M1 5h24") }</> },
    }
}

fn bar() -> Html {
    html! { <rect class="timeline__bar" x="0.5" y="1.5" width="25" height="11" rx="2.5" /> }
}

fn stroke(path: &'static str) -> Html {
    html! { <path class="timeline__stroke" d={path} /> }
}
