//! Random settings for property tests: small numbers from a short list, so that ties are common.

mod plan;
mod values;

use laneway_core::kubernetes::{NodeLossDelays, NodeSize, Requests, RestartPolicy, Version};
use laneway_core::simulate::draws::Time;
use laneway_core::simulate::{
    Background, Cluster, Fails, Hazard, ImagePull, Options, Outage, Pods, ServiceError, Setting,
};
use laneway_core::template::{Kind, LivenessProbe, Probe};
use laneway_core::time::Millis;
use plan::{behaviour, plan, things_index};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use values::{
    container_restart, fails, hazard, image, kind, late_crash, liveness, node_loss,
    node_loss_delays, outage, probe, restart_policy, seconds, time,
};

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

/// Any setting, with nodes or without, in which services crash once they are ready and nodes are lost.
pub fn any_setting_with_losses() -> impl Strategy<Value = Setting> {
    let setting = prop_oneof![2 => any_setting().boxed(), 1 => any_setting_on_nodes().boxed()];
    // What is ready is lost only while others still run.
    let longer = select(vec![0, 0, 60, 400]).prop_map(Millis::from_secs);
    let losses = (vec(late_crash(), 0..3), vec(node_loss(), 0..3), longer);
    let losses = vec(losses, 1..6);
    (setting, losses, node_loss_delays(), option::of(seconds())).prop_map(
        |(mut setting, losses, delays, wait)| {
            setting.options.node_loss = delays;
            setting.options.readiness_wait = wait.unwrap_or(Millis::from_secs(600));
            let tasks = setting.plan.tasks.iter_mut().zip(&mut setting.behaviours);
            for ((task, behaviour), (crashes, nodes, longer)) in tasks.zip(losses.iter().cycle()) {
                if task.kind != Kind::Services {
                    behaviour.duration = &behaviour.duration + *longer;
                    task.limit = task.limit.map(|limit| limit + *longer);
                }
                let has_pods = matches!(task.kind, Kind::Services | Kind::Jobs);
                if has_pods && !behaviour.is_static {
                    behaviour.hazards.extend_from_slice(crashes);
                    behaviour.node_losses.clone_from(nodes);
                }
            }
            setting
        },
    )
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
                node_loss: NodeLossDelays::of(Version::NEWEST),
                seed,
            },
        )
}
