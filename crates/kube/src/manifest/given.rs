//! Objects that somebody has written, or a tool has rendered.

use super::Problem;
use crate::labels;
use crate::object::{Object, Resource};
use serde::Deserialize as _;
use serde_json::Value;

/// The objects of a folder of manifests.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Given {
    objects: Vec<(String, Object)>,
    problems: Vec<Problem>,
}

impl Given {
    /// Reads texts of YAML or JSON, by the paths that messages call them by. Documents may hold lists.
    ///
    /// An object belongs to the task that its label `laneway.dev/task` names; else to that of its file or folder
    /// (`charts.redis.yaml`, `charts.redis/…`); else a Job named `x` to `jobs.x`, and a Deployment,
    /// StatefulSet, DaemonSet or Service to `services.x`.
    pub fn read(texts: &[(String, String)]) -> Self {
        let mut given = Self::default();
        for (path, text) in texts {
            for document in serde_yaml::Deserializer::from_str(text) {
                match Value::deserialize(document) {
                    Ok(value) => given.take(path, value),
                    Err(error) => {
                        given.complain(path, error.to_string());
                        break;
                    }
                }
            }
        }
        given
    }

    /// What belongs to a task.
    pub(super) fn of(&self, reference: &str) -> Vec<Object> {
        let own = self.objects.iter().filter(|(owner, _)| owner == reference);
        own.map(|(_, object)| object.clone()).collect()
    }

    /// The kinds of all objects.
    pub fn resources(&self) -> Vec<Resource> {
        self.objects
            .iter()
            .map(|(_, object)| object.resource())
            .collect()
    }

    /// What is wrong with the texts.
    pub(super) fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }

    /// Objects that belong to none of these tasks, and so are not applied.
    pub fn unused<'g>(&'g self, references: &'g [&str]) -> impl Iterator<Item = String> + 'g {
        let unused = self
            .objects
            .iter()
            .filter(|(owner, _)| !references.contains(&owner.as_str()));
        unused.map(|(_, object)| object.key().to_string())
    }

    fn take(&mut self, path: &str, mut value: Value) {
        if value.is_null() {
            return;
        }
        let is_list = value["kind"]
            .as_str()
            .is_some_and(|kind| kind.ends_with("List"));
        if let (true, Value::Array(items)) = (is_list, value["items"].take()) {
            items.into_iter().for_each(|item| self.take(path, item));
            return;
        }
        value
            .as_object_mut()
            .map(|map| map.remove("items").filter(|it| !it.is_null()));
        let Some(object) = Object::new(value) else {
            self.complain(
                path,
                "a document has no `apiVersion`, `kind` or `metadata.name`".to_owned(),
            );
            return;
        };
        let owner = owner(path, &object);
        self.objects.push((owner, object));
    }

    fn complain(&mut self, path: &str, message: String) {
        self.problems.push(Problem {
            of: path.to_owned(),
            message,
        });
    }
}

/// The reference of the task that an object belongs to, or an empty text.
fn owner(path: &str, object: &Object) -> String {
    let labels = object.value().pointer("/metadata/labels");
    let label = labels
        .and_then(|labels| labels.get(labels::TASK))
        .and_then(Value::as_str);
    let named = || path.split(['/', '\\']).rev().find_map(reference);
    let key = object.key();
    let by_kind = || match key.kind.as_str() {
        "Job" => format!("jobs.{}", key.name),
        "Deployment" | "StatefulSet" | "DaemonSet" | "Service" => format!("services.{}", key.name),
        _ => String::new(),
    };
    label
        .map(str::to_owned)
        .or_else(named)
        .unwrap_or_else(by_kind)
}

/// A part of a path that is called like a task.
fn reference(part: &str) -> Option<String> {
    let endings = [".yaml", ".yml", ".json"];
    let stem = endings
        .iter()
        .find_map(|ending| part.strip_suffix(ending))
        .unwrap_or(part);
    let (kind, name) = stem.split_once('.')?;
    let is_kind = ["services", "jobs", "charts", "infrastructure"].contains(&kind);
    (is_kind && !name.is_empty()).then(|| stem.to_owned())
}
