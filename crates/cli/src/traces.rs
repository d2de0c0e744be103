//! Reading recorded and simulated traces.

use crate::input::{self, Input, Refusal};
use crate::text::clean;
use laneway_core::analysis::Run;
use laneway_core::scenario;
use laneway_core::scheduler::{Record, from_json_lines};
use laneway_core::simulate::Options;
use laneway_core::template;
use laneway_kube::recorded;
use std::path::Path;

/// A trace, and the run that it tells of.
pub(crate) struct Traced {
    pub(crate) record: Record,
    pub(crate) run: Run,
}

/// Reads a trace.
///
/// # Errors
/// If the file cannot be read, or is no trace.
pub(crate) fn read(path: &Path) -> Result<Traced, Refusal> {
    of(&input::read(path)?)
}

/// Whether a text is meant to be a trace: a template is no object of JSON with a version.
pub(crate) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with("{\"version\":")
}

/// The trace that a text is.
///
/// # Errors
/// If it is none.
pub(crate) fn of(input: &Input) -> Result<Traced, Refusal> {
    let record = from_json_lines(&input.text).map_err(|error| {
        let (path, error) = (clean(&input.path), clean(&error.to_string()));
        Refusal(format!("{path} is no trace: {error}"))
    })?;
    let run = recorded::run(&record, options(&record));
    Ok(Traced { record, run })
}

/// What held for the whole run, by the scenario that it ran with.
fn options(record: &Record) -> Options {
    let (nothing, _) = template::read("");
    let text = record.scenario.as_deref().unwrap_or_default();
    scenario::read(text, &nothing, Some(&record.plan))
        .scenario
        .options
}
