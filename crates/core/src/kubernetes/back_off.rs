//! How long Kubernetes waits before it tries again.

use crate::time::Millis;

/// A delay that doubles up to a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// The first delay.
    pub initial: Millis,
    /// No delay is longer.
    pub cap: Millis,
}

/// Restarts of a container (`CrashLoopBackOff`): 10 s, doubled up to 300 s, without jitter.
///
/// Source: `pkg/kubelet/kubelet.go` (`MaxContainerBackOff`, `containerBackOff`); KEP-4603.
pub const CONTAINER_RESTART: BackOff = BackOff {
    initial: Millis::from_secs(10),
    cap: Millis::from_secs(300),
};

/// Restarts of a container under the gate `ReduceDefaultCrashLoopBackOffDecay`: 1 s, doubled up to 60 s.
///
/// Source: `pkg/kubelet/kubelet.go`; KEP-4603.
const REDUCED_RESTART: BackOff = BackOff {
    initial: Millis::from_secs(1),
    cap: Millis::from_secs(60),
};

/// Restarts of a container on nodes with that gate on (`is_reduced`) and, if they set one, that cap
/// (`crashLoopBackOff.maxContainerRestartPeriod`). A cap below the first delay is the first delay, too.
///
/// Source: `pkg/kubelet/kubelet.go`, where the back-off is made; KEP-4603, KEP-5593.
pub fn container_restart(is_reduced: bool, cap: Option<Millis>) -> BackOff {
    let usual = match is_reduced {
        true => REDUCED_RESTART,
        false => CONTAINER_RESTART,
    };
    let cap = cap.unwrap_or(usual.cap);
    BackOff {
        initial: usual.initial.min(cap),
        cap,
    }
}

/// Who tries a job again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RestartPolicy {
    /// The Job, with a new pod.
    #[default]
    Never,
    /// The kubelet, with a new container in the same pod.
    OnFailure,
}

/// How many attempts of a job with `restartPolicy: OnFailure` come to their end under this
/// `backoffLimit`. The job is given up when its container has been restarted as often as the limit says,
/// at least once; that last restart is over before it has done anything.
///
/// Source: `pastBackoffLimitOnFailure` in `pkg/controller/job/job_controller.go`.
pub fn allowed_attempts(backoff_limit: u32) -> u32 {
    backoff_limit.max(1)
}

/// New pods of a Job with `restartPolicy: Never`: 10 s, doubled up to 600 s.
///
/// Source: `pkg/controller/job/job_controller.go` (`DefaultJobPodFailureBackOff`,
/// `MaxJobPodFailureBackOff`); the documentation says 360 s, the code 600 s.
pub const JOB_RETRY: BackOff = BackOff {
    initial: Millis::from_secs(10),
    cap: Millis::from_secs(600),
};

/// Pulls of an image (`ImagePullBackOff`): 10 s, doubled up to 300 s.
///
/// Source: `pkg/kubelet/kubelet.go`, the back-off of the image manager.
pub const IMAGE_PULL: BackOff = BackOff {
    initial: Millis::from_secs(10),
    cap: Millis::from_secs(300),
};

/// A container that ran strictly longer than this has left its crash loop: its next restart is the
/// first of a new one.
///
/// Source: `pkg/kubelet/kubelet.go`, twice `MaxContainerBackOff`; KEP-4603.
pub const CRASH_LOOP_RESET: Millis = Millis::from_secs(600);

impl BackOff {
    /// The delay number `number`, counted from 1; 0 gives no delay.
    pub fn delay(self, number: u32) -> Millis {
        let Some(doublings) = number.checked_sub(1) else {
            return Millis::ZERO;
        };
        let factor = 1_u64.checked_shl(doublings).unwrap_or(u64::MAX);
        self.initial.times(factor).min(self.cap)
    }

