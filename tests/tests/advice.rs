//! Advice about random stages: no edit breaks a need, each text is as good as before, and what was promised
//! is what comes of it.

use laneway_core::advice::{self, Advice, Effort, Given, Suggestion};
use laneway_core::analysis::{self, Request};
use laneway_core::diagnostic::{Edit, Fix, Severity};
use laneway_core::simulate::Setting;
use laneway_core::simulate::batch::{Batch, End, Engine};
use laneway_core::source::Span;
use laneway_core::time::Millis;
use laneway_tests::cases::cases;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const RUNS: u32 = 40;

/// A stage in the making. Tasks are services and jobs with numbers as names.
#[derive(Debug, Clone)]
struct Sketch {
    tasks: Vec<Task>,
    /// Where a new step begins, and how it is written.
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
struct Task {
    is_job: bool,
    seconds: (u64, u64),
    /// Numbers of tasks, by which it depends on services, or the scenario gives what it needs.
    needs: Vec<usize>,
    are_given: bool,
    chance: u32,
}

#[derive(Debug, Clone)]
struct Step {
    tasks: usize,
    waited: bool,
    halts: bool,
    in_brackets: bool,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let task = (
        prop::bool::weighted(0.25),
        (1..60_u64, 0..60_u64),
        prop::collection::vec(0..12_usize, 0..3),
        prop::bool::weighted(0.5),
        prop_oneof![4 => Just(0_u32), 1 => 5..40_u32],
    );
    let task = task.prop_map(|(is_job, (low, more), needs, are_given, chance)| Task {
        is_job,
        seconds: (low, low + more),
        needs,
        are_given,
        chance,
    });
    let step = (
        1..4_usize,
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.3),
        any::<bool>(),
    );
    let step = step.prop_map(|(tasks, waited, halts, in_brackets)| Step {
        tasks,
        waited,
        halts,
        in_brackets,
    });
    let tasks = prop::collection::vec(task, 3..9);
    let steps = prop::collection::vec(step, 2..7);
    (tasks, steps).prop_map(|(tasks, steps)| Sketch { tasks, steps })
}

impl Sketch {
    fn name(&self, task: usize) -> String {
        let kind = if self.tasks[task].is_job {
            "jobs"
        } else {
            "services"
        };
        format!("{kind}.t{task}")
    }

    /// What is said to be needed; the second says whether by the scenario.
    fn needs(&self, task: usize) -> (Vec<usize>, bool) {
        let it = &self.tasks[task];
        let needs = it.needs.iter().copied();
        let others = needs.filter(|need| *need < self.tasks.len() && *need != task);
        let others: BTreeSet<usize> = others.collect();
        if it.are_given {
            return (others.into_iter().collect(), true);
        }
        let services = others.into_iter().filter(|need| !self.tasks[*need].is_job);
        let services = if it.is_job {
            Vec::new()
        } else {
            services.collect()
        };
        (services, false)
    }

    fn template(&self) -> String {
        let mut text = "services:\n".to_owned();
        for task in (0..self.tasks.len()).filter(|it| !self.tasks[*it].is_job) {
            text += &format!("  - name: t{task}\n");
            let (needs, are_given) = self.needs(task);
            if !needs.is_empty() && !are_given {
                let names: Vec<String> = needs.iter().map(|it| format!("t{it}")).collect();
                text += &format!("    depends_on: [{}]\n", names.join(", "));
            }
        }
        text += "jobs:\n";
        for task in (0..self.tasks.len()).filter(|it| self.tasks[*it].is_job) {
            text += &format!("  - name: t{task}\n");
        }
        text += "workflows:\n  - name: setup\n    parallelize:\n";
        let mut next = 0..self.tasks.len();
        for (number, step) in self.steps.iter().enumerate() {
            let is_last = number + 1 == self.steps.len();
            let count = if is_last {
                self.tasks.len()
            } else {
                step.tasks
            };
            let names: Vec<String> = next.by_ref().take(count).map(|it| self.name(it)).collect();
            if names.is_empty() {
                break;
            }
            text += &format!("      - step: s{number}  # step {number}\n");
            if step.in_brackets {
                text += &format!("        tasks: [{}]\n", names.join(", "));
            } else {
                let lines = names
                    .iter()
                    .map(|name| format!("          - {name}  # {name}\n"));
                text += &format!("        tasks:\n{}", lines.collect::<String>());
            }
            if step.halts {
                text += "        halt_on_error: true\n";
            }
            if !step.waited {
                text += "        wait_for_finish: false\n";
            }
        }
        text
    }

