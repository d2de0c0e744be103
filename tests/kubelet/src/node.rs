//! All pods of the kubelet: which of them does something next, and what each finds of the others.

use crate::container::Order;
use crate::pod::{Pod, PodPhase, PodPlan};
use laneway_core::time::Millis;
use std::collections::{BTreeMap, BTreeSet};

/// A pod's name for ever: another one of the same name has another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub String);

/// A namespace, within which pods find each other.
pub type Namespace = String;

/// Where a pod is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Within it pods find each other.
    pub namespace: Namespace,
    /// The name of its node.
    pub host: String,
}

/// The pods of all nodes that the kubelet plays.
#[derive(Debug, Default)]
pub struct Node {
    pods: BTreeMap<Uid, (Place, Pod)>,
    /// The names of nodes that are lost: what goes on there is not seen by anybody.
    lost: BTreeSet<String>,
}

impl Node {
    /// Takes a pod in, unless it is there already. Nothing happens in it before [`Node::advance`].
    pub fn take(&mut self, uid: Uid, place: Place, plan: PodPlan, now: Millis) {
        self.pods
            .entry(uid)
            .or_insert_with(|| (place, Pod::new(plan, now)));
    }

    /// Loses a node, or finds it again. Its pods live on meanwhile, but are not there for others.
    pub fn lose(&mut self, host: &str, is_lost: bool) {
        match is_lost {
            true => drop(self.lost.insert(host.to_owned())),
            false => drop(self.lost.remove(host)),
        }
    }

    /// Whether a node is lost.
    pub fn is_lost(&self, host: &str) -> bool {
        self.lost.contains(host)
    }

    /// Asks a pod to stop within `grace`.
    pub fn stop(&mut self, uid: &Uid, grace: Millis, now: Millis) {
        if let Some((_, pod)) = self.pods.get_mut(uid) {
            pod.stop(now, grace);
        }
    }

    /// Forgets a pod that has been removed from the cluster.
    pub fn forget(&mut self, uid: &Uid) {
        self.pods.remove(uid);
    }

    /// A pod of the node.
    pub fn pod(&self, uid: &Uid) -> Option<&Pod> {
        self.pods.get(uid).map(|(_, pod)| pod)
    }

    /// All of them.
    pub fn uids(&self) -> impl Iterator<Item = &Uid> {
        self.pods.keys()
    }

    /// When something happens next.
    pub fn next_wake(&self) -> Option<Millis> {
        self.next().map(|((at, _), _)| at)
    }

    /// Lets everything happen that is due until `now`, each at its own time, and tells in which pods.
    pub fn advance(&mut self, now: Millis) -> BTreeSet<Uid> {
        let mut changed = BTreeSet::new();
        while let Some(((at, _), uid)) = self.next().filter(|((at, _), _)| *at <= now) {
            let uid = uid.clone();
            let Some((place, mut pod)) = self.pods.remove(&uid) else {
                break;
            };
            pod.step(at, &|name| self.is_there(&place.namespace, name));
            self.pods.insert(uid.clone(), (place, pod));
            changed.insert(uid);
        }
        changed
    }

    fn next(&self) -> Option<((Millis, Order), &Uid)> {
        let due = |(uid, (_, pod)): (_, &(Place, Pod))| Some((pod.due()?, uid));
        self.pods.iter().filter_map(due).min()
    }

    /// Whether what is needed has succeeded, or runs and is ready. Pods that are going away, or are on a lost node, do not
    /// count.
    fn is_there(&self, namespace: &str, name: &str) -> bool {
        let called = |(place, pod): &&(Place, Pod)| {
            place.namespace == namespace && pod.is_called(name) && !self.is_lost(&place.host)
        };
        let mut is_running = false;
        for (_, pod) in self.pods.values().filter(called) {
            match pod.phase() {
                PodPhase::Succeeded => return true,
                PodPhase::Failed => {}
                _ if pod.is_stopping() => {}
                _ if !pod.is_ready() => return false,
                _ => is_running = true,
            }
        }
        is_running
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Place, Uid};
    use crate::container::{ContainerPlan, RestartPolicy};
    use crate::pod::PodPlan;
    use crate::script::Script;
    use laneway_core::time::Millis;

    fn uid(text: &str) -> Uid {
        Uid(text.to_owned())
    }

    fn take(node: &mut Node, pod: &str, label: &str, script: &str) {
        take_on(node, "here", pod, label, script);
    }

