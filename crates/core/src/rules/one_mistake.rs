//! Several dependencies that one mistake breaks are one problem.

use super::view::Dependency;
use crate::diagnostic::Diagnostic;
use crate::order;
use std::collections::BTreeMap;

/// So many of the other tasks are pointed at: nobody follows more by eye.
const MOST_RELATED: usize = 10;

/// Dependencies that the same change would serve.
pub(super) struct Mistake<'d, 'v> {
    pub(super) first: &'d Dependency<'v>,
    others: Vec<&'d Dependency<'v>>,
}

/// Puts dependencies with the same key together, in the order of the first ones.
pub(super) fn by<'d, 'v, K: Ord>(
    dependencies: &'d [Dependency<'v>],
    key: impl Fn(&'d Dependency<'v>) -> K,
) -> Vec<Mistake<'d, 'v>> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    let mut of_key = BTreeMap::new();
    for dependency in dependencies {
        let at = *of_key.entry(key(dependency)).or_insert(mistakes.len());
        match mistakes.get_mut(at) {
            Some(mistake) => mistake.others.push(dependency),
            None => mistakes.push(Mistake {
                first: dependency,
                others: Vec::new(),
            }),
        }
    }
    mistakes
}

/// One task that stands in a wrong place is one mistake, however many need it, and so are all pairs
/// that come from one `services.all`.
pub(super) fn by_needed<'d, 'v>(dependencies: &'d [Dependency<'v>]) -> Vec<Mistake<'d, 'v>> {
    by(dependencies, |it| {
        let from_one = it.task.span == it.on.span;
        let on = (!from_one).then_some(it.on.reference.as_str());
        (it.stage.plan.stage.as_str(), it.on.span, on)
    })
}

impl Mistake<'_, '_> {
    /// How many dependencies there are beside the first.
    pub(super) fn more(&self) -> usize {
        self.others.len()
    }

    /// Points at the tasks of the others, as far as they are in other places.
    pub(super) fn point(&self, mut problem: Diagnostic) -> Diagnostic {
        let mut seen = order::set(problem.related.iter().map(|it| it.span));
        seen.insert(problem.span);
        let elsewhere = self.others.iter();
        let elsewhere = elsewhere.filter(|other| seen.insert(other.task.span));
        for other in elsewhere.take(MOST_RELATED) {
            problem = problem.related(other.task.span, other.told().to_string());
        }
        problem
    }
}
