//! Why a task is not there yet, in words.

use crate::observe::{Container, Pod, State, Workload};
use crate::observe::{Progress, Rollout};

/// What keeps a task from getting there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnosis {
    /// One sentence.
    pub words: String,
    /// Pod and container whose last words may say more, and whether they are those of the run before.
    pub logs: Option<(String, String, bool)>,
    /// Whether it waits for an image.
    pub is_image: bool,
    /// Whether that image can never be there.
    pub is_hopeless: bool,
    /// Whether no node takes a pod.
    pub is_unschedulable: bool,
}

/// Reasons for which an image is not there.
const IMAGE: [&str; 5] = [
    "ErrImageNeverPull",
    "ErrImagePull",
    "ImageInspectError",
    "ImagePullBackOff",
    "InvalidImageName",
];

/// Those of them that do not pass.
const HOPELESS: [&str; 2] = ["ErrImageNeverPull", "InvalidImageName"];

/// What comes by itself with every start.
const USUAL: [&str; 3] = ["", "ContainerCreating", "PodInitializing"];

/// What keeps the pods of a task; `None` as long as nothing is wrong. The pod in the worst trouble speaks for all.
pub fn diagnose<'a>(
    workloads: impl Iterator<Item = &'a Workload>,
    pods: impl Iterator<Item = &'a Pod>,
) -> Option<Diagnosis> {
    let of_pods = pods
        .filter(|pod| !pod.is_leaving)
        .filter_map(of_pod)
        .max_by_key(|(rank, _)| *rank);
    let of_workload = || workloads.filter_map(of_workload).next();
    of_pods.map(|(_, diagnosis)| diagnosis).or_else(of_workload)
}

fn of_workload(workload: &Workload) -> Option<Diagnosis> {
    match &workload.progress {
        Progress::Rollout(Rollout {
            trouble: Some(trouble),
            ..
        }) => Some(plain(trouble.clone())),
        _ => None,
    }
}

fn plain(words: String) -> Diagnosis {
    Diagnosis {
        words,
        logs: None,
        is_image: false,
        is_hopeless: false,
        is_unschedulable: false,
    }
}

fn of_pod(pod: &Pod) -> Option<(i64, Diagnosis)> {
    if let Some(message) = &pod.unschedulable {
        let diagnosis = Diagnosis {
            is_unschedulable: true,
            ..plain(format!("no node takes pod {}: {message}", pod.name))
        };
        return Some((1, diagnosis));
    }
    let containers = pod
        .containers
        .iter()
        .filter_map(|container| of_container(pod, container));
    let worst = containers.max_by_key(|(rank, _)| *rank);
    let taken = || {
        let words = format!("pod {} was taken from its node: {}", pod.name, pod.reason);
        (!pod.reason.is_empty()).then(|| (1, plain(words)))
    };
    worst.or_else(taken)
}

fn of_container(pod: &Pod, container: &Container) -> Option<(i64, Diagnosis)> {
    let place = format!("container {} of pod {}", container.name, pod.name);
    if let State::Waiting { reason, message } = &container.state
        && IMAGE.contains(&reason.as_str())
    {
        let diagnosis = Diagnosis {
            is_image: true,
            is_hopeless: HOPELESS.contains(&reason.as_str()),
            ..plain(format!(
                "{place} has no image: {}",
                with_message(reason, message)
            ))
        };
        return Some((2, diagnosis));
    }
    let exit = container
        .last_exit()
        .filter(|exit| exit.code != 0 || !matches!(container.state, State::Ended(_)));
    if let Some(exit) = exit {
        let reason = match exit.reason.as_str() {
            "" | "Error" | "Completed" => String::new(),
            reason => format!(" ({reason})"),
        };
        let next = match &container.state {
            State::Running => ", runs again".to_owned(),
            State::Waiting { reason, .. } if reason == "CrashLoopBackOff" => {
                ", waits to be restarted".to_owned()
            }
            _ => String::new(),
        };
        let times = match container.ended() {
            0 | 1 => String::new(),
            times => format!(", {times} times by now"),
        };
        let is_before = !matches!(container.state, State::Ended(_));
        let diagnosis = Diagnosis {
            logs: Some((pod.name.clone(), container.name.clone(), is_before)),
            ..plain(format!(
                "{place} ended with exit code {}{reason}{times}{next}",
                exit.code
            ))
        };
        return Some((3 + container.ended(), diagnosis));
    }
    match &container.state {
        State::Waiting { reason, message } if !USUAL.contains(&reason.as_str()) => {
            let words = format!("{place} cannot start: {}", with_message(reason, message));
            Some((2, plain(words)))
        }
        _ => None,
    }
}

fn with_message(reason: &str, message: &str) -> String {
    match message {
        "" => reason.to_owned(),
        message => format!("{reason} ({message})"),
    }
}
