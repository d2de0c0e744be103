//! How long Kubernetes waits before it tries again, walked through one attempt at a time.

use laneway_core::kubernetes::BackOff;
use laneway_core::time::Millis;

/// How long the kubelet waits after a container's last exit, given how long each of its runs took.
///
/// The first restart comes at once and sets the wait to the first of the back-off, mostly 10 s; each later
/// one waits and doubles it, up to the cap, mostly 300 s. A run of more than 600 s since the last restart makes the kubelet forget all that.
pub fn container_restart_delay(back_off: BackOff, runs: &[Millis]) -> Millis {
    let mut next_wait = None;
    let mut waited = Millis::ZERO;
    for run in runs {
        if *run > Millis::from_secs(600) {
            next_wait = None;
        }
        waited = next_wait.unwrap_or(Millis::ZERO);
        next_wait = Some(match next_wait {
            None => back_off.initial,
            Some(wait) => Millis(wait.0 * 2).min(back_off.cap),
        });
    }
    waited
}

/// How long the Job controller waits after the last of `failures` failed pods: 10 s, doubled with
/// each further failure, up to 600 s.
pub fn job_retry_delay(failures: usize) -> Millis {
    let mut wait = Millis::from_secs(10);
    for _ in 1..failures {
        wait = Millis(wait.0 * 2).min(Millis::from_secs(600));
    }
    wait
}

/// When, after its task was started, an image is there whose first `pulls` pulls fail.
pub fn image_delay(pulls: u32) -> Millis {
    let mut delay = Millis::ZERO;
    let mut wait = Millis::from_secs(10);
    for _ in 0..pulls {
        delay = delay + wait;
        wait = Millis(wait.0 * 2).min(Millis::from_secs(300));
    }
    delay
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(run: u64, count: usize) -> Vec<u64> {
        let runs = vec![Millis::from_secs(run); count];
        let usual = BackOff {
            initial: Millis::from_secs(10),
            cap: Millis::from_secs(300),
        };
        let delay = |n| container_restart_delay(usual, &runs[..n]).0 / 1000;
        (1..=count).map(delay).collect()
    }

    #[test]
    fn containers_wait_as_the_kubelet_does() {
        let table = [0, 10, 20, 40, 80, 160, 300, 300, 300, 300];
        assert_eq!(delays(0, 10), table);
        assert_eq!(delays(600, 10), table, "600 s is not more than 600 s");
        assert_eq!(delays(601, 4), [0, 0, 0, 0]);
    }

    #[test]
    fn jobs_wait_as_their_controller_does() {
        let delays: Vec<u64> = (1..=8).map(|n| job_retry_delay(n).0 / 1000).collect();
        assert_eq!(delays, [10, 20, 40, 80, 160, 320, 600, 600]);
    }
}