    fn scenario(&self) -> String {
        let mut text = "tasks:\n".to_owned();
        let mut faults = "faults:\n".to_owned();
        for (task, it) in self.tasks.iter().enumerate() {
            let key = if it.is_job { "runs_for" } else { "ready_after" };
            let (low, high) = it.seconds;
            let time = format!("{{ uniform: [{low}s, {high}s] }}");
            text += &format!("  {}: {{ {key}: {time}", self.name(task));
            let (needs, are_given) = self.needs(task);
            if are_given {
                let names: Vec<String> = needs.iter().map(|it| self.name(*it)).collect();
                text += &format!(", needs: [{}]", names.join(", "));
            }
            text += " }\n";
            if it.chance > 0 {
                let (name, chance) = (self.name(task), it.chance);
                faults += &format!("  - {{ task: {name}, chance: {chance}% }}\n");
            }
        }
        if faults.ends_with("faults:\n") {
            text
        } else {
            text + &faults
        }
    }
}

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

/// A template with one step for each task.
const ROWS: &str = "services: [{name: a}, {name: b, depends_on: [a]}]\njobs: [{name: j}]\nworkflows:\n\
                    - name: setup\n  parallelize:\n  - {step: a, tasks: [services.a]}\n  \
                    - {step: j, tasks: [jobs.j], halt_on_error: true}\n  - {step: b, tasks: [services.b]}\n";

/// What is left of the scenario without some lines, or with others.
fn now_of(scenario: &str) -> advice::Expected {
    let advice = advice::advise(&request(ROWS, scenario), Some(Effort::of(300)));
    advice.expect("a stage").now
}

/// Removing a fault, and giving a task another time, shift nothing that is drawn for anything else: the rows
/// are what the stage does by a scenario that says so.
#[test]
fn rows_are_what_a_changed_scenario_gives() {
    let tasks = "tasks:\n  services.a: { ready_after: { uniform: [10s, 90s] } }\n  \
                 jobs.j: { runs_for: { exponential: { mean: 20s } }, retries: 1 }\n";
    let faults = [
        "  - { task: jobs.j, chance: 30%, latency: { uniform: [0s, 9s] } }\n",
        "  - { tasks: 'services.*', slowdown: { factor: 3, chance: 40% } }\n",
        "  - { task: services.b, chance: 20% }\n",
    ];
    let scenario = format!("{tasks}faults:\n{}", faults.concat());
    let advice = advice::advise(&request(ROWS, &scenario), Some(Effort::of(300)));
    let advice = advice.expect("a stage");
    assert_eq!(advice.risks.len(), 3);
    for (number, what) in [
        "jobs.j: chance, latency",
        "services.*: slowdown",
        "services.b: chance",
    ]
    .into_iter()
    .enumerate()
    {
        let left: String = faults
            .iter()
            .filter(|it| **it != faults[number])
            .copied()
            .collect();
        let row = advice
            .risks
            .iter()
            .find(|it| it.what == what)
            .expect("a row");
        assert_eq!(
            row.without,
            now_of(&format!("{tasks}faults:\n{left}")),
            "{what}"
        );
        let target = what.split(':').next().unwrap_or_default();
        let place = row.start.expect("a place")..row.end.expect("a place");
        assert_eq!(scenario[place].trim_matches('\''), target);
    }
    let lever = advice
        .slows
        .iter()
        .find(|it| it.task == "services.a")
        .expect("a row");
    assert_eq!(
        [lever.low.takes_ms, lever.high.takes_ms],
        [18, 82].map(Millis::from_secs)
    );
    let fixed = |seconds: &str| now_of(&scenario.replace("{ uniform: [10s, 90s] }", seconds));
    assert_eq!(
        (lever.low.then, lever.high.then),
        (fixed("18s"), fixed("82s"))
    );
    let faster = now_of(&scenario.replace("[10s, 90s]", "[9s, 81s]"));
    let p95 = [advice.now.p95_ms, faster.p95_ms].map(|it| it.expect("runs").0 as i64);
    assert_eq!(lever.faster.and_then(|it| it.p95_ms), Some(p95[0] - p95[1]));
}

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
