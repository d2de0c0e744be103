//! The graphs that other engines get start every task when Laneway does: read back from what is exported, and run by
//! a few lines that know nothing of steps.

use laneway_core::export::{argo, tekton};
use laneway_core::report::{Report, TaskOutcome, TaskRow};
use laneway_core::simulate::Setting;
use laneway_core::time::Millis;
use laneway_tests::cases::{cases, run};
use laneway_tests::random::any_setting;
use laneway_tests::vary::with_slots;
use proptest::prelude::*;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// A node as an engine reads it.
struct Node {
    name: String,
    after: Vec<String>,
    errors_are_ignored: bool,
}

fn texts(of: &Value, key: &str) -> Vec<String> {
    let list = of.get(key).and_then(Value::as_sequence);
    let texts = list
        .into_iter()
        .flatten()
        .map(|it| it.as_str().expect("a name").to_owned());
    texts.collect()
}

fn node(task: &Value, after: &str, errors_are_ignored: bool) -> Node {
    Node {
        name: task["name"].as_str().expect("a name").to_owned(),
        after: texts(task, after),
        errors_are_ignored,
    }
}

/// The graphs of Argo and Tekton.
fn graphs(setting: &Setting) -> Option<[Vec<Node>; 2]> {
    let argo = argo(&setting.plan, &setting.options)?;
    let workflow: Value = serde_yaml::from_str(&argo.text).expect(&argo.text);
    let tasks = workflow["spec"]["templates"][0]["dag"]["tasks"]
        .as_sequence()
        .expect("tasks");
    let of_argo = tasks
        .iter()
        .map(|task| node(task, "dependencies", task.get("continueOn").is_some()));
    let tekton = tekton(&setting.plan, &setting.options).expect("the same tasks");
    let run: Value = serde_yaml::from_str(&tekton.text).expect(&tekton.text);
    let tasks = run["spec"]["pipelineSpec"]["tasks"]
        .as_sequence()
        .expect("tasks");
    let of_tekton = tasks
        .iter()
        .map(|task| node(task, "runAfter", task.get("onError").is_some()));
    Some([of_argo.collect(), of_tekton.collect()])
}

/// When each node starts that does, if those that run take until Laneway says that they settle.
fn starts(nodes: &[Node], report: &Report) -> Vec<Option<Millis>> {
    let halt = report.halt.as_ref().map(|halt| halt.at_ms);
    let by_name: BTreeMap<&str, usize> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (node.name.as_str(), at))
        .collect();
    assert_eq!(by_name.len(), nodes.len(), "two nodes of one name");
    let lets_go = |name: &String| {
        let at = by_name[name.as_str()];
        let TaskRow {
            outcome,
            settled_ms,
            ..
        } = &report.tasks[at];
        let is_bad = matches!(outcome, TaskOutcome::Failed | TaskOutcome::Degraded);
        settled_ms.filter(|_| !is_bad || nodes[at].errors_are_ignored)
    };
    let start = |(node, task): (&Node, &TaskRow)| {
        let ends: Option<Vec<Millis>> = node.after.iter().map(lets_go).collect();
        let start = ends?.into_iter().max().unwrap_or_default();
        match halt {
            // At that very instant, a failure may come before the start, or after it if it takes no time.
            Some(halt) if start == halt => task.start_ms,
            Some(halt) if start > halt => None,
            _ => Some(start),
        }
    };
    nodes.iter().zip(&report.tasks).map(start).collect()
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn every_task_starts_when_it_does_here(setting in any_setting()) {
        let setting = with_slots(setting, None);
        let report = run(&setting);
        let expected: Vec<Option<Millis>> = report.tasks.iter().map(|task| task.start_ms).collect();
        let graphs = graphs(&setting);
        prop_assert_eq!(graphs.is_none(), expected.is_empty());
        for nodes in graphs.into_iter().flatten() {
            prop_assert_eq!(&starts(&nodes, &report), &expected);
        }
    }
}
