//! What the test kubelet is told, so that a container does what the scenario says. Worked out from the scenario alone:
//! what others do meanwhile, and when something is tried again, the cluster decides.

use crate::weather::Weather;
use laneway_core::kubernetes::{RestartPolicy, first_ready};
use laneway_core::plan::TaskId;
use laneway_core::simulate::draws::{AttemptDraws, Draws, Purpose, RunNumber, Stream};
use laneway_core::simulate::{Behaviour, FailsAt, Harm, ImagePull, Setting};
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// Attempts that are told apart. The last of them stands for all that follow.
const ATTEMPTS: u32 = 12;

/// The script of a task's containers.
pub fn script(setting: &Setting, id: TaskId, settle: Millis, weather: &Weather) -> String {
    let task = &setting.plan.tasks[id.0];
    let behaviour = &setting.behaviours[id.0];
    let draws = Draws::new(setting.options.seed, RunNumber(0));
    let stream = Stream::of_task(&task.reference, task.occurrence);
    let is_service = task.kind == Kind::Services;
    let attempt = |number| Attempt {
        is_service,
        behaviour,
        number,
        draws: draws.attempt(stream, number),
        settle: if behaviour.probe.is_some() {
            Millis::ZERO
        } else {
            settle
        },
    };
    let needs = needs(setting, behaviour, weather);
    let mut attempts: Vec<String> = (1..=ATTEMPTS)
        .map(|number| attempt(number).commands(&needs))
        .collect();
    while attempts.len() > 1 && attempts[attempts.len() - 1] == attempts[attempts.len() - 2] {
        attempts.pop();
    }
    [whole(task.kind, behaviour), attempts.join(" | ")].concat()
}

/// What concerns the container as a whole.
fn whole(kind: Kind, behaviour: &Behaviour) -> String {
    let mut text = match behaviour.image {
        ImagePull::Fails(0) => String::new(),
        ImagePull::Fails(pulls) => format!("pull-fails {pulls}; "),
        ImagePull::Never => "pull-fails; ".to_owned(),
        ImagePull::Invalid => "stuck InvalidImageName; ".to_owned(),
    };
    if kind == Kind::Jobs && behaviour.restart_policy == RestartPolicy::Never {
        text.push_str("goes-on; ");
    }
    text
}

/// By which names pods are called that have to be there. A static service has none, and is always there.
fn needs(setting: &Setting, behaviour: &Behaviour, weather: &Weather) -> Vec<String> {
    let mut names: Vec<String> = weather.names(&behaviour.outages).collect();
    for need in &behaviour.needs {
        let is_static = |task: &TaskId| setting.behaviours[task.0].is_static;
        if !need.tasks.is_empty() && !need.tasks.iter().any(is_static) {
            names.push(need.reference.clone());
        }
        names.extend(weather.names(&need.outages));
    }
    names
}

/// One attempt.
struct Attempt<'a> {
    is_service: bool,
    behaviour: &'a Behaviour,
    number: u32,
    draws: AttemptDraws,
    settle: Millis,
}

impl Attempt<'_> {
    fn commands(&self, needs: &[String]) -> String {
        let work = self.work();
        let would_last = match self.is_service {
            true => first_ready(self.behaviour.probe.as_ref(), work),
            false => work,
        };
        let crash = self.crash(would_last);
        let doomed = self.crash_after().unwrap_or_default();
        let lives = crash.map_or(doomed, |crash| crash.min(doomed));
        let mut commands: Vec<String> = needs
            .iter()
            .map(|need| format!("need {need} {lives}"))
            .collect();
        match crash {
            Some(crash) => self.fail(crash, work, &mut commands),
            None if self.behaviour.hangs(self.number, &self.draws) => {
                commands.push("hang".to_owned());
            }
            None if self.is_service => self.serve(work, would_last, &mut commands),
            None => commands.extend([format!("sleep {work}"), "exit 0".to_owned()]),
        }
        commands.join("; ")
    }

    /// A service may have been ready for a moment, too short to be believed.
    fn fail(&self, crash: Millis, work: Millis, commands: &mut Vec<String>) {
        let answers = work - self.settle.min(work);
        match self.is_service && self.settle > Millis::ZERO && answers < crash {
            true => commands.extend([
                format!("sleep {answers}"),
                format!("serve {}", crash - answers),
            ]),
            false => commands.push(format!("sleep {crash}")),
        }
        commands.push("exit 1".to_owned());
    }

    /// The runner takes it for ready once it has stayed so for a while, which the scenario's time contains.
    fn serve(&self, work: Millis, would_last: Millis, commands: &mut Vec<String>) {
        let answers = work - self.settle.min(work);
        commands.push(format!("sleep {answers}"));
        match self.crash_once_ready() {
            Some(after) => commands.extend([
                format!("serve {}", would_last - answers + after),
                "exit 1".to_owned(),
            ]),
            None => commands.push("serve".to_owned()),
        }
    }

    fn crash_after(&self) -> Option<Millis> {
        let after = self.behaviour.crash_after.as_ref()?;
        Some(after.draw(&self.draws, Purpose::CrashAfter))
    }

    /// The hazards that strike it, each with what is drawn for it.
    fn struck(&self) -> impl Iterator<Item = (&Harm, AttemptDraws)> {
        self.behaviour.hazards.iter().filter_map(|hazard| {
            let own = self.draws.beside(hazard.stream);
            let attempts = hazard.strikes.attempts.as_ref();
            let is_meant = attempts.is_none_or(|all| all.contains(&self.number));
            (is_meant && hazard.strikes.chance.strikes(&own)).then_some((&hazard.harm, own))
        })
    }

    /// How long it has to work.
    fn work(&self) -> Millis {
        let mut work = self.behaviour.duration.draw(&self.draws, Purpose::Duration);
        let mut latency = Millis::ZERO;
        for (harm, own) in self.struck() {
            match harm {
                Harm::Slowdown(millionths) => work = work.share(*millionths),
                Harm::Latency(time) => latency = latency + time.draw(&own, Purpose::Duration),
                _ => {}
            }
        }
        work + latency
    }

    /// When it crashes, if it does before it is done or ready.
    fn crash(&self, would_last: Millis) -> Option<Millis> {
        let moment = |at: &FailsAt, draws: &AttemptDraws| match at {
            FailsAt::Share(millionths) => would_last.share(*millionths),
            FailsAt::After(after) => after.draw(draws, Purpose::FailsAt),
        };
        let fails = &self.behaviour.fails;
        let own = fails
            .hits(self.number, &self.draws)
            .then(|| match &fails.at {
                Some(at) => moment(at, &self.draws),
                None if self.is_service => self.crash_after().unwrap_or(would_last),
                None => would_last,
            });
        let struck = self.struck().filter_map(|(harm, draws)| match harm {
            Harm::Crash(at) => Some(moment(at, &draws)).filter(|at| *at <= would_last),
            _ => None,
        });
        struck.chain(own).min()
    }

    fn crash_once_ready(&self) -> Option<Millis> {
        let struck = self.struck().filter_map(|(harm, draws)| match harm {
            Harm::CrashAfterReady(after) => Some(after.draw(&draws, Purpose::AfterReady)),
            _ => None,
        });
        struck.min()
    }
}
