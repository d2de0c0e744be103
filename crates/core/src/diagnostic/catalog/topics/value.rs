//! Numbers and times of a template, and what goes beyond a simulation.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 4] = [
    CHART_TIMEOUT,
    NOT_A_NUMBER,
    NUMBER_TOO_SMALL,
    IMPORTS_NOT_SIMULATED,
];

const CHART_TIMEOUT: Topic = Topic {
    code: "chart-timeout",
    severity: Severity::Error,
    what: "A chart's `timeout` that is no duration with a unit.",
    why: "A number by itself could be seconds or minutes. A chart that is given up too early fails its step, \
          and one that is given up too late holds up everything behind it.",
    bad: Example::Template(
        "\
charts:
  - name: cache
    timeout: 90
workflows:
  - name: setup
    order_from: [charts.cache]
",
    ),
    good: Example::Template(
        "\
charts:
  - name: cache
    timeout: 90s
workflows:
  - name: setup
    order_from: [charts.cache]
",
    ),
};

const NOT_A_NUMBER: Topic = Topic {
    code: "not-a-number",
    severity: Severity::Error,
    what: "A number that is written as a text or with a unit.",
    why: "The key takes a plain whole number; times are in seconds. Anything else is refused, or the default \
          counts instead without a word.",
    bad: Example::Template(
        "\
jobs:
  - name: migrate
    completed_timeout: 10m
workflows:
  - name: setup
    order_from: [jobs.migrate]
",
    ),
    good: Example::Template(
        "\
jobs:
  - name: migrate
    completed_timeout: 600
workflows:
  - name: setup
    order_from: [jobs.migrate]
",
    ),
};

const NUMBER_TOO_SMALL: Topic = Topic {
    code: "number-too-small",
    severity: Severity::Error,
    what: "A number below what makes sense.",
    why: "A probe every 0 seconds or after fewer than no failures cannot be carried out; Kubernetes refuses \
          the whole service.",
    bad: Example::Template(
        "\
services:
  - name: web
    readiness_probe:
      period_seconds: 0
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
services:
  - name: web
    readiness_probe:
      period_seconds: 1
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};

const IMPORTS_NOT_SIMULATED: Topic = Topic {
    code: "imports-not-simulated",
    severity: Severity::Hint,
    what: "`app_imports`: what another application brings along is not simulated.",
    why: "The platform deploys the imported applications too. Their workflows are in files of their own, so \
          the timeline here is shorter than what will happen.",
    bad: Example::Template(
        "\
app_imports:
  - name: accounts
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
app_imports:  # laneway: allow imports-not-simulated deployed long before
  - name: accounts
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};
