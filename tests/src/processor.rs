//! Processor time and memory. Unlike time on a clock they do not depend on what else a machine does.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::time::Duration;

/// In how many bytes the system counts memory.
const UNIT: u64 = if cfg!(target_os = "macos") { 1 } else { 1024 };

/// What something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Processor time, of all threads and of the system on their behalf.
    pub time: Duration,
    /// The most memory that a process held at once, in bytes.
    pub memory: u64,
}

/// What this process has taken so far.
///
/// # Panics
///
/// If the system does not say.
pub fn own() -> Taken {
    taken(UsageWho::RUSAGE_SELF)
}

/// What the processes have taken that this one started and that have ended: their time together, the
/// memory of the largest.
///
/// # Panics
///
/// If the system does not say.
pub fn of_children() -> Taken {
    taken(UsageWho::RUSAGE_CHILDREN)
}

fn taken(who: UsageWho) -> Taken {
    let usage = getrusage(who).expect("the system says what was used");
    let times = [usage.user_time(), usage.system_time()]
        .map(|time| Duration::from_micros(u64::try_from(time.num_microseconds()).unwrap_or(0)));
    Taken {
        time: times[0] + times[1],
        memory: u64::try_from(usage.max_rss()).unwrap_or(0) * UNIT,
    }
}
