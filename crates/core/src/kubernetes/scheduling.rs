//! On which node a pod is placed: data and pure functions of the scheduler of Kubernetes.

/// What one pod asks for; `None` where it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Requests {
    /// Thousandths of a core.
    pub cpu: Option<u64>,
    /// Bytes.
    pub memory: Option<u64>,
}

/// What one node has for pods (its `allocatable`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeSize {
    /// Thousandths of a core.
    pub cpu: u64,
    /// Bytes.
    pub memory: u64,
    /// How many pods it takes.
    pub pods: u32,
}

/// How many pods a node takes unless it is set up otherwise.
///
/// Source: `maxPods` in `pkg/kubelet/apis/config/v1beta1/defaults.go`.
pub const MAX_PODS: u32 = 110;

/// As what a pod that does not say what it asks for counts when nodes are compared: 100m and 200Mi. It
/// takes no room all the same.
///
/// Source: `pkg/scheduler/util/pod_resources.go` (`DefaultMilliCPURequest`, `DefaultMemoryRequest`).
const COUNTED_AS: NodeSize = NodeSize {
    cpu: 100,
    memory: 200 << 20,
    pods: 1,
};

/// The best score of a node.
const BEST: u128 = 100;

/// A node and what its pods have taken of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeLoad {
    size: NodeSize,
    taken: NodeSize,
    /// What its pods count as when nodes are compared.
    counted: NodeSize,
}

/// What there may be too little of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Short {
    /// Cores.
    pub cpu: bool,
    /// Memory.
    pub memory: bool,
    /// The number of pods that a node takes.
    pub pods: bool,
}

impl Short {
    /// Whether something is.
    pub fn any(self) -> bool {
        self.cpu || self.memory || self.pods
    }

    /// What the one or the other has too little of.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            cpu: self.cpu || other.cpu,
            memory: self.memory || other.memory,
            pods: self.pods || other.pods,
        }
    }
}

impl NodeLoad {
    /// A node without pods.
    pub fn empty(size: NodeSize) -> Self {
        let nothing = NodeSize {
            cpu: 0,
            memory: 0,
            pods: 0,
        };
        Self {
            size,
            taken: nothing,
            counted: nothing,
        }
    }

    /// Takes all its pods away.
    pub fn clear(&mut self) {
        *self = Self::empty(self.size);
    }

    /// What the node has too little of for another such pod.
    ///
    /// Source: `fitsRequest` in `pkg/scheduler/framework/plugins/noderesources/fit.go`.
    pub fn short_of(&self, pod: Requests) -> Short {
        Short {
            cpu: pod.cpu.unwrap_or(0) > self.size.cpu - self.taken.cpu,
            memory: pod.memory.unwrap_or(0) > self.size.memory - self.taken.memory,
            pods: self.taken.pods >= self.size.pods,
        }
    }

    /// How good it is, from 0 to 100, to place such a pod here: the mean share of CPU and memory that is
    /// left then (`LeastAllocated`).
    ///
    /// Source: `pkg/scheduler/framework/plugins/noderesources/least_allocated.go`.
    pub fn score(&self, pod: Requests) -> u128 {
        let left = |size: u64, counted: u64, asked: Option<u64>, usual: u64| {
            let (size, asked) = (u128::from(size), asked.unwrap_or(usual));
            let counted = u128::from(counted) + u128::from(asked);
            (size > 0).then(|| size.saturating_sub(counted) * BEST / size)
        };
        let (size, counted) = (&self.size, &self.counted);
        let cpu = left(size.cpu, counted.cpu, pod.cpu, COUNTED_AS.cpu);
        let memory = left(size.memory, counted.memory, pod.memory, COUNTED_AS.memory);
        match (cpu, memory) {
            (Some(cpu), Some(memory)) => u128::midpoint(cpu, memory),
            (one, other) => one.or(other).unwrap_or(0),
        }
    }

