//! Edits that are good enough become offers: with a text, proved, and measured by that text.

use super::change::{Change, Frame};
use super::contract::{Assumption, Kind, Saved, Suggestion};
use super::edit::Edit;
use super::judge::{Judge, Verdict};
use super::measure::{Figures, Measure};
use super::rewrite::{self, Rewrite};
use super::search;
use super::shape::Shape;
use crate::analysis::Request;
use crate::diagnostic::LocatedEdit;
use crate::refactor::{self, Proof, Proved, Subject};
use crate::report::Report;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// At most so many edits that save time are offered, and so many that are about failures.
const MOST: [usize; 2] = [8, 4];
/// So many texts are tried for them.
const TRIED: usize = 48;

/// An edit that was proved on the text.
#[derive(Debug)]
pub(super) struct Offer {
    kind: Kind,
    text: refactor::Offer,
    /// The first run with it.
    after: Report,
    assumes: Vec<Assumption>,
}

/// Proves the best of these edits, which come best first, and returns those that hold with the setting of
/// the changed text.
pub(super) fn prove(
    request: &Request,
    frame: &Frame,
    judge: &Judge,
    faster: &[Edit],
    failures: &[Edit],
) -> Vec<(Offer, Vec<Change>)> {
    let plan = &frame.setting.plan;
    let Some(subject) = Subject::read(request) else {
        return Vec::new();
    };
    let Some(view) = search::stage(&subject, &plan.stage) else {
        return Vec::new();
    };
    let mut proving = Proving {
        proof: Proof::new(request),
        frame,
        judge,
        names: BTreeSet::new(),
        proved: Vec::new(),
    };
    let order = view
        .stage
        .serial
        .then(|| rewrite::parallelize(&subject, &view));
    proving.take(order.flatten());
    for (edits, most) in [faster, failures].into_iter().zip(MOST) {
        let most = proving.proved.len() + most;
        for edit in edits.iter().take(TRIED) {
            if proving.proved.len() >= most {
                break;
            }
            proving.take(rewrite::rewrite(&subject, &view, *edit));
        }
    }
    proving.proved
}

/// Texts that are tried.
struct Proving<'a> {
    proof: Proof<'a>,
    frame: &'a Frame,
    judge: &'a Judge,
    names: BTreeSet<String>,
    proved: Vec<(Offer, Vec<Change>)>,
}

impl Proving<'_> {
    /// Keeps an edit that brings no problem, and whose text keeps all needs.
    fn take(&mut self, rewrite: Option<Rewrite>) {
        let Some(Rewrite { kind, candidate }) = rewrite else {
            return;
        };
        let Some(Proved { offer, run }) = self.proof.prove(candidate) else {
            return;
        };
        let plan = &self.frame.setting.plan;
        let Some(shape) = Shape::of_other(plan, &run.setting.plan) else {
            return;
        };
        let Verdict::Kept(assumed) = self.judge.verdict(&shape) else {
            return;
        };
        if !self.names.insert(offer.id.clone()) {
            return;
        }
        let name = |task: crate::plan::TaskId| plan.tasks[task.0].name.clone();
        let assumes = assumed.into_iter().map(|(task, without)| Assumption {
            task: name(task),
            without: name(without),
        });
        let offer = Offer {
            kind,
            text: offer,
            after: run.report,
            assumes: assumes.collect(),
        };
        let change = Change::Rewritten(Arc::new(run.setting));
        self.proved.push((offer, vec![change]));
    }
}

/// What is said of the offers: those that save time, and those that change what a failure does.
#[derive(Debug, Default)]
pub(super) struct Suggestions {
    pub(super) next: Vec<Suggestion>,
    pub(super) failures: Vec<Suggestion>,
}

impl Suggestions {
    /// Sorts an offer in, if its text brings what was hoped for.
    pub(super) fn take(
        &mut self,
        offer: &Offer,
        measure: &Measure,
        before: &Measure,
        now: &Figures,
    ) {
        let figures = measure.figures();
        let more = measure.more_failures(before);
        let saved = figures.saved(now);
        let is_about_failures = matches!(offer.kind, Kind::AddHalt | Kind::DropHalt);
        if is_about_failures && more != [0, 0] {
            self.failures.push(offer.suggestion(&figures, saved));
        }
        let is_better = more.into_iter().all(|more| more <= 0) && saved.is_some_and(saves);
        if !is_about_failures && is_better {
            self.next.push(offer.suggestion(&figures, saved));
        }
    }

    /// The best first: what is sure before what is assumed, then by the mean, then by the high quantile.
    pub(super) fn in_order(mut self) -> Self {
        crate::order::sort_by_key(&mut self.next, |it| {
            let saved = it.saved.map(|it| (it.mean_ms, it.p95_ms));
            (!it.assumes.is_empty(), Reverse(saved))
        });
        crate::order::sort_by_key(&mut self.failures, |it| {
            Reverse(
                it.told
                    .map(|told| told.mean_ms.saturating_mul(told.runs as i64)),
            )
        });
        self
    }
}

/// Whether it surely ends earlier, and no later in bad cases.
fn saves(saved: Saved) -> bool {
    saved.mean_ms > 0 && saved.low_ms.is_none_or(|low| low > 0) && saved.p95_ms >= Some(0)
}

impl Offer {
    fn suggestion(&self, figures: &Figures, saved: Option<Saved>) -> Suggestion {
        let offer = &self.text;
        Suggestion {
            id: offer.id.clone(),
            kind: self.kind,
            title: offer.title.clone(),
            start: offer.place.start,
            end: offer.place.end,
            edits: offer.edits.iter().map(LocatedEdit::from).collect(),
            saved,
            then: figures.expected(),
            told: figures.told(),
            words: offer.preview.words.clone(),
            assumes: self.assumes.clone(),
            after: self.after.clone(),
        }
    }
}
