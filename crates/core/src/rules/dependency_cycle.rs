//! `dependency-cycle`

use super::{Rule, view::View};
use crate::diagnostic::catalog::{Example, Topic, workflow};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan;
use crate::template::Kind;
use std::collections::BTreeMap;

/// So many of a long cycle are pointed at, beside the first: nobody follows more by eye.
const MOST_RELATED: usize = 10;

/// Services that depend on each other.
pub(super) const RULE: Rule = Rule {
    topic: Topic {
        code: "dependency-cycle",
        severity: Severity::Warning,
        what: "Services depend on each other in a circle, or one on itself.",
        why: "No order serves them: each one needs another to be ready first.",
        bad: Example::Template(
            "\
services:
  - name: web
    depends_on: [api]
  - name: api
    depends_on: [web]
workflows:
  - name: patch
    order_from: [services.web]
",
        ),
        good: Example::Template(
            "\
services:
  - name: web
    depends_on: [api]
  - name: api
workflows:
  - name: patch
    order_from: [services.web]
",
        ),
    },
    check,
};

/// Where the scenario gives the needs of a service, a circle is the scenario's problem.
fn check(view: &View) -> Vec<Diagnostic> {
    let services = &view.template.services;
    let mut index = BTreeMap::new();
    for (at, service) in services.iter().enumerate() {
        index.entry(service.name.value.as_str()).or_insert(at);
    }
    let edges: Vec<Vec<usize>> = services
        .iter()
        .map(|service| {
            let reference = format!("{}.{}", Kind::Services.key(), service.name.value);
            let declared = (!view.needs.gives(&reference)).then_some(&service.depends_on);
            let needed = declared.into_iter().flatten();
            needed
                .filter_map(|name| index.get(name.value.as_str()).copied())
                .collect()
        })
        .collect();
    let cycles = plan::cycles(&edges).into_iter().map(|cycle| {
        let names: Vec<&str> = cycle
            .iter()
            .map(|at| services[*at].name.value.as_str())
            .collect();
        let mut problem = workflow::dependency_cycle(services[cycle[0]].name.span, &names);
        for at in cycle[1..].iter().take(MOST_RELATED) {
            let name = &services[*at].name;
            problem = problem.related(name.span, format!("`{}` is part of it", name.value));
        }
        problem
    });
    cycles.collect()
}

#[cfg(test)]
mod tests {
    use super::MOST_RELATED;
    use crate::rules;
    use crate::scenario::Scenario;
    use crate::template;

    #[test]
    fn of_a_long_cycle_only_the_first_are_pointed_at() {
        let mut text = "services:\n".to_owned();
        for at in 0..30 {
            text += &format!("- {{name: s{at}, depends_on: [s{}]}}\n", (at + 1) % 30);
        }
        text += "workflows: [{name: patch, order_from: [services.s0]}]\n";
        let problems = rules::check(&template::read(&text).0, &text, &Scenario::default());
        let related: Vec<usize> = problems.iter().map(|it| it.related.len()).collect();
        assert_eq!(related, [MOST_RELATED]);
    }
}
