//! Which edits of a stage are worth measuring.

use super::change::Change;
use super::edit::{Edit, Ground, each_once};
use super::judge::{Judge, Verdict};
use super::measure::Measure;
use super::shape::Shape;
use crate::order::sort_by_key;
use crate::plan::{Plan, TaskId};
use crate::refactor::{StageSubject, Subject};
use crate::template::Stage;
use std::cmp::Reverse;

/// So many edits are held against the needs, those of tasks that set the end most often first.
const MOST: usize = 4000;
/// And as long as they can be held against so many needs in all.
const MOST_NEEDS: usize = 200_000_000;
/// A failure of one run counts as so many milliseconds, so that no time outweighs it.
const FAILURE: i128 = 1 << 50;

/// What was found.
pub(super) struct Found {
    pub(super) candidates: Vec<(Edit, Vec<Change>)>,
    /// So many were not even held against the needs.
    pub(super) left_out: usize,
}

/// Edits that keep all needs and may let the stage end earlier: each touches a task that sets the end now
/// and then. `weights` says of each task how often.
pub(super) fn faster(ground: &Ground, judge: &Judge, weights: &[u64]) -> Found {
    let shape = Shape::of(ground.plan);
    let weight = |edit: &Edit| {
        let subjects = edit.subjects(ground).into_iter();
        subjects.map(|task| weights[task.0]).max().unwrap_or(0)
    };
    let edits = ground.faster().into_iter();
    let mut edits: Vec<(Edit, u64)> = edits.map(|edit| (edit, weight(&edit))).collect();
    edits.retain(|(_, weight)| *weight > 0);
    sort_by_key(&mut edits, |it| Reverse(it.1));
    let most = (MOST_NEEDS / judge.pairs().max(1)).min(MOST);
    let left_out = edits.len().saturating_sub(most);
    edits.truncate(most);
    let shapes = edits.into_iter().map(|(edit, _)| {
        let after = edit.applied(&shape, ground);
        (edit, after)
    });
    let kept = shapes.filter(|(_, after)| judge.verdict(after) != Verdict::Broken);
    let kept = each_once(kept.collect()).into_iter();
    let candidates = kept.map(|(edit, after)| (edit, vec![Change::Arranged(after)]));
    Found {
        candidates: candidates.collect(),
        left_out,
    }
}

/// Steps that should halt the stage and do not, since something later is said to need them, and steps that
/// do although nothing does.
pub(super) fn failures(ground: &Ground, judge: &Judge) -> Found {
    let shape = Shape::of(ground.plan);
    let steps = ground.stage.steps.iter().enumerate();
    let edits = steps.filter_map(|(step, it)| {
        let tasks = &ground.plan.steps[step].tasks;
        let on = !it.halt_on_error;
        let is_wanted = match on {
            true => it.wait_for_finish && judge.are_needed_for_sure(tasks),
            false => !judge.may_be_needed(tasks),
        };
        is_wanted.then_some(Edit::Halt { step, on })
    });
    let candidates = edits.map(|edit| {
        let change = Change::Arranged(edit.applied(&shape, ground));
        (edit, vec![change])
    });
    Found {
        candidates: candidates.collect(),
        left_out: 0,
    }
}

/// What an edit saves; one that brings failures comes last.
pub(super) fn faster_score(before: &Measure, measures: &[Measure]) -> i128 {
    let worse: i128 = (measures.iter())
        .flat_map(|it| it.more_failures(before))
        .map(|more| more.max(0))
        .sum();
    let saved: i128 = measures.iter().map(Measure::total_saved).sum();
    saved - worse * FAILURE
}

/// How many failures are no more without a source, then what it costs in time.
pub(super) fn risk_score(before: &Measure, measures: &[Measure]) -> i128 {
    let more: i128 = measures
        .iter()
        .flat_map(|it| it.more_failures(before))
        .sum();
    let saved: i128 = measures.iter().map(|it| it.total_saved().abs()).sum();
    saved - more * FAILURE
}

/// How many runs end in another way.
pub(super) fn failures_score(before: &Measure, measures: &[Measure]) -> i128 {
    let more = measures.iter().flat_map(|it| it.more_failures(before));
    more.map(i128::abs).sum()
}

/// The stage with this name, if it can be edited.
pub(super) fn stage<'s>(subject: &'s Subject, name: &str) -> Option<StageSubject<'s>> {
    let mut stages = subject.stages().into_iter();
    stages.find(|stage| stage.name() == name)
}

/// How the stage is written, beside its plan.
pub(super) fn ground<'a>(stage: &'a Stage, plan: &'a Plan) -> Option<Ground<'a>> {
    let fits = !stage.serial && stage.steps.len() == plan.steps.len();
    fits.then_some(Ground { stage, plan })
}

impl Judge {
    /// Whether a task of a later step is said to need one of these, all of one step.
    fn are_needed_for_sure(&self, tasks: &[TaskId]) -> bool {
        self.later_needs(tasks).any(|is_sure| is_sure)
    }

    /// Whether that cannot be excluded.
    fn may_be_needed(&self, tasks: &[TaskId]) -> bool {
        self.later_needs(tasks).next().is_some()
    }
}
