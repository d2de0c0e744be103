//! Is there anything that the faults could take away?

use super::{Checker, MOST_PAIRS};
use crate::diagnostic::catalog::loss as catalog;
use crate::scenario::read::kind_of;
use crate::scenario::resolve::{goes_on_once_ready, has_pods, services};
use crate::scenario::{Fault, Target};
use crate::simulate::{Harm, Hazard};
use crate::template::{Kind, Service};
use crate::yaml::Sink;
use std::collections::BTreeMap;

/// Says of a task, by its kind and what the template says of the service that it is, whether it has
/// something.
type Has = fn(Kind, Option<&Service>) -> bool;

impl Checker<'_> {
    /// Faults that take away what none of their tasks has. A pattern may cover others besides.
    pub(super) fn losses(&self, sink: &mut Sink) {
        let services = services(self.template);
        let (mut pairs_left, all) = (MOST_PAIRS, self.known.iter().count());
        for fault in &self.scenario.faults {
            let is_late = |hazard: &Hazard| matches!(hazard.harm, Harm::CrashAfterReady(_));
            let crashes_late = fault.hazards.iter().any(is_late);
            let pairs = match fault.target.value {
                Target::Task(_) => 1,
                Target::Tasks(_) => all,
            };
            if !(crashes_late || fault.node_loss.is_some()) || pairs > pairs_left {
                continue;
            }
            pairs_left -= pairs;
            let (Target::Task(text) | Target::Tasks(text)) = &fault.target.value;
            let span = fault.target.span;
            if crashes_late && !self.takes(fault, &services, goes_on_once_ready) {
                sink.report(catalog::crash_without_readiness(span, text));
            }
            if fault.node_loss.is_some() && !self.takes(fault, &services, has_pods) {
                sink.report(catalog::node_loss_without_pods(span, text));
            }
        }
    }

    /// Whether one of the fault's tasks has that, or none is known at all, which is another problem.
    fn takes(&self, fault: &Fault, services: &BTreeMap<String, &Service>, has: Has) -> bool {
        let mut covered = (self.covered(fault)).peekable();
        covered.peek().is_none()
            || covered.any(|reference| {
                let service = services.get(reference).copied();
                kind_of(reference).is_none_or(|kind| has(kind, service))
            })
    }

    fn covered<'s>(&'s self, fault: &'s Fault) -> impl Iterator<Item = &'s str> {
        let (one, several) = match &fault.target.value {
            Target::Task(task) => (Some(task.as_str()), None),
            Target::Tasks(_) => (None, Some(self.known.iter())),
        };
        let one = one.into_iter().filter(|task| self.known.contains(task));
        let several = several.into_iter().flatten();
        one.chain(several.filter(|it| fault.target.value.covers(it)))
    }
}
