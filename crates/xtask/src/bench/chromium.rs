//! The page in Chromium, as a user meets it: many runs in its workers, keys that are pressed, first visits.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::numbers;
use crate::browser::CHROMIUM;
use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::{build, setup};

/// A browser and the page.
pub(super) struct Chromium {
    program: PathBuf,
    tests: PathBuf,
}

/// What so many runs took on the clock of one worker.
pub(super) struct Figures {
    /// In microseconds.
    pub(super) time: f64,
    pub(super) runs: f64,
    /// Mean end of a run, in milliseconds.
    pub(super) end: f64,
}

impl Chromium {
    /// Builds the page, and what it is driven by.
    pub(super) fn prepare(project: &Project, progress: &Progress) -> Result<Self> {
        let missing = || Failure::new("the page in Chromium, which was not found");
        let program = CHROMIUM.present()?.ok_or_else(missing)?;
        build::page(project, progress)?;
        setup::for_browser_tests(project, progress)?;
        let tests = project.browser_tests();
        Ok(Self { program, tests })
    }

    /// The numbers that a script of the browser tests prints.
    pub(super) fn run(&self, script: &str, arguments: &[&OsStr]) -> Option<Vec<f64>> {
        let script = self.tests.join(script);
        let job = Job::new("node", &[], &self.tests)
            .with(&[script.as_os_str()])
            .with(arguments)
            .env(CHROMIUM.variable, &self.program);
        numbers(&job.answer()?)
    }

    /// Has a forecast made by this scenario of the workload in `folder`. `runs` is a choice that the page offers.
    pub(super) fn forecast(&self, folder: &Path, scenario: &str, runs: &str) -> Option<Figures> {
        let (template, scenario) = (folder.join("template.yaml"), folder.join(scenario));
        let arguments = [template.as_os_str(), scenario.as_os_str(), runs.as_ref()];
        let [time, runs, end] = self.run("many-runs.mjs", &arguments)?[..] else {
            return None;
        };
        Some(Figures { time, runs, end })
    }
}
