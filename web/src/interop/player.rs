//! The player of a run: the Rust side of `web/editor/src/play.js`, which `web/boot.js` loads when it is first
//! wanted, and says when it cannot be loaded.

use super::plain;
use crate::model::{Msg, Play, Playhead};
use crate::protocol::TextRange;
use laneway_core::time::Millis;
use wasm_bindgen::prelude::*;
use yew::Callback;

type OnMoment = Closure<dyn Fn(f64, f64, Vec<u32>, Vec<u32>)>;
type OnClosed = Closure<dyn Fn()>;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = lanewayPlay)]
    fn play(wanted: &JsValue, on_moment: &OnMoment, on_closed: &OnClosed) -> Result<(), JsValue>;
}

/// Plays runs, and hears where the playhead stands.
pub struct Player {
    on_moment: OnMoment,
    on_closed: OnClosed,
}

impl Player {
    /// What is heard goes to `link`.
    pub fn new(link: Callback<Msg>) -> Self {
        let closed = link.clone();
        // Places come as pairs of numbers.
        let on_moment = Closure::new(
            move |at: f64, since: f64, tasks: Vec<u32>, lines: Vec<u32>| {
                let range = |pair: &[u32]| TextRange {
                    start: pair[0] as usize,
                    end: pair[1] as usize,
                };
                link.emit(Msg::Played(Playhead {
                    // Whole numbers, which JavaScript knows exactly.
                    at: Millis(at as u64),
                    since: Millis(since as u64),
                    tasks: tasks.into_iter().map(|task| task as usize).collect(),
                    lines: lines.chunks_exact(2).map(range).collect(),
                }));
            },
        );
        let on_closed = Closure::new(move || closed.emit(Msg::PlayClosed));
        Self {
            on_moment,
            on_closed,
        }
    }

    /// Shows the run of this state of the texts.
    pub fn play(&self, wanted: &Play) {
        let _ = play(&plain(wanted), &self.on_moment, &self.on_closed);
    }
}
