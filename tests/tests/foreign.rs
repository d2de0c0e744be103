//! Files of other tools are told from templates, and what is made of docker-compose files keeps their order.

use laneway_core::analysis::{Request, analyze};
use laneway_core::foreign::{Format, format_of};
use laneway_core::plan;
use laneway_core::template::{self, Template};
use laneway_core::yaml;
use laneway_tests::{repository, templates};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Every template and scenario that the project has, but those that are files of other tools on purpose.
fn own_texts() -> Vec<(String, String)> {
    let files = repository::files().into_iter();
    let yaml = files.filter(|path| path.ends_with(".yaml"));
    let own = yaml.filter(|path| !path.contains("/another-tool-"));
    let texts = own.filter_map(|path| Some((path.clone(), repository::text(&path)?)));
    let texts: Vec<_> = texts.collect();
    assert!(texts.len() > 200, "only {} texts", texts.len());
    texts
}

#[test]
fn no_text_of_the_project_is_one_of_another_tool() {
    for (path, text) in own_texts() {
        assert_eq!(format_of(&text), None, "{path}");
    }
}

/// As they are while they are written, cut, or pasted in parts.
#[test]
fn no_part_of_a_good_template_is_one_of_another_tool() {
    let mut parts = 0;
    for good in [templates::good(), templates::unseen()].concat() {
        let text = good.text.as_str();
        let ends = text.match_indices('\n').map(|(at, _)| &text[..=at]);
        let root = yaml::parse(text).root.expect("a good template");
        let entries = root.entries().unwrap_or_default();
        let alone = entries.iter().map(|entry| entry.span().slice(text));
        for part in ends.chain(alone) {
            assert_eq!(format_of(part), None, "{}\n{part}", good.name);
            parts += 1;
        }
    }
    assert!(parts > 2000, "only {parts} parts");
}

/// A service of a docker-compose file that needs others by their numbers.
#[derive(Debug, Clone)]
struct Service {
    needs: Vec<(usize, Condition)>,
    has_profile: bool,
    has_check: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Started,
    Healthy,
    Completed,
}

fn services() -> impl Strategy<Value = Vec<Service>> {
    let condition = prop_oneof![
        Just(Condition::Started),
        Just(Condition::Healthy),
        Just(Condition::Completed)
    ];
    let service = (
        vec((0..12usize, condition), 0..4),
        prop::bool::weighted(0.2),
        any::<bool>(),
    );
    let service = service.prop_map(|(needs, has_profile, has_check)| Service {
        needs,
        has_profile,
        has_check,
    });
    vec(service, 1..12)
}

fn compose(services: &[Service]) -> String {
    let mut text = "services:\n".to_owned();
    for (at, service) in services.iter().enumerate() {
        let _ = writeln!(text, "  s{at}:\n    image: app");
        if service.has_profile {
            text.push_str("    profiles: [extra]\n");
        }
        if service.has_check {
            text.push_str("    healthcheck: { test: 'true', interval: 2s }\n");
        }
        let needs: BTreeMap<usize, Condition> = service.needs.iter().copied().collect();
        if !needs.is_empty() {
            text.push_str("    depends_on:\n");
        }
        for (need, condition) in needs {
            let condition = match condition {
                Condition::Started => "service_started",
                Condition::Healthy => "service_healthy",
                Condition::Completed => "service_completed_successfully",
            };
            let _ = writeln!(text, "      s{need}: {{ condition: {condition} }}");
        }
    }
    text
}

/// In which step each service is deployed.
fn steps(template: &Template) -> BTreeMap<String, usize> {
    let plan = plan::expand(template, "setup").expect("the stage");
    let tasks = plan.tasks.iter().map(|task| {
        let name = task.reference.split_once('.').expect("a kind and a name").1;
        (name.to_owned(), task.step.0)
    });
    tasks.collect()
}

proptest! {
    #[test]
    fn what_is_made_keeps_the_order_and_has_no_problem(services in services(), acyclic in any::<bool>()) {
        let mut services = services;
        if acyclic {
            for (at, service) in services.iter_mut().enumerate() {
                service.needs.retain(|(need, _)| *need < at);
            }
        }
        let text = compose(&services);
        prop_assert_eq!(format_of(&text), Some(Format::DockerCompose));
        let (_, problems) = template::read(&text);
        prop_assert_eq!(problems.len(), 1, "{:?}", problems);
        let Some(fix) = problems[0].fixes.first() else {
            prop_assert!(!acyclic && problems[0].message.contains("depend on each other"));
            return Ok(());
        };
        let made = fix.apply(&text);
        let analysis = analyze(&Request { template: &made, ..Request::default() });
        prop_assert_eq!(&analysis.template, &vec![], "{}", made);
        let steps = steps(&template::read(&made).0);
        let all_have_profiles = services.iter().all(|it| it.has_profile);
        for (at, service) in services.iter().enumerate() {
            let Some(step) = steps.get(&format!("s{at}")) else {
                prop_assert!(service.has_profile && !all_have_profiles);
                continue;
            };
            for (need, _) in service.needs.iter().filter(|it| it.0 < services.len()) {
                let before = steps.get(&format!("s{need}"));
                prop_assert!(before.is_some_and(|it| it < step), "s{} after s{}\n{}", at, need, made);
            }
        }
    }
}
