//! A namespace of its own for every test, and runs in it.

use k8s_openapi::api::core::v1::Namespace;
use k8s_openapi::serde_json::{Value, json};
use kube::api::{DeleteParams, DynamicObject, ListParams, Patch, PatchParams, PostParams};
use kube::config::{KubeConfigOptions, Kubeconfig};
use kube::core::ApiResource;
use kube::{Api, Client, Config, ResourceExt as _};
use laneway_core::analysis::{Request, analyze};
use laneway_core::scheduler::What;
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_kube::course::{End, Told};
use laneway_kube::manifest::{Bundle, Given, Order, bundles};
use laneway_kube::object::Resource;
use laneway_kube::runner::{self, Asked, Ended, Failure, Place, Watcher};
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::runtime::Runtime;

/// The page of the documentation, in shorter times.
pub(crate) const PAGE: &str = "
services:
  - { name: frontend, image: script, args: [\"sleep 25s; serve\"] }
  - { name: backend, image: script, args: [\"sleep 2s; serve\"] }
jobs:
  - { name: migrate, image: script, args: [\"sleep 5s; exit 0\"] }
  - { name: scrub, image: script, args: [\"sleep 10s; exit 0\"] }
workflows:
  - name: setup
    parallelize:
      - { step: frontend, tasks: [services.frontend], wait_for_finish: false }
      - { step: migrate, tasks: [jobs.migrate, jobs.scrub], halt_on_error: true }
      - { step: backend, tasks: [services.backend] }
";

/// Names the kubeconfig of the cluster.
const VARIABLE: &str = "LANEWAY_CLUSTER";

/// How to reach the cluster.
pub(crate) fn kubeconfig() -> PathBuf {
    let path = std::env::var_os(VARIABLE);
    path.expect("`cargo xtask test --only cluster` starts a cluster and names it")
        .into()
}

/// A namespace, which goes when the test is over.
pub(crate) struct Home {
    pub(crate) runtime: Runtime,
    pub(crate) client: Client,
    pub(crate) place: Place,
}

impl Home {
    pub(crate) fn new() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let (client, namespace) = runtime.block_on(async {
            let config = Kubeconfig::read_from(kubeconfig()).expect("a kubeconfig");
            let options = KubeConfigOptions::default();
            let config = Config::from_custom_kubeconfig(config, &options)
                .await
                .expect("a cluster");
            let client = Client::try_from(config).expect("a client");
            let namespace = json!({"metadata": {"generateName": "laneway-"}});
            let namespace: Namespace =
                k8s_openapi::serde_json::from_value(namespace).expect("a namespace");
            let api = Api::all(client.clone());
            let made = api
                .create(&PostParams::default(), &namespace)
                .await
                .expect("a new namespace");
            (client, made.name_any())
        });
        let place = Place {
            kubeconfig: Some(kubeconfig()),
            namespace: Some(namespace),
            context: None,
        };
        Self {
            runtime,
            client,
            place,
        }
    }

    pub(crate) fn namespace(&self) -> &str {
        self.place.namespace.as_deref().unwrap_or_default()
    }

    pub(crate) fn api(&self, kind: &str) -> Api<DynamicObject> {
        let resource = match kind {
            "Deployment" | "Job" => Resource::workload(kind),
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

    /// Names and UIDs of the objects of a kind.
    pub(crate) fn list(&self, kind: &str) -> Vec<(String, String)> {
        let listed = self
            .runtime
            .block_on(self.api(kind).list(&ListParams::default()));
        let listed = listed.expect("a list");
        listed
            .iter()
            .map(|it| (it.name_any(), it.uid().unwrap_or_default()))
            .collect()
    }

    pub(crate) fn names(&self, kind: &str) -> Vec<String> {
        self.list(kind).into_iter().map(|(name, _)| name).collect()
    }

    /// Applies an object as somebody else.
    pub(crate) fn apply(&self, object: &Value) {
        let kind = object["kind"].as_str().expect("a kind");
        let name = object["metadata"]["name"].as_str().expect("a name");
        let params = PatchParams::apply("somebody");
        let applied =
            self.runtime
                .block_on(self.api(kind).patch(name, &params, &Patch::Apply(object)));
        applied.expect("it is applied");
    }

    pub(crate) fn delete(&self, kind: &str, name: &str) {
        let deleted = self
            .runtime
            .block_on(self.api(kind).delete(name, &DeleteParams::background()));
        deleted.expect("it is deleted");
    }

    /// Runs the stage `setup` of a template.
    pub(crate) fn run(&self, template: &str) -> Ran {
        self.try_run(template, &Wish::default()).expect("a run")
    }

    pub(crate) fn try_run(&self, template: &str, wish: &Wish) -> Result<Ran, Failure> {
        self.start(&Stage::new(template, wish.stage), wish)
    }

    /// Runs a stage whose objects were changed by hand.
    pub(crate) fn run_stage(&self, stage: &Stage) -> Ran {
        self.start(stage, &Wish::default()).expect("a run")
    }

    fn start(&self, stage: &Stage, wish: &Wish) -> Result<Ran, Failure> {
        let mut heard = Heard {
            names: stage
                .setting
                .plan
                .tasks
                .iter()
                .map(|task| task.name.clone())
                .collect(),
            lines: Vec::new(),
            run: (String::new(), false),
            tell: wish.tell.clone(),
        };
        let place = wish.place.as_ref().unwrap_or(&self.place);
        let ended = runner::run(
            &Asked {
                place,
                application: "test",
                setting: &stage.setting,
                bundles: &stage.bundles,
                kinds: &kinds(),
                force: wish.force,
                anew: false,
                settle: Some(Millis(500)),
            },
            &mut heard,
        )?;
        let (run, resumes) = heard.run;
        Ok(Ran {
            ended,
            lines: heard.lines,
            run,
            resumes,
        })
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let api: Api<Namespace> = Api::all(self.client.clone());
        self.runtime
            .block_on(api.delete(self.namespace(), &DeleteParams::background()))
            .ok();
    }
}

/// How a run is to be otherwise than usual.
#[derive(Default)]
pub(crate) struct Wish {
    pub(crate) place: Option<Place>,
    pub(crate) force: bool,
    pub(crate) stage: Option<&'static str>,
    /// Is told every line when it is heard.
    pub(crate) tell: Option<Sender<String>>,
}

/// A stage and its objects.
pub(crate) struct Stage {
    pub(crate) setting: Setting,
    pub(crate) bundles: Vec<Bundle>,
}

impl Stage {
    pub(crate) fn new(template: &str, stage: Option<&str>) -> Self {
        let request = Request {
            template,
            stage,
            ..Request::default()
        };
        let setting = analyze(&request).run.expect("a stage").setting;
        let order = Order {
            template,
            plan: &setting.plan,
            application: "test",
            given: &Given::default(),
        };
        let bundles = bundles(&order).expect("objects");
        Self { setting, bundles }
    }
}

pub(crate) fn kinds() -> [Resource; 3] {
    [
        Resource::workload("Deployment"),
        Resource::workload("Job"),
        Resource::new("v1", "Service"),
    ]
}

/// A run that has ended.
pub(crate) struct Ran {
    pub(crate) ended: Ended,
    /// What was heard of it, without times.
    pub(crate) lines: Vec<String>,
    pub(crate) run: String,
    pub(crate) resumes: bool,
}

impl Ran {
    /// Whether it came to its end, and nothing went wrong.
    #[track_caller]
    pub(crate) fn assert_done(&self) {
        assert_eq!(
            (self.ended.end, self.ended.went_wrong),
            (End::Done, false),
            "{:#?}",
            self.lines
        );
    }

    /// Whether these lines were heard in this order, others among them.
    #[track_caller]
    pub(crate) fn assert_heard(&self, expected: &[&str]) {
        let mut lines = self.lines.iter();
        for line in expected {
            let found = lines.any(|heard| heard == line);
            assert!(found, "not heard, or not there: {line}\n{:#?}", self.lines);
        }
    }

    pub(crate) fn hears(&self, part: &str) -> bool {
        self.lines.iter().any(|line| line.contains(part))
    }
}

struct Heard {
    names: Vec<String>,
    lines: Vec<String>,
    run: (String, bool),
    tell: Option<Sender<String>>,
}

impl Watcher for Heard {
    fn begins(&mut self, _: &str, run: &str, _: &str, resumes: bool) {
        self.run = (run.to_owned(), resumes);
    }

    fn tell(&mut self, _: Millis, told: &[Told]) {
        for told in told {
            let line = match told {
                Told::Event(event) => match &event.what {
                    What::TaskStarted(task) => format!("start {}", self.names[task.0]),
                    What::AttemptStarted(task, n) => format!("attempt {} {n}", self.names[task.0]),
                    What::AttemptEnded(task, n, how) => {
                        format!("ended {} {n} {how:?}", self.names[task.0])
                    }
                    What::TaskSettled(task, how) => {
                        format!("settled {} {how:?}", self.names[task.0])
                    }
                    What::Halted(task) => format!("halt {}", self.names[task.0]),
                    other => format!("{other:?}"),
                },
                Told::Why(task, words) => format!("{}: {words}", self.names[task.0]),
                Told::Logs(task, text) => format!("{} says: {text}", self.names[task.0]),
                Told::Waited(_) => continue,
            };
            if let Some(tell) = &self.tell {
                tell.send(line.clone()).ok();
            }
            self.lines.push(line);
        }
    }

    fn busy(&mut self, _: Millis, why: &str) {
        self.lines.push(format!("busy: {why}"));
    }
}

/// How long a test waits for what has to come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
