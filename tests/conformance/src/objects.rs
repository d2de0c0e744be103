//! The objects of a case: as the template makes them, with scripts, and with what the scenario says of retries.

use crate::case::Case;
use crate::ground::Ground;
use crate::script::script;
use crate::weather::Weather;
use laneway_core::kubernetes::RestartPolicy;
use laneway_core::plan::TaskId;
use laneway_core::simulate::Setting;
use laneway_core::template::Kind;
use laneway_kube::manifest::{Bundle, Given, Order, bundles};
use laneway_kube::object::Resource;
use serde_json::json;

/// The application of all cases: each has a namespace of its own.
pub const APPLICATION: &str = "conformance";

/// What each task applies.
///
/// # Panics
/// If the template does not say enough to make objects.
pub fn objects(case: &Case, setting: &Setting, weather: &Weather, ground: &Ground) -> Vec<Bundle> {
    let order = Order {
        template: &case.template,
        plan: &setting.plan,
        application: APPLICATION,
        given: &charts(setting),
    };
    let mut bundles =
        bundles(&order).unwrap_or_else(|problems| panic!("{}: {problems:?}", case.name));
    for (index, bundle) in bundles.iter_mut().enumerate() {
        let script = script(setting, TaskId(index), case.settle, weather);
        let behaviour = &setting.behaviours[index];
        for object in &mut bundle.objects {
            if !object.key().is_workload() {
                continue;
            }
            let place = ["spec", "template", "metadata", "annotations"];
            object
                .mapping(&place)
                .insert("laneway.dev/script".to_owned(), json!(script));
            ground.hold(object, setting, TaskId(index));
            if setting.plan.tasks[index].kind == Kind::Jobs {
                object
                    .mapping(&["spec"])
                    .insert("backoffLimit".to_owned(), json!(behaviour.retries));
                let policy = match behaviour.restart_policy {
                    RestartPolicy::OnFailure => "OnFailure",
                    RestartPolicy::Never => "Never",
                };
                let spec = object.mapping(&["spec", "template", "spec"]);
                spec.insert("restartPolicy".to_owned(), json!(policy));
            }
        }
    }
    bundles
}

/// The kinds that the removal of the environment removes.
pub fn kinds() -> [Resource; 3] {
    [
        Resource::workload("Deployment"),
        Resource::workload("Job"),
        Resource::new("v1", "Service"),
    ]
}

/// A chart is one Job here: like it, it has done its work or has failed.
fn charts(setting: &Setting) -> Given {
    let charts = setting
        .plan
        .tasks
        .iter()
        .filter(|task| task.kind == Kind::Charts);
    let texts = charts.map(|task| {
        let name = task.reference.trim_start_matches("charts.");
        let job = json!({
            "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name},
            "spec": {"template": {"spec": {
                "restartPolicy": "Never", "containers": [{"name": name, "image": "script"}],
            }}},
        });
        (format!("{}.yaml", task.reference), job.to_string())
    });
    Given::read(&texts.collect::<Vec<_>>())
}
