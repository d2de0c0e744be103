//! What is seen of a run, and written down, while it goes on.

use super::{App, signal};
use crate::support::run;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::time::{Duration, Instant};

const SIZE: PtySize = PtySize {
    rows: 30,
    cols: 100,
    pixel_width: 0,
    pixel_height: 0,
};
/// How a program asks where the cursor is.
const WHERE: &[u8] = b"\x1b[6n";
const PATIENCE: Duration = Duration::from_secs(60);

fn some(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("more than none")
}

/// A terminal in which a command runs.
struct Terminal {
    parser: vt100::Parser,
    /// What was on the screen whenever something was written, without repetitions.
    seen: Vec<String>,
}

/// Runs the command of an application in a terminal until it ends: its exit code, and what was seen.
fn in_terminal(app: &App, more: &[&str]) -> (u32, Terminal) {
    let pair = native_pty_system().openpty(SIZE).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_laneway"));
    command.args([
        "run",
        app.path(),
        "--settle",
        "500ms",
        "--kubeconfig",
        &super::kubeconfig(),
    ]);
    command.args(more);
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("it can be read");
    let mut writer = pair.master.take_writer().expect("it can be written to");
    let mut terminal = Terminal {
        parser: vt100::Parser::new(some(SIZE.rows), some(SIZE.cols), 0),
        seen: Vec::new(),
    };
    let begun = Instant::now();
    let mut bytes = [0; 4096];
    // A terminal whose last program has ended can be read no more.
    while let Ok(count @ 1..) = reader.read(&mut bytes) {
        assert!(
            begun.elapsed() < PATIENCE,
            "it ends:\n{}",
            terminal.screen()
        );
        for part in bytes[..count].split_inclusive(|it| *it == b'n') {
            terminal.parser.process(part);
            if part.ends_with(WHERE) {
                let (row, column) = terminal.parser.screen().cursor_position();
                write!(writer, "\x1b[{};{}R", row + 1, column + 1).expect("it listens");
            }
        }
        let screen = terminal.screen();
        if terminal.seen.last() != Some(&screen) {
            terminal.seen.push(screen);
        }
    }
    (child.wait().expect("it ends").exit_code(), terminal)
}

impl Terminal {
    fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// Whether all of this was on the screen at once.
    fn showed(&self, parts: &[&str]) -> bool {
        let has = |screen: &&String| parts.iter().all(|part| screen.contains(part));
        self.seen.iter().any(|screen| has(&screen))
    }
}

#[test]
fn a_terminal_shows_the_timeline_below_the_lines() {
    let app = App::page("sleep 3s; exit 0");
    let (exit, terminal) = in_terminal(&app, &[]);
    let screen = terminal.screen();
    assert_eq!(exit, 0, "{screen}");
    for parts in [
        &[
            "-migrate         runs",
            "2 under way",
            "predicted (▁): ",
            "┊",
            " of 30s",
        ][..],
        &["✓ done after ", "✓ done ", "1 done"][..],
    ] {
        assert!(
            terminal.showed(parts),
            "{parts:?}:\n{}",
            terminal.seen.join("\n====\n")
        );
    }
    // At the end the picture makes room for that of the whole run.
    assert!(
        !screen.contains("under way") && !screen.contains('▁'),
        "{screen}"
    );
    assert!(!screen.contains("\n\n\n"), "no hole is left:\n{screen}");
    for part in ["✓ ready after", "◆", "`setup` succeeded after"] {
        assert!(screen.contains(part), "{part}:\n{screen}");
    }
}

#[test]
fn the_picture_can_be_left_out() {
    let app = App::page("sleep 1s; exit 0");
    let (exit, terminal) = in_terminal(&app, &["--format", "lines"]);
    assert_eq!(exit, 0, "{}", terminal.screen());
    assert!(!terminal.showed(&["predicted"]), "{}", terminal.screen());
    assert!(terminal.showed(&["`setup` succeeded after"]));
}

#[test]
fn the_trace_of_a_killed_run_tells_what_had_happened() {
    let app = App::page("sleep 300s; exit 0");
    let trace = app.beside("killed.jsonl");
    let mut child = app.start(&["--trace", &trace]);
    signal(&child, "-KILL");
    child.wait().expect("it ends");
    let told = run(&["export", &trace, "--to", "csv"]);
    assert_eq!(told.exit, 0, "{told:?}");
    assert!(told.out.contains("-migrate"), "{told:?}");
    let text = std::fs::read_to_string(&trace).expect("it is there");
    assert!(text.contains("attempt_started"), "{text}");
}

/// Nothing is deployed that could not be recorded.
#[test]
fn a_trace_that_cannot_be_written_is_refused_before_anything_is_applied() {
    let app = App::page("exit 0");
    let ran = app.run(&["--trace", &app.beside("no/such/folder.jsonl")]);
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(ran.err.contains("cannot write"), "{ran:?}");
    assert!(app.status().contains("was never run here"));
}
