//! Real runs on a real control plane, whose pods do what their scripts say: on the cluster that `KUBECONFIG` names.

mod kit;
mod others;
mod page;
mod permissions;
mod plan;
mod trouble;
