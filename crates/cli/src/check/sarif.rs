//! `--format sarif`: version 2.1.0 of the format for results of static analysis.

use super::Checked;
use laneway_core::diagnostic::catalog::topic;
use laneway_core::diagnostic::{Diagnostic, Edit, Fix, Severity};
use laneway_core::source::{LineIndex, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// All problems as one run of the tool, with the rules that they are of.
pub(super) fn render(checked: &[&Checked]) -> String {
    let problems = checked.iter().flat_map(|it| &it.problems);
    let codes: BTreeSet<&str> = problems.map(|it| it.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|it| File::new(it).results(&codes))
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "laneway",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: &str) -> Value {
    let Some(topic) = topic(code) else {
        return json!({ "id": code });
    };
    json!({
        "id": code,
        "shortDescription": { "text": topic.what },
        "defaultConfiguration": { "level": level(topic.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// Where the problems of one file are.
struct File<'a> {
    problems: &'a [Diagnostic],
    artifact: Value,
    index: LineIndex<'a>,
}

impl<'a> File<'a> {
    fn new(checked: &'a Checked) -> Self {
        Self {
            problems: &checked.problems,
            artifact: json!({ "uri": uri(&checked.input.path) }),
            index: LineIndex::new(&checked.input.text),
        }
    }

    fn results(&self, codes: &[&str]) -> Vec<Value> {
        let result = |problem: &Diagnostic| {
            let related = problem.related.iter().map(|related| {
                let mut location = self.location(related.span);
                location["message"] = json!({ "text": related.message });
                location
            });
            json!({
                "ruleId": problem.code,
                "ruleIndex": codes.binary_search(&problem.code).unwrap_or(0),
                "level": level(problem.severity),
                "message": { "text": problem.message },
                "locations": [self.location(problem.span)],
                "relatedLocations": related.collect::<Vec<_>>(),
                "fixes": problem.fixes.iter().map(|fix| self.fix(fix)).collect::<Vec<_>>(),
            })
        };
        self.problems.iter().map(result).collect()
    }

    fn location(&self, span: Span) -> Value {
        json!({ "physicalLocation": {
            "artifactLocation": self.artifact,
            "region": self.region(span),
        }})
    }

    fn fix(&self, fix: &Fix) -> Value {
        let replacement = |edit: &Edit| {
            json!({
                "deletedRegion": self.region(edit.span),
                "insertedContent": { "text": edit.text },
            })
        };
        json!({
            "description": { "text": fix.title },
            "artifactChanges": [{
                "artifactLocation": self.artifact,
                "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
            }],
        })
    }

    fn region(&self, span: Span) -> Value {
        let (start, end) = (
            self.index.position(span.start),
            self.index.position(span.end),
        );
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }
}

/// A path as a relative reference; what a URI gives another meaning is written in percent.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("deploy/my app#1.yaml"), "deploy/my%20app%231.yaml");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
