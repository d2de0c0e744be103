//! Faults of a scenario.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 6] = [
    PATTERN_AS_TASK,
    PATTERN_WITHOUT_MATCH,
    FAULT_WITHOUT_TASK,
    FAULT_WITH_TWO_TARGETS,
    FAULT_WITHOUT_EFFECT,
    EMPTY_OUTAGE,
];

const OF_ALL_SERVICES: Example = scenario(
    "\
faults:
  - { tasks: services.*, outage: { from: 60s, until: 2m } }
",
);

const PATTERN_AS_TASK: Topic = Topic {
    code: "pattern-as-task",
    severity: Severity::Error,
    what: "A pattern such as `services.*` below `task`; it belongs below `tasks`.",
    why: "`task` is for one reference, so that a misspelled one is found. A pattern there is the name of no \
          task, and the fault is nobody's.",
    bad: scenario(
        "\
faults:
  - { task: services.*, outage: { from: 60s, until: 2m } }
",
    ),
    good: OF_ALL_SERVICES,
};

const PATTERN_WITHOUT_MATCH: Topic = Topic {
    code: "pattern-without-match",
    severity: Severity::Warning,
    what: "A pattern that matches no task of the template.",
    why: "The fault has no effect, and a run that was to show what goes wrong shows that all is well.",
    bad: scenario(
        "\
faults:
  - { tasks: service.*, outage: { from: 60s, until: 2m } }
",
    ),
    good: OF_ALL_SERVICES,
};

const FAULT_WITHOUT_TASK: Topic = Topic {
    code: "fault-without-task",
    severity: Severity::Error,
    what: "A fault that does not say whose it is.",
    why: "Nothing goes wrong anywhere. For everything at once there is the pattern `*`.",
    bad: scenario(
        "\
faults:
  - { outage: { from: 60s, until: 2m } }
",
    ),
    good: scenario(
        "\
faults:
  - { tasks: '*', outage: { from: 60s, until: 2m } }
",
    ),
};

const FAULT_WITH_TWO_TARGETS: Topic = Topic {
    code: "fault-with-two-targets",
    severity: Severity::Error,
    what: "A fault with both `task` and `tasks`.",
    why: "It is open whether it is about the one, about the others, or about both.",
    bad: scenario(
        "\
faults:
  - { task: jobs.migrate, tasks: services.*, chance: 100% }
",
    ),
    good: scenario(
        "\
faults:
  - { task: jobs.migrate, chance: 100% }
  - { tasks: services.*, chance: 100% }
",
    ),
};

const FAULT_WITHOUT_EFFECT: Topic = Topic {
    code: "fault-without-effect",
    severity: Severity::Error,
    what: "A fault that does nothing.",
    why: "It names a task, but not what goes wrong with it: the run is the same without the fault.",
    bad: scenario(
        "\
faults:
  - { task: jobs.migrate }
",
    ),
    good: scenario(
        "\
faults:
  - { task: jobs.migrate, chance: 100% }
",
    ),
};

const EMPTY_OUTAGE: Topic = Topic {
    code: "empty-outage",
    severity: Severity::Error,
    what: "An outage whose `from` is not before its `until`.",
    why: "It is over before it begins, so nothing fails. Often the two are swapped, or one has another unit.",
    bad: scenario(
        "\
faults:
  - { task: services.db, outage: { from: 90s, until: 1m } }
",
    ),
    good: scenario(
        "\
faults:
  - { task: services.db, outage: { from: 1m, until: 90s } }
",
    ),
};
