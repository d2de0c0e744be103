//! Topics that are told in short so far.

use crate::diagnostic::Severity;
use crate::diagnostic::catalog::{Example, Topic};

pub(super) const TEMPLATE: [Topic; 53] = [
    // Text that cannot be read as YAML, or not safely.
    error("too-large", "The file is larger than what is read (8 MiB)."),
    error(
        "binary-file",
        "The file holds a NUL byte, so it is no text.",
    ),
    error(
        "too-deep",
        "Lists and mappings are nested deeper than what is read.",
    ),
    error(
        "too-many-copies",
        "Aliases would multiply the file beyond measure.",
    ),
    warning(
        "several-documents",
        "The file goes on with a second document behind `---`. Only the first is read.",
    ),
    error(
        "unknown-alias",
        "An alias `*name` without an anchor `&name` before it.",
    ),
    error(
        "alias-inside-itself",
        "An anchor that holds an alias of itself, such as `&a [*a]`.",
    ),
    error(
        "merge-value",
        "A merge key `<<` whose value has no entries to take over.",
    ),
    error(
        "key-is-no-text",
        "A key that is a list, a mapping, or nothing.",
    ),
    error(
        "unquoted-braces",
        "A text such as `{{ name }}` without quotes; YAML reads a mapping there.",
    ),
    error(
        "duplicate-key",
        "The same key twice in one mapping; only one of the two can count.",
    ),
    error("tab-indentation", "A tab where YAML allows only spaces."),
    error("unclosed-bracket", "A bracket that is never closed."),
    error(
        "wrong-bracket",
        "A bracket that is closed by one of another kind.",
    ),
    error("stray-bracket", "A closing bracket that closes nothing."),
    error(
        "missing-comma",
        "Two items within brackets without a comma between them.",
    ),
    error(
        "unquoted-placeholder",
        "A text with `${NAME}` within brackets and without quotes; its braces have a meaning there.",
    ),
    error("unclosed-quote", "A quoted text that does not end."),
    error(
        "after-quote",
        "Something other than a comment behind a closing quote.",
    ),
    error(
        "unknown-escape",
        "A backslash within double quotes before a character for which YAML knows no escape.",
    ),
    error(
        "unexpected-character",
        "A value that begins with a character that cannot begin one.",
    ),
    error(
        "missing-colon",
        "A line that is neither a key with a colon nor an item of a list.",
    ),
    error(
        "missing-space",
        "A colon without a space behind it, so that no key is read.",
    ),
    error(
        "missing-dash",
        "An item of a list without its dash, or without the space behind the dash.",
    ),
    error(
        "unexpected-colon",
        "A second colon in a line, or a key that is indented too far.",
    ),
    error(
        "bad-indentation",
        "A line that is indented like none of the lines above that it could belong to.",
    ),
    error("syntax", "Anything else that cannot be read as YAML."),
    // The shape of the file.
    error(
        "wrong-type",
        "A value of another type than is read there, such as a text instead of a list.",
    ),
    error(
        "not-a-boolean",
        "`\"true\"` or `yes` where YAML's own `true` or `false` belongs.",
    ),
    error("unknown-key", "A key that means nothing where it stands."),
    error(
        "missing-key",
        "A key is missing without which the meaning is unclear.",
    ),
    error(
        "duplicate-name",
        "Two items of a list have the same name; a reference means the first.",
    ),
    error("empty-file", "There is nothing in the file."),
    error(
        "missing-workflows",
        "The file holds neither `workflows` nor a list of stages.",
    ),
    // Stages and their steps.
    error(
        "unknown-stage",
        "A stage that is none of `setup`, `patch` and `teardown`.",
    ),
    error(
        "duplicate-stage",
        "A second stage of one name; only the first is simulated.",
    ),
    error(
        "both-orders",
        "A stage with both `order_from` and `parallelize`.",
    ),
    error(
        "no-order",
        "A stage with neither `order_from` nor `parallelize`.",
    ),
    error(
        "step-under-order-from",
        "Steps in `order_from`, which lists tasks.",
    ),
    error(
        "task-under-parallelize",
        "Tasks in `parallelize` without a step around them.",
    ),
    error(
        "steps-without-parallelize",
        "Steps directly below the name of their stage, as the platform's page prints them.",
    ),
    error(
        "steps-without-stage",
        "A list of steps where stages belong.",
    ),
    error(
        "misplaced-key",
        "A key of a step that stands at the level of its stage.",
    ),
    // References.
    error(
        "unknown-reference",
        "A reference to something that the template does not declare.",
    ),
    error(
        "unknown-kind",
        "A reference whose word before the dot is no kind of task.",
    ),
    error(
        "cron-job-as-task",
        "A cron job as a task; it runs by its own schedule.",
    ),
    error(
        "infrastructure-all",
        "`infrastructure.all`, which the platform does not have.",
    ),
    hint(
        "opaque-reference",
        "A reference with a placeholder. It cannot be looked up, and is taken as it is.",
    ),
    error(
        "unknown-dependency",
        "A `depends_on` that names no service of the template.",
    ),
    // Values.
    error(
        "chart-timeout",
        "A chart's `timeout` that is no duration with a unit.",
    ),
    error(
        "not-a-number",
        "A number that is written as a text or with a unit.",
    ),
    error("number-too-small", "A number below what makes sense."),
    hint(
        "imports-not-simulated",
        "`app_imports`: what another application brings along is not simulated.",
    ),
];

