//! How much is simulated.

use super::contest::Bounds;

/// How much is simulated for an advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Runs of the stage as it is, and of every change that is measured in full.
    pub runs: u32,
    /// How many tasks may be run for each of the tables and for the search for edits. What does not fit is
    /// measured in fewer runs or left out, and counted. A few changes are always measured in full.
    pub task_runs: u64,
}

/// Tells means to within some percent of their spread.
const USUAL_RUNS: u64 = 2000;
/// Even of the largest stage.
const FEWEST_RUNS: u64 = 64;
/// The stage as it is takes about so many task runs at most.
const USUAL_TASK_RUNS_OF_ONE: u64 = 20_000_000;
/// A few seconds of one processor.
const USUAL_TASK_RUNS: u64 = 100_000_000;
/// So many changes are always measured in full.
const ALWAYS: u64 = 32;

impl Effort {
    /// What a stage with so many tasks is usually worth: seconds, however large it is.
    pub fn usual(tasks: usize) -> Self {
        let fit = USUAL_TASK_RUNS_OF_ONE / (tasks.max(1) as u64);
        let runs = fit.clamp(FEWEST_RUNS, USUAL_RUNS);
        Self::of(u32::try_from(runs).unwrap_or(u32::MAX))
    }

    /// With so many runs.
    pub fn of(runs: u32) -> Self {
        Self {
            runs: runs.max(1),
            task_runs: USUAL_TASK_RUNS,
        }
    }

    /// For one of the tables of a stage with so many tasks.
    pub(super) fn bounds(self, tasks: usize) -> Bounds {
        let tasks = tasks.max(1) as u64;
        let full = tasks.saturating_mul(self.runs.into());
        Bounds {
            tasks,
            runs: self.runs,
            budget: self.task_runs.max(full.saturating_mul(ALWAYS)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Effort;

    #[test]
    fn large_stages_get_fewer_runs() {
        let runs = [0, 1, 100, 10_000, 100_000, 10_000_000].map(|it| Effort::usual(it).runs);
        assert_eq!(runs, [2000, 2000, 2000, 2000, 200, 64]);
    }
}
