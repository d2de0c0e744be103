//! `cargo xtask build`: the playground as a folder of static files.

use crate::error::Result;
use crate::fresh::Stamp;
use crate::options;
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;
use crate::setup;

pub(crate) const HELP: &str = "\
Build the playground into dist/, ready for any static web server.

Usage: cargo xtask build

The files need no server code; every path in them is relative, so any folder of a site will do.
";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    options::values(arguments, None)?;
    let project = Project::find();
    page(&project, &Progress::new())?;
    println!("\nThe page is in {}", project.dist().display());
    Ok(())
}

/// Sets up what the page needs and builds it, unless nothing changed since the last build.
pub(crate) fn page(project: &Project, progress: &Progress) -> Result<()> {
    setup::for_page(project, progress)?;
    let stamp = Stamp::of_page(project)?;
    if stamp.is_current() {
        progress.ready("Page");
        return Ok(());
    }
    progress.run("Crates", "about 10 s, first time only", fetch(project))?;
    progress.run(
        "Building the page",
        "1 to 3 min at first, later a few seconds",
        trunk(project),
    )?;
    stamp.keep()
}

fn fetch(project: &Project) -> Job {
    Job::cargo(&["fetch", "--locked"], project.root())
        .help("it needs a network connection; run the same command again to retry")
}

fn trunk(project: &Project) -> Job {
    let program = project.tools_bin().join("trunk");
    // Offline: what is built depends on nothing but what the lock files name.
    Job::new(
        program,
        &["build", "--locked", "--offline", "--color", "never"],
        project.root(),
    )
    .env("PATH", project.path_with_tools())
    // Trunk reads this variable as a boolean and stops at any other value; `--color` says it already.
    .env_remove("NO_COLOR")
}