pub(super) const ANALYSIS: [Topic; 1] = [
    // The whole.
    warning(
        "too-large-to-simulate",
        "A stage whose tasks, needs and faults are more than what is simulated. It is checked all the same.",
    ),
];

pub(super) const SCENARIO: [Topic; 24] = [
    // Scenarios.
    error(
        "bad-duration",
        "A text that is no duration such as `30s`, `1m30s` or `250ms`.",
    ),
    error(
        "bad-percentage",
        "A text that is no percentage from `0%` to `100%`.",
    ),
    error(
        "out-of-range",
        "A number that is no whole one, too small or too large.",
    ),
    error(
        "unknown-choice",
        "A word that is none of those that can stand there.",
    ),
    error(
        "time-without-key",
        "A time without the key that says what it is about, such as `services.web: 30s`.",
    ),
    error(
        "bad-limit",
        "A limit of tasks at once that is neither a number nor `none`.",
    ),
    error(
        "fails-as-a-list",
        "`fails` as a list, instead of a mapping with `attempts`.",
    ),
    error("attempt-zero", "An attempt 0; attempts are counted from 1."),
    error(
        "wrong-time-key",
        "`ready_after` of something that does not get ready, or `runs_for` of a service.",
    ),
    error(
        "retries-without-a-job",
        "`retries` of anything but a job. Kubernetes restarts services for ever, and tries the others once.",
    ),
    warning(
        "static-has-no-attempts",
        "Something that only an attempt can do, said of a static service, which has none.",
    ),
    error(
        "needs-in-defaults",
        "`needs` below `defaults`; they are given for each task.",
    ),
    error(
        "unknown-task",
        "A reference to something that the template does not have.",
    ),
    error(
        "all-of-a-kind",
        "`services.all` or its like, where single tasks are named.",
    ),
    error(
        "pattern-as-task",
        "A pattern such as `services.*` below `task`; it belongs below `tasks`.",
    ),
    warning(
        "pattern-without-match",
        "A pattern that matches no task of the template.",
    ),
    error(
        "fault-without-task",
        "A fault that does not say whose it is.",
    ),
    error(
        "fault-with-two-targets",
        "A fault with both `task` and `tasks`.",
    ),
    error("fault-without-effect", "A fault that does nothing."),
    error(
        "empty-outage",
        "An outage whose `from` is not before its `until`.",
    ),
    error("needs-itself", "A task that needs itself."),
    warning(
        "need-outside-stage",
        "A need that the simulated stage does not deploy. It counts as met except in its outages.",
    ),
    warning(
        "needs-in-a-circle",
        "Tasks that need each other in a circle, so that none of them can succeed.",
    ),
    error(
        "not-supported-yet",
        "Something that the language of scenarios has and the simulation does not follow.",
    ),
];

pub(super) const SUPPRESSION: [Topic; 4] = [
    // Comments that allow problems.
    warning(
        "unknown-directive",
        "A comment that begins with `laneway:` and goes on with something other than `allow`.",
    ),
    warning(
        "unknown-rule",
        "A comment that allows a rule which does not exist.",
    ),
    warning(
        "allowed-error",
        "A comment that allows an error. Errors are reported all the same: the meaning of the file is unclear.",
    ),
    warning(
        "needless-allow",
        "A comment that allows a problem which is not there.",
    ),
];

const fn error(code: &'static str, what: &'static str) -> Topic {
    brief(Severity::Error, code, what)
}

const fn warning(code: &'static str, what: &'static str) -> Topic {
    brief(Severity::Warning, code, what)
}

const fn hint(code: &'static str, what: &'static str) -> Topic {
    brief(Severity::Hint, code, what)
}

const fn brief(severity: Severity, code: &'static str, what: &'static str) -> Topic {
    Topic {
        code,
        severity,
        what,
        why: "",
        bad: Example::Template(""),
        good: Example::Template(""),
    }
}
