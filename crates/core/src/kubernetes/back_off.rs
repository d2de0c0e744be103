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
    /// How long after its exit a container that lived `lived` is started again. The first restart of
    /// a crash loop is immediate.
    pub fn delay_after(&mut self, lived: Millis) -> Millis {
        if lived > CRASH_LOOP_RESET {
            self.in_this_loop = 0;
        }
        let delay = CONTAINER_RESTART.delay(self.in_this_loop);
        self.in_this_loop = self.in_this_loop.saturating_add(1);
        delay
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restarts(lives: &[u64]) -> Vec<u64> {
        let mut restarts = ContainerRestarts::default();
        lives
            .iter()
            .map(|&lived| restarts.delay_after(Millis::from_secs(lived)).0 / 1000)
            .collect()
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
