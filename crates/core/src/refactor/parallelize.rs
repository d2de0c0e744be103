//! Serial `order_from` → `parallelize`: what does not need each other starts together.

use super::candidates::{Candidate, Candidates};
use super::layout::{Layout, layout, separator};
use super::levels::levels;
use super::names::Names;
use super::subject::{StageSubject, Subject};
use crate::diagnostic::Edit;
use crate::plan::Task;
use crate::scenario::{Own, Relation};
use crate::source::Span;

/// Proposes it for a serial stage. Taking down has an order of its own, which no dependency tells;
/// there, every task stays a step.
pub(crate) fn find(subject: &Subject, view: &StageSubject, candidates: &mut Candidates) {
    let stage = view.stage;
    let Some(key) = stage.order_key.filter(|_| stage.serial) else {
        return;
    };
    if !candidates.want(stage.span) {
        return;
    }
    let Some((steps, edits)) = edits(subject, view, key) else {
        return;
    };
    let name = view.name();
    let title = match steps {
        1 if stage.steps.len() > 1 => {
            format!("Run all of stage `{name}` in one step: nothing in it needs anything else")
        }
        _ if steps < stage.steps.len() => {
            format!("Run stage `{name}` in {steps} steps, each with what does not need each other")
        }
        _ => format!("Write the order of stage `{name}` as steps"),
    };
    candidates.add(Candidate {
        id: format!("parallelize:{name}"),
        title,
        place: stage.span,
        stage: name.to_owned(),
        edits,
        keeps_tasks: true,
    });
}

fn edits(subject: &Subject, view: &StageSubject, key: Span) -> Option<(usize, Vec<Edit>)> {
    let items: Vec<Span> = view.stage.steps.iter().map(|step| step.span).collect();
    if items.last()?.end > view.stage.span.end {
        return None;
    }
    let units = units(view, &items);
    let levels = levels(&before(subject, view, &units)?)?;
    let count = levels.iter().max()? + 1;
    let mut names = Names::new();
    let steps: Vec<(String, Vec<usize>)> = (0..count)
        .map(|level| {
            let inside: Vec<usize> = (0..items.len()).filter(|it| levels[*it] == level).collect();
            let tasks = inside.iter().flat_map(|unit| units[*unit].iter().copied());
            (subject.written.word(&names.label(tasks)), inside)
        })
        .collect();
    let mut edits = vec![Edit::replace(key, subject.written.word("parallelize"))];
    edits.push(match layout(&subject.written, key.end, &items)? {
        Layout::Lines(lines) => {
            let indent = lines[0].indentation(subject.written.text);
            let next = subject.written.line_break();
            let list = Span::new(lines[0].span.start, lines[lines.len() - 1].span.end);
            let mut text = String::new();
            for (name, inside) in &steps {
                text += &format!("{indent}- step: {name}{next}{indent}  tasks:{next}");
                for unit in inside {
                    text += &lines[*unit].moved_to(&subject.written, &format!("{indent}    "));
                }
            }
            if !lines[lines.len() - 1]
                .missing_break(&subject.written)
                .is_empty()
            {
                text.truncate(text.trim_end().len());
            }
            Edit::replace(list, text)
        }
        Layout::Brackets(list) => {
            let separator = separator(&subject.written, list, items[0]);
            let steps = steps.iter().map(|(name, inside)| {
                let tasks = inside
                    .iter()
                    .map(|unit| items[*unit].slice(subject.written.text));
                let tasks = tasks.collect::<Vec<_>>().join(", ");
                let (step, list) = (subject.written.word("step"), subject.written.word("tasks"));
                format!("{{{step}: {name}, {list}: [{tasks}]}}")
            });
            let first = Span::new(items[0].start, items[items.len() - 1].end);
            Edit::replace(first, steps.collect::<Vec<_>>().join(&separator))
        }
    });
    Some((count, edits))
}

/// The tasks that each written reference stands for; several for `services.all`.
fn units<'v>(view: &'v StageSubject, items: &[Span]) -> Vec<Vec<&'v Task>> {
    let tasks = |item: &Span| {
        let tasks = view.plan.tasks.iter();
        tasks.filter(|task| task.span == *item).collect()
    };
    items.iter().map(tasks).collect()
}

/// What each unit has to come after. `None` if a unit needs a part of itself, such as the
/// `services.all` of services that depend on each other.
fn before(subject: &Subject, view: &StageSubject, units: &[Vec<&Task>]) -> Option<Vec<Vec<usize>>> {
    if view.name() == "teardown" {
        return Some((0..units.len()).map(|unit| (0..unit).collect()).collect());
    }
    let needs = subject.needs();
    let mut before = vec![Vec::new(); units.len()];
    for (unit, tasks) in units.iter().enumerate() {
        let own: Vec<(&Task, Own)> = tasks.iter().map(|task| (*task, needs.of(task))).collect();
        for (other, others) in units.iter().enumerate() {
            let mut pairs = own
                .iter()
                .flat_map(|own| others.iter().map(move |it| (own, *it)));
            let comes_after = pairs.any(|((task, own), other_task)| match other < unit {
                true => needs.relation(own, task, other_task) != Relation::Free,
                false => own.names(&other_task.reference),
            });
            if comes_after && unit == other {
                return None;
            }
            if comes_after {
                before[unit].push(other);
            }
        }
    }
    Some(before)
}
