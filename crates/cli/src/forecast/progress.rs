//! How far the work is, and how long it will still take.

use super::figures::grouped;
use std::time::{Duration, Instant};

/// How often progress is shown. What takes less time than this shows none.
pub(crate) const EVERY: Duration = Duration::from_millis(200);

pub(crate) struct Progress {
    started: Instant,
    runs: u32,
}

impl Progress {
    pub(crate) fn new(runs: u32) -> Self {
        Self {
            started: Instant::now(),
            runs,
        }
    }

    pub(crate) fn line(&self, done: u32) -> String {
        let (done, all) = (done.min(self.runs), self.runs);
        let left = rest(self.started.elapsed(), done, all);
        let left = left.map_or_else(String::new, |left| {
            format!(", {} s left", left.as_secs() + 1)
        });
        format!(
            "{} of {} runs{left}",
            grouped(done.into()),
            grouped(all.into())
        )
    }
}

/// How long the rest takes if it goes on like this; unknown at the very beginning.
fn rest(elapsed: Duration, done: u32, all: u32) -> Option<Duration> {
    let millis = u64::try_from(elapsed.as_millis()).ok()?;
    let rest = millis.checked_mul(u64::from(all - done))?;
    Some(Duration::from_millis(rest.checked_div(done.into())?))
}

#[cfg(test)]
mod tests {
    use super::rest;
    use std::time::Duration;

    #[test]
    fn the_rest_goes_on_as_before() {
        let second = Duration::from_secs(1);
        assert_eq!(rest(second, 10, 40), Some(3 * second));
        assert_eq!(rest(second, 40, 40), Some(Duration::ZERO));
        assert_eq!(rest(second, 0, 40), None);
    }
}
