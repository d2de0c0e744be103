//! The few signs of the page, as inline drawings in the colour of the text around them. They only
//! repeat what words beside them say.

use yew::prelude::*;

/// What a sign means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// All is well.
    Check,
    /// An error, or a halt.
    Cross,
    /// A warning.
    Triangle,
    /// A hint.
    Bulb,
    /// What the keyboard does.
    Keys,
    /// The system's colours.
    Screen,
    /// Light colours.
    Sun,
    /// Dark colours.
    Moon,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M5 8.2l2.1 2.1L11.2 6",
            Self::Cross => {
                "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM5.7 5.7l4.6 4.6m0-4.6l-4.6 4.6"
            }
            Self::Triangle => "M8 1.8L14.8 13.8H1.2zM8 6v3.6m0 1.6v.4",
            Self::Bulb => {
                "M5.8 11.2C4.4 10.3 3.5 8.9 3.5 7.2a4.5 4.5 0 0 1 9 0c0 1.7-.9 3.1-2.3 4v1.3H5.8zM6.3 14.5h3.4"
            }
            Self::Keys => "M1.5 3.5h13v9h-13zM4 6.5h.1M6.7 6.5h.1M9.3 6.5h.1M12 6.5h.1M4.5 9.7h7",
            Self::Screen => "M1.5 3h13v8.5h-13zM5.5 14h5M8 11.5V14",
            Self::Sun => {
                "M8 5a3 3 0 1 0 0 6a3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3.1 3.1l1 1M11.9 11.9l1 1M12.9 3.1l-1 1M4.1 11.9l-1 1"
            }
            Self::Moon => "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z",
        }
    }
}

/// A sign of the size of the text.
pub fn sign(icon: Icon) -> Html {
    html! {
        <svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={icon.path()} />
        </svg>
    }
}
