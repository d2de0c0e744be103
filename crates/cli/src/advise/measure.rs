//! The runs that an advice asks for, made by all processors, with progress.

use crate::forecast::{PROGRESS_EVERY, grouped};
use crate::output::Output;
use laneway_core::advice::{Advice, Advisor, Done, Work};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;

/// The advice. How many threads make its runs makes no difference to it.
pub(super) fn advice(
    mut advisor: Advisor,
    threads: Option<NonZeroUsize>,
    output: &mut Output,
) -> Advice {
    let threads = threads
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    loop {
        let work = advisor.work();
        if work.is_empty() {
            output.clear_progress();
            return advisor.advice();
        }
        share_out(&work, threads.min(work.len()), &mut advisor, output);
    }
}

fn share_out(work: &[Work], threads: usize, advisor: &mut Advisor, output: &mut Output) {
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || take_part(work, next, &sender));
        }
        drop(sender);
        loop {
            match results.recv_timeout(PROGRESS_EVERY) {
                Ok(done) => advisor.take(done),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let runs = grouped(advisor.task_runs());
            output.show_progress(&format!("comparing: {runs} tasks run"));
        }
    });
}

fn take_part(work: &[Work], next: &AtomicUsize, results: &Sender<Done>) {
    while let Some(portion) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
        // Whoever waits for it is there until the last thread has ended.
        let _ = results.send(portion.run());
    }
}
