//! The job's old `halt_on_error` → the steps that run the job. The rule that finds it has the edits.

use super::candidates::{Candidate, Candidates};
use super::subject::Subject;
use crate::plan;
use crate::rules;
use crate::source::Span;

/// Proposes it for every job with the old key that has its effect.
pub(super) fn find(subject: &Subject, candidates: &mut Candidates) {
    let Some(stage) = plan::default_stage(&subject.template) else {
        return;
    };
    let problems = rules::old_halts(&subject.template, subject.written.text);
    let jobs = subject.template.jobs.iter();
    for job in jobs.filter(|job| job.halt_on_error) {
        let Some(key) = job.halt_place else { continue };
        let place = Span::new(
            job.name.span.start.min(key.start),
            job.name.span.end.max(key.end),
        );
        if !candidates.want(place) {
            continue;
        }
        let mut problems = problems.iter().filter(|it| it.span == key);
        let Some(fix) = problems.find_map(|it| it.fixes.first()) else {
            continue;
        };
        candidates.add(Candidate {
            id: format!("move-halt:{}", job.name.value),
            title: format!(
                "Move `halt_on_error` of job `{}` to its steps",
                job.name.value
            ),
            place,
            stage: stage.to_owned(),
            edits: fix.edits.clone(),
            keeps_tasks: true,
        });
    }
}
