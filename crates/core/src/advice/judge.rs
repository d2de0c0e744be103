//! Whether a change of the steps keeps what tasks are said to need. The times of a simulation have no say
//! in it.

use super::shape::{Places, Shape};
use crate::plan::{Plan, TaskId};
use crate::scenario::{Needs, Own, Relation};
use crate::template::Kind;
use std::collections::BTreeSet;

/// Everything in a stage that has to come before something else.
#[derive(Debug)]
pub(super) struct Judge {
    before: Shape,
    places: Places,
    pairs: Vec<Pair>,
}

/// A task that is, or may be, needed by another one.
#[derive(Debug, Clone, Copy)]
struct Pair {
    need: TaskId,
    task: TaskId,
    is_sure: bool,
}

/// What becomes of the needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A need would be ensured less than before.
    Broken,
    /// All that is said is kept. For each of these the first is assumed not to need the second, which
    /// nobody has said.
    Kept(Vec<(TaskId, TaskId)>),
}

impl Judge {
    /// Of a plan as it is.
    pub(super) fn new(plan: &Plan, needs: &Needs) -> Self {
        let before = Shape::of(plan);
        let own: Vec<Own> = plan.tasks.iter().map(|task| needs.of(task)).collect();
        let mut pairs = Vec::new();
        for (task, later) in plan.tasks.iter().enumerate() {
            let is_unknown = needs.names_unknown(later);
            for (need, earlier) in plan.tasks.iter().enumerate().filter(|it| it.0 != task) {
                let relation = if earlier.step < later.step {
                    needs.relation(&own[task], later, earlier)
                } else if own[task].names(&earlier.reference) {
                    Relation::Needed
                } else {
                    continue;
                };
                // Of a job nobody can say in the template which services it needs.
                let may_be_free = relation == Relation::Unknown
                    && later.kind != Kind::Services
                    && needs.lists(&earlier.reference);
                if relation != Relation::Free || is_unknown {
                    pairs.push(Pair {
                        need: TaskId(need),
                        task: TaskId(task),
                        is_sure: is_unknown || !may_be_free,
                    });
                }
            }
        }
        Self {
            places: before.places(plan.tasks.len()),
            before,
            pairs,
        }
    }

    /// How many needs it looks at each time.
    pub(super) fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Compares the stage with itself after a change.
    pub(super) fn verdict(&self, after: &Shape) -> Verdict {
        let places = after.places(self.places.len());
        let mut assumed = Vec::new();
        for pair in &self.pairs {
            if self.is_kept(*pair, after, &places) {
                continue;
            }
            if pair.is_sure {
                return Verdict::Broken;
            }
            assumed.push((pair.task, pair.need));
        }
        Verdict::Kept(assumed)
    }

    /// For each need of a later task for one of these, whether it is sure.
    pub(super) fn later_needs<'a>(
        &'a self,
        tasks: &'a [TaskId],
    ) -> impl Iterator<Item = bool> + 'a {
        let pairs = self.pairs.iter().filter(|pair| {
            let [need, task] = [pair.need, pair.task].map(|it| self.places[it.0].0);
            need < task && tasks.contains(&pair.need)
        });
        pairs.map(|pair| pair.is_sure)
    }

    /// A barrier ensures it, or nothing that came between the two has gone.
    fn is_kept(&self, pair: Pair, after: &Shape, places: &Places) -> bool {
        if is_ensured(pair, places) {
            return true;
        }
        if is_ensured(pair, &self.places) {
            return false;
        }
        let ([need, task], [was_need, was_task]) = (
            [pair.need, pair.task].map(|it| places[it.0].0),
            [pair.need, pair.task].map(|it| self.places[it.0].0),
        );
        if was_need <= was_task {
            let had = barriers(&self.before, was_need, was_task);
            need <= task && (had.is_empty() || had.is_subset(&barriers(after, need, task)))
        } else {
            let had = barriers(&self.before, was_task, was_need);
            need <= task || barriers(after, task, need).is_subset(&had)
        }
    }
}

fn is_ensured(pair: Pair, places: &Places) -> bool {
    let ((need, waited), (task, _)) = (places[pair.need.0], places[pair.task.0]);
    waited && need < task
}

/// The tasks that have to settle after the start of one step and before that of another.
fn barriers(shape: &Shape, from: usize, to: usize) -> BTreeSet<TaskId> {
    let steps = shape.steps[from..to].iter().filter(|step| step.waited);
    crate::order::set(steps.flat_map(|step| step.tasks.iter().copied()))
}
