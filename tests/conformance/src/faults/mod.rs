//! What can go wrong on a cluster, each brought about on a real control plane, and what becomes of a run.

mod connection;
mod lock;
mod nodes;
mod others;
mod permission;
mod refused;
mod server;

use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// Something that goes wrong.
pub struct Fault {
    /// In a few words.
    pub name: &'static str,
    /// Brings it about in a namespace of its own, and says what became of the run.
    run: fn() -> Result<String, String>,
}

/// All of them.
pub const ALL: [Fault; 25] = [
    Fault {
        name: "the API server is restarted",
        run: server::restarted,
    },
    Fault {
        name: "the API server is away for 8 s",
        run: connection::away,
    },
    Fault {
        name: "all watches are cut, four times",
        run: connection::watches_are_cut,
    },
    Fault {
        name: "410 Gone in a watch",
        run: connection::expired,
    },
    Fault {
        name: "410 Gone for every watch until a new list",
        run: connection::gone,
    },
    Fault {
        name: "429 with Retry-After",
        run: connection::too_many_requests,
    },
    Fault {
        name: "answers to writes are lost",
        run: connection::answers_are_lost,
    },
    Fault {
        name: "409: a field is another manager's",
        run: others::conflict,
    },
    Fault {
        name: "403 for a write in the middle",
        run: permission::write_is_forbidden,
    },
    Fault {
        name: "403 for a watch in the middle",
        run: permission::watch_is_forbidden,
    },
    Fault {
        name: "a Deployment is deleted",
        run: others::deployment_is_deleted,
    },
    Fault {
        name: "a Job is deleted",
        run: others::job_is_deleted,
    },
    Fault {
        name: "a pod of a service is deleted",
        run: others::pod_of_a_service_is_deleted,
    },
    Fault {
        name: "a pod of a job is deleted",
        run: others::pod_of_a_job_is_deleted,
    },
    Fault {
        name: "a Deployment is edited",
        run: others::edited,
    },
    Fault {
        name: "the namespace is terminating",
        run: refused::namespace_is_terminating,
    },
    Fault {
        name: "the quota of pods is exceeded",
        run: refused::quota_of_pods,
    },
    Fault {
        name: "the quota of Jobs is exceeded",
        run: refused::quota_of_jobs,
    },
    Fault {
        name: "an image never comes",
        run: refused::image_never_comes,
    },
    Fault {
        name: "a node is silent and comes back",
        run: nodes::silent_and_back,
    },
    Fault {
        name: "the holder's clock is 10 min late",
        run: lock::late_clock,
    },
    Fault {
        name: "a killed holder's clock was 10 min early",
        run: lock::early_clock,
    },
    Fault {
        name: "a second run, and five more at once",
        run: lock::second_run,
    },
    Fault {
        name: "the lock is taken away",
        run: lock::taken_away,
    },
    Fault {
        name: "Ctrl-C before the first listing",
        run: lock::interrupted_at_once,
    },
];

/// What came of a fault.
#[derive(Debug)]
pub struct Happened {
    /// Which.
    pub name: &'static str,
    /// What happened; or what should not have.
    pub outcome: Result<String, String>,
    /// How long it took.
    pub took: Duration,
}

/// Brings all about, at once; `done` hears of each.
pub fn all(wanted: impl Fn(&str) -> bool, done: impl Fn(&Happened) + Sync) -> Vec<Happened> {
    let happened = Mutex::new(Vec::new());
    scope(|scope| {
        for fault in ALL.iter().filter(|fault| wanted(fault.name)) {
            let (happened, done) = (&happened, &done);
            scope.spawn(move || {
                let one = bring_about(fault);
                done(&one);
                if let Ok(mut happened) = happened.lock() {
                    happened.push(one);
                }
            });
            sleep(Duration::from_millis(500));
        }
    });
    let mut happened = happened.into_inner().unwrap_or_default();
    happened.sort_by_key(|one| ALL.iter().position(|fault| fault.name == one.name));
    happened
}

fn bring_about(fault: &Fault) -> Happened {
    let begun = Instant::now();
    let outcome =
        std::panic::catch_unwind(fault.run).unwrap_or_else(|_| Err("it panicked".to_owned()));
    Happened {
        name: fault.name,
        outcome,
        took: begun.elapsed(),
    }
}

/// The line of one.
pub fn line(happened: &Happened) -> String {
    let (mark, words) = match &happened.outcome {
        Ok(words) => ('✓', words),
        Err(words) => ('✗', words),
    };
    format!(
        "{mark} {:<44} {:>5.1} s  {words}",
        happened.name,
        happened.took.as_secs_f64()
    )
}

/// One line for each, and a summary.
pub fn table(all: &[Happened]) -> String {
    let lines: String = all.iter().map(|happened| line(happened) + "\n").collect();
    let good = all
        .iter()
        .filter(|happened| happened.outcome.is_ok())
        .count();
    format!(
        "{lines}\n{} faults, {good} met as they should be.\n",
        all.len()
    )
}

/// An error unless it is so.
fn ensure(is_so: bool, otherwise: impl FnOnce() -> String) -> Result<(), String> {
    if is_so { Ok(()) } else { Err(otherwise()) }
}
