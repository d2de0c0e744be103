//! Advice about random stages: no edit breaks a need, each text is as good as before, and what was promised
//! is what comes of it.

mod rows;
mod sketch;
mod work;

use laneway_core::advice::{self, Advice, Effort, Given, Suggestion};
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Edit, Fix, Severity};
use laneway_core::simulate::Setting;
use laneway_core::simulate::batch::{Batch, End, Engine};
use laneway_core::source::Span;
use laneway_tests::cases::cases;
use proptest::prelude::*;
use sketch::{Sketch, sketch};
use std::collections::{BTreeMap, BTreeSet};

const RUNS: u32 = 40;

fn request<'a>(template: &'a str, scenario: &'a str) -> Request<'a> {
    Request {
        template,
        scenario,
        ..Request::default()
    }
}

fn applied(it: &Suggestion, text: &str) -> String {
    let edits = it.edits.iter();
    let edits = edits.map(|it| Edit::replace(Span::new(it.start, it.end), it.text.clone()));
    Fix::safe("", edits.collect()).apply(text)
}

fn setting(template: &str, scenario: &str) -> Setting {
    let run = analysis::analyze(&request(template, scenario)).run;
    run.expect("it can be simulated").setting
}

/// Codes of errors and warnings, with how often each comes.
fn problems(template: &str, scenario: &str) -> BTreeMap<&'static str, usize> {
    let found = analysis::check(&request(template, scenario)).template;
    let mut counts = BTreeMap::new();
    for problem in found.iter().filter(|it| it.severity != Severity::Hint) {
        *counts.entry(problem.code).or_insert(0) += 1;
    }
    counts
}

/// By name: the step of each task, and whether that is waited for.
fn places(setting: &Setting) -> BTreeMap<&str, (usize, bool)> {
    let tasks = setting.plan.tasks.iter();
    let place =
        |task: &laneway_core::plan::Task| (task.step.0, setting.plan.steps[task.step.0].waited);
    tasks
        .map(|task| (task.name.as_str(), place(task)))
        .collect()
}

/// What is broken, read from the sketch alone: who is said to need whom, and jobs of earlier steps, which all
/// need but those of which the scenario says otherwise.
fn broken(
    sketch: &Sketch,
    before: &Setting,
    after: &Setting,
    assumed: &Suggestion,
) -> Option<String> {
    let (before, after) = (places(before), places(after));
    for task in 0..sketch.tasks.len() {
        let (said, are_given) = sketch.needs(task);
        for need in (0..sketch.tasks.len()).filter(|it| *it != task) {
            let [name, on] = [task, need].map(|it| sketch.name(it));
            let (Some(old), Some(old_need)) = (before.get(&*name), before.get(&*on)) else {
                continue;
            };
            let is_needed = said.contains(&need) || (!are_given && sketch.tasks[need].is_job);
            let is_unsaid = sketch.tasks[task].is_job && !are_given;
            if !(is_needed || is_unsaid) {
                continue;
            }
            let (new, new_need) = (after[&*name], after[&*on]);
            let was_ensured = old_need.0 < old.0 && old_need.1;
            let is_ensured = new_need.0 < new.0 && new_need.1;
            let is_assumed = (assumed.assumes.iter()).any(|it| it.task == name && it.without == on);
            if was_ensured && !is_ensured && (is_needed || !is_assumed) {
                return Some(format!("{name} no longer comes after {on}"));
            }
            if said.contains(&need) && old_need.0 <= old.0 && new_need.0 > new.0 {
                return Some(format!("{name} comes before {on}"));
            }
        }
    }
    None
}

fn ends(setting: &Setting) -> Vec<End> {
    let mut batch = Batch::default();
    Engine::by_events(setting).run(0..RUNS, &mut batch);
    batch.ends
}

