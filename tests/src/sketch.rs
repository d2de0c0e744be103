//! Settings by hand, in a few words: `sketch(vec![step(vec![service("a", 45)])])`.

use laneway_core::plan::{Plan, Step, StepId, Task, TaskId};
use laneway_core::simulate::{Behaviour, Cluster, Need, Options, Setting, Window};
use laneway_core::source::Span;
use laneway_core::template::Kind;
use laneway_core::time::Millis;

/// A step in the making.
#[derive(Debug, Clone)]
pub struct StepSketch {
    waited: bool,
    halts: bool,
    tasks: Vec<TaskSketch>,
}

/// A task in the making.
#[derive(Debug, Clone)]
pub struct TaskSketch {
    reference: String,
    kind: Kind,
    needs: Vec<String>,
    behaviour: Behaviour,
    limit: Option<Millis>,
}

/// A waited step that goes on after errors.
pub fn step(tasks: Vec<TaskSketch>) -> StepSketch {
    StepSketch {
        waited: true,
        halts: false,
        tasks,
    }
}

impl StepSketch {
    /// `wait_for_finish: false`.
    #[must_use]
    pub fn background(mut self) -> Self {
        self.waited = false;
        self
    }

    /// `halt_on_error: true`.
    #[must_use]
    pub fn halting(mut self) -> Self {
        self.halts = true;
        self
    }
}

/// A service that gets ready after so many seconds.
pub fn service(name: &str, seconds: u64) -> TaskSketch {
    TaskSketch::new(format!("services.{name}"), Kind::Services, seconds, None)
}

/// A job that runs for so many seconds and may take 1200.
pub fn job(name: &str, seconds: u64) -> TaskSketch {
    let limit = Some(Millis::from_secs(1200));
    TaskSketch::new(format!("jobs.{name}"), Kind::Jobs, seconds, limit)
}

impl TaskSketch {
    fn new(reference: String, kind: Kind, seconds: u64, limit: Option<Millis>) -> Self {
        Self {
            reference,
            kind,
            needs: Vec::new(),
            behaviour: Behaviour::lasting(Millis::from_secs(seconds)),
            limit,
        }
    }

    /// Its attempts crash unless `reference` is there when they start.
    #[must_use]
    pub fn needs(mut self, reference: &str) -> Self {
        self.needs.push(reference.to_owned());
        self
    }

    /// How long an attempt lives that cannot succeed, in seconds.
    #[must_use]
    pub fn crash_after(mut self, seconds: u64) -> Self {
        self.behaviour.crash_after = Some(Millis::from_secs(seconds).into());
        self
    }

    /// The 1-based attempts that fail.
    #[must_use]
    pub fn fails(mut self, attempts: &[u32]) -> Self {
        self.behaviour.fails.attempts = attempts.to_vec();
        self
    }

    /// How often Kubernetes tries a job again.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.behaviour.retries = retries;
        self
    }

    /// Unavailable from the one second until the other.
    #[must_use]
    pub fn outage(mut self, from: u64, until: u64) -> Self {
        let [from, until] = [from, until].map(Millis::from_secs);
        self.behaviour.outages.push(Window { from, until }.into());
        self
    }
}

/// The setting that these steps make under the default options.
pub fn sketch(steps: Vec<StepSketch>) -> Setting {
    let mut setting = Setting {
        plan: Plan {
            stage: "setup".to_owned(),
            steps: Vec::new(),
            tasks: Vec::new(),
        },
        behaviours: Vec::new(),
        options: Options::default(),
        cluster: Cluster::default(),
    };
    let mut needs = Vec::new();
    for (number, step) in steps.into_iter().enumerate() {
        let first = setting.plan.tasks.len();
        for task in step.tasks {
            setting.plan.tasks.push(Task {
                name: task.reference.clone(),
                reference: task.reference,
                occurrence: 1,
                kind: task.kind,
                step: StepId(number),
                halts: step.halts,
                span: Span::default(),
                limit: task.limit,
            });
            setting.behaviours.push(task.behaviour);
            needs.push(task.needs);
        }
        setting.plan.steps.push(Step {
            name: format!("step-{number}"),
            waited: step.waited,
            halt_on_error: step.halts,
            tasks: (first..setting.plan.tasks.len()).map(TaskId).collect(),
            span: Span::default(),
        });
    }
    for (task, references) in needs.into_iter().enumerate() {
        let resolved = references.into_iter().map(|it| resolve(it, &setting));
        setting.behaviours[task].needs = resolved.collect();
    }
    setting
}

fn resolve(reference: String, setting: &Setting) -> Need {
    let tasks: Vec<TaskId> = (0..setting.plan.tasks.len())
        .map(TaskId)
        .filter(|id| setting.plan.tasks[id.0].reference == reference)
        .collect();
    let outages = tasks
        .iter()
        .flat_map(|id| &setting.behaviours[id.0].outages);
    Need {
        reference,
        outages: outages.cloned().collect(),
        tasks,
    }
}
