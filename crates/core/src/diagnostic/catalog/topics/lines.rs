//! Lines that are not what they were meant to be: colons, dashes, indentation.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 7] = [
    TAB_INDENTATION,
    MISSING_COLON,
    MISSING_SPACE,
    MISSING_DASH,
    UNEXPECTED_COLON,
    BAD_INDENTATION,
    SYNTAX,
];

const ONE_STEP: Example = Example::Template(
    "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
);

const TAB_INDENTATION: Topic = Topic {
    code: "tab-indentation",
    severity: Severity::Error,
    what: "A tab where YAML allows only spaces.",
    why: "A tab is as wide as each editor makes it, so YAML does not count it as indentation at all, and \
          the file is refused. One fix replaces all tabs of the indentation.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from:
\t\t- services.db
\t\t- jobs.migrate
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from:
      - services.db
      - jobs.migrate
",
    ),
};

const MISSING_COLON: Topic = Topic {
    code: "missing-colon",
    severity: Severity::Error,
    what: "A line that is neither a key with a colon nor an item of a list.",
    why: "Without its colon a key is only a text. What is indented below it then belongs to nothing.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
    ),
    good: ONE_STEP,
};

const MISSING_SPACE: Topic = Topic {
    code: "missing-space",
    severity: Severity::Error,
    what: "A colon without a space behind it, so that no key is read.",
    why: "A colon is also a part of texts such as `http://…` and `12:30`, so YAML takes it as the end of a \
          key only with a space behind it. Without one the whole is a text, and has no effect.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        halt_on_error:true
",
    ),
    good: ONE_STEP,
};

const MISSING_DASH: Topic = Topic {
    code: "missing-dash",
    severity: Severity::Error,
    what: "An item of a list without its dash, or without the space behind the dash.",
    why: "Only a dash with a space begins an item. Without it the line goes on with the item before, or \
          cannot be read at all.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from:
      - services.db
      jobs.migrate
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from:
      - services.db
      - jobs.migrate
",
    ),
};

const UNEXPECTED_COLON: Topic = Topic {
    code: "unexpected-colon",
    severity: Severity::Error,
    what: "A second colon in a line, or a key that is indented too far.",
    why: "The value of the line would be a key itself, which YAML does not allow within one line. A text \
          with a colon and a space in it has to be in quotes.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: data: migrate
        tasks: [jobs.migrate]
        halt_on_error: true
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: 'data: migrate'
        tasks: [jobs.migrate]
        halt_on_error: true
",
    ),
};

const BAD_INDENTATION: Topic = Topic {
    code: "bad-indentation",
    severity: Severity::Error,
    what: "A line that is indented like none of the lines above that it could belong to.",
    why: "What a line belongs to is told by its indentation alone. A key of a step may end up in the stage \
          above, or the file be refused.",
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
    good: ONE_STEP,
};

const SYNTAX: Topic = Topic {
    code: "syntax",
    severity: Severity::Error,
    what: "Anything else that cannot be read as YAML.",
    why: "Other programs refuse the whole file. Laneway goes on behind the place as well as it can, so that \
          all other problems are reported too.",
    bad: Example::Template(
        "\
%YAML 1.2
%YAML 1.2
---
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
    ),
    good: Example::Template(
        "\
%YAML 1.2
---
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
    ),
};
