//! Many runs in the page's own workers, as a user of the page asks for them.

use std::path::{Path, PathBuf};

use super::figures::Measure;
use super::{numbers, target};
use crate::browser::CHROMIUM;
use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::{build, setup};

/// A browser, the page, and what is simulated in it.
pub(super) struct Chromium {
    program: PathBuf,
    folder: PathBuf,
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
    /// Builds the page, and writes the workload of so many steps with so many jobs each.
    pub(super) fn prepare(
        project: &Project,
        progress: &Progress,
        measure: &Measure,
        [steps, jobs]: [usize; 2],
    ) -> Result<Self> {
        let missing = || Failure::new("the page in Chromium, which was not found");
        let program = CHROMIUM.present()?.ok_or_else(missing)?;
        build::page(project, progress)?;
        setup::for_browser_tests(project, progress)?;
        let folder = target(project).join("bench/workload");
        let [steps, jobs] = [steps, jobs].map(|it| it.to_string());
        let write = [
            "workload".as_ref(),
            steps.as_ref(),
            jobs.as_ref(),
            folder.as_os_str(),
        ];
        measure
            .ask(&write)
            .ok_or_else(|| Failure::new("the page in Chromium: the workload cannot be written"))?;
        Ok(Self { program, folder })
    }

    /// Has a forecast made by this scenario of the workload. `runs` is a choice that the page offers.
    pub(super) fn forecast(
        &self,
        project: &Project,
        scenario: &str,
        runs: &str,
    ) -> Option<Figures> {
        let tests = project.browser_tests();
        let script = tests.join("many-runs.mjs");
        let template = self.folder.join("template.yaml");
        let scenario = self.folder.join(scenario);
        let files = [&script, &template, &scenario].map(|file| Path::as_os_str(file));
        let job = Job::new("node", &[], &tests)
            .with(&files)
            .with(&[runs.as_ref()])
            .env(CHROMIUM.variable, &self.program);
        let [time, runs, end] = numbers(&job.answer()?)?[..] else {
            return None;
        };
        Some(Figures { time, runs, end })
    }
}
