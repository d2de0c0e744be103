//! `--format github`: workflow commands that GitHub shows as annotations beside the lines.

use super::Checked;
use laneway_core::diagnostic::{Diagnostic, Severity};
use laneway_core::source::LineIndex;

/// One line for each problem.
pub(super) fn render(checked: &[&Checked]) -> String {
    let lines = checked.iter().flat_map(|checked| {
        let index = LineIndex::new(&checked.input.text);
        let path = &checked.input.path;
        let line = move |problem| line(path, problem, &index);
        checked.problems.iter().map(line)
    });
    lines.collect()
}

fn line(path: &str, problem: &Diagnostic, index: &LineIndex) -> String {
    let command = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let start = index.position(problem.span.start);
    let end = index.position(problem.span.end);
    // Columns are only understood within one line.
    let end_column = if end.line == start.line {
        format!(",endColumn={}", end.column)
    } else {
        String::new()
    };
    format!(
        "::{command} file={},line={},endLine={},col={}{end_column},title={}::{}\n",
        property(path),
        start.line,
        end.line,
        start.column,
        problem.code,
        data(&problem.message)
    )
}

/// What may not stand in the message of a command.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// What may not stand in a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::property;

    #[test]
    fn a_name_cannot_be_a_command() {
        assert_eq!(property("a,b\n::error::%"), "a%2Cb%0A%3A%3Aerror%3A%3A%25");
    }
}
