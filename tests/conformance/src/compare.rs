//! What was predicted and what happened: the same events in the same order, the same outcomes, the same times.

use laneway_core::analysis::Run;
use laneway_core::plan::TaskId;
use laneway_core::report::Report;
use laneway_core::scheduler::{
    AttemptOutcome, Background, LossCause, Record, Trace, TraceEvent, What,
};
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::recorded;

/// How far an event may lie from where it was predicted, counted from what it follows (the event before it of the
/// same task, the start of its task, or the settling that made way for it).
///
/// The controller of Jobs collects what it hears of pods for 1 s before it looks at a Job (`SyncJobBatchPeriod` in
/// `pkg/controller/job/job_controller.go`), so that every job ends, and fails, 1 s late. It also counts its pauses and
/// limits from times in whole seconds: up to 1 s early. The rest is what it takes until a change is heard.
pub const TOLERANCE: Millis = Millis(1500);
/// How long the control plane may take from applying an object to its first container. What is predicted is without
/// it, since it says nothing about the model; it is shown apart.
pub const CONTROL_PLANE: Millis = Millis(5000);
/// How much later than predicted a run may hear that a node is lost. The controller of nodes looks every 5 s
/// (`--node-monitor-period`), counts from when it has seen the last sign of life, and gives the node up when more than the
/// time is over: a node is lost 0 to 10 s later than by its own sign of life. The rest is as above. It is shown apart.
pub const NODES: Millis = Millis(11_500);
/// Events that are predicted to be less apart than this may change places.
pub const TOGETHER: Millis = Millis(2000);

/// What came of comparing.
#[derive(Debug)]
pub struct Finding {
    /// How many events were predicted.
    pub events: usize,
    /// What was not where it should be; empty if the order is the same.
    pub order: Vec<String>,
    /// What ended otherwise.
    pub outcomes: Vec<String>,
    /// The largest difference of a time, and of which event.
    pub largest: (Millis, String),
    /// The longest that the control plane took from an apply to a container.
    pub control_plane: Millis,
    /// By how much the most it differed when a lost node's pods were taken away; `None` if none were.
    pub nodes: Option<Millis>,
    /// When the end was predicted, and when it came.
    pub end: (Millis, Millis),
}

impl Finding {
    /// Whether all is as predicted.
    pub fn is_within(&self) -> bool {
        self.order.is_empty() && self.outcomes.is_empty() && self.is_in_time()
    }

    /// Whether only the order of events is another.
    pub fn differs_in_order_only(&self) -> bool {
        !self.order.is_empty() && self.outcomes.is_empty() && self.is_in_time()
    }

    /// Whether all times are.
    pub fn is_in_time(&self) -> bool {
        self.largest.0 <= TOLERANCE
            && self.control_plane <= CONTROL_PLANE
            && self.nodes.is_none_or(|nodes| nodes <= NODES)
    }
}

/// The events that a run on a cluster sees, too: it follows nothing after its end, and of a lost node it hears nothing
/// before its pods are taken away.
pub fn until_the_end(trace: &Trace, setting: &Setting) -> Vec<TraceEvent> {
    let last = match setting.options.background {
        Background::Detach => What::LastStepDone,
        Background::Join => What::AllSettled,
    };
    let is_last = |event: &TraceEvent| event.what == last || matches!(event.what, What::Halted(_));
    let mut length = trace
        .events
        .iter()
        .position(is_last)
        .map_or(trace.events.len(), |index| index + 1);
    // Where nothing is left to be detached, it is the end of everything, too.
    let at = trace.events[..length].last().map(|event| event.at);
    let is_end_of_all =
        |event: &&TraceEvent| event.what == What::AllSettled && Some(event.at) == at;
    length += usize::from(trace.events.get(length).filter(is_end_of_all).is_some());
    let end = at.unwrap_or_default();
    let events = trace.events[..length].iter();
    let seen = events.filter(|event| !matches!(event.what, What::RetriesCut(_)));
    let mut seen: Vec<TraceEvent> = seen
        .map(|event| match is_loss(&event.what) {
            true => TraceEvent {
                at: event.at + setting.options.node_loss.evicted,
                what: event.what.clone(),
            },
            false => event.clone(),
        })
        .filter(|event| event.at <= end)
        .collect();
    // What takes the place of lost pods comes at that moment, after the loss.
    seen.sort_by_key(|event| (event.at, !is_loss(&event.what)));
    seen
}

