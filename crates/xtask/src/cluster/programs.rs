//! Building the programs of a cluster: the control plane with Go, the kubelet with cargo.

use std::ffi::OsStr;
use std::path::PathBuf;

use crate::error::{Context, Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

/// The version of Kubernetes that `tests/cluster/go.mod` names; without it the server would call itself v0.0.0.
const KUBERNETES: &str = "v1.36.3";
/// What is built: Go's packages, and the files that it makes of them.
const PROGRAMS: [(&str, &str); 4] = [
    ("k8s.io/kubernetes/cmd/kube-apiserver", "kube-apiserver"),
    (
        "k8s.io/kubernetes/cmd/kube-controller-manager",
        "kube-controller-manager",
    ),
    ("k8s.io/kubernetes/cmd/kube-scheduler", "kube-scheduler"),
    ("go.etcd.io/etcd/server/v3", "server"),
];
const KUBECTL: &str = "k8s.io/kubernetes/cmd/kubectl";
/// Nobody debugs these: without the tables for it they are built faster and are smaller.
const COMPILER_FLAGS: &str = "-gcflags=all=-dwarf=false";

/// Whether what is not built yet could be built here.
pub(crate) fn can_build(project: &Project) -> bool {
    is_current(project).unwrap_or(false) || has_go(project)
}

/// What to tell where the control plane cannot be built.
pub(crate) fn go_is_missing() -> Failure {
    Failure::new("Go is needed (for Kubernetes' control plane, and for the modules of other engines) and was not found")
        .with_help("install Go 1.26 or newer (https://go.dev/dl), then run the same command again")
}

fn has_go(project: &Project) -> bool {
    let version = Job::new("go", &["version"], project.root());
    version.answer().is_some()
}

/// Builds whatever is absent or out of date.
pub(crate) fn build(project: &Project, progress: &Progress) -> Result<()> {
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

/// What the programs are built from; they are out of date when it changes.
fn wanted(project: &Project) -> Result<String> {
    let sums = read(&project.cluster_module().join("go.sum"))?;
    Ok([&sums, COMPILER_FLAGS, &linker_flags()].join("\n"))
}

fn linker_flags() -> String {
    format!("-ldflags=-s -w -X k8s.io/component-base/version.gitVersion={KUBERNETES}")
}

fn stamp(project: &Project) -> PathBuf {
    folder(project).join(".built-from")
}

fn is_current(project: &Project) -> Result<bool> {
    let wanted = wanted(project)?;
    let are_built = PROGRAMS
        .iter()
        .all(|(_, file)| folder(project).join(file).is_file());
    let stamp = std::fs::read_to_string(stamp(project));
    Ok(are_built && stamp.is_ok_and(|built| built == wanted))
}

/// Builds the control plane, unless it is there.
pub(crate) fn control_plane(project: &Project, progress: &Progress) -> Result<()> {
    if cfg!(windows) {
        return Err(Failure::new("A cluster cannot be run on Windows")
            .with_help("run it on Linux or macOS, or in the Windows Subsystem for Linux"));
    }
    let title = format!("Kubernetes {KUBERNETES}");
    let (module, target) = (project.cluster_module(), folder(project));
    if is_current(project)? {
        progress.ready(&title);
        return Ok(());
    }
    if !has_go(project) {
        return Err(go_is_missing());
    }
    std::fs::create_dir_all(&target).context(|| format!("create {}", target.display()))?;
    let download = Job::new("go", &["mod", "download"], &module)
        .help("it needs a network connection; run the same command again to go on");
    progress.run(
        &format!("Sources of {title}"),
        "about 20 s, first time only",
        download,
    )?;
    progress.run(
        &format!("Building {title}"),
        "about 5 min on two cores, first time only",
        go_build(project, &PROGRAMS.map(|(package, _)| package)),
    )?;
    let stamp = stamp(project);
    std::fs::write(&stamp, wanted(project)?).context(|| format!("write {}", stamp.display()))
}

/// Builds `kubectl`, unless it is there; the program.
pub(crate) fn kubectl(project: &Project, progress: &Progress) -> Result<PathBuf> {
    let program = folder(project).join("kubectl");
    match program.is_file() {
        true => progress.ready("kubectl"),
        false => progress.run(
            "Building kubectl",
            "about 1 min, first time only",
            go_build(project, &[KUBECTL]),
        )?,
    }
    Ok(program)
}

/// Builds packages into the folder of the control plane's programs. Without C everything is in them.
fn go_build(project: &Project, packages: &[&str]) -> Job {
    let build = [
        "build",
        "-mod=readonly",
        COMPILER_FLAGS,
        &linker_flags(),
        "-o",
    ];
    let packages: Vec<&OsStr> = packages.iter().map(AsRef::as_ref).collect();
    // A folder, even for a single program.
    let target = folder(project).join("");
    Job::new("go", &build, &project.cluster_module())
        .with(&[target.as_os_str()])
        .with(&packages)
        .env("CGO_ENABLED", "0")
        // Go's compiler then collects its garbage less often, and needs a seventh less time.
        .env("GOGC", "400")
        .help("run the same command again to go on where it stopped")
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
        for (package, _) in &PROGRAMS {
            assert!(module.contains(package), "{package} is no tool of go.mod");
        }
        assert!(module.contains(KUBECTL));
    }
}
