//! With slots that are given in plan order, nothing that gets better makes the end later.

use laneway_core::plan::{Plan, Step, StepId, Task, TaskId};
use laneway_core::simulate::batch::{Batch, End, Engine};
use laneway_core::simulate::draws::philox;
use laneway_core::simulate::{Behaviour, Cluster, Options, Setting};
use laneway_core::source::Span;
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// In an ordinary test run; `LANEWAY_CASES` multiplies it.
const PLANS: u32 = 100_000;

/// Small numbers that always come out the same.
struct Dice {
    plan: u32,
    throws: u32,
}

impl Dice {
    /// One of 0, 1 … `sides` − 1.
    fn throw(&mut self, sides: usize) -> usize {
        self.throws += 1;
        let [word, ..] = philox([self.plan, self.throws, 0, 0], [7, 0]);
        word as usize % sides
    }
}

/// Up to six steps of up to five jobs, which take up to nine seconds; one in four is not waited for.
fn setting(dice: &mut Dice) -> Setting {
    let mut setting = Setting {
        plan: Plan {
            stage: "setup".to_owned(),
            steps: Vec::new(),
            tasks: Vec::new(),
        },
        behaviours: Vec::new(),
        options: Options {
            max_parallel: Some(1 + dice.throw(4)),
            ..Options::default()
        },
        cluster: Cluster::default(),
    };
    for number in 0..1 + dice.throw(6) {
        let tasks = (0..dice.throw(6)).map(|_| add_task(&mut setting, StepId(number), dice));
        let tasks = tasks.collect();
        setting.plan.steps.push(Step {
            name: String::new(),
            waited: dice.throw(4) > 0,
            halt_on_error: false,
            tasks,
            span: Span::default(),
        });
    }
    setting
}

fn add_task(setting: &mut Setting, step: StepId, dice: &mut Dice) -> TaskId {
    let id = TaskId(setting.plan.tasks.len());
    setting.plan.tasks.push(Task {
        name: String::new(),
        reference: String::new(),
        occurrence: 1,
        kind: Kind::Jobs,
        step,
        halts: false,
        span: Span::default(),
        limit: Some(Millis::from_secs(1200)),
    });
    setting
        .behaviours
        .push(Behaviour::lasting(Millis::from_secs(dice.throw(10) as u64)));
    id
}

/// When the last step is done, and when all has settled.
fn ends(setting: &Setting, batch: &mut Batch) -> (Millis, Millis) {
    Engine::new(setting).run(0..1, batch);
    match batch.ends[0] {
        End::Ended {
            last_step_done,
            all_settled,
            ..
        } => (last_step_done, all_settled),
        End::Halted { .. } => panic!("nothing can halt it"),
    }
}

fn is_later(one: (Millis, Millis), than: (Millis, Millis)) -> bool {
    one.0 > than.0 || one.1 > than.1
}

#[test]
fn no_faster_task_and_no_further_slot_ends_later() {
    let more = std::env::var("LANEWAY_CASES")
        .ok()
        .and_then(|it| it.parse().ok());
    let plans = PLANS.saturating_mul(more.unwrap_or(1));
    let mut batch = Batch::default();
    let mut gained = [0_u32; 2];
    for plan in 0..plans {
        let mut dice = Dice { plan, throws: 0 };
        let mut setting = setting(&mut dice);
        let before = ends(&setting, &mut batch);
        let slots = setting.options.max_parallel;

        setting.options.max_parallel = slots.map(|slots| slots + 1);
        let with_slot = ends(&setting, &mut batch);
        assert!(
            !is_later(with_slot, before),
            "a further slot in plan {plan}: {setting:?}"
        );
        setting.options.max_parallel = slots;

        if !setting.behaviours.is_empty() {
            let task = dice.throw(setting.behaviours.len());
            let duration = setting.behaviours[task].duration.least();
            let faster = Millis(dice.throw(duration.0 as usize + 1) as u64);
            setting.behaviours[task].duration = faster.into();
            let with_faster = ends(&setting, &mut batch);
            assert!(
                !is_later(with_faster, before),
                "task {task} in plan {plan}: {setting:?}"
            );
            gained[1] += u32::from(with_faster < before);
        }
        gained[0] += u32::from(with_slot < before);
    }
    println!(
        "of {plans} plans {} gained by a slot, {} by a faster task",
        gained[0], gained[1]
    );
    assert!(gained.iter().all(|it| *it > plans / 10), "{gained:?}");
}
