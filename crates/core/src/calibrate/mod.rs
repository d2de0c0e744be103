//! From recorded runs to a scenario: how long tasks take, how often they fail, and what they turn out to need.
//!
//! ```text
//! Records ─ seen ─► attempts ─ needs ─► what each attempt lacked ─ fit ─► distributions, chances ─ write ─► scenario
//! ```
//!
//! Every figure stands beside an interval that holds the true one in 95 of 100 calibrations. How: `docs/kubernetes.md`.

mod fit;
mod needs;
mod seen;
mod write;

pub use fit::{Family, Fit, Parameter, Score, fit, fit_as};
pub use write::{Refused, into, scenario, table};

use crate::forecast::ShareEstimate;
use crate::scheduler::Record;
use crate::template::Kind;
use crate::time::Millis;
use seen::{End, Seen, Try};

/// What recorded runs say.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// How many runs there were.
    pub runs: usize,
    /// How long the cluster took to accept a task, in the middle.
    pub apply_latency: Millis,
    /// By reference; the order is that of the first trace.
    pub tasks: Vec<Calibrated>,
}

/// What they say of one task.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibrated {
    /// Its reference.
    pub reference: String,
    /// What it is.
    pub kind: Kind,
    /// How long an attempt takes that comes to its end; `None` if none did.
    pub takes: Option<Fit>,
    /// What its attempts fail without.
    pub needs: Vec<FoundNeed>,
    /// How long attempts live that lack something, or of a service that fail; `None` for no time, or if none did.
    pub crash_after: Option<Fit>,
    /// How long attempts last that fail by themselves, where that is not the time of good ones; not of services.
    pub fails_at: Option<Fit>,
    /// Of the attempts that lacked nothing and came to an end, how many failed by themselves.
    pub failed: ShareEstimate,
    /// How many attempts came to an end that lacked nothing.
    pub tried: u64,
    /// Of these, how many never came to their end and were cut off by the task's limit.
    pub hung: ShareEstimate,
    /// How often Kubernetes tried the job again at most.
    pub retries: u32,
}

/// Something that a task turned out to need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNeed {
    /// What it needs.
    pub reference: String,
    /// So many attempts began without it, and all failed.
    pub without: u64,
    /// Others that explain the failures as well.
    pub or: Vec<String>,
}

/// Reads what recorded runs say. Runs may be of different stages; what they have in common is a task's reference.
pub fn calibrate(records: &[Record]) -> Calibration {
    let mut seen = Seen::of(records);
    let found = needs::find(&mut seen);
    let tasks = seen.tasks.iter().zip(found);
    Calibration {
        runs: records.len(),
        apply_latency: seen.apply_latency(),
        tasks: tasks.map(|(task, needs)| calibrated(task, needs)).collect(),
    }
}

fn calibrated(task: &seen::Task, needs: Vec<FoundNeed>) -> Calibrated {
    let of = |lacking: bool, end: End| {
        let tries = task.tries.iter();
        let tries = tries.filter(move |it: &&Try| it.lacks == lacking && it.end == end);
        tries.map(|it| it.lasted).collect::<Vec<Millis>>()
    };
    let (good, bad, hung) = (
        of(false, End::Good),
        of(false, End::Bad),
        of(false, End::TimedOut),
    );
    let lacking = of(true, End::Bad);
    let is_service = task.kind == Kind::Services;
    let has_own_time = fit::differ(&bad, &good);
    let crashes = match lacking.iter().any(|lived| *lived > Millis::ZERO) {
        true => lacking,
        false if is_service && has_own_time => bad.clone(),
        false => Vec::new(),
    };
    let tried = (good.len() + bad.len() + hung.len()) as u64;
    Calibrated {
        reference: task.reference.clone(),
        kind: task.kind,
        takes: fit(&good),
        needs,
        crash_after: fit(&crashes),
        fails_at: match !is_service && has_own_time {
            true => fit(&bad),
            false => None,
        },
        failed: ShareEstimate::of(bad.len() as u64, tried),
        tried,
        hung: ShareEstimate::of(hung.len() as u64, tried),
        retries: task.retries,
    }
}
