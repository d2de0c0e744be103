//! Whether two runs can differ at all.

use crate::simulate::draws::{Chance, Time};
use crate::simulate::{Behaviour, Fails, FailsAt, Harm, Hazard, Outage, Setting, Strikes};

/// Whether anything in this setting is left to chance. If not, every run is like the first, and a single
/// one says all that a forecast could.
pub fn varies(setting: &Setting) -> bool {
    // Here and below every field is named, so that whoever adds one decides whether it is drawn.
    let Setting {
        plan: _,
        behaviours,
        options: _,
        cluster: _,
    } = setting;
    behaviours.iter().any(behaves_differently)
}

fn behaves_differently(behaviour: &Behaviour) -> bool {
    let Behaviour {
        duration,
        needs,
        crash_after,
        fails,
        outages,
        hazards,
        node_losses,
        retries: _,
        restart_policy: _,
        image: _,
        probe: _,
        liveness: _,
        is_static: _,
        pods: _,
    } = behaviour;
    let outages = outages
        .iter()
        .chain(needs.iter().flat_map(|it| &it.outages));
    is_drawn(duration)
        || crash_after.as_ref().is_some_and(is_drawn)
        || fails_differently(fails)
        || outages.into_iter().any(strikes_differently)
        || hazards.iter().any(harms_differently)
        || node_losses.iter().any(|loss| is_drawn(&loss.at))
}

fn fails_differently(fails: &Fails) -> bool {
    let Fails {
        attempts: _,
        chance,
        at,
    } = fails;
    is_open(*chance) || at.as_ref().is_some_and(is_drawn_moment)
}

fn strikes_differently(outage: &Outage) -> bool {
    let Outage {
        from,
        until,
        stream: _,
    } = outage;
    is_drawn(from) || is_drawn(until)
}

fn harms_differently(hazard: &Hazard) -> bool {
    let Strikes {
        attempts: _,
        chance,
    } = hazard.strikes;
    let drawn = match &hazard.harm {
        Harm::Hang | Harm::Slowdown(_) => false,
        Harm::Latency(time) | Harm::CrashAfterReady(time) => is_drawn(time),
        Harm::Crash(moment) => is_drawn_moment(moment),
    };
    is_open(chance) || drawn
}

fn is_drawn_moment(moment: &FailsAt) -> bool {
    matches!(moment, FailsAt::After(time) if is_drawn(time))
}

fn is_drawn(time: &Time) -> bool {
    matches!(time, Time::Drawn(..))
}

fn is_open(chance: Chance) -> bool {
    chance != Chance::NEVER && chance != Chance::ALWAYS
}

#[cfg(test)]
mod tests {
    use super::varies;
    use crate::kit::setting;
    use crate::simulate::draws::{Chance, Distribution, Stream, Time};
    use crate::simulate::{Behaviour, FailsAt, Harm, Hazard, NodeLoss, Outage, Strikes};
    use crate::time::Millis;

    fn drawn() -> Time {
        let [min, max] = [10, 20].map(Millis::from_secs);
        Time::new(Distribution::Uniform { min, max })
    }

    fn hazard(harm: Harm, chance: Chance) -> Hazard {
        Hazard {
            harm,
            strikes: Strikes {
                attempts: None,
                chance,
            },
            stream: Stream::of_fault("", 0),
        }
    }

    fn node_loss(at: Time) -> NodeLoss {
        NodeLoss {
            at,
            stream: Stream::of_fault("", 0),
        }
    }

    fn outage(from: Time) -> Outage {
        Outage {
            from,
            until: Millis::from_secs(60).into(),
            stream: Stream::of_fault("", 0),
        }
    }

    #[test]
    fn what_is_drawn_makes_runs_differ() {
        type Change = fn(&mut Behaviour);
        let cases: [(&str, bool, Change); 14] = [
            ("nothing", false, |_| {}),
            ("duration", true, |it| it.duration = drawn()),
            ("crash", true, |it| it.crash_after = Some(drawn())),
            ("sure failure", false, |it| it.fails.chance = Chance::ALWAYS),
            ("chance", true, |it| {
                it.fails.chance = Chance::from_millionths(1);
            }),
            ("moment", true, |it| {
                it.fails.at = Some(FailsAt::After(drawn()));
            }),
            ("outage", true, |it| it.outages.push(outage(drawn()))),
            ("fixed outage", false, |it| {
                it.outages.push(outage(Millis::ZERO.into()));
            }),
            ("latency", true, |it| {
                it.hazards
                    .push(hazard(Harm::Latency(drawn()), Chance::ALWAYS));
            }),
            ("late crash", true, |it| {
                it.hazards
                    .push(hazard(Harm::CrashAfterReady(drawn()), Chance::ALWAYS));
            }),
            ("node loss", true, |it| {
                it.node_losses.push(node_loss(drawn()));
            }),
            ("fixed node loss", false, |it| {
                it.node_losses.push(node_loss(Millis::ZERO.into()));
            }),
            ("sure hang", false, |it| {
                it.hazards.push(hazard(Harm::Hang, Chance::ALWAYS));
            }),
            ("hang", true, |it| {
                let chance = Chance::from_millionths(500_000);
                it.hazards.push(hazard(Harm::Hang, chance));
            }),
        ];
        for (what, expected, change) in cases {
            let mut setting = setting("a: jobs.a 30");
            change(&mut setting.behaviours[0]);
            assert_eq!(varies(&setting), expected, "{what}");
        }
    }

    #[test]
    fn an_outage_of_what_is_needed_counts() {
        let mut setting = setting("a: services.a 30; jobs.b 30 needs=services.a");
        assert!(!varies(&setting));
        setting.behaviours[1].needs[0].outages.push(outage(drawn()));
        assert!(varies(&setting));
    }
}
