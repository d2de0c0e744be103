//! Random settings for property tests: small numbers from a short list, so that ties are common.

use laneway_core::kubernetes::{BackOff, NodeSize, Requests, RestartPolicy};
use laneway_core::plan::{Plan, Step, StepId, Task, TaskId};
use laneway_core::simulate::draws::{Chance, Distribution, Stream, Time};
use laneway_core::simulate::{
    Background, Behaviour, Cluster, Fails, FailsAt, Harm, Hazard, ImagePull, Need, Options, Outage,
    Pods, ServiceError, Setting, Strikes,
};
use laneway_core::source::Span;
use laneway_core::template::{Kind, LivenessProbe, Probe};
use laneway_core::time::Millis;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Something that a stage may refer to, once or several times, and how it behaves.
#[derive(Debug, Clone)]
struct Thing {
    kind: Kind,
    duration: Time,
    /// Indices of needed things; one past the last is something outside the stage.
    needs: Vec<prop::sample::Index>,
    crash_after: Option<Time>,
    fails: Fails,
    retries: u32,
    restart_policy: RestartPolicy,
    outages: Vec<Outage>,
    hazards: Vec<Hazard>,
    image: ImagePull,
    probe: Option<Probe>,
    liveness: Option<LivenessProbe>,
    is_static: bool,
    limit: Millis,
    /// The old place of `halt_on_error`.
    halts: bool,
}

/// A step and which things it runs.
#[derive(Debug, Clone)]
struct StepDraft {
    waited: bool,
    halts: bool,
    things: Vec<prop::sample::Index>,
}

/// Any setting at all: cyclic needs, repeated references, empty steps, outages, short limits, slots.
pub fn any_setting() -> impl Strategy<Value = Setting> {
    let things = vec(thing(), 1..6);
    let steps = vec(step(), 0..6);
    let outside = vec(outage(), 0..2);
    (things, steps, outside, options()).prop_map(|(things, steps, outside, options)| {
        let plan = plan(&things, &steps);
        let behaviours = plan.tasks.iter().map(|task| {
            let index = things_index(&task.reference, &things);
            behaviour(&things[index], &things, &outside, &plan)
        });
        Setting {
            behaviours: behaviours.collect(),
            plan,
            options,
            cluster: Cluster::default(),
        }
    })
}

/// Any setting on a few small nodes, which have room for some of its pods at once.
pub fn any_setting_on_nodes() -> impl Strategy<Value = Setting> {
    let pods = vec(pods(), 1..8);
    (any_setting(), vec(node(), 1..4), pods).prop_map(|(mut setting, nodes, pods)| {
        setting.cluster = Cluster { nodes };
        let tasks = setting.plan.tasks.iter().zip(&mut setting.behaviours);
        for ((task, behaviour), pods) in tasks.zip(pods.iter().cycle()) {
            behaviour.pods = match task.kind {
                Kind::Services if !behaviour.is_static => *pods,
                Kind::Jobs => Pods { count: 1, ..*pods },
                _ => Pods::default(),
            };
        }
        setting
    })
}

fn node() -> impl Strategy<Value = NodeSize> {
    let cpu = select(vec![0, 1000, 2000, 4000]);
    (cpu, select(vec![1, 2, 4]), 1..5_u32).prop_map(|(cpu, gi, pods)| NodeSize {
        cpu,
        memory: gi << 30,
        pods,
    })
}

fn pods() -> impl Strategy<Value = Pods> {
    let cpu = option::weighted(0.7, select(vec![0, 500, 1000, 2000]));
    let memory = option::weighted(0.5, select(vec![256, 1024, 2048]));
    let count = select(vec![0, 1, 1, 1, 2, 3]);
    (count, cpu, memory).prop_map(|(count, cpu, memory)| Pods {
        count,
        requests: Requests {
            cpu,
            memory: memory.map(|mi: u64| mi << 20),
        },
    })
}

fn seconds() -> impl Strategy<Value = Millis> {
    let common = select(vec![0, 1, 2, 3, 5, 10, 12, 13, 20, 30, 40, 45, 80]);
    let rare = select(vec![150, 310, 599, 600, 601, 1199, 1200, 1201]);
    prop_oneof![9 => common, 1 => rare].prop_map(Millis::from_secs)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        4 => Just(Kind::Services),
        3 => Just(Kind::Jobs),
        1 => Just(Kind::Charts),
        1 => Just(Kind::Infrastructure),
        1 => Just(Kind::BuiltIn),
    ]
}

/// Mostly the same in every run; what is drawn is short, as [`crate::vary::calm`] wants it.
fn time() -> impl Strategy<Value = Time> {
    let second = Millis(1000);
    let pair = (0..40_u64, 0..40_u64);
    let drawn =
        (0..3, pair, any::<prop::sample::Index>()).prop_map(move |(kind, (min, width), at)| {
            let (min, max) = (second.times(min), second.times(min + width));
            let mode = min + second.times(at.index(1 + usize::try_from(width).unwrap_or(0)) as u64);
            Time::new(match kind {
                0 => Distribution::Uniform { min, max },
                1 => Distribution::Triangular { min, mode, max },
                _ => Distribution::Samples(vec![min, mode, max]),
            })
        });
    prop_oneof![5 => seconds().prop_map(Time::from), 1 => drawn]
}

