//! What can be varied, as the panel lists it.

use laneway_core::plan::Plan;
use laneway_core::sweep::Offered;
use serde::Serialize;

/// Places that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Places {
    /// A task, or a part of the scenario.
    group: String,
    places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    path: String,
    /// What the scenario says there; empty if it leaves it to the defaults.
    now: String,
    /// The task that it is about, where neither path nor group names it.
    about: String,
}

/// In the order in which they are offered, tasks and parts of the scenario each together.
pub(in crate::foresight) fn places(offers: &[Offered], plan: &Plan) -> Vec<Places> {
    let mut groups: Vec<Places> = Vec::new();
    for offer in offers {
        let group = group(&offer.path, plan);
        let place = Place {
            path: offer.path.clone(),
            now: offer.now.clone().unwrap_or_default(),
            about: offer.about.clone().unwrap_or_default(),
        };
        match groups.iter_mut().find(|it| it.group == group) {
            Some(known) => known.places.push(place),
            None => groups.push(Places {
                group: group.to_owned(),
                places: vec![place],
            }),
        }
    }
    groups
}

/// The task whose figure it is, or the key of the scenario that it stands under.
fn group<'a>(path: &'a str, plan: &'a Plan) -> &'a str {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let is_of = |task: &&str| {
        rest.strip_prefix(*task)
            .is_some_and(|it| it.starts_with('.'))
    };
    let tasks = plan.tasks.iter().map(|it| it.reference.as_str());
    let task = tasks.filter(is_of).max_by_key(|it| it.len());
    task.filter(|_| first == "tasks").unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::places;
    use laneway_core::analysis::{Request, analyze};
    use laneway_core::sweep::offers;

    #[test]
    fn what_belongs_to_a_task_stands_together() {
        let scenario = "tasks:\n  jobs.a: { runs_for: { pert: [1s, 2s, 3s] } }\n  jobs.x: { retries: 1 }\nfaults:\n  - { task: jobs.a, chance: 5% }\n";
        let request = Request {
            template: "workflows: [{name: setup, order_from: [jobs.a, jobs.a.b]}]\njobs: [{name: a}, {name: a.b}]\n",
            scenario,
            ..Request::default()
        };
        let plan = analyze(&request).run.expect("a run").setting.plan;
        let groups = places(&offers(scenario, &plan), &plan);
        let found: Vec<(&str, usize)> = groups
            .iter()
            .map(|it| (it.group.as_str(), it.places.len()))
            .collect();
        let expected = [
            ("jobs.a", 5),
            ("tasks", 1),
            ("faults", 1),
            ("jobs.a.b", 2),
            ("cluster", 2),
            ("options", 1),
        ];
        assert_eq!(found, expected);
        assert_eq!(groups[2].places[0].about, "jobs.a");
    }
}
