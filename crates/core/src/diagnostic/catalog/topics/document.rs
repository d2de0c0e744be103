//! The file as a whole: what is too much to read, anchors, and keys.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};
use crate::yaml::{MAX_COPIES, MAX_DEPTH, MAX_TEXT};
use std::fmt::Write as _;

pub(super) const TOPICS: [Topic; 10] = [
    TOO_LARGE,
    BINARY_FILE,
    TOO_DEEP,
    TOO_MANY_COPIES,
    SEVERAL_DOCUMENTS,
    UNKNOWN_ALIAS,
    ALIAS_INSIDE_ITSELF,
    MERGE_VALUE,
    KEY_IS_NO_TEXT,
    DUPLICATE_KEY,
];

const SMALL: &str = "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
";

const TOO_LARGE: Topic = Topic {
    code: "too-large",
    severity: Severity::Error,
    what: "The file is larger than what is read (8 MiB).",
    why: "A template is written by people and has some kilobytes. A file beyond the limit is something \
          else, such as a log or an archive, and reading it would only make the editor or the build wait.",
    bad: Example::Described {
        what: "A template that goes on with more than 8 MiB of comments.",
        reason: "It would be by far the longest page.",
        text: || format!("{SMALL}#{}\n", " ".repeat(MAX_TEXT)),
    },
    good: Example::Template(SMALL),
};

const BINARY_FILE: Topic = Topic {
    code: "binary-file",
    severity: Severity::Error,
    what: "The file holds a NUL byte, so it is no text.",
    why: "Something other than a template was given, such as an image or an archive, or a text in an \
          encoding other than UTF-8. Nothing of it can be read as it is meant.",
    bad: Example::Described {
        what: "A template with a NUL byte in a name.",
        reason: "The byte has no sign that a page could show.",
        text: || SMALL.replace("migrate", "migr\0ate"),
    },
    good: Example::Template(SMALL),
};

const TOO_DEEP: Topic = Topic {
    code: "too-deep",
    severity: Severity::Error,
    what: "Lists and mappings are nested deeper than what is read.",
    why: "No template needs more than a dozen levels, and reading without a limit would let a damaged or \
          hostile file take all the memory there is. What is inside the deepest level is not checked.",
    bad: Example::Described {
        what: "A template with a list in a list in a list, more than 64 levels deep.",
        reason: "So many brackets show nothing that their number does not say.",
        text: || {
            let (open, close) = ("[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
            format!("{SMALL}notes: {open}{close}\n")
        },
    },
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
notes: [[a list in a list]]
",
    ),
};

const TOO_MANY_COPIES: Topic = Topic {
    code: "too-many-copies",
    severity: Severity::Error,
    what: "Aliases would multiply the file beyond measure.",
    why: "An alias stands for a copy of what its anchor holds. Copies of copies grow so fast that a few \
          lines can stand for billions of values, which would exhaust every program that reads them.",
    bad: Example::Described {
        what: "A template with ten anchors, each of which holds ten aliases of the one before: ten lines \
               that stand for more values than there are people.",
        reason: "The text serves to attack programs that read it, and is not for copying.",
        text: multiplied,
    },
    good: Example::Template(
        "\
probe: &probe
  period_seconds: 10
services:
  - name: db
    readiness_probe: *probe
  - name: web
    readiness_probe: *probe
    depends_on: [db]
workflows:
  - name: setup
    order_from: [services.db, services.web]
",
    ),
};

fn multiplied() -> String {
    let mut text = format!("{SMALL}a0: &a0 x\n");
    for level in 1..=MAX_COPIES.ilog10() * 2 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{aliases}]");
    }
    text
}

const SEVERAL_DOCUMENTS: Topic = Topic {
    code: "several-documents",
    severity: Severity::Warning,
    what: "The file goes on with a second document behind `---`. Only the first is read.",
    why: "What stands in the second document has no effect, although it looks like a part of the template.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
---
workflows:
  - name: patch
    order_from: [jobs.migrate]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: [services.db, jobs.migrate]
  - name: patch
    order_from: [jobs.migrate]
",
    ),
};

const UNKNOWN_ALIAS: Topic = Topic {
    code: "unknown-alias",
    severity: Severity::Error,
    what: "An alias `*name` without an anchor `&name` before it.",
    why: "An alias stands for what its anchor holds. Without the anchor there is nothing to stand for, \
          and every program that reads YAML refuses the file. A text that begins with `*` needs quotes.",
    bad: Example::Template(
        "\
services:
  - name: web
    args: [--allow, *.example.com]
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
services:
  - name: web
    args: [--allow, '*.example.com']
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};

const ALIAS_INSIDE_ITSELF: Topic = Topic {
    code: "alias-inside-itself",
    severity: Severity::Error,
    what: "An anchor that holds an alias of itself, such as `&a [*a]`.",
    why: "The value would hold itself, and so have no end.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    order_from: &all [services.db, jobs.migrate]
  - name: patch
    order_from: &again [jobs.migrate, *again]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    order_from: &all [services.db, jobs.migrate]
  - name: patch
    order_from: *all
",
    ),
};

const MERGE_VALUE: Topic = Topic {
    code: "merge-value",
    severity: Severity::Error,
    what: "A merge key `<<` whose value has no entries to take over.",
    why: "`<<` takes the entries of another mapping over into this one. A text or a list of texts has none, \
          so what was to be shared is missing.",
    bad: Example::Template(
        "\
probe: &probe 10
services:
  - name: web
    readiness_probe:
      <<: *probe
      timeout_seconds: 2
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
    good: Example::Template(
        "\
probe: &probe
  period_seconds: 10
services:
  - name: web
    readiness_probe:
      <<: *probe
      timeout_seconds: 2
workflows:
  - name: setup
    order_from: [services.web]
",
    ),
};

const KEY_IS_NO_TEXT: Topic = Topic {
    code: "key-is-no-text",
    severity: Severity::Error,
    what: "A key that is a list, a mapping, or nothing.",
    why: "All keys of a template are words. The entry cannot be one of them, and is left out.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    [order_from]: [services.db, jobs.migrate]
    order_from: [services.db, jobs.migrate]
",
    ),
    good: Example::Template(SMALL),
};

const DUPLICATE_KEY: Topic = Topic {
    code: "duplicate-key",
    severity: Severity::Error,
    what: "The same key twice in one mapping; only one of the two can count.",
    why: "Which one counts depends on the program that reads the file: some take the first, some the last, \
          some refuse it. Often the second was meant to be another item, and its dash is missing.",
    bad: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate]
        tasks: [jobs.seed]
",
    ),
    good: Example::Template(
        "\
workflows:
  - name: setup
    parallelize:
      - step: migrate
        tasks: [jobs.migrate, jobs.seed]
",
    ),
};
