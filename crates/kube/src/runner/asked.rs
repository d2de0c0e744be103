//! What a runner is asked, what it tells, and what it answers.

use super::connect::Place;
use crate::course::{End, LeftObject, Told};
use crate::manifest::Bundle;
use crate::object::Resource;
use laneway_core::scheduler::Trace;
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use std::time::Duration;

/// What is to be run.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Where.
    pub place: &'a Place,
    /// The application.
    pub application: &'a str,
    /// Plan, limits and options.
    pub setting: &'a Setting,
    /// What each task applies.
    pub bundles: &'a [Bundle],
    /// The kinds that the removal of the environment removes.
    pub kinds: &'a [Resource],
    /// Whether fields are taken over that others own.
    pub force: bool,
    /// Whether an unfinished run of the stage is left alone, and a new one begins.
    pub anew: bool,
    /// How long a service without a readiness probe has to stay ready; usually `None`.
    pub settle: Option<Millis>,
}

/// Somebody who watches a run.
pub trait Watcher {
    /// It begins: in this namespace, under this name, at this moment (RFC 3339); perhaps one goes on.
    fn begins(&mut self, namespace: &str, run: &str, epoch: &str, resumes: bool);
    /// This has happened by now.
    fn tell(&mut self, at: Millis, told: &[Told]);
    /// The API server has no time, or there is something else that will pass.
    fn busy(&mut self, at: Millis, why: &str);
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub end: End,
    /// Whether a task failed or degraded.
    pub went_wrong: bool,
    /// All that has happened.
    pub trace: Trace,
    /// When it began (RFC 3339).
    pub epoch: String,
    /// Its namespace.
    pub namespace: String,
    /// What it applied.
    pub left: Vec<LeftObject>,
    /// How long it took from something that was heard to the next write; ascending.
    pub reactions: Vec<Duration>,
}
