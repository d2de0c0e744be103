//! A template that deploys the services of a docker-compose file in the order of their `depends_on`.

use super::compose::{Compose, Service};
use crate::plan::cycles;
use crate::refactor::levels;
use crate::source::Spanned;
use crate::yaml;

const MADE: &str =
    "# Made of a docker-compose file: each step waits until the one before it is done.";

/// Why there is none.
pub(super) enum Obstacle {
    /// These services depend on each other.
    Circle(Vec<String>),
    /// A service has a name that no reference can have.
    Name(Spanned<String>),
}

/// The text of the template, with this line break. What others wait for to end well is a job, all else is a service;
/// a step halts where it has a job, as whatever waits for that one would never start.
pub(super) fn template(compose: &Compose, line_break: &str) -> Result<String, Obstacle> {
    let Plan { tasks, left_out } = plan(compose)?;
    let mut lines = vec![MADE.to_owned()];
    if !left_out.is_empty() {
        let names = left_out.join(", ");
        lines.push(format!("# Left out, as they belong to profiles: {names}."));
    }
    for (list, of_jobs) in [("services", false), ("jobs", true)] {
        let mut items = tasks.iter().filter(|it| it.is_job == of_jobs).peekable();
        if items.peek().is_some() {
            lines.push(format!("{list}:"));
        }
        items.for_each(|task| lines.extend(item(task.entries())));
    }
    lines.push("workflows:\n  - name: setup\n    parallelize:".to_owned());
    let mut steps: Vec<Vec<&Task>> = Vec::new();
    for task in &tasks {
        steps.resize_with(steps.len().max(task.level + 1), Vec::new);
        steps[task.level].push(task);
    }
    lines.extend(steps.iter().map(|together| step(together)));
    Ok((lines.join("\n") + "\n").replace('\n', line_break))
}

/// What is deployed, and when.
struct Plan<'c> {
    /// In the order of the file.
    tasks: Vec<Task<'c>>,
    /// The names of those that are not deployed.
    left_out: Vec<&'c str>,
}

/// A service that is deployed.
struct Task<'c> {
    service: &'c Service<'c>,
    is_job: bool,
    /// The services that it needs. That jobs come before is in the order of the steps.
    needed: Vec<&'c str>,
    /// The number of its step.
    level: usize,
}

fn plan<'c>(compose: &'c Compose<'c>) -> Result<Plan<'c>, Obstacle> {
    let services = &compose.services;
    let index = compose.index();
    let at = |name: &str| index.get(name).copied();
    let needs = services.iter().map(|it| {
        let needs = it.needs.iter().filter_map(|need| at(need.name));
        crate::order::set(needs).into_iter().collect()
    });
    let mut needs: Vec<Vec<usize>> = needs.collect();
    let is_deployed = deployed(compose, &needs);
    let (deployed, left_out): (Vec<usize>, Vec<usize>) =
        (0..services.len()).partition(|at| is_deployed[*at]);
    let odd = deployed
        .iter()
        .find(|at| !can_be_referred_to(services[**at].name.value));
    if let Some(name) = odd.map(|at| &services[*at].name) {
        return Err(Obstacle::Name(Spanned::new(
            name.value.to_owned(),
            name.span,
        )));
    }
    // What is left out holds nothing up.
    for at in &left_out {
        needs[*at].clear();
    }
    for at in &deployed {
        needs[*at].retain(|it| is_deployed[*it]);
    }
    let Some(levels) = levels(&needs) else {
        let circle = cycles(&needs).into_iter().next().unwrap_or_default();
        let names = circle
            .into_iter()
            .map(|at| services[at].name.value.to_owned());
        return Err(Obstacle::Circle(names.collect()));
    };
    let mut is_job = vec![false; services.len()];
    for need in deployed.iter().flat_map(|at| &services[*at].needs) {
        if let Some(at) = at(need.name).filter(|_| need.completes) {
            is_job[at] = true;
        }
    }
    let name = |at: usize| services[at].name.value;
    let tasks = deployed.iter().map(|at| Task {
        service: &services[*at],
        is_job: is_job[*at],
        needed: needs[*at]
            .iter()
            .filter(|it| !is_job[**it])
            .map(|it| name(*it))
            .collect(),
        level: levels[*at],
    });
    Ok(Plan {
        tasks: tasks.collect(),
        left_out: left_out.into_iter().map(name).collect(),
    })
}

/// Those without profiles with all that they need; everything where each has profiles.
fn deployed(compose: &Compose, needs: &[Vec<usize>]) -> Vec<bool> {
    let services = compose.services.iter();
    let mut is_deployed: Vec<bool> = services.map(|it| !it.has_profiles).collect();
    if !is_deployed.contains(&true) {
        return vec![true; needs.len()];
    }
    let mut open: Vec<usize> = (0..needs.len()).filter(|at| is_deployed[*at]).collect();
    while let Some(at) = open.pop() {
        for needed in &needs[at] {
            if !std::mem::replace(&mut is_deployed[*needed], true) {
                open.push(*needed);
            }
        }
    }
    is_deployed
}

/// `services.all` means something else, and so does `#2` behind a name.
fn can_be_referred_to(name: &str) -> bool {
    let is_usual = |it: char| it.is_ascii_alphanumeric() || "._-".contains(it);
    name != "all" && !name.is_empty() && name.chars().all(is_usual)
}

impl Task<'_> {
    /// What a template says of it.
    fn entries(&self) -> Vec<String> {
        let service = self.service;
        let mut entries = vec![format!("name: {}", yaml::scalar(service.name.value))];
        entries.extend(
            service
                .image
                .map(|image| format!("image: {}", yaml::scalar(image))),
        );
        if self.is_job {
            return entries;
        }
        if service.replicas > 1 {
            entries.push(format!("replicas: {}", service.replicas));
        }
        if !self.needed.is_empty() {
            let needed: Vec<String> = self.needed.iter().map(|it| yaml::scalar(it)).collect();
            entries.push(format!("depends_on: [{}]", needed.join(", ")));
        }
        if let Some(interval) = service.interval {
            let seconds = interval.0.div_ceil(1000).max(1);
            entries.push(format!("readiness_probe: {{ period_seconds: {seconds} }}"));
        }
        entries
    }
}

/// The lines of an item of a list.
fn item(entries: Vec<String>) -> impl Iterator<Item = String> {
    let leads = std::iter::once("  - ").chain(std::iter::repeat("    "));
    leads
        .zip(entries)
        .map(|(lead, entry)| format!("{lead}{entry}"))
}

fn step(together: &[&Task]) -> String {
    let names: Vec<&str> = together.iter().map(|it| it.service.name.value).collect();
    // No two steps begin with the same name.
    let label = match names.as_slice() {
        [one, other] => format!("{one} and {other}"),
        [one] => (*one).to_owned(),
        [one, others @ ..] => format!("{one} and {} more", others.len()),
        [] => String::new(),
    };
    let references = together.iter().map(|it| {
        let kind = if it.is_job { "jobs" } else { "services" };
        format!("{kind}.{}", it.service.name.value)
    });
    let references: Vec<String> = references.collect();
    let mut step = format!(
        "      - step: {}\n        tasks: [{}]",
        yaml::scalar(&label),
        references.join(", ")
    );
    if together.iter().any(|it| it.is_job) {
        step.push_str("\n        halt_on_error: true");
    }
    step
}
