//! The files that are shown, followed as they change on disk.

use super::document::{Reading, Saved, save};
use super::guard::Token;
use serde::Serialize;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};
use tokio::sync::watch;

/// How often the files are looked at. What is seen twice is shown: no text that is only half written.
const PAUSE: Duration = Duration::from_millis(150);

/// A file may be written again without a later time of change for that long.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// What the page shows.
pub(super) struct Shown {
    pub(super) template: PathBuf,
    pub(super) scenario: Option<PathBuf>,
    /// A recorded run.
    pub(super) trace: Option<PathBuf>,
    /// Whether it is followed, as the others are.
    pub(super) is_followed: bool,
}

/// Which of the two texts a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    Template,
    Scenario,
}

/// The files, and everybody who wants to hear of their changes.
pub(super) struct Files {
    followed: Mutex<Followed>,
    told: watch::Sender<String>,
}

struct Followed {
    token: Token,
    is_writable: bool,
    template: File,
    scenario: Option<File>,
    trace: Option<File>,
    is_trace_followed: bool,
}

/// One file: how it was told to read, and how it read when it was last looked at.
struct File {
    path: PathBuf,
    told: Reading,
    seen: Reading,
    stamp: Option<Stamp>,
}

/// What changes when a file is written, mostly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    changed: SystemTime,
}

/// What the page is told of the files; read by `web/editor/src/live`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    token: &'a str,
    is_writable: bool,
    template: ToldFile<'a>,
    scenario: Option<ToldFile<'a>>,
    trace: Option<ToldFile<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ToldFile<'a> {
    name: String,
    /// `None` if it cannot be read.
    text: Option<&'a str>,
    /// Why it cannot be read.
    trouble: Option<&'a str>,
    version: &'a str,
    is_there: bool,
}

/// What became of a text that was to be saved, as the page is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Answer {
    /// It is saved; the new version comes with the next change that is told.
    Saved,
    /// The file has changed meanwhile, and nothing is written.
    Changed,
    /// It cannot be written.
    Failed(String),
}

impl Files {
    /// Follows these files for the life of the program.
    pub(super) fn follow(shown: Shown, token: Token, is_writable: bool) -> Arc<Self> {
        let followed = Followed {
            token,
            is_writable,
            template: File::new(shown.template),
            scenario: shown.scenario.map(File::new),
            trace: shown.trace.map(File::new),
            is_trace_followed: shown.is_followed,
        };
        let files = Arc::new(Self {
            told: watch::Sender::new(followed.told()),
            followed: Mutex::new(followed),
        });
        let watching = Arc::clone(&files);
        thread::spawn(move || {
            loop {
                thread::sleep(PAUSE);
                watching.look();
            }
        });
        files
    }

    /// What the page is told: as it is, and then whenever that changes.
    pub(super) fn listen(&self) -> watch::Receiver<String> {
        self.told.subscribe()
    }

    /// Saves a text that was made from this version of a file; `None` if there is no such file to save.
    pub(super) fn save(&self, pane: Pane, text: &str, made_from: &str) -> Option<Answer> {
        let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        if !followed.is_writable {
            return None;
        }
        let file = followed.file(pane)?;
        let saved = save(&file.path, text, made_from);
        file.look_anew();
        self.told.send_replace(followed.told());
        Some(match saved {
            Saved::Done => Answer::Saved,
            Saved::Changed => Answer::Changed,
            Saved::Failed(why) => Answer::Failed(why),
        })
    }

    fn look(&self) {
        let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        let is_changed = followed.template.look();
        let is_changed = followed.scenario.as_mut().is_some_and(File::look) || is_changed;
        let is_followed = followed.is_trace_followed;
        let trace = followed.trace.as_mut().filter(|_| is_followed);
        let is_changed = trace.is_some_and(File::look_once) || is_changed;
        if is_changed {
            self.told.send_replace(followed.told());
        }
    }
}

impl Followed {
    fn file(&mut self, pane: Pane) -> Option<&mut File> {
        match pane {
            Pane::Template => Some(&mut self.template),
            Pane::Scenario => self.scenario.as_mut(),
        }
    }

    fn told(&self) -> String {
        let told = Told {
            token: &self.token.0,
            is_writable: self.is_writable,
            template: self.template.as_told(),
            scenario: self.scenario.as_ref().map(File::as_told),
            trace: self.trace.as_ref().map(File::as_told),
        };
        serde_json::to_string(&told).unwrap_or_default()
    }
}

impl File {
    fn new(path: PathBuf) -> Self {
        let told = Reading::of(&path);
        Self {
            stamp: None,
            seen: told.clone(),
            told,
            path,
        }
    }

    /// Looks at the file; whether there is something new to tell.
    fn look(&mut self) -> bool {
        let stamp = Stamp::of(&self.path);
        if stamp != self.stamp || stamp.is_none_or(Stamp::is_recent) {
            self.stamp = stamp;
            let now = Reading::of(&self.path);
            if now != self.seen {
                self.seen = now;
                return false;
            }
        }
        if self.seen == self.told {
            return false;
        }
        self.told = self.seen.clone();
        true
    }

    /// Looks at a file that grows, or is replaced as a whole: it may never read the same twice. Whether there is something
    /// new to tell.
    fn look_once(&mut self) -> bool {
        let stamp = Stamp::of(&self.path);
        if stamp == self.stamp && !stamp.is_some_and(Stamp::is_recent) {
            return false;
        }
        self.stamp = stamp;
        let before = self.told.version.clone();
        self.look_anew();
        self.told.version != before
    }

    /// Tells how it reads now, whatever it is in the middle of.
    fn look_anew(&mut self) {
        self.seen = Reading::of(&self.path);
        self.told = self.seen.clone();
    }

    fn as_told(&self) -> ToldFile<'_> {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        ToldFile {
            name: name.to_string_lossy().into_owned(),
            text: self.told.text.as_deref().ok(),
            trouble: self.told.text.as_deref().err().map(String::as_str),
            version: &self.told.version,
            is_there: self.told.is_there(),
        }
    }
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let of = |it: Metadata| {
            Some(Self {
                length: it.len(),
                changed: it.modified().ok()?,
            })
        };
        of(path.metadata().ok()?)
    }

    /// A clock that was set back makes a file recent for a while, which costs reading it.
    fn is_recent(self) -> bool {
        self.changed.elapsed().is_ok_and(|it| it < COARSEST_CLOCK)
            || self.changed > SystemTime::now()
    }
}
