//! How Kubernetes retries: data and pure functions.