fn outage() -> impl Strategy<Value = Outage> {
    let drawn = (time(), time(), 1..9_u32).prop_map(|(from, until, number)| Outage {
        from,
        until,
        stream: Stream::of_fault("*", number),
    });
    let fixed = (seconds(), seconds()).prop_map(|(from, length)| Outage {
        from: from.into(),
        until: (from + length).into(),
        stream: Stream::of_fault("*", 0),
    });
    prop_oneof![4 => fixed, 1 => drawn]
}

fn chance() -> impl Strategy<Value = Chance> {
    prop_oneof![
        4 => Just(Chance::NEVER),
        2 => select(vec![100_000, 500_000, 900_000]).prop_map(Chance::from_millionths),
        3 => Just(Chance::ALWAYS),
    ]
}

fn moment() -> impl Strategy<Value = FailsAt> {
    prop_oneof![
        select(vec![0, 250_000, 333_333, 666_667, 1_000_000]).prop_map(FailsAt::Share),
        time().prop_map(FailsAt::After),
    ]
}

fn hazard() -> impl Strategy<Value = Hazard> {
    let harm = prop_oneof![
        3 => Just(Harm::Hang),
        2 => select(vec![1_000_000, 1_500_000, 2_000_000]).prop_map(Harm::Slowdown),
        2 => time().prop_map(Harm::Latency),
        2 => moment().prop_map(Harm::Crash),
    ];
    let attempts = option::weighted(0.4, prop::collection::btree_set(1..4u32, 0..3));
    (harm, attempts, chance(), 1..9_u32).prop_map(|(harm, attempts, chance, number)| Hazard {
        harm,
        strikes: Strikes {
            attempts: attempts.map(|attempts| attempts.into_iter().collect()),
            chance,
        },
        stream: Stream::of_hazard("harm", "*", number),
    })
}

fn fails() -> impl Strategy<Value = Fails> {
    let at = moment();
    let attempts = prop::collection::btree_set(1..4u32, 1..4);
    let some = (attempts, chance(), option::weighted(0.4, at));
    let some = some.prop_map(|(attempts, chance, at)| Fails {
        attempts: attempts.into_iter().collect(),
        chance,
        at,
    });
    prop_oneof![6 => Just(Fails::default()), 4 => some]
}

fn image() -> impl Strategy<Value = ImagePull> {
    prop_oneof![
        12 => Just(ImagePull::Fails(0)),
        2 => (1..7_u32).prop_map(ImagePull::Fails),
        1 => Just(ImagePull::Never),
        1 => Just(ImagePull::Invalid),
    ]
}

fn probe() -> impl Strategy<Value = Probe> {
    (0..4u64, 1..5u64, 1..4u32).prop_map(|(delay, period, success_threshold)| Probe {
        initial_delay: Millis::from_secs(delay),
        period: Millis::from_secs(period),
        success_threshold,
    })
}

fn liveness() -> impl Strategy<Value = LivenessProbe> {
    let numbers = (0..20u64, 1..5u64, 1..9u64, 1..4u32);
    numbers.prop_map(
        |(delay, period, timeout, failure_threshold)| LivenessProbe {
            initial_delay: Millis::from_secs(delay),
            period: Millis::from_secs(period),
            timeout: Millis::from_secs(timeout),
            failure_threshold,
        },
    )
}

fn restart_policy() -> impl Strategy<Value = RestartPolicy> {
    prop_oneof![2 => Just(RestartPolicy::Never), 1 => Just(RestartPolicy::OnFailure)]
}

fn container_restart() -> impl Strategy<Value = BackOff> {
    let seconds = select(vec![(10, 300), (10, 300), (10, 60), (1, 60), (4, 4)]);
    seconds.prop_map(|(initial, cap)| BackOff {
        initial: Millis::from_secs(initial),
        cap: Millis::from_secs(cap),
    })
}

fn thing() -> impl Strategy<Value = Thing> {
    let core = (kind(), time(), vec(any::<prop::sample::Index>(), 0..3));
    let troubles = (
        option::weighted(0.4, time()),
        fails(),
        (0..4u32, restart_policy()),
        prop_oneof![3 => Just(vec![]), 1 => vec(outage(), 1..3)],
        prop_oneof![3 => Just(vec![]), 2 => vec(hazard(), 1..4)],
    );
    let probes = (
        option::weighted(0.2, probe()),
        option::weighted(0.3, liveness()),
    );
    let rest = (
        (image(), probes),
        prop::bool::weighted(0.1),
        seconds(),
        prop::bool::weighted(0.1),
    );
    (core, troubles, rest).prop_map(|(core, troubles, rest)| {
        let (kind, duration, needs) = core;
        let (crash_after, fails, (retries, restart_policy), outages, hazards) = troubles;
        let ((image, (probe, liveness)), is_static, limit, halts) = rest;
        let is_service = kind == Kind::Services;
        Thing {
            kind,
            duration,
            needs,
            crash_after,
            fails,
            retries: if kind == Kind::Jobs { retries } else { 0 },
            restart_policy,
            outages,
            hazards,
            image,
            probe: probe.filter(|_| is_service),
            liveness: liveness.filter(|_| is_service),
            is_static: is_service && is_static,
            limit,
            halts: kind == Kind::Jobs && halts,
        }
    })
}

