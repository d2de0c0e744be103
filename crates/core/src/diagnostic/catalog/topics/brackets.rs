//! Brackets and quotes.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TOPICS: [Topic; 10] = [
    UNQUOTED_BRACES,
    UNCLOSED_BRACKET,
    WRONG_BRACKET,
    STRAY_BRACKET,
    MISSING_COMMA,
    UNQUOTED_PLACEHOLDER,
    UNCLOSED_QUOTE,
    AFTER_QUOTE,
    UNKNOWN_ESCAPE,
    UNEXPECTED_CHARACTER,
];

const SERIAL: Example = Example::Template(
    "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
",
);

const UNQUOTED_BRACES: Topic = Topic {
    code: "unquoted-braces",
    severity: Severity::Error,
    what: "A text such as `{{ name }}` without quotes; YAML reads a mapping there.",
    why: "The file is read before any template language sees it. To YAML, braces begin a mapping, so \
          the text never arrives, or the whole file is refused.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: {{ .Values.step }}
        tasks: [services.web]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: '{{ .Values.step }}'
        tasks: [services.web]
",
    ),
};

const UNCLOSED_BRACKET: Topic = Topic {
    code: "unclosed-bracket",
    severity: Severity::Error,
    what: "A bracket that is never closed.",
    why: "Everything behind it belongs to the list, up to the end of the file: YAML cannot tell where it \
          was to end. Laneway takes it to end where the next line begins something else.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate
",
    ),
    good: SERIAL,
};

const WRONG_BRACKET: Topic = Topic {
    code: "wrong-bracket",
    severity: Severity::Error,
    what: "A bracket that is closed by one of another kind.",
    why: "`[` and `]` hold a list, `{` and `}` a mapping. With one of each it is neither, and the file \
          cannot be read.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate}
",
    ),
    good: SERIAL,
};

const STRAY_BRACKET: Topic = Topic {
    code: "stray-bracket",
    severity: Severity::Error,
    what: "A closing bracket that closes nothing.",
    why: "The list has ended before it. What follows cannot be read, and often a bracket is missing \
          further in front.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]]
",
    ),
    good: SERIAL,
};

const MISSING_COMMA: Topic = Topic {
    code: "missing-comma",
    severity: Severity::Error,
    what: "Two items within brackets without a comma between them.",
    why: "YAML reads both as one text with a space in it, or not at all: two tasks would be one that does \
          not exist.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [\"services.db\" \"jobs.migrate\"]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [\"services.db\", \"jobs.migrate\"]
",
    ),
};

const UNQUOTED_PLACEHOLDER: Topic = Topic {
    code: "unquoted-placeholder",
    severity: Severity::Error,
    what: "A text with `${NAME}` within brackets and without quotes; its braces have a meaning there.",
    why: "Within brackets a brace begins or ends a mapping. The placeholder is torn apart before anything \
          can be put in its place.",
    bad: Example::Template(
        "\
services:
  - name: web
    args: [--port, ${PORT}]
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
services:
  - name: web
    args: [--port, \"${PORT}\"]
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};

const UNCLOSED_QUOTE: Topic = Topic {
    code: "unclosed-quote",
    severity: Severity::Error,
    what: "A quoted text that does not end.",
    why: "A text in quotes may go over many lines, so all that follows is a part of it, up to the next \
          quote. Laneway takes it to end on its line.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: \"migrate the data
        tasks: [jobs.migrate]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: \"migrate the data\"
        tasks: [jobs.migrate]
",
    ),
};

const AFTER_QUOTE: Topic = Topic {
    code: "after-quote",
    severity: Severity::Error,
    what: "Something other than a comment behind a closing quote.",
    why: "The text ends with its quote, and what follows belongs to nothing. Put the whole into quotes.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: \"migrate\" the data
        tasks: [jobs.migrate]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: '\"migrate\" the data'
        tasks: [jobs.migrate]
",
    ),
};

const UNKNOWN_ESCAPE: Topic = Topic {
    code: "unknown-escape",
    severity: Severity::Error,
    what: "A backslash within double quotes before a character for which YAML knows no escape.",
    why: "Within double quotes a backslash gives the next character another meaning, as in `\\n`. Without a \
          meaning the file is refused. Within single quotes a backslash is only a backslash.",
    bad: Example::Template(
        "\
services:
  - name: web
    args: [\"--match\", \"\\d+\"]
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
services:
  - name: web
    args: [\"--match\", '\\d+']
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};

const UNEXPECTED_CHARACTER: Topic = Topic {
    code: "unexpected-character",
    severity: Severity::Error,
    what: "A value that begins with a character that cannot begin one.",
    why: "YAML keeps `@` and the backtick for later versions of itself, and gives `%` a meaning of its own. \
          A text that begins with one of them has to be in quotes.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: @web
        tasks: [services.web]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: '@web'
        tasks: [services.web]
",
    ),
};
