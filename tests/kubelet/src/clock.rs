//! The kubelet's own time, which may pass faster than that of everybody else.

use k8s_openapi::jiff::{SignedDuration, Timestamp};
use laneway_core::time::Millis;
use std::time::{Duration, Instant};

/// Counts milliseconds from the kubelet's start. At a scale of 0.1 ten of them pass in each real one.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    epoch: Timestamp,
    started: Instant,
    scale: f64,
}

impl Clock {
    /// One that starts now. The scale is above 0: real time for each of the kubelet's own.
    pub fn start(scale: f64) -> Self {
        Self {
            epoch: Timestamp::now(),
            started: Instant::now(),
            scale,
        }
    }

    /// The kubelet's time.
    pub fn now(&self) -> Millis {
        let own = self.started.elapsed().as_secs_f64() / self.scale;
        Millis(Duration::try_from_secs_f64(own).map_or(u64::MAX, whole_millis))
    }

    /// How long it is until the kubelet's time is `at`, as everybody else counts.
    pub fn until(&self, at: Millis) -> Duration {
        self.since_start(at).saturating_sub(self.started.elapsed())
    }

    /// What the calendar says when the kubelet's time is `at`.
    pub fn calendar(&self, at: Millis) -> Timestamp {
        let since = SignedDuration::try_from(self.since_start(at)).unwrap_or(SignedDuration::MAX);
        self.epoch.saturating_add(since).unwrap_or(Timestamp::MAX)
    }

    fn since_start(&self, at: Millis) -> Duration {
        let seconds = Duration::from_millis(at.0).as_secs_f64() * self.scale;
        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
    }
}

/// Rounded up: whoever waited until a millisecond has reached it.
fn whole_millis(time: Duration) -> u64 {
    u64::try_from(time.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}
