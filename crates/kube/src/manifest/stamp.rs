//! What every object carries, wherever it comes from.

use crate::labels::{self, hash, suffixed};
use crate::object::Object;
use laneway_core::plan::Task;
use laneway_core::time::Millis;
use serde_json::{Value, json};

/// What only the API server writes.
const OF_THE_SERVER: [&str; 6] = [
    "creationTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// Marks the objects of a task.
pub(super) struct Stamp<'a> {
    pub(super) application: &'a str,
    pub(super) task: &'a Task,
}

impl Stamp<'_> {
    /// The object as it is applied: without what the server writes, with labels, and a job with its limits and
    /// its hash.
    pub(super) fn put_on(&self, mut object: Object) -> Result<Object, String> {
        let kind = object.key().kind;
        if !object.resource().is_namespaced() {
            return Err(format!(
                "{} belongs to no namespace: apply it beforehand, a deployment changes one namespace only",
                object.key()
            ));
        }
        for key in OF_THE_SERVER {
            object.mapping(&["metadata"]).remove(key);
        }
        object.mapping(&[]).remove("status");
        self.label(&mut object, &["metadata", "labels"]);
        if object.key().is_workload() {
            self.label(&mut object, &["spec", "template", "metadata", "labels"]);
            let spec = hash(&object.value()["spec"]["template"]);
            let place = ["spec", "template", "metadata", "annotations"];
            object
                .mapping(&place)
                .insert(labels::SPEC.to_owned(), json!(spec));
        }
        if kind == "Job" {
            self.limit(&mut object);
            self.name_by_hash(&mut object);
        }
        Ok(object)
    }

    fn label(&self, object: &mut Object, place: &[&str]) {
        let labels = object.mapping(place);
        labels.insert(labels::APPLICATION.to_owned(), json!(self.application));
        labels.insert(labels::TASK.to_owned(), json!(self.task.reference));
    }

    /// Its first failure is final, and it ends when it has been waited for long enough; unless it says otherwise.
    fn limit(&self, job: &mut Object) {
        let limit = self.task.limit.unwrap_or(Millis::from_secs(1200));
        let spec = job.mapping(&["spec"]);
        spec.entry("backoffLimit").or_insert(json!(0));
        let seconds = (limit.0 / 1000).max(1);
        spec.entry("activeDeadlineSeconds")
            .or_insert(json!(seconds));
    }

    /// The template of a job cannot be changed: another spec is another job.
    fn name_by_hash(&self, job: &mut Object) {
        let mut suffix = hash(&job.value()["spec"]);
        if self.task.occurrence > 1 {
            suffix = format!("{suffix}-{}", self.task.occurrence);
        }
        let name = suffixed(job.text("/metadata/name"), &suffix);
        job.mapping(&["metadata"])
            .insert("name".to_owned(), Value::String(name));
    }
}