/// Whether it tells of a node that is lost.
fn is_loss(what: &What) -> bool {
    matches!(
        what,
        What::AttemptEnded(.., AttemptOutcome::NodeLost)
            | What::ServiceLost(_, LossCause::NodeLost)
    )
}

/// Holds a recorded run against the predicted one.
pub fn compare(predicted: &Run, recorded: &Run) -> Finding {
    let names: Vec<&str> = predicted
        .setting
        .plan
        .tasks
        .iter()
        .map(|task| task.name.as_str())
        .collect();
    let seen = until_the_end(&predicted.trace, &predicted.setting);
    let expected: Vec<&TraceEvent> = seen.iter().collect();
    let found: Vec<&TraceEvent> = recorded.trace.events.iter().collect();
    let pairs = Pairs::new(&expected, &found);
    let mut order = pairs.unpaired(&expected, &found, &names);
    order.extend(pairs.swapped(&names));
    let Differences {
        largest,
        control_plane,
        nodes,
    } = pairs.differences(&names);
    let last = |events: &[&TraceEvent]| events.last().map_or(Millis::ZERO, |event| event.at);
    Finding {
        events: expected.len(),
        order,
        outcomes: outcomes(&as_recorded(predicted, &expected), &recorded.report),
        largest,
        control_plane,
        nodes,
        end: (last(&expected), last(&found)),
    }
}

/// What a run would report that saw just these events.
fn as_recorded(predicted: &Run, events: &[&TraceEvent]) -> Report {
    let record = Record {
        plan: predicted.setting.plan.clone(),
        scenario: None,
        seed: 0,
        epoch: None,
        trace: Trace {
            events: events.iter().map(|event| (*event).clone()).collect(),
            waits: predicted.trace.waits.clone(),
        },
    };
    recorded::run(&record, predicted.setting.options).report
}

/// The largest of each kind, and of which event; how long the control plane took; and how late nodes were given up.
#[derive(Debug, Default)]
struct Differences {
    largest: (Millis, String),
    control_plane: Millis,
    nodes: Option<Millis>,
}

/// Each event that was predicted, with when it happened.
struct Pairs<'t> {
    all: Vec<(&'t TraceEvent, Millis, usize)>,
}

impl<'t> Pairs<'t> {
    fn new(expected: &[&'t TraceEvent], found: &[&TraceEvent]) -> Self {
        let mut free: Vec<bool> = vec![true; found.len()];
        let mut all = Vec::new();
        for event in expected {
            // An event of a kind that comes several times is the first of them that is left.
            let index =
                (0..found.len()).find(|index| free[*index] && found[*index].what == event.what);
            if let Some(index) = index {
                free[index] = false;
                all.push((*event, found[index].at, index));
            }
        }
        Self { all }
    }

    fn unpaired(
        &self,
        expected: &[&TraceEvent],
        found: &[&TraceEvent],
        names: &[&str],
    ) -> Vec<String> {
        let missing = expected
            .iter()
            .filter(|event| !self.all.iter().any(|(it, ..)| std::ptr::eq(*it, **event)));
        let missing =
            missing.map(|event| format!("missing: {} {}", event.at, words(&event.what, names)));
        let extra = found
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.all.iter().any(|(.., it)| it == index));
        let extra = extra
            .map(|(_, event)| format!("not predicted: {} {}", event.at, words(&event.what, names)));
        missing.chain(extra).collect()
    }

    /// Events in another order although they are of one task, or were predicted to be well apart.
    fn swapped(&self, names: &[&str]) -> Vec<String> {
        let mut swapped = Vec::new();
        for (index, (first, _, place)) in self.all.iter().enumerate() {
            for (second, _, other) in &self.all[index + 1..] {
                let is_ordered = second.at - first.at >= TOGETHER
                    || task(&first.what).is_some_and(|it| Some(it) == task(&second.what));
                if is_ordered && other < place {
                    swapped.push(format!(
                        "{} came before {}",
                        words(&second.what, names),
                        words(&first.what, names)
                    ));
                }
            }
        }
        swapped
    }

