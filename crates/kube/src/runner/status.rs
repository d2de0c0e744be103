//! What the last run of an application was.

use super::connect::{Cluster, Place};
use super::error::Failure;
use super::{block_on, lock};
use k8s_openapi::api::coordination::v1::Lease;
use kube::Api;

/// The last run of an application in a namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRun {
    /// Its name.
    pub run: String,
    /// Its stage.
    pub stage: String,
    /// `running`, `halted`, `interrupted` or `finished`.
    pub state: String,
    /// Whether it holds the lock, and for how many more seconds if it does not renew it.
    pub held_for: Option<i64>,
}

/// The last run, if there was one.
///
/// # Errors
/// If there is no cluster, or it does not let us look.
pub fn last_run(place: &Place, application: &str) -> Result<Option<LastRun>, Failure> {
    block_on(async {
        let cluster = Cluster::at(place).await?;
        let leases: Api<Lease> = Api::namespaced(cluster.client.clone(), &cluster.namespace);
        let lease = leases.get_opt(&lock::name(application)).await?;
        Ok(lease.map(|lease| {
            let annotations = lock::annotations(&lease);
            let get = |key: &str| annotations.get(key).cloned().unwrap_or_default();
            LastRun {
                run: get(lock::RUN),
                stage: get(lock::STAGE),
                state: get(lock::STATE),
                held_for: lock::holder(&lease).map(|(_, left)| left),
            }
        }))
    })
}
