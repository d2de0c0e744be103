//! The nodes of a case: as many and as large as its scenario says; or one for all that is lost at the same moment, and one
//! for everything else.

use k8s_openapi::api::core::v1::Node;
use laneway_core::kubernetes::NodeSize;
use laneway_core::plan::TaskId;
use laneway_core::simulate::Setting;
use laneway_core::simulate::draws::{Draws, RunNumber};
use laneway_core::time::Millis;
use laneway_kube::object::Object;
use serde_json::{Value, json};

/// The label of a node that the test kubelet plays beside its own.
const PLAYED: (&str, &str) = ("laneway.dev/kubelet", "script");
/// Whose it is: a label for those that may come, and a taint for all others.
const CASE: &str = "laneway.dev/case";
/// Which of the case's nodes it is.
const SITE: &str = "laneway.dev/site";
/// Nodes of one zone are given up one after the other; each case is a zone of its own.
const ZONE: &str = "topology.kubernetes.io/zone";
/// The taints of a node that is not heard of.
const SILENT: [&str; 2] = [
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unreachable",
];

/// Room for everything in a case whose scenario says nothing of room.
const LARGE: NodeSize = NodeSize {
    cpu: 1_000_000,
    memory: 1 << 40,
    pods: 1000,
};

/// The nodes of a case. There are none if its pods may be anywhere: then they are on the test kubelet's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// Its name and that of its nodes begin alike.
    name: String,
    sites: Vec<Site>,
    is_limited: bool,
    tolerates: Option<Millis>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Site {
    size: NodeSize,
    lost_at: Option<Millis>,
}

impl Ground {
    /// The nodes of a case with this name; how long its pods stay on one that is lost, if not as long as ever.
    ///
    /// # Panics
    /// If the scenario limits room and loses nodes: on which of them a pod is, the cluster decides.
    pub fn of(name: &str, setting: &Setting, tolerates: Option<Millis>) -> Self {
        let mut lost: Vec<Millis> = (0..setting.plan.tasks.len())
            .filter_map(|task| lost_at(setting, TaskId(task)))
            .collect();
        lost.sort();
        lost.dedup();
        let is_limited = setting.cluster.is_limited();
        assert!(!is_limited || lost.is_empty(), "which node is lost?");
        let site = |size, lost_at| Site { size, lost_at };
        let mut sites: Vec<Site> = (setting.cluster.nodes.iter())
            .map(|size| site(*size, None))
            .collect();
        if !lost.is_empty() {
            sites.push(site(LARGE, None));
            sites.extend(lost.into_iter().map(|at| site(LARGE, Some(at))));
        }
        Self {
            name: name.to_owned(),
            sites,
            is_limited,
            tolerates,
        }
    }

    /// Lets the pods of a task come to these nodes alone, unless it has none where room is limited: a chart. What is to be lost begins on the node that is lost then.
    pub fn hold(&self, object: &mut Object, setting: &Setting, task: TaskId) {
        let pods = setting.behaviours[task.0].pods;
        if self.sites.is_empty() || self.is_limited && pods.count == 0 {
            return;
        }
        let spec = object.mapping(&["spec", "template", "spec"]);
        spec.insert("nodeSelector".to_owned(), json!({CASE: self.name}));
        let mut tolerations = vec![json!({"key": CASE, "operator": "Exists"})];
        if let Some(time) = self.tolerates {
            tolerations.extend(SILENT.map(|key| {
                json!({
                    "key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": time.0 / 1000,
                })
            }));
        }
        spec.insert("tolerations".to_owned(), json!(tolerations));
        if self.is_limited {
            let requests = pods.requests;
            let mut asked = json!({});
            if let Some(cpu) = requests.cpu {
                asked["cpu"] = format!("{cpu}m").into();
            }
            if let Some(memory) = requests.memory {
                asked["memory"] = memory.to_string().into();
            }
            let containers = spec.get_mut("containers").and_then(Value::as_array_mut);
            if let Some(first) = containers.and_then(|all| all.first_mut()) {
                first["resources"] = json!({"requests": asked});
            }
            return;
        }
        let lost = lost_at(setting, task);
        let own = self.sites.iter().position(|site| site.lost_at == lost);
        let first = own.unwrap_or_default().to_string();
        let wish = json!([{"weight": 100, "preference": {"matchExpressions": [
            {"key": SITE, "operator": "In", "values": [first]},
        ]}}]);
        let wish =
            json!({"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": wish}});
        spec.insert("affinity".to_owned(), wish);
    }

    /// The nodes.
    pub fn nodes(&self) -> Vec<Node> {
        (0..self.sites.len()).map(|site| self.node(site)).collect()
    }

    fn node(&self, site: usize) -> Node {
        let NodeSize { cpu, memory, pods } = self.sites[site].size;
        let room = json!({
            "cpu": format!("{cpu}m"), "memory": memory.to_string(), "pods": pods.to_string(),
        });
        let node = json!({
            "metadata": {"name": self.name_of(site), "labels": {
                PLAYED.0: PLAYED.1, CASE: self.name, SITE: site.to_string(), ZONE: self.name,
            }},
            "spec": {"taints": [{"key": CASE, "value": self.name, "effect": "NoSchedule"}]},
            "status": {"capacity": room, "allocatable": room},
        });
        serde_json::from_value(node).expect("a node")
    }

    fn name_of(&self, site: usize) -> String {
        format!("{}-{site}", self.name)
    }

    /// Which nodes are lost, and when from the beginning of the run.
    pub fn losses(&self) -> impl Iterator<Item = (String, Millis)> {
        let sites = self.sites.iter().enumerate();
        sites.filter_map(|(number, site)| Some((self.name_of(number), site.lost_at?)))
    }
}

