//! Files of other tools.

use super::words::one_of;
use crate::diagnostic::Diagnostic;
use crate::foreign::{Format, NOT_A_TEMPLATE};
use crate::source::Span;

/// The file is one of another tool; of a resource of Kubernetes, its kind is told.
pub fn not_a_template(span: Span, format: Format, kind: Option<&str>) -> Diagnostic {
    let kind = kind.map_or_else(String::new, |kind| format!(" (`{kind}`)"));
    let purpose = match format {
        Format::GithubActions | Format::GitlabCi => "what is built and tested, and when",
        Format::ArgoWorkflow | Format::Tekton => "which containers run one after another",
        Format::DockerCompose => "which containers run together",
        Format::Kubernetes => "what is to be in a cluster, but not in which order it gets there",
        Format::HelmValues => "how one chart is set up",
    };
    let message = format!(
        "This is {}{kind}, not a template. It says {purpose}. Laneway reads `workflows`: a list of the stages {}, \
         each with the services and jobs that it deploys, in order.",
        format.name(),
        one_of(&["setup", "patch", "teardown"])
    );
    Diagnostic::error(NOT_A_TEMPLATE, span, message)
}

/// A service needs one that the file does not have.
pub fn unknown_service(problem: Diagnostic, span: Span, owner: &str, needed: &str) -> Diagnostic {
    let message =
        format!("`{owner}` needs `{needed}`, which is not among the services of this file");
    problem.related(span, message)
}

/// No order serves services that need each other.
pub fn circle(mut problem: Diagnostic, names: &[String]) -> Diagnostic {
    let chain: Vec<String> = names
        .iter()
        .chain(names.first())
        .map(|it| format!("`{it}`"))
        .collect();
    problem.message += &format!(
        " No template can be made of it, as services depend on each other: {}.",
        chain.join(" → ")
    );
    problem
}

/// A service whose name means something else in a template.
pub fn reserved_name(mut problem: Diagnostic, span: Span, name: &str) -> Diagnostic {
    problem.message += " No template can be made of it before a service has another name.";
    problem.related(
        span,
        format!("In a template `{name}` cannot be the name of a service"),
    )
}
