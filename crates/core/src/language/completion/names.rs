//! What a template has names for. The word at the cursor is none of them.

use super::CURSOR;
use crate::language::grammar::KINDS;
use crate::template::{Kind, REMOVE_ENVIRONMENT, Reference, Template};
use std::collections::BTreeSet;

/// What a step may name.
pub(super) fn tasks(template: &Template) -> Vec<String> {
    let mut tasks = single_tasks(template);
    let several = kinds_with_members(template, "all").into_iter();
    tasks.extend(several.filter(|it| !it.starts_with(Kind::Infrastructure.key())));
    tasks
}

/// Every task that the template declares or names, and the built-in one.
pub(super) fn single_tasks(template: &Template) -> Vec<String> {
    let declared = KINDS.iter().flat_map(|kind| {
        let names = names(template, *kind).into_iter();
        names.map(|name| format!("{}.{name}", kind.key()))
    });
    let steps = template.stages.iter().flat_map(|stage| &stage.steps);
    let named = steps.flat_map(|step| &step.tasks).map(|it| &it.value);
    let single = named.filter(|it| matches!(it, Reference::Named(..)));
    let named = single
        .map(ToString::to_string)
        .filter(|_| !template.declares);
    let mut known = BTreeSet::new();
    let all = declared.chain(named).chain([REMOVE_ENVIRONMENT.to_owned()]);
    all.filter(|task| !task.contains(CURSOR) && known.insert(task.clone()))
        .collect()
}

/// `KIND.member` of every kind that has members.
pub(super) fn kinds_with_members(template: &Template, member: &str) -> Vec<String> {
    let kinds = KINDS
        .iter()
        .filter(|kind| !names(template, **kind).is_empty());
    kinds
        .map(|kind| format!("{}.{member}", kind.key()))
        .collect()
}

pub(super) fn names(template: &Template, kind: Kind) -> Vec<String> {
    let names: Vec<&String> = match kind {
        Kind::Services => template.services.iter().map(|it| &it.name.value).collect(),
        Kind::Jobs => template.jobs.iter().map(|it| &it.name.value).collect(),
        Kind::Charts => template.charts.iter().map(|it| &it.name.value).collect(),
        Kind::Infrastructure => template.infrastructure.iter().map(|it| &it.value).collect(),
        Kind::BuiltIn => Vec::new(),
    };
    names
        .into_iter()
        .filter(|name| !name.contains(CURSOR))
        .cloned()
        .collect()
}
