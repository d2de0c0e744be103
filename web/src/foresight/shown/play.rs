//! A run moment by moment as the player tells it.

use crate::protocol::Inputs;
use crate::worker::places::Places;
use laneway_core::analysis::Run;
use laneway_core::play::{Moment, Play, State, play};
use laneway_core::time::Millis;
use serde::Serialize;

/// What happens when, why, and what each task is doing meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlayPicture {
    generation: u32,
    /// The last moment of which something is known, in milliseconds.
    end: Millis,
    moments: Vec<Shown>,
    /// For each task from when on it is in which state: an index into `names`.
    states: Vec<Vec<(Millis, usize)>>,
    /// What the states are called.
    names: [&'static str; 6],
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    at: Millis,
    /// `1m 22s`.
    time: String,
    /// `A barrier opens`.
    rule: &'static str,
    /// With names in backticks.
    text: String,
    /// Indices into the report.
    tasks: Vec<usize>,
    /// Pairs of places in the template, in UTF-16 code units.
    lines: Vec<usize>,
}

/// States in the order in which they are told.
const STATES: [(State, &str); 6] = [
    (State::Running, "running"),
    (State::BackOff, "in back-off"),
    (State::Waiting, "waiting"),
    (State::Ready, "done or ready"),
    (State::Failed, "failed"),
    (State::NeverRan, "never ran"),
];

impl PlayPicture {
    /// The moments of the run of these inputs.
    pub(in crate::foresight) fn new(generation: u32, run: &Run, inputs: &Inputs) -> Self {
        let places = Places::new(&inputs.template);
        let Play {
            moments,
            states,
            end,
        } = play(run);
        let number = |state| STATES.iter().position(|(it, _)| *it == state);
        let of_task = |changes: &Vec<laneway_core::play::Change>| {
            let changes = changes.iter();
            changes
                .filter_map(|it| Some((it.at, number(it.state)?)))
                .collect()
        };
        Self {
            generation,
            end,
            moments: moments.into_iter().map(|it| shown(it, &places)).collect(),
            states: states.iter().map(of_task).collect(),
            names: STATES.map(|(_, name)| name),
        }
    }
}

fn shown(moment: Moment, places: &Places<'_>) -> Shown {
    let ranges = places.ranges(&moment.lines);
    Shown {
        at: moment.at,
        time: moment.at.spoken(),
        rule: moment.rule.name(),
        text: moment.text,
        tasks: moment.tasks,
        lines: ranges.iter().flat_map(|it| [it.start, it.end]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};

    #[test]
    fn places_are_counted_as_editors_do() {
        let template = "# 🚀\nworkflows: [{ name: setup, order_from: [jobs.a, jobs.b] }]\n";
        let run = analyze(&Request {
            template,
            ..Request::default()
        });
        let inputs = Inputs {
            template: template.to_owned(),
            ..Inputs::default()
        };
        let picture = PlayPicture::new(1, &run.run.expect("a run"), &inputs);
        let units: Vec<u16> = template.encode_utf16().collect();
        let [start, end] = picture.moments[0].lines[..] else {
            panic!("{picture:?}");
        };
        assert_eq!(String::from_utf16_lossy(&units[start..end]), "jobs.a");
        let last = |task: usize| {
            picture.states[task]
                .last()
                .map(|(_, state)| picture.names[*state])
        };
        assert_eq!(
            (last(0), last(1)),
            (Some("done or ready"), Some("done or ready"))
        );
    }
}
