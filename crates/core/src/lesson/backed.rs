//! Times in the text of a lesson: each has to be one that is measured, asked for, or written in a scenario.

use super::{Claim, Lesson, Step, Task};
use crate::order;
use crate::time::Millis;
use std::collections::BTreeSet;

/// The times in the steps that nothing stands for, with the line of their step's heading.
pub(super) fn unbacked(lesson: &Lesson) -> Vec<(usize, String)> {
    let known = known(lesson);
    let mut found = Vec::new();
    for step in &lesson.steps {
        let texts = [step.title.as_str(), &step.before, &step.after];
        for time in texts.into_iter().flat_map(times) {
            if !known.contains(&time) {
                found.push((step.line, time.spoken()));
            }
        }
    }
    found
}

/// The times that claims, questions and texts know.
fn known(lesson: &Lesson) -> BTreeSet<Millis> {
    let mut known: Vec<Millis> = times(&lesson.texts.template)
        .chain(times(&lesson.texts.scenario))
        .collect();
    known.extend(of_claims(&lesson.claims));
    for Step { task, .. } in &lesson.steps {
        match task {
            Task::Predict { choices, .. } => known.extend(choices.iter().flat_map(|it| times(it))),
            Task::Drag(drag) => {
                known.extend(drag.expected.iter().flat_map(|it| times(it)));
                known.extend(drag.within);
            }
            Task::Try { texts, claims } => {
                let texts = [&texts.template, &texts.scenario];
                known.extend(texts.into_iter().flatten().flat_map(|it| times(it)));
                known.extend(of_claims(claims));
            }
            Task::Read | Task::Watch => {}
        }
    }
    order::set(known)
}

fn of_claims(claims: &[Claim]) -> Vec<Millis> {
    claims
        .iter()
        .flat_map(|claim| times(&claim.expected))
        .collect()
}

/// The times in a text: `30s`, `1m 22s`, `1m22s`.
fn times(text: &str) -> impl Iterator<Item = Millis> {
    let is_apart = |it: char| it.is_whitespace() || "[]{}:()`*\"".contains(it);
    let words: Vec<&str> = text.split(is_apart).filter(|it| !it.is_empty()).collect();
    let mut times: Vec<Millis> = Vec::new();
    let mut goes_on = false;
    for word in words {
        let bare = word.trim_end_matches(['.', ',', ';', '?', '!']);
        let Ok(time) = bare.parse::<Millis>() else {
            goes_on = false;
            continue;
        };
        // `1m 22s` is one time; each of its parts is shorter than the unit before.
        match times
            .last_mut()
            .filter(|last| goes_on && is_part(**last, time))
        {
            Some(last) => *last = *last + time,
            None => times.push(time),
        }
        goes_on = bare.len() == word.len();
    }
    times.into_iter()
}

fn is_part(whole: Millis, part: Millis) -> bool {
    let units = [3_600_000, 60_000, 1000];
    let smallest = units.into_iter().find(|&unit| whole.0.is_multiple_of(unit));
    smallest.is_some_and(|unit| part.0 < unit)
}

#[cfg(test)]
mod tests {
    use super::times;
    use crate::time::Millis;

    #[test]
    fn finds_times_as_people_write_them() {
        let found = |text| {
            times(text)
                .map(|it: Millis| it.spoken())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("After 1m 22s it is `30s`, not 10s."),
            ["1m 22s", "30s", "10s"]
        );
        assert_eq!(
            found("waits of 0s, 10s 20s and 40s; 1m. 30s"),
            ["0s", "10s", "20s", "40s", "1m", "30s"]
        );
        assert_eq!(
            found("{ ready_after: 95s } in step 3 of 5, 2 tasks"),
            ["1m 35s"]
        );
    }
}
