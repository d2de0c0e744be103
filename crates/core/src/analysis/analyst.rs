//! [`analyze`](super::analyze) for somebody who asks again after every key: what does not depend on what has changed
//! is kept.

use super::{Analysis, Request, judge, plan, run};
use crate::diagnostic::Diagnostic;
use crate::plan::Plan;
use crate::rules;
use crate::scenario::Scenario;
use crate::source::Spanned;
use crate::template::{self, Template};

/// Gives the same answers as [`analyze`](super::analyze), and remembers the template that was asked about last.
#[derive(Debug, Default)]
pub struct Analyst {
    known: Option<Known>,
}

/// A template, and what follows from it.
#[derive(Debug)]
struct Known {
    text: String,
    template: Template,
    problems: Vec<Diagnostic>,
    plan: Option<(Option<String>, Option<Plan>)>,
    ruled: Option<Ruled>,
}

/// What rules say of the template, and all that they have looked at in the scenario.
#[derive(Debug)]
struct Ruled {
    needs: Vec<Need>,
    /// The whole scenario, if a rule has simulated with it.
    scenario: Option<Scenario>,
    problems: Vec<Diagnostic>,
}

/// A reference, and the needs that the scenario gives it.
type Need = (String, Vec<Spanned<String>>);

impl Analyst {
    /// What [`analyze`](super::analyze) says.
    pub fn analyze(&mut self, request: &Request) -> Analysis {
        let known = match self.known.take() {
            Some(known) if known.text == request.template => known,
            _ => Known::read(request.template),
        };
        let known = self.known.insert(known);
        let plan = known.plan(request.stage);
        let (template, text, ruled) = (&known.template, &known.text, &mut known.ruled);
        let rules = |scenario: &Scenario| rule(ruled, template, text, scenario);
        let judgement = judge(request, template, known.problems.clone(), plan, rules);
        let mut analysis = judgement.analysis;
        analysis.run = (judgement.plan).map(|plan| run(plan, template, &judgement.scenario));
        analysis
    }
}

impl Known {
    fn read(text: &str) -> Self {
        let (template, problems) = template::read(text);
        Self {
            text: text.to_owned(),
            template,
            problems,
            plan: None,
            ruled: None,
        }
    }

    fn plan(&mut self, stage: Option<&str>) -> Option<Plan> {
        let is_it = |(known, _): &(Option<String>, _)| known.as_deref() == stage;
        if !self.plan.as_ref().is_some_and(is_it) {
            let plan = plan(&self.template, stage);
            self.plan = Some((stage.map(ToOwned::to_owned), plan));
        }
        self.plan.as_ref()?.1.clone()
    }
}

fn rule(
    ruled: &mut Option<Ruled>,
    template: &Template,
    text: &str,
    scenario: &Scenario,
) -> Vec<Diagnostic> {
    let needs = needs(scenario);
    let holds = |it: &Ruled| {
        it.needs == needs && it.scenario.as_ref().is_none_or(|known| known == scenario)
    };
    if let Some(ruled) = ruled.as_ref().filter(|it| holds(it)) {
        return ruled.problems.clone();
    }
    let (problems, has_simulated) = rules::check_and_tell(template, text, scenario);
    *ruled = Some(Ruled {
        needs,
        scenario: has_simulated.then(|| scenario.clone()),
        problems: problems.clone(),
    });
    problems
}

fn needs(scenario: &Scenario) -> Vec<Need> {
    let given = scenario.tasks.iter();
    given
        .filter_map(|(task, conduct)| Some((task.clone(), conduct.needs.clone()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Analyst;
    use crate::analysis::{Request, analyze};

    const TEMPLATES: [&str; 3] = [
        "services: [{name: a}, {name: b, depends_on: [a]}, {name: c}]\nworkflows:\n  - name: setup\n    parallelize:\n      - {step: one, tasks: [services.a]}\n      - {step: two, tasks: [services.c]}\n      - {step: three, tasks: [services.b]}\n",
        "jobs: [{name: a}, {name: b}]\nworkflows:\n  - name: setup\n    order_from: [jobs.b, jobs.a]\n  - name: patch\n    order_from: [jobs.a]\n",
        "workflows: [{name: setup, order_fromm: [jobs.a, jobs.a]}]\n",
    ];
    const SCENARIOS: [&str; 5] = [
        "",
        "defaults: { services: { ready_after: 7s }, jobs: { runs_for: 7s } }",
        "defaults: { services: { ready_after: 0s } }",
        "tasks: { jobs.b: { needs: [jobs.a] }, services.c: { needs: [services.b] } }",
        "tasks: { jobs.b: { needs: [jobs.a, jobs.x] } }\nseed: 7",
    ];

    /// In every order in which one of them can follow another.
    #[test]
    fn an_analyst_says_what_a_fresh_analysis_says() {
        let requests: Vec<Request> = TEMPLATES
            .iter()
            .flat_map(|template| SCENARIOS.map(|scenario| (template, scenario)))
            .flat_map(|(template, scenario)| {
                [None, Some("patch")].map(|stage| Request {
                    template,
                    scenario,
                    stage,
                    seed: None,
                })
            })
            .collect();
        let mut analyst = Analyst::default();
        for first in &requests {
            for second in &requests {
                assert_eq!(analyst.analyze(first), analyze(first));
                assert_eq!(analyst.analyze(second), analyze(second));
            }
        }
    }
}