    /// Places a pod for which there is room.
    pub fn place(&mut self, pod: Requests) {
        self.taken.cpu += pod.cpu.unwrap_or(0);
        self.taken.memory += pod.memory.unwrap_or(0);
        self.taken.pods += 1;
        self.counted.cpu = (self.counted.cpu).saturating_add(pod.cpu.unwrap_or(COUNTED_AS.cpu));
        let memory = pod.memory.unwrap_or(COUNTED_AS.memory);
        self.counted.memory = self.counted.memory.saturating_add(memory);
    }

    /// Takes away a pod that was placed here.
    pub fn remove(&mut self, pod: Requests) {
        self.taken.cpu -= pod.cpu.unwrap_or(0);
        self.taken.memory -= pod.memory.unwrap_or(0);
        self.taken.pods -= 1;
        self.counted.cpu -= pod.cpu.unwrap_or(COUNTED_AS.cpu);
        self.counted.memory -= pod.memory.unwrap_or(COUNTED_AS.memory);
    }
}

/// The node on which the scheduler places such a pod, of those with room the one with the best score;
/// Kubernetes draws among equals, here the first is taken.
pub fn choose(nodes: impl IntoIterator<Item = (usize, NodeLoad)>, pod: Requests) -> Option<usize> {
    let mut best: Option<(u128, usize)> = None;
    for (id, node) in nodes {
        if node.short_of(pod).any() {
            continue;
        }
        let score = node.score(pod);
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, id));
        }
    }
    best.map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(cpu: u64, gi: u64) -> NodeLoad {
        NodeLoad::empty(NodeSize {
            cpu: cpu * 1000,
            memory: gi << 30,
            pods: 3,
        })
    }

    fn pod(cpu: u64, gi: u64) -> Requests {
        Requests {
            cpu: Some(cpu * 1000),
            memory: Some(gi << 30),
        }
    }

    fn chosen(nodes: &[NodeLoad], pod: Requests) -> Option<usize> {
        choose(nodes.iter().copied().enumerate(), pod)
    }

    #[test]
    fn the_emptiest_node_is_chosen_and_the_first_of_equals() {
        let mut nodes = [node(4, 16), node(4, 16), node(8, 32)];
        // (3/4 + 14/16) / 2 = 81 %; on the large one (7/8 + 30/32) / 2 = 90 %.
        assert_eq!(nodes.map(|it| it.score(pod(1, 2))), [81, 81, 90]);
        assert_eq!(chosen(&nodes, pod(1, 2)), Some(2));
        nodes[2].place(pod(4, 16));
        assert_eq!(chosen(&nodes, pod(1, 2)), Some(0));
        nodes[0].place(pod(1, 2));
        assert_eq!(chosen(&nodes, pod(1, 2)), Some(1));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let mut node = node(4, 16);
        node.place(pod(3, 1));
        let short = |pod| node.short_of(pod);
        assert!(short(pod(2, 15)).cpu && !short(pod(2, 15)).memory);
        assert!(short(pod(1, 16)).memory && !short(pod(1, 16)).cpu);
        assert!(!short(pod(1, 15)).any());
        node.place(Requests::default());
        node.place(Requests::default());
        assert!(node.short_of(Requests::default()).pods);
        node.remove(Requests::default());
        assert!(!node.short_of(pod(1, 15)).any());
    }

    #[test]
    fn pods_that_ask_for_nothing_are_spread_all_the_same() {
        let mut nodes = [node(4, 16), node(4, 16)];
        for expected in [0, 1, 0, 1] {
            let chosen = chosen(&nodes, Requests::default()).expect("room");
            nodes[chosen].place(Requests::default());
            assert_eq!(chosen, expected);
        }
    }

    #[test]
    fn a_node_without_a_resource_takes_pods_that_do_not_ask_for_it() {
        let nodes = [node(0, 16)];
        assert_eq!(chosen(&nodes, pod(0, 1)), Some(0));
        assert_eq!(chosen(&nodes, pod(1, 1)), None);
        assert_eq!(node(0, 0).score(pod(0, 0)), 0);
    }
}
