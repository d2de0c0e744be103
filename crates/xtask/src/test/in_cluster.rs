//! The part `cluster`: tests against a real control plane.

use super::Run;
use super::summary::Counts;
use crate::cluster::{self, Guarded, Wish};
use crate::error::Result;
use crate::process::Job;

/// The cluster's name: another one may be running.
const NAME: &str = "tests";
/// At this scale times can be told from each other in what Kubernetes records, which is whole seconds.
const SCALE: &str = "1";
/// Tests wait for most of the time, so that many can wait together.
const THREADS: &str = "16";

pub(super) fn run(run: &Run, counts: &mut Counts) -> Result<()> {
    let (project, progress) = (&run.project, &run.progress);
    if !super::has_go(project, counts)? {
        return Ok(());
    }
    cluster::control_plane(project, progress)?;
    // It builds the kubelet as well.
    Job::cargo(&test(&["--no-run"]), project.root()).run_shown(|_| {})?;
    let cluster = Guarded::start(project, progress, &Wish::new(NAME, SCALE))?;
    Job::cargo(&test(&[]), project.root())
        .env(cluster::FOR_TESTS, cluster.kubeconfig())
        .env(super::COMMAND_LINE, super::built("laneway")?)
        .env("RUST_TEST_THREADS", THREADS)
        .run_shown(|line| counts.read_cargo(line))
}

/// As the part `rust` builds, so that nothing is built twice: for all packages, those that have no such test too.
fn test<'a>(further: &[&'a str]) -> Vec<&'a str> {
    let features =
        "laneway/serve,laneway/native,laneway-kubelet/cluster,laneway-conformance/cluster";
    let test = ["test", "--locked", "--workspace", "--no-fail-fast"];
    let which = ["--features", features, "--test", "cluster"];
    [&test[..], &which, further].concat()
}
