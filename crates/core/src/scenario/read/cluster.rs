//! Which Kubernetes it is: `kubernetes`, `feature_gates` and `crash_loop_max` of `cluster`.

use super::values::Place;
use crate::diagnostic::catalog::scenario as catalog;
use crate::kubernetes::{Gate, NodeLossDelays, Version, container_restart};
use crate::simulate::Options;
use crate::time::Millis;
use crate::yaml::{Entry, Node, Sink};
use std::collections::BTreeMap;

const GATES: Place = Place {
    name: "`feature_gates`",
    keys: &[
        Gate::KubeletCrashLoopBackOffMax.name(),
        Gate::ReduceDefaultCrashLoopBackOffDecay.name(),
    ],
};

/// What the kubelet takes for `maxContainerRestartPeriod`.
///
/// Source: `pkg/kubelet/apis/config/validation/validation.go`; KEP-5593.
const CRASH_LOOP_MAX: [Millis; 2] = [Millis::from_secs(1), Millis::from_secs(300)];

/// A version and the gates that somebody has set.
struct Cluster<'n> {
    version: Version,
    gates: BTreeMap<&'static str, (&'n Entry, bool)>,
}

impl Cluster<'_> {
    fn has(&self, gate: Gate) -> bool {
        let given = self.gates.get(gate.name()).map(|(_, is_on)| *is_on);
        let default = gate.default_in(self.version);
        default.is_some_and(|default| given.unwrap_or(default))
    }
}

impl Sink<'_> {
    /// How containers are restarted in such a cluster, and lost nodes are dealt with.
    pub(super) fn kubernetes(
        &mut self,
        keys: &BTreeMap<&'static str, &Entry>,
        options: &mut Options,
    ) {
        let version = keys
            .get("kubernetes")
            .and_then(|it| self.version(&it.value));
        let cluster = Cluster {
            version: version.unwrap_or(Version::NEWEST),
            gates: keys
                .get("feature_gates")
                .map_or_else(BTreeMap::new, |it| self.gates(&it.value)),
        };
        self.check_gates(&cluster);
        let cap = keys.get("crash_loop_max").copied();
        let cap = cap.and_then(|entry| self.crash_loop_max(entry, &cluster));
        let is_reduced = cluster.has(Gate::ReduceDefaultCrashLoopBackOffDecay);
        options.container_restart = container_restart(is_reduced, cap);
        options.node_loss = NodeLossDelays::of(cluster.version);
    }

    fn version(&mut self, node: &Node) -> Option<Version> {
        let Some(scalar) = node.scalar() else {
            if !node.is_null() {
                self.wrong_type(node, "`kubernetes`", "a version such as `\"1.36\"`");
            }
            return None;
        };
        let known = Version::KNOWN.into_iter();
        let version = known.clone().find(|it| it.to_string() == scalar.text);
        if version.is_none() {
            let known: Vec<String> = known.map(|it| it.to_string()).collect();
            self.report(catalog::unknown_version(node.span, &scalar.text, &known));
        }
        version
    }

    fn gates<'n>(&mut self, node: &'n Node) -> BTreeMap<&'static str, (&'n Entry, bool)> {
        let keys = self.place(node, &GATES);
        let read = keys.into_iter().filter(|(_, entry)| !entry.value.is_null());
        read.map(|(name, entry)| (name, (entry, self.boolean(Some(entry), name, false))))
            .collect()
    }

    /// A kubelet does not start with a gate that it does not know.
    fn check_gates(&mut self, cluster: &Cluster) {
        for gate in Gate::ALL {
            let given = cluster.gates.get(gate.name());
            if let (Some((entry, _)), None) = (given, gate.default_in(cluster.version)) {
                let (version, since) = (cluster.version.to_string(), gate.since().to_string());
                let span = entry.key.span;
                self.report(catalog::gate_not_there(span, gate.name(), &version, &since));
            }
        }
    }

    /// `None` where it has no effect.
    fn crash_loop_max(&mut self, entry: &Entry, cluster: &Cluster) -> Option<Millis> {
        let max = self.duration(Some(entry))?;
        let [least, most] = CRASH_LOOP_MAX;
        if max < least || max > most {
            let span = entry.value.span;
            self.report(catalog::time_out_of_range(
                span,
                "`crash_loop_max`",
                least,
                most,
            ));
            return None;
        }
        let gate = Gate::KubeletCrashLoopBackOffMax;
        if !cluster.has(gate) {
            let version = cluster.version.to_string();
            self.report(catalog::gate_is_off(entry.key.span, gate.name(), &version));
            return None;
        }
        Some(max)
    }
}
