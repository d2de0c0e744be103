//! What is lost: services that were ready, nodes.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::Topic;

pub(super) const TOPICS: [Topic; 3] = [
    CRASH_AT_TWO_MOMENTS,
    CRASH_WITHOUT_READINESS,
    NODE_LOSS_WITHOUT_PODS,
];

const CRASH_AT_TWO_MOMENTS: Topic = Topic {
    code: "crash-at-two-moments",
    severity: Severity::Error,
    what: "A `crash` with both `at` and `after_ready`.",
    why: "With `at` the attempt crashes before it is ready, with `after_ready` it gets ready and crashes later. \
          One fault cannot do both; two can.",
    bad: scenario(
        "\
faults:
  - { task: services.db, crash: { at: 50%, after_ready: 5m, attempts: [1] } }
",
    ),
    good: scenario(
        "\
faults:
  - { task: services.db, crash: { at: 50%, attempts: [1] } }
  - { task: services.db, crash: { after_ready: 5m, attempts: [2] } }
",
    ),
};

const CRASH_WITHOUT_READINESS: Topic = Topic {
    code: "crash-without-readiness",
    severity: Severity::Error,
    what: "A `crash` with `after_ready` of a task that is no service, or a static one.",
    why: "A job, a chart or infrastructure code is over when it has done its work, and a static service has no \
          container. Nothing is left that could crash.",
    bad: scenario(
        "\
faults:
  - { task: jobs.migrate, crash: { after_ready: 10s } }
",
    ),
    good: scenario(
        "\
faults:
  - { task: jobs.migrate, crash: { at: 10s } }
",
    ),
};

const NODE_LOSS_WITHOUT_PODS: Topic = Topic {
    code: "node-loss-without-pods",
    severity: Severity::Error,
    what: "A `node_loss` of a task that has no pods: a chart, infrastructure code, the built-in task or a static service.",
    why: "Nobody can say what charts and infrastructure code put on nodes, and a static service has nothing \
          there, so the fault has no effect.",
    bad: scenario(
        "\
faults:
  - { task: services.assets, node_loss: { at: 60s } }
",
    ),
    good: scenario(
        "\
faults:
  - { task: services.web, node_loss: { at: 60s } }
",
    ),
};
