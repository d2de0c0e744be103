//! The template.

use super::{BOOLEAN, Shape, key};
use crate::template::Kind;

/// A whole template.
pub(in crate::language) static TEMPLATE: Shape = Shape::Keys(&[
    key(
        "workflows",
        Shape::Items(&STAGE),
        "The stages of the deployment: `setup`, `patch` and `teardown`.",
    ),
    key(
        "services",
        Shape::Items(&SERVICE),
        "What keeps running. A task `services.NAME` is done when the service is ready.",
    ),
    key(
        "jobs",
        Shape::Items(&JOB),
        "What runs to its end. A task `jobs.NAME` is done when the job has completed.",
    ),
    key(
        "charts",
        Shape::Items(&CHART),
        "Helm charts. A task `charts.NAME` is done when the chart is installed.",
    ),
    key(
        "infrastructure",
        Shape::Items(&INFRASTRUCTURE),
        "Runners of infrastructure code, deployed by tasks `infrastructure.NAME`.",
    ),
    key(
        "app_imports",
        Shape::Free,
        "Other applications that are deployed along. They are not simulated.",
    ),
]);

/// A file that is only the list of stages.
pub(in crate::language) static STAGES: Shape = Shape::Items(&STAGE);

static STAGE: Shape = Shape::Keys(&[
    key(
        "name",
        Shape::Stage,
        "Which stage it is: `setup` deploys everything for the first time, `patch` updates it, \
         `teardown` takes it away.",
    ),
    key(
        "order_from",
        Shape::Items(&Shape::Reference),
        "Tasks that run one after another, each when the one before has settled. A stage has either \
         this or `parallelize`.",
    ),
    key(
        "parallelize",
        Shape::Items(&STEP),
        "Steps that start one after another; the tasks of a step start together. A stage has either \
         this or `order_from`.",
    ),
]);

static STEP: Shape = Shape::Keys(&[
    key("step", Shape::Label, "The label of the step."),
    key(
        "tasks",
        Shape::Items(&Shape::Reference),
        "What the step deploys, all at once: `services.NAME`, `jobs.NAME`, `charts.NAME`, \
         `infrastructure.NAME`, or `services.all`, `jobs.all`, `charts.all` for those that the stage \
         does not name.",
    ),
    key(
        "halt_on_error",
        BOOLEAN,
        "Whether a failure in this step stops the whole stage: nothing starts any more, and what runs \
         is left running. Without it (`false`) errors are ignored.",
    ),
    key(
        "wait_for_finish",
        BOOLEAN,
        "Whether the next step waits for the tasks of this one. With `false` they run beside whatever \
         follows; the default is `true`.",
    ),
]);

static SERVICE: Shape = Shape::Keys(&[
    key(
        "name",
        Shape::Name(Kind::Services),
        "How tasks refer to it: `services.NAME`.",
    ),
    key(
        "depends_on",
        Shape::Items(&Shape::Service),
        "Services that must be ready when this one starts. If one is not, this one crashes and is \
         started again.",
    ),
    key(
        "readiness_probe",
        PROBE,
        "How Kubernetes finds out that the service is ready. It counts as ready at a probe, not in \
         between.",
    ),
    key(
        "liveness_probe",
        PROBE,
        "How Kubernetes finds out that the service has to be restarted. It is not simulated.",
    ),
    key(
        "replicas",
        Shape::Free,
        "How many pods run; the service is ready when all are.",
    ),
    key(
        "static",
        BOOLEAN,
        "Whether the service has no pod, and so no attempts and no back-off.",
    ),
]);

const PROBE: Shape = Shape::Keys(&[
    key(
        "initial_delay_seconds",
        Shape::Free,
        "Seconds from the start of the container to the first probe; 0 without it.",
    ),
    key(
        "period_seconds",
        Shape::Free,
        "Seconds from one probe to the next; 10 without it.",
    ),
    key(
        "timeout_seconds",
        Shape::Free,
        "Seconds after which a probe without an answer has failed; 1 without it.",
    ),
    key(
        "success_threshold",
        Shape::Free,
        "How many probes in a row must succeed; 1 without it.",
    ),
    key(
        "failure_threshold",
        Shape::Free,
        "How many probes in a row must fail to count; 3 without it.",
    ),
]);

static JOB: Shape = Shape::Keys(&[
    key(
        "name",
        Shape::Name(Kind::Jobs),
        "How tasks refer to it: `jobs.NAME`.",
    ),
    key(
        "completed_timeout",
        Shape::Free,
        "Seconds until a job that has not completed counts as failed; 1200 without it.",
    ),
    key(
        "from_services",
        Shape::Service,
        "The service whose image and settings the job uses.",
    ),
    key(
        "halt_on_error",
        BOOLEAN,
        "The old place of the step's key: a failure of this job stops the stage.",
    ),
]);

static CHART: Shape = Shape::Keys(&[
    key(
        "name",
        Shape::Name(Kind::Charts),
        "How tasks refer to it: `charts.NAME`.",
    ),
    key(
        "timeout",
        Shape::Free,
        "How long the chart is waited for, with a unit (`5m`); `300s` without it.",
    ),
]);

static INFRASTRUCTURE: Shape = Shape::Keys(&[key(
    "name",
    Shape::Name(Kind::Infrastructure),
    "How tasks refer to it: `infrastructure.NAME`.",
)]);
