//! The scenario.

use super::{BOOLEAN, Key, Shape, key};

/// A whole scenario.
pub(in crate::language) static SCENARIO: Shape = Shape::Keys(&[
    key(
        "seed",
        Shape::Free,
        "Where random draws begin: the same seed gives the same run.",
    ),
    key(
        "defaults",
        DEFAULTS,
        "How all tasks of a kind behave, unless `tasks` says otherwise.",
    ),
    key(
        "tasks",
        Shape::ByReference,
        "How single tasks behave, key by key over the defaults.",
    ),
    key("faults", Shape::Items(&FAULT), "What goes wrong besides."),
    key("cluster", CLUSTER, "The cluster that is simulated."),
    key("options", OPTIONS, "How the whole run is carried out."),
]);

const DEFAULTS: Shape = Shape::Keys(&[
    key(
        "services",
        Shape::Keys(&[READY_AFTER, CRASH_AFTER, FAILS, REQUESTS, REPLICAS]),
        "All services.",
    ),
    key(
        "jobs",
        Shape::Keys(&[
            RUNS_FOR,
            CRASH_AFTER,
            FAILS,
            RETRIES,
            RESTART_POLICY,
            REQUESTS,
        ]),
        "All jobs.",
    ),
    key(
        "charts",
        Shape::Keys(&[RUNS_FOR, CRASH_AFTER, FAILS]),
        "All charts.",
    ),
    key(
        "infrastructure",
        Shape::Keys(&[RUNS_FOR, CRASH_AFTER, FAILS]),
        "All infrastructure tasks.",
    ),
    key(
        "release",
        Shape::Keys(&[RUNS_FOR, CRASH_AFTER, FAILS]),
        "The built-in task `release.remove_environment`.",
    ),
]);

static SERVICE: Shape = Shape::Keys(&[READY_AFTER, NEEDS, CRASH_AFTER, FAILS, REQUESTS, REPLICAS]);
static JOB: Shape = Shape::Keys(&[
    RUNS_FOR,
    NEEDS,
    CRASH_AFTER,
    FAILS,
    RETRIES,
    RESTART_POLICY,
    REQUESTS,
]);
static OTHER: Shape = Shape::Keys(&[RUNS_FOR, NEEDS, CRASH_AFTER, FAILS]);

/// How a task of that reference may be described.
pub(super) fn conduct(reference: &str) -> Option<&'static Shape> {
    match reference.split_once('.')?.0 {
        "services" => Some(&SERVICE),
        "jobs" => Some(&JOB),
        "charts" | "infrastructure" | "release" => Some(&OTHER),
        _ => None,
    }
}

/// One duration, or what it is drawn from.
const TIME: Shape = Shape::Keys(&[
    key(
        "uniform",
        Shape::Free,
        "Every time between two is equally likely: `[10s, 20s]`.",
    ),
    key(
        "triangular",
        Shape::Free,
        "The shortest, the likeliest and the longest time: `[20s, 40s, 90s]`.",
    ),
    key(
        "pert",
        Shape::Free,
        "The shortest, the likeliest and the longest time, nearer to the likeliest than a triangle: \
         `[20s, 40s, 90s]`.",
    ),
    key(
        "normal",
        Shape::Keys(&[
            key("mean", Shape::Free, "The middle."),
            key("sd", Shape::Free, "The standard deviation."),
        ]),
        "The normal distribution without its part below zero: `{ mean: 30s, sd: 5s }`.",
    ),
    key(
        "lognormal",
        Shape::Keys(&[
            key(
                "p50",
                Shape::Free,
                "The median: half of all draws are shorter.",
            ),
            key("p90", Shape::Free, "90 % of all draws are shorter."),
            key("p95", Shape::Free, "95 % of all draws are shorter."),
            key("p99", Shape::Free, "99 % of all draws are shorter."),
        ]),
        "Mostly short and now and then long, by any two percentiles: `{ p50: 30s, p95: 90s }`.",
    ),
    key(
        "exponential",
        Shape::Keys(&[key("mean", Shape::Free, "The mean.")]),
        "What may come at any moment: `{ mean: 30s }`.",
    ),
    key(
        "samples",
        Shape::Free,
        "Measured times, one of which is drawn: `[28s, 31s, 95s]`.",
    ),
]);

