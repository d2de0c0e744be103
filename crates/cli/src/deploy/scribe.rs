//! The trace of a run, written line by line while it goes on: what there is of the file can be read at any moment, also
//! of a run that was killed.

use crate::input::Refusal;
use crate::text::clean;
use laneway_core::plan::Plan;
use laneway_core::scheduler::{Record, event_line, header_line, wait_line};
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file that a trace is written to.
pub(super) struct Scribe {
    path: PathBuf,
    file: File,
    failure: Option<io::Error>,
}

impl Scribe {
    /// Makes sure that the file can be written. What is in it stays until the run begins.
    ///
    /// # Errors
    /// If it cannot be: better before anything is applied than after.
    pub(super) fn open(path: &Path) -> Result<Self, Refusal> {
        let mut options = OpenOptions::new();
        let opened = options.write(true).create(true).truncate(false).open(path);
        Ok(Self {
            file: opened.map_err(|error| refusal(path, &error))?,
            path: path.to_owned(),
            failure: None,
        })
    }

    /// The run begins: `record` is still without events.
    pub(super) fn begin(&mut self, record: &Record) {
        // What is no file, such as a pipe, has no length.
        let is_file = self.file.metadata().is_ok_and(|it| it.is_file());
        let emptied = if is_file {
            self.file.set_len(0)
        } else {
            Ok(())
        };
        self.keep(emptied);
        self.write(&header_line(record));
    }

    /// This has happened.
    pub(super) fn tell(&mut self, plan: &Plan, at: Millis, told: &[Told]) {
        self.write(&lines(plan, at, told));
    }

    /// Waits that never ended stand last.
    ///
    /// # Errors
    /// If anything could not be written, now or before: a run is not stopped for that.
    pub(super) fn finish(mut self, record: &Record) -> Result<(), Refusal> {
        self.write(&open_waits(record));
        match self.failure {
            None => Ok(()),
            Some(error) => Err(refusal(&self.path, &error)),
        }
    }

    fn write(&mut self, lines: &str) {
        if self.failure.is_none() {
            let written = self.file.write_all(lines.as_bytes());
            self.keep(written);
        }
    }

    fn keep(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.failure.get_or_insert(error);
        }
    }
}

fn refusal(path: &Path, error: &io::Error) -> Refusal {
    let path = clean(&path.display().to_string());
    Refusal(format!("cannot write {path}: {error}"))
}

/// What is told as lines of a trace; nothing of what only people need.
pub(super) fn lines(plan: &Plan, at: Millis, told: &[Told]) -> String {
    let lines = told.iter().map(|told| match told {
        Told::Event(event) => event_line(plan, event),
        Told::Waited(wait) => wait_line(plan, wait, at),
        Told::Why(..) | Told::Logs(..) => String::new(),
    });
    lines.collect()
}

/// The lines of the waits that never ended.
pub(super) fn open_waits(record: &Record) -> String {
    let last = record.trace.events.last().map(|event| event.at);
    let open = record.trace.waits.iter().filter(|it| it.until.is_none());
    open.map(|wait| wait_line(&record.plan, wait, last.unwrap_or_default()))
        .collect()
}
