//! Values that show what a place of the scenario does, for whoever has not named any.

use super::path::keys;
use super::range::{decimal, magnitudes, whole};
use super::variants::{now, variants};
use super::vary::Vary;
use crate::analysis::Request;
use crate::scenario::read::share;
use crate::scenario::references;
use crate::simulate::Setting;
use crate::time::Millis;
use crate::{template, yaml};

/// More slots than this are not tried unasked.
const MOST_SLOTS: usize = 12;

/// Values around what holds at this place now, as [`Vary`] reads them: from none to three times as much where that
/// can be, else as far as it can. `None` if nobody knows what could stand there.
///
/// `setting` is that of the request itself.
pub fn preset(request: &Request, setting: &Setting, path: &str) -> Option<String> {
    let candidates = match now(request, path) {
        Some(now) => around(&now),
        None => unwritten(request, setting, path),
    };
    let can_be = |values: &String| {
        let vary = format!("{path}={values}").parse::<Vary>();
        let variants = vary.ok().and_then(|vary| variants(request, &ends(vary)));
        variants.is_some_and(|it| it.is_ok())
    };
    candidates.into_iter().find(can_be)
}

/// What can be at both ends can be in between; each value costs a reading of the texts.
fn ends(mut vary: Vary) -> Vary {
    let last = vary.values.len().saturating_sub(1);
    if last > 1 {
        vary.values.drain(1..last);
    }
    vary
}

/// The widest first.
fn around(now: &str) -> Vec<String> {
    if let Ok(time) = now.parse() {
        return around_time(time);
    }
    if let Some(millionths) = share::parse(now) {
        return around_share(u64::from(millionths));
    }
    let mut ranges = match (whole(now), magnitudes(&[now])) {
        (Some(number), _) => around_number(number),
        // With decimals.
        (None, Some(number)) => vec![format!("1.0..{}/11", decimal(2 * number[0]))],
        (None, None) => vec![],
    };
    ranges.push(now.to_owned());
    ranges
}

/// With this time itself among the values.
fn around_time(time: Millis) -> Vec<String> {
    if time == Millis::ZERO {
        return vec!["0s..10s/11".to_owned()];
    }
    let [double, triple] = [2, 3].map(|factor| time.times(factor));
    vec![
        format!("0s..{triple}/10"),
        format!("{time}..{triple}/9"),
        format!("0s..{time}/9"),
        format!("{time}..{double}/9"),
        format!("{}..{time}/9", time.share(500_000)),
        time.to_string(),
    ]
}

fn around_share(millionths: u64) -> Vec<String> {
    let range = match millionths * 3 {
        0 => "0%..10%/11".to_owned(),
        triple if triple <= 1_000_000 => format!("0%..{}%/10", decimal(triple)),
        _ => "0%..100%/11".to_owned(),
    };
    vec![range, format!("{}%", decimal(millionths))]
}

fn around_number(number: u64) -> Vec<String> {
    let most = number.saturating_mul(2).max(5);
    vec![format!("0..{most}"), format!("1..{most}")]
}

/// Around what holds where the scenario says nothing, or more than a single value.
fn unwritten(request: &Request, setting: &Setting, path: &str) -> Vec<String> {
    let root = yaml::parse(request.scenario).root;
    let references = references(&template::read(request.template).0);
    let keys = keys(root.as_ref(), path, &references);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let options = &setting.options;
    match keys[..] {
        ["tasks", task, "runs_for" | "ready_after"] => {
            let mut tasks = setting.plan.tasks.iter();
            let at = tasks.position(|it| it.reference == task);
            let usual = at.map(|at| setting.behaviours[at].duration.middle().rounded());
            usual.map(around_time).unwrap_or_default()
        }
        ["tasks", _, "retries"] => around_number(0),
        ["cluster", "max_parallel"] => {
            let slots = setting.plan.tasks.len().clamp(2, MOST_SLOTS);
            vec![format!("1..{slots}")]
        }
        ["cluster", "apply_latency"] => around_time(options.apply_latency),
        ["options", "readiness_wait"] => around_time(options.readiness_wait),
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, Vary, preset};
    use crate::analysis::analyze;
    use crate::sweep::{offers, variants};

    const TEMPLATE: &str = "workflows:
  - name: setup
    parallelize:
      - { step: data, tasks: [jobs.migrate, jobs.import] }
      - { step: web, tasks: [services.web, services.api] }
jobs: [{ name: migrate }, { name: import }]
services: [{ name: web }, { name: api }]
";
    const SCENARIO: &str = "defaults: { services: { ready_after: 20s } }
tasks:
  jobs.migrate: { runs_for: { pert: [20s, 30s, 1m] }, retries: 1 }
  jobs.import: { runs_for: { lognormal: { p50: 40s, p95: 90s } }, fails: { attempts: [1], at: 50% } }
  services.api: { ready_after: 12s, crash_after: 0s }
faults:
  - { task: jobs.migrate, chance: 15% }
  - { task: services.api, chance: 60% }
  - { task: jobs.import, slowdown: 1.5 }
cluster: { apply_latency: 250ms }
";

    fn request() -> Request<'static> {
        Request {
            template: TEMPLATE,
            scenario: SCENARIO,
            ..Request::default()
        }
    }

    #[test]
    fn values_lie_around_what_holds_now() {
        let request = request();
        let setting = analyze(&request).run.expect("a run").setting;
        for (path, expected) in [
            ("tasks.services.api.ready_after", "0s..36s/10"),
            ("tasks.services.web.ready_after", "0s..1m/10"),
            ("tasks.services.api.crash_after", "0s..10s/11"),
            ("tasks.jobs.migrate.runs_for", "0s..1m39s/10"),
            ("tasks.jobs.migrate.runs_for.pert.0", "0s..20s/9"),
            ("tasks.jobs.migrate.runs_for.pert.1", "30s..1m/9"),
            ("tasks.jobs.migrate.runs_for.pert.2", "1m..3m/9"),
            ("tasks.jobs.import.runs_for.lognormal.p50", "40s..1m20s/9"),
            ("tasks.jobs.import.fails.at", "0%..100%/11"),
            ("tasks.jobs.migrate.retries", "0..5"),
            ("tasks.jobs.import.retries", "0..5"),
            ("faults.0.chance", "0%..45%/10"),
            ("faults.1.chance", "0%..100%/11"),
            ("faults.2.slowdown", "1.0..3/11"),
            ("cluster.max_parallel", "1..4"),
            ("cluster.apply_latency", "0s..750ms/10"),
            ("options.readiness_wait", "0s..30m/10"),
        ] {
            let found = preset(&request, &setting, path);
            assert_eq!(found.as_deref(), Some(expected), "{path}");
        }
        assert_eq!(preset(&request, &setting, "tasks.jobs.x.runs_for"), None);
        assert_eq!(preset(&request, &setting, "nonsense"), None);
    }

    #[test]
    fn whatever_is_offered_has_values_that_can_be() {
        let request = request();
        let setting = analyze(&request).run.expect("a run").setting;
        for offer in offers(SCENARIO, &setting.plan) {
            let values = preset(&request, &setting, &offer.path);
            let values = values.unwrap_or_else(|| panic!("{}", offer.path));
            let vary: Vary = format!("{}={values}", offer.path).parse().expect("values");
            let variants = variants(&request, &vary).expect("a stage");
            assert!(variants.is_ok(), "{}={values}", offer.path);
        }
    }
}
