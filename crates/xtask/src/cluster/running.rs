//! One process of a cluster: started, found again, ended.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Context, Failure, Result};
use crate::process::Job;

/// How long a killed process may take to go.
const END: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(20);

/// A process that was started in a cluster's folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Running {
    pub(super) name: String,
    pub(super) id: u32,
    /// The cluster's folder; paths in it stand in the command line, and in no other cluster's.
    mark: PathBuf,
}

impl Running {
    pub(super) fn new(name: &str, id: u32, mark: &Path) -> Self {
        Self {
            name: name.to_owned(),
            id,
            mark: mark.to_owned(),
        }
    }

    /// Starts a program whose arguments name a file in the folder `mark`; its output goes to another.
    pub(super) fn start(
        name: &str,
        program: &Path,
        arguments: &[OsString],
        mark: &Path,
    ) -> Result<Self> {
        let log = Self::log_in(mark, name);
        let output = File::create(&log).context(|| format!("create {}", log.display()))?;
        let errors = output
            .try_clone()
            .context(|| format!("write {}", log.display()))?;
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(mark)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        outlive_us(&mut command);
        let mut child = command
            .spawn()
            .context(|| format!("start {}", program.display()))?;
        let started = Self::new(name, child.id(), mark);
        // For a moment a new process has no command line yet, and would be taken for one that has ended.
        while !started.is_alive() && child.try_wait().is_ok_and(|ended| ended.is_none()) {
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(started)
    }

    fn log_in(folder: &Path, name: &str) -> PathBuf {
        folder.join(format!("{name}.log"))
    }

    /// What it wrote.
    pub(super) fn log(&self) -> PathBuf {
        Self::log_in(&self.mark, &self.name)
    }

    /// Whether it is there, and not another one that got its number since.
    pub(super) fn is_alive(&self) -> bool {
        // With the separator, so that `one` is not taken for `one-more`.
        let mark = format!("{}/", self.mark.display());
        command_line(self.id).is_some_and(|line| line.contains(&mark))
    }

    /// Kills it, if it is alive: its cluster's data is of no use afterwards. Returns whether it was.
    pub(super) fn end(&self) -> Result<bool> {
        if !self.is_alive() {
            return Ok(false);
        }
        // The standard library cannot signal a process that it is not the parent of; every shell can.
        let kill = format!("kill -9 {}", self.id);
        Job::new("sh", &["-c", &kill], Path::new("/")).run_watched(|_| {})?;
        let killed = Instant::now();
        while self.is_alive() {
            if killed.elapsed() > END {
                let what = format!("{} (process {}) does not end", self.name, self.id);
                return Err(Failure::new(what));
            }
            std::thread::sleep(POLL);
        }
        Ok(true)
    }
}

/// Ctrl-C goes to all processes of a group: whoever started a cluster decides when it ends.
#[cfg(unix)]
pub(super) fn outlive_us(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
pub(super) fn outlive_us(_: &mut Command) {}

/// The command line of a process; `None` if there is no such process, or only what is left of it.
fn command_line(id: u32) -> Option<String> {
    let linux = Path::new("/proc/self/cmdline").exists();
    if linux {
        let line = std::fs::read(format!("/proc/{id}/cmdline")).ok()?;
        // Empty for a process that has ended and whose parent has not noticed.
        return (!line.is_empty()).then(|| String::from_utf8_lossy(&line).into_owned());
    }
    let arguments = ["-ww", "-o", "args=", "-p", &id.to_string()];
    Job::new("ps", &arguments, Path::new("/")).answer()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn exactly_what_was_started_is_ended() {
        let mark = std::env::temp_dir().join(format!("laneway-running-{}", std::process::id()));
        std::fs::create_dir_all(&mark).unwrap();
        let script =
            ["-c", "sleep 60; true", &mark.join("x").to_string_lossy()].map(OsString::from);
        let started = Running::start("sleeper", Path::new("/bin/sh"), &script, &mark).unwrap();
        let stranger = Running::new("sleeper", started.id, Path::new("/no/such/cluster"));
        assert!(started.is_alive());
        assert!(!stranger.is_alive());
        assert!(!stranger.end().unwrap());
        assert!(started.is_alive());
        assert!(started.end().unwrap());
        assert!(!started.is_alive());
        assert!(!started.end().unwrap());
        std::fs::remove_dir_all(&mark).unwrap();
    }
}
