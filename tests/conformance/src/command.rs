//! `laneway run` as a process of its own, which can be killed.

use crate::home::{Home, kubeconfig};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Names the command line.
const PROGRAM: &str = "LANEWAY";
/// The exit code of a run that finds the lock of another.
const LOCKED: i32 = 4;
/// A lock runs out after 30 s.
const PATIENCE: Duration = Duration::from_secs(90);

/// A template in a file, and where it is run.
pub struct App {
    file: PathBuf,
    kubeconfig: PathBuf,
    namespace: String,
}

impl App {
    /// A template to be run in this namespace, through this kubeconfig or the cluster's own.
    ///
    /// # Panics
    /// If there is no place for the file.
    pub fn new(home: &Home, template: &str, through: Option<&Path>) -> Self {
        let file = std::env::temp_dir().join(format!("laneway-{}.yaml", home.namespace()));
        std::fs::write(&file, format!("app: trial\n{template}"))
            .expect("a template can be written");
        Self {
            file,
            kubeconfig: through.map_or_else(kubeconfig, Path::to_owned),
            namespace: home.namespace().to_owned(),
        }
    }

    fn command(&self) -> Command {
        let program = std::env::var_os(PROGRAM).expect("`cargo xtask` names the command line");
        let mut command = Command::new(program);
        command.arg("run").arg(&self.file).args([
            "--format",
            "json",
            "--settle",
            "500ms",
            "--namespace",
        ]);
        command
            .arg(&self.namespace)
            .arg("--kubeconfig")
            .arg(&self.kubeconfig);
        command
    }

    /// Starts it.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(&self) -> Started {
        let mut command = self.command();
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.expect("the command line starts");
        let out = child.stdout.take().expect("it is piped");
        Started {
            child,
            lines: BufReader::new(out).lines(),
        }
    }

    /// Runs it to its end, as soon as no killed run holds the lock any more.
    ///
    /// # Errors
    /// If the lock does not run out.
    pub fn run_when_free(&self) -> Result<Finished, String> {
        let begun = Instant::now();
        loop {
            let output = self.command().output().map_err(|error| error.to_string())?;
            let finished = Finished::new(&output);
            if finished.exit != Some(LOCKED) {
                return Ok(finished);
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("the lock does not run out: {}", finished.err));
            }
            sleep(Duration::from_secs(1));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        std::fs::remove_file(&self.file).ok();
    }
}

/// A run that goes on; killed when it is dropped.
pub struct Started {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Started {
    /// Kills it: it can do nothing about it.
    pub fn kill(mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// Asks it to stop, as Ctrl-C does, and waits for its end.
    ///
    /// # Errors
    /// If it cannot be asked.
    pub fn interrupt(mut self) -> Result<Finished, String> {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-INT", &id]).status();
        asked.map_err(|error| error.to_string())?;
        self.finish()
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If that cannot be had.
    pub fn finish(&mut self) -> Result<Finished, String> {
        let out: Vec<String> = self.lines.by_ref().map_while(Result::ok).collect();
        let mut err = String::new();
        if let Some(mut stream) = self.child.stderr.take() {
            std::io::Read::read_to_string(&mut stream, &mut err).ok();
        }
        let status = self.child.wait().map_err(|error| error.to_string())?;
        Ok(Finished {
            exit: status.code(),
            out: out.join("\n"),
            err,
        })
    }
}

/// What happens, in words.
impl Iterator for Started {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut lines = self.lines.by_ref().map_while(Result::ok);
        lines.find_map(|line| words(&line))
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A run that has ended.
#[derive(Debug)]
pub struct Finished {
    /// Its exit code.
    pub exit: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it said besides.
    pub err: String,
}

impl Finished {
    fn new(output: &Output) -> Self {
        Self {
            exit: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// An event of the stream in words; `None` for its other lines.
pub fn words(line: &str) -> Option<String> {
    let value: Value = serde_json::from_str(line).ok()?;
    let event = value["event"].as_str()?;
    let of = ["task", "step"]
        .iter()
        .find_map(|key| value[*key].as_str())
        .unwrap_or_default();
    Some(format!("{event} {of}").trim().to_owned())
}