    fn take_on(node: &mut Node, host: &str, pod: &str, label: &str, script: &str) {
        let container = ContainerPlan {
            name: "app".to_owned(),
            image: "script".to_owned(),
            script: Script::read(script),
            readiness: None,
            liveness: None,
            tells_its_end: false,
        };
        let plan = PodPlan {
            names: vec![pod.to_owned(), label.to_owned()],
            policy: RestartPolicy::Always,
            containers: vec![container],
        };
        let place = Place {
            namespace: "trial".to_owned(),
            host: host.to_owned(),
        };
        node.take(uid(pod), place, plan, Millis::ZERO);
    }

    /// When each pod became ready, in order.
    fn ready(node: &mut Node) -> Vec<(u64, String)> {
        let mut ready: Vec<(u64, String)> = Vec::new();
        while let Some(now) = node.next_wake().filter(|now| now.0 < 100_000) {
            for uid in node.advance(now) {
                let is_known = ready.iter().any(|(_, known)| *known == uid.0);
                if !is_known && node.pod(&uid).unwrap().is_ready() {
                    ready.push((now.0 / 1000, uid.0));
                }
            }
        }
        ready
    }

    #[test]
    fn a_pod_crashes_until_what_it_needs_is_ready() {
        let mut node = Node::default();
        take(&mut node, "a-1", "a", "need b; sleep 5s; serve");
        take(&mut node, "b-1", "b", "sleep 12s; serve");
        // Restarts of `a` at 0, 10 and 30 s.
        let expected = [(12, "b-1".to_owned()), (35, "a-1".to_owned())];
        assert_eq!(ready(&mut node), expected);
    }

    #[test]
    fn a_service_that_becomes_ready_is_there_for_what_starts_at_that_moment() {
        let mut node = Node::default();
        take(&mut node, "a-1", "a", "need b; serve");
        take(&mut node, "b-1", "b", "sleep 10s; serve");
        let expected = [(10, "a-1".to_owned()), (10, "b-1".to_owned())];
        assert_eq!(ready(&mut node), expected);
    }

    #[test]
    fn all_replicas_are_needed_and_those_that_go_do_not_count() {
        let mut node = Node::default();
        take(&mut node, "b-1", "b", "serve");
        take(&mut node, "b-2", "b", "sleep 50s; serve");
        node.advance(Millis::ZERO);
        assert!(!node.is_there("trial", "b"));
        assert!(node.is_there("trial", "b-1"));
        node.stop(&uid("b-2"), Millis(30_000), Millis(1000));
        assert!(node.is_there("trial", "b"));
        assert!(!node.is_there("elsewhere", "b"));
        node.forget(&uid("b-1"));
        assert!(!node.is_there("trial", "b"));
    }

    #[test]
    fn pods_on_a_lost_node_are_not_there_until_it_is_back() {
        let mut node = Node::default();
        take_on(&mut node, "far", "b-1", "b", "sleep 5s; serve");
        take(
            &mut node,
            "a-1",
            "a",
            "sleep 6s; need b; sleep 20s; need b; serve",
        );
        node.lose("far", true);
        assert!(node.is_lost("far") && !node.is_lost("here"));
        node.advance(Millis(5000));
        assert!(node.pod(&uid("b-1")).unwrap().is_ready(), "it goes on");
        node.advance(Millis(7000));
        let restarts = |node: &Node| node.pod(&uid("a-1")).unwrap().containers[0].restart_count();
        assert_eq!(restarts(&node), 1);
        node.lose("far", false);
        assert!(node.is_there("trial", "b"));
        // Its second attempt looks at 12 s and at 32 s.
        node.advance(Millis(40_000));
        assert_eq!(restarts(&node), 1);
        assert!(node.pod(&uid("a-1")).unwrap().is_ready());
    }

    #[test]
    fn what_comes_late_happens_at_its_own_time() {
        let mut node = Node::default();
        take(
            &mut node,
            "a-1",
            "a",
            "sleep 1s; exit 1 | sleep 1s; exit 1 | sleep 4s; serve",
        );
        let changed = node.advance(Millis(500_000));
        assert_eq!(changed.len(), 1);
        let container = &node.pod(&uid("a-1")).unwrap().containers[0];
        assert!(container.is_ready());
        // Crashed at 1 s and at 2 s, started again at 12 s.
        assert_eq!(container.last.as_ref().unwrap().at, Millis(2000));
        assert_eq!(container.restart_count(), 2);
    }
}
