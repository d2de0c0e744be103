//! How much is simulated for advice, and by whom.

use super::request;
use laneway_core::advice::{self, Advice, Effort};
use laneway_core::time::Millis;

/// Large stages end, too: what does not fit is counted.
#[test]
fn the_work_is_bounded() {
    let names: Vec<String> = (0..600).map(|it| format!("services.t{it}")).collect();
    let steps = names.chunks(2).enumerate();
    let steps =
        steps.map(|(number, it)| format!("  - {{step: s{number}, tasks: [{}]}}\n", it.join(", ")));
    let template = format!(
        "services: [{}]\nworkflows:\n- name: setup\n  parallelize:\n{}",
        (0..600)
            .map(|it| format!("{{name: t{it}}}"))
            .collect::<Vec<_>>()
            .join(", "),
        steps.collect::<String>()
    );
    let effort = Effort {
        runs: 40,
        task_runs: 1,
    };
    let mut advisor = advice::Advisor::new(request(&template, ""), Some(effort)).expect("a stage");
    loop {
        let work = advisor.work();
        if work.is_empty() {
            break;
        }
        work.iter()
            .map(advice::Work::run)
            .for_each(|it| advisor.take(it));
    }
    // The stage itself, and in each of four parts what is always made in full.
    let full = 600 * 40;
    assert!(
        advisor.task_runs() <= full * (1 + 4 * 64),
        "{}",
        advisor.task_runs()
    );
    let advice = advisor.advice();
    assert!(advice.slows.len() >= 8 && advice.left_out.tasks == 600 - advice.slows.len());
    assert!(advice.left_out.edits > 1000);
    let saved = advice
        .next
        .first()
        .and_then(|it| it.saved)
        .expect("an edit");
    assert_eq!(saved.mean_ms, 30_000);
}

/// Who makes the runs, in which order and portions, makes no difference.
#[test]
fn work_can_be_done_in_any_order() {
    let text = "services: [{name: a}, {name: b}]\nworkflows:\n- name: setup\n  parallelize:\n  \
                - {step: a, tasks: [services.a]}\n  - {step: b, tasks: [services.b]}\n";
    let scenario = "defaults: { services: { ready_after: { exponential: { mean: 30s } } } }\n";
    let request = request(text, scenario);
    let effort = Some(Effort::of(1000));
    let mut advisor = advice::Advisor::new(request.clone(), effort).expect("a stage");
    let mut made = 0;
    loop {
        let work = advisor.work();
        if work.is_empty() {
            break;
        }
        made += work.iter().map(advice::Work::task_runs).sum::<u64>();
        let done: Vec<advice::Done> = work.iter().rev().map(advice::Work::run).collect();
        done.into_iter().for_each(|it| advisor.take(it));
    }
    assert_eq!(advisor.task_runs(), made);
    let turned = advisor.advice();
    assert_eq!(Some(turned.clone()), advice::advise(&request, effort));
    let mean = turned.now.mean_ms.expect("a mean");
    assert!(
        mean > Millis::from_secs(55) && mean < Millis::from_secs(65),
        "{mean:?}"
    );
    let json = turned.to_json();
    assert_eq!(
        serde_json::from_str::<Advice>(&json).expect("the same"),
        turned
    );
}