/// The mean saving of the runs that can be compared, to the nearest millisecond.
fn saving(before: &[End], after: &[End], given: Given) -> Option<i64> {
    let end = |end: &End| match *end {
        End::Ended {
            with_errors: true, ..
        } if given == Given::Success => None,
        End::Ended { all_settled, .. } => Some(i64::try_from(all_settled.0).expect("no age")),
        End::Halted { .. } => None,
    };
    let pairs = before.iter().zip(after);
    let saved: Vec<i64> = pairs
        .filter_map(|(one, other)| Some(end(one)? - end(other)?))
        .collect();
    let count = i64::try_from(saved.len()).ok().filter(|count| *count > 0)?;
    Some((2 * saved.iter().sum::<i64>() + count).div_euclid(2 * count))
}

fn failures(ends: &[End]) -> (usize, usize) {
    let halted = ends.iter().filter(|it| matches!(it, End::Halted { .. }));
    let errors = ends.iter().filter(|it| {
        matches!(
            it,
            End::Ended {
                with_errors: true,
                ..
            }
        )
    });
    (halted.count(), errors.count())
}

fn advice_about(sketch: &Sketch) -> (String, String, Advice) {
    let (template, scenario) = (sketch.template(), sketch.scenario());
    let advice = advice::advise(&request(&template, &scenario), Some(Effort::of(RUNS)));
    (template, scenario, advice.expect("a stage"))
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn every_edit_keeps_its_promise(sketch in sketch()) {
        let (template, scenario, advice) = advice_about(&sketch);
        let old = setting(&template, &scenario);
        let (old_ends, old_problems) = (ends(&old), problems(&template, &scenario));
        let mut best = i64::MAX;
        let mut was_sure = true;
        for it in &advice.next {
            let text = applied(it, &template);
            let new = setting(&text, &scenario);
            let new_ends = ends(&new);
            prop_assert_eq!(broken(&sketch, &old, &new, it), None, "{}\n{}\n{}", it.id, template, scenario);
            for (code, count) in problems(&text, &scenario) {
                prop_assert!(old_problems.get(code) >= Some(&count), "{}: {}\n{}", it.id, code, text);
            }
            let saved = it.saved.expect("pairs");
            prop_assert_eq!(saving(&old_ends, &new_ends, advice.given), Some(saved.mean_ms));
            prop_assert!(saved.mean_ms > 0);
            let ((halted, errors), before) = (failures(&new_ends), failures(&old_ends));
            prop_assert!(halted <= before.0 && errors <= before.1, "{}: more fails\n{}", it.id, text);
            let comments = |text: &str| text.matches('#').count();
            prop_assert_eq!(comments(&template), comments(&text), "{}\n{}", it.id, text);
            let is_sure = it.assumes.is_empty();
            prop_assert!(was_sure || !is_sure, "what is assumed comes last");
            prop_assert!(saved.mean_ms <= best || was_sure != is_sure, "the best come first");
            (best, was_sure) = (saved.mean_ms, is_sure);
        }
        for it in &advice.failures {
            let new = setting(&applied(it, &template), &scenario);
            let (halted, errors) = failures(&ends(&new));
            let told = (it.then.halted.runs, it.then.with_errors.runs);
            prop_assert_eq!((halted as u64, errors as u64), told, "{}", it.id);
        }
    }
}

/// The property above would hold of no offers at all.
#[test]
fn edits_of_every_kind_are_offered() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let mut kinds = BTreeSet::new();
    for _ in 0..150 {
        let sketch = sketch().new_tree(&mut runner).expect("a sketch").current();
        let (_, _, advice) = advice_about(&sketch);
        let all = advice.next.iter().chain(&advice.failures);
        kinds.extend(all.map(|it| it.kind));
        for lever in &advice.slows {
            assert!(lever.low.takes_ms < lever.high.takes_ms);
        }
    }
    use laneway_core::advice::Kind;
    let expected = [
        Kind::RunBeside,
        Kind::MergeSteps,
        Kind::MoveTask,
        Kind::MoveStep,
        Kind::AddHalt,
        Kind::DropHalt,
    ];
    assert_eq!(kinds, BTreeSet::from(expected));
}
