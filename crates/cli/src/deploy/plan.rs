//! `laneway run --plan`: what a run would change.

use super::Prepared;
use super::run::Run;
use crate::input::Refusal;
use crate::output::{Exit, Output};
use crate::text::{clean, shorten};
use laneway_kube::rbac::{Purpose, rules};
use laneway_kube::runner::{self, Change, Permission, Planned};
use std::fmt::Write as _;

/// More changed fields of one object are only counted.
const FIELDS: usize = 12;

pub(super) fn plan(asked: &Run, prepared: &Prepared, output: &mut Output) -> Result<Exit, Refusal> {
    let place = asked.place.place();
    let refuse = |failure: runner::Failure| Refusal(clean(&failure.to_string()));
    let rules = rules(
        &prepared.setting.plan,
        &prepared.bundles,
        &prepared.kinds,
        Purpose::Run,
    );
    let permissions = runner::permissions(&place, &rules).map_err(refuse)?;
    let planned = runner::plan(&place, &prepared.bundles, asked.force).map_err(refuse)?;
    let columns = asked.look.columns();
    let mut text = String::new();
    for (index, step) in prepared.setting.plan.steps.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", index + 1, clean(&step.name));
        for task in &step.tasks {
            let own: Vec<&Planned> = planned.iter().filter(|it| it.task == *task).collect();
            let name = clean(&prepared.setting.plan.tasks[task.0].name);
            let nothing = if own.is_empty() {
                "   nothing to apply"
            } else {
                ""
            };
            let _ = writeln!(text, "   {name}{nothing}");
            own.iter()
                .for_each(|it| text.push_str(&object(it, columns)));
        }
    }
    let missing: Vec<&Permission> = permissions.iter().filter(|it| !it.is_allowed).collect();
    text.push_str(&match missing.as_slice() {
        [] => format!(
            "Everything that the run does is allowed ({} permissions).\n",
            permissions.len()
        ),
        missing => {
            let missing: Vec<String> = missing
                .iter()
                .map(|it| format!("{} {}", it.verb, it.resource))
                .collect();
            format!(
                "Not allowed: {}. laneway rbac prints the Role that the run needs.\n",
                missing.join(", ")
            )
        }
    });
    output.print(&text);
    let is_refused =
        |it: &Planned| !matches!(it.change, Change::Create | Change::Change(_) | Change::Same);
    Ok(
        match !missing.is_empty() || planned.iter().any(is_refused) {
            true => Exit::Errors,
            false => Exit::Clean,
        },
    )
}

fn object(planned: &Planned, columns: usize) -> String {
    let (verb, details) = match &planned.change {
        Change::Create => ("create", Vec::new()),
        Change::Same => ("same", Vec::new()),
        Change::Change(fields) => (
            "change",
            fields
                .iter()
                .map(|field| {
                    let show = |value: &Option<serde_json::Value>| {
                        value
                            .as_ref()
                            .map_or("nothing".to_owned(), ToString::to_string)
                    };
                    format!(
                        "{}: {} → {}",
                        field.path,
                        show(&field.before),
                        show(&field.after)
                    )
                })
                .collect(),
        ),
        Change::Conflict(why) => ("conflict", vec![why.clone()]),
        Change::Immutable(why) => ("immutable", vec![why.clone()]),
        Change::Refused(why) => ("refused", vec![why.clone()]),
    };
    let mut text = format!("     {verb:9}  {}\n", clean(&planned.key.to_string()));
    for detail in details.iter().take(FIELDS) {
        let _ = writeln!(
            text,
            "                {}",
            shorten(&clean(detail), columns.saturating_sub(16).max(40), "…")
        );
    }
    if details.len() > FIELDS {
        let _ = writeln!(
            text,
            "                … and {} more",
            details.len() - FIELDS
        );
    }
    text
}
