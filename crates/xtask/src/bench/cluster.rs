//! A large run beside a shell script that does the same steps with `kubectl`, on a real control plane.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::figures::Measure;
use super::{numbers, target};
use crate::cluster::{self, Guarded, Wish};
use crate::error::{Context, Failure, Result};
use crate::process::Job;
use crate::progress::{Progress, spoken};
use crate::project::Project;
use crate::style::Style;

/// Half of them are services, half are jobs of a second.
const TASKS: &str = "1000";
/// How many steps they stand in: some, and one.
const STEPS: [&str; 2] = ["20", "1"];
/// Pods live so fast; the control plane's own delays stay as they are.
const SCALE: &str = "0.1";
/// Longer than any of it takes, in seconds.
const LIMIT: &str = "1800";

/// What a user would write: each step is applied, then its services and jobs are waited for.
const SCRIPT: &str = r#"#!/bin/sh
set -eu
kubectl=$1 namespace=$2 folder=$3
ask() { "$kubectl" --namespace "$namespace" "$@"; }
for step in "$folder"/step-*; do
  ask apply --filename "$step/objects.json"
  services=$(ask get --filename "$step/objects.json" --output name | grep '^deployment' || true)
  jobs=$(ask get --filename "$step/objects.json" --output name | grep '^job' || true)
  for service in $services; do ask rollout status "$service" --timeout 10m; done
  ask wait --for condition=complete --timeout 10m $jobs
done
"#;

pub(super) fn run(project: &Project) -> Result<()> {
    let progress = Progress::new();
    cluster::control_plane(project, &progress)?;
    let kubectl = cluster::kubectl(project, &progress)?;
    build(project, &progress)?;
    let folder = target(project).join("bench/cluster");
    std::fs::create_dir_all(&folder).context(|| format!("create {}", folder.display()))?;
    let script = folder.join("deploy.sh");
    std::fs::write(&script, SCRIPT).context(|| format!("write {}", script.display()))?;
    for steps in STEPS {
        // Each has a cluster of its own, that no object of the other is in its way.
        let ours = in_cluster(project, &progress, &kubectl, "laneway", |bench| {
            bench.laneway(steps)
        })?;
        let theirs = in_cluster(project, &progress, &kubectl, "kubectl", |bench| {
            bench.script(&folder, &script, steps)
        })?;
        print(steps, &ours, &theirs);
    }
    Ok(())
}

fn build(project: &Project, progress: &Progress) -> Result<()> {
    let cargo = |arguments: &[&str]| {
        Job::cargo(arguments, project.root()).env("CARGO_TARGET_DIR", target(project))
    };
    let release = ["build", "--locked", "--release"];
    let large = ["--package", "laneway-kube", "--features", "native"];
    let large = [&release[..], &large, &["--example", "large"]].concat();
    progress.run("Laneway", "about 3 min at first", cargo(&large))?;
    let measure = ["--package", "laneway-tests", "--bin", "measure"];
    let measure = cargo(&[&release[..], &measure].concat());
    progress.run("What measures", "about 2 min at first", measure)?;
    let kubelet = cargo(&["build", "--locked", "--package", "laneway-kubelet"]);
    progress.run("The test kubelet", "about 1 min at first", kubelet)
}

/// What a deployment took.
struct Took {
    clock: Duration,
    /// In bytes.
    memory: f64,
    requests: f64,
    /// Median and 95th percentile of a write within the API server, in milliseconds.
    writes: [f64; 2],
    /// From what was heard to the next write: median, 95th percentile and longest, in milliseconds.
    reactions: Option<[f64; 3]>,
}

/// A cluster with a namespace, and who deploys there.
struct Bench<'a> {
    project: &'a Project,
    cluster: &'a Guarded,
    kubectl: &'a Path,
    /// The namespace, and how the client calls itself.
    who: &'a str,
}

fn in_cluster(
    project: &Project,
    progress: &Progress,
    kubectl: &Path,
    who: &str,
    deploy: impl FnOnce(&Bench) -> Option<Took>,
) -> Result<Took> {
    let wish = Wish::new(&format!("bench-{who}"), SCALE).audited();
    let cluster = &Guarded::start(project, progress, &wish)?;
    let bench = Bench {
        project,
        cluster,
        kubectl,
        who,
    };
    let create = ["create", "namespace", who].map(OsStr::new);
    let made = bench.job(kubectl, &create).answer();
    let took = made.and_then(|_| deploy(&bench));
    took.ok_or_else(|| Failure::new(format!("the deployment by {who} failed")))
}

