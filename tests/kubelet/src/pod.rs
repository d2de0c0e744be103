//! One pod: its containers together.

use crate::container::{Container, ContainerPlan, Order, RestartPolicy};
use laneway_core::time::Millis;

/// What is known of a pod when it comes to the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PodPlan {
    /// What others may call it: its name, and the values of its labels.
    pub names: Vec<String>,
    /// When its containers are started again.
    pub policy: RestartPolicy,
    /// At least one.
    pub containers: Vec<ContainerPlan>,
}

/// The summary of a pod that Kubernetes keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodPhase {
    /// A container has never run yet.
    Pending,
    /// All have run, and some run or will run again.
    Running,
    /// All have ended well.
    Succeeded,
    /// All have ended, and not all well.
    Failed,
}

/// A pod and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pod {
    names: Vec<String>,
    policy: RestartPolicy,
    /// In the order of the pod's description.
    pub containers: Vec<Container>,
    /// When it came to the node.
    pub since: Millis,
    is_stopping: bool,
}

impl Pod {
    /// A pod that has come to the node.
    pub fn new(plan: PodPlan, now: Millis) -> Self {
        let policy = plan.policy;
        let containers = plan.containers.into_iter();
        Self {
            names: plan.names,
            policy,
            containers: containers
                .map(|container| Container::new(container, policy, now))
                .collect(),
            since: now,
            is_stopping: false,
        }
    }

    /// Whether somebody who needs `name` means this pod.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// Asks its containers to stop; asked again it may only become shorter, which nobody here does.
    pub fn stop(&mut self, now: Millis, grace: Millis) {
        if !std::mem::replace(&mut self.is_stopping, true) {
            for container in &mut self.containers {
                container.stop(now, grace);
            }
        }
    }

    /// Whether it has been asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.is_stopping
    }

    /// Whether nothing can happen in it any more.
    pub fn is_over(&self) -> bool {
        self.containers.iter().all(Container::is_over)
    }

    /// Whether all its containers are ready.
    pub fn is_ready(&self) -> bool {
        self.containers.iter().all(Container::is_ready)
    }

    /// As the kubelet sums it up.
    ///
    /// Source: `getPhase` in `pkg/kubelet/kubelet_pods.go`.
    pub fn phase(&self) -> PodPhase {
        if self.is_over() && (self.is_stopping || self.policy != RestartPolicy::Always) {
            let is_good = |it: &Container| it.last.as_ref().is_some_and(|last| last.code == 0);
            return match self.containers.iter().all(is_good) {
                true => PodPhase::Succeeded,
                false => PodPhase::Failed,
            };
        }
        match self.containers.iter().all(Container::has_run) {
            true => PodPhase::Running,
            false => PodPhase::Pending,
        }
    }

    /// When something happens in it next.
    pub fn due(&self) -> Option<(Millis, Order)> {
        self.containers.iter().filter_map(Container::due).min()
    }

    /// Lets one thing happen that is due at `now`.
    pub fn step(&mut self, now: Millis, is_there: &dyn Fn(&str) -> bool) {
        let due = self.due();
        let mut containers = self.containers.iter_mut();
        if let Some(container) = containers.find(|it| it.due() == due) {
            container.step(now, is_there);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pod, PodPhase, PodPlan};
    use crate::container::{ContainerPlan, RestartPolicy};
    use crate::script::Script;
    use laneway_core::time::Millis;

    fn pod(policy: RestartPolicy, scripts: &[&str]) -> Pod {
        let container = |script: &&str| ContainerPlan {
            name: "app".to_owned(),
            image: "script".to_owned(),
            script: Script::read(script),
            readiness: None,
            liveness: None,
            tells_its_end: false,
        };
        let plan = PodPlan {
            names: vec!["web-1".to_owned(), "web".to_owned()],
            policy,
            containers: scripts.iter().map(container).collect(),
        };
        Pod::new(plan, Millis::ZERO)
    }

    /// The phase and whether it is ready, after each moment at which something happens.
    fn phases(pod: &mut Pod) -> Vec<(u64, PodPhase, bool)> {
        let mut phases = Vec::new();
        while let Some((now, _)) = pod.due().filter(|(now, _)| now.0 < 100_000) {
            while pod.due().is_some_and(|(at, _)| at == now) {
                pod.step(now, &|_| true);
            }
            phases.push((now.0 / 1000, pod.phase(), pod.is_ready()));
        }
        phases
    }

    #[test]
    fn it_is_ready_when_all_containers_are() {
        let mut pod = pod(
            RestartPolicy::Always,
            &["serve", "pull-takes 2s; sleep 3s; serve"],
        );
        let expected = [
            (0, PodPhase::Pending, false),
            (2, PodPhase::Running, false),
            (5, PodPhase::Running, true),
        ];
        assert_eq!(phases(&mut pod), expected);
    }

    #[test]
    fn it_succeeds_if_all_do_and_fails_if_one_does() {
        let good = phases(&mut pod(RestartPolicy::Never, &["sleep 1s", "sleep 2s"]));
        assert_eq!(
            good[1..],
            [
                (1, PodPhase::Running, false),
                (2, PodPhase::Succeeded, false)
            ]
        );
        let bad = phases(&mut pod(
            RestartPolicy::Never,
            &["sleep 1s; exit 1", "sleep 2s"],
        ));
        assert_eq!(
            bad[1..],
            [(1, PodPhase::Running, false), (2, PodPhase::Failed, false)]
        );
    }

    #[test]
    fn what_is_started_again_stays_running() {
        let mut crashing = pod(RestartPolicy::OnFailure, &["exit 1"]);
        assert!(
            phases(&mut crashing)
                .iter()
                .all(|it| it.1 == PodPhase::Running)
        );
        crashing.stop(Millis(100_000), Millis::ZERO);
        assert_eq!(crashing.phase(), PodPhase::Failed);
    }

    #[test]
    fn it_stops_when_all_containers_have() {
        let mut pod = pod(RestartPolicy::Always, &["serve", "stop-takes 3s; serve"]);
        phases(&mut pod);
        pod.stop(Millis(5000), Millis(30_000));
        pod.stop(Millis(6000), Millis(30_000));
        let expected = [(5, PodPhase::Running, false), (8, PodPhase::Failed, false)];
        assert_eq!(phases(&mut pod), expected);
        assert!(pod.is_over());
    }

    #[test]
    fn it_answers_to_its_name_and_its_labels() {
        let pod = pod(RestartPolicy::Always, &["serve"]);
        assert!(pod.is_called("web") && pod.is_called("web-1") && !pod.is_called("we"));
    }
}
