//! Problems as the protocol wants them.

use super::place::Places;
use laneway_core::diagnostic::{Diagnostic, Severity};
use lsp_types::{
    self as lsp, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Uri,
};

/// Named beside every problem.
pub(super) const SOURCE: &str = "laneway";

/// A problem of the text at `uri`.
pub(super) fn diagnostic(problem: &Diagnostic, places: &Places, uri: &Uri) -> lsp::Diagnostic {
    let related = problem
        .related
        .iter()
        .map(|it| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), places.range(it.span)),
            message: it.message.clone(),
        });
    let related: Vec<_> = related.collect();
    lsp::Diagnostic {
        range: places.range(problem.span),
        severity: Some(severity(problem.severity)),
        code: Some(NumberOrString::String(problem.code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: problem.message.clone(),
        related_information: Some(related).filter(|it| !it.is_empty()),
        ..lsp::Diagnostic::default()
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Hint => DiagnosticSeverity::INFORMATION,
    }
}
