//! Stages and steps as they are written.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 9] = [
    UNKNOWN_STAGE,
    DUPLICATE_STAGE,
    BOTH_ORDERS,
    NO_ORDER,
    STEP_UNDER_ORDER_FROM,
    TASK_UNDER_PARALLELIZE,
    STEPS_WITHOUT_PARALLELIZE,
    STEPS_WITHOUT_STAGE,
    MISPLACED_KEY,
];

const SERIAL: Example = Example::Template(
    "\
workflows:
  - name: setup
    order_from: [jobs.migrate, services.web]
",
);

const STEPS: Example = Example::Template(
    "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: web
        tasks: [services.web]
",
);

const UNKNOWN_STAGE: Topic = Topic {
    code: "unknown-stage",
    severity: Severity::Error,
    what: "A stage that is none of `setup`, `patch` and `teardown`.",
    why: "The platform runs `setup` when an environment is made, `patch` when it is updated and `teardown` \
          when it is removed. A stage of another name is never run.",
    bad: Example::Template(
        "\
workflows:
  - name: set-up
    order_from: [jobs.migrate, services.web]
",
    ),
    good: SERIAL,
};

const DUPLICATE_STAGE: Topic = Topic {
    code: "duplicate-stage",
    severity: Severity::Error,
    what: "A second stage of one name; only the first is simulated.",
    why: "There is one setup, not two, so the second one is a copy that was to get another name, or belongs \
          to the first.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [jobs.migrate, services.web]
  - name: setup
    order_from: [jobs.migrate]
  - name: teardown
    order_from: [jobs.backup, release.remove_environment]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [jobs.migrate, services.web]
  - name: patch
    order_from: [jobs.migrate]
  - name: teardown
    order_from: [jobs.backup, release.remove_environment]
",
    ),
};

const BOTH_ORDERS: Topic = Topic {
    code: "both-orders",
    severity: Severity::Error,
    what: "A stage with both `order_from` and `parallelize`.",
    why: "The one says that tasks run one after another, the other how they run at once. Which of the two \
          counts is open.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [jobs.migrate, services.web]
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: web
        tasks: [services.web]
",
    ),
    good: STEPS,
};

const NO_ORDER: Topic = Topic {
    code: "no-order",
    severity: Severity::Error,
    what: "A stage with neither `order_from` nor `parallelize`.",
    why: "It does not say what it does. A stage that is there replaces what the platform would do by \
          itself, so it may be that nothing is done at all.",
    bad: Example::Template(
        "\
workflows:
  - name: teardown
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: teardown
    order_from: [release.remove_environment]
",
    ),
};

const STEP_UNDER_ORDER_FROM: Topic = Topic {
    code: "step-under-order-from",
    severity: Severity::Error,
    what: "Steps in `order_from`, which lists tasks.",
    why: "`order_from` is a plain list of references, run one after another. Steps, which hold several tasks \
          and say whether they are waited for, belong under `parallelize`.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
      - step: web
        tasks: [services.web]
",
    ),
    good: STEPS,
};

const TASK_UNDER_PARALLELIZE: Topic = Topic {
    code: "task-under-parallelize",
    severity: Severity::Error,
    what: "Tasks in `parallelize` without a step around them.",
    why: "`parallelize` lists steps, which run one after another; only the tasks within one step run at \
          once. Of tasks by themselves it is open which of the two was meant.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - services.web
      - services.worker
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: application
        tasks:
          - services.web
          - services.worker
",
    ),
};

const STEPS_WITHOUT_PARALLELIZE: Topic = Topic {
    code: "steps-without-parallelize",
    severity: Severity::Error,
    what: "Steps directly below the name of their stage, as the platform's page prints them.",
    why: "A list cannot follow the value of `name`, so the file is no valid YAML, and every program refuses \
          it. One fix inserts the missing key everywhere.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    - step: migrate
      tasks: [jobs.migrate]
      halt_on_error: true
    - step: web
      tasks: [services.web]
",
    ),
    good: STEPS,
};

const STEPS_WITHOUT_STAGE: Topic = Topic {
    code: "steps-without-stage",
    severity: Severity::Error,
    what: "A list of steps where stages belong.",
    why: "The same steps can be of use when an environment is made, updated or removed. Without a stage \
          nothing says when they are to run.",
    bad: Example::Template(
        "\
workflows:
  - step: migrate
    tasks: [jobs.migrate]
    halt_on_error: true
  - step: web
    tasks: [services.web]
",
    ),
    good: STEPS,
};

const MISPLACED_KEY: Topic = Topic {
    code: "misplaced-key",
    severity: Severity::Error,
    what: "A key of a step that stands at the level of its stage.",
    why: "By its indentation it belongs to the stage, where it means nothing: the step would not halt on an \
          error, or have no tasks.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
    halt_on_error: true
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
    ),
};
