//! What a run would change, as the API server says.

use super::connect::{Cluster, Place, value};
use super::error::{Failure, code, words};
use super::{CALL, block_on};
use crate::difference::{Change as Field, changes};
use crate::labels::MANAGER;
use crate::manifest::Bundle;
use crate::object::{Key, Object};
use kube::api::{Patch, PatchParams};
use laneway_core::plan::TaskId;
use tokio::time::timeout;

/// What would become of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Whose it is.
    pub task: TaskId,
    /// Kind and name.
    pub key: Key,
    /// What would be done.
    pub change: Change,
}

/// What would be done with an object.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// There is none yet.
    Create,
    /// These fields would change.
    Change(Vec<Field>),
    /// Nothing.
    Same,
    /// Others own fields that would change.
    Conflict(String),
    /// A field would change that cannot.
    Immutable(String),
    /// The API server refuses it.
    Refused(String),
}

/// What a run would do with the objects of each task, without doing it.
///
/// # Errors
/// If there is no cluster.
pub fn plan(place: &Place, bundles: &[Bundle], force: bool) -> Result<Vec<Planned>, Failure> {
    block_on(async {
        let cluster = Cluster::at(place).await?;
        let mut planned = Vec::new();
        for (index, bundle) in bundles.iter().enumerate() {
            for object in &bundle.objects {
                let change = timeout(2 * CALL, change(&cluster, object, force)).await;
                planned.push(Planned {
                    task: TaskId(index),
                    key: object.key(),
                    change: change.unwrap_or_else(|_| {
                        Change::Refused("the API server does not answer".to_owned())
                    }),
                });
            }
        }
        Ok(planned)
    })
}

async fn change(cluster: &Cluster, object: &Object, force: bool) -> Change {
    let (api, key) = (cluster.api(&object.resource()), object.key());
    let there = match api.get_opt(&key.name).await {
        Ok(there) => there,
        Err(error) => return Change::Refused(words(&error)),
    };
    let mut params = PatchParams::apply(MANAGER).dry_run();
    params.force = force;
    let after = match api
        .patch(&key.name, &params, &Patch::Apply(object.value()))
        .await
    {
        Ok(after) => after,
        Err(error) => return refused(&error),
    };
    let Some(there) = there else {
        return Change::Create;
    };
    let changes = changes(&value(&there, &key.kind), &value(&after, &key.kind));
    match changes.is_empty() {
        true => Change::Same,
        false => Change::Change(changes),
    }
}

fn refused(error: &kube::Error) -> Change {
    let words = words(error);
    match code(error) {
        Some(409) => Change::Conflict(words),
        Some(422) if words.contains("immutable") => Change::Immutable(words),
        _ => Change::Refused(words),
    }
}
