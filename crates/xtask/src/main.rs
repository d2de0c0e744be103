//! The project's own commands: `cargo xtask play | test | build | cluster | conformance | mutants | fuzz | bench | gallery`.
//!
//! Each sets up what is missing at pinned versions inside the repository (`.tools/`, `node_modules/`), shows what it
//! is doing, and stops with the line to run when something only the user can install is absent.
//! The standard library is the only dependency, so the first start costs seconds.

mod bench;
mod build;
mod cluster;
mod conformance;
mod fuzz;
mod gallery;
mod mutants;
mod play;
mod test;

mod browser;
mod error;
mod fresh;
mod options;
mod process;
mod progress;
mod project;
mod serve;
mod setup;
mod style;
mod tools;

use std::process::ExitCode;

use error::{Failure, Result};
use style::Style;

const HELP: &str = "\
Everything this project can do, one command each.

Usage: cargo xtask <COMMAND> [OPTIONS]

Commands:
  play    Build the playground and serve it on this machine
  test    Run every check and test, the browser ones included
  build   Build the playground as a folder of static files (dist/)
  cluster Run a real Kubernetes control plane, without containers
  conformance
          Hold the simulation against that control plane
  mutants Spoil good templates and count what is found and what is reported in error
  bench   Measure checks and simulations, beside other tools
  gallery Draw twenty runs in every form on one page
  fuzz    Search for texts that make it panic, hang or need too much memory
  help    Show this text, or that of a command: cargo xtask help test

Examples:
  cargo xtask play
  cargo xtask play --port 8080
  cargo xtask test
  cargo xtask test --only browser

What is missing (build tools, npm packages, the WebAssembly target) is installed at pinned
versions into this repository's own folders. Set NO_COLOR for plain output.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print(Style::of_stderr());
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let (command, rest) = match arguments {
        [] => ("help", arguments),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    if rest
        .iter()
        .any(|argument| matches!(argument.as_str(), "--help" | "-h"))
    {
        return help(Some(command));
    }
    match command {
        "play" => play::run(rest),
        "test" => test::run(rest),
        "build" => build::run(rest),
        "cluster" => cluster::run(rest),
        "conformance" => conformance::run(rest),
        "mutants" => mutants::run(rest),
        "fuzz" => fuzz::run(rest),
        "bench" => bench::run(rest),
        "gallery" => gallery::run(rest),
        "help" | "--help" | "-h" => help(rest.first().map(String::as_str)),
        unknown => Err(no_command(unknown)),
    }
}

fn help(command: Option<&str>) -> Result<()> {
    let text = match command {
        None | Some("help") => HELP,
        Some("play") => play::HELP,
        Some("test") => test::HELP,
        Some("build") => build::HELP,
        Some("cluster") => cluster::HELP,
        Some("conformance") => conformance::HELP,
        Some("mutants") => mutants::HELP,
        Some("fuzz") => fuzz::HELP,
        Some("bench") => bench::HELP,
        Some("gallery") => gallery::HELP,
        Some(unknown) => return Err(no_command(unknown)),
    };
    print!("{text}");
    Ok(())
}

fn no_command(name: &str) -> Failure {
    Failure::usage(format!("there is no command `{name}`")).with_help(
        "the commands are play, test, build, cluster, conformance, mutants, fuzz, bench and gallery; see `cargo xtask help`",
    )
}
