//! `cargo xtask fuzz`: lets libFuzzer search for texts that break something.

mod search;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::{Progress, spoken};
use crate::project::Project;
use crate::{options, setup};
use search::Search;

pub(crate) const HELP: &str = "\
Search for texts that make Laneway panic, hang or need too much memory, and exit with 1 if there
are any. The search starts from the corpus and follows what inputs reach in the code (libFuzzer).
What it found worth keeping stays in target/fuzz/corpus, so that the next search goes on from there.

Usage: cargo xtask fuzz [--minutes MINUTES] [--target NAME]...

Options:
  --minutes MINUTES   How long to search, all targets together; 5 if it is not given
  --target NAME       Search with this target alone; may be given several times

Targets:
  diagnostics   A template is checked
  fixes         Every fix is applied, and all of them until none is left
  simulation    A template is simulated with a scenario
  scenario      A scenario is checked, and its fixes are applied
  editor        Everything that an editor asks, anywhere in the text
  suppressions  Comments allow problems, but no errors
  refactorings  Every refactoring on offer is made
  wishes        What can be wished for in the picture is written into the texts

Examples:
  cargo xtask fuzz
  cargo xtask fuzz --minutes 30
  cargo xtask fuzz --target editor --minutes 2

An input takes at most 10 s and a target at most 1 GB, otherwise it counts as a hang or as too much
memory. The targets are the functions of tests/src/fuzz; a short run of them is among the tests. The
search needs a nightly compiler, which is installed by rustup, on Linux or macOS.
";

const MINUTES: u64 = 5;
/// A search that is shorter than this, in seconds, tells nothing.
const SHORTEST: u64 = 5;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let wanted = Wanted::read(arguments)?;
    let (project, progress) = (Project::find(), Progress::new());
    setup::for_fuzzing(&project, &progress)?;
    let folders = Folders::of(&project);
    let targets = selected(seeds(&project, &progress, &folders)?, &wanted.targets)?;
    progress.run(
        "Fuzz targets",
        "about 2 min at first",
        build(&project, &folders),
    )?;
    let programs = folders.programs(&project)?;

    let each = wanted.minutes * 60 / targets.len() as u64;
    let time = Duration::from_secs(each.max(SHORTEST));
    println!(
        "\nSearching with {} for {} each\n",
        count(targets.len(), "target"),
        spoken(time)
    );
    let mut findings = Vec::new();
    for target in &targets {
        let search = Search {
            target,
            program: programs.join(&target.name),
            folders: &folders,
            time,
        };
        findings.push(search.run(&project, &progress)?);
    }
    table::report(&findings, project.root())
}

/// What the command line asks for.
struct Wanted {
    minutes: u64,
    targets: Vec<String>,
}

impl Wanted {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut wanted = Self {
            minutes: MINUTES,
            targets: Vec::new(),
        };
        for (option, value) in options::pairs(arguments, &["--minutes", "--target"])? {
            if option == "--target" {
                wanted.targets.push(value);
                continue;
            }
            let minutes = value.parse().ok().filter(|minutes| *minutes > 0);
            wanted.minutes = minutes.ok_or_else(|| {
                Failure::usage(format!("`--minutes` cannot be `{value}`"))
                    .with_help("give a whole number, such as `--minutes 30`")
            })?;
        }
        Ok(wanted)
    }
}

/// A target as the tests describe it.
struct Target {
    name: String,
    /// Longest input, in bytes.
    longest: String,
}

/// Where everything of a search lies.
struct Folders {
    /// Inputs from the corpus of the tests, by target, and the dictionary.
    seeds: PathBuf,
    /// Inputs that searches kept, by target.
    corpus: PathBuf,
    /// Inputs that broke something.
    broken: PathBuf,
    build: PathBuf,
}

impl Folders {
    fn of(project: &Project) -> Self {
        let fuzz = project.root().join("target/fuzz");
        Self {
            seeds: fuzz.join("seeds"),
            corpus: fuzz.join("corpus"),
            broken: fuzz.join("broken"),
            build: fuzz.join("build"),
        }
    }

    /// Where cargo-fuzz puts the programs.
    fn programs(&self, project: &Project) -> Result<PathBuf> {
        let about = setup::nightly("rustc", &["-vV"], project.root()).answer();
        let about = about.unwrap_or_default();
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.ok_or_else(|| Failure::new("rustc does not say what it builds for"))?;
        Ok(self.build.join(host).join("release"))
    }
}

/// Writes the inputs to start from. All targets.
fn seeds(project: &Project, progress: &Progress, folders: &Folders) -> Result<Vec<Target>> {
    let program = [
        "--locked",
        "--package",
        "laneway-tests",
        "--bin",
        "fuzz-seeds",
    ];
    let build = Job::cargo(&[&["build"], &program[..]].concat(), project.root());
    progress.run("Inputs to start from", "about 1 min at first", build)?;
    let folder = folders.seeds.to_string_lossy();
    let run = [&["run", "--quiet"], &program[..], &["--", &*folder]].concat();
    let answer = Job::cargo(&run, project.root()).answer();
    let answer =
        answer.ok_or_else(|| Failure::new("the inputs to start from cannot be written"))?;
    let target = |line: &str| {
        let (name, longest) = line.split_once(' ')?;
        Some(Target {
            name: name.to_owned(),
            longest: longest.to_owned(),
        })
    };
    Ok(answer.lines().filter_map(target).collect())
}

fn selected(all: Vec<Target>, names: &[String]) -> Result<Vec<Target>> {
    let known: Vec<&str> = all.iter().map(|target| target.name.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(Failure::usage(format!("there is no target `{name}`"))
            .with_help(format!("the targets are {}", known.join(", "))));
    }
    let is_wanted = |target: &Target| names.is_empty() || names.contains(&target.name);
    Ok(all.into_iter().filter(is_wanted).collect())
}

/// The programs are built without a sanitizer: there is no unsafe code to watch, and inputs run twice
/// as fast. Overflows and debug assertions panic.
fn build(project: &Project, folders: &Folders) -> Job {
    let fuzz = project.root().join("tests/fuzz");
    let folder = folders.build.to_string_lossy();
    let arguments = ["fuzz", "build", "--fuzz-dir", ".", "--sanitizer", "none"];
    let arguments = [&arguments[..], &["--target-dir", &*folder]].concat();
    setup::nightly("cargo", &arguments, &fuzz)
        .env("PATH", project.path_with_tools())
        .help("it needs a network connection at first, and a C++ compiler")
}

/// `1 target`, `3 targets`.
fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// A path as it is typed in the top folder of the project.
fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