/// When the node under the pods of a task is lost first.
fn lost_at(setting: &Setting, task: TaskId) -> Option<Millis> {
    let draws = Draws::new(setting.options.seed, RunNumber(0));
    let losses = setting.behaviours[task.0].node_losses.iter();
    losses.map(|loss| loss.moment(&draws)).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use laneway_core::analysis::{Request, analyze};

    fn ground(scenario: &str) -> (Ground, Setting) {
        let template = "
services: [{name: web, image: script}]
jobs: [{name: a, image: script}]
workflows:
  - {name: setup, parallelize: [{step: one, tasks: [services.web, jobs.a]}]}
";
        let request = Request {
            template,
            scenario,
            ..Request::default()
        };
        let setting = analyze(&request).run.expect("a run").setting;
        let ground = Ground::of("trial", &setting, Some(Millis(20_000)));
        (ground, setting)
    }

    fn held(ground: &Ground, setting: &Setting, task: usize) -> Value {
        let pods = json!({"spec": {"containers": [{"name": "app"}]}});
        let value = json!({
            "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "a"}, "spec": {"template": pods},
        });
        let mut object = Object::new(value).expect("an object");
        ground.hold(&mut object, setting, TaskId(task));
        object.value()["spec"]["template"]["spec"].clone()
    }

    #[test]
    fn without_room_and_losses_there_are_no_nodes() {
        let (ground, setting) = ground("");
        assert!(ground.nodes().is_empty());
        assert!(held(&ground, &setting, 0).get("nodeSelector").is_none());
    }

    #[test]
    fn nodes_are_as_large_as_the_scenario_says() {
        let (ground, setting) = ground(
            "cluster: {nodes: [{count: 2, cpu: 2, memory: 1Gi}]}
tasks: {services.web: {requests: {cpu: 500m, memory: 1Mi}}}",
        );
        let nodes = serde_json::to_value(ground.nodes()).expect("nodes");
        assert_eq!(nodes[1]["metadata"]["name"], "trial-1");
        let room = json!({"cpu": "2000m", "memory": "1073741824", "pods": "110"});
        assert_eq!(nodes[1]["status"]["allocatable"], room);
        let spec = held(&ground, &setting, 0);
        let asked = json!({"cpu": "500m", "memory": "1048576"});
        assert_eq!(spec["containers"][0]["resources"]["requests"], asked);
        assert_eq!(spec["nodeSelector"][CASE], "trial");
        assert_eq!(ground.losses().count(), 0);
    }

    #[test]
    fn what_is_lost_begins_on_the_node_that_is() {
        let (ground, setting) = ground("faults: [{task: services.web, node_loss: {at: 9s}}]");
        let losses: Vec<_> = ground.losses().collect();
        assert_eq!(losses, [("trial-1".to_owned(), Millis(9000))]);
        assert_eq!(ground.nodes().len(), 2);
        let wish = "/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0\
                    /preference/matchExpressions/0/values/0";
        for (task, site) in [(0, "1"), (1, "0")] {
            let spec = held(&ground, &setting, task);
            assert_eq!(spec.pointer(wish), Some(&json!(site)));
            assert_eq!(spec["tolerations"][2]["tolerationSeconds"], 20);
        }
    }
}
