//! `seed`, `cluster` and `options`: what holds for the whole run.

use super::NodesAt;
use super::values::Place;
use crate::diagnostic::Vocabulary;
use crate::diagnostic::catalog::scenario as catalog;
use crate::scenario::LARGEST_SEED;
use crate::simulate::{Background, Cluster, Options, ServiceError};
use crate::yaml::{Node, Sink};

const CLUSTER: Place = Place {
    name: "`cluster`",
    keys: &[
        "max_parallel",
        "kubernetes",
        "feature_gates",
        "crash_loop_max",
        "apply_latency",
        "nodes",
    ],
};

const OPTIONS: Place = Place {
    name: "`options`",
    keys: &["background", "service_error", "readiness_wait", "horizon"],
};

const BACKGROUND: [(&str, Background); 2] =
    [("join", Background::Join), ("detach", Background::Detach)];

const SERVICE_ERROR: [(&str, ServiceError); 2] = [
    ("deadline", ServiceError::Deadline),
    ("first_crash", ServiceError::FirstCrash),
];

impl Sink<'_> {
    pub(super) fn seed(&mut self, node: &Node) -> Option<u64> {
        self.whole(node, "`seed`", 0, LARGEST_SEED)
    }

    /// The nodes, and where they stand; the rest of it goes into the options.
    pub(super) fn cluster(
        &mut self,
        node: &Node,
        options: &mut Options,
    ) -> (Cluster, Option<NodesAt>) {
        let keys = self.place(node, &CLUSTER);
        let limit = keys.get("max_parallel");
        options.max_parallel = limit.and_then(|entry| self.max_parallel(&entry.value));
        self.kubernetes(&keys, options);
        let latency = self.duration(keys.get("apply_latency").copied());
        options.apply_latency = latency.unwrap_or_default();
        let nodes = keys.get("nodes").filter(|entry| !entry.value.is_null());
        let (cluster, are_clear) = match nodes {
            Some(entry) => self.nodes(entry),
            None => (Vec::new(), true),
        };
        let nodes = nodes.map(|entry| NodesAt {
            span: entry.key.span,
            are_clear,
        });
        (Cluster { nodes: cluster }, nodes)
    }

    fn max_parallel(&mut self, node: &Node) -> Option<usize> {
        let text = node.as_str();
        if text == Some("none") {
            return None;
        }
        let is_number = text.is_none_or(|text| text.parse::<u64>().is_ok());
        if !is_number || node.as_bool().is_some() {
            let meant = Vocabulary::new(["none"]).nearest(text.unwrap_or_default());
            self.report(catalog::max_parallel(node.span, node.kind(), meant));
            return None;
        }
        let limit = self.whole(node, "`max_parallel`", 1, u64::from(u32::MAX))?;
        usize::try_from(limit).ok()
    }

    pub(super) fn options(&mut self, node: &Node, options: &mut Options) {
        let keys = self.place(node, &OPTIONS);
        let background = keys
            .get("background")
            .and_then(|entry| self.choice(entry, &BACKGROUND));
        let service_error = keys
            .get("service_error")
            .and_then(|entry| self.choice(entry, &SERVICE_ERROR));
        let readiness_wait = self.duration(keys.get("readiness_wait").copied());
        let horizon = self.duration(keys.get("horizon").copied());
        options.background = background.unwrap_or(options.background);
        options.service_error = service_error.unwrap_or(options.service_error);
        options.readiness_wait = readiness_wait.unwrap_or(options.readiness_wait);
        options.horizon = horizon.unwrap_or(options.horizon);
    }
}