impl Bench<'_> {
    fn job(&self, program: &Path, arguments: &[&OsStr]) -> Job {
        Job::new(program, &[], self.project.root())
            .with(arguments)
            .env("KUBECONFIG", self.cluster.kubeconfig())
    }

    fn large(&self) -> PathBuf {
        target(self.project).join("release/examples/large")
    }

    fn laneway(&self, steps: &str) -> Option<Took> {
        let begun = Instant::now();
        let arguments = ["run", self.who, TASKS, steps].map(OsStr::new);
        let answer = self.job(&self.large(), &arguments).answer()?;
        let clock = begun.elapsed();
        let [median, late, longest, memory] = numbers(&answer)?.try_into().ok()?;
        let (requests, writes) = self.requests()?;
        Some(Took {
            clock,
            memory,
            requests,
            writes,
            reactions: Some([median, late, longest]),
        })
    }

    fn script(&self, folder: &Path, script: &Path, steps: &str) -> Option<Took> {
        let objects = folder.join(format!("{steps}-steps"));
        let write = [OsStr::new("write"), objects.as_os_str()];
        let size = [TASKS, steps].map(OsStr::new);
        self.job(&self.large(), &[&write[..], &size].concat())
            .answer()?;
        let measured = ["run", LIMIT, "sh"].map(OsStr::new);
        let script = [
            script.as_os_str(),
            self.kubectl.as_os_str(),
            self.who.as_ref(),
            objects.as_os_str(),
        ];
        let program = Measure::new(self.project).program("measure");
        let begun = Instant::now();
        let answer = self
            .job(&program, &[&measured[..], &script].concat())
            .answer()?;
        let clock = begun.elapsed();
        let [_, memory, code] = numbers(&answer)?.try_into().ok()?;
        let (requests, writes) = self.requests()?;
        (code == 0.0).then_some(Took {
            clock,
            memory,
            requests,
            writes,
            reactions: None,
        })
    }

    /// What the API server has noted of this client.
    fn requests(&self) -> Option<(f64, [f64; 2])> {
        let log = self.cluster.audit_log();
        let arguments = [
            "requests".as_ref(),
            log.as_os_str(),
            self.who.as_ref(),
            self.who.as_ref(),
        ];
        let answer = self.job(&self.large(), &arguments).answer()?;
        let [count, median, late] = numbers(&answer)?.try_into().ok()?;
        Some((count, [median, late]))
    }
}

fn print(steps: &str, ours: &Took, theirs: &Took) {
    let style = Style::of_stdout();
    let title = format!("{:<40}", format!("{TASKS} tasks, steps: {steps}"));
    println!(
        "\n{}{:>14}{:>14}{:>9}",
        style.strong(&title),
        "Laneway",
        "kubectl",
        "ratio"
    );
    let tasks: f64 = TASKS.parse().unwrap_or(f64::NAN);
    let line = |name: &str, unit: &str, part: fn(&Took) -> f64| {
        let [own, other] = [ours, theirs].map(part);
        let shown = [own, other].map(|it| format!("{it:.1} {unit}"));
        println!(
            "{name:<40}{:>14}{:>14}{:>9}",
            shown[0],
            shown[1],
            format!("{:.1} ×", other / own)
        );
    };
    println!(
        "{:<40}{:>14}{:>14}{:>9}",
        "all done after",
        spoken(ours.clock),
        spoken(theirs.clock),
        format!(
            "{:.1} ×",
            theirs.clock.as_secs_f64() / ours.clock.as_secs_f64()
        )
    );
    line("memory of one process", "MB", |it| it.memory / 1e6);
    let [own, other] = [ours, theirs].map(|it| it.requests / tasks);
    println!(
        "{:<40}{own:>14.1}{other:>14.1}{:>9}",
        "API requests for a task",
        format!("{:.1} ×", other / own)
    );
    line("a write within the server, median", "ms", |it| it.writes[0]);
    line("a write within the server, 95 %", "ms", |it| it.writes[1]);
    if let Some(reactions) = ours.reactions {
        let names = ["median", "95 %", "longest"];
        for (name, millis) in names.into_iter().zip(reactions) {
            let name = format!("from what is heard to the write, {name}");
            println!("{name:<40}{:>14}", format!("{millis:.1} ms"));
        }
    }
}
