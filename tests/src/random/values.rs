//! What happens to a task, at random.

use laneway_core::kubernetes::{BackOff, NodeLossDelays, RestartPolicy};
use laneway_core::simulate::draws::{Chance, Distribution, Stream, Time};
use laneway_core::simulate::{Fails, FailsAt, Harm, Hazard, ImagePull, NodeLoss, Outage, Strikes};
use laneway_core::template::{Kind, LivenessProbe, Probe};
use laneway_core::time::Millis;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(super) fn seconds() -> impl Strategy<Value = Millis> {
    let common = select(vec![0, 1, 2, 3, 5, 10, 12, 13, 20, 30, 40, 45, 80]);
    let rare = select(vec![150, 310, 599, 600, 601, 1199, 1200, 1201]);
    prop_oneof![9 => common, 1 => rare].prop_map(Millis::from_secs)
}

pub(super) fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        4 => Just(Kind::Services),
        3 => Just(Kind::Jobs),
        1 => Just(Kind::Charts),
        1 => Just(Kind::Infrastructure),
        1 => Just(Kind::BuiltIn),
    ]
}

/// Mostly the same in every run; what is drawn is short, as [`crate::vary::calm`] wants it.
pub(super) fn time() -> impl Strategy<Value = Time> {
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

pub(super) fn outage() -> impl Strategy<Value = Outage> {
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

pub(super) fn chance() -> impl Strategy<Value = Chance> {
    prop_oneof![
        4 => Just(Chance::NEVER),
        2 => select(vec![100_000, 500_000, 900_000]).prop_map(Chance::from_millionths),
        3 => Just(Chance::ALWAYS),
    ]
}

pub(super) fn moment() -> impl Strategy<Value = FailsAt> {
    prop_oneof![
        select(vec![0, 250_000, 333_333, 666_667, 1_000_000]).prop_map(FailsAt::Share),
        time().prop_map(FailsAt::After),
    ]
}

pub(super) fn hazard() -> impl Strategy<Value = Hazard> {
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

pub(super) fn fails() -> impl Strategy<Value = Fails> {
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

pub(super) fn image() -> impl Strategy<Value = ImagePull> {
    prop_oneof![
        12 => Just(ImagePull::Fails(0)),
        2 => (1..7_u32).prop_map(ImagePull::Fails),
        1 => Just(ImagePull::Never),
        1 => Just(ImagePull::Invalid),
    ]
}

pub(super) fn probe() -> impl Strategy<Value = Probe> {
    (0..4u64, 1..5u64, 1..4u32).prop_map(|(delay, period, success_threshold)| Probe {
        initial_delay: Millis::from_secs(delay),
        period: Millis::from_secs(period),
        success_threshold,
    })
}

pub(super) fn liveness() -> impl Strategy<Value = LivenessProbe> {
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

pub(super) fn restart_policy() -> impl Strategy<Value = RestartPolicy> {
    prop_oneof![2 => Just(RestartPolicy::Never), 1 => Just(RestartPolicy::OnFailure)]
}

pub(super) fn container_restart() -> impl Strategy<Value = BackOff> {
    let seconds = select(vec![(10, 300), (10, 300), (10, 60), (1, 60), (4, 4)]);
    seconds.prop_map(|(initial, cap)| BackOff {
        initial: Millis::from_secs(initial),
        cap: Millis::from_secs(cap),
    })
}

pub(super) fn late_crash() -> impl Strategy<Value = Hazard> {
    let attempts = option::weighted(0.7, prop::collection::btree_set(1..4u32, 1..3));
    let soon =
        select(vec![0, 1, 2, 3, 5, 10, 13]).prop_map(|after| Millis::from_secs(after).into());
    let after = prop_oneof![3 => soon, 1 => time()];
    (after, attempts, chance(), 1..9_u32).prop_map(|(after, attempts, chance, number)| Hazard {
        harm: Harm::CrashAfterReady(after),
        strikes: Strikes {
            attempts: attempts.map(|attempts| attempts.into_iter().collect()),
            chance,
        },
        stream: Stream::of_hazard("late", "*", number),
    })
}

pub(super) fn node_loss() -> impl Strategy<Value = NodeLoss> {
    let soon = (1..40_u64).prop_map(|at| Millis::from_secs(at).into());
    let at = prop_oneof![2 => soon, 1 => time()];
    (at, 1..9_u32).prop_map(|(at, number)| NodeLoss {
        at,
        stream: Stream::of_hazard("node", "*", number),
    })
}

/// Those of Kubernetes, and short ones, so that they meet other times.
pub(super) fn node_loss_delays() -> impl Strategy<Value = NodeLossDelays> {
    let seconds = select(vec![
        (40, 340),
        (50, 350),
        (0, 1),
        (2, 10),
        (5, 30),
        (10, 40),
    ]);
    seconds.prop_map(|(noticed, evicted)| NodeLossDelays {
        noticed: Millis::from_secs(noticed),
        evicted: Millis::from_secs(evicted),
    })
}
