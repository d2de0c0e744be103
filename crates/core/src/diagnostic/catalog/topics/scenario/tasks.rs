//! Tasks of a scenario, and what they need.

use super::scenario;
use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 9] = [
    WRONG_TIME_KEY,
    RETRIES_WITHOUT_A_JOB,
    STATIC_HAS_NO_ATTEMPTS,
    NEEDS_IN_DEFAULTS,
    UNKNOWN_TASK,
    ALL_OF_A_KIND,
    NEEDS_ITSELF,
    NEED_OUTSIDE_STAGE,
    NEEDS_IN_A_CIRCLE,
];

const WRONG_TIME_KEY: Topic = Topic {
    code: "wrong-time-key",
    severity: Severity::Error,
    what: "`ready_after` of something that does not get ready, or `runs_for` of a service.",
    why: "A service gets ready and then goes on running; a job, a chart or a piece of infrastructure runs and \
          is over. A time under the wrong key has no effect, and the default counts.",
    bad: scenario(
        "\
tasks:
  jobs.migrate: { ready_after: 2m }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: 2m }
",
    ),
};

const RETRIES_WITHOUT_A_JOB: Topic = Topic {
    code: "retries-without-a-job",
    severity: Severity::Error,
    what: "`retries` of anything but a job. Kubernetes restarts services for ever, and tries the others once.",
    why: "The number has no effect: a service is not given up after three attempts, and a chart gets no second.",
    bad: scenario(
        "\
tasks:
  services.web: { ready_after: 20s, retries: 3 }
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { ready_after: 20s }
",
    ),
};

const STATIC_HAS_NO_ATTEMPTS: Topic = Topic {
    code: "static-has-no-attempts",
    severity: Severity::Warning,
    what: "Something that only an attempt can do, said of a static service, which has none.",
    why: "A static service is files, not a program: it has no pod that could crash. What is said of its \
          attempts has no effect.",
    bad: scenario(
        "\
tasks:
  services.assets: { ready_after: 5s, crash_after: 1s }
",
    ),
    good: scenario(
        "\
tasks:
  services.assets: { ready_after: 5s }
",
    ),
};

const NEEDS_IN_DEFAULTS: Topic = Topic {
    code: "needs-in-defaults",
    severity: Severity::Error,
    what: "`needs` below `defaults`; they are given for each task.",
    why: "What a task needs is its own. As a default, the needed task would need itself.",
    bad: scenario(
        "\
defaults:
  jobs: { needs: [services.db] }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { needs: [services.db] }
",
    ),
};

const UNKNOWN_TASK: Topic = Topic {
    code: "unknown-task",
    severity: Severity::Error,
    what: "A reference to something that the template does not have.",
    why: "What is said there is about nothing. The task that was meant behaves by the defaults, and the run \
          looks plausible all the same.",
    bad: scenario(
        "\
tasks:
  jobs.migrat: { runs_for: 2m }
",
    ),
    good: scenario(
        "\
tasks:
  jobs.migrate: { runs_for: 2m }
",
    ),
};

const ALL_OF_A_KIND: Topic = Topic {
    code: "all-of-a-kind",
    severity: Severity::Error,
    what: "`services.all` or its like, where single tasks are named.",
    why: "In a template it stands for those that the stage does not name, which would be others in every \
          stage. How all of a kind behave is said below `defaults`.",
    bad: scenario(
        "\
tasks:
  services.all: { ready_after: 20s }
",
    ),
    good: scenario(
        "\
defaults:
  services: { ready_after: 20s }
",
    ),
};

const NEEDS_ITSELF: Topic = Topic {
    code: "needs-itself",
    severity: Severity::Error,
    what: "A task that needs itself.",
    why: "It could never work: it would have to be ready before it starts. The need is left out.",
    bad: scenario(
        "\
tasks:
  services.web: { needs: [services.db, services.web] }
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { needs: [services.db] }
",
    ),
};

/// A template that does not declare what its tasks refer to.
const FRAGMENT: &str = "\
workflows:
  - name: setup
    order_from: [jobs.migrate, services.web]
";

const NEED_OUTSIDE_STAGE: Topic = Topic {
    code: "need-outside-stage",
    severity: Severity::Warning,
    what: "A need that the simulated stage does not deploy. It counts as met except in its outages.",
    why: "It is taken to run already, from an earlier stage. If the stage was to deploy it, or the name is \
          misspelled, the run looks better than it will be.",
    bad: Example::Scenario {
        template: FRAGMENT,
        scenario: "\
tasks:
  services.web: { needs: [jobs.migrat] }
",
    },
    good: Example::Scenario {
        template: FRAGMENT,
        scenario: "\
tasks:
  services.web: { needs: [jobs.migrate] }
",
    },
};

const NEEDS_IN_A_CIRCLE: Topic = Topic {
    code: "needs-in-a-circle",
    severity: Severity::Warning,
    what: "Tasks that need each other in a circle, so that none of them can succeed.",
    why: "Each one crashes until another one is ready, which crashes in turn. Services go on like that until \
          their time is up, and a job has failed by then.",
    bad: scenario(
        "\
tasks:
  services.db: { needs: [services.web] }
  services.web: { needs: [services.db] }
",
    ),
    good: scenario(
        "\
tasks:
  services.web: { needs: [services.db] }
",
    ),
};
