//! Times of a scenario that are drawn.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::Topic;

pub(super) const TOPICS: [Topic; 7] = [
    DISTRIBUTION_WITHOUT_NAME,
    SEVERAL_DISTRIBUTIONS,
    DISTRIBUTION_FORM,
    DISTRIBUTION_ORDER,
    NO_PERCENTILE,
    PERCENTILE_OF_ZERO,
    FIXED_TIME,
];

const DISTRIBUTION_WITHOUT_NAME: Topic = Topic {
    code: "distribution-without-name",
    severity: Severity::Error,
    what: "A time that is neither one duration nor a distribution with its name.",
    why: "Two times can be the ends of a range, or a mean and how far times lie from it. The default counts instead.",
    bad: scenario(
        "\
tasks:
  services.db: { ready_after: [10s, 20s] }
",
    ),
    good: scenario(
        "\
tasks:
  services.db: { ready_after: { uniform: [10s, 20s] } }
",
    ),
};

const SEVERAL_DISTRIBUTIONS: Topic = Topic {
    code: "several-distributions",
    severity: Severity::Error,
    what: "Two distributions for one time.",
    why: "A time can only be drawn from one of them, and nothing says from which. The default counts instead.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { uniform: [10s, 20s], exponential: { mean: 15s } } }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { exponential: { mean: 15s } } }
",
    ),
};

const DISTRIBUTION_FORM: Topic = Topic {
    code: "distribution-form",
    severity: Severity::Error,
    what: "A distribution that is not given what it takes.",
    why: "A triangle, for one, has three corners: with two of them it has no shape. The default counts instead.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { triangular: [20s, 90s] } }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { triangular: [20s, 40s, 90s] } }
",
    ),
};

const DISTRIBUTION_ORDER: Topic = Topic {
    code: "distribution-order",
    severity: Severity::Error,
    what: "Times of a distribution that have to ascend and do not.",
    why: "Most likely two of them changed places, or one has a wrong unit. The default counts instead.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { lognormal: { p50: 2m, p95: 90s } } }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { lognormal: { p50: 20s, p95: 90s } } }
",
    ),
};

const NO_PERCENTILE: Topic = Topic {
    code: "no-percentile",
    severity: Severity::Error,
    what: "A key of `lognormal` that is no percentile such as `p95`.",
    why: "Nothing says which share of all times lies below it. The default counts instead.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { lognormal: { median: 20s, p95: 90s } } }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { lognormal: { p50: 20s, p95: 90s } } }
",
    ),
};

const PERCENTILE_OF_ZERO: Topic = Topic {
    code: "percentile-of-zero",
    severity: Severity::Error,
    what: "A percentile of `lognormal` that is no time at all.",
    why: "Lognormal times are never zero, so that no curve goes through that point. The default counts instead.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { lognormal: { p50: 0s, p95: 90s } } }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: { exponential: { mean: 30s } } }
",
    ),
};

const FIXED_TIME: Topic = Topic {
    code: "fixed-time",
    severity: Severity::Error,
    what: "A distribution where every run has the same time.",
    why: "Options say how a run is looked at, and runs can only be compared when that is the same for all. The default counts instead.",
    bad: scenario(
        "\
options: { readiness_wait: { uniform: [5m, 10m] } }
",
    ),
    good: scenario(
        "\
options: { readiness_wait: 10m }
",
    ),
};
