//! Tools that check comparable files, each from its own registry at a pinned version.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::figures::{Measure, Measured};
use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::setup;

/// A tool that is installed.
pub(super) struct Peer {
    name: &'static str,
    reads: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    /// Exit codes with which it ends when it has done its work, whatever it found.
    done: &'static [f64],
}

const ONE_IF_FOUND: &[f64] = &[0.0, 1.0];
/// By how bad the worst is that it found.
const ZIZMOR: &[f64] = &[0.0, 10.0, 11.0, 12.0, 13.0, 14.0];

impl Peer {
    pub(super) fn name(&self) -> String {
        self.name.to_owned()
    }

    /// The kind of text that it checks.
    pub(super) fn reads(&self) -> &'static str {
        self.reads
    }

    pub(super) fn run(&self, measure: &Measure, file: &Path) -> Measured {
        let arguments = self.arguments.iter().map(OsStr::new);
        let arguments: Vec<&OsStr> = arguments.chain([file.as_os_str()]).collect();
        measure.run(self.program.as_os_str(), &arguments, self.done)
    }
}

/// All of them, or why one cannot be had.
pub(super) fn install(project: &Project, progress: &Progress, folder: &Path) -> Vec<Result<Peer>> {
    let root = project.root();
    let python = |package, peer: Peer| {
        let program = from_python(root, progress, folder, package)?;
        Ok(Peer { program, ..peer })
    };
    let yamllint = Peer {
        name: "yamllint (any YAML)",
        reads: "good",
        program: PathBuf::new(),
        arguments: Vec::new(),
        done: ONE_IF_FOUND,
    };
    let zizmor = Peer {
        name: "zizmor (workflow)",
        reads: "workflow",
        program: PathBuf::new(),
        arguments: vec!["--offline".to_owned()],
        done: ZIZMOR,
    };
    vec![
        python("yamllint==1.38.0", yamllint),
        from_go(root, progress, folder),
        python("zizmor==1.32.0", zizmor),
        from_node(project, progress),
    ]
}

fn from_python(root: &Path, progress: &Progress, folder: &Path, package: &str) -> Result<PathBuf> {
    python(root, progress, folder, package)?;
    let name = package.split("==").next().unwrap_or(package);
    Ok(folder.join("python/bin").join(name))
}

/// Installs a package into an environment of its own for Python, `folder/python`.
pub(super) fn python(root: &Path, progress: &Progress, folder: &Path, package: &str) -> Result<()> {
    let environment = folder.join("python");
    let place = environment.to_string_lossy();
    let missing = |_| {
        Failure::new(format!(
            "{package}, which needs Python with `venv` and `pip`"
        ))
    };
    if !environment.join("bin/pip").exists() {
        let job = Job::new("python3", &["-m", "venv", &*place], root);
        progress
            .run("Python environment", "about 10 s", job)
            .map_err(missing)?;
    }
    let pip = environment.join("bin/pip");
    let job = Job::new(pip, &["install", "--quiet", package], root);
    progress
        .run(package, "about 10 s at first", job)
        .map_err(missing)
}

fn from_go(root: &Path, progress: &Progress, folder: &Path) -> Result<Peer> {
    let package = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.8";
    let job = Job::new("go", &["install", package], root).env("GOBIN", folder.join("bin"));
    progress
        .run("actionlint 1.7.8", "about 1 min at first", job)
        .map_err(|_| Failure::new("actionlint 1.7.8, which needs Go"))?;
    // Other programs that it would call check the scripts in a workflow.
    let arguments = ["-no-color", "-shellcheck=", "-pyflakes="];
    Ok(Peer {
        name: "actionlint (workflow)",
        reads: "workflow",
        program: folder.join("bin/actionlint"),
        arguments: arguments.map(str::to_owned).to_vec(),
        done: ONE_IF_FOUND,
    })
}

fn from_node(project: &Project, progress: &Progress) -> Result<Peer> {
    setup::for_benchmarks(project, progress)
        .map_err(|_| Failure::new("yaml 2.9.1, which needs Node with npm"))?;
    let script = project.benchmarks().join("yaml.mjs");
    Ok(Peer {
        name: "yaml 2 in Node (reads only)",
        reads: "good",
        program: "node".into(),
        arguments: vec![script.to_string_lossy().into_owned()],
        done: &[0.0],
    })
}
