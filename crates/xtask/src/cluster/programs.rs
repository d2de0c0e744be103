//! Building the programs of a cluster: the control plane with Go, the kubelet with cargo.

use std::path::PathBuf;

use crate::error::{Context, Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

/// The version of Kubernetes that `tests/cluster/go.mod` names; without it the server would call itself v0.0.0.
const KUBERNETES: &str = "v1.36.3";
/// What is built, by Go's name of the file.
const PROGRAMS: [&str; 4] = [
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "server",
];
/// Nobody debugs these: without the tables for it they are built faster and are smaller.
const COMPILER_FLAGS: &str = "-gcflags=all=-dwarf=false";

/// Whether this machine can build Go programs.
pub(crate) struct Go;

impl Go {
    pub(crate) fn is_there(project: &Project) -> bool {
        Job::new("go", &["version"], project.root())
            .answer()
            .is_some()
    }

    /// What to tell where it cannot.
    pub(crate) fn missing() -> Failure {
        Failure::new("Go is needed to build Kubernetes' control plane and was not found").with_help(
            "install Go 1.26 or newer (https://go.dev/dl), then run the same command again",
        )
    }
}

/// Builds whatever is absent or out of date.
pub(crate) fn build(project: &Project, progress: &Progress) -> Result<()> {
    if cfg!(windows) {
        return Err(Failure::new("A cluster cannot be run on Windows")
            .with_help("run it on Linux or macOS, or in the Windows Subsystem for Linux"));
    }
    control_plane(project, progress)?;
    let arguments = ["build", "--locked", "--package", "laneway-kubelet"];
    progress.run(
        "Building the test kubelet",
        "1 to 2 min at first, later seconds",
        Job::cargo(&arguments, project.root()),
    )
}

/// The folder of the control plane's programs.
pub(super) fn folder(project: &Project) -> PathBuf {
    project.tools().join("cluster")
}

fn control_plane(project: &Project, progress: &Progress) -> Result<()> {
    let title = format!("Kubernetes {KUBERNETES}");
    let (module, target) = (project.cluster_module(), folder(project));
    let linker_flags =
        format!("-ldflags=-s -w -X k8s.io/component-base/version.gitVersion={KUBERNETES}");
    let wanted = [
        &read(&module.join("go.sum"))?,
        COMPILER_FLAGS,
        &linker_flags,
    ]
    .join("\n");
    let stamp = target.join(".built-from");
    let are_built = PROGRAMS.iter().all(|name| target.join(name).is_file());
    if are_built && std::fs::read_to_string(&stamp).is_ok_and(|built| built == wanted) {
        progress.ready(&title);
        return Ok(());
    }
    if !Go::is_there(project) {
        return Err(Go::missing());
    }
    std::fs::create_dir_all(&target).context(|| format!("create {}", target.display()))?;
    let download = Job::new("go", &["mod", "download"], &module)
        .help("it needs a network connection; run the same command again to go on");
    progress.run(
        &format!("Sources of {title}"),
        "about 20 s, first time only",
        download,
    )?;
    // `tool` stands for all that go.mod names as tools. Without C everything is in the programs.
    let build = [
        "build",
        "-mod=readonly",
        COMPILER_FLAGS,
        &linker_flags,
        "-o",
    ];
    let build = Job::new("go", &build, &module)
        .with(&[target.as_os_str(), "tool".as_ref()])
        .env("CGO_ENABLED", "0")
        .help("run the same command again to go on where it stopped");
    progress.run(
        &format!("Building {title}"),
        "about 5 min on two cores, first time only",
        build,
    )?;
    std::fs::write(&stamp, wanted).context(|| format!("write {}", stamp.display()))
}

fn read(file: &std::path::Path) -> Result<String> {
    std::fs::read_to_string(file).context(|| format!("read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_that_is_built() {
        let module = read(&Project::find().cluster_module().join("go.mod")).unwrap();
        assert!(module.contains(&format!("k8s.io/kubernetes {KUBERNETES}\n")));
        for name in &PROGRAMS {
            assert!(module.contains(name), "{name} is no tool of go.mod");
        }
    }
}
