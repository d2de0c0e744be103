//! How long it takes until pods of a lost node are replaced.

use super::Version;
use crate::time::Millis;

/// From which version on a node may be silent for so long before it counts as lost
/// (`--node-monitor-grace-period`).
///
/// Source: `pkg/controller/nodelifecycle/config/v1alpha1/defaults.go`; 50 s since
/// kubernetes/kubernetes#126287.
const GRACE: [(Version, Millis); 2] = [
    (Version::KNOWN[0], Millis::from_secs(40)),
    (Version::KNOWN[2], Millis::from_secs(50)),
];

/// How long pods stay on a node that counts as lost: what they tolerate of its taint
/// `node.kubernetes.io/unreachable` unless they say otherwise.
///
/// Source: `plugin/pkg/admission/defaulttolerationseconds/admission.go`.
const TOLERATED: Millis = Millis::from_secs(300);

/// How long Kubernetes takes to part with the pods of a node that is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeLossDelays {
    /// Until the node counts as lost, and its pods as not ready.
    pub noticed: Millis,
    /// Until its pods are deleted, which lets others take their place.
    pub evicted: Millis,
}

impl NodeLossDelays {
    /// Those of a version.
    pub fn of(version: Version) -> Self {
        let mut reached = GRACE.iter().rev().filter(|(since, _)| *since <= version);
        let noticed = reached.next().map_or(GRACE[0].1, |(_, grace)| *grace);
        Self {
            noticed,
            evicted: noticed + TOLERATED,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newer_versions_wait_longer_for_a_node() {
        let seconds = Version::KNOWN.map(|version| {
            let NodeLossDelays { noticed, evicted } = NodeLossDelays::of(version);
            (noticed.0 / 1000, evicted.0 / 1000)
        });
        let (before, since) = ((40, 340), (50, 350));
        assert_eq!(seconds, [before, before, since, since, since, since, since]);
        assert_eq!(Version::KNOWN[2].to_string(), "1.32");
    }
}
