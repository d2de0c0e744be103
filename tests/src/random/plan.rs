//! Things and steps become the plan of a stage and the behaviours of its tasks.

use super::{StepDraft, Thing};
use laneway_core::plan::{Plan, Step, StepId, Task, TaskId};
use laneway_core::simulate::{Behaviour, Need, Outage, Pods};
use laneway_core::source::Span;
use laneway_core::template::Kind;

fn reference(index: usize, things: &[Thing]) -> String {
    let kind = match things[index].kind {
        Kind::Services => "services",
        Kind::Jobs => "jobs",
        Kind::Charts => "charts",
        Kind::Infrastructure => "infrastructure",
        Kind::BuiltIn => "release",
    };
    format!("{kind}.{index}")
}

pub(super) fn things_index(name: &str, things: &[Thing]) -> usize {
    let mut indices = 0..things.len();
    let index = indices.find(|index| reference(*index, things) == name);
    index.expect("every task refers to a thing")
}

pub(super) fn plan(things: &[Thing], drafts: &[StepDraft]) -> Plan {
    let mut plan = Plan {
        stage: "setup".to_owned(),
        steps: Vec::new(),
        tasks: Vec::new(),
    };
    for (number, draft) in drafts.iter().enumerate() {
        let mut tasks = Vec::new();
        for index in &draft.things {
            tasks.push(TaskId(plan.tasks.len()));
            let index = index.index(things.len());
            let task = task(index, things, &plan.tasks, StepId(number), draft.halts);
            plan.tasks.push(task);
        }
        plan.steps.push(Step {
            name: format!("step-{number}"),
            waited: draft.waited,
            halt_on_error: draft.halts,
            tasks,
            span: Span::default(),
        });
    }
    plan
}

fn task(index: usize, things: &[Thing], earlier: &[Task], step: StepId, halts: bool) -> Task {
    let thing = &things[index];
    let reference = reference(index, things);
    let before = earlier.iter().filter(|task| task.reference == reference);
    let occurrence = 1 + u32::try_from(before.count()).expect("few tasks");
    Task {
        name: match occurrence {
            1 => reference.clone(),
            _ => format!("{reference}#{occurrence}"),
        },
        reference,
        occurrence,
        kind: thing.kind,
        step,
        halts: halts || thing.halts,
        span: Span::default(),
        limit: (thing.kind != Kind::Services).then_some(thing.limit),
    }
}

pub(super) fn behaviour(
    thing: &Thing,
    things: &[Thing],
    outside: &[Outage],
    plan: &Plan,
) -> Behaviour {
    let mut needs: Vec<Need> = Vec::new();
    for index in &thing.needs {
        let need = need(index.index(things.len() + 1), things, outside, plan);
        if !needs.iter().any(|it| it.reference == need.reference) {
            needs.push(need);
        }
    }
    Behaviour {
        duration: thing.duration.clone(),
        needs,
        crash_after: thing.crash_after.clone(),
        fails: thing.fails.clone(),
        retries: thing.retries,
        restart_policy: thing.restart_policy,
        outages: thing.outages.clone(),
        hazards: thing.hazards.clone(),
        node_losses: Vec::new(),
        image: thing.image,
        probe: thing.probe,
        liveness: thing.liveness,
        is_static: thing.is_static,
        pods: Pods::default(),
    }
}

fn need(index: usize, things: &[Thing], outside: &[Outage], plan: &Plan) -> Need {
    let Some(needed) = things.get(index) else {
        return Need {
            reference: "services.outside".to_owned(),
            tasks: Vec::new(),
            outages: outside.to_vec(),
        };
    };
    let reference = reference(index, things);
    let ids = (0..plan.tasks.len()).map(TaskId);
    Need {
        tasks: ids
            .filter(|id| plan.tasks[id.0].reference == reference)
            .collect(),
        reference,
        outages: needed.outages.clone(),
    }
}
