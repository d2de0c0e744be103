//! `laneway simulate --watch`: a picture for every change of a file.

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use support::{laneway, run};

/// The program, watching; it ends with the test.
struct Watching {
    program: Child,
    lines: BufReader<ChildStdout>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Watching {
    fn of(folder: &Path) -> Self {
        let arguments = [
            "simulate",
            "template.yaml",
            "--scenario",
            "scenario.yaml",
            "--watch",
        ];
        let mut command = laneway(&arguments);
        command.current_dir(folder).stdout(Stdio::piped());
        let mut program = command.stderr(Stdio::null()).spawn().expect("a program");
        let lines = BufReader::new(program.stdout.take().expect("its output"));
        Self { program, lines }
    }

    /// All up to the line that ends a picture.
    fn picture(&mut self) -> String {
        let mut picture = String::new();
        loop {
            let from = picture.len();
            let read = self.lines.read_line(&mut picture).expect("a line");
            assert!(read > 0, "it ended after {picture}");
            if picture[from..].starts_with("Following ") {
                // However it was wrapped.
                return picture.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
    }
}

const TEMPLATE: &str = "workflows:\n  - name: setup\n    order_from: [jobs.migrate]\n";

#[test]
fn every_change_is_drawn_with_what_it_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    write("template.yaml", TEMPLATE);
    write(
        "scenario.yaml",
        "tasks:\n  jobs.migrate: { runs_for: 20s }\n",
    );
    let mut watching = Watching::of(folder.path());
    let first = watching.picture();
    assert!(
        first.contains("✓ done 20s") && !first.contains("compared"),
        "{first}"
    );
    assert!(first.ends_with("Following template.yaml and scenario.yaml; Ctrl-C ends."));

    write(
        "scenario.yaml",
        "tasks:\n  jobs.migrate: { runs_for: 50s }\n",
    );
    let second = watching.picture();
    assert!(second.contains("✓ done 50s"), "{second}");
    let change = "The end, compared with the last picture: 30s later, because `jobs.migrate` takes 50s instead of";
    assert!(second.contains(change), "{second}");

    write("template.yaml", "workflows: 3\n");
    assert!(!watching.picture().contains("done"));

    // What cannot be simulated in between does not lose the picture to compare with.
    write("template.yaml", TEMPLATE);
    write(
        "scenario.yaml",
        "tasks:\n  jobs.migrate: { runs_for: 10s }\n",
    );
    let mut last = watching.picture();
    while !last.contains("✓ done 10s") {
        last = watching.picture();
    }
    assert!(
        last.contains("The end, compared with the last picture: "),
        "{last}"
    );
}

#[test]
fn it_follows_files_and_draws_for_people() {
    for (arguments, why) in [
        (
            ["-", "--watch"].as_slice(),
            "standard input (-) does not change",
        ),
        (
            &["workflow.yaml", "--watch", "--format", "json"],
            "leave --format out",
        ),
        (
            &["workflow.yaml", "--watch", "--runs", "10"],
            "cannot be used with",
        ),
    ] {
        let ran = run(&[&["simulate"], arguments].concat());
        assert_eq!(ran.exit, 2);
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}
