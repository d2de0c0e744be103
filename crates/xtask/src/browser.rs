//! Finding a Chromium for the browser tests, or installing one where that is ours to do.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

/// Names a browser in place of the search; the tests themselves read it too.
pub(crate) const VARIABLE: &str = "LANEWAY_CHROMIUM";

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MAC_PROGRAM: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const HELP: &str = "install it with `sudo apt-get install chromium` (Debian, Ubuntu), `sudo dnf install chromium` (Fedora) \
    or `brew install --cask google-chrome` (macOS), or name one in LANEWAY_CHROMIUM";

/// The Chromium to test with: the variable's, one on `PATH`, or a newly installed one.
pub(crate) fn ensure(project: &Project, progress: &Progress) -> Result<PathBuf> {
    if let Some(found) = present()? {
        return Ok(found);
    }
    if !is_root(project) || on_path("apt-get").is_none() {
        return Err(
            Failure::new("the browser tests need Chromium and none was found").with_help(HELP),
        );
    }
    install(project, progress)?;
    find().ok_or_else(|| {
        Failure::new("Chromium was installed and still is not on PATH").with_help(HELP)
    })
}

/// The variable's, or one on `PATH`.
pub(crate) fn present() -> Result<Option<PathBuf>> {
    match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        Some(named) => check_named(named).map(Some),
        None => Ok(find()),
    }
}

fn check_named(named: OsString) -> Result<PathBuf> {
    let path = PathBuf::from(named);
    if path.is_file() {
        return Ok(path);
    }
    Err(Failure::new(format!(
        "{VARIABLE} names {}, which is no file",
        path.display()
    ))
    .with_help(format!("unset {VARIABLE} to search PATH")))
}

fn find() -> Option<PathBuf> {
    let on_mac = || Some(PathBuf::from(MAC_PROGRAM)).filter(|path| path.is_file());
    NAMES.iter().find_map(|name| on_path(name)).or_else(on_mac)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

fn is_root(project: &Project) -> bool {
    Job::new("id", &["-u"], project.root()).answer().as_deref() == Some("0")
}

fn install(project: &Project, progress: &Progress) -> Result<()> {
    let apt = |arguments: &[&str], root: &Path| {
        Job::new("apt-get", arguments, root)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .help(HELP)
    };
    let root = project.root();
    progress.run("Package lists", "about 10 s", apt(&["update"], root))?;
    let install = ["install", "--yes", "--no-install-recommends", "chromium"];
    progress.run(
        "Installing Chromium",
        "about 1 min, first time only",
        apt(&install, root),
    )
}
