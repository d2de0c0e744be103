//! The scheduler driven the way a runner does it: told what settled, it answers what to do.

use super::{Background, Command, Scheduler, Settled, Settlement};
use crate::kit::setting;
use crate::plan::{Plan, TaskId};
use crate::time::Millis;
use std::num::NonZeroUsize;

const GOOD: Settlement = Settlement::Succeeded;
const BAD: Settlement = Settlement::Failed;

/// A scheduler and the names in its commands.
struct Driver<'a> {
    plan: &'a Plan,
    scheduler: Scheduler<'a>,
}

impl<'a> Driver<'a> {
    fn new(plan: &'a Plan, max_parallel: usize, background: Background) -> Self {
        let scheduler = Scheduler::new(plan, NonZeroUsize::new(max_parallel), background);
        Self { plan, scheduler }
    }

    fn begin(&mut self) -> String {
        let mut commands = Vec::new();
        self.scheduler.advance(Millis::ZERO, &mut commands);
        self.say(&commands)
    }

    /// These tasks settle at this second; then everything that may start does.
    fn settle(&mut self, second: u64, settled: &[(&str, Settlement)]) -> String {
        let at = Millis::from_secs(second);
        let settled: Vec<Settled> = (settled.iter())
            .map(|&(name, outcome)| Settled {
                task: self.id(name),
                outcome,
            })
            .collect();
        let mut commands = Vec::new();
        self.scheduler.settle(at, &settled, &mut commands);
        self.scheduler.advance(at, &mut commands);
        self.say(&commands)
    }

    fn id(&self, name: &str) -> TaskId {
        TaskId(
            self.plan
                .tasks
                .iter()
                .position(|task| task.name == name)
                .expect("a task"),
        )
    }

    fn say(&self, commands: &[Command]) -> String {
        let task = |id: TaskId| &self.plan.tasks[id.0].name;
        let step = |id: crate::plan::StepId| &self.plan.steps[id.0].name;
        let said = commands.iter().map(|command| match *command {
            Command::OpenStep(id) => format!("open {}", step(id)),
            Command::Start(id) => format!("start {}", task(id)),
            Command::Queue(id) => format!("queue {}", task(id)),
            Command::StepSettled(id) => format!("settled {}", step(id)),
            Command::LastStepDone => "last step done".into(),
            Command::AllSettled => "all settled".into(),
            Command::Halt(id) => format!("halt {}", task(id)),
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

#[test]
fn opens_steps_in_order_and_waits_for_waited_ones() {
    let plan = setting("a~: jobs.a\nb: jobs.b; jobs.c\nc:\nd: jobs.d").plan;
    let mut driver = Driver::new(&plan, 0, Background::Join);
    assert_eq!(
        driver.begin(),
        "open a, start jobs.a, open b, start jobs.b, start jobs.c"
    );
    assert_eq!(driver.settle(1, &[("jobs.c", BAD)]), "");
    assert_eq!(
        driver.settle(2, &[("jobs.b", GOOD)]),
        "settled b, open c, settled c, open d, start jobs.d"
    );
    assert_eq!(
        driver.settle(3, &[("jobs.d", GOOD)]),
        "settled d, last step done"
    );
    assert_eq!(
        driver.settle(4, &[("jobs.a", GOOD)]),
        "settled a, all settled"
    );
}

#[test]
fn an_empty_stage_is_done_at_once() {
    let plan = setting("").plan;
    let mut driver = Driver::new(&plan, 0, Background::Join);
    assert_eq!(driver.begin(), "last step done, all settled");
    assert_eq!(driver.begin(), "", "said once");
}

#[test]
fn gives_slots_in_plan_order() {
    let plan = setting("a~: jobs.a; jobs.b; jobs.c\nb: jobs.d").plan;
    let mut driver = Driver::new(&plan, 2, Background::Join);
    assert_eq!(
        driver.begin(),
        "open a, start jobs.a, start jobs.b, queue jobs.c, open b, queue jobs.d"
    );
    assert_eq!(driver.settle(1, &[("jobs.b", GOOD)]), "start jobs.c");
    assert_eq!(
        driver.settle(2, &[("jobs.a", GOOD), ("jobs.c", GOOD)]),
        "settled a, start jobs.d"
    );
    assert_eq!(
        driver.settle(3, &[("jobs.d", GOOD)]),
        "settled b, last step done, all settled"
    );
    let slots: Vec<_> = driver
        .scheduler
        .waits()
        .iter()
        .map(|wait| wait.on.clone())
        .collect();
    assert_eq!(slots, [vec![TaskId(1)], vec![TaskId(0), TaskId(2)]]);
}

#[test]
fn halts_after_everything_of_the_moment_has_settled() {
    let plan = setting("a!: jobs.a; jobs.b; jobs.c\nb: jobs.d").plan;
    let mut driver = Driver::new(&plan, 0, Background::Join);
    driver.begin();
    let moment = [("jobs.b", GOOD), ("jobs.a", BAD), ("jobs.c", BAD)];
    assert_eq!(driver.settle(1, &moment), "settled a, halt jobs.a");
    assert_eq!(
        driver.settle(2, &[("jobs.a", GOOD)]),
        "",
        "nothing starts any more"
    );
}

#[test]
fn settling_is_final_and_takes_a_start() {
    let plan = setting("a!: jobs.a; jobs.b\nb!: jobs.c").plan;
    let mut driver = Driver::new(&plan, 0, Background::Join);
    driver.begin();
    assert_eq!(driver.settle(1, &[("jobs.a", GOOD)]), "");
    assert_eq!(driver.settle(2, &[("jobs.a", BAD), ("jobs.c", BAD)]), "");
}

#[test]
fn only_a_joined_stage_halts_after_its_last_step() {
    let plan = setting("a~!: jobs.a\nb: jobs.b").plan;
    for (background, expected) in [
        (Background::Join, "settled a, halt jobs.a"),
        (Background::Detach, "settled a, all settled"),
    ] {
        let mut driver = Driver::new(&plan, 0, background);
        driver.begin();
        driver.settle(1, &[("jobs.b", GOOD)]);
        assert_eq!(driver.settle(2, &[("jobs.a", BAD)]), expected);
    }
}

#[test]
fn a_job_can_halt_by_itself() {
    let mut plan = setting("a: jobs.a; jobs.b\nb: jobs.c").plan;
    plan.tasks[1].halts = true;
    let mut driver = Driver::new(&plan, 0, Background::Join);
    driver.begin();
    assert_eq!(driver.settle(1, &[("jobs.a", BAD)]), "");
    assert_eq!(
        driver.settle(2, &[("jobs.b", BAD)]),
        "settled a, halt jobs.b"
    );
}

#[test]
fn after_a_reset_it_decides_the_same_again() {
    let plan = setting("a!: jobs.a; jobs.b\nb: jobs.c; jobs.d").plan;
    let mut driver = Driver::new(&plan, 1, Background::Join);
    let halted = |driver: &mut Driver| {
        let said = [
            driver.begin(),
            driver.settle(1, &[("jobs.a", GOOD)]),
            driver.settle(2, &[("jobs.b", BAD)]),
        ];
        (said, driver.scheduler.waits().to_vec())
    };
    let first = halted(&mut driver);
    driver.scheduler.reset();
    assert_eq!(halted(&mut driver), first);

    let mut silent = Driver::new(&plan, 1, Background::Join);
    silent.scheduler = silent.scheduler.without_waits();
    assert_eq!(halted(&mut silent), (first.0, Vec::new()));
}
