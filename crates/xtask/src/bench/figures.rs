//! Having something measured by the program that can: `measure` of the tests.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{numbers, target};
use crate::error::Failure;
use crate::process::Job;
use crate::project::Project;

/// How long something is repeated within a program, in milliseconds.
pub(super) const REPEATED: &str = "1000";
/// How often a program is started.
const STARTS: usize = 3;
/// A program that takes longer on the clock is stopped, in seconds.
const LIMIT: &str = "120";

/// What something took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figures {
    /// Median of the processor time, in microseconds.
    pub(super) time: f64,
    /// 95th percentile, if it was measured often enough.
    pub(super) late: Option<f64>,
    /// In bytes.
    pub(super) memory: Option<f64>,
}

/// Figures, or why there are none.
pub(super) type Measured = Result<Figures, String>;

pub(super) struct Measure<'a> {
    project: &'a Project,
}

impl<'a> Measure<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project }
    }

    /// A program that was built for measuring.
    pub(super) fn program(&self, name: &str) -> PathBuf {
        target(self.project).join("release").join(name)
    }

    pub(super) fn write_texts(&self, folder: &Path) -> Result<(), Failure> {
        let written = self.ask(&["texts".as_ref(), folder.as_os_str()]);
        written
            .map(|_| ())
            .ok_or_else(|| Failure::new("the texts cannot be written"))
    }

    /// The check of a template within one program.
    pub(super) fn check(&self, file: &Path) -> Measured {
        let answer = self.ask(&["check".as_ref(), file.as_os_str(), REPEATED.as_ref()]);
        match answer.as_deref().and_then(numbers).as_deref() {
            Some([time, late]) => Ok(Figures {
                time: *time,
                late: Some(*late),
                memory: None,
            }),
            _ => Err("the check failed".to_owned()),
        }
    }

    /// A program by itself. It has done its work if it ends with one of the exit codes `done`.
    pub(super) fn run(&self, program: &OsStr, arguments: &[&OsStr], done: &[f64]) -> Measured {
        let start = ["run".as_ref(), LIMIT.as_ref(), program];
        let command = [&start[..], arguments].concat();
        let runs: Result<Vec<_>, String> =
            (0..STARTS).map(|_| self.start(&command, done)).collect();
        let mut runs = runs?;
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Figures {
            time: runs[STARTS / 2].0,
            late: None,
            memory: runs.iter().map(|run| run.1).reduce(f64::max),
        })
    }

    /// Time and memory of one start.
    fn start(&self, command: &[&OsStr], done: &[f64]) -> Result<(f64, f64), String> {
        let answer = self.ask(command).ok_or("it cannot be started")?;
        if answer == "stopped" {
            return Err(format!("stopped after {LIMIT} s"));
        }
        match numbers(&answer).as_deref() {
            Some([time, memory, code]) if done.contains(code) => Ok((*time, *memory)),
            Some([_, _, code]) => Err(format!("it ended with exit code {code}")),
            _ => Err("what it took cannot be read".to_owned()),
        }
    }

    /// Writes the workload of so many steps with so many jobs each into `folder`, and says whether it could.
    pub(super) fn write_workload(&self, steps: usize, jobs: usize, folder: &Path) -> bool {
        let [steps, jobs] = [steps, jobs].map(|it| it.to_string());
        let write = ["workload".as_ref(), steps.as_ref(), jobs.as_ref()];
        self.ask(&[&write[..], &[folder.as_os_str()]].concat())
            .is_some()
    }

    /// The line that it prints.
    pub(super) fn ask(&self, arguments: &[&OsStr]) -> Option<String> {
        Job::new(self.program("measure"), &[], self.project.root())
            .with(arguments)
            .answer()
    }
}