    /// The largest differences of times, of each kind.
    fn differences(&self, names: &[&str]) -> Differences {
        let mut differences = Differences::default();
        let Differences {
            largest,
            control_plane,
            nodes,
        } = &mut differences;
        for index in 0..self.all.len() {
            let (event, at, _) = self.all[index];
            let difference = self.difference(index);
            if matches!(event.what, What::AttemptStarted(_, 1)) {
                *control_plane = difference.max(*control_plane);
            } else if is_loss(&event.what) {
                *nodes = Some(difference).max(*nodes);
            } else if difference > largest.0 {
                let words = format!("{}: {} → {at}", words(&event.what, names), event.at);
                *largest = (difference, words);
            }
        }
        differences
    }

    /// By how much the time since what it follows differs; since that which explains it best.
    fn difference(&self, index: usize) -> Millis {
        let (event, at, _) = self.all[index];
        let own = task(&event.what);
        let earlier = || self.all[..index].iter().rev();
        let before = earlier().find(|(it, ..)| own.is_some() && task(&it.what) == own);
        let start = earlier()
            .find(|(it, ..)| matches!(it.what, What::TaskStarted(task) if Some(task) == own));
        let made_way = earlier()
            .filter(|(it, ..)| it.at == event.at && matches!(it.what, What::TaskSettled(..)));
        let mut causes: Vec<(Millis, Millis)> = before
            .into_iter()
            .chain(start)
            .chain(made_way)
            .map(|(it, at, _)| (it.at, *at))
            .collect();
        if causes.is_empty() {
            causes.push((Millis::ZERO, Millis::ZERO));
        }
        // It may have come before what it follows.
        let off = |(expected, found): (Millis, Millis)| {
            let (one, other) = ((event.at - expected) + found, at);
            (one - other).max(other - one)
        };
        causes.into_iter().map(off).min().unwrap_or_default()
    }
}

fn outcomes(predicted: &Report, recorded: &Report) -> Vec<String> {
    let mut differences = Vec::new();
    if predicted.outcome != recorded.outcome {
        differences.push(format!(
            "the stage: {:?} → {:?}",
            predicted.outcome, recorded.outcome
        ));
    }
    for (expected, found) in predicted.tasks.iter().zip(&recorded.tasks) {
        if expected.outcome != found.outcome {
            differences.push(format!(
                "{}: {:?} → {:?}",
                expected.task, expected.outcome, found.outcome
            ));
        }
    }
    let left = |report: &Report| {
        let mut left: Vec<String> = report
            .left_over
            .iter()
            .map(|it| format!("{} {:?}", it.task, it.state))
            .collect();
        left.sort();
        left
    };
    if left(predicted) != left(recorded) {
        differences.push(format!(
            "left over: {:?} → {:?}",
            left(predicted),
            left(recorded)
        ));
    }
    differences
}

/// Whose event it is.
fn task(what: &What) -> Option<TaskId> {
    match what {
        What::TaskQueued(task)
        | What::TaskStarted(task)
        | What::AttemptStarted(task, _)
        | What::AttemptEnded(task, ..)
        | What::TaskSettled(task, _)
        | What::RetriesCut(task)
        | What::TaskHealed(task)
        | What::ServiceLost(task, _)
        | What::Halted(task) => Some(*task),
        What::StepOpened(_) | What::StepSettled(_) | What::LastStepDone | What::AllSettled => None,
    }
}

fn words(what: &What, names: &[&str]) -> String {
    let name = task(what).map_or("", |task| names[task.0]);
    match what {
        What::AttemptStarted(_, number) => format!("attempt {number} of {name} starts"),
        What::AttemptEnded(_, number, AttemptOutcome::TimedOut) => {
            format!("attempt {number} of {name} timed out")
        }
        What::AttemptEnded(_, number, outcome) => {
            format!("attempt {number} of {name} ends {outcome:?}")
        }
        What::TaskSettled(_, outcome) => format!("{name} settles {outcome:?}"),
        What::TaskStarted(_) => format!("{name} starts"),
        What::TaskQueued(_) => format!("{name} is queued"),
        What::ServiceLost(..) => format!("{name} is lost"),
        What::TaskHealed(_) => format!("{name} heals"),
        What::Halted(_) => format!("{name} halts the stage"),
        other => format!("{other:?}"),
    }
}
