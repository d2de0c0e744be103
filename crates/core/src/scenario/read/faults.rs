//! `faults`: what goes wrong besides.

use super::share::WHOLE;
use super::values::Place;
use crate::diagnostic::catalog::{scenario as catalog, shape};
use crate::scenario::{Fault, Target};
use crate::simulate::Window;
use crate::source::Spanned;
use crate::yaml::{Entry, Node, Sink};

const FAULT: Place = Place {
    name: "A fault",
    keys: &["task", "tasks", "chance", "outage"],
    later: &["image_pull", "hang", "slowdown"],
};

const OUTAGE: Place = Place {
    name: "An outage",
    keys: &["from", "until"],
    later: &[],
};

impl Sink<'_> {
    pub(super) fn faults(&mut self, node: &Node) -> Vec<Fault> {
        let items = self.list(node, "`faults`", "a list of faults");
        items.iter().filter_map(|item| self.fault(item)).collect()
    }

    /// `None` where nobody can say whose fault it is.
    fn fault(&mut self, node: &Node) -> Option<Fault> {
        if !self.has_form(node, FAULT.name, "{ task: jobs.migrate, chance: 100% }") {
            return None;
        }
        let keys = self.place(node, &FAULT);
        let (task, tasks) = (keys.get("task"), keys.get("tasks"));
        let is_later = |entry: &Entry| entry.name().is_some_and(|it| FAULT.later.contains(&it));
        let has_effect = keys.contains_key("chance")
            || keys.contains_key("outage")
            || node.entries().into_iter().flatten().any(is_later);
        match (task, tasks) {
            (Some(_), Some(_)) => self.report(catalog::fault_with_two_targets(node.span)),
            (None, None) => self.report_absence(node.span, catalog::fault_without_task(node.span)),
            _ if !has_effect => {
                self.report_absence(node.span, catalog::fault_without_effect(node.span));
            }
            _ => {}
        }
        let one = task.and_then(|entry| self.target(entry, Target::Task));
        let several = tasks.and_then(|entry| self.target(entry, Target::Tasks));
        let always_fails = keys.get("chance").is_some_and(|entry| self.always(entry));
        let outage = keys
            .get("outage")
            .and_then(|entry| self.outage(&entry.value));
        Some(Fault {
            target: one.or(several)?,
            always_fails,
            outage,
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

    /// Whether a chance is 100 %.
    fn always(&mut self, entry: &Entry) -> bool {
        let share = self.share(entry);
        if share.is_some_and(|share| (1..WHOLE).contains(&share)) {
            let span = entry.value.span;
            let written = entry
                .value
                .scalar()
                .map_or("", |scalar| scalar.text.as_str());
            self.report(catalog::not_yet::chance(span, written));
        }
        share == Some(WHOLE)
    }

    fn outage(&mut self, node: &Node) -> Option<Window> {
        if !self.has_form(node, OUTAGE.name, "{ from: 60s, until: 120s }") {
            return None;
        }
        let keys = self.place(node, &OUTAGE);
        for key in OUTAGE.keys.iter().filter(|key| !keys.contains_key(*key)) {
            let problem = shape::missing_key(self.text, node.span, OUTAGE.name, key, None);
            self.report_absence(node.span, problem);
        }
        let [from, until] = ["from", "until"].map(|key| self.duration(keys.get(key).copied()));
        let window = Window {
            from: from?,
            until: until?,
        };
        if window.from >= window.until {
            self.report(catalog::empty_outage(node.span, window.from, window.until));
            return None;
        }
        Some(window)
    }
}