fn step() -> impl Strategy<Value = StepDraft> {
    let things = vec(any::<prop::sample::Index>(), 0..5);
    let flags = (prop::bool::weighted(0.7), prop::bool::weighted(0.3));
    (flags, things).prop_map(|((waited, halts), things)| StepDraft {
        waited,
        halts,
        things,
    })
}

fn options() -> impl Strategy<Value = Options> {
    let background = prop_oneof![3 => Just(Background::Join), 1 => Just(Background::Detach)];
    let error = prop_oneof![3 => Just(ServiceError::Deadline), 1 => Just(ServiceError::FirstCrash)];
    let slots = option::weighted(0.3, 1..4usize);
    let latency = prop_oneof![3 => Just(Millis::ZERO), 1 => seconds()];
    let waits = (seconds(), seconds(), latency);
    (
        background,
        error,
        waits,
        slots,
        container_restart(),
        0..3_u64,
    )
        .prop_map(
            |(background, service_error, waits, max_parallel, container_restart, seed)| Options {
                background,
                service_error,
                readiness_wait: waits.0,
                horizon: waits.1,
                max_parallel,
                apply_latency: waits.2,
                container_restart,
                seed,
            },
        )
}

fn reference(index: usize, things: &[Thing]) -> String {
    let kind = match things[index].kind {
        Kind::Services => "services",
        Kind::Jobs => "jobs",
        Kind::Charts => "charts",
        Kind::Infrastructure => "infrastructure",
        Kind::BuiltIn => "release",
    };
    format!("{kind}.{index}")
}

fn things_index(name: &str, things: &[Thing]) -> usize {
    let mut indices = 0..things.len();
    let index = indices.find(|index| reference(*index, things) == name);
    index.expect("every task refers to a thing")
}

fn plan(things: &[Thing], drafts: &[StepDraft]) -> Plan {
    let mut plan = Plan {
        stage: "setup".to_owned(),
        steps: Vec::new(),
        tasks: Vec::new(),
    };
    for (number, draft) in drafts.iter().enumerate() {
        let mut tasks = Vec::new();
        for index in &draft.things {
            tasks.push(TaskId(plan.tasks.len()));
            let index = index.index(things.len());
            let task = task(index, things, &plan.tasks, StepId(number), draft.halts);
            plan.tasks.push(task);
        }
        plan.steps.push(Step {
            name: format!("step-{number}"),
            waited: draft.waited,
            halt_on_error: draft.halts,
            tasks,
            span: Span::default(),
        });
    }
    plan
}

fn task(index: usize, things: &[Thing], earlier: &[Task], step: StepId, halts: bool) -> Task {
    let thing = &things[index];
    let reference = reference(index, things);
    let before = earlier.iter().filter(|task| task.reference == reference);
    let occurrence = 1 + u32::try_from(before.count()).expect("few tasks");
    Task {
        name: match occurrence {
            1 => reference.clone(),
            _ => format!("{reference}#{occurrence}"),
        },
        reference,
        occurrence,
        kind: thing.kind,
        step,
        halts: halts || thing.halts,
        span: Span::default(),
        limit: (thing.kind != Kind::Services).then_some(thing.limit),
    }
}

fn behaviour(thing: &Thing, things: &[Thing], outside: &[Outage], plan: &Plan) -> Behaviour {
    let mut needs: Vec<Need> = Vec::new();
    for index in &thing.needs {
        let need = need(index.index(things.len() + 1), things, outside, plan);
        if !needs.iter().any(|it| it.reference == need.reference) {
            needs.push(need);
        }
    }
    Behaviour {
        duration: thing.duration.clone(),
        needs,
        crash_after: thing.crash_after.clone(),
        fails: thing.fails.clone(),
        retries: thing.retries,
        restart_policy: thing.restart_policy,
        outages: thing.outages.clone(),
        hazards: thing.hazards.clone(),
        image: thing.image,
        probe: thing.probe,
        liveness: thing.liveness,
        is_static: thing.is_static,
        pods: Pods::default(),
    }
}

fn need(index: usize, things: &[Thing], outside: &[Outage], plan: &Plan) -> Need {
    let Some(needed) = things.get(index) else {
        return Need {
            reference: "services.outside".to_owned(),
            tasks: Vec::new(),
            outages: outside.to_vec(),
        };
    };
    let reference = reference(index, things);
    let ids = (0..plan.tasks.len()).map(TaskId);
    Need {
        tasks: ids
            .filter(|id| plan.tasks[id.0].reference == reference)
            .collect(),
        reference,
        outages: needed.outages.clone(),
    }
}
