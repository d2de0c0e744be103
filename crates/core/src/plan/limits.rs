//! How long a task is waited for when the template does not say, as the language defines it.

use crate::order;
use crate::template::{CHART_TIMEOUT, JOB_TIMEOUT, Kind, Reference, Template};
use crate::time::Millis;
use std::collections::BTreeMap;

const INFRASTRUCTURE: Millis = Millis::from_secs(1200);
const BUILT_IN: Millis = Millis::from_secs(600);

/// The limits that a template gives, by name; the first of two equal names counts.
pub(super) struct Limits<'a> {
    jobs: BTreeMap<&'a str, Millis>,
    charts: BTreeMap<&'a str, Millis>,
}

impl<'a> Limits<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        let jobs = template.jobs.iter().rev();
        let charts = template.charts.iter().rev();
        Self {
            jobs: order::map(jobs.map(|job| (job.name.value.as_str(), job.completed_timeout))),
            charts: order::map(charts.map(|chart| (chart.name.value.as_str(), chart.timeout))),
        }
    }

    /// `None` for a service: its limit is the scenario's `readiness_wait`.
    pub(super) fn limit(&self, reference: &Reference) -> Option<Millis> {
        let given = |limits: &BTreeMap<&str, Millis>| match reference {
            Reference::Named(_, name) => limits.get(name.as_str()).copied(),
            _ => None,
        };
        match reference.kind() {
            Kind::Services => None,
            Kind::Jobs => Some(given(&self.jobs).unwrap_or(JOB_TIMEOUT)),
            Kind::Charts => Some(given(&self.charts).unwrap_or(CHART_TIMEOUT)),
            Kind::Infrastructure => Some(INFRASTRUCTURE),
            Kind::BuiltIn => Some(BUILT_IN),
        }
    }
}
