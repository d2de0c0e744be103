//! Room on nodes.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::Topic;

pub(super) const TOPICS: [Topic; 4] = [
    BAD_QUANTITY,
    FRACTION_OF_A_BYTE,
    NEVER_FITS,
    REQUESTS_WITHOUT_NODES,
];

const BAD_QUANTITY: Topic = Topic {
    code: "bad-quantity",
    severity: Severity::Error,
    what: "A text that is no quantity of Kubernetes such as `500m`, `2`, `256Mi` or `1Gi`.",
    why: "The API server refuses it. Here it counts as if nothing were asked for, and the run finds room that \
          the cluster does not have.",
    bad: scenario(
        "\
cluster: { nodes: [{ cpu: 4, memory: 16GB }] }
",
    ),
    good: scenario(
        "\
cluster: { nodes: [{ cpu: 4, memory: 16G }] }
",
    ),
};

const FRACTION_OF_A_BYTE: Topic = Topic {
    code: "fraction-of-a-byte",
    severity: Severity::Warning,
    what: "An amount of memory in thousandths of a byte.",
    why: "The suffix `m` means thousandths, as in `500m` of a core. Kubernetes takes it for memory, too, and \
          rounds it up to a byte, so that the pod fits everywhere.",
    bad: scenario(
        "\
cluster: { nodes: [{ cpu: 4, memory: 16Gi }] }
tasks:
  services.db: { requests: { cpu: 500m, memory: 512m } }
",
    ),
    good: scenario(
        "\
cluster: { nodes: [{ cpu: 4, memory: 16Gi }] }
tasks:
  services.db: { requests: { cpu: 500m, memory: 512Mi } }
",
    ),
};

const NEVER_FITS: Topic = Topic {
    code: "never-fits",
    severity: Severity::Warning,
    what: "A task whose pods find no room even on empty nodes.",
    why: "Its pods stay pending for ever. A service is degraded when its wait is over, a job fails at its \
          limit, and whatever waits for them waits as long.",
    bad: scenario(
        "\
cluster: { nodes: [{ count: 3, cpu: 4, memory: 16Gi }] }
tasks:
  services.db: { requests: { cpu: 6 } }
",
    ),
    good: scenario(
        "\
cluster: { nodes: [{ count: 3, cpu: 8, memory: 16Gi }] }
tasks:
  services.db: { requests: { cpu: 6 } }
",
    ),
};

const REQUESTS_WITHOUT_NODES: Topic = Topic {
    code: "requests-without-nodes",
    severity: Severity::Hint,
    what: "What pods ask for, where nothing is said about nodes.",
    why: "Without `nodes` there is room for all pods at once, whatever they ask for.",
    bad: scenario(
        "\
tasks:
  services.db: { requests: { cpu: 2 } }
",
    ),
    good: scenario(
        "\
cluster: { nodes: [{ cpu: 4, memory: 16Gi }] }
tasks:
  services.db: { requests: { cpu: 2 } }
",
    ),
};
