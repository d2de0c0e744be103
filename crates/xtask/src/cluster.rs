//! `cargo xtask cluster`: a real Kubernetes control plane on this machine, with a kubelet that needs no containers.

mod components;
mod folder;
mod guard;
mod programs;
mod running;
mod start;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Instant;

use crate::error::{Failure, Result};
use crate::options;
use crate::process::Job;
use crate::progress::{Progress, spoken};
use crate::project::Project;
use crate::style::Style;
use folder::Folder;
use guard::Guard;

pub(crate) use programs::{can_build, control_plane, go_is_missing, kubectl};

pub(crate) const HELP: &str = "\
Run a real Kubernetes control plane on this machine, with pods that do what their scripts say.

Usage: cargo xtask cluster up     [--name NAME] [--scale FACTOR]
       cargo xtask cluster run    [--name NAME] [--scale FACTOR] -- COMMAND...
       cargo xtask cluster status [--name NAME]
       cargo xtask cluster down   [--name NAME]
       cargo xtask cluster build

  up      Start a cluster and leave it running; `down` ends it and deletes what it kept
  run     Start a cluster, run a command with KUBECONFIG and LANEWAY_CLUSTER set, and end the cluster
  status  Show what runs: of all clusters, or of one (exit code 1 if it does not run)
  down    End a cluster: exactly the processes that `up` started
  build   Only build the programs

Options:
  --name NAME     Clusters of different names run side by side; without it: `default`
  --scale FACTOR  How fast the pods live: at 0.1 what takes 10 s takes 1 s. Without it: 1.
                  The control plane's own delays, such as those between two pods of a Job, are not scaled.

Examples:
  cargo xtask cluster up
  KUBECONFIG=target/cluster/default/kubeconfig kubectl get nodes
  cargo xtask cluster run -- cargo test --package laneway-kubelet --features cluster

kube-apiserver, kube-controller-manager, kube-scheduler and etcd are built with Go from their own sources, at the
versions that tests/cluster/go.mod names. Only this machine can reach them. What a script may say is told in
tests/kubelet/README.md.
";

/// The name of a cluster that nobody named.
const USUAL_NAME: &str = "default";
/// What the command after `run` finds its cluster by, as every client of Kubernetes does.
const KUBECONFIG: &str = "KUBECONFIG";
/// What tests find it by, so that none is ever run against a user's own cluster.
pub(crate) const FOR_TESTS: &str = "LANEWAY_CLUSTER";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments {
        [] => return Err(no_command("")),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    let (project, progress) = (Project::find(), Progress::new());
    match command {
        "up" => up(&project, &progress, &Wish::read(rest)?),
        "run" => run_inside(&project, &progress, rest),
        "status" => status(&project, name(rest)?),
        "down" => down(&project, name(rest)?),
        "build" => {
            options::values(rest, None)?;
            programs::build(&project, &progress)
        }
        unknown => Err(no_command(unknown)),
    }
}

/// Which cluster is wanted.
pub(crate) struct Wish {
    name: String,
    scale: String,
    /// Whether the API server notes every request.
    audited: bool,
}

impl Wish {
    /// One that lives so fast, under a name of its own.
    pub(crate) fn new(name: &str, scale: &str) -> Self {
        Self {
            name: name.to_owned(),
            scale: scale.to_owned(),
            audited: false,
        }
    }

    /// Its API server notes every request in [`Guarded::audit_log`].
    pub(crate) fn audited(self) -> Self {
        Self {
            audited: true,
            ..self
        }
    }

    fn read(arguments: &[String]) -> Result<Self> {
        let mut wish = Self::new(USUAL_NAME, "1");
        for (option, value) in options::pairs(arguments, &["--name", "--scale"])? {
            match option.as_str() {
                "--name" => wish.name = value,
                _ => wish.scale = value,
            }
        }
        let is_factor = |factor: f64| factor.is_finite() && factor > 0.0;
        if !wish.scale.parse().is_ok_and(is_factor) {
            let what = format!(
                "`{}` is no factor: a number above 0, such as 0.1",
                wish.scale
            );
            return Err(Failure::usage(what));
        }
        Ok(wish)
    }
}

/// A cluster that ends when this is dropped, or when this program ends in whatever way.
pub(crate) struct Guarded {
    folder: Folder,
    /// Dropped after the cluster has ended.
    _guard: Guard,
}

