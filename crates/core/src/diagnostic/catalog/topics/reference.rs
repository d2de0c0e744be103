//! References: what a task or a dependency names.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 6] = [
    UNKNOWN_REFERENCE,
    UNKNOWN_KIND,
    CRON_JOB_AS_TASK,
    INFRASTRUCTURE_ALL,
    OPAQUE_REFERENCE,
    UNKNOWN_DEPENDENCY,
];

const BACKEND: Example = Example::Template(
    "\
services:
  - name: backend
workflows:
  - name: setup
    order_from: [services.backend]
",
);

const UNKNOWN_REFERENCE: Topic = Topic {
    code: "unknown-reference",
    severity: Severity::Error,
    what: "A reference to something that the template does not declare.",
    why: "There is nothing to start. A misspelled name also leaves out what was meant, and nothing that \
          needs it can work.",
    bad: Example::Template(
        "\
services:
  - name: backend
workflows:
  - name: setup
    order_from: [services.backnd]
",
    ),
    good: BACKEND,
};

const UNKNOWN_KIND: Topic = Topic {
    code: "unknown-kind",
    severity: Severity::Error,
    what: "A reference whose word before the dot is no kind of task.",
    why: "The word says in which list of the template the name is looked up. Without one of the known words \
          the reference leads nowhere.",
    bad: Example::Template(
        "\
services:
  - name: backend
workflows:
  - name: setup
    order_from: [service.backend]
",
    ),
    good: BACKEND,
};

const CRON_JOB_AS_TASK: Topic = Topic {
    code: "cron-job-as-task",
    severity: Severity::Error,
    what: "A cron job as a task; it runs by its own schedule.",
    why: "Its schedule starts it, no workflow does. What is to run during a deployment has to be a job.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.backend, cron_jobs.cleanup]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.backend, jobs.cleanup]
",
    ),
};

const INFRASTRUCTURE_ALL: Topic = Topic {
    code: "infrastructure-all",
    severity: Severity::Error,
    what: "`infrastructure.all`, which the platform does not have.",
    why: "Only services, jobs and charts can be named all at once. Infrastructure is expensive and slow to \
          make, so each piece of it is named where it is wanted.",
    bad: Example::Template(
        "\
infrastructure:
  - name: bucket
  - name: queue
workflows:
  - name: setup
    parallelize:
      - step: infrastructure
        tasks: [infrastructure.all]
",
    ),
    good: Example::Template(
        "\
infrastructure:
  - name: bucket
  - name: queue
workflows:
  - name: setup
    parallelize:
      - step: infrastructure
        tasks: [infrastructure.bucket, infrastructure.queue]
",
    ),
};

const OPAQUE_REFERENCE: Topic = Topic {
    code: "opaque-reference",
    severity: Severity::Hint,
    what: "A reference with a placeholder. It cannot be looked up, and is taken as it is.",
    why: "What it will stand for is known to the platform only. A mistake in it shows up when the workflow \
          runs, and the simulation takes it for one task without dependencies.",
    bad: Example::Template(
        "\
services:
  - name: backend
workflows:
  - name: patch
    order_from:
      - services.${NAME}
",
    ),
    good: Example::Template(
        "\
services:
  - name: backend
workflows:
  - name: patch
    order_from:
      - services.backend
",
    ),
};

const UNKNOWN_DEPENDENCY: Topic = Topic {
    code: "unknown-dependency",
    severity: Severity::Error,
    what: "A `depends_on` that names no service of the template.",
    why: "The dependency cannot be kept: nothing warns when the service starts before what it really needs.",
    bad: Example::Template(
        "\
services:
  - name: database
  - name: backend
    depends_on: [databse]
workflows:
  - name: setup
    order_from: [services.database, services.backend]
",
    ),
    good: Example::Template(
        "\
services:
  - name: database
  - name: backend
    depends_on: [database]
workflows:
  - name: setup
    order_from: [services.database, services.backend]
",
    ),
};
