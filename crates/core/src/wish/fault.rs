//! What goes wrong with a task.

use super::ground::Ground;
use super::{Granted, Refusal};
use crate::plan::Task;
use crate::scenario::{append, find, put, take};
use crate::template::Kind;
use crate::yaml::{Node, scalar};
use serde::{Deserialize, Serialize};

/// Something that can go wrong, each in its simplest form; the scenario can say it more finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Its first attempt fails.
    FirstAttempt,
    /// Every attempt fails: a service is in a crash loop.
    Always,
    /// One attempt in five fails.
    Sometimes,
    /// Every attempt hangs.
    Hang,
    /// It takes twice as long.
    Slow,
    /// Its image cannot be pulled.
    NoImage,
    /// It is not available in the first minute.
    Outage,
    /// It crashes ten seconds after it was ready, once.
    Late,
}

impl FaultKind {
    /// Those that a task can have.
    pub(super) fn of(ground: &Ground, task: &Task) -> Vec<Self> {
        let is_static = ground.service(task).is_some_and(|it| it.is_static);
        match task.kind {
            _ if is_static => vec![Self::Outage],
            Kind::Services => vec![
                Self::FirstAttempt,
                Self::Always,
                Self::Hang,
                Self::Slow,
                Self::NoImage,
                Self::Outage,
                Self::Late,
            ],
            Kind::Jobs => vec![
                Self::FirstAttempt,
                Self::Always,
                Self::Sometimes,
                Self::Hang,
                Self::Slow,
                Self::NoImage,
                Self::Outage,
            ],
            _ => vec![Self::Always, Self::Sometimes, Self::Hang, Self::Slow],
        }
    }

    /// In a few words.
    pub(super) fn label(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::FirstAttempt, _) => "Its first attempt fails",
            (Self::Always, Kind::Services) => "It crashes every time: a crash loop",
            (Self::Always, _) => "It always fails",
            (Self::Sometimes, _) => "One attempt in five fails",
            (Self::Hang, _) => "It hangs",
            (Self::Slow, _) => "It takes twice as long",
            (Self::NoImage, _) => "Its image cannot be pulled",
            (Self::Outage, _) => "It is down for the first minute",
            (Self::Late, _) => "It crashes once, 10s after it was ready",
        }
    }

    /// As entries of a fault; `None` for what is a key of the task.
    fn entry(self) -> Option<&'static str> {
        Some(match self {
            Self::FirstAttempt => return None,
            Self::Always => "chance: 100%",
            Self::Sometimes => "chance: 20%",
            Self::Hang => "hang: 100%",
            Self::Slow => "slowdown: 2",
            Self::NoImage => "image_pull: never",
            Self::Outage => "outage: { from: 0s, until: 60s }",
            Self::Late => "crash: { after_ready: 10s, attempts: [1] }",
        })
    }
}

/// The key of a task that says which attempts fail by themselves.
const FAILS: &str = "fails";

/// The faults that are written for exactly this task: number in the list, and what they do as it is written.
pub(super) fn written(ground: &Ground, task: &Task) -> Vec<(usize, String)> {
    let items = find(ground.root.as_ref(), &["faults".to_owned()]).and_then(Node::items);
    let of_task = |item: &Node| {
        let target = item.get("task").and_then(Node::as_str);
        target == Some(&task.reference)
    };
    let items = items.unwrap_or_default().iter().enumerate();
    let own = items.filter(|(_, item)| of_task(item));
    own.map(|(number, item)| {
        let entries = item.entries().unwrap_or_default().iter();
        let effects = entries.filter(|entry| entry.name() != Some("task"));
        let shown = effects.map(|it| it.span().slice(ground.request.scenario));
        let shown: Vec<&str> = shown.collect();
        (number, shown.join(", "))
    })
    .collect()
}

/// Whether the task has a `fails` of its own.
pub(super) fn has_fails(ground: &Ground, task: &Task) -> bool {
    ground.conduct(task).is_some_and(|it| it.fails.is_some())
}

pub(super) fn add(ground: &Ground, name: &str, kind: FaultKind) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let (text, root) = (ground.request.scenario, ground.root.as_ref());
    let reference = &task.reference;
    let label = kind.label(task.kind);
    let done = format!(
        "`{reference}`: {}{}",
        label[..1].to_lowercase(),
        &label[1..]
    );
    let what = format!("a fault of `{reference}`");
    let edit = match kind.entry() {
        None => {
            let keys = ["tasks", reference, FAILS].map(str::to_owned);
            put(text, root, &keys, "{ attempts: [1] }")
        }
        Some(entry) => {
            let item = format!("{{ task: {}, {entry} }}", scalar(reference));
            append(text, root, &["faults".to_owned()], &item)
        }
    };
    let granted = ground.of_scenario(edit, &what, done, |other, then, now| {
        let needs_it = then.needs.iter().any(|it| it.reference == *reference);
        if other.reference == *reference || (needs_it && kind == FaultKind::Outage) {
            then.clone_from(now);
        }
    })?;
    match ground.differs_with(&granted.after) {
        true => Ok(granted),
        false => Err(Refusal::new(format!("`{reference}` has that already."), "")),
    }
}

pub(super) fn remove(ground: &Ground, number: usize) -> Result<Granted, Refusal> {
    let keys = ["faults".to_owned(), number.to_string()];
    let item = find(ground.root.as_ref(), &keys);
    let nothing = || Refusal::new(format!("The scenario has no fault {}.", number + 1), "");
    let target = item
        .and_then(|item| item.get("task"))
        .and_then(Node::as_str);
    let target = target.ok_or_else(nothing)?.to_owned();
    let edit = take(ground.request.scenario, ground.root.as_ref(), &keys).ok_or_else(nothing)?;
    let done = format!("`{target}` has one fault less");
    ground.of_scenario(
        edit,
        &format!("the fault of `{target}`"),
        done,
        |other, then, now| {
            let needs_it = then.needs.iter().any(|it| it.reference == target);
            if other.reference == target || needs_it {
                then.clone_from(now);
            }
        },
    )
}

pub(super) fn remove_fails(ground: &Ground, name: &str) -> Result<Granted, Refusal> {
    let task = ground.task(name)?;
    let reference = &task.reference;
    let keys = ["tasks", reference, FAILS].map(str::to_owned);
    let nothing = || Refusal::new(format!("`{reference}` has no `{FAILS}` of its own."), "");
    let edit = take(ground.request.scenario, ground.root.as_ref(), &keys).ok_or_else(nothing)?;
    let done = format!("`{reference}` no longer fails by itself");
    ground.of_scenario(
        edit,
        &format!("`{FAILS}` of `{reference}`"),
        done,
        |other, then, now| {
            if other.reference == *reference {
                then.fails.clone_from(&now.fails);
            }
        },
    )
}
