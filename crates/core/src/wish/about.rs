//! What can be wished for at a place of the picture.

use super::fault::{self, FaultKind};
use super::ground::Ground;
use super::{Refusal, Wish, duration, need};
use crate::plan::Task;
use crate::simulate::draws::Time;
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// So many tasks are offered as needs: nobody reads a longer list.
const MOST_NEEDS: usize = 60;

/// A place of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A task, by its name in the report.
    Task(String),
    /// A step, from 0.
    Step(usize),
}

/// What can be wished for there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What it is about: a reference, or the name of a step.
    pub name: String,
    /// Of a task: how long it takes.
    pub takes: Option<Takes>,
    /// What else, in the order in which it is shown.
    pub entries: Vec<Entry>,
}

/// How long a task takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takes {
    /// The key that says it.
    pub key: String,
    /// In milliseconds; the middle of a drawn time.
    pub millis: Millis,
    /// Whether it is drawn for each attempt; a wish makes it a fixed time.
    pub is_drawn: bool,
    /// How many tasks of the stage it holds for, where that is more than this one.
    pub others: usize,
}

/// Something that may be wished for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is one of.
    pub group: Group,
    /// What it says.
    pub label: String,
    /// Whether that is so now; `None` for what is done once.
    pub is_on: Option<bool>,
    /// What makes it so, or no longer so.
    pub wish: Wish,
    /// Why it cannot be, if that is known.
    pub refused: Option<String>,
}

/// What an entry is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// What a step does.
    Step,
    /// Where a task goes.
    Move,
    /// What goes wrong.
    Fault,
    /// What it needs.
    Need,
}

impl Ground<'_> {
    /// What can be wished for at a place of the stage.
    ///
    /// # Errors
    /// If there is no such place.
    pub fn about(&self, subject: &Subject) -> Result<About, Refusal> {
        match subject {
            Subject::Task(name) => {
                let task = self.task(name)?;
                let mut entries = moves(self, task);
                entries.extend(flags(self, task.step.0));
                entries.extend(faults(self, task));
                entries.extend(needs(self, task));
                Ok(About {
                    name: task.name.clone(),
                    takes: Some(takes(self, task)),
                    entries,
                })
            }
            Subject::Step(step) => {
                let name = super::flag::step_name(self, *step)?;
                Ok(About {
                    name,
                    takes: None,
                    entries: flags(self, *step),
                })
            }
        }
    }
}

fn takes(ground: &Ground, task: &Task) -> Takes {
    let time = &ground.behaviour(task).duration;
    let tasks = ground.setting.plan.tasks.iter();
    let same = tasks.filter(|other| other.reference == task.reference);
    Takes {
        key: duration::duration_key(task).to_owned(),
        millis: time.middle(),
        is_drawn: !matches!(time, Time::Fixed(_)),
        others: same.count() - 1,
    }
}

fn flags(ground: &Ground, step: usize) -> Vec<Entry> {
    let now = &ground.setting.plan.steps[step];
    let entry = |label: &str, is_on: bool, wish: Wish| Entry {
        group: Group::Step,
        label: label.to_owned(),
        is_on: Some(is_on),
        refused: ground.grant(&wish).err().map(|it| it.to_string()),
        wish,
    };
    vec![
        entry(
            "Later steps wait for it",
            now.waited,
            Wish::Wait {
                step,
                on: !now.waited,
            },
        ),
        entry(
            "A failure in it halts the stage",
            now.halt_on_error,
            Wish::Halt {
                step,
                on: !now.halt_on_error,
            },
        ),
    ]
}

/// To other steps, and out of its own. If one of them is refused for a reason that holds for all, that is said once.
fn moves(ground: &Ground, task: &Task) -> Vec<Entry> {
    let plan = &ground.setting.plan;
    let name = &task.name;
    let entry = |label: String, wish: Wish| Entry {
        group: Group::Move,
        label,
        is_on: None,
        wish,
        refused: None,
    };
    let steps = plan.steps.iter().enumerate();
    let others = steps.filter(|(step, _)| *step != task.step.0);
    let mut entries: Vec<Entry> = others
        .map(|(step, it)| {
            let task = name.clone();
            entry(format!("Step {}", it.name), Wish::MoveTo { task, step })
        })
        .collect();
    if plan.steps[task.step.0].tasks.len() > 1 {
        for (behind, label) in [
            (false, "A new step before it"),
            (true, "A new step behind it"),
        ] {
            let task = name.clone();
            entries.push(entry(label.to_owned(), Wish::MoveOut { task, behind }));
        }
    }
    if let Some(first) = entries.first_mut() {
        let refusal = ground.grant(&first.wish).err();
        first.refused = refusal.map(|it| it.to_string());
    }
    entries
}

/// Those that it has, and those that it could have.
fn faults(ground: &Ground, task: &Task) -> Vec<Entry> {
    let entry = |label: String, is_on: bool, wish: Wish| Entry {
        group: Group::Fault,
        label,
        is_on: Some(is_on),
        wish,
        refused: None,
    };
    let written = fault::written(ground, task).into_iter();
    let mut entries: Vec<Entry> = written
        .map(|(number, what)| entry(format!("`{what}`"), true, Wish::NoFault { number }))
        .collect();
    if fault::has_fails(ground, task) {
        let wish = Wish::NoFails {
            task: task.name.clone(),
        };
        entries.push(entry("`fails`".to_owned(), true, wish));
    }
    let has_fails = fault::has_fails(ground, task);
    let kinds = FaultKind::of(ground, task).into_iter();
    let kinds = kinds.filter(|kind| *kind != FaultKind::FirstAttempt || !has_fails);
    entries.extend(kinds.map(|kind| {
        let label = kind.label(task.kind).to_owned();
        let task = task.name.clone();
        entry(label, false, Wish::Fault { task, kind })
    }));
    entries
}

/// What it needs, then what it could need.
fn needs(ground: &Ground, task: &Task) -> Vec<Entry> {
    if ground.service(task).is_some_and(|it| it.is_static) {
        return Vec::new();
    }
    let needed = need::of(ground, task);
    let mut known: Vec<String> = needed.clone();
    for other in &ground.setting.plan.tasks {
        let is_new = other.reference != task.reference && !known.contains(&other.reference);
        if is_new && known.len() < MOST_NEEDS {
            known.push(other.reference.clone());
        }
    }
    let entry = |on: String| {
        let is_on = needed.contains(&on);
        Entry {
            group: Group::Need,
            label: format!("`{on}`"),
            is_on: Some(is_on),
            wish: Wish::Need {
                task: task.name.clone(),
                on,
                needed: !is_on,
            },
            refused: None,
        }
    };
    known.into_iter().map(entry).collect()
}
