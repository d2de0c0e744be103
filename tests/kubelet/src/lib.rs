//! A kubelet without containers, for tests against a real control plane.
