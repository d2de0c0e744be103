//! A run on its way to the page: what many rows have in common travels once, and is shared again when it arrives.

use super::RunView;
use laneway_core::report::{Names, WaitRow};
use serde::{Deserialize, Serialize};

/// A run whose waits have been emptied of the names that they are for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    run: RunView,
    /// The names, each as often as they differ from those before.
    names: Vec<Names>,
    /// Of every wait in the order of the rows, which of `names` it is for, counted from 1; 0 for none.
    of_waits: Vec<u32>,
}

impl Packed {
    /// For the way.
    pub fn new(mut run: RunView) -> Self {
        let mut names: Vec<Names> = Vec::new();
        let pack = |wait: &mut WaitRow| {
            let on = std::mem::take(&mut wait.on);
            if on.is_empty() {
                return 0;
            }
            if names.last() != Some(&on) {
                names.push(on);
            }
            names.len() as u32
        };
        let of_waits = waits(&mut run).map(pack).collect();
        Self {
            run,
            names,
            of_waits,
        }
    }

    /// As it was.
    pub fn unpack(self) -> RunView {
        let Self {
            mut run,
            names,
            of_waits,
        } = self;
        for (wait, number) in waits(&mut run).zip(of_waits) {
            let on = (number as usize)
                .checked_sub(1)
                .and_then(|at| names.get(at));
            wait.on = on.cloned().unwrap_or_default();
        }
        run
    }
}

fn waits(run: &mut RunView) -> impl Iterator<Item = &mut WaitRow> {
    run.report.tasks.iter_mut().flat_map(|task| &mut task.waits)
}
