//! A run is killed after each of its events in turn, and around each of its writes, and resumed: nothing is run twice,
//! nothing is lost, and the end is the same.

use crate::command::{App, Finished};
use crate::home::Home;
use crate::trial::PAGE;
use crate::wire::{Fate, Wire};
use kube::ResourceExt as _;
use kube::api::ListParams;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// Runs begin this far apart, so that the control plane is not asked for everything at once.
const BETWEEN: Duration = Duration::from_millis(500);
/// How many calls a run makes that change something: it takes the lock, and applies four objects.
const WRITES: usize = 5;

/// When a run is killed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// Right after it has told of so many events.
    AfterEvent(usize),
    /// When it makes this write, which does not arrive.
    AtWrite(usize),
    /// When it makes this write, whose answer does not arrive.
    BeforeAnswer(usize),
}

/// What became of one kill.
#[derive(Debug)]
pub struct Killed {
    /// When, in words.
    pub when: String,
    /// What was there at that moment, and came to its end; or what is wrong.
    pub outcome: Result<String, String>,
    /// From the kill to the end of the run that went on, the 30 s of the lock included.
    pub took: Duration,
}

/// Identities of workloads, by kind and name. The names of jobs hold a hash of what they do.
type Objects = BTreeMap<(String, String), String>;

fn objects(home: &Home) -> Objects {
    let mut all = Objects::new();
    for kind in ["Deployment", "Job"] {
        let listed = home
            .runtime
            .block_on(home.api(kind).list(&ListParams::default()));
        for object in listed.iter().flatten() {
            all.insert(
                (kind.to_owned(), object.name_any()),
                object.uid().unwrap_or_default(),
            );
        }
    }
    all
}

/// Kills at every moment, in a namespace each, all at once; `done` hears of each.
///
/// # Errors
/// If not even a run that nobody kills comes to its end.
pub fn all(
    wanted: impl Fn(&str) -> bool,
    done: impl Fn(&Killed) + Sync,
) -> Result<Vec<Killed>, String> {
    let home = Home::new();
    let app = App::new(&home, PAGE, None);
    let mut run = app.start();
    let events: Vec<String> = run.by_ref().collect();
    succeeded(&run.finish()?)?;
    let names: Vec<(String, String)> = objects(&home).into_keys().collect();
    let mut moments: Vec<(Moment, String)> = (1..events.len())
        .map(|count| {
            (
                Moment::AfterEvent(count),
                format!("after {}", events[count - 1]),
            )
        })
        .collect();
    for write in 1..=WRITES {
        moments.push((Moment::AtWrite(write), format!("write {write} is lost")));
        moments.push((
            Moment::BeforeAnswer(write),
            format!("the answer to write {write} is lost"),
        ));
    }
    moments.retain(|(_, words)| wanted(words));
    let all = Mutex::new(Vec::new());
    scope(|scope| {
        for (moment, words) in moments {
            let (all, done, names) = (&all, &done, &names);
            scope.spawn(move || {
                let killed = kill(&moment, words, names);
                done(&killed);
                if let Ok(mut all) = all.lock() {
                    all.push(killed);
                }
            });
            sleep(BETWEEN);
        }
    });
    Ok(all.into_inner().unwrap_or_default())
}

fn kill(moment: &Moment, when: String, names: &[(String, String)]) -> Killed {
    let home = Home::new();
    match moment {
        Moment::AfterEvent(count) => {
            let app = App::new(&home, PAGE, None);
            let mut run = app.start();
            for _ in 0..*count {
                run.next();
            }
            run.kill();
        }
        Moment::AtWrite(number) => kill_at_write(&home, *number, Fate::Lost),
        Moment::BeforeAnswer(number) => kill_at_write(&home, *number, Fate::AnswerLost),
    }
    let killed = Instant::now();
    let outcome = go_on(&home, names);
    Killed {
        when,
        outcome,
        took: killed.elapsed(),
    }
}

/// Starts a run through a wire, and kills it when a write comes along that meets this fate.
fn kill_at_write(home: &Home, number: usize, fate: Fate) {
    let wire = Wire::new(home, None);
    let (tell, told) = channel();
    wire.decide(doom(number, fate, tell));
    let through = wire.place.kubeconfig.as_deref();
    let app = App::new(home, PAGE, through);
    let run = app.start();
    told.recv_timeout(crate::home::PATIENCE).ok();
    if fate == Fate::AnswerLost {
        // It has to arrive before its sender is gone.
        sleep(Duration::from_millis(200));
    }
    run.kill();
}

fn doom(number: usize, fate: Fate, tell: Sender<()>) -> impl Fn(&crate::wire::Call) -> Fate {
    let (writes, tell) = (AtomicUsize::new(0), Mutex::new(tell));
    move |call| {
        let is_write = call.method != http::Method::GET;
        if !is_write || writes.fetch_add(1, Ordering::SeqCst) + 1 != number {
            return Fate::Answered;
        }
        if let Ok(tell) = tell.lock() {
            tell.send(()).ok();
        }
        fate
    }
}

/// Runs the stage again, and looks at what the two runs have done together.
fn go_on(home: &Home, names: &[(String, String)]) -> Result<String, String> {
    let before = objects(home);
    let finished = App::new(home, PAGE, None).run_when_free()?;
    succeeded(&finished)?;
    let after = objects(home);
    if !after.keys().eq(names) {
        return Err(format!("other objects: {after:?}"));
    }
    // One may have been applied in the very moment of the kill.
    let anew: Vec<_> = before
        .iter()
        .filter(|(key, uid)| after.get(key) != Some(uid))
        .collect();
    if !anew.is_empty() {
        return Err(format!("made anew: {anew:?}"));
    }
    home.all_ran_once()?;
    let pods = home.names("Pod").len();
    if pods != names.len() {
        return Err(format!("{pods} pods"));
    }
    Ok(format!(
        "{} of {} objects were there and were kept",
        before.len(),
        after.len()
    ))
}

fn succeeded(finished: &Finished) -> Result<(), String> {
    let ok = finished.exit == Some(0);
    ok.then_some(()).ok_or_else(|| format!("{finished:?}"))
}

/// One line for each kill, and a summary.
pub fn table(all: &[Killed]) -> String {
    let lines: String = all.iter().map(|killed| line(killed) + "\n").collect();
    let good = all.iter().filter(|killed| killed.outcome.is_ok()).count();
    format!(
        "{lines}\n{} kills, {good} resumed to the same end with nothing run twice and nothing lost.\n",
        all.len()
    )
}

/// The line of one.
pub fn line(killed: &Killed) -> String {
    let (mark, words) = match &killed.outcome {
        Ok(words) => ('✓', words),
        Err(words) => ('✗', words),
    };
    format!(
        "{mark} {:<44} {:>5.1} s  {words}",
        killed.when,
        killed.took.as_secs_f64()
    )
}
