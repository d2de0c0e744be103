//! Versions of Kubernetes, and what changed between them.

use std::fmt;

/// A version of Kubernetes 1, by the number behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

impl Version {
    /// The versions whose behaviour is known, ascending.
    pub const KNOWN: [Self; 7] = [
        Self(30),
        Self(31),
        Self(32),
        Self(33),
        Self(34),
        Self(35),
        Self(36),
    ];

    /// The newest of them.
    pub const NEWEST: Self = Self(36);
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

/// A feature gate that changes how workloads behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Each node may cap the delays of a crash loop (`crashLoopBackOff.maxContainerRestartPeriod`).
    KubeletCrashLoopBackOffMax,
    /// Crash loops begin with a shorter delay, and end with a shorter one.
    ReduceDefaultCrashLoopBackOffDecay,
}

/// From which version on a gate is there, and whether it is on by default.
struct Stage {
    gate: Gate,
    since: Version,
    is_on: bool,
}

/// Later stages of a gate follow the earlier ones.
///
/// Source: `pkg/features/kube_features.go`; KEP-4603, KEP-5593.
const STAGES: [Stage; 3] = [
    Stage {
        gate: Gate::KubeletCrashLoopBackOffMax,
        since: Version(32),
        is_on: false,
    },
    Stage {
        gate: Gate::KubeletCrashLoopBackOffMax,
        since: Version(35),
        is_on: true,
    },
    Stage {
        gate: Gate::ReduceDefaultCrashLoopBackOffDecay,
        since: Version(33),
        is_on: false,
    },
];

impl Gate {
    /// All that are modelled.
    pub const ALL: [Self; 2] = [
        Self::KubeletCrashLoopBackOffMax,
        Self::ReduceDefaultCrashLoopBackOffDecay,
    ];

    /// As Kubernetes calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KubeletCrashLoopBackOffMax => "KubeletCrashLoopBackOffMax",
            Self::ReduceDefaultCrashLoopBackOffDecay => "ReduceDefaultCrashLoopBackOffDecay",
        }
    }

    /// The first version that has it.
    pub fn since(self) -> Version {
        let mut stages = STAGES.iter().filter(|stage| stage.gate == self);
        stages.next().map_or(Version::NEWEST, |stage| stage.since)
    }

    /// Whether it is on in this version unless somebody says otherwise; `None` if there is none.
    pub fn default_in(self, version: Version) -> Option<bool> {
        let stages = STAGES.iter().rev().filter(|stage| stage.gate == self);
        let mut reached = stages.filter(|stage| stage.since <= version);
        reached.next().map(|stage| stage.is_on)
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Version};

    #[test]
    fn gates_come_and_are_switched_on_later() {
        let defaults = |gate: Gate| Version::KNOWN.map(|version| gate.default_in(version));
        let (none, off, on) = (None, Some(false), Some(true));
        assert_eq!(
            defaults(Gate::KubeletCrashLoopBackOffMax),
            [none, none, off, off, off, on, on]
        );
        assert_eq!(
            defaults(Gate::ReduceDefaultCrashLoopBackOffDecay),
            [none, none, none, off, off, off, off]
        );
        assert_eq!(Gate::KubeletCrashLoopBackOffMax.since().to_string(), "1.32");
    }
}
