//! The comments that allow problems.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 4] = [
    UNKNOWN_DIRECTIVE,
    UNKNOWN_RULE,
    ALLOWED_ERROR,
    NEEDLESS_ALLOW,
];

const WITHOUT_COMMENT: Example = Example::Template(
    "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
);

const UNKNOWN_DIRECTIVE: Topic = Topic {
    code: "unknown-directive",
    severity: Severity::Warning,
    what: "A comment that begins with `laneway:` and goes on with something other than `allow`.",
    why: "It was written to have an effect. Words that other tools use are taken as meant; whatever else it \
          says has none.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: []  # laneway: ignore empty-step filled in by the build
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: []  # laneway: allow empty-step filled in by the build
",
    ),
};

const UNKNOWN_RULE: Topic = Topic {
    code: "unknown-rule",
    severity: Severity::Warning,
    what: "A comment that allows a rule which does not exist.",
    why: "It allows nothing. Either the name is misspelled, or the comment has outlived what it was about.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: []  # laneway: allow emtpy-step filled in by the build
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: prepare
        tasks: []  # laneway: allow empty-step filled in by the build
",
    ),
};

const ALLOWED_ERROR: Topic = Topic {
    code: "allowed-error",
    severity: Severity::Warning,
    what: "A comment that allows an error. Errors are reported all the same: the meaning of the file is unclear.",
    why: "A warning is about something that runs, and can be meant to be so. With an error it is open what \
          would run at all, and no comment changes that.",
    bad: Example::Among {
        others: &["not-a-boolean"],
        example: &Example::Template(
            "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: yes  # laneway: allow not-a-boolean
",
        ),
    },
    good: WITHOUT_COMMENT,
};

const NEEDLESS_ALLOW: Topic = Topic {
    code: "needless-allow",
    severity: Severity::Warning,
    what: "A comment that allows a problem which is not there.",
    why: "Whoever reads it looks for a problem in vain. And if the problem comes back some day, the comment \
          hides it.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]  # laneway: allow empty-step
        halt_on_error: true
",
    ),
    good: WITHOUT_COMMENT,
};
