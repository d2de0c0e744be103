//! What goes wrong on the way to the API server. A run is to notice, to say so, and to come to the same end.

use super::ensure;
use crate::home::Home;
use crate::trial::{PAGE, Ran, Stage, trial};
use crate::wire::{Call, Cut, Fate, Wire};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const DONE: &str = "the run came to its end, every job was run once";

/// Runs the page through a wire to its end, and has each job run once.
fn run(home: &Home, wire: &Wire, hear: &mut (dyn FnMut(&str) + Send)) -> Result<Ran, String> {
    let ran = trial(&wire.place, &Stage::new(PAGE), hear).map_err(|failure| failure.to_string())?;
    ran.is_done()?;
    home.all_ran_once()?;
    Ok(ran)
}

pub(super) fn away() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    let ran = run(&home, &wire, &mut |line| {
        if line == "attempt jobs.scrub 1" {
            let since = Instant::now();
            wire.decide(move |_| match since.elapsed() < Duration::from_secs(8) {
                true => Fate::Lost,
                false => Fate::Answered,
            });
            wire.cut(Cut::Ends);
        }
    })?;
    ensure(ran.hears("busy: "), || {
        format!("nothing is said of it: {:#?}", ran.lines)
    })?;
    Ok(format!(
        "it was said, both migrations ended unseen meanwhile; {DONE}"
    ))
}

pub(super) fn watches_are_cut() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    scope(|scope| {
        scope.spawn(|| {
            for _ in 0..4 {
                sleep(Duration::from_secs(2));
                wire.cut(Cut::Ends);
            }
        });
        run(&home, &wire, &mut |_| {})
    })?;
    let watches = wire.calls().iter().filter(|call| call.watches).count();
    ensure(watches > 3, || format!("{watches} watches"))?;
    Ok(format!(
        "{watches} watches instead of 3, nothing was missed; {DONE}"
    ))
}

pub(super) fn expired() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    run(&home, &wire, &mut |line| {
        if line == "attempt jobs.scrub 1" || line == "start services.backend" {
            wire.cut(Cut::Expires);
        }
    })?;
    let lists = wire.calls().iter().filter(|call| is_list(call)).count();
    ensure(lists > 3, || format!("{lists} lists"))?;
    Ok(format!(
        "everything was listed anew ({lists} lists instead of 3); {DONE}"
    ))
}

fn is_list(call: &Call) -> bool {
    let ends = ["/deployments", "/jobs", "/pods"];
    call.method == http::Method::GET
        && !call.watches
        && ends.iter().any(|end| call.path.ends_with(end))
}

pub(super) fn gone() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    run(&home, &wire, &mut |line| {
        if line == "attempt jobs.scrub 1" {
            let listed = Mutex::new(BTreeSet::new());
            wire.decide(move |call| {
                let mut listed = listed.lock().unwrap_or_else(PoisonError::into_inner);
                if is_list(call) {
                    listed.insert(call.path.clone());
                }
                match call.watches && !listed.contains(&call.path) {
                    true => Fate::Refused(410, None),
                    false => Fate::Answered,
                }
            });
            wire.cut(Cut::Ends);
        }
    })?;
    let lists = wire.calls().iter().filter(|call| is_list(call)).count();
    ensure(lists == 6, || format!("{lists} lists"))?;
    Ok(format!(
        "everything was listed anew ({lists} lists instead of 3); {DONE}"
    ))
}

pub(super) fn too_many_requests() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    let refused = AtomicUsize::new(0);
    wire.decide(
        move |call| match call.writes() && refused.fetch_add(1, Ordering::SeqCst) < 5 {
            true => Fate::Refused(429, Some(1)),
            false => Fate::Answered,
        },
    );
    let ran = run(&home, &wire, &mut |_| {})?;
    ensure(ran.hears("busy: too many requests"), || {
        format!("nothing is said: {:#?}", ran.lines)
    })?;
    let writes = wire.calls().iter().filter(|call| call.writes()).count();
    ensure(writes == 9, || format!("{writes} writes"))?;
    Ok(format!(
        "it was said, the five refused writes were made again a second later; {DONE}"
    ))
}

pub(super) fn answers_are_lost() -> Result<String, String> {
    let home = Home::new();
    let wire = Wire::new(&home, None);
    let met = Mutex::new(BTreeSet::new());
    wire.decide(move |call| {
        let is_new = met
            .lock()
            .is_ok_and(|mut met| met.insert(call.path.clone()));
        match call.writes() && is_new {
            true => Fate::AnswerLost,
            false => Fate::Answered,
        }
    });
    let ran = run(&home, &wire, &mut |_| {})?;
    ensure(ran.hears("busy: "), || {
        format!("nothing is said: {:#?}", ran.lines)
    })?;
    Ok(format!(
        "each of the four objects was applied again, which changed nothing; {DONE}"
    ))
}
