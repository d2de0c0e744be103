//! How long a task takes.

use super::ground::Ground;
use super::{Granted, Refusal};
use crate::plan::Task;
use crate::scenario::{find, put};
use crate::simulate::draws::Time;
use crate::template::Kind;
use crate::time::Millis;

/// A day: nobody waits longer for a task.
const LONGEST: Millis = Millis::from_secs(24 * 3600);

/// Writes it over what the scenario says of the task, or gives it an entry.
pub(super) fn grant(ground: &Ground, name: &str, time: Millis) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let reference = &task.reference;
    if time > LONGEST {
        let why = format!("{} is longer than a day.", time.spoken());
        return Err(Refusal::new(why, "Give it a shorter time."));
    }
    let now = &ground.behaviour(task).duration;
    if *now == Time::Fixed(time) {
        let why = format!("`{reference}` takes {} already.", time.spoken());
        return Err(Refusal::new(why, ""));
    }
    let drawn = match now {
        Time::Fixed(_) => "",
        Time::Drawn(..) => ", no longer a drawn time",
    };
    let key = duration_key(task);
    let mut keys = vec!["tasks".to_owned(), reference.clone(), key.to_owned()];
    let mut value = time.to_string();
    // A time without its key, which is what was meant.
    if find(ground.root.as_ref(), &keys[..2]).is_some_and(|it| it.scalar().is_some()) {
        keys.pop();
        value = format!("{{ {key}: {value} }}");
    }
    let edit = put(ground.request.scenario, ground.root.as_ref(), &keys, &value);
    let what = format!("`{key}` of `{reference}`");
    let done = format!("`{reference}` takes {}{drawn}", time.spoken());
    ground.of_scenario(edit, &what, done, |other, then, now| {
        if other.reference == *reference && now.duration == Time::Fixed(time) {
            then.duration = Time::Fixed(time);
        }
    })
}

/// The key that says how long it takes.
pub(super) fn duration_key(task: &Task) -> &'static str {
    match task.kind {
        Kind::Services => "ready_after",
        _ => "runs_for",
    }
}