impl Guarded {
    /// Starts a cluster whose programs are built.
    pub(crate) fn start(project: &Project, progress: &Progress, wish: &Wish) -> Result<Self> {
        let folder = Folder::of(project, &wish.name)?;
        if folder.is_running() {
            let what = format!("the cluster `{}` is running already", wish.name);
            let help = format!(
                "end it with `cargo xtask cluster down --name {}`",
                wish.name
            );
            return Err(Failure::new(what).with_help(help));
        }
        let guard = Guard::of(&folder)?;
        start::start(project, progress, &folder, wish)?;
        Ok(Self {
            folder,
            _guard: guard,
        })
    }

    pub(crate) fn kubeconfig(&self) -> PathBuf {
        self.folder.kubeconfig()
    }

    pub(crate) fn audit_log(&self) -> PathBuf {
        components::audit_log(&self.folder)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        if let Err(failure) = self.folder.end() {
            failure.print(Style::of_stderr());
        }
    }
}

fn up(project: &Project, progress: &Progress, wish: &Wish) -> Result<()> {
    let folder = Folder::of(project, &wish.name)?;
    if folder.is_running() {
        progress.ready(&format!("Cluster `{}`", wish.name));
    } else {
        programs::build(project, progress)?;
        start::start(project, progress, &folder, wish)?;
    }
    println!("\n  export {KUBECONFIG}={}", folder.kubeconfig().display());
    println!(
        "  Logs are beside it. To end it: cargo xtask cluster down --name {}\n",
        wish.name
    );
    Ok(())
}

fn run_inside(project: &Project, progress: &Progress, arguments: &[String]) -> Result<()> {
    let middle = arguments.iter().position(|argument| argument == "--");
    let (options, command) = arguments.split_at(middle.unwrap_or(arguments.len()));
    let [_, program, rest @ ..] = command else {
        return Err(Failure::usage("there is no command to run")
            .with_help("write it behind `--`: cargo xtask cluster run -- COMMAND"));
    };
    let wish = Wish::read(options)?;
    programs::build(project, progress)?;
    let cluster = Guarded::start(project, progress, &wish)?;
    let here = std::env::current_dir().unwrap_or_else(|_| project.root().to_owned());
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    Job::new(program, &rest, &here)
        .env(KUBECONFIG, cluster.kubeconfig())
        .env(FOR_TESTS, cluster.kubeconfig())
        .run_shown(|_| {})
}

fn status(project: &Project, name: Option<String>) -> Result<()> {
    let style = Style::of_stdout();
    let folders = match &name {
        Some(name) => vec![Folder::of(project, name)?],
        None => Folder::all(project)?,
    };
    for folder in &folders {
        let processes = folder.processes();
        if !processes.is_empty() {
            let kubeconfig = folder.kubeconfig();
            println!("{}  {}", style.strong(folder.name()), kubeconfig.display());
        }
        for process in processes {
            let (mark, word) = match process.is_alive() {
                true => (style.good("✓"), "running"),
                false => (style.bad("✗"), "ended"),
            };
            println!("  {mark} {:<24} {word:<8} {}", process.name, process.id);
        }
    }
    match (name, folders.as_slice()) {
        (None, []) => println!("No cluster is running."),
        (Some(name), [folder]) if !folder.is_running() => {
            return Err(Failure::new(format!("the cluster `{name}` is not running")));
        }
        _ => {}
    }
    Ok(())
}

fn down(project: &Project, name: Option<String>) -> Result<()> {
    let name = name.unwrap_or_else(|| USUAL_NAME.to_owned());
    let folder = Folder::of(project, &name)?;
    let started = Instant::now();
    let ended = folder.end()?;
    let took = Style::of_stdout().dim(&spoken(started.elapsed()));
    match ended {
        0 => println!("No cluster `{name}` was running."),
        _ => println!("Cluster `{name}`: {ended} processes ended {took}"),
    }
    Ok(())
}

fn name(arguments: &[String]) -> Result<Option<String>> {
    Ok(options::values(arguments, Some("--name"))?.pop())
}

fn no_command(name: &str) -> Failure {
    let what = match name {
        "" => "what about the cluster?".to_owned(),
        name => format!("there is no command `cluster {name}`"),
    };
    Failure::usage(what).with_help(
        "the commands are up, run, status, down and build; see `cargo xtask help cluster`",
    )
}

/// An argument such as `--kubeconfig=PATH`, whose value need not be Unicode.
fn flag(name: &str, value: impl AsRef<OsStr>) -> OsString {
    let mut flag = OsString::from(name);
    flag.push("=");
    flag.push(value);
    flag
}
