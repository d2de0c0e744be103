//! Adjacent steps → one.

use super::candidates::{Candidate, Candidates};
use super::layout::{Layout, Lines, layout};
use super::move_task::add_reference;
use super::subject::{StageSubject, Subject};
use super::written::Written;
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::template::{Stage, Step};
use std::ops::Range;

/// Proposes it for steps with the same keys, if it is sure that the second does not need the first.
pub(super) fn find(subject: &Subject, view: &StageSubject, candidates: &mut Candidates) {
    if view.stage.serial || view.name() == "teardown" {
        return;
    }
    let needs = subject.needs();
    for (index, pair) in view.stage.steps.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let place = Span::new(first.span.start, second.span.end.max(first.span.start));
        let steps = &view.plan.steps;
        if !candidates.want(place)
            || !have_the_same_keys(first, second)
            || !needs.are_free(&view.plan, &steps[index], &steps[index + 1])
        {
            continue;
        }
        let Some(edits) = merge(&subject.written, view.stage, index, index + 1) else {
            continue;
        };
        let (stage, first, second) = (view.name(), &first.name.value, &second.name.value);
        candidates.add(Candidate {
            id: format!("merge:{stage}/{first}+{second}"),
            title: format!("Merge step `{second}` into step `{first}`"),
            place,
            stage: stage.to_owned(),
            edits,
            keeps_tasks: true,
        });
    }
}

pub(crate) fn have_the_same_keys(first: &Step, second: &Step) -> bool {
    first.halt_on_error == second.halt_on_error && first.wait_for_finish == second.wait_for_finish
}

/// Moves the tasks of the steps behind `first`, up to `last`, to the end of those of `first`. `None`
/// if they are written in a way in which they cannot be moved.
pub(crate) fn merge(
    written: &Written,
    stage: &Stage,
    first: usize,
    last: usize,
) -> Option<Vec<Edit>> {
    dissolve(written, stage, first + 1..last + 1, first)
}

/// Moves the tasks of the steps `gone` to the end of those of another one.
pub(crate) fn dissolve(
    written: &Written,
    stage: &Stage,
    gone: Range<usize>,
    into: usize,
) -> Option<Vec<Edit>> {
    let spans: Vec<Span> = stage.steps.iter().map(|step| step.span).collect();
    let layout = layout(written, stage.order_key?.end, &spans)?;
    let mut edits = Vec::new();
    for gone in gone.clone() {
        let (edit, kept) = moved(written, &stage.steps[into], &stage.steps[gone])?;
        edits.push(edit);
        if let Layout::Lines(lines) = &layout {
            let (step, gone) = (lines[into], lines[gone].span);
            edits.extend(saved_comments(written, step, gone, kept));
            edits.push(Edit::delete(gone));
        }
    }
    if let Layout::Brackets(_) = layout {
        let last = spans.get(gone.end.checked_sub(1)?)?;
        // The first of a list in brackets goes with the comma behind it.
        edits.push(Edit::delete(match gone.start.checked_sub(1) {
            Some(before) => Span::new(spans[before].end, last.end),
            None => Span::new(spans[gone.start].start, spans.get(gone.end)?.start),
        }));
    }
    Some(edits)
}

/// Puts the tasks of one step at the end of those of another, with the part of the text that goes with
/// them.
fn moved(written: &Written, to: &Step, from: &Step) -> Option<(Edit, Span)> {
    let references = from.tasks.iter().map(|it| it.span.slice(written.text));
    if to.tasks.is_empty() {
        let references = references.collect::<Vec<_>>().join(", ");
        return Some((add_reference(written, to, &references)?, Span::default()));
    }
    Some(match (tasks(written, to)?, tasks(written, from)?) {
        (Layout::Brackets(_), _) => {
            let references = references.collect::<Vec<_>>().join(", ");
            (add_reference(written, to, &references)?, Span::default())
        }
        (Layout::Lines(to), Layout::Lines(from)) => {
            let last = to.last()?;
            let indent = last.indentation(written.text);
            let kept = Span::new(from.first()?.span.start, from.last()?.span.end);
            let moved = from.iter().map(|it| it.moved_to(written, &indent));
            let lines = format!(
                "{}{}",
                last.missing_break(written),
                moved.collect::<String>()
            );
            (Edit::insert(last.span.end, lines), kept)
        }
        (Layout::Lines(to), Layout::Brackets(_)) => {
            let last = to.last()?;
            let prefix = last.prefix(written.text);
            let lines = references.map(|it| format!("{prefix}{it}{}", written.line_break()));
            let lines = format!(
                "{}{}",
                last.missing_break(written),
                lines.collect::<String>()
            );
            (Edit::insert(last.span.end, lines), Span::default())
        }
    })
}

/// How the tasks of a step stand, if they are its own.
pub(super) fn tasks(written: &Written, step: &Step) -> Option<Layout> {
    let place = step.places.tasks?;
    let items: Vec<Span> = step.tasks.iter().map(|task| task.span).collect();
    let is_own = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let own = is_own(step.span, place) && items.iter().all(|item| is_own(place, *item));
    let key = written.text[place.start..].find(':')? + 1;
    own.then(|| layout(written, place.start + key, &items))?
}

/// Comments of a step that goes away, before the one that takes up its tasks.
pub(super) fn saved_comments(
    written: &Written,
    before: Lines,
    gone: Span,
    kept: Span,
) -> Option<Edit> {
    let comments = written.comments_in(gone).iter();
    let lost = comments.filter(|it| it.start < kept.start || kept.end <= it.start);
    let indent = before.indentation(written.text);
    let lines = lost.map(|comment| {
        let comment = comment.slice(written.text).trim_end();
        format!("{indent}{comment}{}", written.line_break())
    });
    let lines: String = lines.collect();
    let line = before.dash - indent.len();
    (!lines.is_empty()).then(|| Edit::insert(line, lines))
}
