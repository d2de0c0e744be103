//! What must hold of one run, between two runs, and what surprisingly does not hold.

mod alike;
mod anomalies;
mod one_run;
mod order;
mod slack;
