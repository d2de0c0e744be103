//! The moments of a run: nothing that happened is left out, and nothing else is told.

use laneway_core::analysis::{Request, Run, analyze};
use laneway_core::play::{Rule, State, play};
use laneway_core::report::TaskOutcome;
use laneway_core::time::Millis;
use laneway_tests::corpus::sim_cases;
use laneway_tests::repository::root;
use std::collections::BTreeSet;

/// What is wrong with the moments of a run, if anything.
fn check(run: &Run) -> Result<(), String> {
    let play = play(run);
    let mut events = run.trace.events.iter();
    for moment in &play.moments {
        for _ in 0..moment.events {
            let event = events.next().ok_or("more events than happened")?;
            if event.at != moment.at {
                return Err(format!("{event:?} is not of {moment:?}"));
            }
        }
        let is_said = moment.text.ends_with('.') && !moment.text.contains("``");
        if moment.events == 0 || !is_said {
            return Err(format!("{moment:?}"));
        }
        if !moment.lines.is_sorted_by(|one, next| one.end < next.start) {
            return Err(format!("places out of order: {moment:?}"));
        }
    }
    if events.next().is_some() {
        return Err("some event belongs to no moment".to_owned());
    }
    for (index, row) in run.report.tasks.iter().enumerate() {
        let is_fitting = |state| match row.outcome {
            TaskOutcome::Succeeded => state == State::Ready,
            // It may have been lost again.
            TaskOutcome::Ready => state != State::NeverRan && state != State::Failed,
            TaskOutcome::Failed => state == State::Failed,
            TaskOutcome::Degraded => matches!(state, State::Failed | State::Ready),
            TaskOutcome::NeverRan => state == State::NeverRan,
            TaskOutcome::LeftRunning => !matches!(state, State::Ready | State::Failed),
        };
        let state = play.state(index, Millis::MAX);
        if !is_fitting(state) {
            return Err(format!("{} is {state:?} at last", row.task));
        }
        if !play.states[index].is_sorted_by(|one, next| one.at < next.at || one.at == Millis::ZERO)
        {
            return Err(format!("states out of order: {}", row.task));
        }
    }
    Ok(())
}

#[test]
fn moments_hold_every_event_once_and_end_where_the_report_does() {
    let mut rules = BTreeSet::new();
    let cases = sim_cases().into_iter();
    let cases = cases.map(|it| (it.name, it.template, it.scenario, it.stage));
    for (name, template, scenario, stage) in cases.chain([more_attempts_than_are_followed()]) {
        let analysis = analyze(&Request {
            template: &template,
            scenario: &scenario,
            stage: stage.as_deref(),
            seed: None,
        });
        let Some(run) = analysis.run else { continue };
        if let Err(wrong) = check(&run) {
            panic!("{name}: {wrong}");
        }
        rules.extend(play(&run).moments.iter().map(|moment| moment.rule));
    }
    // A rule that no case follows is one that nobody has looked at.
    let unseen: Vec<Rule> = Rule::ALL
        .into_iter()
        .filter(|it| !rules.contains(it))
        .collect();
    assert_eq!(unseen, []);
}

/// Too long for the corpus, which holds what is printed.
fn more_attempts_than_are_followed() -> (String, String, String, Option<String>) {
    (
        "more attempts than are followed".to_owned(),
        "workflows: [{ name: setup, order_from: [services.a] }]".to_owned(),
        "tasks: { services.a: { crash_after: 0s } }\n\
         faults: [{ task: services.a, chance: 100% }]\n\
         cluster: { crash_loop_max: 1s }\n\
         options: { readiness_wait: 5h }\n"
            .to_owned(),
        None,
    )
}

#[test]
fn every_rule_is_described_where_it_says() {
    for rule in Rule::ALL {
        let (page, anchor) = rule.section().split_once('#').expect("a heading");
        let text = std::fs::read_to_string(root().join("docs").join(page)).expect("the page");
        let anchors = text.lines().filter_map(|line| {
            let heading = line.trim_start_matches('#').strip_prefix(' ')?;
            line.starts_with('#')
                .then(|| heading.to_lowercase().replace(' ', "-"))
        });
        assert!(
            anchors.into_iter().any(|it| it == anchor),
            "{rule:?}: {page}#{anchor}"
        );
    }
}
