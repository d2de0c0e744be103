//! Every reference that a template can be asked about.

use crate::diagnostic::Vocabulary;
use crate::template::{Kind, REMOVE_ENVIRONMENT, Reference, Template};
use std::collections::BTreeSet;

/// The references of a template, and how to find the one that was meant.
pub(super) struct Known<'a> {
    references: &'a BTreeSet<String>,
    vocabulary: Vocabulary<'a>,
}

impl<'a> Known<'a> {
    pub(super) fn of(references: &'a BTreeSet<String>) -> Self {
        Self {
            references,
            vocabulary: Vocabulary::new(references.iter().map(String::as_str)),
        }
    }

    pub(super) fn contains(&self, reference: &str) -> bool {
        self.references.contains(reference)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.references.iter().map(String::as_str)
    }

    /// What was probably meant by an unknown reference: without the number of an occurrence, with
    /// the kind of a bare name, or with its letters put right.
    pub(super) fn meant(&self, text: &str) -> Option<&str> {
        let whole = text.split('#').next().unwrap_or(text);
        let found = self.references.get(whole).or_else(|| {
            let kinds = [
                Kind::Services,
                Kind::Jobs,
                Kind::Charts,
                Kind::Infrastructure,
            ];
            let with_kind = kinds
                .into_iter()
                .map(|kind| format!("{}.{text}", kind.key()));
            with_kind
                .filter_map(|reference| self.references.get(&reference))
                .next()
        });
        match found {
            Some(found) => Some(found),
            None => self.vocabulary.nearest(text),
        }
    }
}

/// Everything that the lists of a template declare and its stages name.
pub(crate) fn references(template: &Template) -> BTreeSet<String> {
    let declared = [
        (
            Kind::Services,
            names(template.services.iter().map(|it| &it.name.value)),
        ),
        (
            Kind::Jobs,
            names(template.jobs.iter().map(|it| &it.name.value)),
        ),
        (
            Kind::Charts,
            names(template.charts.iter().map(|it| &it.name.value)),
        ),
        (
            Kind::Infrastructure,
            names(template.infrastructure.iter().map(|it| &it.value)),
        ),
    ];
    let declared = declared.into_iter().flat_map(|(kind, names)| {
        names
            .into_iter()
            .map(move |name| format!("{}.{name}", kind.key()))
    });
    let steps = template.stages.iter().flat_map(|stage| &stage.steps);
    let named = steps
        .flat_map(|step| &step.tasks)
        .map(|task| &task.value)
        // With lists, `*.all` stands for its members, which are known already.
        .filter(|reference| !(template.declares && matches!(reference, Reference::All(_))))
        .map(ToString::to_string);
    let built_in = std::iter::once(REMOVE_ENVIRONMENT.to_owned());
    declared.chain(named).chain(built_in).collect()
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    names.map(String::as_str).collect()
}
