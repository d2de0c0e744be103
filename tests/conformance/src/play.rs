//! Runs a case on the cluster, and holds what happened against what was predicted.

use crate::case::Case;
use crate::compare::{Finding, compare};
use crate::ground::Ground;
use crate::home::Home;
use crate::objects::{APPLICATION, kinds, objects};
use crate::weather::Weather;
use laneway_core::analysis::Run;
use laneway_core::scheduler::Record;
use laneway_core::time::Millis;
use laneway_kube::course::Told;
use laneway_kube::recorded;
use laneway_kube::runner::{Asked, Watcher, run};
use std::sync::Mutex;
use std::thread::{scope, sleep};
use std::time::Duration;

/// The control plane is not asked for everything at one moment: this long lies between the beginnings of two runs.
const BETWEEN: Duration = Duration::from_millis(350);

/// A case and what came of it.
#[derive(Debug)]
pub struct Played {
    /// The case.
    pub case: Case,
    /// Or why it could not be run.
    pub finding: Result<Finding, String>,
    /// What was heard of the run.
    pub lines: Vec<String>,
    /// Whether this is its second run, since the first was not as predicted: the machine may have had no time.
    pub is_second: bool,
}

impl Played {
    /// Whether reality was as predicted.
    pub fn is_within(&self) -> bool {
        let known = self.case.known.is_some();
        self.finding
            .as_ref()
            .is_ok_and(|finding| finding.is_within() || known && finding.differs_in_order_only())
    }
}

/// Plays all cases at once, each in a namespace of its own, and calls `done` whenever one is over. Those that are not as
/// predicted are played once more by themselves, and that counts: a machine with much to do is late, and a real
/// difference comes again.
pub fn play_all(cases: Vec<Case>, done: impl Fn(&Played) + Sync) -> Vec<Played> {
    let all = play_at_once(cases, &done);
    let (mut good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(Played::is_within);
    let again = bad.into_iter().map(|played| played.case).collect();
    for mut played in play_at_once(again, &done) {
        played.is_second = true;
        good.push(played);
    }
    good.sort_by(|a, b| a.case.name.cmp(&b.case.name));
    good
}

fn play_at_once(cases: Vec<Case>, done: &(impl Fn(&Played) + Sync)) -> Vec<Played> {
    let all = Mutex::new(Vec::new());
    scope(|scope| {
        for case in cases {
            let all = &all;
            scope.spawn(move || {
                let played = play(case);
                done(&played);
                if let Ok(mut all) = all.lock() {
                    all.push(played);
                }
            });
            sleep(BETWEEN);
        }
    });
    all.into_inner().unwrap_or_default()
}

/// Plays one case.
pub fn play(case: Case) -> Played {
    let predicted = case.predicted();
    let weather = Weather::of(&predicted.setting);
    let mut home = Home::new();
    let ground = Ground::of(home.namespace(), &predicted.setting, case.tolerates);
    let bundles = objects(&case, &predicted.setting, &weather, &ground);
    home.raise(&ground.nodes());
    let mut heard = Heard {
        home: &home,
        weather: &weather,
        ground: &ground,
        lines: Vec::new(),
    };
    let asked = Asked {
        place: &home.place,
        application: APPLICATION,
        setting: &predicted.setting,
        bundles: &bundles,
        kinds: &kinds(),
        force: false,
        anew: true,
        settle: Some(case.settle),
    };
    let ended = run(&asked, &mut heard);
    let lines = heard.lines;
    let finding = ended.map_err(|failure| failure.to_string()).map(|ended| {
        let record = Record {
            plan: predicted.setting.plan.clone(),
            scenario: None,
            seed: 0,
            epoch: Some(ended.epoch),
            trace: ended.trace,
        };
        let recorded: Run = recorded::run(&record, predicted.setting.options);
        compare(&predicted, &recorded)
    });
    Played {
        case,
        finding,
        lines,
        is_second: false,
    }
}

struct Heard<'a> {
    home: &'a Home,
    weather: &'a Weather,
    ground: &'a Ground,
    lines: Vec<String>,
}

impl Watcher for Heard<'_> {
    fn begins(&mut self, _: &str, _: &str, _: &str, _: bool) {
        // Outages and losses count from the beginning of the run.
        for (node, at) in self.ground.losses() {
            self.home.lose(&node, true, Duration::from_millis(at.0));
        }
        // We are called on the run's runtime, and the pods need one too.
        scope(|scope| scope.spawn(|| self.home.make(&self.weather.pods())).join())
            .expect("the weather is made");
    }

    fn tell(&mut self, at: Millis, told: &[Told]) {
        let lines = told.iter().map(|told| format!("{at} {told:?}"));
        self.lines.extend(lines);
    }

    fn busy(&mut self, at: Millis, why: &str) {
        self.lines.push(format!("{at} busy: {why}"));
    }
}
