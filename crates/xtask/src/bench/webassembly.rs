//! The same check in WebAssembly, built like the page's engine and run by Node.

use std::path::{Path, PathBuf};

use super::figures::{Figures, Measured, REPEATED};
use super::{numbers, target};
use crate::error::Result;
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::setup;

pub(super) struct WebAssembly {
    module: PathBuf,
}

pub(super) fn build(project: &Project, progress: &Progress, folder: &Path) -> Result<WebAssembly> {
    setup::for_page(project, progress)?;
    let arguments = [
        "build",
        "--locked",
        "--profile",
        "page",
        "--target",
        setup::WASM_TARGET,
    ];
    let what = ["--package", "laneway-web", "--example", "check"];
    let job = Job::cargo(&[&arguments[..], &what].concat(), project.root())
        .env("CARGO_TARGET_DIR", target(project));
    progress.run("Laneway in WebAssembly", "about 3 min at first", job)?;
    let built = target(project)
        .join(setup::WASM_TARGET)
        .join("page/examples/check.wasm");
    let folder = folder.join("webassembly");
    let arguments = ["--target", "nodejs", "--out-dir"];
    let job = Job::new(
        project.tools_bin().join("wasm-bindgen"),
        &arguments,
        project.root(),
    )
    .with(&[folder.as_os_str(), built.as_os_str()]);
    progress.run("Its module for Node", "a second", job)?;
    Ok(WebAssembly {
        module: folder.join("check.js"),
    })
}

impl WebAssembly {
    pub(super) fn check(&self, project: &Project, file: &Path) -> Measured {
        let script = project.benchmarks().join("webassembly.mjs");
        let arguments = [
            script.as_os_str(),
            self.module.as_os_str(),
            file.as_os_str(),
            REPEATED.as_ref(),
        ];
        let job = Job::new("node", &[], project.root()).with(&arguments);
        match job.answer().as_deref().and_then(numbers).as_deref() {
            Some([time, late, memory]) => Ok(Figures {
                time: *time,
                late: Some(*late),
                memory: Some(*memory),
            }),
            _ => Err("the check failed".to_owned()),
        }
    }
}
