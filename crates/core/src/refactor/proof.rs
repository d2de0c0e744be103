//! A change is offered only if the changed text is as good as before, and runs the same tasks.

use super::Offer;
use super::candidates::Candidate;
use super::preview::{self, Preview};
use crate::analysis::{self, Analysis, Request, Run};
use crate::diagnostic::{Diagnostic, Severity, apply};
use crate::order;
use crate::plan;
use crate::template;
use std::collections::BTreeMap;

/// Reads, checks and simulates texts before and after.
pub(crate) struct Proof<'a> {
    request: &'a Request<'a>,
    /// Analyses of the text before, by stage.
    before: BTreeMap<String, Analysis>,
    tasks: Tasks,
}

/// A change that was tried, with the run of the changed text.
pub(crate) struct Proved {
    pub(crate) offer: Offer,
    pub(crate) run: Run,
}

/// How often each stage runs each reference.
type Tasks = BTreeMap<String, BTreeMap<String, usize>>;

impl<'a> Proof<'a> {
    pub(crate) fn new(request: &'a Request<'a>) -> Self {
        Self {
            request,
            before: BTreeMap::new(),
            tasks: tasks(request.template),
        }
    }

    /// The offer, with its preview; `None` if the change brings an error or a warning, or another
    /// set of tasks.
    pub(super) fn offer(&mut self, candidate: Candidate) -> Option<Offer> {
        Some(self.prove(candidate)?.offer)
    }

    /// The offer with the run that it leads to, under the same conditions.
    pub(crate) fn prove(&mut self, candidate: Candidate) -> Option<Proved> {
        let in_order = |pair: &[crate::diagnostic::Edit]| pair[0].span.end <= pair[1].span.start;
        if !candidate.edits.windows(2).all(in_order) {
            return None;
        }
        let text = apply(&candidate.edits, self.request.template);
        if candidate.keeps_tasks && tasks(&text) != self.tasks {
            return None;
        }
        let request = Request {
            stage: Some(&candidate.stage),
            ..self.request.clone()
        };
        let before = self.before.entry(candidate.stage.clone());
        let before = before.or_insert_with(|| analysis::analyze_without_hints(&request));
        let after = analysis::analyze_without_hints(&Request {
            template: &text,
            ..request
        });
        if !is_as_good(&before.template, &after.template) {
            return None;
        }
        let run = after.run?;
        let preview: Preview = preview::compare(&candidate.stage, before.run.as_ref(), &run);
        let offer = Offer {
            id: candidate.id,
            title: candidate.title,
            place: candidate.place,
            edits: candidate.edits,
            preview,
        };
        Some(Proved { offer, run })
    }
}

fn tasks(text: &str) -> Tasks {
    let (template, _) = template::read(text);
    let plan = |stage: &template::Stage| {
        let mut tasks = BTreeMap::new();
        for task in plan::expand(&template, &stage.name.value)?.tasks {
            *tasks.entry(task.reference).or_insert(0) += 1;
        }
        Some((stage.name.value.clone(), tasks))
    };
    order::map(template.stages.iter().filter_map(plan))
}

/// Whether there are no more errors and warnings of any code than before.
fn is_as_good(before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let before = counts(before);
    counts(after)
        .iter()
        .all(|(code, count)| before.get(code).is_some_and(|had| count <= had))
}

fn counts(problems: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems.iter().filter(|it| it.severity != Severity::Hint) {
        *counts.entry(problem.code).or_insert(0) += 1;
    }
    counts
}
