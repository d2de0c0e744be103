//! Values of a scenario.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::Topic;

pub(super) const TOPICS: [Topic; 11] = [
    BAD_DURATION,
    BAD_PERCENTAGE,
    BAD_FACTOR,
    OUT_OF_RANGE,
    UNKNOWN_CHOICE,
    TIME_WITHOUT_KEY,
    BAD_LIMIT,
    FAILS_AS_A_LIST,
    ATTEMPT_ZERO,
    GATE_NOT_THERE,
    GATE_IS_OFF,
];

const BAD_DURATION: Topic = Topic {
    code: "bad-duration",
    severity: Severity::Error,
    what: "A text that is no duration such as `30s`, `1m30s` or `250ms`.",
    why: "A number without its unit can be seconds or minutes, which is all the difference in a simulation. \
          The default counts instead of it.",
    bad: scenario(
        "\
tasks:
  services.db: { ready_after: 30 }
",
    ),
    good: scenario(
        "\
tasks:
  services.db: { ready_after: 30s }
",
    ),
};

const BAD_PERCENTAGE: Topic = Topic {
    code: "bad-percentage",
    severity: Severity::Error,
    what: "A text that is no percentage from `0%` to `100%`.",
    why: "Without its sign, 1 can be one in a hundred or always. Such a fault is left out, and the run looks \
          better than it was to.",
    bad: scenario(
        "\
faults:
  - { task: jobs.migrate, chance: 100 }
",
    ),
    good: scenario(
        "\
faults:
  - { task: jobs.migrate, chance: 100% }
",
    ),
};

const BAD_FACTOR: Topic = Topic {
    code: "bad-factor",
    severity: Severity::Error,
    what: "A text that is no factor from `1` to `1000`, such as `2` or `1.5`.",
    why: "Twice as long and 2 % longer are far apart. A slowdown that cannot be read is left out, and the run \
          looks better than it was to.",
    bad: scenario(
        "\
faults:
  - { task: jobs.migrate, slowdown: 150% }
",
    ),
    good: scenario(
        "\
faults:
  - { task: jobs.migrate, slowdown: 1.5 }
",
    ),
};

const OUT_OF_RANGE: Topic = Topic {
    code: "out-of-range",
    severity: Severity::Error,
    what: "A number that is larger than what can stand there.",
    why: "Numbers of that size are rounded by many programs, so the same scenario could give another run \
          elsewhere. The default counts instead.",
    bad: scenario(
        "\
seed: 20261128093000123
",
    ),
    good: scenario(
        "\
seed: 20261128
",
    ),
};

const UNKNOWN_CHOICE: Topic = Topic {
    code: "unknown-choice",
    severity: Severity::Error,
    what: "A word that is none of those that can stand there.",
    why: "It has no effect: the default counts, which may be the opposite of what was meant.",
    bad: scenario(
        "\
options: { background: detatch }
",
    ),
    good: scenario(
        "\
options: { background: detach }
",
    ),
};

const TIME_WITHOUT_KEY: Topic = Topic {
    code: "time-without-key",
    severity: Severity::Error,
    what: "A time without the key that says what it is about, such as `services.web: 30s`.",
    why: "A task has several times: until it is ready, until it crashes, how long it runs. Which of them this \
          is has to be said.",
    bad: scenario(
        "\
tasks:
  services.web: 30s
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { ready_after: 30s }
",
    ),
};

const BAD_LIMIT: Topic = Topic {
    code: "bad-limit",
    severity: Severity::Error,
    what: "A limit of tasks at once that is neither a number nor `none`.",
    why: "The simulation goes on without a limit, so tasks overlap that may not, and the stage ends too early.",
    bad: scenario(
        "\
cluster: { max_parallel: nome }
",
    ),
    good: scenario(
        "\
cluster: { max_parallel: none }
",
    ),
};

const FAILS_AS_A_LIST: Topic = Topic {
    code: "fails-as-a-list",
    severity: Severity::Error,
    what: "`fails` as a list, instead of a mapping with `attempts`.",
    why: "`fails` also tells when within an attempt it fails (`at`), so the numbers need their key. Without \
          it no attempt fails.",
    bad: scenario(
        "\
tasks:
  services.web: { fails: [1, 2] }
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { fails: { attempts: [1, 2] } }
",
    ),
};

const ATTEMPT_ZERO: Topic = Topic {
    code: "attempt-zero",
    severity: Severity::Error,
    what: "An attempt 0; attempts are counted from 1.",
    why: "There is no such attempt, so nothing fails. Whoever counts from 0 means the first one.",
    bad: scenario(
        "\
tasks:
  services.web: { fails: { attempts: [0] } }
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { fails: { attempts: [1] } }
",
    ),
};

const GATE_NOT_THERE: Topic = Topic {
    code: "gate-not-there",
    severity: Severity::Error,
    what: "A feature gate that this version of Kubernetes does not have.",
    why: "A kubelet that is given a gate it does not know does not start, so no cluster behaves like that. The \
          gate is left out.",
    bad: scenario(
        "\
cluster:
  kubernetes: \"1.30\"
  feature_gates: { ReduceDefaultCrashLoopBackOffDecay: true }
",
    ),
    good: scenario(
        "\
cluster:
  kubernetes: \"1.33\"
  feature_gates: { ReduceDefaultCrashLoopBackOffDecay: true }
",
    ),
};

const GATE_IS_OFF: Topic = Topic {
    code: "gate-is-off",
    severity: Severity::Warning,
    what: "A setting of nodes that they do not heed, because its feature gate is off.",
    why: "The run is as if the setting were not there: crash loops wait for up to five minutes.",
    bad: scenario(
        "\
cluster: { kubernetes: \"1.34\", crash_loop_max: 60s }
",
    ),
    good: scenario(
        "\
cluster:
  kubernetes: \"1.34\"
  crash_loop_max: 60s
  feature_gates: { KubeletCrashLoopBackOffMax: true }
",
    ),
};
