//! What the kubelet reports of a pod.

use crate::clock::Clock;
use crate::container::{Container, Ended, Phase};
use crate::pod::{Pod, PodPhase};
use k8s_openapi::api::core::v1::{
    Container as ContainerSpec, ContainerState, ContainerStateRunning, ContainerStateTerminated,
    ContainerStateWaiting, ContainerStatus, HostIP, PodCondition, PodIP, PodStatus,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Time;
use laneway_core::time::Millis;

/// The address of the node: nothing listens there.
pub const NODE_ADDRESS: &str = "127.0.0.1";

/// What of a pod does not change while it is on the node.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its address; nothing listens there either.
    pub address: String,
    /// They are reported as done at once.
    pub init_containers: Vec<ContainerSpec>,
}

/// The status of a pod. Conditions that are as they were in `before` keep their time.
pub fn status(
    pod: &Pod,
    identity: &Identity,
    clock: &Clock,
    before: Option<&PodStatus>,
) -> PodStatus {
    let started = Time(clock.calendar(pod.since));
    let containers = pod.containers.iter();
    let inits = identity.init_containers.iter();
    PodStatus {
        phase: Some(phase_word(pod.phase()).to_owned()),
        conditions: Some(conditions(pod, clock, before)),
        host_ip: Some(NODE_ADDRESS.to_owned()),
        host_ips: Some(vec![HostIP {
            ip: NODE_ADDRESS.to_owned(),
        }]),
        pod_ip: Some(identity.address.clone()),
        pod_ips: Some(vec![PodIP {
            ip: identity.address.clone(),
        }]),
        start_time: Some(started.clone()),
        container_statuses: Some(containers.map(|it| container(it, clock)).collect()),
        init_container_statuses: Some(inits.map(|it| done(it, &started)).collect()),
        ..PodStatus::default()
    }
}

/// As Kubernetes calls it.
pub fn phase_word(phase: PodPhase) -> &'static str {
    match phase {
        PodPhase::Pending => "Pending",
        PodPhase::Running => "Running",
        PodPhase::Succeeded => "Succeeded",
        PodPhase::Failed => "Failed",
    }
}

fn conditions(pod: &Pod, clock: &Clock, before: Option<&PodStatus>) -> Vec<PodCondition> {
    let phase = pod.phase();
    let not_ready = match phase {
        PodPhase::Succeeded => "PodCompleted",
        PodPhase::Failed => "PodFailed",
        _ => "ContainersNotReady",
    };
    let is_made = !pod.is_over();
    [
        ("PodReadyToStartContainers", is_made, None),
        ("Initialized", true, None),
        ("ContainersReady", pod.is_ready(), Some(not_ready)),
        ("Ready", pod.is_ready(), Some(not_ready)),
    ]
    .into_iter()
    .map(|(kind, is_so, reason)| {
        let word = if is_so { "True" } else { "False" };
        let mut earlier = before.iter().flat_map(|it| it.conditions.iter().flatten());
        let same = earlier.find(|it| it.type_ == kind && it.status == word);
        let now = || Some(Time(clock.calendar(clock.now())));
        PodCondition {
            type_: kind.to_owned(),
            status: word.to_owned(),
            // Empty rather than absent, so that an earlier one does not stay.
            reason: reason.map(|reason| if is_so { "" } else { reason }.to_owned()),
            last_transition_time: same.map_or_else(now, |it| it.last_transition_time.clone()),
            ..PodCondition::default()
        }
    })
    .collect()
}

fn container(it: &Container, clock: &Clock) -> ContainerStatus {
    let waiting = |reason: &str, message: String| ContainerState {
        waiting: Some(ContainerStateWaiting {
            reason: Some(reason.to_owned()),
            message: Some(message).filter(|message| !message.is_empty()),
        }),
        ..ContainerState::default()
    };
    let image = &it.plan.image;
    let state = match &it.phase {
        Phase::Pulling(_) => waiting("ContainerCreating", String::new()),
        Phase::PullFailed { .. } => waiting("ErrImagePull", format!("cannot pull {image}")),
        Phase::PullBackOff(_) => waiting(
            "ImagePullBackOff",
            format!("back-off after pulling {image} in vain"),
        ),
        Phase::BackOff(_) => waiting(
            "CrashLoopBackOff",
            format!(
                "back-off before container {} is started again",
                it.plan.name
            ),
        ),
        Phase::Stuck { reason, message } => waiting(reason, message.clone()),
        Phase::Running(run) => ContainerState {
            running: Some(ContainerStateRunning {
                started_at: Some(Time(clock.calendar(run.since))),
            }),
            ..ContainerState::default()
        },
        Phase::Ended => it
            .last
            .as_ref()
            .map_or_else(ContainerState::default, |last| terminated(it, last, clock)),
    };
    let last = it.last.as_ref().filter(|_| !it.is_over());
    ContainerStatus {
        name: it.plan.name.clone(),
        image: image.clone(),
        image_id: image.clone(),
        container_id: it
            .has_run()
            .then(|| format!("laneway://{}/{}", it.plan.name, it.restart_count())),
        ready: it.is_ready(),
        started: Some(it.is_running()),
        restart_count: i32::try_from(it.restart_count()).unwrap_or(i32::MAX),
        state: Some(state),
        last_state: last.map(|last| terminated(it, last, clock)),
        ..ContainerStatus::default()
    }
}

fn terminated(it: &Container, last: &Ended, clock: &Clock) -> ContainerState {
    let reason = match last {
        Ended { since: None, .. } => "ContainerStatusUnknown",
        Ended { code: 0, .. } => "Completed",
        _ => "Error",
    };
    let time = |at: Millis| Time(clock.calendar(at));
    let said = it.log(false).and_then(<[_]>::last);
    let said = said.filter(|_| it.plan.tells_its_end && last.code != 0);
    ContainerState {
        terminated: Some(ContainerStateTerminated {
            exit_code: last.code,
            reason: Some(reason.to_owned()),
            message: said.cloned(),
            started_at: last.since.map(time),
            finished_at: Some(time(last.at)),
            ..ContainerStateTerminated::default()
        }),
        ..ContainerState::default()
    }
}

/// An init container, which has done its work.
fn done(spec: &ContainerSpec, at: &Time) -> ContainerStatus {
    ContainerStatus {
        name: spec.name.clone(),
        image: spec.image.clone().unwrap_or_default(),
        ready: true,
        state: Some(ContainerState {
            terminated: Some(ContainerStateTerminated {
                reason: Some("Completed".to_owned()),
                started_at: Some(at.clone()),
                finished_at: Some(at.clone()),
                ..ContainerStateTerminated::default()
            }),
            ..ContainerState::default()
        }),
        ..ContainerStatus::default()
    }
}

#[cfg(test)]
mod tests;
