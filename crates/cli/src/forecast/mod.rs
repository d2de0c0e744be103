//! Many runs: simulated by all processors, with progress, and shown to people.

pub(crate) mod figures;
mod picture;
mod progress;

pub(crate) use figures::grouped;
pub(crate) use picture::draw;
pub(crate) use progress::EVERY as PROGRESS_EVERY;

use crate::output::Output;
use laneway_core::forecast::{Outlook, Tally};
use laneway_core::simulate::Setting;
use laneway_core::simulate::batch::Engine;
use progress::Progress;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;

/// A portion holds about so many task runs: enough to be worth its start, few enough to share out.
const PORTION: usize = 1 << 20;
/// It holds at least and at most so many runs.
const RUNS_OF_PORTION: (usize, usize) = (16, 8192);

/// The outlook from so many runs. How many threads simulate them makes no difference to it.
pub(crate) fn outlook(
    setting: &Setting,
    runs: u32,
    threads: Option<NonZeroUsize>,
    output: &mut Output,
) -> Outlook {
    let engine = Engine::new(setting);
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let work = Work::new(&engine, runs);
    let (sender, results) = mpsc::channel();
    let tally = thread::scope(|scope| {
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(|| {
                // It is dropped with its thread: the channel ends with the last.
                let sender = sender;
                work.take_part(&sender);
            });
        }
        drop(sender);
        let mut tally = Tally::new(setting);
        let progress = Progress::new(runs);
        loop {
            match results.recv_timeout(progress::EVERY) {
                Ok(more) => tally.merge(more),
                Err(RecvTimeoutError::Timeout) => {
                    output.show_progress(&progress.line(work.done.load(Ordering::Relaxed)));
                }
                Err(RecvTimeoutError::Disconnected) => break tally,
            }
        }
    });
    output.clear_progress();
    tally.outlook(&setting.plan)
}

/// Runs to be shared out.
struct Work<'a> {
    engine: &'a Engine<'a>,
    runs: u32,
    portion: u32,
    /// The first run that nobody has taken yet.
    next: AtomicU32,
    done: AtomicU32,
}

impl<'a> Work<'a> {
    fn new(engine: &'a Engine, runs: u32) -> Self {
        let tasks = engine.setting().plan.tasks.len().max(1);
        let portion = (PORTION / tasks).clamp(RUNS_OF_PORTION.0, RUNS_OF_PORTION.1);
        Self {
            engine,
            runs,
            portion: u32::try_from(portion).unwrap_or(u32::MAX),
            next: AtomicU32::new(0),
            done: AtomicU32::new(0),
        }
    }

    fn take_part(&self, results: &Sender<Tally>) {
        let mut tally = Tally::new(self.engine.setting());
        while let Some(first) = self.take() {
            let end = first.saturating_add(self.portion).min(self.runs);
            tally.merge(Tally::of(self.engine, first..end));
            self.done.fetch_add(end - first, Ordering::Relaxed);
        }
        // Whoever waits for it is there until the last thread has ended.
        let _ = results.send(tally);
    }

    fn take(&self) -> Option<u32> {
        let further = |next: u32| (next < self.runs).then(|| next.saturating_add(self.portion));
        self.next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, further)
            .ok()
    }
}
