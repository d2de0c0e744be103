//! Whether we may do what a run needs.

use super::connect::{Cluster, Place};
use super::error::Failure;
use super::{CALL, block_on};
use crate::rbac::Rule;
use k8s_openapi::api::authorization::v1::{
    ResourceAttributes, SelfSubjectAccessReview, SelfSubjectAccessReviewSpec,
};
use kube::Api;
use kube::api::PostParams;
use tokio::time::timeout;

/// Something that a run does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// `deployments.apps`.
    pub resource: String,
    /// `patch`.
    pub verb: String,
    /// Whether we may.
    pub is_allowed: bool,
}

/// Asks the API server about each verb of the rules.
///
/// # Errors
/// If there is no cluster, or it does not answer.
pub fn permissions(place: &Place, rules: &[Rule]) -> Result<Vec<Permission>, Failure> {
    block_on(async {
        let cluster = Cluster::at(place).await?;
        let api: Api<SelfSubjectAccessReview> = Api::all(cluster.client.clone());
        let mut all = Vec::new();
        for rule in rules {
            for verb in &rule.verbs {
                let review = review(&cluster.namespace, rule, verb);
                let params = PostParams::default();
                let answer = timeout(CALL, api.create(&params, &review)).await;
                let answer = answer.map_err(|_| {
                    Failure::Unusable("the API server does not answer".to_owned())
                })??;
                all.push(Permission {
                    resource: rule.name(),
                    verb: (*verb).to_owned(),
                    is_allowed: answer.status.is_some_and(|status| status.allowed),
                });
            }
        }
        Ok(all)
    })
}

fn review(namespace: &str, rule: &Rule, verb: &str) -> SelfSubjectAccessReview {
    let (resource, subresource) = match rule.resource.split_once('/') {
        Some((resource, part)) => (resource.to_owned(), Some(part.to_owned())),
        None => (rule.resource.clone(), None),
    };
    SelfSubjectAccessReview {
        spec: SelfSubjectAccessReviewSpec {
            resource_attributes: Some(ResourceAttributes {
                group: Some(rule.group.clone()),
                namespace: Some(namespace.to_owned()),
                resource: Some(resource),
                subresource,
                verb: Some(verb.to_owned()),
                ..ResourceAttributes::default()
            }),
            ..SelfSubjectAccessReviewSpec::default()
        },
        ..SelfSubjectAccessReview::default()
    }
}
