//! The outcome of a run and its headline figures.

use super::icon::{Icon, sign};
use super::prose::prose;
use crate::protocol::RunView;
use laneway_core::report::{Outcome, Report};
use laneway_core::time::Millis;
use yew::prelude::*;

/// Outcome and headline of a run, the times that matter, and what can be done with it.
pub fn figures(run: &RunView, tools: Html) -> Html {
    let report = &run.report;
    let (icon, class, word) = outcome(report.outcome);
    let figures = times(report).into_iter().map(|(name, value)| {
        html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
    });
    html! {
        <div class="figures">
            <p class="headline" role="status">
                <strong class={classes!("outcome", class)}>{ sign(icon) }{ word }</strong>
                { for run.summary.first().map(|sentence| prose(sentence)) }
            </p>
            <div class="figures-row">
                <dl aria-label="Figures">{ for figures }</dl>
                { tools }
            </div>
        </div>
    }
}

fn outcome(outcome: Outcome) -> (Icon, &'static str, &'static str) {
    match outcome {
        Outcome::Succeeded => (Icon::Check, "succeeded", "Succeeded"),
        Outcome::FinishedWithErrors => (Icon::Triangle, "with-errors", "Finished with errors"),
        Outcome::Halted => (Icon::Cross, "halted", "Halted"),
    }
}

fn times(report: &Report) -> Vec<(&'static str, String)> {
    let mut figures = vec![];
    figures.extend(
        report
            .halt
            .as_ref()
            .map(|halt| ("Halted at", halt.at_ms.spoken())),
    );
    figures.extend(
        report
            .last_step_done_ms
            .map(|at| ("Last step done", at.spoken())),
    );
    figures.extend(report.all_settled_ms.map(|at| ("All settled", at.spoken())));
    figures.push(("One by one", report.serial_ms.spoken()));
    figures.extend(
        report
            .all_settled_ms
            .map(|end| saved(report.serial_ms, end)),
    );
    figures
}

/// Steps can also cost time: a service that crashes until another is ready starts late.
fn saved(serial: Millis, end: Millis) -> (&'static str, String) {
    if end > serial {
        ("Lost", (end - serial).spoken())
    } else {
        ("Saved", (serial - end).spoken())
    }
}
