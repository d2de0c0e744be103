//! Two adjacent steps → one.

use super::candidates::{Candidate, Candidates};
use super::layout::{Layout, Lines, layout};
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::diagnostic::edits::take_out_item;
use crate::source::Span;
use crate::template::Step;

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
        let Some(edits) = edits(subject, view, index) else {
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

fn have_the_same_keys(first: &Step, second: &Step) -> bool {
    first.halt_on_error == second.halt_on_error && first.wait_for_finish == second.wait_for_finish
}

/// Moves the tasks of the step behind `index` to the end of those of `index`.
fn edits(subject: &Subject, view: &StageSubject, index: usize) -> Option<Vec<Edit>> {
    let spans: Vec<Span> = view.stage.steps.iter().map(|step| step.span).collect();
    let (first, second) = (&view.stage.steps[index], &view.stage.steps[index + 1]);
    let (to, from) = (tasks(subject, first)?, tasks(subject, second)?);
    let end = first.tasks.last()?.span.end;
    let mut edits = Vec::new();
    let mut kept = Span::default();
    edits.push(match (to, from) {
        (Layout::Brackets(_), _) => {
            let written = second.tasks.iter().map(|it| it.span.slice(subject.text));
            let written = written.collect::<Vec<_>>().join(", ");
            Edit::insert(end, format!(", {written}"))
        }
        (Layout::Lines(to), Layout::Lines(from)) => {
            let last = to.last()?;
            let indent = last.indentation(subject.text);
            kept = Span::new(from.first()?.span.start, from.last()?.span.end);
            let moved = from.iter().map(|it| it.moved_to(subject, &indent));
            Edit::insert(last.span.end, moved.collect::<String>())
        }
        (Layout::Lines(to), Layout::Brackets(_)) => {
            let last = to.last()?;
            let prefix = last.prefix(subject.text);
            let written = second.tasks.iter().map(|it| {
                let task = it.span.slice(subject.text);
                format!("{prefix}{task}{}", subject.line_break())
            });
            Edit::insert(last.span.end, written.collect::<String>())
        }
    });
    match layout(subject, view.stage.order_key?.end, &spans)? {
        Layout::Lines(lines) => {
            edits.extend(saved_comments(
                subject,
                lines[index],
                lines[index + 1].span,
                kept,
            ));
            edits.push(Edit::delete(lines[index + 1].span));
        }
        Layout::Brackets(_) => edits.push(take_out_item(subject.text, second.span)),
    }
    Some(edits)
}

/// How the tasks of a step stand, if they are its own.
pub(super) fn tasks(subject: &Subject, step: &Step) -> Option<Layout> {
    let place = step.places.tasks?;
    let items: Vec<Span> = step.tasks.iter().map(|task| task.span).collect();
    let is_own = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let own = is_own(step.span, place) && items.iter().all(|item| is_own(place, *item));
    let key = subject.text[place.start..].find(':')? + 1;
    own.then(|| layout(subject, place.start + key, &items))?
}

/// Comments of a step that goes away, before the one that takes up its tasks.
fn saved_comments(subject: &Subject, before: Lines, gone: Span, kept: Span) -> Option<Edit> {
    let comments = subject.comments_in(gone).iter();
    let lost = comments.filter(|it| it.start < kept.start || kept.end <= it.start);
    let indent = before.indentation(subject.text);
    let lines = lost.map(|comment| {
        let comment = comment.slice(subject.text).trim_end();
        format!("{indent}{comment}{}", subject.line_break())
    });
    let lines: String = lines.collect();
    let line = before.dash - indent.len();
    (!lines.is_empty()).then(|| Edit::insert(line, lines))
}