const READY_AFTER: Key = key(
    "ready_after",
    TIME,
    "How long an attempt takes until the service is ready, such as `30s` (the default), `1m30s`, or a \
     distribution.",
);
const RUNS_FOR: Key = key(
    "runs_for",
    TIME,
    "How long it runs, such as `30s` (the default), `1m30s`, or a \
     distribution.",
);
const NEEDS: Key = key(
    "needs",
    Shape::Items(&Shape::Reference),
    "What must be ready or done when an attempt starts, else the attempt fails. Replaces \
     `depends_on`, even when empty.",
);
const CRASH_AFTER: Key = key(
    "crash_after",
    TIME,
    "How long an attempt lives that cannot succeed; `0s` without it.",
);
const FAILS: Key = key(
    "fails",
    Shape::Keys(&[
        key(
            "attempts",
            Shape::Free,
            "Which attempts fail, such as `[1, 2]`.",
        ),
        key(
            "at",
            TIME,
            "When they fail: a share of the attempt (`50%`) or a duration.",
        ),
    ]),
    "Attempts that fail by themselves.",
);
const RETRIES: Key = key(
    "retries",
    Shape::Free,
    "How often Kubernetes tries the job again; 0 without it.",
);

const RESTART_POLICY: Key = key(
    "restart_policy",
    Shape::Words(&["Never", "OnFailure"]),
    "Who tries the job again: its Job with a new pod (`Never`, the default), or the kubelet with a new \
     container (`OnFailure`).",
);

const REQUESTS: Key = key(
    "requests",
    Shape::Keys(&[
        key(
            "cpu",
            Shape::Free,
            "Cores, such as `500m` or `2`; none without it.",
        ),
        key(
            "memory",
            Shape::Free,
            "Memory, such as `256Mi` or `1Gi`; none without it.",
        ),
    ]),
    "What each of its pods asks for. A pod waits until one of the `nodes` of the `cluster` has room for it.",
);
const REPLICAS: Key = key(
    "replicas",
    Shape::Free,
    "How many pods it has; what the template says, or 1, without it.",
);

const CHANCE: Key = key(
    "chance",
    Shape::Free,
    "How likely each attempt is struck, such as `5%`; always without it.",
);
const ATTEMPTS: Key = key(
    "attempts",
    Shape::Free,
    "Which attempts can be struck, such as `[1, 2]`; all without it.",
);

static FAULT: Shape = Shape::Keys(&[
    key("task", Shape::Reference, "The task that it happens to."),
    key(
        "tasks",
        Shape::Pattern,
        "The tasks that it happens to, such as `\"services.*\"`.",
    ),
    key(
        "chance",
        Shape::Free,
        "How likely each attempt fails, such as `5%`.",
    ),
    key(
        "hang",
        Shape::Keys(&[CHANCE, ATTEMPTS]),
        "Attempts that never end: `5%` of them, or `{ attempts: [1] }`. Only a limit or a liveness probe \
         ends the waiting.",
    ),
    key(
        "slowdown",
        Shape::Keys(&[
            key(
                "factor",
                Shape::Free,
                "How many times as long, from `1` to `1000`.",
            ),
            CHANCE,
            ATTEMPTS,
        ]),
        "Attempts take so many times as long: `2`, or `{ factor: 1.5, chance: 10% }`.",
    ),
    key(
        "latency",
        TIME,
        "Attempts take so much longer: `5s`, or a distribution.",
    ),
    key(
        "crash",
        Shape::Keys(&[
            key(
                "at",
                TIME,
                "When in the attempt: a share of it (`90%`) or a duration.",
            ),
            key(
                "after_ready",
                TIME,
                "Of services: how long after they are ready.",
            ),
            CHANCE,
            ATTEMPTS,
        ]),
        "Attempts crash on their way, `{ at: 90%, chance: 5% }`, or once they are ready, \
         `{ after_ready: 5m }`.",
    ),
    key(
        "outage",
        Shape::Keys(&[
            key("from", TIME, "When it begins, from the start of the stage."),
            key("until", TIME, "When it is over."),
        ]),
        "A time in which the task is not available.",
    ),
    key(
        "node_loss",
        Shape::Keys(&[key(
            "at",
            TIME,
            "When the node is lost, from the start of the stage.",
        )]),
        "The node under its pods is lost, and Kubernetes replaces them minutes later: `{ at: 60s }`.",
    ),
    key(
        "image_pull",
        Shape::Keys(&[key(
            "fails",
            Shape::Free,
            "How many pulls fail before one succeeds.",
        )]),
        "Its image cannot be pulled: `never`, `invalid` (which a halting step sees at once), or \
         `{ fails: 3 }`.",
    ),
]);

