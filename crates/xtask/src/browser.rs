//! Finding the browsers of the tests, or installing one where that is ours to do.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::process::Job;
use crate::progress::Progress;
use crate::project::Project;

/// A browser that the page is tested in.
pub(crate) struct Browser {
    name: &'static str,
    /// Names a program in place of the search; the tests themselves read it too.
    pub(crate) variable: &'static str,
    programs: &'static [&'static str],
    mac_program: &'static str,
    /// Debian's.
    package: &'static str,
    help: &'static str,
}

/// What all tests of the page run in.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "LANEWAY_CHROMIUM",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    mac_program: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    package: "chromium",
    help: "install it with `sudo apt-get install chromium` (Debian, Ubuntu), `sudo dnf install chromium` (Fedora) \
        or `brew install --cask google-chrome` (macOS), or name one in LANEWAY_CHROMIUM",
};

/// What shows that the page needs no particular browser.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "LANEWAY_FIREFOX",
    programs: &["firefox-esr", "firefox"],
    mac_program: "/Applications/Firefox.app/Contents/MacOS/firefox",
    package: "firefox-esr",
    help: "install it with `sudo apt-get install firefox-esr` (Debian), `sudo dnf install firefox` (Fedora) or \
        `brew install --cask firefox` (macOS), or name one in LANEWAY_FIREFOX",
};

impl Browser {
    /// The one to test with: the variable's, one on `PATH`, or a newly installed one.
    pub(crate) fn ensure(&self, project: &Project, progress: &Progress) -> Result<PathBuf> {
        if let Some(found) = self.present()? {
            return Ok(found);
        }
        let Self { name, help, .. } = self;
        if !is_root(project) || on_path("apt-get").is_none() {
            let what = format!("the browser tests need {name} and none was found");
            return Err(Failure::new(what).with_help(*help));
        }
        self.install(project, progress)?;
        self.find().ok_or_else(|| {
            Failure::new(format!("{name} was installed and still is not on PATH")).with_help(*help)
        })
    }

    /// The variable's, or one on `PATH`.
    pub(crate) fn present(&self) -> Result<Option<PathBuf>> {
        match std::env::var_os(self.variable).filter(|value| !value.is_empty()) {
            Some(named) => self.check_named(named).map(Some),
            None => Ok(self.find()),
        }
    }

    fn check_named(&self, named: OsString) -> Result<PathBuf> {
        let path = PathBuf::from(named);
        if path.is_file() {
            return Ok(path);
        }
        let variable = self.variable;
        Err(Failure::new(format!(
            "{variable} names {}, which is no file",
            path.display()
        ))
        .with_help(format!("unset {variable} to search PATH")))
    }

    fn find(&self) -> Option<PathBuf> {
        let on_mac = || Some(PathBuf::from(self.mac_program)).filter(|path| path.is_file());
        self.programs
            .iter()
            .find_map(|name| on_path(name))
            .or_else(on_mac)
    }

    fn install(&self, project: &Project, progress: &Progress) -> Result<()> {
        let apt = |arguments: &[&str], root: &Path| {
            Job::new("apt-get", arguments, root)
                .env("DEBIAN_FRONTEND", "noninteractive")
                .help(self.help)
        };
        let root = project.root();
        progress.run("Package lists", "about 10 s", apt(&["update"], root))?;
        let install = ["install", "--yes", "--no-install-recommends", self.package];
        progress.run(
            &format!("Installing {}", self.name),
            "about 1 min, first time only",
            apt(&install, root),
        )
    }
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
