//! A forecast in sentences, for somebody who reads one for the first time.

mod sure;

use super::contract::{Forecast, Spread, TaskForecast};
use super::statistics::{Share, ShareEstimate};
use crate::report::words::{count, list, quoted};
use crate::time::Millis;
use std::cmp::Reverse;
use sure::how_sure;

/// Of fewer runs one in twenty says nothing; the slowest is told of instead.
const TWENTY: u64 = 20;

/// What to expect, in a few sentences that make one paragraph; the first is the headline. Everything in them is
/// taken from the forecast of the stage of this name.
pub fn words(stage: &str, forecast: &Forecast) -> Vec<String> {
    if forecast.tasks.is_empty() {
        return vec![format!("{} has nothing to do.", quoted(stage))];
    }
    let sentences = [
        Some(headline(stage, forecast)),
        how_it_halts(forecast),
        how_often_with_errors(forecast),
        where_the_time_goes(forecast),
        what_back_off_takes(forecast),
        Some(how_sure(forecast)),
    ];
    sentences.into_iter().flatten().collect()
}

/// When the stage usually ends, and when in a slow case.
fn headline(stage: &str, forecast: &Forecast) -> String {
    let stage = quoted(stage);
    let (outcomes, finish) = (&forecast.outcomes, &forecast.finish);
    if let Some(spread) = &finish.succeeded {
        let often = how_often(&outcomes.succeeded, forecast.runs);
        return format!("{stage} succeeded in {often}, {}.", when(spread, forecast));
    }
    let Some(spread) = &finish.ended else {
        let runs = all_of(forecast.runs);
        return format!("{stage} never came to its end: it halted in {runs}.");
    };
    let often = how_often(&outcomes.finished_with_errors, forecast.runs);
    format!(
        "{stage} never succeeded. It finished with errors in {often}, {}.",
        when(spread, forecast)
    )
}

/// `all 5,000 runs`, `12 % of 5,000 runs`.
fn how_often(estimate: &ShareEstimate, runs: u64) -> String {
    if estimate.runs == runs {
        return all_of(runs);
    }
    format!("{} of {}", estimate.chance, count_of_runs(runs))
}

fn all_of(runs: u64) -> String {
    match runs {
        1 => "the only run".to_owned(),
        2 => "both runs".to_owned(),
        _ => format!("all {}", count_of_runs(runs)),
    }
}

/// `5,000 runs`.
fn count_of_runs(runs: u64) -> String {
    let digits = runs.to_string();
    let starts = (0..digits.len()).filter(|at| *at > 0 && (digits.len() - at).is_multiple_of(3));
    let mut grouped = digits.clone();
    starts.rev().for_each(|at| grouped.insert(at, ','));
    format!("{grouped} run{}", if runs == 1 { "" } else { "s" })
}

fn when(spread: &Spread, forecast: &Forecast) -> String {
    if spread.min_ms == spread.max_ms {
        let always = if spread.runs > 1 { "always " } else { "" };
        return format!("{always}after {}", spread.max_ms.spoken());
    }
    let (usual, slow, slowest) = (
        about(spread.median()),
        about(spread.slow_case()),
        about(spread.max_ms),
    );
    if spread.runs < TWENTY {
        return format!("usually after about {usual}; the slowest took {slowest}");
    }
    if usual == slow {
        return format!("nearly always after about {usual}; the slowest took {slowest}");
    }
    let of_these = match spread.runs == forecast.runs {
        true => "",
        false => " of these",
    };
    format!("usually after about {usual}; 1 in 20{of_these} took {slow} or longer")
}

impl Spread {
    /// Half of the runs are not later.
    fn median(&self) -> Millis {
        self.at(500_000_000)
    }

    /// 95 % of the runs are not later.
    fn slow_case(&self) -> Millis {
        self.at(950_000_000)
    }

    fn at(&self, billionths: u64) -> Millis {
        let mut quantiles = self.quantiles.iter();
        let found = quantiles.find(|it| it.share.billionths() == billionths);
        found.map_or(self.max_ms, |it| it.at_ms)
    }
}

/// As fine as it matters to people.
fn about(time: Millis) -> String {
    time.rounded().spoken()
}

