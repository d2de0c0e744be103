//! `--format junit`: a report that most build servers can show. Errors are failures; warnings and
//! hints are cases that pass and say something.

use super::Checked;
use crate::text::clean;
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::source::LineIndex;

/// A suite for each file, with a case for each problem, or one that passes.
pub(super) fn render(checked: &[&Checked]) -> String {
    let suites: String = checked.iter().map(|it| suite(it)).collect();
    let problems = || checked.iter().flat_map(|it| &it.problems);
    let (tests, failures) = (problems().count(), problems().filter(is_error).count());
    let clean = checked.iter().filter(|it| it.problems.is_empty()).count();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"laneway check\" tests=\"{}\" failures=\"{failures}\">\n\
         {suites}</testsuites>\n",
        tests + clean
    )
}

fn is_error(problem: &&Diagnostic) -> bool {
    problem.severity == Severity::Error
}

fn suite(Checked { input, problems }: &Checked) -> String {
    let name = escape(&input.path);
    let index = LineIndex::new(&input.text);
    let cases: String = if problems.is_empty() {
        format!("    <testcase classname=\"{name}\" name=\"no problems\"/>\n")
    } else {
        let cases = problems.iter().map(|it| case(&name, it, &index));
        cases.collect()
    };
    let (tests, failures) = (
        problems.len().max(1),
        problems.iter().filter(is_error).count(),
    );
    format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\">\n{cases}  \
         </testsuite>\n"
    )
}

fn case(file: &str, problem: &Diagnostic, index: &LineIndex) -> String {
    let place = index.position(problem.span.start);
    let (line, column) = (place.line, place.column);
    let (code, message) = (problem.code, escape(&problem.message));
    let content = match problem.severity {
        Severity::Error => format!(
            "<failure type=\"{code}\" message=\"{message}\">{file}:{line}:{column}: {message}</failure>"
        ),
        Severity::Warning => format!("<system-out>warning: {message}</system-out>"),
        Severity::Hint => format!("<system-out>hint: {message}</system-out>"),
    };
    format!(
        "    <testcase classname=\"{file}\" name=\"{code} ({line}:{column})\">{content}</testcase>\n"
    )
}

/// Without control characters, which XML cannot hold at all.
fn escape(text: &str) -> String {
    let text = clean(text).replace('&', "&amp;").replace('<', "&lt;");
    let text = text.replace('>', "&gt;").replace('"', "&quot;");
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
