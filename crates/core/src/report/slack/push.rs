//! How late each task may settle when a longer one merely pushes what comes after it.

use crate::report::history::History;
use crate::scheduler::Background;
use crate::simulate::Setting;
use crate::time::Millis;

/// How late each task may settle when it merely pushes what comes after it: a pass from the last step
/// back. `None` for what the end does not wait for.
pub(super) fn latest_settling(
    setting: &Setting,
    history: &History,
    all_settled: Millis,
) -> Vec<Option<Millis>> {
    let plan = &setting.plan;
    let end = end(setting, history).unwrap_or(all_settled);
    let mut latest = vec![None; plan.tasks.len()];
    // How late the step after the one at hand may open.
    let mut opening = end;
    for (step, row) in plan.steps.iter().zip(&history.steps).rev() {
        let for_tasks = match (step.waited, setting.options.background) {
            (true, _) => Some(opening),
            (false, Background::Join) => Some(end),
            (false, Background::Detach) => None,
        };
        let opened = row.opened.unwrap_or_default();
        for &task in &step.tasks {
            latest[task.0] = for_tasks;
            let settled = history.tasks[task.0].settled_at();
            if let (Some(latest), Some(settled)) = (for_tasks, settled) {
                opening = opening.min(latest - (settled - opened));
            }
        }
    }
    latest
}

/// When the stage is over, as its option for the background says.
pub(super) fn end(setting: &Setting, history: &History) -> Option<Millis> {
    match setting.options.background {
        Background::Join => history.all_settled,
        Background::Detach => history.last_step_done,
    }
}
