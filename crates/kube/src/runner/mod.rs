//! The only part that talks to a cluster. Everything that it does was decided elsewhere.

mod access;
mod apply;
mod asked;
mod connect;
mod drive;
mod dry_run;
mod error;
mod lock;
mod removal;
mod status;
mod watch;

pub use access::{Permission, permissions};
pub use asked::{Asked, Ended, Watcher};
pub use connect::Place;
pub use drive::run;
pub use dry_run::{Change, Planned, plan};
pub use error::Failure;
pub use removal::{Found, found, remove};
pub use status::{LastRun, last_run};

use std::time::Duration;

/// The longest that a call to the API server may take.
const CALL: Duration = Duration::from_secs(15);

/// Runs something that waits on a runtime of its own.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let runtime = runtime
        .map_err(|error| Failure::Unusable(format!("no threads can be started: {error}")))?;
    let result = runtime.block_on(work);
    runtime.shutdown_background();
    result
}
