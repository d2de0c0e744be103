//! Whose file it is.

use crate::source::Span;
use crate::yaml::{Entry, Node};

/// A kind of file that is no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.github/workflows/*.yml`
    GithubActions,
    /// `.gitlab-ci.yml`
    GitlabCi,
    /// A resource of Argo Workflows.
    ArgoWorkflow,
    /// A resource of Tekton.
    Tekton,
    /// `compose.yaml`
    DockerCompose,
    /// Any other resource of Kubernetes.
    Kubernetes,
    /// The `values.yaml` of a chart.
    HelmValues,
}

impl Format {
    /// What it is called, with its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::GithubActions => "a GitHub Actions workflow",
            Self::GitlabCi => "a GitLab CI file",
            Self::ArgoWorkflow => "an Argo workflow",
            Self::Tekton => "a Tekton pipeline",
            Self::DockerCompose => "a docker-compose file",
            Self::Kubernetes => "a Kubernetes manifest",
            Self::HelmValues => "a file of Helm values",
        }
    }
}

/// A file of another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'n> {
    pub(crate) format: Format,
    /// The key that shows it.
    pub(super) place: Span,
    /// The kind of a Kubernetes resource.
    pub(super) kind: Option<&'n str>,
}

/// Lists of a template that no other format has as lists at the top.
const OWN_LISTS: [&str; 5] = [
    "services",
    "jobs",
    "charts",
    "infrastructure",
    "app_imports",
];

/// Keys of a service that only docker-compose has. A template's services have some others, such as
/// `image` and `depends_on`, too.
const COMPOSE_KEYS: [&str; 16] = [
    "image",
    "build",
    "extends",
    "ports",
    "expose",
    "volumes",
    "networks",
    "environment",
    "env_file",
    "command",
    "container_name",
    "restart",
    "healthcheck",
    "deploy",
    "links",
    "profiles",
];

/// What almost every chart has as a setting. One of them may stand in any file.
const HELM_KEYS: [&str; 14] = [
    "replicaCount",
    "nameOverride",
    "fullnameOverride",
    "imagePullSecrets",
    "serviceAccount",
    "podAnnotations",
    "podLabels",
    "podSecurityContext",
    "securityContext",
    "nodeSelector",
    "tolerations",
    "affinity",
    "autoscaling",
    "livenessProbe",
];
const FEWEST_HELM_KEYS: usize = 3;

/// Whose file it is, if it is surely no template: one that has `workflows` or a list that only templates have is
/// one, however odd the rest.
pub(crate) fn recognise(root: &Node) -> Option<Found<'_>> {
    let is_own = |list: &str| root.get(list).is_some_and(|it| it.items().is_some());
    if root.get("workflows").is_some() || OWN_LISTS.into_iter().any(is_own) {
        return None;
    }
    let found = |format, entry: &Entry| Found {
        format,
        place: entry.key.span,
        kind: None,
    };
    resource(root)
        .or_else(|| github(root).map(|jobs| found(Format::GithubActions, jobs)))
        .or_else(|| compose(root).map(|services| found(Format::DockerCompose, services)))
        .or_else(|| gitlab(root).map(|job| found(Format::GitlabCi, job)))
        .or_else(|| helm(root).map(|first| found(Format::HelmValues, first)))
}

/// Everything in Kubernetes has an `apiVersion` and a `kind`.
fn resource(root: &Node) -> Option<Found<'_>> {
    let version = root.entry("apiVersion")?;
    let kind = root.get("kind")?.as_str()?;
    let group = version
        .value
        .as_str()?
        .split_once('/')
        .map_or("", |it| it.0);
    let format = match group {
        "argoproj.io" if kind.contains("Workflow") => Format::ArgoWorkflow,
        "tekton.dev" => Format::Tekton,
        _ => Format::Kubernetes,
    };
    Some(Found {
        format,
        place: version.key.span,
        kind: (format == Format::Kubernetes).then_some(kind),
    })
}

/// Jobs by name that say where they run, what they use, or their steps.
fn github(root: &Node) -> Option<&Entry> {
    let jobs = root.entry("jobs")?;
    let is_job = |job: &Entry| {
        let steps = job.value.get("steps").and_then(Node::items);
        let mut steps = steps.into_iter().flatten();
        job.value.get("runs-on").is_some()
            || job.value.get("uses").is_some()
            || steps.any(|step| step.get("run").is_some() || step.get("uses").is_some())
    };
    jobs.value.entries()?.iter().any(is_job).then_some(jobs)
}

/// Services by name, and one at least that is a container's.
fn compose(root: &Node) -> Option<&Entry> {
    let services = root.entry("services")?;
    let is_service = |service: &Entry| service.value.entries().is_some() || service.value.is_null();
    let is_container = |service: &Entry| {
        let has = |key: &&str| service.value.get(key).is_some();
        COMPOSE_KEYS.iter().any(has)
    };
    let entries = services.value.entries()?;
    let is_compose = entries.iter().all(is_service) && entries.iter().any(is_container);
    is_compose.then_some(services)
}

/// A job with a script at the top of the file, and another sign of a pipeline.
fn gitlab(root: &Node) -> Option<&Entry> {
    let jobs = || {
        let entries = root.entries().unwrap_or_default().iter();
        entries.filter(|entry| entry.value.get("script").is_some())
    };
    let signs = [
        "stage",
        "rules",
        "only",
        "needs",
        "image",
        "artifacts",
        "extends",
    ];
    let is_pipeline = root.get("stages").is_some_and(|it| it.items().is_some())
        || root.get("default").is_some()
        || root.get("include").is_some()
        || jobs().any(|job| signs.into_iter().any(|sign| job.value.get(sign).is_some()));
    jobs().next().filter(|_| is_pipeline)
}

fn helm(root: &Node) -> Option<&Entry> {
    let is_setting = |entry: &&Entry| entry.name().is_some_and(|it| HELM_KEYS.contains(&it));
    let mut settings = root.entries()?.iter().filter(is_setting);
    let first = settings.next()?;
    let image = root.get("image").and_then(|it| it.get("repository"));
    let others = settings.count() + usize::from(image.is_some());
    (others + 1 >= FEWEST_HELM_KEYS).then_some(first)
}
