//! Finds and deletes everything of an application.

use super::connect::{Cluster, Place, value};
use super::error::{Failure, code};
use super::{CALL, block_on};
use crate::labels::{RUN, TASK, selector};
use crate::object::{Key, Resource, text};
use kube::ResourceExt as _;
use kube::api::{DeleteParams, ListParams};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often it is looked whether all is gone.
const LOOK: Duration = Duration::from_secs(1);

/// An object of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Kind and name.
    pub key: Key,
    /// What kind it is.
    pub resource: Resource,
    /// The task that it belongs to.
    pub task: String,
    /// The run that applied it last.
    pub run: String,
    /// What it says of itself; `None` if no pods come from it.
    pub workload: Option<crate::observe::Workload>,
}

/// Everything of an application, of these kinds.
///
/// # Errors
/// If there is no cluster, or it does not let us look.
pub fn found(place: &Place, application: &str, kinds: &[Resource]) -> Result<Vec<Found>, Failure> {
    block_on(async {
        let cluster = Cluster::at(place).await?;
        list(&cluster, application, kinds).await
    })
}

/// Deletes everything of an application, and waits until it is gone.
///
/// # Errors
/// If there is no cluster, or it does not let us delete.
pub fn remove(place: &Place, application: &str, kinds: &[Resource]) -> Result<(), Failure> {
    block_on(async {
        let cluster = Cluster::at(place).await?;
        remove_and_wait(&cluster, application, kinds).await
    })
}

async fn list(
    cluster: &Cluster,
    application: &str,
    kinds: &[Resource],
) -> Result<Vec<Found>, Failure> {
    let params = ListParams::default().labels(&selector(application));
    let mut all = Vec::new();
    for resource in kinds {
        let listed = timeout(CALL, cluster.api(resource).list(&params)).await;
        let listed = listed.map_err(|_| late())??;
        for object in listed {
            let value = value(&object, &resource.kind);
            let labels = object.labels();
            let label = |name: &str| labels.get(name).cloned().unwrap_or_default();
            all.push(Found {
                key: Key::new(&resource.kind, text(&value, "/metadata/name")),
                resource: resource.clone(),
                task: label(TASK),
                run: label(RUN),
                workload: crate::observe::Workload::read(&value),
            });
        }
    }
    Ok(all)
}

pub(super) async fn remove_and_wait(
    cluster: &Cluster,
    application: &str,
    kinds: &[Resource],
) -> Result<(), Failure> {
    for found in list(cluster, application, kinds).await? {
        let api = cluster.api(&found.resource);
        let params = DeleteParams::foreground();
        let deleted = timeout(CALL, api.delete(&found.key.name, &params)).await;
        match deleted.map_err(|_| late())? {
            Err(error) if code(&error) == Some(404) => {}
            other => drop(other?),
        }
    }
    while !list(cluster, application, kinds).await?.is_empty() {
        sleep(LOOK).await;
    }
    Ok(())
}

fn late() -> Failure {
    Failure::Unusable(format!(
        "the API server did not answer within {} s",
        CALL.as_secs()
    ))
}