fn how_it_halts(forecast: &Forecast) -> Option<String> {
    let spread = forecast.halted_at.as_ref()?;
    let always = forecast.outcomes.halted.runs == forecast.runs;
    let when = match spread.min_ms == spread.max_ms {
        true if spread.runs > 1 => format!("always {} after the start", spread.max_ms.spoken()),
        true => format!("{} after the start", spread.max_ms.spoken()),
        false => format!("usually about {} after the start", about(spread.median())),
    };
    let halting = match always {
        true => "It halted".to_owned(),
        false => format!(
            "It halted in {} of the runs",
            forecast.outcomes.halted.chance
        ),
    };
    let because = match forecast.halted_by.as_slice() {
        [one] => format!("because of {}", quoted(&one.task)),
        several => {
            let names = several.iter().map(|it| {
                let often = it.halts.chance;
                format!("{} ({often})", quoted(&it.task))
            });
            format!("because of {}", list(&names.collect::<Vec<_>>()))
        }
    };
    Some(format!("{halting} {because}, {when}."))
}

fn how_often_with_errors(forecast: &Forecast) -> Option<String> {
    let often = forecast.outcomes.finished_with_errors;
    let (succeeded, ended) = (
        forecast.finish.succeeded.as_ref()?,
        forecast.finish.ended.as_ref()?,
    );
    let slowest = match ended.max_ms > succeeded.max_ms {
        true => format!("; the slowest took {}", about(ended.max_ms)),
        false => String::new(),
    };
    (often.runs > 0).then(|| {
        format!(
            "It finished with errors in {} of the runs, where something failed or was not ready in time and the \
             stage went on{slowest}.",
            often.chance
        )
    })
}

/// The task that takes the largest part, and those on which it depends whether a run is fast or slow.
fn where_the_time_goes(forecast: &Forecast) -> Option<String> {
    if forecast.tasks.len() < 2 {
        return None;
    }
    let end = forecast.finish.ended.as_ref()?.mean.mean_ms;
    let largest = forecast.tasks.iter().rev().max_by_key(|task| part(task))?;
    let took = largest.took?.mean_ms;
    let runs = forecast.finish.ended.as_ref()?.runs;
    let most = match part(largest) >= u128::from(end.0) * u128::from(runs) / 2 {
        true => "Most of the time goes",
        false => "The largest part of the time goes",
    };
    let mut sentence = format!(
        "{most} to {} ({} on average)",
        quoted(&largest.task),
        about(took)
    );
    let deciding = deciding(forecast);
    match deciding.as_slice() {
        [] => {}
        [one] if one.task == largest.task => {
            sentence.push_str(", which also decides most whether a run is fast or slow");
        }
        several => {
            let names: Vec<String> = several.iter().map(|it| quoted(&it.task)).collect();
            let names = list(&names);
            sentence.push_str(&format!(
                "; whether a run is fast or slow depends most on {names}"
            ));
        }
    }
    Some(sentence + ".")
}

/// What a task takes of all the runs in which it is critical, in milliseconds.
fn part(task: &TaskForecast) -> u128 {
    let critical = task.criticality.map_or(0, |it| it.runs);
    let took = task.took.map_or(Millis::ZERO, |it| it.mean_ms);
    u128::from(critical) * u128::from(took.0)
}

/// The task of the greatest significance, and those that have at least half as much; none if the end hardly
/// depends on any.
fn deciding(forecast: &Forecast) -> Vec<&TaskForecast> {
    const LEAST: u64 = 50_000_000;
    let weight = |task: &TaskForecast| task.significance.map_or(0, Share::billionths);
    let most = forecast.tasks.iter().map(weight).max().unwrap_or(0);
    let mut tasks: Vec<&TaskForecast> = forecast.tasks.iter().collect();
    tasks.retain(|task| weight(task) >= LEAST.max(most / 2));
    tasks.sort_by_key(|task| Reverse(weight(task)));
    tasks
}

fn what_back_off_takes(forecast: &Forecast) -> Option<String> {
    let share = forecast.back_off.filter(|it| it.billionths() > 0)?;
    let lost = |task: &TaskForecast| {
        let took = task.took.map_or(Millis::ZERO, |it| it.mean_ms);
        u128::from(took.0) * task.back_off.map_or(0, |it| u128::from(it.billionths()))
    };
    let mut tasks: Vec<&TaskForecast> = forecast.tasks.iter().collect();
    tasks.retain(|task| lost(task) > 0);
    tasks.sort_by_key(|task| Reverse(lost(task)));
    let (first, others) = tasks.split_first()?;
    let of_whom = match others.len() {
        0 => format!("all of it for {}", quoted(&first.task)),
        more => format!(
            "most of it for {} ({} had some, too)",
            quoted(&first.task),
            count(more, "other task")
        ),
    };
    Some(format!(
        "Of the time that tasks were under way {share} was back-off, in which Kubernetes waits before it tries \
         again; {of_whom}."
    ))
}
