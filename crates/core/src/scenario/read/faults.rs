//! `faults`: what goes wrong besides.

use super::hazards;
use super::values::{MOST_ATTEMPTS, Place};
use crate::diagnostic::catalog::{scenario as catalog, shape};
use crate::scenario::{Fault, Target};
use crate::simulate::draws::{Chance, Stream};
use crate::simulate::{ImagePull, NodeLoss, Outage};
use crate::source::Spanned;
use crate::yaml::{Entry, Node, Sink};
use std::collections::BTreeMap;

const FAULT: Place = Place {
    name: "A fault",
    keys: &[
        "task",
        "tasks",
        "chance",
        "hang",
        "slowdown",
        "latency",
        "crash",
        "outage",
        "node_loss",
        "image_pull",
    ],
};

/// How many of these keys say whose fault it is; the rest says what goes wrong.
const TARGETS: usize = 2;

const OUTAGE: Place = Place {
    name: "An outage",
    keys: &["from", "until"],
};

const NODE_LOSS: Place = Place {
    name: "`node_loss`",
    keys: &["at"],
};

const PULLS: Place = Place {
    name: "`image_pull`",
    keys: &["fails"],
};

const IMAGE_PULL: [(&str, ImagePull); 2] =
    [("never", ImagePull::Never), ("invalid", ImagePull::Invalid)];

impl Sink<'_> {
    pub(super) fn faults(&mut self, node: &Node) -> Vec<Fault> {
        let items = self.list(node, "`faults`", "a list of faults");
        let faults = items.iter().filter_map(|item| self.fault(item));
        let mut faults: Vec<Fault> = faults.collect();
        give_streams(&mut faults);
        faults
    }

    /// `None` where nobody can say whose fault it is.
    fn fault(&mut self, node: &Node) -> Option<Fault> {
        if !self.has_form(node, FAULT.name, "{ task: jobs.migrate, chance: 100% }") {
            return None;
        }
        let keys = self.place(node, &FAULT);
        let (task, tasks) = (keys.get("task"), keys.get("tasks"));
        let effects = &FAULT.keys[TARGETS..];
        let has_effect = effects.iter().any(|key| keys.contains_key(key));
        match (task, tasks) {
            (Some(_), Some(_)) => self.report(catalog::fault_with_two_targets(node.span)),
            (None, None) => self.report_absence(node.span, catalog::fault_without_task(node.span)),
            _ if !has_effect => {
                let problem = catalog::fault_without_effect(node.span, effects);
                self.report_absence(node.span, problem);
            }
            _ => {}
        }
        let one = task.and_then(|entry| self.target(entry, Target::Task));
        let several = tasks.and_then(|entry| self.target(entry, Target::Tasks));
        let chance = keys.get("chance").and_then(|entry| self.share(entry));
        let hazards = self.hazards(&keys);
        let image = keys
            .get("image_pull")
            .and_then(|entry| self.image_pull(entry));
        let outage = keys
            .get("outage")
            .and_then(|entry| self.outage(&entry.value));
        let node_loss = keys
            .get("node_loss")
            .and_then(|entry| self.node_loss(entry));
        Some(Fault {
            target: one.or(several)?,
            chance: Chance::from_millionths(chance.unwrap_or_default()),
            hazards,
            image: image.unwrap_or_default(),
            outage,
            node_loss,
        })
    }

    fn target(&mut self, entry: &Entry, target: fn(String) -> Target) -> Option<Spanned<Target>> {
        let what = format!("`{}`", entry.name().unwrap_or_default());
        let written = self.text(&entry.value, &what)?;
        let mut target = target(written.value);
        if let Target::Task(task) = &target
            && task.contains('*')
        {
            self.report(catalog::pattern_as_task(entry.key.span, task));
            target = Target::Tasks(task.clone());
        }
        Some(Spanned::new(target, written.span))
    }

    fn image_pull(&mut self, entry: &Entry) -> Option<ImagePull> {
        if entry.value.entries().is_none() {
            let number = entry.value.as_u64();
            if let Some(number) = number {
                self.report(catalog::bare_pulls(entry.value.span, number));
                return None;
            }
            return self.choice(entry, &IMAGE_PULL);
        }
        let keys = self.place(&entry.value, &PULLS);
        let Some(fails) = keys.get("fails") else {
            let span = entry.value.span;
            let problem = shape::missing_key(self.text, span, PULLS.name, "fails", None);
            self.report_absence(span, problem);
            return None;
        };
        let pulls = self.whole(&fails.value, "`fails`", 0, u64::from(MOST_ATTEMPTS))?;
        u32::try_from(pulls).ok().map(ImagePull::Fails)
    }

    fn node_loss(&mut self, entry: &Entry) -> Option<NodeLoss> {
        if !self.has_form(&entry.value, NODE_LOSS.name, "{ at: 60s }") {
            return None;
        }
        let keys = self.place(&entry.value, &NODE_LOSS);
        let at = self.needed(&entry.value, &keys, &NODE_LOSS, "at")?;
        Some(NodeLoss {
            at: self.time(Some(at))?,
            stream: Stream::of_fault("", 0),
        })
    }

    fn outage(&mut self, node: &Node) -> Option<Outage> {
        if !self.has_form(node, OUTAGE.name, "{ from: 60s, until: 120s }") {
            return None;
        }
        let keys = self.place(node, &OUTAGE);
        for key in OUTAGE.keys.iter().filter(|key| !keys.contains_key(*key)) {
            let problem = shape::missing_key(self.text, node.span, OUTAGE.name, key, None);
            self.report_absence(node.span, problem);
        }
        let [from, until] = ["from", "until"].map(|key| self.time(keys.get(key).copied()));
        let (from, until) = (from?, until?);
        if from.least() >= until.most() {
            let problem = catalog::empty_outage(node.span, from.least(), until.most());
            self.report(problem);
            return None;
        }
        Some(Outage {
            from,
            until,
            stream: Stream::of_fault("", 0),
        })
    }
}

/// Each effect draws for itself: by what it is, whom it is about, as written, and which of those effects
/// it is, from 1.
fn give_streams(faults: &mut [Fault]) {
    let mut numbers = BTreeMap::new();
    for fault in faults {
        let (Target::Task(text) | Target::Tasks(text)) = &fault.target.value;
        let mut number = |effect| {
            let number = numbers.entry((effect, text.clone())).or_insert(0);
            *number += 1;
            *number
        };
        if let Some(outage) = &mut fault.outage {
            outage.stream = Stream::of_fault(text, number("outage"));
        }
        if let Some(loss) = &mut fault.node_loss {
            loss.stream = Stream::of_hazard("node_loss", text, number("node_loss"));
        }
        for hazard in &mut fault.hazards {
            let harm = hazards::harm_name(&hazard.harm);
            hazard.stream = Stream::of_hazard(harm, text, number(harm));
        }
    }
}
