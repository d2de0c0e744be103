//! What is known of a pod from its description.

use crate::container::{ContainerPlan, RestartPolicy};
use crate::pod::PodPlan;
use crate::script::Script;
use k8s_openapi::api::core::v1::{Container, Pod, Probe as ProbeSpec};
use laneway_core::template::{LivenessProbe, Probe};
use laneway_core::time::Millis;

/// A script for all containers of the pod, whatever their images.
pub const SCRIPT: &str = "laneway.dev/script";
/// The image whose arguments are a script.
const SCRIPT_IMAGE: &str = "script";
/// How often a probe is made unless the pod says otherwise.
///
/// Source: `SetDefaults_Probe` in `pkg/apis/core/v1/defaults.go`.
const PROBE_PERIOD: i32 = 10;
/// How many probes in a row fail until that counts, unless the pod says otherwise. From the same place.
const PROBE_FAILURES: i32 = 3;

/// Reads a pod as the API server gives it.
pub fn plan(pod: &Pod) -> PodPlan {
    let spec = pod.spec.as_ref();
    let policy = match spec.and_then(|spec| spec.restart_policy.as_deref()) {
        Some("Never") => RestartPolicy::Never,
        Some("OnFailure") => RestartPolicy::OnFailure,
        _ => RestartPolicy::Always,
    };
    let labels = pod.metadata.labels.iter().flatten();
    let script = pod.metadata.annotations.as_ref();
    let script = script.and_then(|all| all.get(SCRIPT)).map(String::as_str);
    let containers = spec.into_iter().flat_map(|spec| &spec.containers);
    PodPlan {
        names: pod
            .metadata
            .name
            .iter()
            .chain(labels.map(|(_, value)| value))
            .cloned()
            .collect(),
        policy,
        containers: containers.map(|it| container(it, script, policy)).collect(),
    }
}

fn container(spec: &Container, script: Option<&str>, policy: RestartPolicy) -> ContainerPlan {
    let image = spec.image.clone().unwrap_or_default();
    let script = match script {
        Some(text) => Script::read(text),
        None if is_script_image(&image) => Script::read(&words(spec)),
        // Any other image behaves as one hopes for.
        None if policy == RestartPolicy::Always => Ok(Script::server()),
        None => Ok(Script::worker()),
    };
    ContainerPlan {
        name: spec.name.clone(),
        image,
        script,
        readiness: spec.readiness_probe.as_ref().map(probe),
        liveness: spec.liveness_probe.as_ref().map(liveness),
        tells_its_end: spec.termination_message_policy.as_deref() == Some("FallbackToLogsOnError"),
    }
}

/// What stands on the container's command line.
fn words(spec: &Container) -> String {
    let command = spec.command.iter().flatten();
    let words: Vec<&str> = command
        .chain(spec.args.iter().flatten())
        .map(String::as_str)
        .collect();
    words.join(" ")
}

/// Whether an image is called `script`, wherever it is said to come from and in whatever version.
fn is_script_image(image: &str) -> bool {
    let last = image.rsplit('/').next().unwrap_or(image);
    last.split([':', '@']).next() == Some(SCRIPT_IMAGE)
}

fn probe(spec: &ProbeSpec) -> Probe {
    let success = spec.success_threshold.unwrap_or(1).max(1);
    Probe {
        initial_delay: seconds(spec.initial_delay_seconds.unwrap_or(0)),
        period: seconds(spec.period_seconds.unwrap_or(PROBE_PERIOD)),
        success_threshold: success.unsigned_abs(),
    }
}

fn liveness(spec: &ProbeSpec) -> LivenessProbe {
    let failures = spec.failure_threshold.unwrap_or(PROBE_FAILURES).max(1);
    LivenessProbe {
        initial_delay: seconds(spec.initial_delay_seconds.unwrap_or(0)),
        period: seconds(spec.period_seconds.unwrap_or(PROBE_PERIOD)),
        timeout: seconds(spec.timeout_seconds.unwrap_or(1)),
        failure_threshold: failures.unsigned_abs(),
    }
}

fn seconds(number: i32) -> Millis {
    Millis::from_secs(number.max(0).unsigned_abs().into())
}

#[cfg(test)]
mod tests {
    use super::plan;
    use crate::container::RestartPolicy;
    use crate::script::Script;
    use k8s_openapi::api::core::v1::Pod;
    use laneway_core::time::Millis;
    use serde_json::{Value, json};

    fn pod(container: &Value, annotations: &Value, policy: &str) -> Pod {
        let mut container = container.clone();
        container["name"] = "app".into();
        serde_json::from_value(json!({
            "metadata": {"name": "web-1", "labels": {"app": "web"}, "annotations": annotations},
            "spec": {"restartPolicy": policy, "containers": [container]},
        }))
        .unwrap()
    }

    fn script(container: &Value, annotations: &Value, policy: &str) -> Script {
        let plan = plan(&pod(container, annotations, policy));
        plan.containers[0].script.clone().unwrap()
    }

    #[test]
    fn the_script_is_read_from_where_it_stands() {
        let expected = Script::read("sleep 3s; exit 1").unwrap();
        let line = json!({"image": "here.example/script:1", "command": ["sleep 3s;"], "args": ["exit", "1"]});
        assert_eq!(script(&line, &json!({}), "Never"), expected);
        let other = json!({"image": "nginx", "args": ["-g", "daemon off;"]});
        let noted = json!({"laneway.dev/script": "sleep 3s; exit 1"});
        assert_eq!(script(&other, &noted, "Never"), expected);
        assert_eq!(
            script(&line, &json!({"laneway.dev/script": "serve"}), "Never"),
            Script::server()
        );
    }

    #[test]
    fn other_images_behave_well() {
        for image in ["nginx", "script/nginx", "scripts", "example/nginx:script"] {
            let it = json!({"image": image, "args": ["no script"]});
            assert_eq!(
                script(&it, &json!({}), "Always"),
                Script::server(),
                "{image}"
            );
            assert_eq!(
                script(&it, &json!({}), "OnFailure"),
                Script::worker(),
                "{image}"
            );
        }
    }

    #[test]
    fn names_policy_and_probe_are_taken_over() {
        let probe =
            json!({"initialDelaySeconds": 5, "successThreshold": 2, "httpGet": {"port": 80}});
        let it = json!({
            "image": "a", "readinessProbe": probe, "terminationMessagePolicy": "FallbackToLogsOnError"
        });
        let plan = plan(&pod(&it, &json!({}), "OnFailure"));
        assert_eq!(plan.names, ["web-1", "web"]);
        assert_eq!(plan.policy, RestartPolicy::OnFailure);
        let container = &plan.containers[0];
        let probe = container.readiness.unwrap();
        let times = (probe.initial_delay, probe.period, probe.success_threshold);
        assert_eq!(times, (Millis(5000), Millis(10_000), 2));
        assert!(container.tells_its_end);
    }
}
