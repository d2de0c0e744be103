//! `cargo xtask bench`: what Laneway takes, beside tools that do something comparable.

mod chromium;
mod cluster;
mod figures;
mod peers;
mod playground;
mod simulate;
mod table;
mod timeline;
mod webassembly;

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::options;
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use figures::Measure;
use table::Row;

pub(crate) const HELP: &str = "\
Measure what Laneway takes, beside tools that do something comparable.

Usage: cargo xtask bench check | cluster | playground | simulate | timeline

check     How long a check takes and how much memory it needs, for templates of 1 KB, 100 KB and 5 MB:
          natively, in WebAssembly, and beside linters of comparable files.
cluster   How long a run of 1,000 tasks takes on a real control plane, how soon it answers what it hears, and how much it
          asks, beside a shell script that does the same steps with kubectl. Needs Go.
playground
          How long the page takes until its first picture, and from a key until the picture of what was typed
          is painted, with 1,000 and with 10,000 tasks; in Chromium, on the clock.
simulate  How many runs and events a second are simulated, natively and by one worker of the page in Chromium,
          beside simulation libraries and a loop written by hand; and how time and memory grow with tasks and
          runs.
timeline  How long the frames of a timeline of 1,000, 10,000 and 100,000 bars take while it is zoomed and moved, above a
          frame in which nothing changes, how much memory it holds, and how long its first picture takes; in Chromium,
          beside vis-timeline with the same bars.

Times are processor time, so that other work on the machine does not count; those of the page and of a cluster are times on
the clock. A library is called
again and again within one program: the table shows the median. Commands are started afresh three
times: the median, starting included, and the memory that they held at most. The files are always
the same and stay in target/bench/texts.

The others are installed at pinned versions into target/bench: yamllint, zizmor and SimPy by Python,
actionlint by Go, yaml by Node, simcore by Cargo. What cannot be had is named and left out. Needs Linux or
macOS.
";

/// The sizes of the texts, as in the names of their files.
const SIZES: [&str; 3] = ["1KB", "100KB", "5MB"];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let (what, rest) = match arguments {
        [what, rest @ ..]
            if ["check", "cluster", "playground", "simulate", "timeline"]
                .contains(&what.as_str()) =>
        {
            (what.as_str(), rest)
        }
        _ => {
            let help = "one of `cargo xtask bench check`, `cluster`, `playground`, `simulate` and `timeline`";
            return Err(Failure::usage("what is to be measured is missing").with_help(help));
        }
    };
    options::values(rest, None)?;
    if cfg!(windows) {
        return Err(Failure::new("Windows does not say what a program took")
            .with_help("run it on Linux or macOS, or in the Windows Subsystem for Linux"));
    }
    let project = Project::find();
    match what {
        "check" => check(&project),
        "cluster" => cluster::run(&project),
        "playground" => playground::run(&project),
        "timeline" => timeline::run(&project),
        _ => simulate::run(&project),
    }
}

fn check(project: &Project) -> Result<()> {
    let progress = Progress::new();
    let folder = project.root().join("target/bench");
    progress.run("Laneway", "about 3 min at first", build(project))?;
    let measure = Measure::new(project);
    measure.write_texts(&folder.join("texts"))?;
    let laneway = measure.program("laneway");
    let webassembly = webassembly::build(project, &progress, &folder);
    let peers = peers::install(project, &progress, &folder);

    for size in SIZES {
        let text = |kind: &str| folder.join("texts").join(format!("{size}-{kind}.yaml"));
        let mut rows = Vec::new();
        for (kind, name) in [("good", "clean"), ("mistakes", "many problems")] {
            let file = text(kind);
            let check = ["check".as_ref(), file.as_os_str()];
            rows.push(Row::new(
                format!("Laneway, {name}"),
                &file,
                measure.check(&file),
            ));
            rows.push(Row::new(
                format!("laneway check, {name}"),
                &file,
                measure.run(laneway.as_os_str(), &check, &[0.0, 1.0]),
            ));
            if let Ok(webassembly) = &webassembly {
                let figures = webassembly.check(project, &file);
                rows.push(Row::new(format!("WebAssembly, {name}"), &file, figures));
            }
        }
        for peer in peers.iter().filter_map(|peer| peer.as_ref().ok()) {
            let file = text(peer.reads());
            rows.push(Row::new(peer.name(), &file, peer.run(&measure, &file)));
        }
        table::print(size, &rows);
    }
    say_what_is_missing(webassembly.err(), peers);
    Ok(())
}

fn say_what_is_missing(webassembly: Option<Failure>, peers: Vec<Result<peers::Peer>>) {
    let peers = peers.into_iter().filter_map(Result::err);
    for failure in webassembly.into_iter().chain(peers) {
        println!("Not measured: {}", failure.message());
    }
}

fn build(project: &Project) -> Job {
    let arguments = ["build", "--locked", "--release"];
    let what = ["--package", "laneway", "--package", "laneway-tests"];
    let programs = ["--bin", "laneway", "--bin", "measure"];
    let arguments = [&arguments[..], &what, &programs].concat();
    Job::cargo(&arguments, project.root()).env("CARGO_TARGET_DIR", target(project))
}

/// Where programs are built, wherever else cargo is told to build.
fn target(project: &Project) -> PathBuf {
    project.root().join("target")
}

/// The line that a program prints, as numbers.
fn numbers(line: &str) -> Option<Vec<f64>> {
    line.split_whitespace()
        .map(|word| word.parse().ok())
        .collect()
}

fn size_of(file: &Path) -> f64 {
    std::fs::metadata(file).map_or(0.0, |metadata| metadata.len() as f64)
}
