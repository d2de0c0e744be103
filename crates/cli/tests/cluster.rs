//! `laneway run` on a real control plane: exit codes, what is printed, and what a run that was broken off leaves.
//! `cargo xtask test --only cluster` starts it.

#[path = "cluster/live.rs"]
mod live;
mod support;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};
use support::{Ran, laneway, run};

/// Names the kubeconfig of the cluster.
const VARIABLE: &str = "LANEWAY_CLUSTER";

fn kubeconfig() -> String {
    std::env::var(VARIABLE)
        .expect("`cargo xtask test --only cluster` starts a cluster and names it")
}

/// A template whose objects no other test has.
struct App {
    name: String,
    file: PathBuf,
}

impl App {
    /// The page of the documentation, with a migration that does this.
    fn page(migration: &str) -> Self {
        let unique = SystemTime::UNIX_EPOCH
            .elapsed()
            .expect("a clock")
            .as_nanos();
        let name = format!("t{unique:x}");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
        std::fs::create_dir_all(&folder).expect("a folder");
        let app = Self {
            file: folder.join("app.yaml"),
            name,
        };
        app.write(migration);
        app
    }

    fn write(&self, migration: &str) {
        let name = &self.name;
        let text = format!(
            "app: {name}
services:
  - {{ name: {name}-frontend, image: script, args: [\"sleep 6s; serve\"] }}
  - {{ name: {name}-backend, image: script, args: [\"sleep 1s; serve\"] }}
jobs:
  - {{ name: {name}-migrate, image: script, args: [\"{migration}\"] }}
workflows:
  - name: setup
    parallelize:
      - {{ step: frontend, tasks: [services.{name}-frontend], wait_for_finish: false }}
      - {{ step: migrate, tasks: [jobs.{name}-migrate], halt_on_error: true }}
      - {{ step: backend, tasks: [services.{name}-backend] }}
"
        );
        std::fs::write(&self.file, text).expect("it can be written");
    }

    fn path(&self) -> &str {
        self.file.to_str().expect("UTF-8")
    }

    fn beside(&self, name: &str) -> String {
        self.file
            .with_file_name(name)
            .to_str()
            .expect("UTF-8")
            .to_owned()
    }

    fn run(&self, more: &[&str]) -> Ran {
        self.ask("run", &[&["--settle", "500ms"], more].concat())
    }

    fn ask(&self, command: &str, more: &[&str]) -> Ran {
        run(&[&[command, self.path(), "--kubeconfig", &kubeconfig()], more].concat())
    }

    /// Starts a run, and waits until its migration runs.
    fn start(&self, more: &[&str]) -> Child {
        let kubeconfig = kubeconfig();
        let usual = [
            "run",
            self.path(),
            "--settle",
            "500ms",
            "--kubeconfig",
            &kubeconfig,
        ];
        let mut command = laneway(&[&usual, more].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = out.lines().map_while(Result::ok);
        let runs = |line: String| line.contains("-migrate ") && line.ends_with(" runs");
        assert!(lines.any(runs), "the migration runs");
        // Nobody reads on: whoever goes away is no trouble for a run.
        child
    }

    fn status(&self) -> String {
        self.ask("status", &[]).out
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.ask("cleanup", &["--yes"]);
        let folder = self.file.parent().expect("a folder");
        std::fs::remove_dir_all(folder).ok();
    }
}

fn signal(child: &Child, name: &str) {
    let sent = std::process::Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill is there").success());
}

#[test]
fn a_run_is_told_drawn_and_recorded() {
    let app = App::page("sleep 2s; exit 0");
    let planned = app.run(&["--plan"]);
    assert_eq!(planned.exit, 0, "{planned:?}");
    assert!(
        planned.out.contains("create")
            && planned
                .out
                .contains("Everything that the run does is allowed")
    );
    let trace = app.beside("trace.jsonl");
    let ran = app.run(&["--trace", &trace]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    for part in [
        "setup in namespace default: run",
        "✓ done after",
        "✓ ready after",
        "`setup` succeeded after",
        "◆",
    ] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let compared = run(&["compare", &trace, &trace]);
    assert!(compared.out.contains("no change"), "{compared:?}");
    let calibrated = run(&["calibrate", &trace]);
    let times = app.beside("times.yaml");
    std::fs::write(&times, &calibrated.out).expect("it can be written");
    let simulated = run(&[
        "simulate",
        app.path(),
        "--scenario",
        &times,
        "--format",
        "trace",
    ]);
    assert_eq!(
        (simulated.exit, simulated.err.as_str()),
        (0, ""),
        "{}",
        calibrated.out
    );
    assert!(app.status().contains("came to its end"));
}

#[test]
fn a_stream_of_events_is_a_trace() {
    let app = App::page("sleep 2s; exit 0");
    let ran = app.run(&["--format", "json"]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    let trace = app.beside("streamed.jsonl");
    std::fs::write(&trace, &ran.out).expect("it can be written");
    let compared = run(&["compare", &trace, &trace]);
    assert_eq!(compared.exit, 0, "{compared:?}");
    assert!(compared.out.contains("succeeded after"), "{compared:?}");
}

#[test]
fn a_halted_run_lists_what_is_left_and_goes_on_when_repaired() {
    let app = App::page("say the table is locked; exit 3");
    let halted = app.run(&[]);
    assert_eq!(halted.exit, 1, "{halted:?}");
    for part in [
        "✗ failed after",
        "ended with exit code 3",
        "│ the table is locked",
        "halts the stage",
        "Left in the cluster",
        "kubectl -n default get",
    ] {
        assert!(halted.out.contains(part), "{part}: {}", halted.out);
    }
    assert!(
        app.status()
            .contains("halted: `laneway run` goes on with it")
    );
    app.write("exit 0");
    let ran = app.run(&[]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains(" goes on at "), "{}", ran.out);
    let dry = app.ask("cleanup", &[]);
    assert!(
        dry.out
            .contains("Nothing was deleted: --yes deletes 3 objects"),
        "{dry:?}"
    );
}

#[test]
fn what_goes_wrong_without_a_halt_is_told_by_the_exit_code() {
    let app = App::page("exit 3");
    let text = std::fs::read_to_string(&app.file)
        .expect("a template")
        .replace(", halt_on_error: true", "");
    std::fs::write(&app.file, text).expect("it can be written");
    let ran = app.run(&[]);
    assert_eq!(ran.exit, 3, "{ran:?}");
    let only = app.run(&["--only", "backend"]);
    assert_eq!(only.exit, 0, "{only:?}");
    assert!(!only.out.contains("migrate"), "{}", only.out);
}

#[test]
fn an_interrupted_run_leaves_alone_what_runs() {
    let app = App::page("sleep 300s; exit 0");
    let mut child = app.start(&[]);
    let second = app.run(&[]);
    assert_eq!(second.exit, 4, "{second:?}");
    assert!(second.err.contains("holds the lock"), "{second:?}");
    signal(&child, "-INT");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let status = app.status();
    assert!(
        status.contains("was stopped: `laneway run` goes on with it"),
        "{status}"
    );
    assert!(
        status.contains("-migrate-") && status.contains("running"),
        "{status}"
    );
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let app = App::page("sleep 60s; exit 0");
    let mut child = app.start(&[]);
    signal(&child, "-KILL");
    child.wait().expect("it ends");
    let begun = Instant::now();
    let ran = loop {
        let ran = app.run(&[]);
        if ran.exit != 4 || begun.elapsed() > Duration::from_secs(60) {
            break ran;
        }
        assert!(ran.err.contains("runs out in"), "{ran:?}");
        std::thread::sleep(Duration::from_secs(1));
    };
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains(" goes on at "), "{}", ran.out);
    assert!(
        ran.out.contains("runs already; it is waited for"),
        "{}",
        ran.out
    );
}
