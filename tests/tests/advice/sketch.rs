//! Stages at random, as templates with scenarios.

use proptest::prelude::*;
use std::collections::BTreeSet;

/// A stage in the making. Tasks are services and jobs with numbers as names.
#[derive(Debug, Clone)]
pub(super) struct Sketch {
    pub(super) tasks: Vec<Task>,
    /// Where a new step begins, and how it is written.
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) is_job: bool,
    pub(super) seconds: (u64, u64),
    /// Numbers of tasks, by which it depends on services, or the scenario gives what it needs.
    pub(super) needs: Vec<usize>,
    pub(super) are_given: bool,
    pub(super) chance: u32,
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) tasks: usize,
    pub(super) waited: bool,
    pub(super) halts: bool,
    pub(super) in_brackets: bool,
}

pub(super) fn sketch() -> impl Strategy<Value = Sketch> {
    let task = (
        prop::bool::weighted(0.25),
        (1..60_u64, 0..60_u64),
        prop::collection::vec(0..12_usize, 0..3),
        prop::bool::weighted(0.5),
        prop_oneof![4 => Just(0_u32), 1 => 5..40_u32],
    );
    let task = task.prop_map(|(is_job, (low, more), needs, are_given, chance)| Task {
        is_job,
        seconds: (low, low + more),
        needs,
        are_given,
        chance,
    });
    let step = (
        1..4_usize,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.3),
        any::<bool>(),
    );
    let step = step.prop_map(|(tasks, waited, halts, in_brackets)| Step {
        tasks,
        waited,
        halts,
        in_brackets,
    });
    let tasks = prop::collection::vec(task, 3..9);
    let steps = prop::collection::vec(step, 2..7);
    (tasks, steps).prop_map(|(tasks, steps)| Sketch { tasks, steps })
}

impl Sketch {
    pub(super) fn name(&self, task: usize) -> String {
        let kind = if self.tasks[task].is_job {
            "jobs"
        } else {
            "services"
        };
        format!("{kind}.t{task}")
    }

    /// What is said to be needed; the second says whether by the scenario.
    pub(super) fn needs(&self, task: usize) -> (Vec<usize>, bool) {
        let it = &self.tasks[task];
        let needs = it.needs.iter().copied();
        let others = needs.filter(|need| *need < self.tasks.len() && *need != task);
        let others: BTreeSet<usize> = others.collect();
        if it.are_given {
            return (others.into_iter().collect(), true);
        }
        let services = others.into_iter().filter(|need| !self.tasks[*need].is_job);
        let services = if it.is_job {
            Vec::new()
        } else {
            services.collect()
        };
        (services, false)
    }

    pub(super) fn template(&self) -> String {
        let mut text = "services:\n".to_owned();
        for task in (0..self.tasks.len()).filter(|it| !self.tasks[*it].is_job) {
            text += &format!("  - name: t{task}\n");
            let (needs, are_given) = self.needs(task);
            if !needs.is_empty() && !are_given {
                let names: Vec<String> = needs.iter().map(|it| format!("t{it}")).collect();
                text += &format!("    depends_on: [{}]\n", names.join(", "));
            }
        }
        text += "jobs:\n";
        for task in (0..self.tasks.len()).filter(|it| self.tasks[*it].is_job) {
            text += &format!("  - name: t{task}\n");
        }
        text += "workflows:\n  - name: setup\n    parallelize:\n";
        let mut next = 0..self.tasks.len();
        for (number, step) in self.steps.iter().enumerate() {
            let is_last = number + 1 == self.steps.len();
            let count = if is_last {
                self.tasks.len()
            } else {
                step.tasks
            };
            let names: Vec<String> = next.by_ref().take(count).map(|it| self.name(it)).collect();
            if names.is_empty() {
                break;
            }
            text += &format!("      - step: s{number}  # step {number}\n");
            if step.in_brackets {
                text += &format!("        tasks: [{}]\n", names.join(", "));
            } else {
                let lines = names
                    .iter()
                    .map(|name| format!("          - {name}  # {name}\n"));
                text += &format!("        tasks:\n{}", lines.collect::<String>());
            }
            if step.halts {
                text += "        halt_on_error: true\n";
            }
            if !step.waited {
                text += "        wait_for_finish: false\n";
            }
        }
        text
    }

    pub(super) fn scenario(&self) -> String {
        let mut text = "tasks:\n".to_owned();
        let mut faults = "faults:\n".to_owned();
        for (task, it) in self.tasks.iter().enumerate() {
            let key = if it.is_job { "runs_for" } else { "ready_after" };
            let (low, high) = it.seconds;
            let time = format!("{{ uniform: [{low}s, {high}s] }}");
            text += &format!("  {}: {{ {key}: {time}", self.name(task));
            let (needs, are_given) = self.needs(task);
            if are_given {
                let names: Vec<String> = needs.iter().map(|it| self.name(*it)).collect();
                text += &format!(", needs: [{}]", names.join(", "));
            }
            text += " }\n";
            if it.chance > 0 {
                let (name, chance) = (self.name(task), it.chance);
                faults += &format!("  - {{ task: {name}, chance: {chance}% }}\n");
            }
        }
        if faults.ends_with("faults:\n") {
            text
        } else {
            text + &faults
        }
    }
}
