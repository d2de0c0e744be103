//! Refactorings: changes of a workflow that the author may want, each with a preview of what it does
//! to the simulated run. One per file.
//!
//! They edit the user's own text, so comments and formatting survive, and each is proved before it is
//! offered: the changed text is read, checked and simulated again.

mod candidates;
mod generate_setup;
mod layout;
mod levels;
mod merge_steps;
mod move_halt;
mod move_step;
mod move_task;
mod names;
mod parallelize;
mod preview;
mod proof;
mod run_beside;
mod set_flag;
mod split_step;
mod subject;
#[cfg(test)]
mod tests;
mod written;

pub use crate::analysis::Finish;
pub(crate) use candidates::Candidate;
pub(crate) use levels::levels;
pub(crate) use merge_steps::{have_the_same_keys, merge};
pub(crate) use move_step::move_step;
pub(crate) use move_task::{add_reference, move_task};
pub(crate) use parallelize::find as find_parallelize;
pub use preview::Preview;
pub(crate) use proof::{Proof, Proved};
pub(crate) use run_beside::{NewStep, new_step, run_task_beside};
pub(crate) use set_flag::{Flag, set_flag};
pub(crate) use subject::{StageSubject, Subject};

use crate::analysis::Request;
use crate::diagnostic::Edit;
use crate::order::sort_by_key;
use crate::source::Span;
pub(crate) use candidates::Candidates;
pub(crate) use written::Written;

/// What could be changed at `place` of the template, the most time saved first.
///
/// The stage of the request is ignored: each offer is simulated in the stage that it changes. A template with errors has no offers, since what it means is not
/// clear; the one exception is that it lacks workflows, for which there is one. Of a very large file
/// only the first offers are made.
pub fn offers(request: &Request, place: Span) -> Vec<Offer> {
    let Some(subject) = Subject::read(request) else {
        return Vec::new();
    };
    let mut candidates = Candidates::at(place, request.template);
    if subject.has_workflows {
        move_halt::find(&subject, &mut candidates);
        for stage in subject.stages() {
            parallelize::find(&subject, &stage, &mut candidates);
            merge_steps::find(&subject, &stage, &mut candidates);
            run_beside::find(&subject, &stage, &mut candidates);
            split_step::find(&subject, &stage, &mut candidates);
        }
    }
    generate_setup::find(&subject, &mut candidates);
    let mut proof = proof::Proof::new(request);
    let proved = candidates.into_iter();
    let mut offers: Vec<Offer> = proved.filter_map(|it| proof.offer(it)).collect();
    sort_by_key(&mut offers, |it| std::cmp::Reverse(it.preview.saved_ms()));
    offers
}

/// A change that may be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name, such as `merge:setup/data+cache`; stays the same as long as what it is about does.
    pub id: String,
    /// What a button that applies it says, in the imperative.
    pub title: String,
    /// What it is about, in bytes of the template.
    pub place: Span,
    /// Non-overlapping edits in ascending order, all against the template.
    pub edits: Vec<Edit>,
    /// What becomes of the simulated run.
    pub preview: Preview,
}

impl Offer {
    /// The template after the change.
    pub fn apply(&self, text: &str) -> String {
        crate::diagnostic::apply(&self.edits, text)
    }
}
