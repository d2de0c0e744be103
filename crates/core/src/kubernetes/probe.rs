//! When probes notice that a container is ready, or that it hangs.

use crate::template::{LivenessProbe, Probe};
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

/// How long a container that is to stop may take until it is killed.
///
/// Source: `terminationGracePeriodSeconds` of a pod, `pkg/apis/core/v1/defaults.go`.
pub const TERMINATION_GRACE: Millis = Millis::from_secs(30);

/// How long a container lives that hangs from its start on. Each probe takes its timeout to fail, and
/// the next one comes with the next period. After the last one that is allowed to fail the container is
/// asked to stop, does not hear it, and is killed when its grace period is over.
///
/// Source: `pkg/kubelet/prober/worker.go`; `killContainer` in
/// `pkg/kubelet/kuberuntime/kuberuntime_container.go`.
pub fn killed_after(probe: &LivenessProbe) -> Millis {
    let period = probe.period.0.max(1);
    let periods = probe.timeout.0.div_ceil(period).max(1);
    let between = Millis(period).times(periods);
    let before_last = u64::from(probe.failure_threshold.saturating_sub(1));
    probe.initial_delay + between.times(before_last) + probe.timeout + TERMINATION_GRACE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hanging_container_is_killed_after_its_last_probe_and_its_grace() {
        // (initial delay, period, timeout, failures) → killed, in seconds
        for (delay, period, timeout, failures, killed) in [
            (0, 10, 1, 3, 51),
            (15, 10, 1, 1, 46),
            (0, 5, 7, 2, 47),
            (0, 5, 5, 2, 40),
            (0, 10, 1, 0, 31),
        ] {
            let probe = LivenessProbe {
                initial_delay: Millis::from_secs(delay),
                period: Millis::from_secs(period),
                timeout: Millis::from_secs(timeout),
                failure_threshold: failures,
            };
            assert_eq!(killed_after(&probe), Millis::from_secs(killed));
        }
    }

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
