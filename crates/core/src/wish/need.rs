//! What a task needs to be there.

use super::ground::Ground;
use super::{Granted, Refusal};
use crate::plan::Task;
use crate::scenario::{append, find, needs_of, put, take};
use crate::yaml::scalar;

/// The references that a task needs.
pub(super) fn of(ground: &Ground, task: &Task) -> Vec<String> {
    needs_of(task, ground.conduct(task), ground.service(task))
}

/// Changes the task's list of needs; what `depends_on` says so far is written out with it.
pub(super) fn grant(
    ground: &Ground,
    name: &str,
    on: &str,
    needed: bool,
) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let reference = &task.reference;
    let mut needs = of(ground, task);
    if needs.iter().any(|it| it == on) == needed {
        let verb = if needed { "needs" } else { "does not need" };
        return Err(Refusal::new(
            format!("`{reference}` {verb} `{on}` already."),
            "",
        ));
    }
    let (text, root) = (ground.request.scenario, ground.root.as_ref());
    let mut keys = ["tasks", reference, "needs"].map(str::to_owned).to_vec();
    let written = find(root, &keys).and_then(|it| it.items());
    let number = written.and_then(|items| items.iter().position(|it| it.as_str() == Some(on)));
    needs.retain(|it| it != on);
    let edit = match (written, number) {
        (Some(_), None) if needed => append(text, root, &keys, &scalar(on)),
        (Some(items), Some(number)) if items.len() > 1 => {
            let list = keys.clone();
            keys.push(number.to_string());
            let taken = take(text, root, &keys);
            taken.unwrap_or_else(|| put(text, root, &list, "[]"))
        }
        _ => {
            needs.extend(needed.then(|| on.to_owned()));
            let items: Vec<String> = needs.iter().map(|it| scalar(it)).collect();
            put(text, root, &keys, &format!("[{}]", items.join(", ")))
        }
    };
    let verb = if needed { "needs" } else { "no longer needs" };
    let done = format!("`{reference}` {verb} `{on}`");
    let what = format!("`needs` of `{reference}`");
    ground.of_scenario(edit, &what, done, |other, then, now| {
        if other.reference == *reference {
            // The others stay as they are, in their order.
            then.needs.retain(|it| it.reference != on);
            now.needs.retain(|it| it.reference != on || !needed);
        }
    })
}
