//! Advice as the panel draws it: every figure already as people read it.

mod ghost;
mod levers;
mod saving;

use super::figures::time;
use crate::protocol::{Change, Inputs};
use crate::worker::places::Places;
use ghost::Ghost;
use laneway_core::advice::{Advice, Assumption, Expected, Given, NoEdits, Suggestion};
use laneway_core::diagnostic::Edit;
use laneway_core::source::Span;
use levers::{Lever, Risk};
use saving::Saving;
use serde::Serialize;

/// What to change next, what slows the stage, and what failures cost it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvicePicture {
    generation: u32,
    /// Everything is measured in so many runs.
    runs: u64,
    /// What counts where no run succeeds; else empty.
    given: &'static str,
    now: End,
    /// Edits that let it end earlier, the best first.
    next: Vec<Offer>,
    /// Edits that change what a failure does.
    failures: Vec<Offer>,
    /// Why there are no edits, if none were tried.
    no_edits: &'static str,
    slows: Vec<Lever>,
    risks: Vec<Risk>,
    /// Tasks of which nobody has said what they need.
    unsaid: Vec<String>,
    /// So many edits were not measured to the end.
    left_out: usize,
    /// The first run as it is.
    before: Ghost,
}

/// How the stage ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct End {
    /// `4m 5s`; empty if no end counts.
    mean: String,
    p95: String,
    /// `1.1 %`.
    halts: String,
    errors: String,
}

/// An edit that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Offer {
    title: String,
    /// Where, as a 1-based line.
    line: usize,
    saved: Option<Saving>,
    then: End,
    /// How much earlier it tells of a failure.
    told: Option<Saving>,
    /// What becomes of the first run, and why.
    words: String,
    /// What it takes for granted, in sentences.
    assumes: Vec<String>,
    /// Non-overlapping, ascending, all against the template.
    changes: Vec<Change>,
    /// The first run with it.
    after: Ghost,
}

impl AdvicePicture {
    /// What is advised for these inputs.
    pub(in crate::foresight) fn new(generation: u32, advice: &Advice, inputs: &Inputs) -> Self {
        let places = Places::new(&inputs.template);
        let offers = |of: &[Suggestion]| of.iter().map(|it| offer(it, &places)).collect();
        Self {
            generation,
            runs: advice.runs,
            given: match advice.given {
                Given::Success => "",
                Given::End => {
                    "No run succeeds, so what counts are those that come to an end with errors."
                }
            },
            now: end(&advice.now),
            next: offers(&advice.next),
            failures: offers(&advice.failures),
            no_edits: advice.no_edits.map_or("", why_not),
            slows: advice.slows.iter().filter_map(Lever::of).collect(),
            risks: advice.risks.iter().map(Risk::of).collect(),
            unsaid: advice.unsaid.clone(),
            left_out: advice.left_out.edits,
            before: Ghost::of(&advice.before),
        }
    }
}

fn end(expected: &Expected) -> End {
    End {
        mean: expected.mean_ms.map(time).unwrap_or_default(),
        p95: expected.p95_ms.map(time).unwrap_or_default(),
        halts: expected.halted.chance.to_string(),
        errors: expected.with_errors.chance.to_string(),
    }
}

fn offer(suggestion: &Suggestion, places: &Places<'_>) -> Offer {
    let edits = suggestion.edits.iter().map(|edit| Edit {
        span: Span::new(edit.start, edit.end),
        text: edit.text.clone(),
    });
    Offer {
        title: suggestion.title.clone(),
        line: places.line(suggestion.start),
        saved: suggestion.saved.as_ref().map(Saving::of),
        then: end(&suggestion.then),
        told: suggestion.told.as_ref().map(Saving::of),
        words: suggestion.words.clone(),
        assumes: suggestion.assumes.iter().map(assumption).collect(),
        changes: places.changes(&edits.collect::<Vec<_>>()),
        after: Ghost::of(&suggestion.after),
    }
}

fn assumption(assumption: &Assumption) -> String {
    format!(
        "`{}` does not need `{}`",
        assumption.task, assumption.without
    )
}

fn why_not(why: NoEdits) -> &'static str {
    match why {
        NoEdits::Errors => "The template has errors. Once they are repaired, edits are tried here.",
        NoEdits::TooLarge => "This stage has too many tasks for edits to be tried one by one.",
        NoEdits::Teardown => {
            "Taking down has an order of its own, which no dependency tells, so no edits are tried."
        }
        NoEdits::NotWritten => {
            "The template does not write this stage, so there is nothing to edit."
        }
    }
}
