//! The scenario and the setting of each value.

use super::offer::{Offered, offers};
use super::path::keys;
use super::vary::Vary;
use crate::analysis::{Prepared, Request};
use crate::diagnostic::{Diagnostic, Edit, Severity, Vocabulary};
use crate::order::sort_by_key;
use crate::scenario::{WriteError, find, put, references};
use crate::simulate::Setting;
use crate::{template, yaml};
use std::cmp::Reverse;
use std::fmt;

/// What is simulated for one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// As it is written.
    pub value: String,
    /// What writes it into the text of the scenario.
    pub edit: Edit,
    /// The text with it.
    pub scenario: String,
    /// What that scenario means.
    pub setting: Setting,
}

/// Why something cannot be varied. Its `Display` says what can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    why: String,
    nearest: Option<String>,
    offers: Vec<Offered>,
}

/// How a message that knows what was meant says so.
const MEANT: &str = "Did you mean";

/// So many places are named that could be varied.
const NAMED: usize = 8;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)?;
        if let Some(nearest) = self.nearest.as_ref().filter(|_| !self.why.contains(MEANT)) {
            write!(f, " {MEANT} {nearest}?")?;
        }
        if self.offers.is_empty() {
            return Ok(());
        }
        let named = self.offers.iter().take(NAMED).map(|it| it.path.as_str());
        write!(
            f,
            " What can be varied: {}",
            named.collect::<Vec<_>>().join(", ")
        )?;
        match self.offers.len().saturating_sub(NAMED) {
            0 => f.write_str("."),
            more => write!(f, " and {more} more."),
        }
    }
}

impl std::error::Error for Refused {}

/// One variant for each value, in order. `None` if the stage cannot be simulated at all.
///
/// # Errors
/// If there is no such place in a scenario, or one of the values cannot stand there.
pub fn variants(request: &Request, vary: &Vary) -> Option<Result<Vec<Variant>, Refused>> {
    let prepared = Prepared::read(request);
    let before = prepared.with(request);
    let setting = before.setting?;
    let root = yaml::parse(request.scenario).root;
    let references = references(&prepared.template);
    let keys = keys(root.as_ref(), &vary.path, &references);
    let refuse = |why: String| {
        let mut offers = offers(request.scenario, &setting.plan);
        if offers.iter().any(|it| it.path == vary.path) {
            // It is the value that cannot be.
            offers.clear();
        }
        let paths = Vocabulary::new(offers.iter().map(|it| it.path.as_str()));
        let nearest = paths.nearest(&vary.path).map(str::to_owned);
        sort_by_key(&mut offers, |it| Reverse(in_common(&it.path, &vary.path)));
        Refused {
            why,
            nearest,
            offers,
        }
    };
    let variant = |value: &String| {
        let (edit, scenario) = put(request.scenario, root.as_ref(), &keys, value)
            .map_err(|error| refuse(unwritable(&vary.path, value, &error)))?;
        let asked = Request {
            scenario: &scenario,
            ..*request
        };
        let after = prepared.with(&asked);
        if let Some(problem) = new_error(&before.problems, &after.problems) {
            return Err(refuse(format!(
                "{}={value} cannot be: {}",
                vary.path, problem.message
            )));
        }
        let why = || {
            refuse(format!(
                "{}={value} makes too large a simulation.",
                vary.path
            ))
        };
        Ok(Variant {
            value: value.clone(),
            setting: after.setting.ok_or_else(why)?,
            edit,
            scenario,
        })
    };
    Some(vary.values.iter().map(variant).collect())
}

/// How far two paths are the same.
fn in_common(one: &str, other: &str) -> usize {
    one.bytes()
        .zip(other.bytes())
        .take_while(|(one, other)| one == other)
        .count()
}

/// What the scenario says at this place, if that is a single value.
pub(super) fn now(request: &Request, path: &str) -> Option<String> {
    let root = yaml::parse(request.scenario).root;
    let references = references(&template::read(request.template).0);
    let keys = keys(root.as_ref(), path, &references);
    let scalar = find(root.as_ref(), &keys)?.scalar()?;
    Some(scalar.text.clone())
}

fn unwritable(path: &str, value: &str, error: &WriteError) -> String {
    match error {
        WriteError::NoItem { list, items: 0 } => {
            format!("{path} cannot be varied: `{list}` has no items.")
        }
        WriteError::NoItem { list, items } => {
            format!(
                "{path} cannot be varied: the items of `{list}` have the numbers 0 to {}.",
                items - 1
            )
        }
        WriteError::Scalar(key) => format!("{path} cannot be varied: `{key}` is a single value."),
        WriteError::Tangled => format!(
            "{path}={value} cannot be written without changing something else, such as an alias: write it out \
             in the scenario first."
        ),
    }
}

/// A problem that the value has brought, and that leaves no doubt: an error, or a name that nothing has.
fn new_error<'a>(before: &[Diagnostic], after: &'a [Diagnostic]) -> Option<&'a Diagnostic> {
    let same = |one: &Diagnostic, other: &Diagnostic| {
        one.code == other.code && one.message == other.message
    };
    let is_bad =
        |it: &&Diagnostic| it.severity == Severity::Error || it.code.starts_with("unknown-");
    let mut bad = after.iter().filter(is_bad);
    bad.find(|it| !before.iter().any(|other| same(it, other)))
}
