//! Running other programs: watched with their output kept back, or shown as they go.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::error::{Context, Failure, Result};

/// Lines kept for the report of a failure; a compiler's last errors are what matters.
const KEPT_LINES: usize = 400;
const POLL: Duration = Duration::from_millis(100);

/// One program to run, and the advice to print when it fails.
pub(crate) struct Job {
    command: Command,
    help: Option<String>,
}

impl Job {
    pub(crate) fn new(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null());
        // What cargo tells this program of its own package. Crates with C in them would be built anew for it, and
        // again by whoever calls cargo without us.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        Self {
            command,
            help: None,
        }
    }

    /// `cargo` of the toolchain that runs us.
    pub(crate) fn cargo(arguments: &[&str], folder: &Path) -> Self {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Self::new(cargo, arguments, folder)
    }

    pub(crate) fn npm(arguments: &[&str], folder: &Path) -> Self {
        Self::new(
            if cfg!(windows) { "npm.cmd" } else { "npm" },
            arguments,
            folder,
        )
    }

    /// Adds arguments that need not be Unicode, such as paths.
    pub(crate) fn with(mut self, arguments: &[&OsStr]) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// What stands on the command line, for messages.
    fn shown(&self) -> String {
        let program = Path::new(self.command.get_program());
        let name = program
            .file_name()
            .unwrap_or(program.as_os_str())
            .to_string_lossy();
        let arguments = self.command.get_args().map(OsStr::to_string_lossy);
        std::iter::once(name)
            .chain(arguments)
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn failure(&self, what: impl std::fmt::Display) -> Failure {
        let failure = Failure::new(format!("`{}` {what}", self.shown()));
        match &self.help {
            Some(help) => failure.with_help(help),
            None => failure,
        }
    }

    /// Standard output of a short command, trimmed; `None` if it cannot be run or fails.
    pub(crate) fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Standard output, trimmed at its end, however the command ends; `None` if it cannot be run.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        Some(
            String::from_utf8_lossy(&output.stdout)
                .trim_end()
                .to_owned(),
        )
    }

    /// Runs with all output kept back and calls `watch` with the latest line, again and again.
    /// A failure prints what was kept.
    pub(crate) fn run_watched(mut self, mut watch: impl FnMut(&str)) -> Result<()> {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| self.failure(format_args!("cannot be started: {error}")))?;
        let lines = gather(child.stdout.take(), child.stderr.take());
        let kept = watch_lines(&lines, &mut watch);
        let status = child
            .wait()
            .context(|| format!("wait for `{}`", self.shown()))?;
        if status.success() {
            return Ok(());
        }
        eprintln!();
        for line in &kept {
            eprintln!("    {line}");
        }
        Err(self.failure(format_args!("failed ({status})")))
    }

    /// Runs with its output shown, and hands every line of standard output to `see`.
    pub(crate) fn run_shown(mut self, mut see: impl FnMut(&str)) -> Result<()> {
        let mut child = self
            .command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| self.failure(format_args!("cannot be started: {error}")))?;
        for line in child.stdout.take().into_iter().flat_map(lossy_lines) {
            println!("{line}");
            see(&line);
        }
        let status = child
            .wait()
            .context(|| format!("wait for `{}`", self.shown()))?;
        if status.success() {
            Ok(())
        } else {
            Err(self.failure(format_args!("failed ({status})")))
        }
    }
}

fn watch_lines(lines: &Receiver<String>, watch: &mut impl FnMut(&str)) -> VecDeque<String> {
    let mut kept = VecDeque::new();
    loop {
        match lines.recv_timeout(POLL) {
            Ok(line) => {
                if kept.len() == KEPT_LINES {
                    kept.pop_front();
                }
                kept.push_back(line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return kept,
        }
        watch(kept.back().map_or("", String::as_str));
    }
}

/// Both streams as one channel of lines, closed when both have ended.
fn gather(
    output: Option<impl Read + Send + 'static>,
    errors: Option<impl Read + Send + 'static>,
) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    forward(output, sender.clone());
    forward(errors, sender);
    receiver
}

fn forward(stream: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    if let Some(stream) = stream {
        std::thread::spawn(move || {
            for line in lossy_lines(stream) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
    }
}

/// Lines of a stream that need not be UTF-8.
fn lossy_lines(stream: impl Read) -> impl Iterator<Item = String> {
    BufReader::new(stream)
        .split(b'\n')
        .map_while(std::result::Result::ok)
        .map(|line| String::from_utf8_lossy(&line).trim_end().to_owned())
}
