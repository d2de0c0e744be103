//! `depends_on` → a `setup` stage: services in levels, each after what it depends on.

use super::candidates::{Candidate, Candidates};
use super::levels::levels;
use super::subject::Subject;
use crate::diagnostic::Edit;
use crate::diagnostic::edits::line_start;
use crate::source::Span;
use std::collections::BTreeMap;

/// Proposes it for a template with services and without a `setup` stage.
pub(super) fn find(subject: &Subject, candidates: &mut Candidates) {
    let template = &subject.template;
    let (Some(first), Some(last)) = (template.services.first(), template.services.last()) else {
        return;
    };
    let (first, last) = (first.name.span, last.name.span);
    let place = Span::new(first.start, last.end.max(first.end));
    let exists = template
        .stages
        .iter()
        .any(|stage| stage.name.value == "setup");
    if exists || !candidates.want(place) {
        return;
    }
    let Some(edit) = steps(subject).and_then(|steps| edit(subject, &steps)) else {
        return;
    };
    candidates.add(Candidate {
        id: "generate-setup".to_owned(),
        title: "Add a `setup` stage that deploys the services by their `depends_on`".to_owned(),
        place,
        stage: "setup".to_owned(),
        edits: vec![edit],
        keeps_tasks: false,
    });
}

/// The references of each step; `None` if services depend on each other.
fn steps(subject: &Subject) -> Option<Vec<Vec<String>>> {
    let services = &subject.template.services;
    let mut index = BTreeMap::new();
    for (number, service) in services.iter().enumerate() {
        index.entry(service.name.value.as_str()).or_insert(number);
    }
    let needs = services.iter().map(|service| {
        let names = service.depends_on.iter();
        let known = names.filter_map(|name| index.get(name.value.as_str()).copied());
        known.collect()
    });
    let levels = levels(&needs.collect::<Vec<_>>())?;
    let mut steps = vec![Vec::new(); levels.iter().max()? + 1];
    for (service, level) in services.iter().zip(levels) {
        steps[level].push(format!("services.{}", service.name.value));
    }
    Some(steps)
}

/// As the first stage; where there are no workflows yet, at the end of the file.
fn edit(subject: &Subject, steps: &[Vec<String>]) -> Option<Edit> {
    let (text, next) = (subject.written.text, subject.written.line_break());
    if !subject.has_workflows {
        let lead = if text.ends_with(['\n', '\r']) {
            ""
        } else {
            next
        };
        let stage = stage(subject, "  - ", steps);
        return Some(Edit::insert(
            text.len(),
            format!("{lead}workflows:{next}{stage}"),
        ));
    }
    let first = subject.template.stages.first()?.span;
    let start = line_start(text, first.start);
    let is_line = text[start..first.start].trim() == "-";
    let prefix = text[start..first.start].to_owned();
    is_line.then(|| Edit::insert(start, stage(subject, &prefix, steps)))
}

fn stage(subject: &Subject, prefix: &str, steps: &[Vec<String>]) -> String {
    let next = subject.written.line_break();
    let indent = " ".repeat(prefix.len());
    let mut text = format!("{prefix}name: setup{next}{indent}parallelize:{next}");
    for (number, tasks) in steps.iter().enumerate() {
        let tasks: Vec<String> = tasks
            .iter()
            .map(|task| subject.written.word(task))
            .collect();
        let tasks = tasks.join(", ");
        text +=
            &format!("{indent}  - step: services-{number}{next}{indent}    tasks: [{tasks}]{next}");
    }
    text
}
