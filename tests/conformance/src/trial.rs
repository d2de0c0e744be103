//! A run that is watched line by line, so that something can be done to it at the right moment.

use crate::home::Home;
use k8s_openapi::api::core::v1::Pod;
use kube::api::{DeleteParams, DynamicObject, ListParams, Patch, PatchParams};
use kube::core::ApiResource;
use kube::{Api, ResourceExt};
use laneway_core::analysis::{Request, analyze};
use laneway_core::scheduler::What;
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::course::{End, State, Told};
use laneway_kube::manifest::{Bundle, Given, Order, bundles};
use laneway_kube::object::Resource;
use laneway_kube::runner::{Asked, Ended, Failure, Place, Watcher, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::thread::scope;

/// The page of the documentation, in shorter times.
pub const PAGE: &str = "
services:
  - { name: frontend, image: script, args: [\"sleep 10s; serve\"] }
  - { name: backend, image: script, args: [\"sleep 1s; serve\"] }
jobs:
  - { name: migrate, image: script, args: [\"sleep 3s; exit 0\"] }
  - { name: scrub, image: script, args: [\"sleep 6s; exit 0\"] }
workflows:
  - name: setup
    parallelize:
      - { step: frontend, tasks: [services.frontend], wait_for_finish: false }
      - { step: migrate, tasks: [jobs.migrate, jobs.scrub], halt_on_error: true }
      - { step: backend, tasks: [services.backend] }
";

/// The application of all trials.
pub const APPLICATION: &str = "trial";
/// How long services have to stay ready.
const SETTLE: Millis = Millis(500);

/// What a run consists of.
pub struct Stage {
    /// Plan and options.
    pub setting: Setting,
    /// What each task applies.
    pub bundles: Vec<Bundle>,
}

impl Stage {
    /// The stage `setup` of a template.
    ///
    /// # Panics
    /// If it has none that can be run.
    pub fn new(template: &str) -> Self {
        let request = Request {
            template,
            ..Request::default()
        };
        let setting = analyze(&request).run.expect("a stage").setting;
        let order = Order {
            template,
            plan: &setting.plan,
            application: APPLICATION,
            given: &Given::default(),
        };
        let bundles = bundles(&order).expect("objects");
        Self { setting, bundles }
    }
}

/// A run that has ended.
#[derive(Debug)]
pub struct Ran {
    /// How.
    pub ended: Ended,
    /// What was heard of it.
    pub lines: Vec<String>,
}

impl Ran {
    /// Whether something was heard that contains this.
    pub fn hears(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part))
    }

    /// Whether it came to its end, and nothing went wrong.
    ///
    /// # Errors
    /// If not: everything that was heard.
    pub fn is_done(&self) -> Result<(), String> {
        match (self.ended.end, self.ended.went_wrong) {
            (End::Done, false) => Ok(()),
            other => Err(format!("it ended as {other:?}:\n{}", self.lines.join("\n"))),
        }
    }

    /// What is left running.
    pub fn left_running(&self) -> usize {
        self.ended
            .left
            .iter()
            .filter(|left| left.state == State::Running)
            .count()
    }
}

/// Runs a stage; `hear` is called with every line.
///
/// # Errors
/// As the runner does.
pub fn trial(
    place: &Place,
    stage: &Stage,
    hear: &mut (dyn FnMut(&str) + Send),
) -> Result<Ran, Failure> {
    let mut heard = Heard {
        names: stage
            .setting
            .plan
            .tasks
            .iter()
            .map(|task| task.name.clone())
            .collect(),
        lines: Vec::new(),
        hear,
    };
    let asked = Asked {
        place,
        application: APPLICATION,
        setting: &stage.setting,
        bundles: &stage.bundles,
        kinds: &crate::objects::kinds(),
        force: false,
        anew: false,
        settle: Some(SETTLE),
    };
    let ended = run(&asked, &mut heard)?;
    Ok(Ran {
        ended,
        lines: heard.lines,
    })
}

struct Heard<'a> {
    names: Vec<String>,
    lines: Vec<String>,
    hear: &'a mut (dyn FnMut(&str) + Send),
}

impl Heard<'_> {
    fn line(&mut self, line: String) {
        let hear = &mut self.hear;
        // We are called on the runner's runtime, and whoever hears it may need one of their own.
        scope(|scope| scope.spawn(|| hear(&line)).join()).expect("no panic of whoever hears it");
        self.lines.push(line);
    }

    fn words(&self, told: &Told) -> Option<String> {
        let name = |task: &laneway_core::plan::TaskId| &self.names[task.0];
        Some(match told {
            Told::Event(event) => match &event.what {
                What::TaskStarted(task) => format!("start {}", name(task)),
                What::AttemptStarted(task, number) => format!("attempt {} {number}", name(task)),
                What::AttemptEnded(task, number, how) => {
                    format!("ended {} {number} {how:?}", name(task))
                }
                What::TaskSettled(task, how) => format!("settled {} {how:?}", name(task)),
                What::Halted(task) => format!("halt {}", name(task)),
                other => format!("{other:?}"),
            },
            Told::Why(task, words) => format!("{}: {words}", name(task)),
            Told::Logs(task, text) => format!("{} says: {text}", name(task)),
            Told::Waited(_) => return None,
        })
    }
}

impl Watcher for Heard<'_> {
    fn begins(&mut self, _: &str, run: &str, _: &str, resumes: bool) {
        let word = if resumes { "goes on" } else { "begins" };
        self.line(format!("{run} {word}"));
    }

    fn tell(&mut self, _: Millis, told: &[Told]) {
        for told in told {
            if let Some(line) = self.words(told) {
                self.line(line);
            }
        }
    }

    fn busy(&mut self, _: Millis, why: &str) {
        self.line(format!("busy: {why}"));
    }
}

impl Home {
    /// The objects of a kind.
    pub fn api(&self, kind: &str) -> Api<DynamicObject> {
        let resource = match kind {
            "Deployment" | "Job" => Resource::workload(kind),
            "Lease" => Resource::new("coordination.k8s.io/v1", kind),
            "Role" | "RoleBinding" => Resource::new("rbac.authorization.k8s.io/v1", kind),
            _ => Resource::new("v1", kind),
        };
        let resource = ApiResource {
            api_version: resource.api_version(),
            plural: resource.plural(),
            group: resource.group,
            version: resource.version,
            kind: resource.kind,
        };
        Api::namespaced_with(self.client.clone(), self.namespace(), &resource)
    }

    /// Names of the objects of a kind.
    ///
    /// # Panics
    /// If there is no answer, as for all of these.
    pub fn names(&self, kind: &str) -> Vec<String> {
        let listed = self
            .runtime
            .block_on(self.api(kind).list(&ListParams::default()));
        listed
            .expect("a list")
            .iter()
            .map(ResourceExt::name_any)
            .collect()
    }

    /// Applies an object as somebody else, who takes over what others own.
    pub fn apply(&self, object: &Value) {
        let kind = object["kind"].as_str().unwrap_or_default();
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        let params = PatchParams::apply("somebody").force();
        let applied =
            self.runtime
                .block_on(self.api(kind).patch(name, &params, &Patch::Apply(object)));
        applied.expect("it is applied");
    }

    /// Deletes the objects of a kind whose names begin like this.
    pub fn delete(&self, kind: &str, prefix: &str) {
        for name in self.names(kind) {
            if name.starts_with(prefix) {
                let deleted = self
                    .runtime
                    .block_on(self.api(kind).delete(&name, &DeleteParams::background()));
                deleted.expect("it is deleted");
            }
        }
    }

    /// How often each job was run: how many pods it has had that are still known, by its task.
    pub fn pods_of_jobs(&self) -> BTreeMap<String, usize> {
        let pods: Api<Pod> = Api::namespaced(self.client.clone(), self.namespace());
        let listed = self
            .runtime
            .block_on(pods.list(&ListParams::default()))
            .expect("a list");
        let mut counts = BTreeMap::new();
        for pod in &listed {
            let task = pod
                .labels()
                .get("laneway.dev/task")
                .filter(|task| task.starts_with("jobs."));
            if let Some(task) = task {
                *counts.entry(task.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Whether each job of the page was run exactly once.
    ///
    /// # Errors
    /// If one was not.
    pub fn all_ran_once(&self) -> Result<(), String> {
        let expected =
            BTreeMap::from([("jobs.migrate".to_owned(), 1), ("jobs.scrub".to_owned(), 1)]);
        let counts = self.pods_of_jobs();
        (counts == expected)
            .then_some(())
            .ok_or_else(|| format!("pods of jobs: {counts:?}"))
    }
}