const CLUSTER: Shape = Shape::Keys(&[
    key(
        "max_parallel",
        Shape::Words(&["none"]),
        "How many tasks run at once; `none` (the default) for any number.",
    ),
    key(
        "kubernetes",
        Shape::Words(&[
            "\"1.36\"", "\"1.35\"", "\"1.34\"", "\"1.33\"", "\"1.32\"", "\"1.31\"", "\"1.30\"",
        ]),
        "The version of Kubernetes; `\"1.36\"` without it.",
    ),
    key(
        "feature_gates",
        Shape::Keys(&[
            key(
                "KubeletCrashLoopBackOffMax",
                BOOLEAN,
                "Whether nodes heed `crash_loop_max`; on from 1.35, and there from 1.32.",
            ),
            key(
                "ReduceDefaultCrashLoopBackOffDecay",
                BOOLEAN,
                "Whether crash loops wait 1 s at first and 60 s at most, not 10 s and 300 s; there from 1.33.",
            ),
        ]),
        "Feature gates of the nodes that are not as their version has them.",
    ),
    key(
        "crash_loop_max",
        Shape::Free,
        "The longest delay between two restarts of a container, from `1s` to `5m`; `5m` without it.",
    ),
    key(
        "apply_latency",
        Shape::Free,
        "How long the cluster takes to accept a task.",
    ),
    key(
        "nodes",
        Shape::Items(&NODE),
        "The nodes that pods are placed on, such as `[{ count: 3, cpu: 4, memory: 16Gi }]`; without them \
         there is room for all.",
    ),
]);

static NODE: Shape = Shape::Keys(&[
    key(
        "count",
        Shape::Free,
        "How many such nodes there are; 1 without it.",
    ),
    key(
        "cpu",
        Shape::Free,
        "The cores that each has for pods, such as `4` or `3500m`.",
    ),
    key(
        "memory",
        Shape::Free,
        "The memory that each has for pods, such as `16Gi`.",
    ),
    key(
        "pods",
        Shape::Free,
        "How many pods each takes; 110 without it.",
    ),
]);

const OPTIONS: Shape = Shape::Keys(&[
    key(
        "background",
        Shape::Words(&["join", "detach"]),
        "Whether the stage waits at its end for tasks of steps that are not waited for: `join` (the \
         default) or `detach`.",
    ),
    key(
        "service_error",
        Shape::Words(&["deadline", "first_crash"]),
        "When a service of a halting step counts as failed: at its `deadline` (the default) or at its \
         `first_crash`.",
    ),
    key(
        "readiness_wait",
        Shape::Free,
        "How long a service is waited for; `600s` without it.",
    ),
    key(
        "horizon",
        Shape::Free,
        "How long after the end of the stage services are followed; `1h` without it.",
    ),
]);