    /// The first `count` delays together.
    pub fn total(self, count: u32) -> Millis {
        let growing = (1..=count).take_while(|number| self.delay(*number) < self.cap);
        let (numbers, sum) = growing.fold((0, Millis::ZERO), |(numbers, sum), number| {
            (numbers + 1, sum + self.delay(number))
        });
        sum + self.cap.times(u64::from(count - numbers))
    }
}

/// The restarts of one container in its present crash loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContainerRestarts {
    in_this_loop: u32,
}

impl ContainerRestarts {
    /// How long after its exit a container that lived `lived` is started again on a node with this
    /// back-off. The first restart of a crash loop is immediate.
    pub fn delay_after(&mut self, back_off: BackOff, lived: Millis) -> Millis {
        if lived > CRASH_LOOP_RESET {
            self.in_this_loop = 0;
        }
        let delay = back_off.delay(self.in_this_loop);
        self.in_this_loop = self.in_this_loop.saturating_add(1);
        delay
    }

    /// Which delay of its crash loop the last one was; the immediate restart is none, and counts as 0.
    pub fn number(&self) -> u32 {
        self.in_this_loop.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restarts(lives: &[u64]) -> Vec<u64> {
        restarts_with(CONTAINER_RESTART, lives)
    }

    fn restarts_with(back_off: BackOff, lives: &[u64]) -> Vec<u64> {
        let mut restarts = ContainerRestarts::default();
        let delay = |&lived| restarts.delay_after(back_off, Millis::from_secs(lived)).0 / 1000;
        lives.iter().map(delay).collect()
    }

    #[test]
    fn nodes_may_cap_and_reduce_the_delays() {
        let with = |is_reduced, cap: Option<u64>| {
            let cap = cap.map(Millis::from_secs);
            restarts_with(container_restart(is_reduced, cap), &[0; 10])
        };
        assert_eq!(
            with(false, None),
            [0, 10, 20, 40, 80, 160, 300, 300, 300, 300]
        );
        assert_eq!(
            with(false, Some(60)),
            [0, 10, 20, 40, 60, 60, 60, 60, 60, 60]
        );
        assert_eq!(with(false, Some(4)), [0, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
        assert_eq!(with(true, None), [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(with(true, Some(10)), [0, 1, 2, 4, 8, 10, 10, 10, 10, 10]);
    }

    #[test]
    fn a_cap_does_not_change_when_a_crash_loop_is_left() {
        let capped = container_restart(false, Some(Millis::from_secs(20)));
        assert_eq!(
            restarts_with(capped, &[0, 0, 600, 0, 601]),
            [0, 10, 20, 20, 0]
        );
    }

    #[test]
    fn containers_restart_at_once_and_then_after_doubling_delays() {
        assert_eq!(
            restarts(&[0; 10]),
            [0, 10, 20, 40, 80, 160, 300, 300, 300, 300]
        );
    }

    #[test]
    fn a_run_strictly_longer_than_the_reset_starts_a_new_loop() {
        assert_eq!(restarts(&[0, 0, 600, 0]), [0, 10, 20, 40]);
        assert_eq!(restarts(&[0, 0, 601, 0]), [0, 10, 0, 10]);
    }

    #[test]
    fn delays_add_up() {
        for (count, total) in [(0, 0), (1, 10), (3, 70), (5, 310), (6, 610), (8, 1210)] {
            assert_eq!(IMAGE_PULL.total(count), Millis::from_secs(total), "{count}");
        }
        assert!(IMAGE_PULL.total(u32::MAX) > Millis::from_secs(300 * (1 << 31)));
    }

    #[test]
    fn jobs_wait_longer() {
        let delays: Vec<u64> = (0..9).map(|n| JOB_RETRY.delay(n).0 / 1000).collect();
        assert_eq!(delays, [0, 10, 20, 40, 80, 160, 320, 600, 600]);
        assert_eq!(JOB_RETRY.delay(u32::MAX), JOB_RETRY.cap);
    }
}
