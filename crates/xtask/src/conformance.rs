//! `cargo xtask conformance`: the simulation held against a real control plane.

use crate::cluster::{self, Guarded, Wish};
use crate::error::{Failure, Result};
use crate::options;
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

pub(crate) const HELP: &str = "\
Simulate scenarios, run them on a real control plane, and print where the two differ.

Usage: cargo xtask conformance [--part PART]... [--only NAME]...

Parts, in the order they run:
  scenarios  every scenario of tests/conformance/corpus: the same order of events, the same outcomes, and
             times within a tolerance that the table names (about 4 min; those that take longer are played
             beside the other parts)
  kills      a run is killed after each of its events in turn, and resumed (about 2 min)
  faults     what can go wrong on a cluster, and what became of it (about 2 min)

Options:
  --part PART   Run this part alone; may be given several times
  --only NAME   Of the scenarios, kills or faults, only those whose name contains this; may be given several times

Examples:
  cargo xtask conformance
  cargo xtask conformance --part scenarios --only image
  cargo xtask conformance --part faults

The exit code is 1 if one of them is not as it should be. Times are real: the pauses of the controller of Jobs cannot be
scaled, so that all scenarios run at once, each in a namespace of its own. One takes 7 min, as Kubernetes gives a lost node so
long; all parts together take about 8 min. The short scenarios are part of `cargo xtask test --only cluster`.
";

/// The cluster's name: another one may be running.
const NAME: &str = "conformance";
/// The pauses of controllers cannot be scaled.
const SCALE: &str = "1";
/// Tells the tests where the command line is.
const COMMAND_LINE: &str = "LANEWAY";
const PARTS: [&str; 3] = ["scenarios", "kills", "faults"];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let pairs = options::pairs(arguments, &["--part", "--only"])?;
    let of = |name: &str| -> Vec<String> {
        let own = pairs.iter().filter(|(option, _)| option == name);
        own.map(|(_, value)| value.clone()).collect()
    };
    let mut parts = of("--part");
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(Failure::usage(format!("there is no part `{unknown}`"))
            .with_help(format!("the parts are {}", PARTS.join(", "))));
    }
    if parts.is_empty() {
        parts = PARTS.map(str::to_owned).to_vec();
    }
    let (project, progress) = (Project::find(), Progress::new());
    cluster::control_plane(&project, &progress)?;
    progress.run(
        "Building the runner, the test kubelet and what holds them against the simulation",
        "3 min at first, later seconds",
        Job::cargo(&BUILD, project.root()),
    )?;
    let cluster = Guarded::start(&project, &progress, &Wish::new(NAME, SCALE))?;
    let (only, between) = (of("--only"), "--".to_owned());
    let words = parts.iter().chain([&between]).chain(&only);
    let arguments: Vec<&str> = words.map(String::as_str).collect();
    Job::new(built("laneway-conformance")?, &arguments, project.root())
        .env(cluster::FOR_TESTS, cluster.kubeconfig())
        .env(COMMAND_LINE, built("laneway")?)
        .run_shown(|_| {})
}

const BUILD: [&str; 10] = [
    "build",
    "--locked",
    "--package",
    "laneway-conformance",
    "--package",
    "laneway-kubelet",
    "--package",
    "laneway",
    "--features",
    "laneway/native,laneway-conformance/cluster",
];

fn built(name: &str) -> Result<std::path::PathBuf> {
    crate::test::built(name)
}
