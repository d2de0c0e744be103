//! What must hold of one run, between two runs, and what surprisingly does not hold.

mod anomalies;
mod one_run;
mod slack;
mod two_runs;
