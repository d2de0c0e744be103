//! The shape of a template: types, keys, and what has to be there.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 7] = [
    WRONG_TYPE,
    NOT_A_BOOLEAN,
    UNKNOWN_KEY,
    MISSING_KEY,
    DUPLICATE_NAME,
    EMPTY_FILE,
    MISSING_WORKFLOWS,
];

const SERIAL: Example = Example::Template(
    "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
);

const WRONG_TYPE: Topic = Topic {
    code: "wrong-type",
    severity: Severity::Error,
    what: "A value of another type than is read there, such as a text instead of a list.",
    why: "What is written cannot be taken for what belongs there, so it has no effect: here the stage \
          would do nothing.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: services.db, jobs.migrate
",
    ),
    good: SERIAL,
};

const NOT_A_BOOLEAN: Topic = Topic {
    code: "not-a-boolean",
    severity: Severity::Error,
    what: "`\"true\"` or `yes` where YAML's own `true` or `false` belongs.",
    why: "Old versions of YAML read `yes` as true, today's read it as a text, and a text in quotes never \
          was a boolean. Whether the step halts would depend on the program that reads the file.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: yes
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

const UNKNOWN_KEY: Topic = Topic {
    code: "unknown-key",
    severity: Severity::Error,
    what: "A key that means nothing where it stands: an error if it is nearly one that does, otherwise a \
           warning, which a comment can allow. Items of `services`, `jobs` and `charts` may have other \
           keys; there only what is nearly a known one is told, as a warning.",
    why: "It has no effect, and nothing says so while the workflow runs. With the key below misspelled, \
          a failed migration would not stop anything.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_errors: true
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

const MISSING_KEY: Topic = Topic {
    code: "missing-key",
    severity: Severity::Error,
    what: "A key is missing without which the meaning is unclear.",
    why: "A stage without a name is never run, an item without one cannot be referred to, and a step needs \
          its label and its tasks.",
    bad: Example::Template(
        "\
workflows:
  - order_from: [services.db, jobs.migrate]
",
    ),
    good: SERIAL,
};

const DUPLICATE_NAME: Topic = Topic {
    code: "duplicate-name",
    severity: Severity::Error,
    what: "Two items of a list have the same name; a reference means the first.",
    why: "Nothing can refer to the second one, so it is never deployed by a workflow that names its tasks, \
          and whoever changes it wonders why nothing happens.",
    bad: Example::Template(
        "\
services:
  - name: web
    image: shop-web
  - name: web
    image: shop-worker
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
services:
  - name: web
    image: shop-web
  - name: worker
    image: shop-worker
workflows:
  - name: setup
    parallelize:
      - step: application
        tasks: [services.web, services.worker]
",
    ),
};

const EMPTY_FILE: Topic = Topic {
    code: "empty-file",
    severity: Severity::Error,
    what: "There is nothing in the file.",
    why: "Either it is not the file that was meant, or what was in it has been lost. It may still hold \
          comments, which say nothing to the platform.",
    bad: Example::Template("# The workflows of the shop.\n"),
    good: Example::Template(
        "\
# The workflows of the shop.
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
    ),
};

const MISSING_WORKFLOWS: Topic = Topic {
    code: "missing-workflows",
    severity: Severity::Error,
    what: "The file holds neither `workflows` nor a list of stages.",
    why: "There is no order to check or to simulate. Often it is another file of the project that was meant.",
    bad: Example::Template(
        "\
services:
  - name: db
jobs:
  - name: migrate
",
    ),
    good: Example::Template(
        "\
services:
  - name: db
jobs:
  - name: migrate
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
    ),
};
