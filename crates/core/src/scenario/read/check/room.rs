//! Is there room for what the tasks put on nodes?

use super::Checker;
use crate::diagnostic::catalog::room as catalog;
use crate::kubernetes::{Requests, quantity};
use crate::scenario::Conduct;
use crate::scenario::read::NodesAt;
use crate::scenario::resolve::{pods_of, services};
use crate::source::Spanned;
use crate::yaml::Sink;
use std::collections::BTreeSet;

/// With more pods times nodes than that, nobody looks whether a task finds room.
const MOST_PLACES: usize = 1_000_000;

impl Checker<'_> {
    /// Tasks of the stage that have no room even if there are no others. What one key says of many
    /// tasks is reported once.
    pub(super) fn room(&self, sink: &mut Sink, nodes: Option<NodesAt>) {
        if !self.scenario.cluster.is_limited() {
            return self.requests_without_nodes(sink, nodes);
        }
        let Some(nodes) = nodes.filter(|nodes| nodes.are_clear) else {
            return;
        };
        let (cluster, services) = (&self.scenario.cluster, services(self.template));
        let mut reported = BTreeSet::new();
        let mut places_left = MOST_PLACES;
        for task in self.plan.iter().flat_map(|plan| &plan.tasks) {
            let service = services.get(&task.reference).copied();
            let (pods, requests) = pods_of(task, self.scenario, service);
            let places = (pods.count as usize).saturating_mul(cluster.nodes.len());
            let Some(rest) = places_left.checked_sub(places) else {
                continue;
            };
            places_left = rest;
            let span = requests.unwrap_or(nodes.span);
            if !cluster.has_room_for(pods) && reported.insert(span.start) {
                let asked = asked(pods.requests);
                sink.report(catalog::never_fits(span, &task.name, pods.count, &asked));
            }
        }
    }

    /// Where nodes are there but unclear, that is the problem.
    fn requests_without_nodes(&self, sink: &mut Sink, nodes: Option<NodesAt>) {
        let conducts = self.scenario.defaults.values();
        let conducts = conducts.chain(self.scenario.tasks.values());
        let requests = conducts.filter_map(|Conduct { requests, .. }| requests.as_ref());
        let first = requests
            .map(|Spanned { span, .. }| *span)
            .min_by_key(|span| span.start);
        if let (Some(span), None) = (first, nodes) {
            sink.report(catalog::requests_without_nodes(span));
        }
    }
}

/// What a pod asks for, in words.
fn asked(Requests { cpu, memory }: Requests) -> Vec<String> {
    let cpu = cpu.map(|cpu| format!("{} CPU", quantity::show_cpu(cpu)));
    let memory = memory.map(|bytes| format!("{} of memory", quantity::show_memory(bytes)));
    cpu.into_iter().chain(memory).collect()
}
