//! When a readiness probe notices that a container is ready.

use crate::template::Probe;
use crate::time::Millis;

/// The moment, counted from the container's start, at which it is ready when its application answers
/// from `answers_after` on: the first tick of the probe at or after it, and the periods that further
/// required successes take. Without a probe the container is ready when it answers.
///
/// Source: `pkg/kubelet/prober/worker.go`: one probe after the initial delay and then one a period.
pub fn first_ready(probe: Option<&Probe>, answers_after: Millis) -> Millis {
    let Some(probe) = probe else {
        return answers_after;
    };
    let period = probe.period.0.max(1);
    let ticks = (answers_after - probe.initial_delay).0.div_ceil(period);
    let further = u64::from(probe.success_threshold.saturating_sub(1));
    probe.initial_delay + Millis(period).times(ticks.saturating_add(further))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_at_the_first_tick_at_or_after_the_answer() {
        // (initial delay, period, successes, answers after) → ready, in seconds
        for (delay, period, successes, answers, ready) in [
            (0, 10, 1, 0, 0),
            (0, 10, 1, 1, 10),
            (0, 10, 1, 30, 30),
            (5, 10, 1, 3, 5),
            (5, 10, 1, 12, 15),
            (5, 10, 3, 12, 35),
            (0, 10, 0, 12, 20),
        ] {
            let probe = Probe {
                initial_delay: Millis::from_secs(delay),
                period: Millis::from_secs(period),
                success_threshold: successes,
            };
            assert_eq!(
                first_ready(Some(&probe), Millis::from_secs(answers)),
                Millis::from_secs(ready),
                "{delay} {period} {successes} {answers}"
            );
        }
        assert_eq!(first_ready(None, Millis(7)), Millis(7));
    }
}
